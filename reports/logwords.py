"""The log in words, and which of its entries matter most on paper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from exercises.draft_texts import why_stopped

from .facts import LogLine, SessionRecord
from .wording import (
    excerpt,
    number,
    quoted,
    reaction_label,
    reason_label,
    source_label,
    span_text,
    time_text,
)

ON_PAPER = 300  # rows: a longer table takes the PDF minutes to lay out
#: What matters least is left out first.
_RANK = {
    **dict.fromkeys(("start", "pause", "resume", "gap", "end", "reopen", "jump", "speed"), 0),
    **dict.fromkeys(("post", "reply", "quote", "edit_post", "delete", "report", "observe", "block"), 1),
    **dict.fromkeys(("report_removed", "report_labelled", "report_left"), 1),
    **dict.fromkeys(("draft_submit", "draft_approve", "draft_return", "draft_publish"), 2),
    **dict.fromkeys(("draft_schedule", "draft_sent", "draft_stopped"), 2),
    **dict.fromkeys(("hide_asked", "hide_agreed", "hide_refused", "hide_withdrawn", "hide_ended"), 2),
    **dict.fromkeys(("safety_asked", "safety_agreed", "safety_refused", "safety_ended"), 2),
    **dict.fromkeys(("inject", "inject_skipped", "fire", "skip", "edit", "pressure", "weights", "rate"), 2),
    **dict.fromkeys(("article_in_time", "article_missed"), 2),
    "poll_over": 2,
    **dict.fromkeys(("share", "remove", "readmit"), 3),
}
_LEAST = 4
LINE = 220  # characters of what was written
SCRIPT_LINE = 100  # an inject has a title: its beginning is enough
_IN_ALL_ROOMS = ("inject", "inject_skipped", "fire", "skip", "edit", "pressure", "weights")


@dataclass(frozen=True)
class LogRow:
    """One entry as it is printed; `text` is what was written, if anything was."""

    time: str
    at: datetime
    room: str
    source: str
    who: str
    what: str
    text: str


def rows_on_paper(record: SessionRecord, limit: int = ON_PAPER) -> tuple[list[LogRow], int]:
    """The entries that matter, in order, at most `limit`, and how many were left out."""
    lines = merged(record.log)
    ranked = sorted(lines, key=lambda line: (_RANK.get(line.what, _LEAST), line.number))
    chosen = sorted(ranked[:limit], key=lambda line: line.number)
    return log_rows(record, chosen), len(lines) - len(chosen)


def merged(lines: Iterable[LogLine]) -> list[LogLine]:
    """The same thing of the script in several rooms in the same second is one line for all of them."""
    found: dict[object, LogLine] = {}
    for line in lines:
        same = (line.what, int(line.t), str(line.data.get("inject") or line.data.get("pressure") or ""))
        key: object = same if line.what in _IN_ALL_ROOMS and line.room else line.number
        first = found.get(key)
        found[key] = replace(first, room=f"{first.room} {line.room}") if first else line
    return list(found.values())


def log_rows(record: SessionRecord, lines: Iterable[LogLine]) -> list[LogRow]:
    """Entries of the log in words."""
    return [
        LogRow(
            time=time_text(line.t),
            at=line.at,
            room=_room_names(record, line.room),
            source=source_label(line.source),
            who=line.who,
            what=what_text(record, line),
            text=excerpt(_written(line), SCRIPT_LINE if line.source == "script" else LINE),
        )
        for line in lines
    ]


def _room_names(record: SessionRecord, codes: str) -> str:
    """The rooms' names; nothing where it concerns all of them."""
    here = codes.split()
    if len(here) == len(record.rooms):
        return ""
    return ", ".join(room.name for room in record.rooms if room.code in here)


def what_text(record: SessionRecord, line: LogLine) -> str:
    """What happened, as a phrase that follows who did it."""
    phrase = _phrases().get(line.what)
    if phrase is None:
        return line.what
    return phrase % _values(record, line.data)


def _dial(pressure: object, *, living: bool) -> str:
    if not isinstance(pressure, (int, float)):
        return _("as in the scenario")
    return _("living, at a scale of {n}").format(n=number(pressure)) if living else number(pressure)


def _values(record: SessionRecord, data: Mapping[str, object]) -> Mapping[str, object]:
    inject = str(data.get("inject") or "")
    plan = record.injects.get(inject)
    objective = next((o.title for o in record.objectives if o.code == data.get("objective")), "")
    return {
        "title": quoted(plan.title if plan else inject),
        "objective": quoted(objective),
        "score": data.get("score", ""),
        "speed": f"×{data.get('speed', 1):g}" if isinstance(data.get("speed", 1), (int, float)) else "",
        "from": _time(data.get("from")),
        "to": _time(data.get("to")),
        "pressure": _dial(data.get("pressure"), living=bool(data.get("living"))),
        "name": data.get("name", ""),
        "account": f"@{data.get('account', '')}",
        "network": record.channels.get(str(data.get("channel") or ""), data.get("channel") or ""),
        "handle": f"@{data.get('handle', '')}",
        "group": data.get("group", ""),
        "option": data.get("option", ""),
        "result": data.get("result", ""),
        "draft": data.get("draft", ""),
        "writer": data.get("writer") or "?",
        "names": data.get("names") or "–",
        "note": excerpt(str(data.get("note") or "–"), LINE),
        "place": quoted(str(data.get("place") or "")),
        "minutes": data.get("minutes", ""),
        "took": _span(data.get("took")),
        "why": why_stopped(str(data.get("reason") or "")),
        "due": _time(data.get("due")),
        "reason": reason_label(str(data.get("reason") or "")),
        "reaction": reaction_label(str(data.get("reaction") or "")),
    }


