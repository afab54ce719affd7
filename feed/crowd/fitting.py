"""Which posts a phrase can answer, as bits: «moi aussi» answers those who feel the same, «courage» those who
suffer, «tu es où ?» nobody who speaks in public.

`data/fitting.toml` says by which words an answer is known to be of such a sort.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from feed.crowd.data import table
from feed.crowd.types import EMOTIONS, Author

#: A bit for each emotion of the post that is answered, one for a post without an emotion of its own, one for
#: people who speak in public.
_NONE = len(EMOTIONS)
_PUBLIC = 1 << (_NONE + 1)
_EITHER = "either"  # a rule's `others`, where it is about all answers alike
ANYBODY = (_PUBLIC << 1) - 1
_IN_PUBLIC = frozenset(
    {"journalist", "official", "authority", "organisation", "expert", "union", "influencer", "bot"}
)
#: Whom people answer in the same breath, by their own emotion; who feels otherwise is answered otherwise.
_KINDRED = {
    "like": ("like", "fear", "sadness"),
    "fear": ("fear", "sadness"),
    "anger": ("anger", "mockery", "sadness"),
    "mockery": ("mockery", "anger"),
    "sadness": ("sadness", "fear", "anger"),
}


class _Rule(NamedTuple):
    """Answers of these emotions that hold such words fit only posts with these bits; `others`, those to
    people who feel otherwise (None: all)."""

    of: frozenset[int]
    others: bool | None
    fits: int
    says: re.Pattern[str]


def fits(text: str, lang: str, emotion: int, others: bool = False) -> int:
    """What an answer of this emotion, as written, can answer; `others`: it is for who feels otherwise."""
    found = ANYBODY
    for rule in _rules(lang):
        if emotion in rule.of and rule.others in (None, others) and rule.says.search(text):
            found &= rule.fits
    return found


def asks(emotion: int, author: Author) -> int:
    """The bits that an answer to a post of this emotion (or of none: 5) and author needs."""
    return 1 << emotion | (_PUBLIC if author.kind in _IN_PUBLIC else 0)


def otherwise(emotion: int, parent: int) -> bool:
    """Whether an answer of this emotion is to somebody who feels otherwise; not where they feel nothing."""
    return parent != _NONE and EMOTIONS[parent] not in _KINDRED[EMOTIONS[emotion]]


@lru_cache(maxsize=2)
def _rules(lang: str) -> tuple[_Rule, ...]:
    names = (*EMOTIONS, "none")
    return tuple(
        _Rule(
            frozenset(map(EMOTIONS.index, rule.get("of", EMOTIONS))),
            None if rule.get("close") or rule.get("others") == _EITHER else rule.get("others", False),
            sum(1 << names.index(name) for name in rule.get("to", names))
            | (0 if rule.get("close") else _PUBLIC),
            re.compile("(?i)" + "|".join(rule["says"])),
        )
        for rule in table("fitting")[lang]
    )
