"""Lists of accounts that a trainee follows: their own, or shared with the team.

A list is its owner's alone until it is shared; then everybody of the room sees it and fills it, and its
owner goes on naming, sharing and deleting it (everybody, once that seat is no longer taken). As with columns,
no action comes of it and no entry of the log: neither crowd nor debrief hears of it, staff are shown none.
"""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from exercises.access import AccessDenied, Seat
from exercises.models import Participant, Room
from exercises.sessions import Refused

from . import authors, broadcast
from .frames import encode_for_trainees
from .list_frames import ListsFrame, UnlistedView
from .list_messages import ListDrop, ListFill, ListMake, ListSave
from .list_views import list_view
from .query import Either, Node, Term
from .store import lists

if TYPE_CHECKING:
    from .models import AccountList

MOST_LISTS = 10  # of one seat
MOST_SHARED = 20  # of a room
MOST_ACCOUNTS = 50  # of a list: each is a term of the search that makes its feed


def make(room: Room, participant: Participant, message: ListMake) -> dict[str, Any]:
    """Makes a list, with nobody in it. Raises Refused."""
    if lists.number_of(room.pk, participant.pk) >= MOST_LISTS:
        raise Refused("too_many_lists", _("There is room for ten lists of your own. Delete one first."))
    _check_shared(room, message.shared)
    held = lists.new(room.pk, participant.pk, message.name, message.shared)
    return _kept(room, held, was_shared=False)


def save(room: Room, participant: Participant, message: ListSave) -> dict[str, Any]:
    """Names a list and shares it, or no longer. Raises Refused."""
    held = _arranged(room, participant, message.list)
    was_shared = held.shared
    _check_shared(room, message.shared and not was_shared)
    held.name, held.shared = message.name, message.shared
    lists.keep(held)
    return _kept(room, held, was_shared)


def fill(room: Room, participant: Participant, message: ListFill) -> dict[str, Any]:
    """Puts an account in, or takes it out; where it is that way already, nothing happens. Raises Refused."""
    held = _seen(room, participant, message.list)
    others = [one for one in held.accounts if one["mark"] != message.mark]
    is_in = len(others) < len(held.accounts)
    if is_in == message.on:
        return {"list": list_view(held).model_dump(mode="json")}
    if message.on:
        if len(others) >= MOST_ACCOUNTS:
            raise Refused("list_full", _("This list is full: take an account out first."))
        others.append(_account(room, message.mark))
    held.accounts = others
    lists.keep(held)
    return _kept(room, held, held.shared)


def drop(room: Room, participant: Participant, message: ListDrop) -> dict[str, Any]:
    """Deletes a list. Raises Refused."""
    held = _arranged(room, participant, message.list)
    number, was_shared = held.pk, held.shared
    lists.drop(held)
    if was_shared:
        _tell(room, ListsFrame(room=room.code, gone=[_gone(number, held.step + 1, deleted=True)]))
    return {"dropped": number}


def access_list(seat: Seat, number: int) -> Node | None:
    """What a list's feed is found by; None while nobody is in it. Raises AccessDenied where it is not for
    whoever holds the seat."""
    person = seat.participant
    held = lists.one_seen_by(seat.room.pk, person.pk, number) if person else None
    if held is None:
        raise AccessDenied(4404)
    marks = tuple(Term((one["mark"],)) for one in held.accounts)
    if not marks:
        return None
    return Either(marks) if len(marks) > 1 else marks[0]


def _seen(room: Room, participant: Participant, number: int) -> "AccountList":
    held = lists.one_seen_by(room.pk, participant.pk, number)
    if held is None:
        raise Refused("unknown_list", _("This list is not there any more."))
    return held


def _arranged(room: Room, participant: Participant, number: int) -> "AccountList":
    held = _seen(room, participant, number)
    if held.participant_id != participant.pk and held.participant.removed_at is None:
        raise Refused("not_your_list", _("Only whoever made a list names, shares or deletes it."))
    return held


def _check_shared(room: Room, shares_more: bool) -> None:
    if shares_more and lists.number_shared(room.pk) >= MOST_SHARED:
        raise Refused("too_many_shared", _("Your team shares as many lists as there is room for."))


def _account(room: Room, mark: str) -> dict[str, Any]:
    """The account as it is called. Only one that has written is known: a list must not tell who will."""
    newest = authors.newest_of(room.pk, mark)
    if newest is None:
        raise Refused("unknown_account", _("Nothing by an account of this name is here."))
    return {"mark": mark, "handle": newest.handle, "name": newest.name, "verified": newest.verified}


def _kept(room: Room, held: "AccountList", was_shared: bool) -> dict[str, Any]:
    """Tells the team of a list that it sees, or no longer sees; the answer to whoever changed it."""
    view = list_view(held)
    if held.shared:
        _tell(room, ListsFrame(room=room.code, lists=[view]))
    elif was_shared:
        _tell(room, ListsFrame(room=room.code, gone=[_gone(held.pk, held.step, deleted=False)]))
    return {"list": view.model_dump(mode="json")}


def _gone(number: int, step: int, *, deleted: bool) -> UnlistedView:
    return UnlistedView(list=number, step=step, deleted=deleted)


def _tell(room: Room, frame: ListsFrame) -> None:
    message = {"type": "frame", "trainees": encode_for_trainees(frame)}
    broadcast.send_after_commit(broadcast.room_group(room.code), lambda: message)
