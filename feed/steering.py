"""What trainers and observers do through a socket: checked, done once, committed, sent at once."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from exercises import people, sessions
from exercises.access import Staff
from exercises.logbook import log
from exercises.models import Session
from exercises.sessions import Refused

from . import appealing, messages, reporting, store
from .accounts import network_of, persona_of
from .blocking import check_let_in
from .changes import send_change
from .crowd.reading import LABELS
from .grouping import group_for_persona
from .present import is_read
from .publishing import (
    check_length,
    delete_post,
    locked_room,
    new_post,
    post_there,
    publish_post,
)
from .sight import moment


def steer(staff: Staff, message: Any, now: float) -> dict[str, Any]:
    """Carries a trainer's or observer's message out, once per key. Raises Refused."""
    if not staff.may_steer and not isinstance(message, (messages.Observe, messages.Rate)):
        raise Refused("read_only", _("Observers watch, note and rate: only trainers steer."))
    verb = STEERING[message.type]
    return sessions.once(
        staff.session.pk, staff.sender, message.key, lambda session: verb(session, staff.user, now, message)
    )


def persona_post(session: Session, user: Any, now: float, message: messages.PersonaPost) -> dict[str, Any]:
    """The trainer speaks as a persona, in one room or in all."""
    if not session.is_live:
        raise sessions.wrong_state()
    if message.parent is not None and message.room is None:
        raise Refused("bad_fields", _("An answer goes into one room."))
    persona, channel = persona_of(session, message.persona), network_of(session, message.channel)
    check_length(channel, message.text)
    posts = {}
    for room in sessions.locked_rooms(session, message.room):
        room.session = session
        at = moment(session, now)
        asked = message.parent
        parent = post_there(room, asked, at, staff=True) if asked is not None else None
        if parent is not None:
            check_let_in(room, persona, parent)
        kind = "reply" if parent else "original"
        group = group_for_persona(room, channel["kind"], kind, message.group, parent)
        post = new_post(room, persona, channel["kind"], kind, message.text, parent, None, now, group=group)
        posts[room.code] = publish_post(room, post, parent, "", participant=None, user=user, now=now)["id"]
    return {"posts": posts}


def remove_post(session: Session, user: Any, now: float, message: messages.RemovePost) -> dict[str, Any]:
    room = locked_room(session, message.room)
    return delete_post(
        room, post_there(room, message.post, staff=True), now, "trainer", sessions.who(user), user=user
    )


def correct_reading(
    session: Session, user: Any, now: float, message: messages.CorrectReading
) -> dict[str, Any]:
    """The trainer says what a message of the team does; the crowd takes it so from the next window on."""
    if not session.is_live:
        raise sessions.wrong_state()
    room = locked_room(session, message.room)
    post = post_there(room, message.post, staff=True)
    said = store.published(room.pk, post.ref)
    if said is None or not is_read(post):
        raise Refused("not_read", _("Only what the team itself says is read."))
    labels = [label for label in LABELS if label in message.labels]
    t = session.clock.at(now)
    store.correct_reading(post, labels)
    now_said = said | {"text": post.text}  # as it reads now: it may have been edited since
    sessions.add_action(room, t, "correct", {"said": now_said, "labels": labels}, user=user)
    data = {"post": post.ref, "labels": labels, "text": post.text[:500]}
    log(session, t, "trainer", sessions.who(user), "correct_reading", data, room)
    send_change(room, post.ref, "reading", reading={label: [] for label in labels})
    return {"labels": labels}


def observe(session: Session, user: Any, now: float, message: messages.Observe) -> dict[str, Any]:
    room = locked_room(session, message.room) if message.room else None
    if message.post is not None:
        if room is None:
            raise Refused("bad_fields", _("A note on a post needs its room."))
        post_there(room, message.post, staff=True)
    return people.observe(session, user, now, message.text, room, message.post, message.objective or "")


def rate(session: Session, user: Any, now: float, message: messages.Rate) -> dict[str, Any]:
    room = locked_room(session, message.room)
    return people.rate(session, user, now, room, message.objective, message.score)


STEERING: dict[str, Callable[[Session, Any, float, Any], dict[str, Any]]] = {
    "open_lobby": lambda s, u, now, m: sessions.open_lobby(s, u, now),
    "start": lambda s, u, now, m: sessions.start_session(s, u, now),
    "pause": lambda s, u, now, m: sessions.pause_session(s, u, now),
    "resume": lambda s, u, now, m: sessions.resume_session(s, u, now),
    "end": lambda s, u, now, m: sessions.end_session(s, u, now),
    "reopen": lambda s, u, now, m: sessions.reopen_session(s, u, now),
    "speed": lambda s, u, now, m: sessions.set_speed(s, u, now, m.value),
    "jump": lambda s, u, now, m: sessions.jump_session(s, u, now, m.offset),
    "lock_lobby": lambda s, u, now, m: people.lock_lobby(s, u, now, m.on),
    "fire": lambda s, u, now, m: sessions.fire_inject(s, u, now, m.inject, m.room),
    "skip": lambda s, u, now, m: sessions.skip_inject(s, u, now, m.inject, m.room),
    "edit_inject": lambda s, u, now, m: sessions.edit_inject(s, u, now, m.inject, m.content, m.offset),
    "pressure": lambda s, u, now, m: sessions.set_pressure(s, u, now, m.value, m.room, living=m.living),
    "weights": lambda s, u, now, m: sessions.set_weights(s, u, now, m.value.model_dump(), m.room),
    "persona_post": persona_post,
    "remove_post": remove_post,
    "decide_report": reporting.decide,
    "correct_reading": correct_reading,
    "appeal_decide": appealing.decide,
    "appeal_end": appealing.end_by_staff,
    "remove": lambda s, u, now, m: people.remove_participant(s, u, now, m.participant),
    "readmit": lambda s, u, now, m: people.readmit_participant(s, u, now, m.participant),
    "seat_code": lambda s, u, now, m: people.make_seat_code(s, u, now, m.participant),
    "observe": observe,
    "rate": rate,
}
