"""How the debrief names things: emotions, causes, times, numbers, kinds. In the language that is active."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .charts import clock_text
from .facts import EMOTIONS, SessionRecord
from .recognise import LATE, MET, MISSED, OPEN, UNPLAYED
from .svg import printable

_INNER = str.maketrans("“”", "‘’")
_OPENED, _CLOSED = ('"', "“", "«"), ('"', "”", "»")
EXCERPT = 280  # characters of a message in a table


def emotion_labels() -> tuple[str, ...]:
    """The five emotions as labels, in the order of EMOTIONS."""
    return (
        pgettext("emotion", "Like"),
        pgettext("emotion", "Fear"),
        pgettext("emotion", "Anger"),
        pgettext("emotion", "Mockery"),
        pgettext("emotion", "Sadness"),
    )


def emotion_meanings() -> tuple[str, ...]:
    """What each label stands for."""
    return (
        _("support, thanks, solidarity"),
        _("worry, alarm, questions about what to do"),
        _("blame, demands, calls to act against"),
        _("jokes and irony at somebody’s expense"),
        _("grief and compassion"),
    )


def emotion_nouns() -> tuple[str, ...]:
    """The five emotions inside a sentence (in French with their article)."""
    return (
        pgettext("inside a sentence", "support"),
        pgettext("inside a sentence", "fear"),
        pgettext("inside a sentence", "anger"),
        pgettext("inside a sentence", "mockery"),
        pgettext("inside a sentence", "sadness"),
    )


def emotion_noun(index: int) -> str:
    return emotion_nouns()[index]


def opening(words: str) -> str:
    """The same with a capital at the beginning."""
    return words[:1].upper() + words[1:]


def state_label(state: str) -> str:
    return {
        MET: _("in time"),
        LATE: _("late"),
        MISSED: _("missed"),
        OPEN: _("not due yet"),
        UNPLAYED: _("not played"),
    }[state]


def kind_label(kind: str) -> str:
    return {
        "original": _("post"),
        "reply": _("reply"),
        "share": _("share"),
        "quote": _("quote"),
    }.get(kind, kind)


def reason_label(reason: str) -> str:
    return {"leak": _("leak"), "rumour": _("rumour"), "insult": _("insult"), "other": _("other reason")}.get(
        reason, reason
    )


def reaction_label(emotion: str) -> str:
    return dict(zip(EMOTIONS, emotion_labels(), strict=True)).get(emotion, emotion)


def outcome_text(outcome: str, decided_by: str, after: float | None) -> str:
    """What became of a report, and `after` how many seconds of exercise."""
    told = {
        ("removed", "network"): _("removed by the network after %(span)s"),
        ("removed", "trainer"): _("removed by the trainer after %(span)s"),
        ("removed", "author"): _("taken down by its author after %(span)s"),
        ("labelled", "network"): _("left up with a warning after %(span)s"),
        ("left", "network"): _("left up by the network after %(span)s"),
        ("left", "trainer"): _("left up by the trainer after %(span)s"),
    }.get((outcome, decided_by))
    if told is not None and after is not None:
        return told % {"span": span_text(after)}
    return _("no answer before the end") if outcome else ""


def source_label(source: str) -> str:
    return {
        "trainer": _("trainer"),
        "trainee": _("trainee"),
        "observer": _("observer"),
        "script": _("script"),
        "system": _("system"),
    }.get(source, source)


# ── numbers and times ─────────────────────────────────────────────────────────────────────────────


def number(value: float, digits: int = 0) -> str:
    """A number as the language writes it: 12,345 or 12 345."""
    return number_format(round(value, digits) if digits else round(value), digits, force_grouping=True)


def percent(part: float) -> str:
    return _("%(number)s%%") % {"number": number(part * 100)}


def signed(change: float) -> str:
    """A change of a share in points of 100, with its sign: +12."""
    return f"{'+' if change >= 0 else '−'}{round(abs(change) * 100)}"


def points(change: float) -> str:
    """The same with its unit: +12 points."""
    text = ngettext("%(change)s point", "%(change)s points", round(abs(change) * 100))
    return text % {"change": signed(change)}


def time_text(t: float | None) -> str:
    """Exercise time, 07:45 or 1:07:45; a dash for none."""
    return clock_text(t) if t is not None else "–"


def span_text(seconds: float) -> str:
    """A length of time in words: 45 s, 3 min 20 s, 1 h 05 min."""
    whole = round(seconds)
    if whole < 60:
        return _("%(seconds)s s") % {"seconds": whole}
    if whole < 3600:
        minutes, rest = divmod(whole, 60)
        if rest:
            return _("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": f"{rest:02}"}
        return _("%(minutes)s min") % {"minutes": minutes}
    hours, minutes = divmod(round(whole / 60), 60)
    if not minutes:
        return _("%(hours)s h") % {"hours": hours}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": f"{minutes:02}"}


def words_of_tag(tag: str) -> list[str]:
    """A hashtag in pieces between which a line may break: #BoycottFerme is read as two words."""
    return re.findall(r"[A-Z0-9ÀÂÇÉÈÊËÎÏÔÙÛÜ]*[^A-ZÀÂÇÉÈÊËÎÏÔÙÛÜ]+|.+", tag)


