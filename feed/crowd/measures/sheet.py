"""The facts of real crowds, and what a crowd's posts measure beside them.

Ranges are of CrisisLex T26 and T6, PHEME and SemEval-2017 task 8 (measured there), Lac-Mégantic for French,
and of the papers named. "About" facts, of which only a middle is known, are given a third to either side.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from feed.crowd.measures import people, threads, volume, words
from feed.crowd.measures.posts import Posts, columns

CRISISLEX = "CrisisLex T26, T6"
PHEME = "PHEME, SemEval-2017 task 8"


class Range(NamedTuple):
    low: float
    high: float
    source: str


class Fact(NamedTuple):
    """One measured fact. `value` is not a number where the posts do not tell."""

    name: str
    value: float
    low: float
    high: float
    source: str

    @property
    def is_in_range(self) -> bool:
        return self.low <= self.value <= self.high

    @property
    def is_told(self) -> bool:
        return not math.isnan(self.value)


def _about(middle: float, source: str) -> Range:
    return Range(round(middle * 2 / 3, 4), round(middle * 4 / 3, 4), source)


RANGES = {
    "shares in the stream": Range(0.33, 0.72, CRISISLEX),
    "replies in the stream": Range(0.03, 0.40, CRISISLEX),
    "authors per 10,000 posts": Range(4500, 6700, CRISISLEX),
    "authors who post once": Range(0.67, 0.79, CRISISLEX),
    "top 1 % of authors write": Range(0.09, 0.15, CRISISLEX),
    "top 10 % of authors write": Range(0.32, 0.45, CRISISLEX),
    "tail of posts per author": Range(2.2, 2.7, CRISISLEX),
    "reply delay, p25 (min)": _about(3, PHEME),
    "reply delay, median (min)": Range(8, 10, PHEME),
    "reply delay, p75 (min)": Range(30, 38, PHEME),
    "share delay, exponent θ": _about(0.23, "Zhao 2015 (SEISMIC)"),
    "replies to a reply, per reply": Range(0.33, 0.37, PHEME),
    "second replies by the thread's author": Range(0.4, 0.6, PHEME),
    "depth of lively threads, mean": Range(2.5, 3.4, PHEME),
    "tail of cascade sizes": Range(2.0, 2.6, CRISISLEX),
    "top 1 % of sources hold of shares": Range(0.18, 0.47, CRISISLEX),
    "posts never shared": Range(0.5, 1.0, CRISISLEX),
    "posts that nobody likes": Range(0.41, 0.76, PHEME),
    "likes, Gini": Range(0.90, 0.98, PHEME),
    "top 1 % of posts hold of likes": Range(0.49, 0.84, PHEME),
    "likes and followers, rank correlation": Range(0.13, 0.16, PHEME),
    "followers, μ of the logarithm": Range(5.5, 5.9, CRISISLEX),
    "followers, σ of the logarithm": Range(1.9, 2.1, CRISISLEX),
    "half-life of volume (h)": Range(1.0, 4.0, CRISISLEX),
    "decay exponent of volume": Range(0.60, 1.01, CRISISLEX),
    "fear halves after (h)": Range(3.0, 48.0, "Garcia & Rimé 2019"),
    "sadness peaks after (h)": Range(3.0, 12.0, "Garcia & Rimé 2019"),
    "tail of hashtag uses": Range(2.2, 3.2, CRISISLEX),
    "hashtags used once": Range(0.70, 0.91, CRISISLEX),
    "top hashtag's part of uses": Range(0.10, 0.50, CRISISLEX),
    "hashtag in originals": _about(0.64, PHEME),
    "hashtag in replies": _about(0.19, PHEME),
    "link in originals": _about(0.5, PHEME),
    "link in replies": _about(0.17, PHEME),
    "mention in originals": _about(0.25, PHEME),
    "mention in replies": Range(0.85, 1.0, PHEME),
    "question mark in originals": _about(0.07, PHEME),
    "question mark in replies": _about(0.15, PHEME),
    "exclamation mark": _about(0.12, PHEME),
    "a word in capitals": Range(0.13, 0.22, PHEME),
    "emoji": Range(0.02, 0.30, f"{PHEME}; more today"),
    "words per post, p5": _about(5, PHEME),
    "words per post, median": _about(14, PHEME),
    "words per post, p95": Range(18, 40, f"{PHEME}: 23 in 140 characters; longer today"),
    "distinct-1": Range(0.08, 0.10, CRISISLEX),
    "distinct-2": Range(0.49, 0.58, CRISISLEX),
    "distinct-3": Range(0.76, 0.90, CRISISLEX),
    "Heaps exponent": Range(0.63, 0.67, CRISISLEX),
    "xz size": Range(0.28, 0.33, CRISISLEX),
    "exact duplicates": Range(0.04, 0.12, CRISISLEX),
    "near duplicates": Range(0.02, 0.16, CRISISLEX),
    "duplicates among replies": Range(0.02, 0.03, PHEME),
    "lift of fear in replies": Range(4.8, 5.9, PHEME),
    "lift of sadness in replies": Range(3.0, 3.3, PHEME),
    "lift of like in replies": Range(1.6, 2.1, PHEME),
    "lift of anger in replies": Range(1.2, 1.9, PHEME),
    "lift of mockery in replies": Range(6.0, 12.0, PHEME),
}


def measured(posts: Iterable[Mapping[str, Any]], scale: float) -> list[Fact]:
    """The facts that these posts tell; `scale` is real seconds per second of exercise.

    Raises KeyError or ValueError for objects that are no posts, ValueError for none at all.
    """
    found = columns(posts)
    if not len(found):
        raise ValueError("no posts")
    values = dict(_values(found, scale))
    return [Fact(name, values[name], *kept) for name, kept in RANGES.items() if name in values]


def _values(posts: Posts, scale: float) -> Iterable[tuple[str, float]]:
    yield from threads.stream(posts)
    yield from people.people(posts)
    yield from threads.delays(posts, scale)
    yield from threads.depths(posts)
    yield from threads.cascades(posts)
    yield from people.liking(posts)
    yield from people.following(posts)
    yield from volume.volume(posts, scale)
    yield from volume.emotions(posts, scale)
    yield from words.hashtags(posts)
    yield from words.surface(posts)
    yield from words.lengths(posts)
    yield from words.vocabulary(posts)
    yield from words.duplicates(posts)
    yield from threads.lifts(posts)
