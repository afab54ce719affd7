"""Accounts that a trainee blocks: that trainee's page shows nothing of theirs, until it is taken back.

As with what is muted, no action comes of it and no entry of the log: neither crowd nor debrief hears of it.
Where it is one of the team's official accounts that blocks, everybody does (see feed.crowd.shunning): the
whole team sees nothing of the blocked one any more, and that one finds out.
"""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from exercises import sessions
from exercises.logbook import log
from exercises.models import Participant, Room
from exercises.sessions import Refused

from . import authors, store
from .accounts import account_of, own_handle
from .block_frames import BlocksFrame
from .block_views import block_views
from .changes import send_to_room
from .messages import Block
from .query import mark_of
from .store import blocks

if TYPE_CHECKING:
    from .models import Post

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


def block_as_team(room: Room, participant: Participant, message: Block, now: float) -> dict[str, Any]:
    """One of the team's accounts blocks another, or no longer: an act that people hear of. Raises Refused."""
    author = account_of(room.session, participant, message.account)
    held = blocks.of_mark(room.pk, message.mark)
    if (held is not None) != message.on:
        told = _blocked(room, participant, message.mark) if held is None else held.told
        t = room.session.clock.at(now)
        given = told | {"by": author["code"], "on": message.on}
        sessions.add_action(room, t, "block", given, participant=participant)
        if held is None:
            blocks.add(room.pk, message.mark, author["handle"], told)
        else:
            blocks.remove(held)
        data = {"account": author["handle"], "handle": told["handle"]}
        what = "block" if message.on else "unblock"
        log(room.session, t, "trainee", participant.name, what, data, room)
        send_to_room(room, BlocksFrame(room=room.code, blocked=block_views(room)))
    return {"blocked": [view.mark for view in block_views(room)]}


def check_let_in(room: Room, persona: dict[str, Any], post: "Post") -> None:
    """Raises Refused for a persona that would answer an account that has blocked it: the team would see
    nothing of it, and a trainer who answers expects to be read."""
    held = blocks.of_mark(room.pk, mark_of("@", persona["handle"]))
    if held is not None and held.account == post.handle:
        raise Refused(
            "blocked",
            _("@%(account)s has blocked this account: it can post, but not answer there.")
            % {"account": held.account},
        )


def _blocked(room: Room, participant: Participant, mark: str) -> dict[str, Any]:
    """What the crowd is told of the account that is blocked. Raises Refused."""
    _check(room, participant, mark)
    if len(blocks.of_room(room.pk)) >= MOST_BLOCKED:
        raise Refused("too_many_blocked", _("You have blocked as many as there is room for."))
    found = authors.known_as(room, mark)
    if found is None:
        raise Refused("unknown_author", _("Nothing by this account is here any more."))
    return found
