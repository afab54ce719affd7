"""How much people grieve, and so how many leave a tribute on the social wall.

Grief grows on news of the dead and the hurt, comes slower than fear, and dies down over hours; the wall takes
time to be known, and is spoken of again whenever somebody of note leaves something there. What people feel
decides too: those who mourn leave something, those who rage write elsewhere.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from feed.crowd.book import Book, InjectPlan
from feed.crowd.facts import (
    DIAL_TOP,
    GRIEF_FADES,
    GRIEF_FULL,
    GRIEF_NEWS,
    GRIEF_RISES,
    MOURNING_FULL,
    MOURNING_LIKE,
    SPAN,
    WALL_FADES,
    WALL_UNKNOWN,
)
from feed.crowd.types import EMOTIONS, WALL, InjectFired, Published, Stimulus, Vector

_SADNESS = EMOTIONS.index("sadness")
_REMEMBERED = 16  # sad news that still counts
_HOUR = 3600.0 / SPAN  # spans


class Mourning(NamedTuple):
    """`news` are (s of exercise, weight) of what people grieve over, `spoken` when the wall was last spoken
    of (None: by nobody of note yet)."""

    news: tuple[tuple[float, float], ...] = ()
    spoken: float | None = None


def after(book: Book, mourning: Mourning, stimuli: Sequence[Stimulus], window: int) -> Mourning:
    """What people mourn once they know what happened in this window; nothing where there is no wall."""
    if not book.tributes:
        return mourning
    for stimulus in stimuli:
        plan = book.injects.get(stimulus.code) if isinstance(stimulus, InjectFired) else None
        weight = _sadness(plan) if plan else 0.0
        if weight:
            mourning = mourning._replace(news=(*mourning.news, (float(window), weight))[-_REMEMBERED:])
        if (plan and plan.channel == WALL) or _left_there(stimulus):
            mourning = mourning._replace(spoken=float(window))
    return mourning


def expected(book: Book, mourning: Mourning, mood: Vector, posts: int, t: float) -> float:
    """How many of the `posts` that a window asks for are tributes, on average."""
    if not mourning.news:
        return 0.0
    often = book.tributes / (DIAL_TOP * _HOUR)
    grief = _grief(mourning, t, book.time_scale) * _known(mourning, t, book.time_scale)
    return round(posts * often * grief * tender(mood), 9)


def tender(mood: Vector) -> float:
    """How much of the crowd is of a mind to leave a tribute, from 0 to 1: it is sad, or kind, rather than
    angry or mocking; who is afraid has other cares."""
    like, _fear, anger, mockery, sadness = mood
    kind, harsh = sadness + MOURNING_LIKE * like, anger + mockery
    return min(1.0, kind * kind / ((kind + harsh) * MOURNING_FULL)) if sadness > 0 else 0.0


def _sadness(plan: InjectPlan) -> float:
    """The weight of news that many mourn over; 0.0 for any other."""
    shock = plan.shock
    if shock is None or shock.shares[_SADNESS] < GRIEF_NEWS:
        return 0.0
    return round(shock.level * shock.shares[_SADNESS], 9)


def _left_there(stimulus: Stimulus) -> bool:
    return isinstance(stimulus, Published) and stimulus.channel == WALL and stimulus.kind == "original"


def _grief(mourning: Mourning, t: float, scale: float) -> float:
    felt = math.fsum(weight * _felt((t - at) * scale) for at, weight in mourning.news)
    return min(1.0, felt / GRIEF_FULL)


def _felt(age: float) -> float:
    """What is left, or already there, of news `age` real seconds ago; rounded, for exponentials differ
    between machines by a hair."""
    return round(math.expm1(-age / GRIEF_RISES) ** 2 * 2.0 ** (-age / GRIEF_FADES), 9) if age > 0 else 0.0


def _known(mourning: Mourning, t: float, scale: float) -> float:
    """The part of those who would leave something that think of the wall."""
    if mourning.spoken is None:
        return WALL_UNKNOWN
    spoken = round(2.0 ** (-max(0.0, t - mourning.spoken) * scale / WALL_FADES), 9)
    return WALL_UNKNOWN + (1.0 - WALL_UNKNOWN) * spoken
