"""How fast one socket may speak. PURE."""

BURST = 40.0  # messages at once
RATE = 8.0  # messages per second in the long run


class Pace:
    """A token bucket. Times are seconds of any clock that never goes back."""

    __slots__ = ("_at", "_left")

    def __init__(self) -> None:
        self._left = BURST
        self._at: float | None = None

    def allows(self, now: float) -> bool:
        """Whether one more message may come now."""
        if self._at is not None:
            self._left = min(BURST, self._left + (now - self._at) * RATE)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
