"""Phrases of the wrong language, by words that only the other one has (tongue.toml)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from feed.crowd.grammar import MARK, SLOT
from feed.crowd.lint.lists import listed, words

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ACCENTS = re.compile(r"(?<!\w)[a-z]*[àâçèéêëîïôùûœ]")  # of a word that is no name
_SIGNS = re.compile(r"[#@]\w+|https?:\S+")


def foreign(text: str, lang: str) -> Iterator[str]:
    """The text, or each of its choices, where more of its words are of the other language than of its own."""
    text = MARK.sub(r"\1", text)
    choices = [option for slot in SLOT.findall(text) if "|" in slot for option in slot.split("|")]
    for piece in (SLOT.sub(" \N{OBJECT REPLACEMENT CHARACTER} ", text), *choices):
        own, other = _counts(piece, lang)
        other += lang == "en" and bool(_ACCENTS.search(_lists()[1]["en"].sub("", piece)))
        if other and (not own or (other > 1 and other > own)):
            yield piece.replace("\N{OBJECT REPLACEMENT CHARACTER}", "…").strip()


def _counts(text: str, lang: str) -> tuple[int, int]:
    """How many words are of this language alone, and how many of the other."""
    lists, borrowed = _lists()
    text = borrowed[lang].sub(" ", _SIGNS.sub(" ", text))
    own, other = (lists[lang], lists["en" if lang == "fr" else "fr"])
    # names stand in capitals, but for the first word
    words = [
        word for at, word in enumerate(_WORD.findall(text.replace("’", "'"))) if not at or word[:1].islower()
    ]
    told = [part for word in words for part in _parts(word.lower(), lang)]
    return sum(word in own for word in told), sum(word in other for word in told)


def _parts(word: str, lang: str) -> Sequence[str]:
    """French elides: «l'eau» is two words, where «don't» is one."""
    return word.split("'") if lang == "fr" and word not in _lists()[0]["en"] else [word, *word.split("'")[:1]]


@lru_cache(maxsize=1)
def _lists() -> tuple[Mapping[str, frozenset[str]], Mapping[str, re.Pattern[str]]]:
    """Words by language, and what each borrows."""
    read = listed("tongue")
    patterns = {
        lang: re.compile(r"(?i)\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")
        for lang, phrases in read["borrowed"].items()
    }
    return {lang: words(read[lang]) for lang in ("en", "fr")}, patterns
