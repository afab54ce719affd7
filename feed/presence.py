"""Who is at a socket, and what they are told on arrival. Called from the sockets, in a thread."""

import asyncio
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.utils.crypto import constant_time_compare

from exercises.access import Seat, Staff, access_room, access_session
from exercises.models import Participant, Room, User

from . import announce, broadcast, store
from .accounts import accounts_of
from .frames import PAGE, CaughtUp, RoomState, TypingFrame, Welcome, encode_for_trainees
from .hub import errand
from .messages import Typing
from .present import clock_face, lobby_view, people_views, room_state
from .sight import moment
from .store.appeals import withheld_among
from .store.stories import expiries
from .stories import is_gone

_hellos: dict[int, asyncio.TimerHandle] = {}


def expect_hello(consumer: Any, within: float) -> None:
    """Closes the socket with 4408 unless it says hello within so many seconds."""

    def close_if_silent() -> None:
        _hellos.pop(id(consumer), None)
        if consumer.client is None:
            errand(consumer.close(4408))

    _hellos[id(consumer)] = asyncio.get_running_loop().call_later(within, close_if_silent)


def forget_hello(consumer: Any) -> None:
    timer = _hellos.pop(id(consumer), None)
    if timer is not None:
        timer.cancel()


def current_user(scope: Any) -> User | AnonymousUser:
    """The user of the handshake, as he is now: logged out, suspended or with a new password he is nobody."""
    user = scope["user"]
    if not getattr(user, "is_authenticated", False):
        return AnonymousUser()
    session = scope["session"]
    if session.session_key and not session.exists(session.session_key):
        return AnonymousUser()
    found = User.objects.filter(pk=user.pk, is_active=True).first()
    if found is None or not constant_time_compare(
        session.get(HASH_SESSION_KEY, ""), found.get_session_auth_hash()
    ):
        return AnonymousUser()
    return found


def tell_typing(code: str, who: Participant, message: Typing) -> None:
    """Tells the trainees of a room who writes. Nothing is stored: what is lost was worth seconds."""
    said = {"account": message.account, "parent": message.parent, "on": message.on}
    frame = TypingFrame(room=code, who=who.pk, name=who.name, **said)
    broadcast.send(broadcast.room_group(code), {"type": "frame", "trainees": encode_for_trainees(frame)})


def seat(scope: Any, code: str) -> Seat:
    return access_room(current_user(scope), scope.get("cookies", {}), code)


def staff(scope: Any, pk: int) -> Staff:
    return access_session(current_user(scope), pk)


def room_groups(held: Seat) -> list[str]:
    return [broadcast.room_group(held.room.code), broadcast.session_group(held.room.session_id)]


def session_groups(held: Staff) -> list[str]:
    codes = Room.objects.filter(session=held.session).values_list("code", flat=True)
    return [broadcast.session_group(held.session.pk), *(broadcast.room_group(code) for code in codes)]


def room_welcome(held: Seat, last_seq: int, now: float) -> Welcome:
    room = _fresh_room(held)
    return Welcome(
        epoch=store.epoch(),
        clock=clock_face(room.session, now),
        you=_you(held, room),
        rooms=[_seen(held, room, last_seq, now)],
    )


def room_news(held: Seat, last_seq: int, last_rev: int, now: float) -> CaughtUp:
    room = _fresh_room(held)
    at = moment(room.session, now) if held.participant else None
    missed = changes(room.pk, last_rev, at)
    room.rev = rev_after(missed, room.rev)
    return CaughtUp(
        clock=clock_face(room.session, now),
        rooms=[_seen(held, room, last_seq, now)],
        changes={room.code: missed},
    )


def _seen(held: Seat, room: Room, last_seq: int, now: float) -> RoomState:
    """The room as whoever holds the seat sees it."""
    at = moment(room.session, now) if held.participant else None
    return room_state(room, last_seq=last_seq, staff=held.participant is None, mine=held.participant, at=at)


def changes(room_id: int, rev: int, at: float | None = None) -> list[dict[str, Any]]:
    """Changes to posts after `rev`, at most a page. Of what is gone at `at` (s of exercise), and of what an
    operator withholds, nothing is told but that something changed."""
    found = store.changes_after(room_id, rev, PAGE)
    refs = {change.ref for change in found}
    expires = {} if at is None else expiries(room_id, refs)
    untold = withheld_among(room_id, refs) | {ref for ref in refs if is_gone(expires.get(ref), at)}
    return [
        {"rev": change.rev, "id": change.ref} | ({} if change.ref in untold else change.data)
        for change in found
    ]


def rev_after(page: list[dict[str, Any]], rev: int) -> int:
    """The `rev` that one holds after `page` of changes: the room's, or less when there are more of them."""
    return page[-1]["rev"] if len(page) == PAGE else max(rev, page[-1]["rev"] if page else 0)


def _fresh_room(held: Seat) -> Room:
    return Room.objects.select_related("session").get(pk=held.room.pk)


def _you(held: Seat, room: Room) -> dict[str, Any]:
    person: Participant | None = held.participant
    return {
        "name": person.name if person else held.staff.user.display_name if held.staff else "",
        "role": "trainee" if person else "staff",
        "function": person.function if person else "",
        "accounts": accounts_of(room.session, person),
    }


def session_welcome(held: Staff, last_seq: dict[str, int], last_log: int, now: float) -> Welcome:
    session = access_session(held.user, held.session.pk).session
    entries = announce.log_after(session, max(last_log, session.log_count - announce.LOG_SHOWN))
    return Welcome(
        epoch=store.epoch(),
        clock=clock_face(session, now),
        you={"name": held.user.display_name, "role": held.level, "may_steer": held.may_steer},
        rooms=[room_state(room, last_seq=last_seq.get(room.code, 0), staff=True) for room in _rooms(held)],
        last_log=session.log_count,
        log=entries,
        people=people_views(session),
        lobby=lobby_view(session),
    )


def session_news(held: Staff, last_seq: dict[str, int], last_log: int, now: float) -> CaughtUp:
    session = access_session(held.user, held.session.pk).session
    return CaughtUp(
        clock=clock_face(session, now),
        rooms=[room_state(room, last_seq=last_seq.get(room.code, 0), staff=True) for room in _rooms(held)],
        log=announce.log_after(session, max(last_log, session.log_count - announce.LOG_SHOWN)),
        last_log=session.log_count,
    )


def _rooms(held: Staff) -> list[Room]:
    return list(Room.objects.select_related("session").filter(session=held.session))
