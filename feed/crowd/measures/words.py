"""The surface and the vocabulary of posts."""

import lzma
import re
from collections import Counter
from collections.abc import Iterator

import numpy as np

from feed.crowd.measures.posts import Posts
from feed.crowd.measures.shapes import median, tail_exponent

CHUNK = 10_000  # posts over which vocabulary is counted

_TOKEN = re.compile(r"https?://\S+|[#@]?\w+(?:[’'-]\w+)*|[^\w\s]")
_MARKS = re.compile(r"[@#]\w+|https?://\S+")
_ANSWERED = re.compile(r"^(?:@\w+\s+)+")
_LINK = re.compile(r"https?://|\bwww\.|\w\.(?:fr|com|org|net|info|example)/")
_CAPITALS = re.compile(r"(?<![#@\w])[A-ZÀ-ÖØ-Þ]{2,}\b")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55]")

Measured = Iterator[tuple[str, float]]


def surface(posts: Posts) -> Measured:
    """Parts of originals and of replies that hold a thing."""
    for name, kinds in (("originals", ("original",)), ("replies", ("reply",))):
        rows = posts.rows(*kinds)
        texts = [posts.text[row] for row in rows]
        count = max(1, len(rows))
        yield f"hashtag in {name}", sum(bool(posts.hashtags[row]) for row in rows) / count
        yield f"link in {name}", sum(bool(_LINK.search(text)) for text in texts) / count
        yield f"mention in {name}", sum("@" in text for text in texts) / count
        yield f"question mark in {name}", sum("?" in text for text in texts) / count
    texts = [posts.text[row] for row in posts.rows("original", "reply", "quote")]
    yield "exclamation mark", sum("!" in text for text in texts) / max(1, len(texts))
    yield "a word in capitals", sum(bool(_CAPITALS.search(text)) for text in texts) / max(1, len(texts))
    yield "emoji", sum(bool(_EMOJI.search(text)) for text in texts) / max(1, len(texts))


def lengths(posts: Posts) -> Measured:
    counts = [
        len([token for token in tokens(posts.text[row]) if token[-1].isalnum()])
        for row in posts.rows("original", "reply", "quote")
    ]
    yield "words per post, p5", median(counts, 0.05)
    yield "words per post, median", median(counts)
    yield "words per post, p95", median(counts, 0.95)


def vocabulary(posts: Posts) -> Measured:
    rows = _chunk(posts)
    spoken = [[token for token in tokens(posts.text[row]) if token[-1].isalnum()] for row in rows]
    for size in (1, 2, 3):
        grams = [tuple(s[at : at + size]) for s in spoken for at in range(len(s) - size + 1)]
        yield f"distinct-{size}", len(set(grams)) / max(1, len(grams))
    yield "Heaps exponent", _heaps(spoken)
    raw = "\n".join(posts.text[row] for row in rows).encode()
    yield "xz size", len(lzma.compress(raw, preset=9)) / max(1, len(raw))


def duplicates(posts: Posts) -> Measured:
    """Parts of 10,000 posts that say what another has said before, whomever they answer."""
    rows = _chunk(posts)
    said = [_ANSWERED.sub("", posts.text[row]) for row in rows]
    yield "exact duplicates", _again(said)
    yield "near duplicates", _again([_bare(text) for text in said]) - _again(said)
    yield (
        "duplicates among replies",
        _again([s for s, row in zip(said, rows, strict=True) if posts.kind[row] == "reply"]),
    )


def hashtags(posts: Posts) -> Measured:
    """Uses in 10,000 posts that are no shares."""
    uses = Counter(tag.lower() for row in _chunk(posts) for tag in posts.hashtags[row])
    counts = list(uses.values()) or [0]
    yield "tail of hashtag uses", tail_exponent(counts)
    yield "hashtags used once", counts.count(1) / len(counts)
    yield "top hashtag's part of uses", max(counts) / max(1, sum(counts))


def _chunk(posts: Posts) -> list[int]:
    """The first 10,000 posts after the first tenth that are no shares."""
    rows = posts.rows("original", "reply", "quote")
    return rows[len(rows) // 10 :][:CHUNK]


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.lower())


def _bare(text: str) -> str:
    """The words alone: no mentions, tags, links, emoji, punctuation, case."""
    return " ".join(re.findall(r"\w+", _MARKS.sub(" ", text.lower())))


def _again(texts: list[str]) -> float:
    return 1.0 - len(set(texts)) / max(1, len(texts))


def _heaps(spoken: list[list[str]]) -> float:
    """The exponent with which the vocabulary grows with the text, by least squares on logarithms."""
    seen: set[str] = set()
    total, points = 0, []
    for post in spoken:
        seen.update(post)
        total += len(post)
        points.append((total, len(seen)))
    tail = np.log(np.array(points[len(points) // 50 :: 50] or [(1, 1), (2, 2)], dtype=np.float64))
    return float(np.polyfit(tail[:, 0], tail[:, 1], 1)[0])
