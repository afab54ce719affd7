"""Exercise time. PURE: wall time is an argument, in seconds since the epoch.

The clock is three numbers: at `wall` the exercise stood at `exercise` and ran at `speed`. It does not run
while nobody ticks: see `observe`.
"""

from typing import NamedTuple

GAP = 10.0  # s without a tick after which the exercise stands where it was
STEP_BACK = 1.0  # s by which the wall clock may go backwards unnoticed (small corrections by NTP)


class Clock(NamedTuple):
    wall: float
    exercise: float
    speed: float
    running: bool

    def at(self, wall: float) -> float:
        """Exercise time (s) at `wall`; never before the anchor, even if the wall clock went back."""
        if not self.running:
            return self.exercise
        return self.exercise + max(0.0, wall - self.wall) * self.speed

    @property
    def at_once(self) -> int:
        """Windows that come together: at ten times the speed one frame per wall second carries ten."""
        return max(1, int(self.speed)) if self.running else 1

    def anchored(self, wall: float, *, running: bool | None = None, speed: float | None = None) -> "Clock":
        """The same exercise time at `wall`, from there on with another state or speed."""
        return Clock(
            wall,
            self.at(wall),
            self.speed if speed is None else speed,
            self.running if running is None else running,
        )

    def stood_at(self, exercise: float, wall: float) -> "Clock":
        """Standing still at `exercise`."""
        return Clock(wall, exercise, self.speed, False)

    def moved_to(self, exercise: float, wall: float) -> "Clock":
        """At `exercise` from `wall` on, running or not as before (jump)."""
        return Clock(wall, exercise, self.speed, self.running)


class Observed(NamedTuple):
    """What a tick finds: the clock to go on with, and whether somebody must resume it first."""

    clock: Clock
    gap: bool


def observe(clock: Clock, ticked_at: float, wall: float, made: int) -> Observed:
    """The clock as a tick at `wall` finds it, when the tick before was at `ticked_at`.

    `made` is the number of windows made (s). After more than GAP without a tick the exercise stands at
    its last window, or where it was set since (a jump whose windows are still to be made). When the wall
    clock was set back, the clock goes on from where it was.
    """
    if not clock.running:
        return Observed(clock, False)
    if wall < ticked_at - STEP_BACK:
        return Observed(clock._replace(wall=wall, exercise=clock.at(ticked_at)), False)
    if wall - ticked_at > GAP:
        return Observed(clock.stood_at(max(float(made), clock.exercise), wall), True)
    return Observed(clock, False)
