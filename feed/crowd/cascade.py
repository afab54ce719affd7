"""Which posts are answered, shared and liked: the pool of posts that people may still react to.

A post's pull is its appeal (heavy-tailed) times a kernel of its age: flat, then a power law. The pool is
bounded, by fair sampling. All weights are whole numbers, so that a draw is the same everywhere.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feed.crowd.dice import Dice
from feed.crowd.facts import (
    APPEAL_FOLLOWERS,
    APPEAL_TAIL,
    FLAT_REPLY,
    FLAT_SOURCE,
    NOTICED_ORIGINAL,
    NOTICED_REPLY,
    POOL_LEAST,
    POOL_MOST,
    POOL_SECONDS,
    REPLY_THETA,
    SHARE_THETA,
    SHARED_REPLIES,
)
from feed.crowd.types import REFS_PER_WINDOW, Author, Vector

Ints = NDArray[np.int64]
#: Weights are fixed-point numbers: appeal up to 2**20 times a kernel up to 2**14, 16,384 of them.
APPEAL_ONE, APPEAL_TOP = 64, 1 << 20
KERNEL_ONE = 1 << 14
KERNEL_AGES = 4096  # s of exercise; older posts pull like the oldest
#: Emotion of a post that has none of its own: what authored personas and the team say.
NO_EMOTION = 5


class Candidate(NamedTuple):
    """A post that may still be answered. `about` is (segment, topic code, rumour code), `nature` how an
    authored one leans those who react to it (see feed.crowd.reacting)."""

    ref: int
    author: Author
    channel: str
    emotion: int
    depth: int
    root: int
    parent_author: Author | None
    about: tuple[str, str, str | None]
    text: str
    hashtags: tuple[str, ...]
    team: bool
    nature: Vector | None = None


class Pool(NamedTuple):
    """Candidates, and their numbers in arrays of the same order. Arrays are replaced, never changed.

    `fresh` are those of the last window's posts that friends like, whatever their appeal: (ref, channel,
    emotion).
    """

    posts: tuple[Candidate, ...]
    born: Ints
    appeal: Ints
    emotion: Ints
    depth: Ints
    main: NDArray[np.bool_]
    fresh: tuple[tuple[int, str, int], ...]


class Pull(NamedTuple):
    """A choice of parents: the running total of the weights, and where each of them stands in the pool."""

    total: Ints
    places: Ints


def empty_pool() -> Pool:
    none = np.zeros(0, dtype=np.int64)
    return Pool((), none, none, none, none, np.zeros(0, dtype=np.bool_), ())


def appeal(dice: Dice, followers: int, reply: bool) -> int:
    """A new post's appeal in fixed point; 0 for the many that nobody notices."""
    if not dice.chance(NOTICED_REPLY if reply else NOTICED_ORIGINAL):
        return 0
    luck = dice.unit() ** (-1.0 / APPEAL_TAIL)
    return min(APPEAL_TOP, round(APPEAL_ONE * luck * (followers + 10) ** APPEAL_FOLLOWERS))


def joined(pool: Pool, posts: list[Candidate], appeals: list[int], window: int, main: str) -> Pool:
    """The pool with new posts in it."""
    if not posts:
        return pool
    return Pool(
        (*pool.posts, *posts),
        np.concatenate((pool.born, np.full(len(posts), window, dtype=np.int64))),
        np.concatenate((pool.appeal, np.array(appeals, dtype=np.int64))),
        np.concatenate((pool.emotion, np.array([post.emotion for post in posts], dtype=np.int64))),
        np.concatenate((pool.depth, np.array([post.depth for post in posts], dtype=np.int64))),
        np.concatenate((pool.main, np.array([post.channel == main for post in posts], dtype=np.bool_))),
        pool.fresh,
    )


