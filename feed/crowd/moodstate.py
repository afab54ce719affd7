"""What a mood consists of between two windows."""

from typing import NamedTuple

from feed.crowd.answers import Answer
from feed.crowd.rumour import LiveRumour
from feed.crowd.types import Vector

FIVE = range(5)
ZERO: Vector = (0.0, 0.0, 0.0, 0.0, 0.0)
NEUTRAL: Vector = (1.0, 1.0, 1.0, 1.0, 1.0)
Name = tuple[str, str]


class LiveShock(NamedTuple):
    """A shock that still works: `level` in parts of the dial at its peak, `half_life` in s of exercise."""

    name: Name
    t: float
    level: float
    shares: Vector
    half_life: float


class Silence(NamedTuple):
    """What has waited for an answer since `since` (None: nothing), and the anger that this has fed.

    `doubt` is the part of what calms that people do not take from a team that has kept them waiting.
    """

    since: float | None
    code: str
    level: float
    doubt: float


class Mood(NamedTuple):
    """The mood at the end of a window, and the parts that it is made of.

    `dial` holds the volume at so many reactions per 5 minutes (None: the crowd lives), `scale` is what a
    level of 1 comes to while it lives. `secrets` are codes of what must not be told now.
    """

    t: float
    shares: Vector
    volume: float
    sources: dict[Name, Vector]
    effects: dict[str, Vector]
    weights: Vector
    asked_weights: Vector
    dial: int | None
    scale: float
    memory: Vector
    shocks: tuple[LiveShock, ...]
    rumours: tuple[LiveRumour, ...]
    answers: tuple[Answer, ...]
    silence: Silence
    secrets: tuple[str, ...]


def with_shock(mood: Mood, shock: LiveShock) -> Mood:
    """One shock per name: the same thing again starts anew."""
    return mood._replace(shocks=(*(old for old in mood.shocks if old.name != shock.name), shock))
