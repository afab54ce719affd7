"""A tick: finds the rooms whose windows are due and nudges a worker for each, and tells what changed.

Any number of tickers may tick: windows are claimed in the database. What a ticker remembers only
spares work.
"""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from exercises.clock import observe
from exercises.models import Room, Session, State
from exercises.sessions import locked, stand_after_gap, windows_made

from . import announce
from .tasks import advance_room

FRESH = 3.0  # s: a worker that made the last window this recently is asked for the next one
LEASE = 1.0  # s between two notes in the database that somebody ticks
WATCHED = (State.LOBBY, State.RUNNING, State.PAUSED)
WATCHED_AFTER = timedelta(hours=2)
AGAIN = 1.0  # s after which a window that has not come is asked for again


class Ticker:
    """Ticks once when `tick` is called. Keeps what it has asked for, so as not to ask twice a second."""

    def __init__(self) -> None:
        self._asked: dict[int, tuple[int, float]] = {}
        self._published: dict[int, tuple[int, int]] = {}
        self._noted: dict[int, float] = {}

    def tick(self, now: float) -> int:
        """One look at all live sessions at wall time `now`; the number of rooms that were nudged."""
        watched = list(watched_sessions())
        for session in watched:
            self._publish(session)
        live = [self._observe(session, now) for session in watched if session.is_live]
        return sum(self._nudge(session, now) for session in live)

    def _publish(self, session: Session) -> None:
        """Tells the sockets what changed since this ticker told them last: state, clock, access, log."""
        version, logged = self._published.get(session.pk, (session.version, session.log_count))
        self._published[session.pk] = (session.version, session.log_count)
        if version != session.version:
            announce.state(session)
            announce.access(session)
        if logged != session.log_count:
            announce.log(session, logged)

    def _observe(self, session: Session, now: float) -> Session:
        """Notes the tick; after a gap the session stands."""
        if session.state != State.RUNNING:
            return session
        found = observe(session.clock, session.ticked_at, now, 0)
        if found.gap:
            return _stand(session.pk, now)
        if found.clock != session.clock:
            return _anchor(session.pk, now)
        if abs(now - self._noted.get(session.pk, 0.0)) >= LEASE:
            self._noted[session.pk] = now
            Session.objects.filter(pk=session.pk, state=State.RUNNING).update(ticked_at=now)
        return session

    def _nudge(self, session: Session, now: float) -> int:
        made = int(session.clock.at(now))
        at_once = max(1, int(session.speed)) if session.state == State.RUNNING else 1
        due = made - at_once  # at x10 one frame per wall second carries ten windows
        rooms = Room.objects.filter(session=session, next_window__lte=due).only("pk", "next_window", "home")
        fresh = FRESH * max(1.0, session.speed)
        return sum(self._ask(room, made, fresh, now) for room in rooms)

    def _ask(self, room: Room, made: int, fresh: float, now: float) -> bool:
        asked, at = self._asked.get(room.pk, (-1, 0.0))
        if asked == made and now - at < AGAIN:
            return False
        self._asked[room.pk] = (made, now)
        is_fresh = made - room.next_window <= fresh
        queue = room.home if room.home and is_fresh else "live"
        advance_room.apply_async((room.pk,), queue=queue)
        return True


def watched_sessions() -> "QuerySet[Session]":
    """Sessions that people may look at: live ones, and those made or ended lately."""
    lately = timezone.now() - WATCHED_AFTER
    recent = Q(created_at__gt=lately) | Q(ended_at__gt=lately)
    return Session.objects.filter(Q(state__in=WATCHED) | recent)


def _stand(pk: int, now: float) -> Session:
    with locked(pk) as session:
        found = observe(session.clock, session.ticked_at, now, windows_made(session))
        if found.gap:
            stand_after_gap(session, found.clock, now)
        return session


def _anchor(pk: int, now: float) -> Session:
    """The wall clock was set back: exercise time goes on from where it was."""
    with locked(pk) as session:
        found = observe(session.clock, session.ticked_at, now, 0)
        session.wall_anchor, session.exercise_anchor = found.clock.wall, found.clock.exercise
        session.ticked_at = now
        session.version += 1
        session.save(update_fields=["wall_anchor", "exercise_anchor", "ticked_at", "version"])
        return session
