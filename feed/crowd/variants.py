"""Other ways to say the same thing: words and turns in a phrase that may be put otherwise without harm."""

import re
from functools import lru_cache

from feed.crowd.data import table


@lru_cache(maxsize=65_536)  # the options of a word list come back in every phrase that uses it
def varied(text: str, lang: str, spoken: bool, glued: bool = False) -> tuple[str | tuple[str, ...], ...]:
    """The text in pieces: plain ones, and those that may be said in several ways (the written one first).

    `spoken` allows the ways of those who write as they speak; `glued`, the last word goes on in a slot.
    """
    pieces: list[str | tuple[str, ...]] = []
    end = 0
    for match in _pattern(lang, spoken).finditer(text + "{" if glued else text):
        pieces += [text[end : match.start()], _options(lang, match[0])]
        end = match.end()
    pieces.append(text[end:])
    return tuple(piece for piece in pieces if piece)


def _options(lang: str, found: str) -> tuple[str, ...]:
    """The ways to say what was found, with a capital if it had one."""
    ways = _sets(lang, spoken=True)[found.lower()]
    return tuple(map(capital, ways)) if found[:2] != ways[0][:2] else ways


def capital(text: str) -> str:
    """The text begun with a capital, also where it begins with the mark of a gender: «{Fier/fière}»."""
    at = 1 if text[:1] == "{" else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


@lru_cache(maxsize=4)
def _sets(lang: str, spoken: bool) -> dict[str, tuple[str, ...]]:
    sets = table("variants")[lang]["sets"] + (table("variants")[lang]["spoken"] if spoken else [])
    return {ways[0].lower(): tuple(ways) for ways in sets}


@lru_cache(maxsize=4)
def _pattern(lang: str, spoken: bool) -> re.Pattern[str]:
    """Whole words, the longest first; nothing elided before them, no article before them that must agree."""
    longest_first = sorted(_sets(lang, spoken), key=lambda word: (-len(word), word))
    by_first: dict[str, list[str]] = {}  # tried letter by letter, not one after another
    for word in longest_first:
        by_first.setdefault(word[:1], []).append(re.escape(word[1:]))
    ways = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items())
    article = r"(?<!\ba )(?<!\ban )" if lang == "en" else r"(?<!\bce )"
    return re.compile(rf"(?i)(?<![\w’'#@-]){article}(?:{ways})(?![\w’'{{-])")
