"""A look at what is to be made: asks a worker for each debrief that nobody makes."""

import time

from . import debriefs
from .tasks import make_debrief

AGAIN = 10.0  # s after which a debrief that nobody took is asked for again
_asked: dict[int, float] = {}  # what this ticker asked for, and when: it only spares work


def make_missing_debriefs() -> int:
    """Makes sure that every ended session gets its debrief; the number of workers that were nudged."""
    debriefs.make_missing()
    now = time.monotonic()
    wanted = list(debriefs.unclaimed().order_by("pk").values_list("pk", flat=True)[:20])
    for pk in list(_asked):
        if pk not in wanted:
            del _asked[pk]
    due = [pk for pk in wanted if now - _asked.get(pk, -AGAIN) >= AGAIN]
    for pk in due:
        _asked[pk] = now
        make_debrief.delay(pk)
    return len(due)
