"""What a team hides below its own posts and on its own page: nobody else in the room sees it any more."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from exercises import sessions
from exercises.logbook import log
from exercises.models import Participant, Room
from exercises.sessions import Refused

from . import messages, store
from .changes import send_change
from .publishing import post_there
from .sight import moment

if TYPE_CHECKING:
    from .models import Post

OWN_PAGE = "page"  # the network on which everything stands on the team's own page


def hide(room: Room, participant: Participant, message: messages.Hide, now: float) -> dict[str, Any]:
    """Hides what somebody else wrote there from all but its author and staff, or shows it again.

    People who miss it talk about it: less than of a message that the team deleted (see feed.crowd.team).
    """
    post = post_there(room, message.post, moment(room.session, now))
    if post.team or not _is_below_us(room, post):
        raise Refused(
            "not_hideable", _("A team can only hide what stands below its own posts or on its own page.")
        )
    if post.hidden == message.on:
        return {"hidden": message.on}
    t = room.session.clock.at(now)
    payload = {"ref": post.ref, "on": message.on, "since": post.t}
    sessions.add_action(room, t, "hide", payload, participant=participant)
    store.mark_hidden(post, message.on)
    data = {"post": post.ref, "handle": post.handle, "channel": post.channel, "text": post.text[:500]}
    log(room.session, t, "trainee", participant.name, "hide" if message.on else "unhide", data, room)
    if message.on:
        send_change(room, post.ref, "hidden", hidden=True)
    else:
        send_change(room, post.ref, "shown", hidden=False, text=post.text)
    return {"hidden": message.on}


def _is_below_us(room: Room, post: "Post") -> bool:
    if post.channel == OWN_PAGE and not post.group:
        return True
    above = {ref for ref in (post.parent, post.root) if ref is not None and ref != post.ref}
    return post.kind == "reply" and bool(store.team_refs(room.pk, above))
