"""Shares and replies: how many, how late, how deep, and the emotions of answers."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from feed.crowd.facts import FLAT_SOURCE
from feed.crowd.measures.posts import Ints, Posts
from feed.crowd.measures.shapes import NOTHING, median, power_delay, tail_exponent, top_part
from feed.crowd.types import EMOTIONS

SELECTED = 8  # replies from which on a thread counts among the selected ones, as PHEME chose lively ones

MINUTE = 60.0  # s of exercise in which people feel the same
WARMING = 3  # minutes before that are everyday talk, which is answered in its own mood

Bools = NDArray[np.bool_]
Measured = Iterator[tuple[str, float]]


def stream(posts: Posts) -> Measured:
    kinds = Counter(posts.kind)
    yield "shares in the stream", kinds["share"] / len(posts)
    yield "replies in the stream", kinds["reply"] / len(posts)


def delays(posts: Posts, scale: float) -> Measured:
    """In real minutes: exercise time times the scenario's scale."""
    replies, shares = posts.children("reply"), posts.children("share")
    late = (posts.t[replies] - posts.t[posts.parent[replies]]) * scale
    yield "reply delay, p25 (min)", median(late, 0.25) / 60
    yield "reply delay, median (min)", median(late) / 60
    yield "reply delay, p75 (min)", median(late, 0.75) / 60
    span = float(posts.t[-1] - posts.t[0]) * scale
    late = (posts.t[shares] - posts.t[posts.parent[shares]]) * scale
    yield "share delay, exponent θ", power_delay(late, FLAT_SOURCE, max(FLAT_SOURCE * 2, span / 4))


def depths(posts: Posts) -> Measured:
    depth, root = _threads(posts)
    replies = posts.rows("reply")
    answered = Counter(int(posts.parent[row]) for row in posts.children("reply"))
    on_replies = sum(count for row, count in answered.items() if posts.kind[row] == "reply")
    yield "replies to a reply, per reply", on_replies / max(1, len(replies))
    second = [row for row in posts.children("reply") if depth[row] == 2]
    back = sum(posts.author[row] == posts.author[root[row]] for row in second)
    yield "second replies by the thread's author", back / len(second) if second else NOTHING
    deepest: dict[int, int] = defaultdict(int)
    sizes: Counter[int] = Counter()
    for row in replies:
        sizes[root[row]] += 1
        deepest[root[row]] = max(deepest[root[row]], depth[row])
    selected = [deepest[at] for at, size in sizes.items() if size >= SELECTED]
    yield "depth of lively threads, mean", float(np.mean(selected)) if selected else NOTHING


def cascades(posts: Posts) -> Measured:
    sources = posts.rows("original", "reply", "quote")
    shared = Counter(int(posts.parent[row]) for row in posts.children("share"))
    counts = [shared[row] for row in sources]
    yield "tail of cascade sizes", tail_exponent([count + 1 for count in counts if count])
    yield "top 1 % of sources hold of shares", top_part(counts, 0.01)
    yield "posts never shared", counts.count(0) / max(1, len(counts))


def lifts(posts: Posts) -> Measured:
    """How much an emotion rises in replies to a post of that emotion, over what people feel at the time.

    As a ratio of odds: the same as one of probabilities where the emotion is rare, as it was where the ranges
    were measured, and independent of how common it is in a crisis.
    """
    originals, replies = posts.rows("original"), posts.children("reply")
    felt, own, parents = (posts.emotion[rows] for rows in (originals, replies, posts.parent[replies]))
    minutes = [(posts.t[rows] // MINUTE).astype(np.int64) for rows in (originals, replies)]
    for emotion, name in enumerate(EMOTIONS):
        asked = parents == emotion
        yield (
            f"lift of {name} in replies",
            _odds_ratio(own[asked] == emotion, minutes[1][asked], felt == emotion, minutes[0]),
        )


def _odds_ratio(answers: Bools, answered: Ints, felt: Bools, when: Ints) -> float:
    """The odds of an emotion in answers over those in originals of the same minute (Mantel & Haenszel)."""
    above = below = 0.0
    for minute in np.unique(answered):
        if minute < WARMING:
            continue
        here, there = answers[answered == minute], felt[when == minute]
        count = max(1, len(here) + len(there))
        above += float(here.sum()) * float((~there).sum()) / count
        below += float((~here).sum()) * float(there.sum()) / count
    return above / below if below > 0 else NOTHING


def _threads(posts: Posts) -> tuple[list[int], list[int]]:
    """Depth and root of each row: 0 and itself, but for replies to posts of the file."""
    depth, root = [0] * len(posts), list(range(len(posts)))
    for row in posts.rows("reply"):
        parent = int(posts.parent[row])
        depth[row] = 1 + (depth[parent] if parent >= 0 else 0)
        root[row] = root[parent] if parent >= 0 else row
    return depth, root
