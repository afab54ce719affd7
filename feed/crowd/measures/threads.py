"""Shares and replies: how many, how late, how deep, and the emotions of answers."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from feed.crowd.facts import FLAT_SOURCE
from feed.crowd.measures.posts import Posts
from feed.crowd.measures.shapes import NOTHING, median, power_delay, tail_exponent, top_part
from feed.crowd.types import EMOTIONS

SELECTED = 8  # replies from which on a thread counts among the selected ones, as PHEME chose lively ones

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
    replies = posts.children("reply")
    own, parents = posts.emotion[replies], posts.emotion[posts.parent[replies]]
    felt = posts.emotion[posts.rows("original")]
    for emotion, name in enumerate(EMOTIONS):
        answers = own[parents == emotion]
        lift = _odds(answers == emotion) / _odds(felt == emotion) if len(answers) > 30 else NOTHING
        yield f"lift of {name} in replies", lift


def _odds(found: NDArray[np.bool_]) -> float:
    part = float(found.mean())
    return part / (1.0 - part) if 0.0 < part < 1.0 else NOTHING


def _threads(posts: Posts) -> tuple[list[int], list[int]]:
    """Depth and root of each row: 0 and itself, but for replies to posts of the file."""
    depth, root = [0] * len(posts), list(range(len(posts)))
    for row in posts.rows("reply"):
        parent = int(posts.parent[row])
        depth[row] = 1 + (depth[parent] if parent >= 0 else 0)
        root[row] = root[parent] if parent >= 0 else row
    return depth, root
