"""The verbs of a seat: join a session, take the seat to another device, leave.

Who knows the session's join code gets in; the cookie that holds the seat is made by `access.seat_cookie`.
"""

from collections.abc import Mapping

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .access import SEAT_COOKIE, AccessDenied, organisations_of, seated
from .logbook import log
from .models import Participant, ParticipantRole, Role, Room, Session, State, User
from .models.session import new_seat_token
from .people import move_seat
from .sessions import Refused, changed, locked

OPEN_STATES = (State.LOBBY, State.RUNNING, State.PAUSED)


def plain_code(typed: str) -> str:
    """A code as it was given out, however it was typed: no spaces or dashes, capitals."""
    return "".join(char for char in typed if char.isalnum()).upper()[:16]


def session_by_code(typed: str) -> Session | None:
    """The session that a join code opens."""
    code = plain_code(typed)
    return Session.objects.filter(join_code=code, organisation__suspended_at=None).first() if code else None


def check_open(session: Session) -> None:
    """Raises Refused, with what a trainee can do about it."""
    if session.state == State.DRAFT:
        raise Refused(
            "not_open", _("The lobby is not open yet. Wait for your trainer’s word, then try again.")
        )
    if session.state not in OPEN_STATES:
        raise Refused("over", _("This exercise is over."))
    if session.lobby_locked:
        raise Refused(
            "locked", _("The trainer has closed the lobby. Ask for it to be opened if you should be in.")
        )


def join_session(
    pk: int, *, room: str | None, name: str, function: str, user: User | AnonymousUser, now: float
) -> Participant:
    """A new seat in the room of that code, or in the emptiest room. Raises Refused."""
    with locked(pk) as session:
        check_open(session)
        if session.participants.filter(name__iexact=name, removed_at=None).exists():
            raise Refused("name_taken", _("Somebody here already has this name. Add an initial to yours."))
        participant = Participant.objects.create(
            session=session,
            room=_room(session, room),
            user=_trainee(user, session),
            role=ParticipantRole.TRAINEE,
            name=name,
            function=function if function in functions_of(session) else "",
            consented_at=timezone.now(),
        )
        changed(session)
        data = {"name": name, "function": participant.function}
        log(session, session.clock.at(now), "trainee", name, "join", data, participant.room)
        return participant


def functions_of(session: Session) -> list[str]:
    return [function["function"] for function in session.snapshot["functions"]]


def _room(session: Session, code: str | None) -> Room:
    seated_now = Count("participants", filter=Q(participants__removed_at=None))
    rooms = session.rooms.annotate(seated_now=seated_now).order_by("seated_now", "position", "pk")
    room = rooms.filter(code=code).first() if code else rooms.first()
    if room is None:
        raise Refused("unknown_room", _("There is no such room in this session."))
    return room


def _trainee(user: User | AnonymousUser, session: Session) -> User | None:
    """The seat follows a user's log-in, except for staff, who only try out what trainees see."""
    if not isinstance(user, User) or session.organisation_id in organisations_of(
        user, Role.OWNER, Role.TRAINER, Role.OBSERVER
    ):
        return None
    return None if session.participants.filter(user=user).exists() else user


def claim_seat(typed: str, now: float) -> Participant:
    """The seat that a one-time code stands for, moved: the device that had it loses it. Raises Refused."""
    code = plain_code(typed)
    found = _claimable(code) if code else None
    if found is None:
        raise Refused("wrong_code", _("This code opens nothing. Check it with your trainer."))
    with locked(found.session_id) as session:
        participant = _claimable(code)
        if participant is None:
            raise Refused("wrong_code", _("This code opens nothing. Check it with your trainer."))
        participant.session = session
        move_seat(participant)
        log(session, session.clock.at(now), "trainee", participant.name, "move_seat", {}, participant.room)
        return participant


def _claimable(code: str) -> Participant | None:
    return (
        Participant.objects.select_related("room")
        .filter(move_code=code, move_code_until__gt=timezone.now(), removed_at=None)
        .exclude(session__organisation__suspended_at__isnull=False)
        .first()
    )


def leave_session(participant: Participant, now: float) -> None:
    """Ends one's own seat; the name is free again, and a user may join anew."""
    with locked(participant.session_id) as session:
        participant.removed_at = timezone.now()
        participant.seat_token = new_seat_token()
        participant.user = None
        participant.save(update_fields=["removed_at", "seat_token", "user"])
        changed(session)
        log(session, session.clock.at(now), "trainee", participant.name, "leave", {}, participant.room)


def seats_held(user: User | AnonymousUser, cookies: Mapping[str, str]) -> list[Participant]:
    """The seats, in sessions that are not over, that this browser or this user holds; newest first."""
    by_cookie = Q(pk__in=[int(name[len(SEAT_COOKIE) :]) for name in cookies if _is_seat_cookie(name)][:50])
    by_user = (
        Q(participants__user=user, participants__role=ParticipantRole.TRAINEE)
        if isinstance(user, User)
        else Q()
    )
    sessions = Session.objects.filter(by_cookie | by_user if by_user else by_cookie).distinct()
    found = []
    for session in sessions.exclude(state=State.ENDED).order_by("-created_at"):
        try:
            participant = seated(session, user, dict(cookies))
        except AccessDenied:
            continue
        if participant is not None and participant.room_id is not None:
            found.append(participant)
    return found


def _is_seat_cookie(name: str) -> bool:
    number = name.removeprefix(SEAT_COOKIE)
    return name.startswith(SEAT_COOKIE) and number.isdecimal() and number.isascii() and len(number) < 18
