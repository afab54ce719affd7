"""The rows of drafts: found, counted, saved. Nothing else reads or writes their table."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Max, QuerySet

from exercises.models import Room

from ..models import Draft

if TYPE_CHECKING:
    from exercises.models import Participant

LIVE = ("open", "submitted", "returned", "approved", "scheduled", "stopped")


def live(rooms: Iterable[Room]) -> "QuerySet[Draft]":
    """Drafts that are neither published nor dropped, in the order in which they were begun."""
    found = Draft.objects.filter(room__in=list(rooms), state__in=LIVE)
    return found.select_related("writer", "editor", "sender").order_by("room", "number")


def number_live(room: Room) -> int:
    return Draft.objects.filter(room=room, state__in=LIVE).count()


def find(room: Room, number: int) -> Draft | None:
    """A live draft of the (locked) room."""
    return live([room]).filter(number=number).first()


def due(room_id: int, t: float) -> list[Draft]:
    """Scheduled ones whose time has come at `t` (s of exercise), in the order in which they go out."""
    found = Draft.objects.filter(room_id=room_id, state="scheduled", due__lte=t)
    return list(found.select_related("writer", "editor", "sender").order_by("due", "number"))


def is_any_scheduled(room_id: int) -> bool:
    return Draft.objects.filter(room_id=room_id, state="scheduled").exists()


def begin(room: Room, writer: "Participant", t: float, what: dict[str, Any]) -> Draft:
    """A new draft with the room's next number; the room is locked."""
    last = Draft.objects.filter(room=room).aggregate(last=Max("number"))["last"] or 0
    return Draft.objects.create(
        room=room, number=last + 1, state="open", writer=writer, editor=writer, begun=t, since=t, **what
    )


def save(draft: Draft) -> None:
    draft.step += 1
    draft.save(
        update_fields=[
            *("account", "channel", "kind", "parent", "text", "picture", "description"),
            *("form", "colour", "poll"),
            *("version", "step", "state"),
            *("editor", "since", "verdicts", "post"),
            *("due", "sender", "stopped"),
        ]
    )
