"""The five reactions, where a network has them: what each like of the crowd's is there.

Whoever reacts feels what the crowd feels at that moment, leant by what the post is: anger agrees with anger,
a condolence is mourned with, an evasion is mocked. Some press the plain like whatever they feel.
"""

import math
from typing import NamedTuple

from feed.crowd.book import REACTING_CHANNELS, ShockPlan
from feed.crowd.cascade import NO_EMOTION, Candidate
from feed.crowd.dice import mixed
from feed.crowd.facts import (
    EFFECTS,
    REACT_ALIKE,
    REACT_EFFECT,
    REACT_LEAN,
    REACT_MOURNED,
    REACT_PLAIN,
    REACT_SHOCK,
)
from feed.crowd.reading import Reading
from feed.crowd.types import Vector

#: How many of the likes are each of EMOTIONS; they sum to the likes.
Reactions = tuple[int, int, int, int, int]
NEUTRAL: Vector = (1.0, 1.0, 1.0, 1.0, 1.0)
_NO_EFFECT: Vector = (0.0, 0.0, 0.0, 0.0, 0.0)
_WHOLE = 1 << 20  # weights are whole numbers, so that a draw is the same everywhere
_STREAM = 11  # of draws for reactions


class Liked(NamedTuple):
    """A post that may be liked: where it stands, its emotion (NO_EMOTION: authored), and what it is."""

    ref: int
    channel: str
    emotion: int
    nature: Vector = NEUTRAL


def liked(post: Candidate) -> Liked:
    return Liked(post.ref, post.channel, post.emotion, post.nature or NEUTRAL)


def nature_of(reading: Reading, team: bool) -> Vector:
    """How a message leans those who react to it: the team's by all that it does, as it moves the mood;
    anybody's by the grief in it."""
    lean = [0.0] * 5
    for label in reading.labels:
        for emotion in range(5) if team else ():
            lean[emotion] += REACT_EFFECT * EFFECTS.get(label, _NO_EFFECT)[emotion]
            lean[emotion] += REACT_LEAN.get(label, _NO_EFFECT)[emotion]
        lean[4] += REACT_MOURNED.get(label, 0.0)
    like, fear, anger, mockery, sadness = (round(math.exp(part), 6) for part in lean)
    return like, fear, anger, mockery, sadness


def nature_of_shock(shock: ShockPlan) -> Vector:
    """How the news that shakes a crowd leans it: to what its author says that it stirs."""
    like, fear, anger, mockery, sadness = (round(1.0 + REACT_SHOCK * share, 6) for share in shock.shares)
    return like, fear, anger, mockery, sadness


def reactions(seed: int, window: int, mood: Vector, post: Liked, likes: int) -> Reactions | None:
    """What `likes` new likes of a post are in this window; None where a network has the like alone.

    The same for the same seed: whole parts first, what is left by draws.
    """
    if post.channel not in REACTING_CHANNELS:
        return None
    weights = _weights(mood, post)
    total = sum(weights)
    counts = [likes * weight // total for weight in weights]
    left = [likes * weight % total for weight in weights]
    for turn in range(likes - sum(counts)):
        place = _drawn(left, mixed(seed, window, post.ref, _STREAM, turn))
        counts[place] += 1
        left[place] = 0
    like, fear, anger, mockery, sadness = counts
    return like, fear, anger, mockery, sadness


def _weights(mood: Vector, post: Liked) -> list[int]:
    """Whole numbers, at least one of them not 0: whoever likes an authored post may like it plainly."""
    felt = [share * lean for share, lean in zip(mood, post.nature, strict=True)]
    if post.emotion != NO_EMOTION:
        felt[post.emotion] *= REACT_ALIKE
    felt = [part * (1.0 - REACT_PLAIN) for part in felt]
    felt[0] += REACT_PLAIN * post.nature[0]
    return [round(part * _WHOLE) for part in felt]


def _drawn(left: list[int], number: int) -> int:
    """A place, by what is left there."""
    upto = number % sum(left)
    for place, part in enumerate(left):
        upto -= part
        if upto < 0:
            return place
    raise AssertionError("unreachable: upto is below the sum")