def pruned(pool: Pool, dice: Dice, window: int, scale: float, per_window: float) -> Pool:
    """The pool cut to about its bound, without bias; only when a quarter over, to save work.

    Posts that pull more than a threshold stay. Of the others each stays with the probability pull /
    threshold and then pulls as much as the threshold, so that all together pull what they did before
    (priority sampling, Duffield, Lund & Thorup 2007).
    """
    bound = int(min(POOL_MOST, max(POOL_LEAST, POOL_SECONDS * per_window)))
    if len(pool.posts) <= bound + bound // 4:
        return pool
    kernel = _kernel(FLAT_SOURCE, REPLY_THETA, scale)[ages_of(pool, window)]
    weights = pool.appeal * kernel
    threshold = _threshold(weights, bound)
    kept = np.flatnonzero(weights > dice.many_below(threshold, len(weights)))
    taken = _taken(pool, kept)
    raised = -(-threshold // kernel[kept])
    return taken._replace(appeal=np.where(weights[kept] < threshold, np.maximum(raised, 1), taken.appeal))


def _threshold(weights: Ints, bound: int) -> int:
    """The threshold at which Σ min(1, weight / threshold) comes to `bound`."""
    rising = np.sort(weights)
    below = np.cumsum(rising)
    room = bound - (len(weights) - 1 - np.arange(len(weights)))  # places left for those up to here
    fits = (room > 0) & (below <= rising * room)
    place = int(np.argmax(fits)) if fits.any() else len(weights) - 1
    return max(1, int(below[place]) // max(1, int(room[place])))


def without(pool: Pool, ref: int) -> Pool:
    """The pool without a post that was deleted."""
    kept = np.array([place for place, post in enumerate(pool.posts) if post.ref != ref], dtype=np.int64)
    return pool if len(kept) == len(pool.posts) else _taken(pool, kept)


def still_shown(pool: Pool, channel: str, since: int) -> Pool:
    """The pool without what belongs, on this channel, to a thread begun before window `since`."""
    first = since * REFS_PER_WINDOW
    gone = [post.channel == channel and post.root < first for post in pool.posts]
    return _taken(pool, np.flatnonzero(~np.array(gone))) if any(gone) else pool


def reworded(pool: Pool, ref: int, text: str, nature: Vector | None) -> Pool:
    """The pool in which a post reads otherwise."""
    changed = (p._replace(text=text, nature=nature) if p.ref == ref else p for p in pool.posts)
    return pool._replace(posts=tuple(changed))


def faded(pool: Pool, dull: Callable[[Candidate], bool]) -> Pool:
    """The pool in which some posts pull a tenth of what they did: there is other news now."""
    parts = np.array([1 if dull(post) else 10 for post in pool.posts], dtype=np.int64)
    return pool._replace(appeal=pool.appeal * parts // 10)


def share_pull(pool: Pool, ages: Ints, scale: float, main: bool, mood: Vector) -> Pull:
    """Who is shared: originals mostly, so that what is shared has the emotions of the mood."""
    weights = pool.appeal * _kernel(FLAT_SOURCE, SHARE_THETA, scale)[ages]
    weights = np.where(pool.depth > 0, weights * round(SHARED_REPLIES * 64) // 64, weights)
    weights = np.where(pool.main == main, weights, 0)
    return _pull(weights * _balance(weights, pool.emotion, mood)[pool.emotion] // 64)


def reply_pull(pool: Pool, ages: Ints, scale: float, main: bool, to_reply: bool) -> Pull:
    """Who is answered: sources, or replies (`to_reply`), each with its own flat stretch."""
    flat = FLAT_REPLY if to_reply else FLAT_SOURCE
    weights = pool.appeal * _kernel(flat, REPLY_THETA, scale)[ages]
    return _pull(np.where((pool.main == main) & ((pool.depth > 0) == to_reply), weights, 0))


def total_weight(pool: Pool, window: int, scale: float) -> int:
    """What all posts of the pool pull together, in appeal at age 0."""
    return (
        int((pool.appeal * _kernel(FLAT_SOURCE, REPLY_THETA, scale)[ages_of(pool, window)]).sum())
        // KERNEL_ONE
    )


def drawn(pull: Pull, dice: Dice, count: int) -> list[int]:
    """`count` places in the pool, by weight; none where nothing pulls."""
    if count <= 0 or not len(pull.total):
        return []
    draws = dice.many_below(int(pull.total[-1]), count)
    return pull.places[np.searchsorted(pull.total, draws, side="right")].tolist()


def _pull(weights: Ints) -> Pull:
    places = np.flatnonzero(weights)
    return Pull(np.cumsum(weights[places]), places)


def _balance(weights: Ints, emotions: Ints, mood: Vector) -> Ints:
    """Factors in 1/64 by emotion that bring the pool's emotions to the mood's, within a factor of 4."""
    held = np.bincount(emotions, weights=weights, minlength=NO_EMOTION + 1)[:5].tolist()
    total = sum(held)
    factors = [
        0 if share <= 0 else round(64 * min(4.0, max(0.25, share * total / part))) if part else 64
        for share, part in zip(mood, held, strict=True)
    ]
    return np.array([*factors, 64], dtype=np.int64)


def ages_of(pool: Pool, window: int) -> Ints:
    """Places of the candidates' ages in a kernel."""
    return np.minimum(np.maximum(window - pool.born, 0), KERNEL_AGES - 1)


def _taken(pool: Pool, kept: Ints) -> Pool:
    posts = tuple(pool.posts[place] for place in kept.tolist())
    return Pool(
        posts,
        pool.born[kept],
        pool.appeal[kept],
        pool.emotion[kept],
        pool.depth[kept],
        pool.main[kept],
        pool.fresh,
    )


@lru_cache(maxsize=64)
def _kernel(flat: float, theta: float, scale: float) -> Ints:
    """The kernel by age in s of exercise: 1 up to `flat` real seconds, then (flat/age)^(1+theta)."""
    ages = (max(flat, age * scale) for age in range(KERNEL_AGES))
    return np.array([max(1, round(KERNEL_ONE * (flat / age) ** (1 + theta))) for age in ages], dtype=np.int64)
