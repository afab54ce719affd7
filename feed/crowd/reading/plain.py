"""Text as it is compared: without case, accents and ways of typing."""

import re
import unicodedata


def plain(text: str) -> str:
    """Lower case, no accents, straight apostrophes: what stems are compared with."""
    if text.isascii():
        return text.lower()
    flat = unicodedata.normalize("NFD", text.replace("’", "'").lower())
    return "".join(char for char in flat if not unicodedata.combining(char))


def content_words(text: str) -> frozenset[str]:
    """Words of four letters or more: enough to see that two messages say the same thing."""
    return frozenset(re.findall(r"[a-z0-9]{4,}", plain(text)))


def spaced(text: str) -> str:
    """The words of a text in their plain form, each between blanks: so phrases are looked for in it."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', plain(text)))} "


def similarity(one: str, other: str) -> float:
    """How much two messages are the same one, from 0 to 1: the share of their trigrams that both have.

    Case, accents, spaces and elongated letters do not count, so the same message in other typing is
    near 1, and two messages on the same matter stay below 0.5. Empty ones are like nothing.
    """
    left, right = _trigrams(one), _trigrams(other)
    if not left or not right:
        return 0.0
    return round(len(left & right) / len(left | right), 3)


def _trigrams(text: str) -> frozenset[str]:
    flat = re.sub(r"(.)\1+", r"\1", re.sub(r"[^a-z0-9]+", "", plain(text)))
    return frozenset(flat[i : i + 3] for i in range(max(1, len(flat) - 2)) if flat)
