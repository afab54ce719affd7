"""Accounts of the anonymous crowd, computed from the seed: nobody is stored before they write.

Names come from Faker's lists of the language's locale, read once, and a few of our own that these lists
lack. Rank in activity is the account's key: the smaller, the busier.
"""

import math
from functools import lru_cache
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from faker.providers.person.en_GB import Provider as English
from faker.providers.person.fr_FR import Provider as French
from numpy.typing import NDArray

from feed.crowd.data import table
from feed.crowd.dice import bits
from feed.crowd.facts import (
    ACCOUNTS,
    ACTIVITY_EXPONENT,
    ACTIVITY_SHIFT,
    FOLLOWERS_MU,
    FOLLOWERS_SIGMA,
)
from feed.crowd.habits import Habits, habits
from feed.crowd.handles import display_name, handle
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
    """A light account: who it is and how it types."""

    author: Author
    habits: Habits


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
    first, last = _name(lang, traits >> 10 & 0xFFFFFFFF)
    author = Author(
        key=key,
        handle=handle(first, last, kind, lang, traits >> 48 & 0xFFFFFFFFFFFFFFFF),
        name=display_name(first, last, kind, lang, traits >> 112 & 0xFFFFFFFF),
        kind=kind,
        followers=_followers(kind, traits >> 144 & 0xFFFFFFFFFFFFFFFF),
    )
    return Account(author, habits(traits >> 208, kind, lang))


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


def _name(lang: str, traits: int) -> tuple[str, str]:
    firsts, lasts, famous = _names(lang)
    first = firsts[traits % len(firsts)]
    place = (traits >> 16) % len(lasts)
    while f"{first} {lasts[place]}" in famous:
        place = (place + 1) % len(lasts)
    return first, lasts[place]


@lru_cache(maxsize=2)
def _names(lang: str) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """First names, last names, and pairs to avoid; ours stand thrice, for Faker's lists are long."""
    source, ours = French if lang == "fr" else English, table("names")[lang]
    firsts = (*dict.fromkeys(source.first_names), *ours["first"] * 3)
    return firsts, (*dict.fromkeys(source.last_names), *ours["last"] * 3), frozenset(ours["famous"])
