"""Chance, counted: what a window draws depends on the seed and the window's number alone.

Draws are raw 64-bit integers of PCG64, never floats of a distribution: numpy promises the stream of a
bit generator on every machine and in every version, and promises nothing of the sort for distributions.
"""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
MASK = (1 << 64) - 1
BLOCK = 1024
_WHOLE = float(1 << 53)


def bits(seed: int, key: int) -> int:
    """320 bits that depend on both numbers: enough for all the traits of an account (BLAKE2b)."""
    return int.from_bytes(hashlib.blake2b(b"%d:%d" % (seed, key), digest_size=40).digest(), "big")


def mixed(*numbers: int) -> int:
    """A 64-bit number that depends on all of `numbers` and looks like none of them (splitmix64)."""
    z = 0
    for number in numbers:
        z = (z + (number & MASK) + 0x9E3779B97F4A7C15) & MASK
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
    return z


class Dice:
    """The draws of one window, in the order in which they are asked for."""

    def __init__(self, seed: int, window: int, stream: int = 0) -> None:
        entropy = [seed & MASK, window & MASK, stream]
        self._bits = np.random.PCG64(np.random.SeedSequence(entropy))
        self._left: list[int] = []

    def raw(self) -> int:
        """64 random bits."""
        if not self._left:
            self._left = self._bits.random_raw(BLOCK).tolist()
        return self._left.pop()

    def below(self, bound: int) -> int:
        """A number from 0 up to, not including, `bound`."""
        if not self._left:
            self._left = self._bits.random_raw(BLOCK).tolist()
        return (self._left.pop() >> 11) * bound >> 53

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        if not self._left:
            self._left = self._bits.random_raw(BLOCK).tolist()
        return (self._left.pop() >> 11) < probability * _WHOLE

    def pick(self, items: Sequence[T]) -> T:
        if not self._left:
            self._left = self._bits.random_raw(BLOCK).tolist()
        return items[(self._left.pop() >> 11) * len(items) >> 53]

    def unit(self) -> float:
        """A number in (0, 1), never 0 nor 1."""
        return ((self.raw() >> 12) + 0.5) / (1 << 52)

    def many_below(self, bound: int, count: int) -> NDArray[np.int64]:
        """`count` numbers below `bound` (< 2**62) at once; the bias of the remainder is beyond notice."""
        return (self._bits.random_raw(count) >> np.uint64(1)).astype(np.int64) % max(1, bound)
