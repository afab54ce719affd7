"""The verbs of a session. Each locks the session, then its rooms, writes, and logs; the next tick sees it.

Verbs that act on the crowd leave an Action in each room concerned: it takes effect in the room's next
window. `now` is wall time in seconds since the epoch.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import authored
from .clock import Clock
from .faults import BrokenScenario
from .logbook import log
from .models import Action, Done, Firing, Participant, Room, Scenario, Session, Snapshot, State, User
from .package import plain
from .scenarios import dump_scenario

EMOTIONS = ("like", "fear", "anger", "mockery", "sadness")


class Refused(Exception):
    """A verb that cannot be carried out now.

    `code` is for programs, the message for people; `told` are further fields of the answer.
    """

    def __init__(self, code: str, message: Any, **told: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.told = told


def wrong_state() -> Refused:
    return Refused("wrong_state", _("The session is not in a state for that."))


@contextmanager
def locked(pk: int) -> Iterator[Session]:
    """The session, locked to the end of the transaction. Locks are always taken session first, then rooms."""
    with transaction.atomic():
        yield Session.objects.select_for_update().get(pk=pk)


def locked_rooms(session: Session, code: str | None = None) -> list[Room]:
    """The session's rooms (or the one named), locked in their order. Raises Refused."""
    rooms = list(session.rooms.select_for_update().order_by("pk"))
    if code is not None:
        rooms = [room for room in rooms if room.code == code]
    if not rooms:
        raise Refused("unknown_room", _("There is no such room in this session."))
    return rooms


def once(session_pk: int, sender: str, key: str, verb: Callable[[Session], dict[str, Any]]) -> dict[str, Any]:
    """Carries `verb` out for this key, or answers what it answered the first time."""
    with locked(session_pk) as session:
        done = Done.objects.filter(session=session, sender=sender, key=key).first()
        if done is not None:
            return dict(done.result)
        result = verb(session)
        Done.objects.create(session=session, sender=sender, key=key, result=result)
        return result


def add_action(
    room: Room,
    t: float,
    kind: str,
    payload: dict[str, Any],
    *,
    user: User | None = None,
    participant: Participant | None = None,
) -> Action:
    """What a person did in a locked room, in effect from the room's next window on."""
    action = Action.objects.create(
        room=room,
        number=room.action_count,
        window=room.next_window,
        t=t,
        kind=kind,
        payload=payload,
        user=user,
        participant=participant,
    )
    room.action_count += 1
    Room.objects.filter(pk=room.pk).update(action_count=F("action_count") + 1)
    return action


def changed(session: Session) -> None:
    """Marks that state, clock or access changed: the next tick publishes it."""
    session.version += 1
    Session.objects.filter(pk=session.pk).update(version=F("version") + 1)


# Making ------------------------------------------------------------------------------------------


def create_session(
    user: User | None,
    scenario: Scenario,
    *,
    name: str,
    lang: str,
    room_names: Iterable[str],
    versions: tuple[str, str],
    seed: int | None = None,
    pressure: int | None = None,
    is_demo: bool = False,
) -> Session:
    """A session of `scenario` as it is now, a room per team. `versions` are the engine's and the voice's."""
    try:
        document = dump_scenario(scenario)
    except BrokenScenario as broken:
        raise Refused(
            "broken_scenario",
            _("This scenario is not finished: its page in the administration says what is missing."),
        ) from broken
    if lang not in document.languages:
        raise Refused("unknown_language", _("The scenario is not written in that language."))
    snapshot, pictures = authored.as_kept(plain(document), scenario.organisation)
    fingerprint = snapshot_hash(snapshot)
    session = Session(
        organisation=scenario.organisation,
        scenario=scenario,
        name=name,
        lang=lang,
        snapshot_hash=fingerprint,
        engine_version=versions[0],
        voice_version=versions[1],
        created_by=user,
        is_demo=is_demo,
    )
    if seed is not None:
        session.seed = seed
    with transaction.atomic():
        session.written = Snapshot.objects.create(hash=fingerprint, document=snapshot)
        session.save()
        session.pictures.set(pictures)
        _make_rooms(session, room_names, pressure, user)
        log(session, 0, "trainer", who(user), "create", {"scenario": scenario.slug, "seed": session.seed})
    return session


