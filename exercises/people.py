"""The verbs about people in a session: lock the lobby, remove, move a seat, observe, rate."""

import secrets
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .logbook import log
from .models import Observation, Participant, Rating, Room, Session, User
from .models.session import JOIN_ALPHABET, new_seat_token
from .sessions import Refused, changed, who

MOVE_CODE_VALID = timedelta(minutes=10)


def lock_lobby(session: Session, user: User, now: float, on: bool) -> dict[str, Any]:
    session.lobby_locked = on
    session.save(update_fields=["lobby_locked"])
    changed(session)
    log(session, session.clock.at(now), "trainer", who(user), "lock_lobby" if on else "unlock_lobby")
    return {"locked": on}


def remove_participant(session: Session, user: User, now: float, pk: int) -> dict[str, Any]:
    """Ends a seat: its sockets close within seconds, and its cookie is worth nothing."""
    participant = participant_of(session, pk)
    participant.removed_at = timezone.now()
    participant.save(update_fields=["removed_at"])
    changed(session)
    log(
        session,
        session.clock.at(now),
        "trainer",
        who(user),
        "remove",
        {"name": participant.name},
        participant.room,
    )
    return {"participant": pk}


def readmit_participant(session: Session, user: User, now: float, pk: int) -> dict[str, Any]:
    participant = participant_of(session, pk)
    participant.removed_at = None
    participant.save(update_fields=["removed_at"])
    changed(session)
    log(
        session,
        session.clock.at(now),
        "trainer",
        who(user),
        "readmit",
        {"name": participant.name},
        participant.room,
    )
    return {"participant": pk}


def make_seat_code(session: Session, user: User, now: float, pk: int) -> dict[str, Any]:
    """A one-time code that moves the seat to another device; good for ten minutes."""
    participant = participant_of(session, pk)
    participant.move_code = "".join(secrets.choice(JOIN_ALPHABET) for _index in range(9))  # 44 bits
    participant.move_code_until = timezone.now() + MOVE_CODE_VALID
    participant.save(update_fields=["move_code", "move_code_until"])
    log(
        session,
        session.clock.at(now),
        "trainer",
        who(user),
        "seat_code",
        {"name": participant.name},
        participant.room,
    )
    return {"participant": pk, "code": participant.move_code}


def move_seat(participant: Participant) -> None:
    """Gives the seat to whoever holds the new token: the old device's cookie is worth nothing from now on."""
    participant.seat_token = new_seat_token()
    participant.move_code = ""
    participant.move_code_until = None
    participant.save(update_fields=["seat_token", "move_code", "move_code_until"])
    changed(participant.session)


def participant_of(session: Session, pk: int) -> Participant:
    participant = session.participants.select_related("room").filter(pk=pk).first()
    if participant is None:
        raise Refused("unknown_participant", _("There is nobody like that in this session."))
    return participant


def observe(
    session: Session,
    user: User,
    now: float,
    text: str,
    room: Room | None = None,
    post: int | None = None,
    objective: str = "",
) -> dict[str, Any]:
    """A note tied to this moment and, where it applies, to a post."""
    if objective:
        known_objective(session, objective)
    t = session.clock.at(now)
    note = Observation.objects.create(
        session=session, room=room, post=post, objective=objective, text=text, t=t, author=user
    )
    log(
        session,
        t,
        "observer",
        who(user),
        "observe",
        {"text": text, "post": post, "objective": objective},
        room,
    )
    return {"observation": note.pk}


def rate(session: Session, user: User, now: float, room: Room, objective: str, score: int) -> dict[str, Any]:
    known_objective(session, objective)
    Rating.objects.update_or_create(
        room=room, objective=objective, author=user, defaults={"score": score, "at": timezone.now()}
    )
    log(
        session,
        session.clock.at(now),
        "observer",
        who(user),
        "rate",
        {"objective": objective, "score": score},
        room,
    )
    return {"objective": objective, "score": score}


def known_objective(session: Session, code: str) -> None:
    if code not in {objective["code"] for objective in session.snapshot.get("objectives", [])}:
        raise Refused("unknown_objective", _("There is no such objective in this session."))
