"""Reviews on the organisation's page: what some who write there give it, 1 to 5 stars."""

from bisect import bisect_right
from itertools import accumulate

from feed.crowd.book import Book
from feed.crowd.dice import mixed
from feed.crowd.facts import REVIEW_PART, STARS
from feed.crowd.types import Author
from feed.crowd.voice_files import AMBIENT

_MILLION = 1_000_000
_STREAM = 17  # of draws for reviews
_UPTO = tuple(tuple(accumulate(weights)) for weights in STARS)


def stars_of(
    book: Book, seed: int, ref: int, channel: str, emotion: int, author: Author, segment: str
) -> int | None:
    """The stars of an original post, by what its author feels; None for one that is no review: most of them,
    everyday talk, and whatever a named person writes."""
    if channel not in book.rated or segment == AMBIENT or isinstance(author.key, str):
        return None
    if mixed(seed, ref, _STREAM) % _MILLION >= REVIEW_PART * _MILLION:
        return None
    upto = _UPTO[emotion]
    return 1 + bisect_right(upto, mixed(seed, ref, _STREAM, 1) % upto[-1])
