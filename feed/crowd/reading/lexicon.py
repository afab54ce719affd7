"""The words that the patterns of a language name: what a typing error may have been meant to be."""

import re
from functools import lru_cache

from feed.crowd.data import table
from feed.crowd.reading.words import literal

_WORD = re.compile(r"(?<![\w<@*'’-])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w>*'’-])")


@lru_cache(maxsize=2)
def lexicon(lang: str) -> frozenset[str]:
    """Whole words of the patterns and classes; stems (`excus*`) are no words."""
    rules = table(f"reading_{lang}")
    lines = [*rules["classes"].values(), *(line for lines in rules["patterns"].values() for line in lines)]
    written = {word for line in lines for word in _WORD.findall(line)}
    return frozenset(form for word in written for part in word.split("-") for form in literal(part, lang))
