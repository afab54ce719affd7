"""What no voice may say: slurs, and names of the real world. What they are stands in banned.toml."""

import re
from collections.abc import Iterator
from functools import lru_cache

from feed.crowd.grammar import SLOT
from feed.crowd.lint.lists import listed

#: What may follow a word that is listed once: its plural, its feminine.
_ENDINGS = r"(?:s|es|e|x|ne|nes|’s|'s)?"


def banned_words(text: str) -> Iterator[str]:
    """The words of a text as written that must not stand in it."""
    literal = SLOT.sub(lambda slot: slot[0] if "|" in slot[1] or "/" in slot[1] else " ", text)
    for pattern in _patterns():
        yield from (found[0] for found in pattern.finditer(literal))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    slurs, names = listed("banned")["slurs"], listed("banned")["names"]
    return (
        re.compile(rf"(?i)(?<!\w)(?:{_either(slurs['stems'])})\w*"),
        re.compile(rf"(?i)(?<!\w)(?:{_either(slurs['words'] + names['any'])}){_ENDINGS}(?![\w-])"),
        re.compile(rf"(?<=[\w,’'»] )(?:{_either(names['capital'])})(?![\w-])"),
    )


def _either(words: list[str]) -> str:
    """Any of these, tried letter by letter and not one after another."""
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items())
