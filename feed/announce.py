"""Frames about a session rather than a room's posts: its state, its log, who may stay."""

import time
from typing import Any

from exercises.logbook import entry_view
from exercises.models import LogEntry, Session

from . import broadcast
from .draft_views import drafts_frame
from .frames import LogFrame, StateFrame, encode, encode_for_trainees
from .present import clock_face, lobby_view, people_views

LOG_SHOWN = 200  # entries that a dashboard shows on arrival; older ones are fetched
RECENT = 20  # entries that a new ticker tells: the one before may have died before it told them


def state_frame(session: Session) -> StateFrame:
    rooms = list(session.rooms.all())
    return StateFrame(
        clock=clock_face(session, time.time()),
        lobby=lobby_view(session),
        people=people_views(session),
        pressure={room.code: room.pressure for room in rooms},
        living={room.code: room.living for room in rooms},
        weights={room.code: room.weights for room in rooms if room.weights},
    )


def state(session: Session) -> None:
    """Tells every socket of the session its state and clock."""
    frame = state_frame(session)
    message = {"type": "state", "staff": encode(frame), "trainees": encode_for_trainees(frame)}
    broadcast.send(broadcast.session_group(session.pk), message)


def drafts(session: Session) -> None:
    """Tells each room its drafts and who must approve what: with who is seated, that may have changed."""
    if not session.snapshot.get("approval"):
        return
    for room in session.rooms.select_related("session"):
        frame = drafts_frame(room)
        message = {"type": "frame", "staff": encode(frame), "trainees": encode_for_trainees(frame)}
        broadcast.send(broadcast.room_group(room.code), message)


def access(session: Session) -> None:
    """Asks every process to look again who may stay."""
    broadcast.send(broadcast.session_group(session.pk), {"type": "access", "session": session.pk})


def log_after(session: Session, number: int, limit: int = 200) -> list[dict[str, Any]]:
    """Entries of the log after `number`, in order."""
    codes = dict(session.rooms.values_list("pk", "code"))
    entries = LogEntry.objects.filter(session=session, number__gt=number).order_by("number")[:limit]
    return [entry_view(entry, codes.get(entry.room_id or 0)) for entry in entries]


def log(session: Session, number: int) -> None:
    """Tells staff what was written in the log after entry `number`."""
    entries = log_after(session, number)
    if entries:
        frame = LogFrame(entries=entries, last_log=entries[-1]["number"])
        broadcast.send(broadcast.session_group(session.pk), {"type": "state", "staff": encode(frame)})


def debriefs(session: Session, views: list[dict[str, Any]]) -> None:
    """Tells staff how far the session's debriefs are."""
    frame = StateFrame(clock=clock_face(session, time.time()), debrief=views)
    broadcast.send(broadcast.session_group(session.pk), {"type": "state", "staff": encode(frame)})
