"""Slips of the finger: letters dropped, doubled or swapped, apostrophes left out."""

import re
import unicodedata
from functools import lru_cache

from feed.crowd.data import table
from feed.crowd.dice import mixed

_WORD = re.compile(r"(?<![\w@#’'])[a-zà-öø-ÿœ]{4,}(?![\w’'])")
_OFTEN = 11  # of so many words a sloppy typist gets one wrong


def slipped(text: str, bits: int, *, often: bool) -> str:
    """The text with a slip in one word, or (`often`) in one of eleven. The same bits slip the same way.

    Names, mentions and hashtags stay as they are, and so does a word of which it would make a coarse one.
    """
    words = list(_WORD.finditer(text))
    if not words:
        return text
    draws = [mixed(bits, place) for place in range(len(words))]
    wrong = [at for at, draw in enumerate(draws) if draw % _OFTEN == 0] if often else [bits % len(words)]
    for at in reversed(wrong):
        word = words[at]
        wrongly = _wrong(word[0], draws[at] >> 8)
        if _bare(wrongly) not in _coarse():
            text = text[: word.start()] + wrongly + text[word.end() :]
    return text.replace("’", "").replace("'", "") if often and bits % 2 else text


def _wrong(word: str, draw: int) -> str:
    """The word with one mistake behind its first letter."""
    at = 1 + (draw >> 4) % (len(word) - 2)
    how = draw % 4
    if how == 0:
        return word[:at] + word[at + 1 :]
    if how == 1:
        return word[:at] + word[at] + word[at:]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _bare(word: str) -> str:
    """Without accents."""
    return unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode()


@lru_cache(maxsize=1)
def _coarse() -> frozenset[str]:
    """Words that nobody is to read by accident, without accents, of all languages."""
    return frozenset(table("typing")["coarse"])
