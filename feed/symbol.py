"""Which tribute of the wall is its symbol: the one that people take up most. PURE."""

from collections.abc import Mapping

LEAST = 10  # likes and shares that a tribute needs to be a symbol at all
AHEAD = 1.25  # times the symbol's likes and shares that another needs to take its place


def symbol_of(holder: int | None, taken_up: Mapping[int, int]) -> int | None:
    """The symbol now, by the likes and shares of each tribute. `holder` is the one so far: it stays until
    another is well ahead, so that two of a kind do not change places all the time."""
    most = max(taken_up, key=lambda ref: (taken_up[ref], -ref), default=None)
    if most is None or taken_up[most] < LEAST:
        return None
    if holder is not None and holder in taken_up and taken_up[most] < AHEAD * taken_up[holder]:
        return holder
    return most
