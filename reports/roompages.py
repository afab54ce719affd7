"""The pages of one room: its curves, what moved its crowd, what its team said and how it did."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from . import charts
from .album import Album
from .charts import Mark, Scene, Style
from .facts import EMOTIONS, Deed, LoudPost, RumourSeen, Said, SessionRecord, TrendSeen
from .findings import effect_text, pushes_text, room_findings
from .logwords import members_text
from .metrics import Effect, ObjectiveScore, Push, RoomFigures
from .presspage import press_rows
from .recognise import JUDGED, LATE, MET, MISSED, Verdict
from .wording import (
    cause_words,
    emotion_labels,
    emotion_nouns,
    excerpt,
    kind_label,
    number,
    outcome_text,
    percent,
    points,
    reason_label,
    rumour_text,
    span_text,
    state_label,
    time_text,
    words_of_tag,
)

MESSAGES = 40  # of the team's messages that are printed; the spreadsheet has them all
CAUSES = 10
TRENDS = 12
COINED = 4
RUMOURS = 8
LOUD = 6
DEEDS = 15
NOTES = 40
NOTE_LENGTH = 1000
MESSAGE_LENGTH = 700  # characters of a team's message


def room_page(
    record: SessionRecord,
    figures: RoomFigures,
    letters: Mapping[int, str],
    album: Album,
    style: Style,
    *,
    alone: bool,
    anchor: str,
) -> dict[str, Any]:
    """Everything that is printed about one room."""
    room = figures.room
    scene = _scene(record, figures, letters)
    judged = [v for v in figures.verdicts if v.state in JUDGED or v.state == "open"]
    longest = max(
        [v.plan.deadline * 1.25 for v in judged] + [min(v.delay or 0, v.plan.deadline * 2.5) for v in judged],
        default=1,
    )
    return {
        "name": room.name,
        "anchor": anchor,
        "members": members_text(room.members),
        "findings": [] if alone else room_findings(record, figures, letters),
        "silent": not figures.messages,
        "empty": not figures.reactions,
        "lines": _lines(figures, scene, album, style),
        "areas": _areas(figures, scene, album, style),
        "injects": _injects(record, figures),
        "skipped": [_inject_title(record, f.inject) for f in room.fired if f.state == "skipped"],
        "causes": _causes(record, figures, letters, album, style),
        "trends": [_trend(trend) for trend in _told_trends(room.trends)],
        "rumours": [_rumour(rumour) for rumour in room.rumours[:RUMOURS]],
        "loud": [_loud(post) for post in room.loud[:LOUD]],
        "messages": [_message(record, effect, letters) for effect in figures.effects[:MESSAGES]],
        "messages_left_out": max(0, len(figures.effects) - MESSAGES),
        "deeds": [_deed(deed) for deed in room.deeds if deed.kind not in ("like", "react")][:DEEDS],
        "press": press_rows(record, room.press),
        "verdicts": [_verdict(verdict, letters, longest, album, style) for verdict in judged],
        "unplayed": [v.plan.title for v in figures.verdicts if v.state == "unplayed"],
        "objectives": [_objective(objective, album, style) for objective in figures.objectives],
        "score": percent(figures.score) if figures.score is not None else "",
        "notes": note_rows(record, room.code),
        "met": figures.count(MET),
        "late": figures.count(LATE),
        "missed": figures.count(MISSED),
    }


# ── curves ────────────────────────────────────────────────────────────────────────────────────────


def _scene(record: SessionRecord, figures: RoomFigures, letters: Mapping[int, str]) -> Scene:
    fired = [f for f in figures.room.fired if f.state == "fired"]
    end = max([record.end] + [point.t + figures.room.width for point in figures.room.points[-1:]])
    return Scene(
        end=end,
        phases=[(phase.offset, phase.name) for phase in record.phases],
        injects=[Mark(f.t, str(index)) for index, f in enumerate(fired, 1)],
        messages=[Mark(said.t, letters[said.ref]) for said in figures.room.spoken],
        names=emotion_labels(),
        words={
            "nothing": _("nothing was published"),
            "asked": _("asked for"),
            "percent": _("%(number)s%%"),
            "group": number(1000)[1:-3],
        },
    )


def _lines(figures: RoomFigures, scene: Scene, album: Album, style: Style) -> Any:
    nouns = emotion_nouns()
    told = [
        _("%(emotion)s at most %(share)s at %(time)s")
        % {"emotion": nouns[peak.emotion], "share": percent(peak.share), "time": time_text(peak.t)}
        for peak in figures.peaks
    ]
    alt = _("Share of each emotion over time, with injects and messages: %(peaks)s.") % {
        "peaks": "; ".join(told)
    }
    return album.add(charts.emotion_lines(figures.room.points, scene, style, alt), alt)


def _areas(figures: RoomFigures, scene: Scene, album: Album, style: Style) -> Any:
    alt = _("Reactions per minute by emotion; at most %(count)s, at %(time)s.") % {
        "count": number(figures.busiest.total if figures.busiest else 0),
        "time": time_text(figures.busiest.t if figures.busiest else None),
    }
    asked = [(dial.t, (dial.pressure or 0) / 5) for dial in figures.room.dialled]
    picture = charts.volume_areas(
        figures.room.points, scene, style, alt, step=figures.room.width, asked=asked
    )
    return album.add(picture, alt)


# ── what happened ─────────────────────────────────────────────────────────────────────────────────


def _injects(record: SessionRecord, figures: RoomFigures) -> list[dict[str, Any]]:
    """The injects by the number that they have in the curves, and how the team dealt with each."""
    rows = []
    for index, response in enumerate(figures.responses, 1):
        plan = record.injects.get(response.inject)
        rows.append(
            {
                "number": index,
                "time": time_text(response.t),
                "title": plan.title if plan else response.inject,
                "by": plan.by if plan else "",
                "channel": record.channels.get(plan.channel, plan.channel) if plan else "",
                "answered": span_text(response.answered) if response.answered is not None else "",
                "spoke": span_text(response.spoke) if response.spoke is not None else "",
            }
        )
    return rows


def _inject_title(record: SessionRecord, code: str) -> str:
    plan = record.injects.get(code)
    return plan.title if plan else code


def _causes(
    record: SessionRecord, figures: RoomFigures, letters: Mapping[int, str], album: Album, style: Style
) -> list[dict[str, Any]]:
    """What moved the crowd most: each cause once, with the emotions that it moved furthest."""
    by_cause: dict[tuple[str, str], list[Push]] = {}
    for push in figures.pushes:
        by_cause.setdefault((push.name, push.code), []).append(push)
    widest = max((abs(push.change) for push in figures.pushes), default=0.0)
    rows = []
    for (name, code), found in list(by_cause.items())[:CAUSES]:
        words = cause_words(record, letters, name, code)
        first = found[0]
        told = f"{emotion_labels()[first.emotion]} {points(first.change)}"
        bar = charts.push_bar(first.change, widest, style.emotion(first.emotion), style, told)
        rows.append(
            {
                "text": words.text,
                "kind": words.kind,
                "bar": album.add(bar, told),
                "told": told,
                "code": EMOTIONS[first.emotion],
                "also": pushes_text(found[1:3]),
                "time": time_text(first.t),
            }
        )
    return rows


def _told_trends(trends: Sequence[TrendSeen]) -> list[TrendSeen]:
    """The most used hashtags; some room is kept for those that the crowd coined."""
    first = list(trends[: TRENDS - COINED])
    coined = [trend for trend in trends[TRENDS - COINED :] if trend.coined][:COINED]
    rest = [trend for trend in trends[TRENDS - COINED :] if not trend.coined]
    chosen = [*first, *coined, *rest[: COINED - len(coined)]]
    return sorted(chosen, key=lambda trend: -trend.uses)


def _rumour(rumour: RumourSeen) -> dict[str, Any]:
    all_told = sum(rumour.stances) or 1
    believed, _asked, _around, denied = (n / all_told for n in rumour.stances)
    return {
        "claim": excerpt(rumour.claim[:1].upper() + rumour.claim[1:], 160),
        "true": rumour.true,
        "origin": rumour.origin,
        "time": time_text(rumour.t),
        "posts": number(rumour.posts),
        "reach": number(rumour.reach),
        "believed": percent(believed),
        "denied": percent(denied),
        "state": rumour.state,
        "became": rumour_text(rumour.state, time_text(rumour.state_t)),
    }


def _trend(trend: TrendSeen) -> dict[str, Any]:
    return {
        "tag": f"#{trend.tag}",
        "parts": words_of_tag(trend.tag),
        "uses": number(trend.uses),
        "coined": trend.coined,
        "scripted": trend.scripted,
        "time": time_text(trend.t),
        "first": excerpt(trend.first_text, 150),
        "by": f"@{trend.first_by}" if trend.first_by else "",
    }


def _loud(post: LoudPost) -> dict[str, Any]:
    return {
        "time": time_text(post.t),
        "name": post.name,
        "handle": f"@{post.handle}",
        "text": excerpt(post.text, 240),
        "code": EMOTIONS[post.emotion] if post.emotion is not None else "",
        "emotion": emotion_labels()[post.emotion] if post.emotion is not None else "",
        "shares": number(post.shares),
        "replies": number(post.replies),
        "likes": number(post.likes),
        "team": post.team,
        "gone": _gone(post.gone),
    }


def _gone(at: float | None) -> str:
    return time_text(at) if at is not None else ""


# ── the team ──────────────────────────────────────────────────────────────────────────────────────


def _message(record: SessionRecord, effect: Effect, letters: Mapping[int, str]) -> dict[str, Any]:
    said: Said = effect.said
    return {
        "letter": letters[said.ref],
        "time": time_text(said.t),
        "account": said.account,
        "by": said.by,
        "kind": kind_label(said.kind),
        "to": f"@{said.to}" if said.to else "",
        "channel": record.channels.get(said.channel, said.channel),
        "text": excerpt(said.text, MESSAGE_LENGTH),
        "shares": number(said.shares),
        "replies": number(said.replies),
        "likes": number(said.likes),
        "views": number(said.views),
        "effect": effect_text(effect, most=3),
        "helped": effect.calming > 0,
        "deleted": said.deleted,
        "edited": time_text(said.versions[-1][0]) if said.versions else "",
        "gone": _gone(said.gone),
    }


def _deed(deed: Deed) -> dict[str, str]:
    return {
        "time": time_text(deed.t),
        "what": _("reported") if deed.kind == "report" else _("deleted"),
        "reason": reason_label(deed.reason) if deed.reason else "",
        "by": deed.by,
        "text": excerpt(deed.text, 140),
        "outcome": outcome_text(deed.outcome, deed.decided_by, _answered_after(deed)),
    }


def _answered_after(deed: Deed) -> float | None:
    return deed.answered - deed.t if deed.answered is not None else None


def _verdict(
    verdict: Verdict, letters: Mapping[int, str], longest: float, album: Album, style: Style
) -> dict[str, Any]:
    plan = verdict.plan
    told = _delay_text(verdict)
    deadline = _("within %(span)s") % {"span": span_text(plan.deadline)}
    bar = charts.response_bar(
        min(verdict.delay, longest) if verdict.delay is not None else None,
        plan.deadline,
        longest,
        style,
        f"{plan.title}: {told}",
        state=verdict.state,
    )
    return {
        "title": plan.title,
        "state": verdict.state,
        "label": state_label(verdict.state),
        "delay": told,
        "deadline": deadline,
        "bar": album.add(bar, f"{told}, {deadline}"),
        "quote": _quote(verdict.by),
        "letter": letters.get(verdict.by.ref, "") if isinstance(verdict.by, Said) else "",
        "weight": f"{plan.weight:g}",
    }


def _delay_text(verdict: Verdict) -> str:
    if verdict.delay is not None:
        return _("after %(span)s") % {"span": span_text(verdict.delay)}
    return state_label(verdict.state)


def _quote(by: Said | Deed | None) -> str:
    if by is None:
        return ""
    return excerpt(by.text, 200)


def _objective(objective: ObjectiveScore, album: Album, style: Style) -> dict[str, Any]:
    score = objective.score
    told = percent(score) if score is not None else ""
    return {
        "title": objective.plan.title,
        "weight": f"{objective.plan.weight:g}",
        "score": told,
        "bar": album.add(charts.meter(score, style["accent"], style, told), told)
        if score is not None
        else None,
        "met": objective.met,
        "late": objective.late,
        "missed": objective.missed,
        "rating": number(objective.rating, 1) if objective.rating is not None else "",
        "ratings": len(objective.ratings),
    }


def note_rows(record: SessionRecord, code: str) -> list[dict[str, str]]:
    """Observations on one room (on the whole session: "") in order, with the post that they are about."""
    titles = {objective.code: objective.title for objective in record.objectives}
    return [
        {
            "time": time_text(note.t),
            "author": note.author,
            "text": excerpt(note.text, NOTE_LENGTH),
            "objective": titles.get(note.objective, ""),
            "handle": f"@{note.handle}" if note.handle else "",
            "post": excerpt(note.post, 200),
        }
        for note in record.notes
        if note.room == code
    ][:NOTES]