def excerpt(text: str, length: int = EXCERPT) -> str:
    """The beginning of a text on one line, cut at a word, without characters that disturb a page."""
    line = " ".join(printable(text).split())
    if len(line) <= length:
        return line
    cut = line[:length].rsplit(" ", 1)[0] if " " in line[length // 2 : length] else line[:length]
    return f"{cut} …"


def letter(index: int) -> str:
    """The name of the team's message number `index`: A … Z, AA, AB …"""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


# ── causes ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class CauseWords:
    """What a cause is called, and what kind of cause it is."""

    text: str
    kind: str


def cause_words(record: SessionRecord, letters: Mapping[int, str], name: str, code: str) -> CauseWords:
    """A cause of the mood in words. `letters` names the team's messages by their post."""
    if name == "answer":
        return _answer_words(letters, code)
    if name == "block":
        return CauseWords(_("The team blocked @%(handle)s") % {"handle": code}, _("team"))
    if name == "silence":
        return CauseWords(
            _("No word from the team after “%(title)s”") % {"title": _title(record, code)}, _("silence")
        )
    if name == "inject":
        return CauseWords(quoted(_title(record, code)), _("inject"))
    if name == "phase":
        title = next((phase.name for phase in record.phases if phase.code == code), code)
        return CauseWords(_("The phase “%(title)s”") % {"title": title}, _("script"))
    if name == "rumour":
        claim = record.rumours.get(code, code)
        return CauseWords(_("The rumour “%(claim)s”") % {"claim": excerpt(claim, 90)}, _("rumour"))
    if name == "contagion":
        return CauseWords(_("The crowd itself: posts that stir up others"), _("contagion"))
    if name == "trainer":
        return CauseWords(_("The trainer, at the controls"), _("trainer"))
    return CauseWords(name, name)


def _answer_words(letters: Mapping[int, str], code: str) -> CauseWords:
    kind, _sign, ref = code.partition(":")
    label = letters.get(int(ref), "") if ref.isdecimal() else ""
    if kind == "deleted":
        return CauseWords(_("A message that the team deleted"), _("team"))
    if kind == "hidden":
        return CauseWords(_("A comment that the team hid"), _("team"))
    if label:
        return CauseWords(_("The team’s message %(letter)s") % {"letter": label}, _("team"))
    return CauseWords(_("A message from the team"), _("team"))


def _title(record: SessionRecord, code: str) -> str:
    plan = record.injects.get(code)
    return plan.title if plan else code


def rumour_text(state: str, time: str) -> str:
    """What became of a rumour, and when."""
    texts = {
        "circulating": _("nobody put it right"),
        "contested": _("contested without proof at %(time)s"),
        "corrected": _("corrected with proof at %(time)s"),
        "confirmed": _("confirmed at %(time)s"),
    }
    return texts.get(state, state) % {"time": time}


def quoted(text: str) -> str:
    """A text in the quotation marks of the language; marks within it become inner ones."""
    if text[:1] in _OPENED and text[-1:] in _CLOSED:  # it is a quotation already
        return text
    marks = _("“%(text)s”")
    french = "«" in marks
    inner = re.sub(r"\s*»", "”", re.sub(r"«\s*", "“", text)) if french else text.translate(_INNER)
    return marks % {"text": inner}
