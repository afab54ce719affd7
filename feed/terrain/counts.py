"""How many people a safety check has heard of: no row per person. PURE."""

import math
from typing import NamedTuple

PER_REACTION = 6  # people who mark themselves for each reaction of the crowd: most write nothing
PER_SECOND = 4  # and those who come without one, per second of exercise
ASKED = 0.3  # of all people, how many are asked about in the end
SOONER = 2.5  # one asks sooner than one answers


class Counted(NamedTuple):
    safe: int
    asked: int


def counted(people: int, reactions: int, seconds: float, marked: int) -> Counted:
    """Who marked themselves safe and who is asked about, `seconds` of exercise after the check was opened.

    Both rise with the crowd's `reactions` since then and with time, never beyond `people`. Posts on the
    network itself are reactions: there are never more of them. `marked` are the room's own.
    """
    pull = (PER_REACTION * max(0, reactions) + PER_SECOND * max(0.0, seconds)) / people
    safe = min(people, math.floor(people * -math.expm1(-pull)) + marked)
    return Counted(safe, math.floor(ASKED * people * -math.expm1(-SOONER * pull)))
