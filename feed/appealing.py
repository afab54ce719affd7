"""What people do about appeals: ask an operator, take it back, answer for one, mark themselves safe."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from exercises import sessions
from exercises.models import Participant, Room, Session
from exercises.sessions import Refused

from . import drafting, messages
from .accounts import account_of, network_of
from .appeal_views import hidden_places
from .changes import send_to_room
from .ground import ground
from .operators import NETWORKS, answer_window, enter, frame_now, tell
from .publishing import locked_room
from .store import appeals

if TYPE_CHECKING:
    from .models import Appeal

MOST_LIVE = 12


def ask(room: Room, participant: Participant, message: messages.Appeal, now: float) -> dict[str, Any]:
    """The team asks; whoever may not publish for it alone may not ask alone either."""
    session = room.session
    network_of(session, NETWORKS[message.kind])
    if message.account == "own":
        raise Refused("own_account", _("An operator listens to the team’s accounts alone."))
    account = account_of(session, participant, message.account)
    drafting.check_free(room, participant)
    held = appeals.live(room.pk)
    _check_area(session, message, held)
    t = round(session.clock.at(now), 3)
    appeal = appeals.begin(
        room,
        {
            **{name: getattr(message, name) for name in ("kind", "reason")},
            "account": account["code"],
            "area": message.area or "",
            "minutes": message.minutes if message.kind == "hide" else 0,
            "participant": participant,
            "asked": t,
            "state": "asked",
            "since": t,
        },
    )
    appeal.decides = answer_window(session, appeal.number, appeal.kind, appeal.area, t)
    appeals.save(appeal)
    payload = {"appeal": appeal.number, "kind": appeal.kind, "area": appeal.area, "minutes": appeal.minutes}
    sessions.add_action(room, t, "appeal", payload, participant=participant)
    tell(room, appeal, "asked", t, "trainee", participant.name)
    send_to_room(room, frame_now(room, hidden_places(session, held)))
    return {"appeal": appeal.number, "state": appeal.state}


def _check_area(session: Session, message: messages.Appeal, held: "list[Appeal]") -> None:
    if message.area is not None and ground(session).spot(message.area) is None:
        raise Refused("unknown_area", _("There is no such place on the map."))
    if any(one.kind == message.kind and (one.kind == "safety" or one.area == message.area) for one in held):
        raise Refused("already_asked", _("That has been asked already, and stands."))
    if len(held) >= MOST_LIVE:
        raise Refused("too_many_appeals", _("There are too many requests: take some back first."))


def end(room: Room, participant: Participant, message: messages.EndAppeal, now: float) -> dict[str, Any]:
    """The team takes it back, shows the area again, or closes the safety check."""
    drafting.check_free(room, participant)
    return _end(room, message.appeal, now, "trainee", participant.name, {"participant": participant})


def _end(
    room: Room, number: int, now: float, source: str, who: str, author: dict[str, Any]
) -> dict[str, Any]:
    appeal = _standing(room, number, ("asked", "agreed"))
    before = hidden_places(room.session, appeals.live(room.pk))
    state = "withdrawn" if appeal.state == "asked" else "ended"
    return _turn(room, appeal, state, before, now, source, who, "appeal_end", author)


def _standing(room: Room, number: int, states: tuple[str, ...]) -> "Appeal":
    appeal = appeals.find(room.pk, number)
    if appeal is None or appeal.state not in states:
        raise Refused("not_standing", _("This request was answered or ended meanwhile."))
    return appeal


def _turn(
    room: Room,
    appeal: "Appeal",
    state: str,
    before: frozenset[str],
    now: float,
    source: str,
    who: str,
    kind: str,
    author: dict[str, Any],
) -> dict[str, Any]:
    t = round(room.session.clock.at(now), 3)
    enter(room, appeal, state, t, room.last_seq)
    sessions.add_action(room, t, kind, {"appeal": appeal.number, "state": state}, **author)
    tell(room, appeal, state, t, source, who)
    send_to_room(room, frame_now(room, before))
    return {"appeal": appeal.number, "state": state}


def decide(session: Session, user: Any, now: float, message: messages.DecideAppeal) -> dict[str, Any]:
    """A trainer answers for the operator."""
    room = _room(session, message.room)
    appeal = _standing(room, message.appeal, ("asked",))
    before = hidden_places(session, appeals.live(room.pk))
    state = "agreed" if message.agree else "refused"
    who = sessions.who(user)
    return _turn(room, appeal, state, before, now, "trainer", who, "appeal_decide", {"user": user})


def end_by_staff(session: Session, user: Any, now: float, message: messages.StaffEndAppeal) -> dict[str, Any]:
    room = _room(session, message.room)
    return _end(room, message.appeal, now, "trainer", sessions.who(user), {"user": user})


def _room(session: Session, code: str) -> Room:
    if not session.is_live:
        raise sessions.wrong_state()
    return locked_room(session, code)


def mark_safe(room: Room, participant: Participant, message: messages.MarkSafe, now: float) -> dict[str, Any]:
    """Whoever marks themselves safe twice is safe once."""
    check = appeals.open_check(room.pk)
    if check is None:
        raise Refused("no_check", _("No safety check is open."))
    others = [mark for mark in check.marked if mark["who"] != participant.pk]
    was = len(others) < len(check.marked)
    if was != message.on:
        t = round(room.session.clock.at(now), 3)
        mine = {"who": participant.pk, "name": participant.name, "t": t}
        check.marked = [*others, mine] if message.on else others
        appeals.save(check)
        payload = {"appeal": check.number, "on": message.on}
        sessions.add_action(room, t, "mark_safe", payload, participant=participant)
        tell(room, check, "marked" if message.on else "unmarked", t, "trainee", participant.name)
        send_to_room(room, frame_now(room, hidden_places(room.session, appeals.live(room.pk))))
    return {"marked": message.on}
