"""The only door to sessions and rooms: who may see and do what.

Wrong and unknown answer alike (NotFound), so that addresses cannot be probed.
"""

from dataclasses import dataclass
from typing import Any, Literal

from django.contrib.auth.models import AnonymousUser
from django.core import signing

from .models import Membership, Participant, ParticipantRole, Role, Room, Session, User

SEAT_SALT = "socialroom.seat"
SEAT_COOKIE = "seat"  # followed by the session's id

Level = Literal["observer", "trainer"]
STAFF_ROLES: dict[Level, tuple[str, ...]] = {
    "observer": (Role.OWNER, Role.TRAINER, Role.OBSERVER),
    "trainer": (Role.OWNER, Role.TRAINER),
}


class AccessDenied(Exception):
    """`code` is that of the socket: 4401 not logged in, 4403 not yours, 4404 unknown, 4409 over."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Staff:
    """A user who may see (`observer`) or steer (`trainer`) a session."""

    user: User
    session: Session
    level: Level

    @property
    def may_steer(self) -> bool:
        return self.level == "trainer"

    @property
    def sender(self) -> str:
        return f"user:{self.user.pk}"


@dataclass(frozen=True)
class Seat:
    """A trainee in a room, or a member of the staff who looks at it (`participant` is None then)."""

    room: Room
    participant: Participant | None
    staff: Staff | None

    @property
    def sender(self) -> str:
        return (
            f"seat:{self.participant.pk}"
            if self.participant
            else f"user:{self.staff.user.pk}"
            if self.staff
            else ""
        )


def access_session(user: User | AnonymousUser, pk: int, level: Level = "observer") -> Staff:
    """The session for staff of its organisation. Raises AccessDenied."""
    if not isinstance(user, User) or not user.is_active:
        raise AccessDenied(4401)
    session = (
        Session.objects.select_related("organisation")
        .filter(pk=pk, organisation__suspended_at=None, organisation__memberships__user=user)
        .first()
    )
    if session is None:
        raise AccessDenied(4404)
    reached = _level(user, session)
    if reached is None or (level == "trainer" and reached != "trainer"):
        raise AccessDenied(4403)
    return Staff(user, session, reached)


def _level(user: User, session: Session) -> Level | None:
    role = Membership.objects.filter(user=user, organisation=session.organisation_id).values_list(
        "role", flat=True
    )
    granted = set(role)
    if granted & set(STAFF_ROLES["trainer"]):
        return "trainer"
    return "observer" if granted & set(STAFF_ROLES["observer"]) else None


def access_room(user: User | AnonymousUser, cookies: dict[str, str], code: str) -> Seat:
    """The room for who holds a seat in it, or for staff of its organisation. Raises AccessDenied.

    A seat comes first: a trainer who tries the exercise as a trainee is a trainee there.
    """
    room = Room.objects.select_related("session__organisation").filter(code=code).first()
    if room is None or room.session.organisation.suspended_at is not None:
        raise AccessDenied(4404)
    participant = seated(room.session, user, cookies)
    if participant is not None and participant.room_id == room.pk:
        return Seat(room, participant, None)
    return _staff_seat(user, room, had_seat=participant is not None)


def _staff_seat(user: User | AnonymousUser, room: Room, *, had_seat: bool) -> Seat:
    if not isinstance(user, User):
        raise AccessDenied(4404 if had_seat else 4401)
    staff = access_session(user, room.session_id)
    return Seat(room, None, staff)


def seated(session: Session, user: User | AnonymousUser, cookies: dict[str, str]) -> Participant | None:
    """Who holds a seat of the session, by the cookie or as a user. Raises AccessDenied(4409) if removed."""
    participant = _by_cookie(session, cookies) or _by_user(session, user)
    if participant is not None and participant.removed_at is not None:
        raise AccessDenied(4409)
    return participant


def _by_cookie(session: Session, cookies: dict[str, str]) -> Participant | None:
    value = cookies.get(f"{SEAT_COOKIE}{session.pk}", "")
    try:
        held: Any = signing.loads(value, salt=SEAT_SALT)
        pk, token = held
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Participant.objects.filter(session=session, pk=pk, seat_token=token).first()


def _by_user(session: Session, user: User | AnonymousUser) -> Participant | None:
    if not isinstance(user, User):
        return None
    return Participant.objects.filter(session=session, user=user, role=ParticipantRole.TRAINEE).first()


def seat_cookie(participant: Participant) -> tuple[str, str]:
    """Name and value of the cookie that holds a seat."""
    value = signing.dumps([participant.pk, participant.seat_token], salt=SEAT_SALT, compress=False)
    return f"{SEAT_COOKIE}{participant.session_id}", value


def organisations_of(user: User, *roles: str) -> list[int]:
    """Ids of the organisations in which `user` has one of `roles`, the suspended ones left out."""
    return list(
        Membership.objects.filter(user=user, role__in=roles, organisation__suspended_at=None).values_list(
            "organisation_id", flat=True
        )
    )
