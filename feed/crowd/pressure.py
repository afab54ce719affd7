"""How many reactions a window brings. The dial is a promise: over any 300 s it is kept to within 2 %.

The target runs into an account in whole units of 1/300 reaction; a window pays out what stands there,
plus a swing that the next windows pay back. Nothing is ever lost to rounding, so nothing drifts.
"""

import math

from feed.crowd.dice import mixed
from feed.crowd.facts import DIAL_LIMIT, SPAN, SWING, SWING_SHARE

_SLOW = 7  # windows between two turns of the slow part of the swing


def count(owed: int, pressure: float, seed: int, window: int) -> tuple[int, int]:
    """Reactions in this window, and what is owed after it (1/300 reactions).

    `pressure` is reactions per 300 s. At 0 nothing comes and the account is closed.
    """
    target = min(DIAL_LIMIT, max(0, round(pressure)))
    if target == 0:
        return 0, 0
    owed += target
    reactions = max(0, (owed + _swing(target, seed, window)) // SPAN)
    return reactions, owed - reactions * SPAN


def _swing(target: int, seed: int, window: int) -> int:
    """Bounded noise in 1/300 reactions: half of it white, half slow (people post in bursts)."""
    span = min(SWING * math.sqrt(target / SPAN), SWING_SHARE * target - 0.5)
    if span <= 0:
        return 0
    lattice, phase = divmod(window, _SLOW)
    slow = _noise(seed, 1, lattice) * (_SLOW - phase) + _noise(seed, 1, lattice + 1) * phase
    noise = _noise(seed, 2, window) * _SLOW + slow  # within ± 2 * _SLOW * 2**20
    return round(span * SPAN) * noise // (2 * _SLOW << 20)


def _noise(seed: int, stream: int, number: int) -> int:
    """A whole number from −2**20 to 2**20 − 1."""
    return (mixed(seed, stream, number) >> 43) - (1 << 20)
