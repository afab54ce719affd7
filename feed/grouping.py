"""Where posts stand among the public groups of the page network, and who joins these."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from exercises import sessions
from exercises.logbook import log
from exercises.models import Participant, Room
from exercises.sessions import Refused

from .accounts import account_of
from .changes import send_to_room
from .group_frames import GroupsFrame
from .group_messages import Join
from .group_views import group_name, group_views
from .groups import NETWORK, authored_in
from .store import NewPost
from .store import groups as kept

if TYPE_CHECKING:
    from .models import Post


def place(room: Room, rows: Sequence[NewPost]) -> None:
    """Puts those of new posts, in their order, that answer or pass something on into the group of that."""
    on_page = [row for row in rows if row.channel == NETWORK] if authored_in(room.session.snapshot) else []
    if not on_page:
        return
    own = {row.ref: row for row in on_page}
    known = kept.groups_among(room.pk, {row.parent for row in on_page if row.parent is not None} - own.keys())
    for row in on_page:
        if row.parent is not None:
            above = own.get(row.parent)
            object.__setattr__(row, "group", above.group if above else known.get(row.parent, ""))


def group_for(
    room: Room, author: dict[str, Any], channel: str, kind: str, group: str | None, parent: "Post | None"
) -> str:
    """The group in which what `author` publishes stands: an answer where the post is, what one begins in
    `group`, what one passes on, on one's own page. Raises Refused."""
    found = group_for_persona(room, channel, kind, group, parent)
    is_begun = bool(found) and kind == "original"
    if is_begun and not kept.is_member(room.pk, found, author["code"]):
        raise Refused("not_joined", _("Join this group first: then you can write in it."))
    return found


def group_for_persona(room: Room, channel: str, kind: str, group: str | None, parent: "Post | None") -> str:
    """The same for a character of the scenario, who needs not join: the trainer knows who belongs there.

    Raises Refused.
    """
    if kind == "reply" and parent is not None:
        return parent.group
    if not group:
        return ""
    if channel != NETWORK or kind != "original":
        raise Refused("bad_fields", _("In a group one begins a post of its own."))
    _check_there(room, group)
    return group


def _check_there(room: Room, code: str) -> None:
    if all(group["code"] != code for group in authored_in(room.session.snapshot)):
        raise Refused("unknown_group", _("There is no such group in this exercise."))


def join(room: Room, participant: Participant, message: Join, now: float) -> dict[str, Any]:
    """An account of the team's, or one's own, becomes a member of a group, or is one no longer."""
    author = account_of(room.session, participant, message.account)
    _check_there(room, message.group)
    if kept.is_member(room.pk, message.group, author["code"]) == message.on:
        return {"joined": message.on}
    t = room.session.clock.at(now)
    given = {"group": message.group, "by": author["code"], "on": message.on}
    sessions.add_action(room, t, "join", given, participant=participant)
    (kept.enter if message.on else kept.leave)(room.pk, message.group, author["code"])
    data = {"account": author["handle"], "group": group_name(room.session, message.group)}
    what = "group_join" if message.on else "group_leave"
    log(room.session, t, "trainee", participant.name, what, data, room)
    send_to_room(room, GroupsFrame(room=room.code, groups=group_views(room)))
    return {"joined": message.on}
