"""What a phrase becomes when it is said: slips come of what is filled in, and of other words for it.

Every part of a phrase is turned through all that it can be, all parts at once and each at its own pace, so
that a phrase is said about as often as its longest list is long, and no choice is left out. Nothing is drawn.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from exercises.document_parts import Term
from feed.crowd.data import table
from feed.crowd.dice import Dice
from feed.crowd.grammar import NOUN_SLOTS, Fill, Parts, say
from feed.crowd.nouns import Noun, noun
from feed.crowd.parsing import Grammar
from feed.crowd.types import EMOTIONS
from feed.crowd.voice_files import every_phrase, read_words, spoken

T = TypeVar("T")
_MOST = 36  # turns of one phrase; a longer list goes on where another phrase uses it
_STRIDE = 7919
#: A noun of each gender and number, with every article, before a vowel and before a consonant.
_NOUNS = {
    "en": (
        Term(text="fire", article="the"),
        Term(text="outage", article="a"),
        Term(text="delays", article="the", number="p"),
        Term(text="Valdor"),
    ),
    "fr": (
        Term(text="usine", article="the", gender="f"),
        Term(text="retard", article="the"),
        Term(text="alertes", article="the", gender="f", number="p"),
        Term(text="contrôles", article="the", number="p"),
        Term(text="enquête", article="a", gender="f"),
        Term(text="Orvania", gender="f"),
    ),
}
_TEXTS = {
    "en": {
        "claim": "there is a second case",
        "tag": "#Tag",
        "tag2": "#Other",
        "mention": "@account",
        "quote": "we are looking into it",
    },
    "fr": {
        "claim": "il y a un deuxième cas",
        "tag": "#Tag",
        "tag2": "#Autre",
        "mention": "@compte",
        "quote": "nous faisons le point",
    },
}


class Line(NamedTuple):
    """A text as written, and where: a phrase, a word of a list, another way to say something."""

    where: str
    text: str


class _Turns(Dice):
    """Draws that are none: the `turn`th option of everything, counted from a place of its own."""

    def __init__(self, turn: int, start: int) -> None:
        self.turn, self.place, self.longest = turn, start, 1

    def pick(self, items: Sequence[T]) -> T:
        self.place += 1
        self.longest = max(self.longest, len(items))
        return items[(self.turn + self.place * _STRIDE % len(items)) % len(items)]


def lines(lang: str) -> Iterator[Line]:
    """Everything that is written for the crowd of a language."""
    for key, text in every_phrase(lang):
        yield Line(f"{EMOTIONS[key[0]]} [{key[1]}] {key[2]}", text)
    for name, words in read_words(lang).items():
        yield from (Line(f"words: {name}", word) for word in words)
    for kind in ("sets", "spoken"):
        for ways in table("variants")[lang][kind]:
            yield from (Line(f"variants: {ways[0]}", way) for way in dict.fromkeys(ways))
    for place, moods in table("turns")[lang].items():
        several = moods.values() if isinstance(moods, dict) else [moods]
        yield from (Line(f"turns: {place}", text) for texts in several for text in texts)
    for name in ("claims", "twists", "numbers"):
        yield from (Line(f"claims: {name}", text) for text in dict.fromkeys(table("claims")[lang][name]))


def said(lang: str) -> Iterator[tuple[Line, str]]:
    """Every line that is a phrase or a word, with each text that it becomes."""
    words = read_words(lang)
    grammars = {how: Grammar(lang, words, how) for how in (True, False, None)}
    for number, (key, text) in enumerate(every_phrase(lang)):
        line = Line(f"{EMOTIONS[key[0]]} [{key[1]}] {key[2]}", text)
        parts = grammars[spoken(key)].parse(text)
        yield from ((line, said) for said in ways_said(parts, lang, number))
    for name, options in words.items():
        for option in options:
            line = Line(f"words: {name}", option)
            yield from ((line, said) for said in ways_said(grammars[True].parse(option, False, 1), lang))
    plain = Grammar(lang, {})
    for line in lines(lang):
        if line.where.startswith(("turns", "claims")):
            yield from ((line, said) for said in ways_said(plain.parse(line.text, False), lang))


def ways_said(parts: Parts, lang: str, start: int = 0) -> Iterator[str]:
    """The texts that these parts become, each once."""
    found: set[str] = set()
    turn = longest = 0
    while turn <= longest and turn < _MOST:
        dice = _Turns(turn, start)
        text = say(parts, Fill(dice, _nouns(lang), _TEXTS[lang], woman=turn % 2 == 1))
        longest = max(longest, dice.longest - 1)
        turn += 1
        if text not in found:
            found.add(text)
            yield text


@lru_cache(maxsize=2)
def _nouns(lang: str) -> dict[str, tuple[Noun, ...]]:
    """The nouns of every slot; people are always several."""
    several = tuple(noun(term, lang) for term in _NOUNS[lang] if term.number == "p")
    every = tuple(noun(term, lang) for term in _NOUNS[lang])
    return {slot: several if slot == "people" else every for slot in NOUN_SLOTS}
