"""What each post of a window will be: its kind, its parent, its channel, its emotion."""

from bisect import bisect_right
from typing import NamedTuple

from feed.crowd.book import Book, normalised
from feed.crowd.cascade import Pool, Pull, ages_of, drawn, reply_pull, share_pull
from feed.crowd.dice import Dice
from feed.crowd.facts import (
    BALANCE,
    FAST_MIX,
    LIFT,
    MICROBLOG_PART,
    QUOTE_PART,
    REPLY_PART,
    REPLY_TO_REPLY,
    SHARE_PART,
)
from feed.crowd.types import Draft, Vector

_MILLION = 1_000_000
_KINDS = ("share", "reply", "reply2", "quote", "original")
_UPTO = [
    round(_MILLION * part)
    for part in (
        SHARE_PART,
        SHARE_PART + REPLY_PART * (1 - REPLY_TO_REPLY),
        SHARE_PART + REPLY_PART,
        SHARE_PART + REPLY_PART + QUOTE_PART,
    )
]


class Plan(NamedTuple):
    """A post to be: its kind, its parent's place in the pool (None: an original), its channel, and whether it
    is left on the social wall."""

    kind: str
    parent: int | None
    channel: str
    tribute: bool = False


def plans_of(book: Book, dice: Dice, pool: Pool, parents: "Parents", count: int) -> list[Plan]:
    """The kinds of a window's posts, in the order in which they come."""
    kinds = dice.many_below(_MILLION, count).tolist()
    places = dice.many_below(_MILLION, count).tolist()
    wanted: dict[tuple[str, bool], list[int]] = {}
    for index, (kind, place) in enumerate(zip(kinds, places, strict=True)):
        main = not book.others or place < MICROBLOG_PART * _MILLION
        wanted.setdefault((_kind(kind), main), []).append(index)
    plans: dict[int, Plan] = {}
    for (kind, main), indices in sorted(wanted.items()):
        chosen = parents.draw(kind, main, len(indices))
        for index, parent in zip(indices, chosen, strict=False):
            plans[index] = Plan(kind.rstrip("2"), parent, pool.posts[parent].channel)
        for index in indices[len(chosen) :]:
            elsewhere = book.open_others and not main
            plans[index] = Plan("original", None, dice.pick(book.open_others) if elsewhere else book.main)
    return [plans[index] for index in range(count)]


def _kind(draw: int) -> str:
    """The kind of a post; "reply2" answers a reply."""
    return _KINDS[bisect_right(_UPTO, draw)]


class Parents:
    """Who is shared and answered in a window; each way of choosing is weighed once."""

    def __init__(self, book: Book, dice: Dice, pool: Pool, mood: Vector, window: int) -> None:
        self._dice, self._pool, self._mood, self._ages = dice, pool, mood, ages_of(pool, window)
        self._scale = book.time_scale
        self._pulls: dict[tuple[str, bool], Pull] = {}

    def draw(self, kind: str, main: bool, count: int) -> list[int]:
        """Places of parents in the pool; fewer than `count` where little has been said yet."""
        if kind == "original":
            return []
        pull = self.pull("share" if kind == "quote" else kind, main)
        offered = len(pull.places)
        willing = sum(self._dice.chance(offered / (offered + 10)) for _ in range(count))
        return drawn(pull, self._dice, willing)

    def pull(self, kind: str, main: bool) -> Pull:
        """The weights by which one is chosen for a share, a reply or a reply to a reply ("reply2")."""
        if (kind, main) not in self._pulls:
            self._pulls[kind, main] = (
                share_pull(self._pool, self._ages, self._scale, main, self._mood)
                if kind == "share"
                else reply_pull(self._pool, self._ages, self._scale, main, to_reply=kind == "reply2")
            )
        return self._pulls[kind, main]


class Emotions:
    """Draws emotions: originals from the mood (leaning against what was said too often), replies from
    the mood with the parent's emotion lifted."""

    def __init__(self, dice: Dice, mood: Vector, said: Vector) -> None:
        self._dice = dice
        lean = [max(0.0, m + BALANCE * (m - s)) if m > 0 else 0.0 for m, s in zip(mood, said, strict=True)]
        self._original = _thresholds(normalised(lean) if sum(lean) > 0 else mood)
        self._mood = mood
        self._replies: dict[int, tuple[int, ...]] = {}

    def original(self) -> int:
        return self._draw(self._original)

    def reply(self, parent: int) -> int:
        if parent not in self._replies:
            lifted = [share * (LIFT[e] if e == parent else 1.0) for e, share in enumerate(self._mood)]
            self._replies[parent] = _thresholds(normalised(lifted))
        return self._draw(self._replies[parent])

    def felt(self, emotion: int) -> bool:
        """Whether anybody feels this now: the trainer may have weighed it away."""
        return emotion < len(self._mood) and self._mood[emotion] > 0

    def _draw(self, thresholds: tuple[int, ...]) -> int:
        return bisect_right(thresholds, self._dice.below(thresholds[-1]))


def _thresholds(shares: Vector) -> tuple[int, ...]:
    total, upto = 0, []
    for share in shares:
        total += round(share * _MILLION)
        upto.append(total)
    return tuple(upto)


def mixed_in(said: Vector, posts: list[Draft]) -> Vector:
    """The emotions of recent posts, after these: a running average over FAST_MIX posts."""
    if not posts:
        return said
    counts = [0] * 5
    for post in posts:
        counts[post.emotion] += 1
    part = len(posts) / (len(posts) + FAST_MIX)
    like, fear, anger, mockery, sadness = (
        round(old + part * (n / len(posts) - old), 12) for old, n in zip(said, counts, strict=True)
    )
    return like, fear, anger, mockery, sadness
