"""Accounts that a trainee blocks: that trainee's page shows nothing of theirs, until it is taken back.

As with what is muted, no action comes of it and no entry of the log: neither crowd nor debrief hears of it.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from exercises.models import Participant, Room
from exercises.sessions import Refused

from . import store
from .accounts import own_handle
from .messages import Block
from .query import mark_of

MOST_BLOCKED = 50


def block(room: Room, participant: Participant, message: Block) -> dict[str, Any]:
    """Blocks an account, or no longer. Raises Refused."""
    held = store.watch_of(room.pk, participant.pk)
    others = [mark for mark in held.blocked if mark != message.mark]
    if message.on:
        _check(room, participant, message.mark)
        if len(others) >= MOST_BLOCKED:
            raise Refused("too_many_blocked", _("You have blocked as many as there is room for."))
        others.append(message.mark)
    held.blocked = others
    held.save()
    return {"blocked": held.blocked}


def _check(room: Room, participant: Participant, mark: str) -> None:
    team = [one["handle"] for one in room.session.snapshot["personas"] if one.get("team")]
    if mark in {mark_of("@", handle) for handle in (*team, own_handle(participant))}:
        raise Refused("own_account", _("This account is your own: it cannot be blocked."))
