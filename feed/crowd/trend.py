"""Hashtags in use: how each rises against its own past, and which ones people reach for."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from feed.crowd.facts import TAGS_KEPT
from feed.crowd.types import Trend

FAST, SLOW = 60.0, 600.0  # half-lives in s of exercise of a tag's present and of its past
#: Weight of a tag that somebody made in passing, and s of exercise after which it is forgotten unless used.
PASSING, _PASSED = 0.2, 300
_STALE = 600  # s of exercise after which past use draws nobody any more
_OUTLIVED = 900  # s of exercise after which a coinage that nobody uses is forgotten
_SWEPT = 8  # windows between two sweeps for what is forgotten
_DRAWN_FROM = 40  # tags among which one is chosen
_LN2 = 0.6931471805599453
#: What is left of a tag's present and of its past by age in s, and nothing after that; rounded, for powers
#: differ between machines by a hair.
_FAST_LEFT = [round(2.0 ** (-age / FAST), 12) for age in range(1200)]
_SLOW_LEFT = [round(2.0 ** (-age / SLOW), 12) for age in range(12_000)]
_LEAST_RATE = 0.5  # uses per minute under which a tag is no trend
_SEEN = 8  # uses up to which a tag that somebody made in passing is seen by few
_LEAST_PART = 0.02  # of the busiest tag's uses now, under which another is no trend beside it


class TagUse(NamedTuple):
    """A tag's count, its two running averages as of window `at`, and what draws people to it."""

    total: int
    fast: float
    slow: float
    at: int
    coined: bool
    emotion: int | None
    weight: float


Tags = dict[str, TagUse]


def known(
    tags: Tags, tag: str, weight: float, emotion: int | None, window: int, coined: bool = False
) -> Tags:
    """The tags with one more that people may use; one they have keeps its past and the greater weight."""
    same = _spelled(tags, tag)
    old = tags.get(same)
    if old is None:
        return {**tags, tag: TagUse(0, 0.0, 0.0, window, coined, emotion, weight)}
    return {**tags, same: old._replace(weight=max(old.weight, weight))}


def used(tags: Tags, uses: Mapping[str, int], window: int) -> Tags:
    """The tags after a window's uses; beyond TAGS_KEPT those that say least about now are dropped."""
    after = _remembered(tags, window) if window % _SWEPT == 0 else dict(tags)
    for tag, count in uses.items():
        old = after.get(tag) or TagUse(0, 0.0, 0.0, window, False, None, PASSING)
        fast, slow = _faded(old, window)
        after[tag] = old._replace(
            total=old.total + count, fast=round(fast + count, 9), slow=round(slow + count, 9), at=window
        )
    if len(after) <= TAGS_KEPT * 5 // 4:
        return after
    kept = sorted(after, key=lambda tag: (-after[tag].weight, -_faded(after[tag], window)[1], tag))[
        :TAGS_KEPT
    ]
    return {tag: after[tag] for tag in sorted(kept)}


def _remembered(tags: Tags, window: int) -> Tags:
    return {tag: use for tag, use in tags.items() if not _forgotten(use, window - use.at)}


def _forgotten(use: TagUse, age: int) -> bool:
    """Whether a tag that nobody planned has gone out of use: one made in passing sooner than a coinage."""
    return age >= _PASSED and (use.weight <= PASSING or (use.coined and age >= _OUTLIVED))


def rising(tags: Tags, window: int, limit: int) -> list[Trend]:
    """Trends, the steepest first: uses a minute now against a minute of the tag's own past.

    Both averages are corrected for the session's age: what is as busy as it always was does not rise.
    """
    found = []
    least = max(_LEAST_RATE, _LEAST_PART * _busiest(tags, window))
    recent, whole = (_LN2 * 60 / life / (1.0 - 2.0 ** (-max(1, window) / life)) for life in (FAST, SLOW))
    for tag, use in tags.items():
        fast, slow = _faded(use, window)
        now, past = fast * recent, slow * whole
        if now >= least and use.total > (_SEEN if use.weight <= PASSING else 1):
            found.append(Trend(tag, use.total, round((now - past) / (past + 0.5) ** 0.5, 6), use.coined))
    return sorted(found, key=lambda trend: (-trend.score, trend.tag))[:limit]


def _busiest(tags: Tags, window: int) -> float:
    """Uses per minute of the tag that is used most now."""
    return max((_faded(use, window)[0] for use in tags.values()), default=0.0) * _LN2 * 60 / FAST


def pulls(tags: Tags, window: int) -> list[tuple[int, str, int | None]]:
    """The tags that draw people most now: their pulls as whole numbers, and the emotions they are drawn to.

    What many use draws more (preferential attachment).
    """
    found = []
    for tag, (_total, fast, _slow, at, _coined, emotion, weight) in tags.items():
        drawn = 1000 * weight
        if window - at < _STALE:
            drawn *= math.sqrt(1.0 + fast * _FAST_LEFT[window - at])
        found.append((1 + int(drawn), tag, emotion))
    if len(found) > _DRAWN_FROM:
        least = sorted([pull for pull, _tag, _emotion in found], reverse=True)[_DRAWN_FROM - 1]
        found = [pull for pull in found if pull[0] >= least]
    return found


def liking(drawn_to: int | None, emotion: int) -> int:
    """How a post of this emotion takes to a tag that is drawn to another, or to none (33 is neutral)."""
    return 33 if drawn_to is None else 82 if drawn_to == emotion else 1


def alive(use: TagUse, window: int) -> bool:
    """Whether anybody still uses a tag: once in the last minute or so."""
    return _faded(use, window)[0] >= _LEAST_RATE


def _faded(use: TagUse, window: int) -> tuple[float, float]:
    age = window - use.at
    return use.fast * _left(_FAST_LEFT, age), use.slow * _left(_SLOW_LEFT, age)


def _left(table: list[float], age: int) -> float:
    return table[age] if age < len(table) else 0.0


def _spelled(tags: Tags, tag: str) -> str:
    """The spelling under which the tag is known, if in another case."""
    if tag in tags:
        return tag
    folded = tag.lower()
    return next((other for other in tags if other.lower() == folded), tag)
