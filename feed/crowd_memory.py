"""The crowd of a room between two windows: in memory, else as a checkpoint and what came since."""

import logging
import threading
from collections import OrderedDict
from typing import Any

from exercises.models import Room, Session

from . import crowd, store
from .crowd.types import Window
from .stage import set_stage

logger = logging.getLogger(__name__)

CHECKPOINT_EVERY = 30  # windows
STATES_KEPT = 64  # rooms whose crowd a worker keeps in memory

_states: "OrderedDict[int, tuple[int, Any]]" = OrderedDict()
_states_lock = threading.Lock()


def crowd_before(session: Session, room: Room) -> Any:
    """The crowd before the room's next window: from memory, else from a checkpoint and what came since."""
    with _states_lock:
        window, state = _states.get(room.pk, (-1, None))
    if window == room.next_window:
        return state
    if not 0 <= window < room.next_window:
        window, state = _from_checkpoint(session, room)
    return _rolled_on(session, room, state, window)


def _from_checkpoint(session: Session, room: Room) -> tuple[int, Any]:
    found = store.newest_checkpoint(room.pk, room.next_window)
    if found is None:
        return 0, crowd.start(session.snapshot, session.lang, session.seed)
    try:
        return found[0], crowd.load(session.snapshot, session.lang, session.seed, found[1])
    except ValueError as error:  # made by another version of the crowd: it lives through the session again
        logger.warning("room %s: %s", room.code, error)
        return 0, crowd.start(session.snapshot, session.lang, session.seed)


def _rolled_on(session: Session, room: Room, state: Any, window: int) -> Any:
    """Makes windows again that were made before, to have the state that they left; nothing is stored."""
    if window >= room.next_window:
        return state
    stage = set_stage(session, room, window, room.next_window - 1)
    for number in range(window, room.next_window):
        stimuli = stage.replay(number)
        state, _drafts, _causes = crowd.step(state, stimuli, Window(number, write=not stage.is_quiet(number)))
    return state


def keep(room_id: int, window: int, state: Any) -> None:
    """Remembers the crowd as it is before `window`."""
    with _states_lock:
        _states[room_id] = (window, state)
        _states.move_to_end(room_id)
        while len(_states) > STATES_KEPT:
            _states.popitem(last=False)


def forget(room_id: int | None = None) -> None:
    """Drops the states kept in memory, as a restart would."""
    with _states_lock:
        if room_id is None:
            _states.clear()
        else:
            _states.pop(room_id, None)


def checkpoint(state: Any, first: int, count: int) -> bytes | None:
    """Every CHECKPOINT_EVERY windows, at the end of a batch."""
    if first // CHECKPOINT_EVERY == (first + count) // CHECKPOINT_EVERY:
        return None
    return crowd.dump(state)
