"""How the crowd votes in a poll, window by window: how many, and for what. PURE.

It depends on the seed, the poll, the window's number and the mood alone, so windows made again bring the same
votes. Who is pleased goes for the answer that is kind to whoever asks, who is angry for the one that is not,
who is afraid for the worried one; who mocks takes the last, where the joke stands. Answers without a tone of
their own differ by taste.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from .dice import Dice, mixed
from .facts import (
    POLL_HALVES,
    POLL_JOKE,
    POLL_MOOD,
    POLL_REACH,
    POLL_TASTE,
    POLL_TONES,
    POLL_VOTES,
    POLL_WORDS,
)
from .types import Vector

_STREAM = 17  # of draws for votes
_WHOLE = 1 << 20  # weights are whole numbers, so that a draw is the same everywhere
_MOCKERY = 3


class Poll(NamedTuple):
    """An open poll: `followers` are those of whoever asks, `t` to `closes` (s of exercise) is its time."""

    ref: int
    options: tuple[str, ...]
    followers: int
    t: float
    closes: float


def votes_in(seed: int, poll: Poll, window: int, mood: Vector, volume: float) -> list[int]:
    """How many vote for each option in this window; `volume` is reactions per 5 minutes."""
    if not poll.t <= window < poll.closes:
        return [0] * len(poll.options)
    dice = Dice(mixed(seed, poll.ref), window, _STREAM)
    expected = _expected(poll, window, volume)
    number = int(expected) + dice.chance(expected - int(expected))
    weights = _weights(seed, poll, mood)
    votes = [0] * len(weights)
    for _vote in range(number):
        votes[_drawn(dice.below(sum(weights)), weights)] += 1
    return votes


def _expected(poll: Poll, window: int, volume: float) -> float:
    """A poll is new to most people when it is new; later it reaches fewer and fewer."""
    reach = min(1.0, (poll.followers / POLL_REACH) ** 0.5)
    fresh = 0.5 ** ((window - poll.t) / (POLL_HALVES * (poll.closes - poll.t)))
    return volume / 300 * POLL_VOTES * reach * fresh


def _weights(seed: int, poll: Poll, mood: Vector) -> list[int]:
    last = len(poll.options) - 1
    weights = []
    for place, option in enumerate(poll.options):
        low, high = POLL_TASTE
        taste = low + (high - low) * (mixed(seed, poll.ref, place) % 1000) / 1000
        leans = POLL_TONES.get(tone_of(option), (1.0,) * 5)
        felt = sum(share * lean for share, lean in zip(mood, leans, strict=True))
        joke = mood[_MOCKERY] * POLL_JOKE if place == last and last > 1 else 0.0
        weights.append(max(1, round(_WHOLE * taste * (1 - POLL_MOOD + POLL_MOOD * (felt + joke)))))
    return weights


def _drawn(at: int, weights: Sequence[int]) -> int:
    for place, weight in enumerate(weights):
        if at < weight:
            return place
        at -= weight
    return len(weights) - 1


@lru_cache(maxsize=512)
def tone_of(option: str) -> str:
    """What an answer says of whoever asks: "for", "against", "worried", or "" for none of these.

    A negation counts first: “not safe” is against.
    """
    plain = unicodedata.normalize("NFKD", option.lower())
    said = set(re.findall(r"[a-z]+", "".join(char for char in plain if not unicodedata.combining(char))))
    return next((tone for tone in ("worried", "against", "for") if said & POLL_WORDS[tone]), "")
