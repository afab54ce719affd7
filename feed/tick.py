"""A tick: finds the rooms whose windows are due and nudges a worker for each, and tells what changed.

Any number of tickers may tick: windows are claimed in the database. What a ticker remembers only
spares work.
"""

import logging
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import InterfaceError, OperationalError
from django.db.models import Q, QuerySet
from django.utils import timezone
from kombu.exceptions import KombuError
from kombu.exceptions import OperationalError as BrokerError

from exercises.clock import GAP, STEP_BACK, observe
from exercises.models import Room, Session, State
from exercises.sessions import locked, locked_rooms, stand_after_gap

from . import announce
from .tasks import advance_room

logger = logging.getLogger(__name__)

FRESH = 2  # frames' worth of windows due from which on any worker is asked, not the one that made the last
LEASE = 1.0  # s between two notes in the database that somebody ticks
WATCHED = (State.DRAFT, State.LOBBY, State.RUNNING, State.PAUSED)
WATCHED_AFTER = timedelta(hours=2)
AGAIN = 1.0  # s after which a window that has not come is asked for again


@dataclass
class Known:
    """What a ticker remembers of a session. `version` -1: nothing was told yet."""

    version: int = -1
    logged: int = -1
    noted: float = 0.0
    ticked: float = 0.0
    late: dict[int, int] = field(default_factory=dict)
    moved: float = 0.0


class Ticker:
    """Ticks once when `tick` is called. Keeps what it has asked for, so as not to ask twice a second."""

    def __init__(self) -> None:
        self._asked: dict[int, tuple[int, float]] = {}
        self._known: dict[int, Known] = {}

    def tick(self, now: float) -> int:
        """One look at all live sessions at wall time `now`; the number of rooms that were nudged.

        First the clocks, then the nudges: a broker that does not answer takes its time.
        """
        watched = list(watched_sessions())
        self._known = {session.pk: self._known.get(session.pk, Known()) for session in watched}
        late = [room for session in watched for room in self._look(session, now)]
        still = {room.pk for room, _made, _at_once in late}
        self._asked = {pk: asked for pk, asked in self._asked.items() if pk in still}
        return sum(self._ask(room, made, at_once, now) for room, made, at_once in late)

    def _look(self, session: Session, now: float) -> list[tuple[Room, int, int]]:
        """Its rooms whose windows are due. One session that cannot be ticked does not hold up the others."""
        try:
            self._publish(session)
            return self._late_rooms(self._observe(session, now), now) if session.is_live else []
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            logger.exception("session %s cannot be ticked", session.pk)
            return []

    def _publish(self, session: Session) -> None:
        """Tells the sockets what changed since this ticker told them last: state, clock, access, log.

        A session seen for the first time is told as it is: the ticker before may have died with the news.
        """
        known = self._known[session.pk]
        if known.version != session.version:
            announce.state(session)
            announce.drafts(session)
            announce.access(session)
        if known.logged != session.log_count:
            unseen = max(0, session.log_count - announce.RECENT)
            announce.log(session, known.logged if known.logged >= 0 else unseen)
        known.version, known.logged = session.version, session.log_count

    def _observe(self, session: Session, now: float) -> Session:
        """Notes the tick; after a gap the session stands."""
        known = self._known[session.pk]
        ticked, known.ticked = known.ticked, now
        if session.state != State.RUNNING:
            return session
        found = observe(session.clock, session.ticked_at, now, 0)
        if found.gap:
            return _stand(session.pk, now)
        if found.clock != session.clock:
            return _anchor(session.pk, now, ticked)
        if abs(now - known.noted) >= LEASE:
            known.noted = now
            Session.objects.filter(pk=session.pk, state=State.RUNNING).update(ticked_at=now)
        return session

    def _late_rooms(self, session: Session, now: float) -> list[tuple[Room, int, int]]:
        """Rooms whose window is due, with the windows that should be made and how many come at once."""
        made = int(session.clock.at(now))
        at_once = session.clock.at_once
        due = Room.objects.filter(session=session, next_window__lte=made - at_once)
        rooms = list(due.only("pk", "session_id", "next_window", "home"))
        if self._stands_still(session, rooms, now):
            _stand(session.pk, now, stalled=True)
            return []
        return [(room, made, at_once) for room in rooms]

    def _stands_still(self, session: Session, late: list[Room], now: float) -> bool:
        """Whether windows are due, and for longer than GAP none was made: workers or broker are away."""
        known = self._known[session.pk]
        found = {room.pk: room.next_window for room in late}
        if not found or found != known.late or session.state != State.RUNNING or now < known.moved:
            known.late, known.moved = found, now
        return now - known.moved > GAP

    def _ask(self, room: Room, made: int, at_once: int, now: float) -> bool:
        asked, at = self._asked.get(room.pk, (-1, 0.0))
        if asked == made and 0 <= now - at < AGAIN:
            return False
        self._asked[room.pk] = (made, now)
        is_fresh = made - room.next_window < FRESH * at_once
        queue = room.home if room.home and is_fresh else "live"
        try:
            advance_room.apply_async((room.pk,), queue=queue, retry=False)
        except (BrokerError, KombuError, OSError) as error:
            raise Unreachable(str(error)) from error
        return True


class Unreachable(Exception):
    """The broker does not answer: no worker can be asked."""


def watched_sessions() -> "QuerySet[Session]":
    """Sessions that people may look at: those not ended, and those ended lately."""
    lately = timezone.now() - WATCHED_AFTER
    recent = Q(created_at__gt=lately) | Q(ended_at__gt=lately)
    return Session.objects.filter(Q(state__in=WATCHED) | recent)


def _stand(pk: int, now: float, *, stalled: bool = False) -> Session:
    """The session stands at the last window of the room that is furthest, unless it runs again by now."""
    with locked(pk) as session:
        made = max(room.next_window for room in locked_rooms(session))
        ticked_at = float("-inf") if stalled else session.ticked_at
        found = observe(session.clock, ticked_at, now, made)
        if found.gap:
            stand_after_gap(session, found.clock, now)
        return session


def _anchor(pk: int, now: float, ticked: float) -> Session:
    """The wall clock was set back: exercise time goes on from where it was at the last tick."""
    with locked(pk) as session:
        if not session.clock.running or now >= session.ticked_at - STEP_BACK:
            return session  # another ticker was faster
        clock = observe(session.clock, max(session.ticked_at, ticked), now, 0).clock
        session.wall_anchor, session.exercise_anchor, session.ticked_at = clock.wall, clock.exercise, now
        session.version += 1
        session.save(update_fields=["wall_anchor", "exercise_anchor", "ticked_at", "version"])
        return session
