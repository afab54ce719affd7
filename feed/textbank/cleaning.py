"""A line as it may stand in the voice: text alone, in one piece, with the apostrophes of its language."""

import re
import unicodedata

from feed.crowd.grammar import NOUN_SLOTS

LONGEST = 1000  # characters that are looked at
_JOINER = "\u200d"  # holds an emoji together
_MARK = re.compile(r"^(?:[-*•–—]|\(?\d{1,3}[.):])\s+")
_QUOTES = (('"', '"'), ("“", "”"), ("«", "»"), ("`", "`"))
_SLOTS = "|".join(NOUN_SLOTS)
_CONTRACTED = re.compile(rf"\b(de|à) \{{({_SLOTS})\}}", re.IGNORECASE)


def clean(text: str, lang: str) -> str:
    """The line without what does not belong to it: marks of a list, quotes around it, what nobody sees."""
    text = re.sub(r"[ \t]+", " ", visible(text[:LONGEST])).strip()
    text = _unquoted(_MARK.sub("", text).replace("**", ""))
    return _french(text) if lang == "fr" else re.sub("[‘’]", "'", text)


def visible(text: str) -> str:
    """Without control characters, turns of direction, private and unpaired ones; breaks become blanks."""
    return "".join(map(_shown, unicodedata.normalize("NFC", text)))


def _shown(char: str) -> str:
    kind = unicodedata.category(char)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    return "" if kind in ("Cf", "Cs", "Co") and char != _JOINER else char


def _unquoted(text: str) -> str:
    for opening, closing in _QUOTES:
        inner = text[1:-1]
        if len(text) > 2 and text[0] == opening and text[-1] == closing and opening not in inner:
            return inner.strip(" \u202f\u00a0")
    return text


def _french(text: str) -> str:
    """«de {place}» would become «de le pont»: the slot's own form knows better."""
    text = text.replace("'", "’")
    return _CONTRACTED.sub(lambda found: f"{{{_form(found[1])}:{found[2].lower()}}}", text)


def _form(preposition: str) -> str:
    return "de" if preposition.lower() == "de" else "a"
