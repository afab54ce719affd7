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

from feed.crowd.dice import mixed
from feed.crowd.facts import (
    ACCOUNTS,
    ACTIVITY_EXPONENT,
    ACTIVITY_SHIFT,
    FOLLOWERS_MU,
    FOLLOWERS_SIGMA,
)
from feed.crowd.handles import display_name, handle
from feed.crowd.types import Author

_MORE_FIRST = {
    "en": ("Aisha", "Omar", "Priya", "Wei", "Kofi", "Ngozi", "Zainab", "Arjun", "Chloe", "Mia", "Tariq", "Leila",
           "Sanjay", "Amara", "Yusuf", "Anya", "Bartek", "Ewa", "Luca", "Sofia"),
    "fr": ("Mehdi", "Fatou", "Karim", "Yasmine", "Linh", "Aïcha", "Inès", "Léa", "Hugo", "Enzo", "Chloé", "Manon",
           "Samir", "Nadia", "Moussa", "Awa", "Kevin", "Jade", "Théo", "Bilal", "Salomé", "Yanis"),
}  # fmt: skip
_MORE_LAST = {
    "en": ("Patel", "Khan", "Okafor", "Begum", "Singh", "Nowak", "Chen", "Mensah", "Hussain", "Rossi", "Ali",
           "Kaur", "Adeyemi", "Kowalska"),
    "fr": ("Benali", "Diallo", "Nguyen", "Traoré", "Haddad", "Da Silva", "Belkacem", "Fofana", "Ferreira",
           "Bouzid", "Mendy", "Tran", "Cissé", "Moreira"),
}  # fmt: skip
#: First and last names that together are a living celebrity's.
_FAMOUS = frozenset(
    {"David Cameron", "Theresa May", "Gordon Brown", "Tony Blair", "Paul Simon", "Kate Moss", "Tom Jones",
     "Phil Collins", "Boris Johnson", "Kate Bush", "Emma Thompson", "Paul Smith", "Naomi Campbell", "David Mitchell",
     "Jamie Oliver", "Gordon Ramsay", "Charlotte Church", "Victoria Beckham", "Sally Rooney", "Martin Freeman",
     "Olivia Williams", "Emily Blunt", "Elizabeth Taylor", "Adam Smith", "Tom Holland", "Hugh Grant", "Kate Hudson",
     "Michel Martin", "François Hollande", "Anne Roumanoff", "Nathalie Marchand", "Gilbert Bécaud", "Julien Clerc",
     "Thierry Henry", "Julien Lepers", "Marine Le Pen", "Alain Delon", "Gérard Collin", "Benoît Hamon",
     "Jean Michel", "Jacques Martin", "Laurent Ruquier", "Hugo Lloris", "Antoine Besson", "Roger Blin"}
)  # fmt: skip
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
    """A light account: who it is, and 64 bits from which its habits follow."""

    author: Author
    traits: int


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
    traits = mixed(seed, 77, key)
    kind = _kind(traits % 1000)
    first, last = _name(lang, mixed(traits, 1))
    author = Author(
        key=key,
        handle=handle(first, last, kind, lang, mixed(traits, 2)),
        name=display_name(first, last, kind, lang, mixed(traits, 3)),
        kind=kind,
        followers=_followers(kind, mixed(traits, 4)),
    )
    return Account(author, mixed(traits, 5))


def _kind(point: int) -> str:
    for kind, width in _KINDS:
        if point < width:
            return kind
        point -= width
    return "citizen"


def _followers(kind: str, bits: int) -> int:
    """Lognormal, by the inverse of the normal distribution, kept within what an unknown account can have."""
    place = ((bits >> 12) + 0.5) / (1 << 52)
    exponent = FOLLOWERS_MU + FOLLOWERS_SIGMA * round(_NORMAL.inv_cdf(place), 9)
    return min(900_000, round(math.exp(min(13.5, exponent)) * _FOLLOWED.get(kind, 1.0)))


def _name(lang: str, bits: int) -> tuple[str, str]:
    firsts, lasts = _names(lang)
    first = firsts[bits % len(firsts)]
    place = (bits >> 20) % len(lasts)
    while f"{first} {lasts[place]}" in _FAMOUS:
        place = (place + 1) % len(lasts)
    return first, lasts[place]


@lru_cache(maxsize=2)
def _names(lang: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    source = French if lang == "fr" else English
    firsts = (*dict.fromkeys(source.first_names), *_MORE_FIRST[lang] * 2)
    return firsts, (*dict.fromkeys(source.last_names), *_MORE_LAST[lang] * 2)
