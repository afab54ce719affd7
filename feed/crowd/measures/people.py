"""Who posts, who is followed, who is liked."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from feed.crowd.measures.posts import Posts
from feed.crowd.measures.shapes import gini, rank_correlation, tail_exponent, top_part

CHUNK = 10_000  # posts over which authors are counted

Measured = Iterator[tuple[str, float]]


def people(posts: Posts) -> Measured:
    chunks = [Counter(posts.author[at : at + CHUNK]) for at in range(0, len(posts) - CHUNK + 1, CHUNK)]
    counts = [list(chunk.values()) for chunk in chunks or [Counter(posts.author)]]
    grown = CHUNK / min(CHUNK, max(1, len(posts)))
    yield "authors per 10,000 posts", float(np.mean([len(chunk) for chunk in counts])) * grown
    yield "authors who post once", float(np.mean([chunk.count(1) / len(chunk) for chunk in counts]))
    yield "top 1 % of authors write", float(np.mean([top_part(chunk, 0.01) for chunk in counts]))
    yield "top 10 % of authors write", float(np.mean([top_part(chunk, 0.10) for chunk in counts]))
    yield "tail of posts per author", float(np.mean([tail_exponent(chunk) for chunk in counts]))


def following(posts: Posts) -> Measured:
    """Of the accounts that posted, each once."""
    followers = dict(zip(posts.author, posts.followers.tolist(), strict=True))
    logs = np.log([count for count in followers.values() if count > 0])
    yield "followers, μ of the logarithm", float(logs.mean())
    yield "followers, σ of the logarithm", float(logs.std())


def liking(posts: Posts) -> Measured:
    rows = posts.rows("original", "reply", "quote")
    likes = posts.likes[rows]
    yield "posts that nobody likes", float((likes == 0).mean())
    yield "likes, Gini", gini(likes)
    yield "top 1 % of posts hold of likes", top_part(likes, 0.01)
    yield "likes and followers, rank correlation", rank_correlation(likes, posts.followers[rows])
