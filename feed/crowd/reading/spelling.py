"""Typing errors: an unknown word that is almost a word of the patterns is taken for it.

The index holds every word of the patterns with up to two letters left out (symmetric deletion), so that a
look-up costs the deletions of one word. Short words, and words that are known, never change.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from feed.crowd.reading.lexicon import lexicon
from feed.crowd.reading.words import opened, short_forms
from feed.crowd.voice_files import read_phrases, read_words

_WRITTEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SLOT = re.compile(r"\{[\w:]*\}")
_ENDINGS = {
    "en": ("s", "ed", "d", "ing", "ly", "es", "er"),
    "fr": (
        "s",
        "e",
        "es",
        "nt",
        "r",
        "x",
        "ent",
        "ons",
        "ez",
        "ait",
        "aient",
        "er",
        "ant",
        "era",
        "eront",
        "ions",
    ),
}
_SHORTEST = 5  # letters: below, too many words are one letter from another
_LONG = 9  # letters from which two errors are forgiven


@lru_cache(maxsize=2)
def known(lang: str) -> frozenset[str]:
    """Words that are no typing error: those that the crowd's own voice uses, abbreviations and whatever the
    patterns name."""
    return _spoken(lang) | lexicon(lang) | short_forms(lang).keys()


def _spoken(lang: str) -> frozenset[str]:
    texts = [text for _key, text in read_phrases(lang)]
    texts += [word for words in read_words(lang).values() for word in words]
    written = {word for text in texts for word in _WRITTEN.findall(_SLOT.sub(" ", text))}
    return frozenset(form for word in written for form in opened(word, lang))


@lru_cache(maxsize=4096)
def corrected(word: str, lang: str) -> str:
    """The word that `word` is meant to be, or `word` itself. Ties go to the first in the alphabet."""
    if len(word) < _SHORTEST or word in known(lang) or not word.isalpha() or _inflected(word, lang):
        return word
    near = {meant for cut in _cuts(word, _allowed(word)) for meant in _index(lang).get(cut, ())}
    ranked = sorted((distance(word, meant), meant) for meant in near if _plausible(word, meant))
    best = [meant for errors, meant in ranked if errors <= _allowed(word)]
    return best[0] if best else word


def _inflected(word: str, lang: str) -> bool:
    """Whether it is a form of a known word, which is no error either."""
    return any(
        word.endswith(ending) and word[: -len(ending)] + stem in known(lang)
        for ending in _ENDINGS[lang]
        for stem in ("", "e", "er")
    )


def _plausible(word: str, meant: str) -> bool:
    """Not where one is the other with an ending: that is grammar, no error."""
    return meant[0] == word[0] and not meant.startswith(word) and not word.startswith(meant)


def _allowed(word: str) -> int:
    return 2 if len(word) >= _LONG else 1


@lru_cache(maxsize=2)
def _index(lang: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in sorted(lexicon(lang)):
        if len(word) >= _SHORTEST:
            for cut in _cuts(word, _allowed(word)):
                found.setdefault(cut, []).append(word)
    return {cut: tuple(words) for cut, words in found.items()}


def _cuts(word: str, most: int) -> Iterator[str]:
    for left_out in range(most + 1):
        for places in combinations(range(len(word)), left_out):
            yield "".join(letter for i, letter in enumerate(word) if i not in places)


def distance(one: str, other: str) -> int:
    """Edit distance in which two letters that changed places count as one error."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
