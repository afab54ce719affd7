"""The verbs of what a trainee watches: kept for the seat, wherever it is taken.

No action comes of them, and no entry of the log: neither the crowd nor the debrief hears of it.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from exercises.models import Participant, Room
from exercises.sessions import Refused

from . import store
from .columns import MOST_MUTED
from .messages import Mute, Watch


def keep(room: Room, participant: Participant, message: Watch | Mute) -> dict[str, Any]:
    """Keeps the columns, or one account or hashtag more (or less) that is folded away. Raises Refused."""
    held = store.watch_of(room.pk, participant.pk)
    if isinstance(message, Watch):
        held.columns = [column.kept() for column in message.columns]
    else:
        held.muted = _muted(held.muted, message)
    held.save()
    return {"columns": len(held.columns), "muted": held.muted}


def _muted(before: list[str], message: Mute) -> list[str]:
    others = [mark for mark in before if mark != message.mark]
    if not message.on:
        return others
    if len(others) >= MOST_MUTED:
        raise Refused(
            "too_many_muted", _("You have muted as much as there is room for. Take something back first.")
        )
    return [*others, message.mark]


def watch_view(room_id: int, participant_id: int) -> dict[str, Any]:
    """What a trainee watches, as the page starts from it."""
    held = store.watch_of(room_id, participant_id)
    return {"columns": held.columns, "muted": held.muted, "blocked": held.blocked}
