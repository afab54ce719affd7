"""The debrief as its pages show it: a SessionRecord becomes what the template lays out. No query."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import charts
from .album import Album
from .charts import Style
from .facts import EMOTIONS, SessionRecord
from .findings import room_findings, session_findings
from .logwords import members_text, rows_on_paper
from .metrics import RoomFigures, figures
from .recognise import LATE, MET, MISSED
from .roompages import note_rows, room_page
from .wording import (
    emotion_labels,
    emotion_meanings,
    excerpt,
    kind_label,
    letter,
    number,
    percent,
    quoted,
    span_text,
    time_text,
)

MEMBERS_UP_TO = 4  # teams whose members are named on the cover


def chapters(record: SessionRecord, album: Album, style: Style) -> dict[str, Any]:
    """The template's context. Pictures go into `album`. Texts are in the language that is active."""
    rooms = figures(record)
    letters = {
        figures_.room.code: {said.ref: letter(index) for index, said in enumerate(figures_.room.spoken)}
        for figures_ in rooms
    }
    rows, left_out = rows_on_paper(record)
    alone = len(rooms) == 1
    return {
        "lang": record.lang,
        "title": record.title,
        "session": record.name,
        "cover": _cover(record, rooms, album, style),
        "cards": _cards(record, rooms),
        "findings": room_findings(record, rooms[0], letters[rooms[0].room.code])
        if alone
        else session_findings(record, rooms),
        "comparison": None if alone else _comparison(rooms, album, style),
        "key": _key(album, style),
        "rooms": [
            room_page(
                record, page, letters[page.room.code], album, style, alone=alone, anchor=f"room-{index}"
            )
            for index, page in enumerate(rooms, 1)
        ],
        "alone": alone,
        "notes": note_rows(record, ""),
        "log": rows,
        "log_left_out": left_out,
        "has_rooms": not alone,
        "annex": [_annex(record, page) for page in rooms],
        "emotions": emotion_labels(),
        "about": _about(record),
    }


def _cover(record: SessionRecord, rooms: Sequence[RoomFigures], album: Album, style: Style) -> dict[str, Any]:
    day = localtime(record.started_at) if record.started_at else None
    longest = max(rooms, key=lambda page: page.reactions)
    alt = _("The crowd’s five emotions from beginning to end, in %(room)s") % {"room": longest.room.name}
    points = longest.room.points
    return {
        "size": "short" if len(record.title) <= 60 else "long" if len(record.title) <= 120 else "longest",
        "at_stake": record.at_stake,
        "organisation": record.organisation,
        "day": date_format(day, "DATE_FORMAT") if day else _("not started"),
        "hour": date_format(day, "TIME_FORMAT") if day else "",
        "length": span_text(record.end),
        "teams": [_team(page, len(rooms)) for page in rooms],
        "trainers": excerpt(", ".join(record.trainers), 90),
        "ribbon": album.add(charts.mix(points, style, alt, width=595, height=119), alt) if points else None,
    }


def _team(page: RoomFigures, rooms: int) -> tuple[str, str]:
    """A team's name and, as long as there is room for it, who was in it."""
    members = excerpt(members_text(page.room.members), 110) if rooms <= MEMBERS_UP_TO else ""
    return excerpt(page.room.name, 24), members


def _cards(record: SessionRecord, rooms: Sequence[RoomFigures]) -> list[dict[str, str]]:
    """The few figures that one looks at first."""
    reactions = sum(page.reactions for page in rooms)
    messages = sum(page.messages for page in rooms)
    met, judged = sum(page.count(MET) for page in rooms), sum(page.judged for page in rooms)
    delays = sorted(r.answered for page in rooms for r in page.responses if r.answered is not None)
    busiest = max((page.busiest.total for page in rooms if page.busiest), default=0)
    return [
        _card(number(reactions), ngettext("reaction of the crowd", "reactions of the crowd", reactions)),
        _card(number(busiest), _("in the busiest minute")),
        _card(number(messages), ngettext("message from the team", "messages from the team", messages))
        if len(rooms) == 1
        else _card(number(messages), ngettext("message from the teams", "messages from the teams", messages)),
        _card(span_text(delays[len(delays) // 2]) if delays else "–", _("to answer, typically")),
        _card(f"{met}/{judged}" if judged else "–", _("expected responses in time")),
        _card(span_text(record.end), _("of exercise")),
    ]


def _card(value: str, label: str) -> dict[str, str]:
    return {"value": value, "label": label}


# ── rooms beside each other ───────────────────────────────────────────────────────────────────────


def _comparison(rooms: Sequence[RoomFigures], album: Album, style: Style) -> list[dict[str, Any]]:
    labels = emotion_labels()
    rows = []
    for page in rooms:
        last = page.room.points[-1].shares if page.room.points else None
        strongest = max(range(len(EMOTIONS)), key=lambda e: last[e]) if last else None
        alt = _("The mix of emotions in %(room)s over time") % {"room": page.room.name}
        rows.append(
            {
                "name": page.room.name,
                "mix": album.add(charts.mix(page.room.points, style, alt), alt) if page.room.points else None,
                "reactions": number(page.reactions),
                "messages": number(page.messages),
                "first_word": time_text(page.first_word),
                "answer": span_text(page.median_answer) if page.median_answer is not None else "–",
                "met": page.count(MET),
                "late": page.count(LATE),
                "missed": page.count(MISSED),
                "score": percent(page.score) if page.score is not None else "–",
                "last": f"{labels[strongest]} {percent(last[strongest])}"
                if last and strongest is not None
                else "–",
            }
        )
    return rows


def _key(album: Album, style: Style) -> list[dict[str, Any]]:
    return [
        {
            "line": album.add(charts.emotion_key(index, style, label), label),
            "code": EMOTIONS[index],
            "label": label,
            "meaning": meaning,
        }
        for index, (label, meaning) in enumerate(zip(emotion_labels(), emotion_meanings(), strict=True))
    ]


# ── annex ─────────────────────────────────────────────────────────────────────────────────────────


def _annex(record: SessionRecord, page: RoomFigures) -> dict[str, Any]:
    names = {phase.code: phase.name for phase in record.phases}
    room = page.room
    phases = [(names.get(code, code), counts) for code, counts in room.by_phase.items() if sum(counts)]
    kinds = [(kind_label(kind), room.by_kind[kind]) for kind in sorted(room.by_kind, key=_kind_order)]
    return {
        "name": room.name,
        "phases": [_counts_row(name, counts) for name, counts in phases],
        "kinds": [_counts_row(name, counts) for name, counts in kinds],
        "total": _counts_row(_("all"), page.by_emotion),
        "authors": number(page.authors),
    }


def _kind_order(kind: str) -> int:
    order = ("original", "reply", "quote", "share")
    return order.index(kind) if kind in order else len(order)


def _counts_row(name: str, counts: Sequence[int]) -> dict[str, Any]:
    total = sum(counts)
    return {
        "name": name,
        "cells": [{"count": number(c), "part": percent(c / total) if total else "–"} for c in counts],
        "total": number(total),
    }


def _about(record: SessionRecord) -> Mapping[str, str]:
    return {
        "started": _moment(record.started_at),
        "ended": _moment(record.ended_at),
        "planned": span_text(record.duration),
        "seed": str(record.seed),
        "engine": record.engine,
        "scenario": record.snapshot_hash[:16],
        "trainers": ", ".join(record.trainers) or "–",
        "session": quoted(record.name),
    }


def _moment(at: Any) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT") if at else "–"