def _make_rooms(session: Session, names: Iterable[str], pressure: int | None, user: User | None) -> None:
    for position, name in enumerate(names):
        room = Room.objects.create(session=session, name=name, position=position, pressure=pressure)
        if pressure is not None:
            add_action(room, 0, "pressure", {"pressure": pressure}, user=user)


def snapshot_hash(snapshot: dict[str, Any]) -> str:
    """SHA-256 over the snapshot in a form that does not depend on the order of its keys."""
    return hashlib.sha256(json.dumps(snapshot, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def who(user: User | None) -> str:
    return user.display_name if user else ""


# The clock ---------------------------------------------------------------------------------------


def open_lobby(session: Session, user: User | None, now: float) -> dict[str, Any]:
    if session.state != State.DRAFT:
        raise wrong_state()
    return _enter(session, State.LOBBY, session.clock, now, user, "open_lobby")


def start_session(session: Session, user: User | None, now: float) -> dict[str, Any]:
    if session.state not in (State.DRAFT, State.LOBBY):
        raise wrong_state()
    session.started_at = timezone.now()
    return _enter(
        session, State.RUNNING, Clock(now, session.exercise_anchor, session.speed, True), now, user, "start"
    )


def pause_session(session: Session, user: User | None, now: float) -> dict[str, Any]:
    if session.state != State.RUNNING:
        raise wrong_state()
    session.pause_reason = "trainer"
    return _enter(session, State.PAUSED, session.clock.anchored(now, running=False), now, user, "pause")


def resume_session(session: Session, user: User | None, now: float) -> dict[str, Any]:
    if session.state != State.PAUSED:
        raise wrong_state()
    return _enter(session, State.RUNNING, session.clock.anchored(now, running=True), now, user, "resume")


def stand_after_gap(session: Session, clock: Clock, now: float) -> dict[str, Any]:
    """Nobody ticked for a while: the exercise stands where it was, until somebody resumes it.

    A window under way for a later time is stored before this, or not at all.
    """
    for room in locked_rooms(session):
        add_action(room, clock.exercise, "gap", {})
    session.pause_reason = "gap"
    return _enter(session, State.PAUSED, clock, now, None, "gap")


def end_session(session: Session, user: User | None, now: float) -> dict[str, Any]:
    if not session.is_live:
        raise wrong_state()
    for room in locked_rooms(session):  # a window under way is either stored before the end, or not at all
        add_action(room, session.clock.at(now), "end", {}, user=user)
    session.ended_at = timezone.now()
    return _enter(session, State.ENDED, session.clock.anchored(now, running=False), now, user, "end")


def reopen_session(session: Session, user: User | None, now: float) -> dict[str, Any]:
    if session.state != State.ENDED:
        raise wrong_state()
    session.ended_at = None
    session.pause_reason = "trainer"
    return _enter(session, State.PAUSED, session.clock, now, user, "reopen")


def set_speed(session: Session, user: User | None, now: float, speed: float) -> dict[str, Any]:
    if not 0.5 <= speed <= settings.MAX_SPEED:
        raise Refused("out_of_range", _("That speed is out of range."))
    if session.state == State.ENDED:
        raise wrong_state()
    clock = session.clock.anchored(now, speed=speed)
    return _enter(session, State(session.state), clock, now, user, "speed", {"speed": speed})


def jump_session(session: Session, user: User | None, now: float, offset: int) -> dict[str, Any]:
    """Forward to `offset`: the mood runs without posts, and the injects passed are skipped."""
    if not session.is_live:
        raise wrong_state()
    here = session.clock.at(now)
    if offset <= here or offset > session.snapshot["duration"]:
        raise Refused("out_of_range", _("One can only jump forward, and not past the end of the scenario."))
    for room in locked_rooms(session):
        add_action(room, here, "jump", {"to": offset}, user=user)
    clock = session.clock.moved_to(float(offset), now)
    return _enter(
        session, State(session.state), clock, now, user, "jump", {"from": round(here), "to": offset}
    )


def _enter(
    session: Session,
    state: State,
    clock: Clock,
    now: float,
    user: User | None,
    what: str,
    data: dict[str, Any] | None = None,
) -> dict[str, Any]:
    session.state = state
    session.wall_anchor, session.exercise_anchor, session.speed = clock.wall, clock.exercise, clock.speed
    if state == State.RUNNING:
        session.ticked_at = now
        session.pause_reason = ""
    session.save(
        update_fields=[
            "state",
            "pause_reason",
            "wall_anchor",
            "exercise_anchor",
            "speed",
            "ticked_at",
            "started_at",
            "ended_at",
        ]
    )
    changed(session)
    log(session, clock.at(now), "trainer" if user else "system", who(user), what, data)
    return {"state": session.state}


# The crowd ---------------------------------------------------------------------------------------


def set_pressure(
    session: Session,
    user: User | None,
    now: float,
    value: int | None,
    room: str | None = None,
    *,
    living: bool = False,
) -> dict[str, Any]:
    """Reactions per 5 minutes: held, or the scale of a living crowd; None lives at the scenario's own."""
    if value is not None and not 0 <= value <= settings.MAX_PRESSURE:
        raise Refused("out_of_range", _("That pressure is out of range."))
    asked = {"pressure": value, "living": living}
    for target in _rooms_to_steer(session, room):
        _steer(session, target, user, now, "pressure", asked)
        Room.objects.filter(pk=target.pk).update(**asked)
    changed(session)
    return asked


def set_weights(
    session: Session, user: User | None, now: float, weights: dict[str, float], room: str | None = None
) -> dict[str, Any]:
    """A factor for each emotion; 1 is neutral."""
    if not any(weights.values()):
        raise Refused("out_of_range", _("At least one emotion must remain."))
    for target in _rooms_to_steer(session, room):
        _steer(session, target, user, now, "weights", {"weights": [weights[name] for name in EMOTIONS]})
        Room.objects.filter(pk=target.pk).update(weights=weights)
    changed(session)
    return {"weights": weights}


def fire_inject(
    session: Session, user: User | None, now: float, code: str, room: str | None = None
) -> dict[str, Any]:
    """Fires an inject in the next window of each room where it has neither fired nor been skipped."""
    return _settle(session, user, now, "fire", code, room)


def skip_inject(
    session: Session, user: User | None, now: float, code: str, room: str | None = None
) -> dict[str, Any]:
    return _settle(session, user, now, "skip", code, room)


def _settle(
    session: Session, user: User | None, now: float, kind: str, code: str, room: str | None
) -> dict[str, Any]:
    known_inject(session, code)
    rooms = [target for target in _rooms_to_steer(session, room) if not _is_settled(target, code)]
    if not rooms:
        raise Refused("already_settled", _("This inject has already fired or was skipped."))
    for target in rooms:
        _steer(session, target, user, now, kind, {"inject": code})
    return {"rooms": [target.code for target in rooms]}


def edit_inject(
    session: Session, user: User | None, now: float, code: str, content: str, offset: int | None = None
) -> dict[str, Any]:
    """Gives an inject that has not fired another text and, if asked, another offset. In all rooms."""
    inject = known_inject(session, code)
    if offset is not None and "offset" not in inject:
        raise Refused("conditional", _("This inject fires on a condition: it has no time to change."))
    rooms = [target for target in _rooms_to_steer(session, None) if not _is_settled(target, code)]
    if not rooms:
        raise Refused("already_settled", _("This inject has already fired or was skipped."))
    for target in rooms:
        _steer(session, target, user, now, "edit", {"inject": code, "content": content, "offset": offset})
    changed(session)
    return {"rooms": [target.code for target in rooms]}


def known_inject(session: Session, code: str) -> dict[str, Any]:
    for inject in session.snapshot.get("injects", []):
        if inject["code"] == code:
            return dict(inject)
    raise Refused("unknown_inject", _("There is no such inject in this session."))


def _is_settled(room: Room, code: str) -> bool:
    if Firing.objects.filter(room=room, inject=code).exists():
        return True
    waiting = Action.objects.filter(room=room, window__gte=room.next_window, kind__in=("fire", "skip"))
    return any(action.payload["inject"] == code for action in waiting)


def _rooms_to_steer(session: Session, code: str | None) -> list[Room]:
    if session.state == State.ENDED:
        raise wrong_state()
    return locked_rooms(session, code)


def _steer(
    session: Session, room: Room, user: User | None, now: float, kind: str, payload: dict[str, Any]
) -> None:
    t = session.clock.at(now)
    add_action(room, t, kind, payload, user=user)
    log(session, t, "trainer", who(user), kind, payload, room)


def windows_made(session: Session) -> int:
    """Windows of the room that is furthest."""
    return int(session.rooms.aggregate(made=Max("next_window"))["made"] or 0)