def _time(value: object) -> str:
    return time_text(float(value)) if isinstance(value, (int, float)) else ""


def _span(value: object) -> str:
    return span_text(float(value)) if isinstance(value, (int, float)) else ""


def _written(line: LogLine) -> str:
    """The text of a message, a note or an inject; a post that was only liked says nothing here."""
    return "" if line.what in ("like", "react", "share") else str(line.data.get("text") or "")


def _phrases() -> dict[str, str]:
    return {
        "create": _("made the session"),
        "open_lobby": _("opened the lobby"),
        "start": _("started the exercise"),
        "pause": _("paused the exercise"),
        "resume": _("resumed the exercise"),
        "gap": _("the exercise stopped by itself: nobody moved the clock"),
        "end": _("ended the exercise"),
        "reopen": _("reopened the session"),
        "speed": _("set the speed to %(speed)s"),
        "jump": _("jumped from %(from)s to %(to)s"),
        "pressure": _("set the pressure, per 5 minutes: %(pressure)s"),
        "weights": _("changed the weight of the emotions"),
        "fire": _("fired the inject %(title)s"),
        "skip": _("skipped the inject %(title)s"),
        "edit": _("changed the inject %(title)s"),
        "inject": _("inject %(title)s"),
        "article_in_time": _("the press published what had been answered to %(title)s"),
        "article_missed": _("the press published without an answer to %(title)s"),
        "inject_skipped": _("inject %(title)s skipped"),
        "lock_lobby": _("locked the lobby"),
        "unlock_lobby": _("unlocked the lobby"),
        "join": _("joined"),
        "leave": _("left"),
        "remove": _("removed %(name)s"),
        "readmit": _("let %(name)s in again"),
        "seat_code": _("made a code to move %(name)s to another device"),
        "move_seat": _("moved to another device"),
        "observe": _("noted"),
        "rate": _("rated %(objective)s: %(score)s of 5"),
        "post": _("published on %(network)s as %(account)s"),
        "reply": _("answered on %(network)s as %(account)s"),
        "share": _("shared a post as %(account)s"),
        "quote": _("quoted a post as %(account)s"),
        "like": _("liked a post as %(account)s"),
        "react": _("reacted to a post as %(account)s: %(reaction)s"),
        "report": _("reported a post of %(handle)s (%(reason)s)"),
        "report_removed": _("removed the reported post of %(handle)s (%(reason)s)"),
        "report_labelled": _("left the reported post of %(handle)s up with a warning (%(reason)s)"),
        "report_left": _("left the reported post of %(handle)s up (%(reason)s)"),
        "hide": _("hid what %(handle)s wrote on %(network)s"),
        "unhide": _("showed again what %(handle)s wrote on %(network)s"),
        "pin": _("pinned a post of %(account)s on %(network)s"),
        "unpin": _("unpinned a post of %(account)s on %(network)s"),
        "delete": _("deleted a post of %(account)s"),
        "edit_post": _("changed a post of %(account)s"),
        "correct_reading": _("corrected what a message does"),
        "block": _("blocked %(handle)s as %(account)s"),
        "unblock": _("no longer blocks %(handle)s as %(account)s"),
        "group_join": _("joined the group “%(group)s” as %(account)s"),
        "group_leave": _("left the group “%(group)s” as %(account)s"),
        "poll_vote": _("voted “%(option)s” in a poll of %(account)s"),
        "poll_over": _("closed the poll of %(account)s: %(result)s"),
        "draft_submit": _("asked %(names)s to approve draft %(draft)s for %(account)s"),
        "draft_approve": _("approved draft %(draft)s, by %(writer)s"),
        "draft_return": _("returned draft %(draft)s, by %(writer)s: %(note)s"),
        "draft_publish": _(
            "published draft %(draft)s, by %(writer)s, %(took)s after it was begun; approved by: %(names)s"
        ),
        "draft_schedule": _("scheduled draft %(draft)s, by %(writer)s, for %(due)s"),
        "draft_unschedule": _("took back the time of draft %(draft)s, by %(writer)s"),
        "draft_sent": _("had draft %(draft)s, by %(writer)s, go out as scheduled; approved by: %(names)s"),
        "draft_stopped": _("did not publish draft %(draft)s, by %(writer)s, due at %(due)s: %(why)s"),
        "draft_drop": _("dropped draft %(draft)s, by %(writer)s"),
        "hide_asked": _("asked the operator to hide %(place)s for %(minutes)s min"),
        "hide_agreed": _("hid %(place)s, for the operator"),
        "hide_refused": _("refused to hide %(place)s, for the operator"),
        "hide_withdrawn": _("took back the request to hide %(place)s"),
        "hide_ended": _("had %(place)s shown again"),
        "safety_asked": _("asked the network to open a safety check"),
        "safety_agreed": _("opened the safety check"),
        "safety_refused": _("refused to open a safety check, for the network"),
        "safety_withdrawn": _("took back the request for a safety check"),
        "safety_ended": _("closed the safety check"),
        "safety_marked": _("marked themselves safe"),
        "safety_unmarked": _("no longer marked themselves safe"),
    }


def members_text(members: Sequence[tuple[str, str]]) -> str:
    """Who was in a team, with what they were: Tom (spokesperson), Tara (community manager)."""
    return ", ".join(f"{name} ({function.lower()})" if function else name for name, function in members)
