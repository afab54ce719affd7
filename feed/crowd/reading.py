"""What a message of the team does: a first, honest reading by words, with negation.

Each mark is found by stems, accents and case aside. A mark that stands behind a negation in the same
clause does not count ("we are not sorry"). The words that said so are kept.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from feed.crowd.data import table

MARKS = ("empathy", "apology", "instruction", "fact", "denial", "blame")

_NEGATION = {
    "en": re.compile(r"\b(not|never|no|nothing|n't|cannot|without|refuse to|isn't|aren't|won't|don't)\b"),
    "fr": re.compile(r"\b(n'|ne|pas|jamais|aucun(e)?|sans|ni|refus\w+)(\b|(?<='))"),
}
#: Marks whose own patterns contain a negation, or that a negation makes no less so.
_OWN_NEGATION = frozenset({"denial", "instruction", "fact"})
_CLAUSE = re.compile(r"[.!?;:\n…]|,| but | mais ")
_BEHIND = 28  # characters before a mark in which a negation undoes it


class Reading(NamedTuple):
    """What was found: each mark's weight from 0 to 1, and the words that said so."""

    marks: dict[str, float]
    because: dict[str, tuple[str, ...]]

    def has(self, mark: str) -> bool:
        return self.marks.get(mark, 0.0) > 0


def read(text: str, lang: str) -> Reading:
    """Read a message. A mark weighs 0.7 by one expression, 1 by two or more."""
    clauses = _CLAUSE.split(plain(text))
    found: dict[str, tuple[str, ...]] = {}
    for mark, pattern in _patterns(lang).items():
        words = [word for clause in clauses for word in _words(pattern, clause, mark, lang)]
        if words:
            found[mark] = tuple(words)
    return Reading({mark: 0.7 if len(words) == 1 else 1.0 for mark, words in found.items()}, found)


def plain(text: str) -> str:
    """Lower case, no accents, straight apostrophes: what stems are compared with."""
    flat = unicodedata.normalize("NFD", text.replace("’", "'").lower())
    return "".join(char for char in flat if not unicodedata.combining(char))


def content_words(text: str) -> frozenset[str]:
    """Words of four letters or more: enough to see that two messages say the same thing."""
    return frozenset(re.findall(r"[a-z0-9]{4,}", plain(text)))


def _words(pattern: re.Pattern[str], clause: str, mark: str, lang: str) -> list[str]:
    return [
        match[0]
        for match in pattern.finditer(clause)
        if mark in _OWN_NEGATION
        or not _NEGATION[lang].search(clause, max(0, match.start() - _BEHIND), match.start())
    ]


@lru_cache(maxsize=2)
def _patterns(lang: str) -> dict[str, re.Pattern[str]]:
    return {
        mark: re.compile(r"\b(?:" + "|".join(stems) + ")") for mark, stems in table("stems")[lang].items()
    }
