"""The sheets of the debrief's annex: their columns, and their rows as plain cells."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC

from django.utils.translation import gettext as _

from .facts import Deed, SessionRecord
from .findings import effect_text
from .logwords import what_text
from .metrics import RoomFigures
from .wording import (
    cause_words,
    emotion_labels,
    kind_label,
    letter,
    outcome_text,
    reaction_label,
    reason_label,
    rumour_text,
    source_label,
    state_label,
)

Cell = str | float | int | None
Row = Sequence[Cell]
Columns = Sequence[tuple[str, float]]
Sheet = tuple[str, Columns, Iterable[Row]]


def sheets(record: SessionRecord, rooms: Sequence[RoomFigures]) -> Iterator[Sheet]:
    """Name, columns (title, width in characters) and rows of each sheet."""
    yield _("Log"), _log_columns(), _log_rows(record)
    yield _("Team messages"), _message_columns(), _message_rows(record, rooms)
    yield _("Expected responses"), _verdict_columns(), _verdict_rows(record, rooms)
    yield _("Injects"), _inject_columns(), _inject_rows(record, rooms)
    yield _("Minutes"), _minute_columns(), _minute_rows(record)
    yield _("Causes"), _cause_columns(), _cause_rows(record, rooms)
    yield _("Hashtags"), _trend_columns(), _trend_rows(record)
    yield _("Rumours"), _rumour_columns(), _rumour_rows(record)
    yield _("Reports and likes"), _deed_columns(), _deed_rows(record)
    yield _("Observations"), _note_columns(), _note_rows(record)
    yield _("Ratings"), _score_columns(), _score_rows(record)


# ── columns ───────────────────────────────────────────────────────────────────────────────────────


def _room() -> tuple[str, float]:
    return _("Room"), 16


def _when() -> Columns:
    return [(_("Time"), 9), (_("Time (s)"), 9)]


def _log_columns() -> Columns:
    return [
        (_("No."), 6), *_when(), (_("Wall time (UTC)"), 19), _room(), (_("Source"), 11), (_("Who"), 20),
        (_("What"), 44), (_("Text"), 90),
    ]  # fmt: skip


def _message_columns() -> Columns:
    return [
        _room(), (_("Letter"), 7), *_when(), (_("Account"), 26), (_("Written by"), 18), (_("Network"), 16),
        (_("Kind"), 10), (_("To"), 20), (_("Text"), 90), (_("What it did"), 40), (_("Likes"), 8),
        (_("Shares"), 8), (_("Replies"), 8), (_("Views"), 9), (_("Deleted"), 9), (_("Gone at (s)"), 11),
    ]  # fmt: skip


def _verdict_columns() -> Columns:
    return [
        _room(), (_("Objective"), 34), (_("Expected"), 44), (_("Inject"), 34), (_("Result"), 13),
        (_("Asked at (s)"), 11), (_("Deadline (s)"), 11), (_("After (s)"), 10), (_("Weight"), 8),
        (_("Recognised in"), 90),
    ]  # fmt: skip


def _inject_columns() -> Columns:
    return [
        _room(), (_("No."), 6), *_when(), (_("Inject"), 40), (_("From"), 26), (_("Network"), 16),
        (_("State"), 10), (_("Answered after (s)"), 13), (_("Team next spoke after (s)"), 13),
        (_("Text"), 90),
    ]  # fmt: skip


def _minute_columns() -> Columns:
    labels = emotion_labels()
    counts = [(label, 10.0) for label in labels]
    parts = [(_("%(emotion)s, part") % {"emotion": label}, 10.0) for label in labels]
    return [_room(), (_("Minute"), 8), *counts, (_("All"), 10), *parts, (_("Expected per 5 min"), 12)]


def _cause_columns() -> Columns:
    return [_room(), (_("Cause"), 60), (_("Kind"), 12), (_("Emotion"), 12), (_("Points"), 9), *_when()]


def _trend_columns() -> Columns:
    first = [(_("First by"), 20.0), (_("First post"), 90.0)]
    return [_room(), (_("Hashtag"), 26), (_("Uses"), 9), *_when(), (_("Coined"), 9), *first]


def _rumour_columns() -> Columns:
    counts = [(title, 9.0) for title in (_("Believe it"), _("Ask"), _("Talk around it"), _("Contradict it"))]
    return [
        _room(), (_("Claim"), 70), (_("In truth"), 9), (_("From"), 26), *_when(), (_("Posts"), 9),
        (_("Reach"), 12), *counts, (_("What became of it"), 40),
    ]  # fmt: skip


def _deed_columns() -> Columns:
    came = [(_("What came of it"), 40.0), (_("Answered after (s)"), 13.0)]
    return [_room(), *_when(), (_("What"), 12), (_("By"), 20), (_("Reason"), 14), (_("Post"), 90), *came]


def _note_columns() -> Columns:
    what = [(_("Observation"), 80.0), (_("Post of"), 20.0), (_("Post"), 80.0)]
    return [_room(), *_when(), (_("By"), 20), (_("Objective"), 34), *what]


def _score_columns() -> Columns:
    return [_room(), (_("Objective"), 40), (_("By"), 20), (_("Of 5"), 7)]


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────


def _clock(t: float) -> str:
    whole = max(0, int(t))
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def _rounded(seconds: float | None) -> float | None:
    return round(seconds, 1) if seconds is not None else None


def _names(record: SessionRecord) -> dict[str, str]:
    return {room.code: room.name for room in record.rooms}


def _log_rows(record: SessionRecord) -> Iterator[Row]:
    names = _names(record)
    for line in record.log:
        at = line.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
        text = str(line.data.get("text") or "")
        yield (line.number, _clock(line.t), round(line.t, 1), at, names.get(line.room, ""),
               source_label(line.source), line.who, what_text(record, line), text)  # fmt: skip


def _message_rows(record: SessionRecord, rooms: Sequence[RoomFigures]) -> Iterator[Row]:
    for page in rooms:
        effects = {effect.said.ref: effect_text(effect, most=5) for effect in page.effects}
        letters = _letters(page)
        for said in page.room.said:
            yield (page.room.name, letters.get(said.ref, ""), _clock(said.t), round(said.t, 1), said.account,
                   said.by, record.channels.get(said.channel, said.channel), kind_label(said.kind), said.to,
                   said.text, effects.get(said.ref, ""), said.likes, said.shares, said.replies, said.views,
                   _("yes") if said.deleted else "", _rounded(said.gone))  # fmt: skip


def _letters(page: RoomFigures) -> dict[int, str]:
    return {said.ref: letter(index) for index, said in enumerate(page.room.spoken)}


def _verdict_rows(record: SessionRecord, rooms: Sequence[RoomFigures]) -> Iterator[Row]:
    objectives = {objective.code: objective.title for objective in record.objectives}
    for page in rooms:
        for verdict in page.verdicts:
            plan = verdict.plan
            inject = record.injects.get(plan.inject)
            yield (page.room.name, objectives.get(plan.objective, ""), plan.title,
                   inject.title if inject else plan.inject, state_label(verdict.state), verdict.fired_at,
                   plan.deadline, _rounded(verdict.delay), plan.weight,
                   verdict.by.text if verdict.by else "")  # fmt: skip


def _inject_rows(record: SessionRecord, rooms: Sequence[RoomFigures]) -> Iterator[Row]:
    for page in rooms:
        responses = {response.inject: response for response in page.responses}
        number = 0
        for fired in page.room.fired:
            plan, response = record.injects.get(fired.inject), responses.get(fired.inject)
            number += response is not None
            channel = record.channels.get(plan.channel, plan.channel) if plan else ""
            yield (page.room.name, number if response else None, _clock(fired.t), fired.t,
                   plan.title if plan else fired.inject, plan.by if plan else "", channel,
                   _("fired") if fired.state == "fired" else _("skipped"),
                   _rounded(response.answered if response else None),
                   _rounded(response.spoke if response else None), fired.content)  # fmt: skip


def _minute_rows(record: SessionRecord) -> Iterator[Row]:
    for room in record.rooms:
        for point in room.minutes:
            parts = [round(share, 4) for share in point.shares]
            yield (room.name, int(point.t // 60), *point.counts, point.total, *parts, round(point.volume))


def _cause_rows(record: SessionRecord, rooms: Sequence[RoomFigures]) -> Iterator[Row]:
    labels = emotion_labels()
    for page in rooms:
        letters = _letters(page)
        for push in page.pushes:
            words = cause_words(record, letters, push.name, push.code)
            yield (page.room.name, words.text, words.kind, labels[push.emotion], round(push.change * 100, 1),
                   _clock(push.t), round(push.t))  # fmt: skip


def _trend_rows(record: SessionRecord) -> Iterator[Row]:
    for room in record.rooms:
        for trend in room.trends:
            yield (room.name, f"#{trend.tag}", trend.uses, _clock(trend.t), round(trend.t, 1),
                   _("yes") if trend.coined else "", trend.first_by, trend.first_text)  # fmt: skip


def _rumour_rows(record: SessionRecord) -> Iterator[Row]:
    for room in record.rooms:
        for rumour in room.rumours:
            yield (room.name, rumour.claim, _("true") if rumour.true else _("false"), rumour.origin,
                   _clock(rumour.t), round(rumour.t, 1), rumour.posts, rumour.reach, *rumour.stances,
                   rumour_text(rumour.state, _clock(rumour.state_t)))  # fmt: skip


def _deed_rows(record: SessionRecord) -> Iterator[Row]:
    named = {"report": _("reported"), "delete": _("deleted"), "like": _("liked"), "react": _("reacted")}
    for room in record.rooms:
        for deed in room.deeds:
            after = deed.answered - deed.t if deed.answered is not None else None
            yield (room.name, _clock(deed.t), round(deed.t, 1), named.get(deed.kind, deed.kind), deed.by,
                   _why(deed), deed.text,
                   outcome_text(deed.outcome, deed.decided_by, after), _rounded(after))  # fmt: skip


def _why(deed: Deed) -> str:
    """The reason of a report, or which reaction it was."""
    if deed.kind == "react":
        return reaction_label(deed.reason)
    return reason_label(deed.reason) if deed.reason else ""


def _note_rows(record: SessionRecord) -> Iterator[Row]:
    names = _names(record)
    titles = {objective.code: objective.title for objective in record.objectives}
    for note in record.notes:
        yield (names.get(note.room, ""), _clock(note.t), round(note.t, 1), note.author,
               titles.get(note.objective, ""), note.text, note.handle, note.post)  # fmt: skip


def _score_rows(record: SessionRecord) -> Iterator[Row]:
    names = _names(record)
    titles = {objective.code: objective.title for objective in record.objectives}
    for score in record.scores:
        yield (
            names.get(score.room, ""),
            titles.get(score.objective, score.objective),
            score.author,
            score.score,
        )
