"""One written word as the words it stands for: contractions opened, abbreviations written out.

Patterns go through the same door as messages, so that both always meet in the same form.
"""

import re
from functools import lru_cache

from feed.crowd.data import table
from feed.crowd.reading.plain import plain

_ENDINGS = {"n't": "not", "'re": "are", "'ll": "will", "'ve": "have", "'m": "am", "'d": "would"}
_WHOLE = {
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "let's": ("let", "us"),
}
_IS = frozenset(
    (
        "it",
        "that",
        "there",
        "what",
        "who",
        "he",
        "she",
        "here",
        "where",
        "how",
        "app",
        "everything",
        "nothing",
        "nobody",
        "somebody",
    )
)
_ELIDED = {
    "l": "l", "d": "de", "n": "ne", "j": "je", "qu": "que", "s": "se", "c": "ce", "m": "me", "t": "te",
    "jusqu": "jusque", "lorsqu": "lorsque", "puisqu": "puisque", "quelqu": "quelque", "quoiqu": "quoique",
}  # fmt: skip


def opened(word: str, lang: str) -> tuple[str, ...]:
    """The plain words of one word as written (letters, apostrophes): "don’t" is do, not."""
    flat = plain(word)
    return _english(flat) if lang == "en" else _french(flat)


def _english(word: str) -> tuple[str, ...]:
    if word in _WHOLE:
        return _WHOLE[word]
    for ending, meant in _ENDINGS.items():
        if word.endswith(ending):
            return (word[: -len(ending)], meant)
    stem, mark, rest = word.partition("'")
    if mark and rest == "s":
        return (stem, "is") if stem in _IS else (stem,)
    return tuple(part for part in (stem, rest) if part)


def literal(word: str, lang: str) -> tuple[str, ...]:
    """The plain words of a word in a pattern, where a letter may stand for an elision ("n est")."""
    if lang == "fr" and word in _ELIDED:
        return (_ELIDED[word],)
    return opened(word, lang)


def _french(word: str) -> tuple[str, ...]:
    if word == "aujourd'hui":
        return ("aujourdhui",)
    *before, last = word.split("'")
    return tuple(part for part in (*(_ELIDED.get(part, part) for part in before), last) if part)


@lru_cache(maxsize=2)
def short_forms(lang: str) -> dict[str, tuple[str, ...]]:
    """What people type on a phone, and the words it stands for."""
    forms = table("spelling")[lang].items()
    return {
        short: tuple(form for word in meant.split() for form in literal(word, lang)) for short, meant in forms
    }


def unstretched(word: str) -> str:
    """Three letters or more of the same are one: "sooooorry"."""
    return re.sub(r"([^\W\d])\1{2,}", r"\1", word)
