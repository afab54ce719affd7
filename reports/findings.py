"""What a session shows, in sentences that a reader understands who has never seen the product."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .facts import SessionRecord
from .metrics import Effect, Lead, Push, RoomFigures
from .recognise import LATE, MET, MISSED
from .wording import (
    emotion_labels,
    emotion_noun,
    excerpt,
    number,
    opening,
    percent,
    points,
    quoted,
    signed,
    span_text,
    time_text,
)

NOTABLE = 0.02  # parts of 1 that a message or a silence must have moved to be told
MOST_LEADS = 4
HURTING = (1, 2, 3, 4)  # fear, anger, mockery, sadness
ANGER = 2


def room_findings(record: SessionRecord, figures: RoomFigures, letters: Mapping[int, str]) -> list[str]:
    """What one room shows, the crowd first, then the team."""
    told = [
        _volume(record, figures),
        _leads(figures.leads),
        _peak(record, figures),
        _coined(figures),
        _first_word(figures),
        _expected(figures),
        _gap(figures),
        _best_message(figures.effects, letters),
        _worst_message(figures.effects, letters),
        _silence(record, figures),
    ]
    return [sentence for sentence in told if sentence]


def session_findings(record: SessionRecord, rooms: Sequence[RoomFigures]) -> list[str]:
    """What the rooms show beside each other."""
    told = [
        _overall(record, rooms),
        _compared_score(rooms),
        _compared_first_word(rooms),
        _compared_mood(rooms),
    ]
    return [sentence for sentence in told if sentence]


# ── the crowd ─────────────────────────────────────────────────────────────────────────────────────


def _volume(record: SessionRecord, figures: RoomFigures) -> str:
    if figures.busiest is None:
        return _("The crowd did not write: the exercise ended before anything was published.")
    return _(
        "In %(span)s the team met %(reactions)s reactions from %(authors)s accounts; the busiest minute, "
        "at %(time)s, brought %(count)s of them."
    ) % {
        "span": span_text(record.end),
        "reactions": number(figures.reactions),
        "authors": number(figures.authors),
        "time": time_text(figures.busiest.t),
        "count": number(figures.busiest.total),
    }


def _leads(leads: Sequence[Lead]) -> str:
    if not leads:
        return ""
    told = sorted(
        sorted(leads, key=lambda lead: lead.start - lead.end)[:MOST_LEADS], key=lambda lead: lead.start
    )
    told = [lead for index, lead in enumerate(told) if not index or told[index - 1].emotion != lead.emotion]
    first = opening(emotion_noun(told[0].emotion))
    if len(told) == 1:
        return _("%(emotion)s was the strongest emotion from beginning to end.") % {"emotion": first}
    rest = [
        _("%(emotion)s from %(time)s")
        % {"emotion": emotion_noun(lead.emotion), "time": time_text(lead.start)}
        for lead in told[1:]
    ]
    return _("%(first)s was the strongest emotion at first, then %(rest)s.") % {
        "first": first,
        "rest": listed(rest),
    }


def _peak(record: SessionRecord, figures: RoomFigures) -> str:
    peaks = [peak for peak in figures.peaks if peak.emotion in HURTING and peak.share > 0]
    if not peaks or figures.busiest is None:
        return ""
    peak = max(peaks, key=lambda peak: peak.share)
    before = [f for f in figures.room.fired if f.state == "fired" and f.t <= peak.t + figures.room.width]
    values = {
        "emotion": opening(emotion_noun(peak.emotion)),
        "share": percent(peak.share),
        "time": time_text(peak.t),
    }
    if not before:
        return _("%(emotion)s peaked at %(time)s with %(share)s of the reactions.") % values
    plan = record.injects.get(before[-1].inject)
    values["title"] = quoted(plan.title if plan else before[-1].inject)
    return _("%(emotion)s peaked at %(time)s with %(share)s of the reactions, after %(title)s.") % values


def _coined(figures: RoomFigures) -> str:
    trend = next((trend for trend in figures.room.trends if trend.coined), None)
    if trend is None:
        return ""
    return ngettext(
        "The crowd coined a hashtag of its own: #%(tag)s, first seen at %(time)s, used %(uses)s time.",
        "The crowd coined a hashtag of its own: #%(tag)s, first seen at %(time)s, used %(uses)s times.",
        trend.uses,
    ) % {"tag": trend.tag, "time": time_text(trend.t), "uses": number(trend.uses)}


# ── the team ──────────────────────────────────────────────────────────────────────────────────────


def _first_word(figures: RoomFigures) -> str:
    if figures.first_word is None:
        return _("The team published nothing.")
    if figures.median_answer is None:
        return ngettext(
            "The team first spoke at %(time)s and published %(count)s message.",
            "The team first spoke at %(time)s and published %(count)s messages.",
            figures.messages,
        ) % {"time": time_text(figures.first_word), "count": number(figures.messages)}
    return ngettext(
        "The team first spoke at %(time)s, published %(count)s message and typically answered in %(span)s.",
        "The team first spoke at %(time)s, published %(count)s messages and typically answered in %(span)s.",
        figures.messages,
    ) % {
        "time": time_text(figures.first_word),
        "count": number(figures.messages),
        "span": span_text(figures.median_answer),
    }


def _expected(figures: RoomFigures) -> str:
    if not figures.judged:
        return ""
    return ngettext(
        "Of %(judged)s expected response, %(met)s came in time, %(late)s late and %(missed)s not at all.",
        "Of %(judged)s expected responses, %(met)s came in time, %(late)s late and %(missed)s not at all.",
        figures.judged,
    ) % {
        "judged": figures.judged,
        "met": figures.count(MET),
        "late": figures.count(LATE),
        "missed": figures.count(MISSED),
    }


def _gap(figures: RoomFigures) -> str:
    missed = [verdict for verdict in figures.verdicts if verdict.state == MISSED]
    if not missed:
        return ""
    worst = max(missed, key=lambda verdict: verdict.plan.weight)
    return _("What was missed most: %(title)s.") % {"title": quoted(worst.plan.title)}


def _best_message(effects: Sequence[Effect], letters: Mapping[int, str]) -> str:
    best = max(effects, key=lambda effect: effect.calming, default=None)
    if best is None or best.calming < NOTABLE:
        return ""
    return _("Message %(letter)s, at %(time)s, helped most (%(effect)s): %(text)s") % _message(best, letters)


def _worst_message(effects: Sequence[Effect], letters: Mapping[int, str]) -> str:
    worst = min(effects, key=lambda effect: effect.calming, default=None)
    if worst is None or worst.calming > -NOTABLE:
        return ""
    return _("Message %(letter)s, at %(time)s, made things worse (%(effect)s): %(text)s") % _message(
        worst, letters
    )


def _message(effect: Effect, letters: Mapping[int, str]) -> dict[str, str]:
    return {
        "letter": letters.get(effect.said.ref, ""),
        "time": time_text(effect.said.t),
        "effect": effect_text(effect),
        "text": quoted(excerpt(effect.said.text, 110)),
    }


def effect_text(effect: Effect, most: int = 2) -> str:
    """The strongest pushes of a message: Fear −4, Like +3 points."""
    if not effect.pushes:
        return ""
    return _("%(pushes)s points") % {"pushes": pushes_text(effect.pushes[:most])}


def pushes_text(pushes: Iterable[Push]) -> str:
    """Pushes in points of 100: Fear −4, Like +3."""
    labels = emotion_labels()
    return ", ".join(f"{labels[push.emotion]} {signed(push.change)}" for push in pushes)


def _silence(record: SessionRecord, figures: RoomFigures) -> str:
    fed = [p for p in figures.pushes if p.name == "silence" and p.emotion == ANGER and p.change >= NOTABLE]
    if not fed:
        return ""
    plan = record.injects.get(fed[0].code)
    return _("Silence after %(title)s fed anger: up to %(change)s.") % {
        "title": quoted(plan.title if plan else fed[0].code),
        "change": points(fed[0].change),
    }


# ── rooms beside each other ───────────────────────────────────────────────────────────────────────


def _overall(record: SessionRecord, rooms: Sequence[RoomFigures]) -> str:
    return ngettext(
        "%(rooms)s team lived the same %(span)s: one script, one crowd at the start, different words.",
        "%(rooms)s teams lived the same %(span)s: one script, one crowd at the start, different words.",
        len(rooms),
    ) % {"rooms": len(rooms), "span": span_text(record.end)}


def _compared_score(rooms: Sequence[RoomFigures]) -> str:
    undue = [figures.room.name for figures in rooms if not figures.judged]
    if len(undue) == len(rooms):
        return ""
    best = max(rooms, key=lambda figures: (figures.score or 0.0, figures.count(MET)))
    if undue:
        return _(
            "%(best)s met %(best_met)s of %(best_all)s expected responses in time. "
            "For %(others)s nothing had come due yet."
        ) % {
            "best": best.room.name,
            "best_met": best.count(MET),
            "best_all": best.judged,
            "others": ", ".join(undue),
        }
    worst = min(rooms, key=lambda figures: (figures.score or 0.0, figures.count(MET)))
    if best.count(MET) == worst.count(MET):
        return _("All teams met as many expected responses in time: %(met)s.") % {"met": best.count(MET)}
    return _(
        "%(best)s met most of what was expected: %(best_met)s of %(best_all)s responses in time. "
        "%(worst)s met %(worst_met)s of %(worst_all)s."
    ) % {
        "best": best.room.name,
        "best_met": best.count(MET),
        "best_all": best.judged,
        "worst": worst.room.name,
        "worst_met": worst.count(MET),
        "worst_all": worst.judged,
    }


def _compared_first_word(rooms: Sequence[RoomFigures]) -> str:
    spoke = [(figures.first_word, figures.room.name) for figures in rooms if figures.first_word is not None]
    silent = [figures.room.name for figures in rooms if figures.first_word is None]
    if not spoke:
        return _("No team published anything.")
    (first, quick), (last, slow) = min(spoke), max(spoke)
    if silent:
        return _("%(quick)s spoke first, at %(first)s; %(silent)s published nothing.") % {
            "quick": quick,
            "first": time_text(first),
            "silent": listed(silent),
        }
    if last - first < 1:
        return ""
    return _("%(quick)s spoke first, at %(first)s; %(slow)s last, at %(last)s.") % {
        "quick": quick,
        "first": time_text(first),
        "slow": slow,
        "last": time_text(last),
    }


def _compared_mood(rooms: Sequence[RoomFigures]) -> str:
    ended = [figures for figures in rooms if figures.room.points and figures.reactions]
    if len(ended) < 2:
        return ""
    spread = {e: _last_shares(ended, e) for e in range(5)}
    emotion = max(spread, key=lambda e: max(spread[e])[0] - min(spread[e])[0])
    (most, high), (least, low) = max(spread[emotion]), min(spread[emotion])
    if most - least < NOTABLE:
        return _("At the end the crowds of all teams were in much the same mood.")
    return _("At the end %(emotion)s held %(most)s of the reactions in %(high)s, %(least)s in %(low)s.") % {
        "emotion": emotion_noun(emotion),
        "most": percent(most),
        "high": high,
        "least": percent(least),
        "low": low,
    }


def _last_shares(rooms: Iterable[RoomFigures], emotion: int) -> list[tuple[float, str]]:
    return [(figures.room.points[-1].shares[emotion], figures.room.name) for figures in rooms]


def listed(items: Sequence[str]) -> str:
    """Items as a sentence lists them: a, b and c."""
    if len(items) < 2:
        return "".join(items)
    return _("%(items)s and %(last)s") % {"items": ", ".join(items[:-1]), "last": items[-1]}
