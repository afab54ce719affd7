"""What is there to be seen: trainees see no story that is gone, staff see everything."""

import time
from typing import TYPE_CHECKING

from exercises.fleeting import story_life

if TYPE_CHECKING:
    from exercises.access import Seat
    from exercises.models import Session


def moment(session: "Session", now: float) -> float | None:
    """Exercise time (s) at which trainees look at wall time `now`; None where nothing ever goes."""
    return session.clock.at(now) if story_life(session.snapshot) else None


def sight(seat: "Seat") -> float | None:
    """The same for whoever holds the seat, now; None for staff."""
    return moment(seat.room.session, time.time()) if seat.participant else None
