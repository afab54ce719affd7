"""Accounts of the anonymous crowd, computed from the seed: nobody is stored before they write.

Names come from the lists of `naming`. Rank in activity is the account's key: the smaller, the busier.
"""

import math
from functools import lru_cache
from itertools import islice
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feed.crowd.dice import bits
from feed.crowd.facts import (
    ACCOUNTS,
    ACTIVITY_EXPONENT,
    ACTIVITY_SHIFT,
    BOTS,
    FOLLOWERS_MU,
    FOLLOWERS_SIGMA,
)
from feed.crowd.habits import Habits, habits
from feed.crowd.handles import display_name, handle
from feed.crowd.naming import is_woman, named
from feed.crowd.types import Author

#: How many in a thousand of the light accounts are of each kind.
_KINDS = (
    ("citizen", 640), ("student", 110), ("customer", 90), ("employee", 40), ("blogger", 35), ("troll", 30),
    ("bot", 20), ("expert", 12), ("union", 10), ("journalist", 6), ("influencer", 5), ("official", 2),
)  # fmt: skip
#: Following of a kind against a citizen's, as a factor.
_FOLLOWED = {
    "journalist": 8.0,
    "influencer": 60.0,
    "blogger": 3.0,
    "official": 6.0,
    "expert": 3.0,
    "bot": 0.15,
}
_NORMAL = NormalDist()


class Account(NamedTuple):
    """A light account: who it is, how it types, and whether a woman writes."""

    author: Author
    habits: Habits
    woman: bool


def ranks(draws: NDArray[np.int64]) -> list[int]:
    """Keys of the accounts that post, from draws below `activity_total()`: few post often, most once."""
    return np.searchsorted(_activity(), draws, side="right").tolist()


def activity_total() -> int:
    return int(_activity()[-1])


@lru_cache(maxsize=1)
def _activity() -> NDArray[np.int64]:
    """Running total of the accounts' activity; whole numbers, so that it is the same everywhere."""
    weights = [round(1e9 * (rank + ACTIVITY_SHIFT) ** -ACTIVITY_EXPONENT) for rank in range(ACCOUNTS)]
    return np.cumsum(np.array(weights, dtype=np.int64))


@lru_cache(maxsize=20_000)
def account(seed: int, lang: str, key: int) -> Account:
    """The account of this key. The same seed and key are always the same person."""
    traits = bits(seed, key)
    kind = _kind(traits % 1000)
    first, last = named(lang, traits >> 10 & 0xFFFFFFFF)
    author = Author(
        key=key,
        handle=handle(first, last, kind, lang, traits >> 48 & 0xFFFFFFFFFFFFFFFF),
        name=display_name(first, last, kind, lang, traits >> 112 & 0xFFFFFFFF),
        kind=kind,
        followers=_followers(kind, traits >> 144 & 0xFFFFFFFFFFFFFFFF),
    )
    return Account(author, habits(traits >> 208, kind, lang), is_woman(first, lang))


@lru_cache(maxsize=16)
def bots(seed: int) -> tuple[int, ...]:
    """Keys of the bots that one hand holds: BOTS accounts that hardly ever post of themselves."""
    quiet = range(ACCOUNTS // 2, ACCOUNTS)
    found = (key for key in quiet if _kind(bits(seed, key) % 1000) == "bot")
    return tuple(islice(found, BOTS))


def _kind(point: int) -> str:
    for kind, width in _KINDS:
        if point < width:
            return kind
        point -= width
    return "citizen"


def _followers(kind: str, traits: int) -> int:
    """Lognormal, by the inverse of the normal distribution, kept within what an unknown account can have."""
    place = ((traits >> 12) + 0.5) / (1 << 52)
    exponent = FOLLOWERS_MU + FOLLOWERS_SIGMA * round(_NORMAL.inv_cdf(place), 9)
    return min(900_000, round(math.exp(min(13.5, exponent)) * _FOLLOWED.get(kind, 1.0)))
