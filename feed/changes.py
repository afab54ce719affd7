"""What is told to everybody in a room, once it is committed."""

from typing import Any

from exercises.models import Room

from . import broadcast, store
from .frame_parts import Frame
from .frames import ChangeFrame, encode, encode_for_trainees


def send_change(room: Room, ref: int, kind: str, **what: Any) -> None:
    """Notes a change to a post, and sends it once committed. `what` are fields of ChangeFrame."""
    rev = store.add_change(room, ref, kind, what)
    send_to_room(
        room, ChangeFrame(room=room.code, seq=(room.last_seq + 1, room.last_seq), rev=rev, id=ref, **what)
    )


def send_to_room(room: Room, frame: Frame) -> None:
    """To everybody in the room, staff and trainees, once committed."""
    message = {"type": "frame", "staff": encode(frame), "trainees": encode_for_trainees(frame)}
    broadcast.send_after_commit(broadcast.room_group(room.code), lambda: message)
