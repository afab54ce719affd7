"""The post that a team's account shows first on a network: pinned, for everybody to see."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from exercises import sessions
from exercises.logbook import log
from exercises.models import Participant, Room
from exercises.sessions import Refused

from . import messages, store
from .changes import send_change, send_to_room
from .frames import PinsFrame
from .networks import ADDRESSED
from .present import pin_views
from .publishing import only_answered, post_there
from .sight import moment


def pin(room: Room, participant: Participant, message: messages.Pin, now: float) -> dict[str, Any]:
    """Pins a post of the team in place of the one that its account had pinned there, or takes it down again.

    The crowd does not hear of it: nothing new is said.
    """
    post = post_there(room, message.post, moment(room.session, now))
    if post.channel in ADDRESSED:
        raise only_answered()
    if not post.team or post.kind == "share" or post.expires is not None or post.group:
        raise Refused("not_pinnable", _("A team pins what it has written itself."))
    if post.pinned == message.on:
        return {"pinned": message.on}
    t = room.session.clock.at(now)
    sessions.add_action(room, t, "pin", {"ref": post.ref, "on": message.on}, participant=participant)
    for other in store.pinned(room.pk):
        if (other.author_key, other.channel) == (post.author_key, post.channel) and other.ref != post.ref:
            _set(room, other.ref, False)
    _set(room, post.ref, message.on)
    data = {"post": post.ref, "account": post.handle, "channel": post.channel, "text": post.text[:500]}
    log(room.session, t, "trainee", participant.name, "pin" if message.on else "unpin", data, room)
    send_to_room(room, PinsFrame(room=room.code, pins=pin_views(room.pk)))
    return {"pinned": message.on}


def _set(room: Room, ref: int, on: bool) -> None:
    store.mark_pinned(room.pk, ref, on)
    send_change(room, ref, "pinned", pinned=on)
