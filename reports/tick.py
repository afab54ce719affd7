"""A look at what is to be made: asks a worker for each debrief that nobody makes."""

import time

from . import debriefs
from .sweep import sweep
from .tasks import make_debrief

AGAIN = 10.0  # s after which a debrief that nobody took is asked for again
SWEEP = 3600.0  # s between two looks for files that belong to no debrief
_asked: dict[int, float] = {}  # what this ticker asked for, and when: it only spares work
_swept = [-SWEEP]


def make_missing_debriefs() -> int:
    """Makes sure that every ended session gets its debrief; the number of workers that were nudged."""
    now = time.monotonic()
    if now - _swept[0] >= SWEEP:
        _swept[0] = now
        sweep()
    debriefs.make_missing()
    wanted = list(debriefs.unclaimed().order_by("pk").values_list("pk", flat=True)[:20])
    for pk in set(_asked) - set(wanted):
        del _asked[pk]
    due = [pk for pk in wanted if now - _asked.get(pk, -AGAIN) >= AGAIN]
    for pk in due:
        _asked[pk] = now
        make_debrief.delay(pk)
    return len(due)
