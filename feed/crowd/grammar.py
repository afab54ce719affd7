"""A phrase of the voice in its parts, and how they are said.

`{slot}` and `{form:slot}` are noun phrases of the scenario, `{a|b|c}` picks one literal, any other
`{name}` is a list of interchangeable words. `{claim}`, `{tag}`, `{tag2}`, `{mention}` and `{quote}` (words
of the team) are plain text.
`{man/woman}` agrees with whoever speaks: «je suis choqué{/e}», «{fier/fière} de vous»; `{a|b}` may hold it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from feed.crowd.dice import Dice
from feed.crowd.fitting import ANYBODY
from feed.crowd.nouns import Noun, elides, named

NOUN_SLOTS = ("topic", "detail", "org", "authority", "place", "people", "cause", "demand", "source", "matter")
TEXT_SLOTS = ("claim", "tag", "tag2", "mention", "quote")
SLOT = re.compile(r"\{((?:[^{}]|\{[^{}|]*/[^{}|]*\})*)\}")
MARK = re.compile(r"\{([^{}|/]*)/([^{}|/]*)\}")
ELIDABLE = re.compile(r"(?i)\b(que|de|ne|je|me|te|se|le|la|jusque|lorsque|puisque|quoique|si)$")
_MAY_ELIDE = frozenset("aàâeéèêëiîïoôuùûyhœæAÀÂEÉÈÊËIÎÏOÔUÙÛYHŒÆ")
WAYS_MOST = 100_000
_LONGEST_ELIDED = 9  # characters of "puisque" and blanks
BRIEF = 24  # characters of a phrase, as written, that many people say at once
_FILLS = {"org": 2, "mention": 1, "tag": 4, "tag2": 4, "quote": 4}  # about how many fillings; others 3


class UnknownSlot(ValueError):
    """A phrase asks for something that nobody can fill."""


class NounPart(NamedTuple):
    """A noun in one of its forms; `first` where it begins a sentence, `elides` where the literal before it
    may lose its vowel to it."""

    slot: str
    form: str
    first: bool
    elides: bool


class TextPart(NamedTuple):
    slot: str
    first: bool
    elides: bool


class GenderPart(NamedTuple):
    """What a man says of himself, and a woman of herself."""

    man: str
    woman: str
    elides: bool


class ChoicePart(NamedTuple):
    """One of these: plain texts, or small phrases of their own; with the slots that any of them may ask for,
    and about how many texts they can become."""

    options: tuple["str | Parts", ...]
    elides: bool
    needs: frozenset[str]
    ways: int


Part = str | NounPart | TextPart | GenderPart | ChoicePart
Parts = tuple[Part, ...]


class Phrase(NamedTuple):
    """One surface pattern. `key` is its number in its language's voice, `needs` the slots that it uses,
    `ways` about how many texts it can become; `brief` ones are what anybody says; `fits`, as bits, which
    posts an answer can answer."""

    key: int
    parts: Parts
    needs: frozenset[str]
    ways: int
    brief: bool
    fits: int = ANYBODY


@dataclass(slots=True)
class Fill:
    """What the slots of one phrase are filled with, and whether a woman speaks. The same slot keeps the
    same noun in a phrase, and one that the answered post (`heard`, in plain words) named, where it did."""

    dice: Dice
    nouns: Mapping[str, tuple[Noun, ...]]
    texts: Mapping[str, str]
    woman: bool = False
    chosen: dict[str, Noun] = field(default_factory=dict)
    heard: str = ""

    def noun(self, slot: str) -> Noun:
        if slot not in self.chosen:
            options = self.nouns[slot]
            self.chosen[slot] = self.dice.pick((self.heard and named(options, self.heard)) or options)
        return self.chosen[slot]


def longest(text: str) -> str:
    """A phrase as written, with the longest of each set of alternatives."""
    text = MARK.sub(lambda match: max(match[1], match[2], key=len), text)
    return re.sub(r"\{([^{}]*\|[^{}]*)\}", lambda match: max(match[1].split("|"), key=len), text)


def needs(parts: "str | Parts") -> frozenset[str]:
    """The slots that these parts (or any choice among them) may ask for."""
    found: set[str] = set()
    for part in () if isinstance(parts, str) else parts:
        if isinstance(part, ChoicePart):
            found |= part.needs
        elif isinstance(part, NounPart | TextPart):
            found.add(part.slot)
    return frozenset(found)


def ways(parts: "str | Parts") -> int:
    """About how many texts these parts can become, up to WAYS_MOST."""
    count = 1
    for part in () if isinstance(parts, str) else parts:
        if isinstance(part, ChoicePart):
            count *= part.ways
        elif isinstance(part, NounPart | TextPart):
            count *= _FILLS.get(part.slot, 3)
        count = min(count, WAYS_MOST)
    return count


def say(parts: Parts, fill: Fill) -> str:
    """The phrase with every slot filled; French elides where a filled word begins with a vowel."""
    out: list[str] = []
    for part in parts:
        if type(part) is str:
            out.append(part)
            continue
        said = _chosen(part, fill) if type(part) is ChoicePart else _filled(part, fill)  # type: ignore[arg-type]
        if part.elides:  # type: ignore[union-attr]
            while len(out) > 1 and len(out[-1]) <= _LONGEST_ELIDED:
                out[-2:] = [out[-2] + out[-1]]  # the word that may lose its vowel is said whole
            out[-1] = _elided(out[-1], said)
        out.append(said)
    return "".join(out)


def _chosen(part: ChoicePart, fill: Fill) -> str:
    option = fill.dice.pick(part.options)
    return option if type(option) is str else say(option, fill)  # type: ignore[arg-type]


def _filled(part: NounPart | TextPart | GenderPart, fill: Fill) -> str:
    if isinstance(part, GenderPart):
        return part.woman if fill.woman else part.man
    said = fill.noun(part.slot).forms[part.form] if type(part) is NounPart else fill.texts[part.slot]
    return said[:1].upper() + said[1:] if part.first else said


def _elided(before: str, said: str) -> str:
    """«que » before «il» is «qu’il»; «si» only before il and ils."""
    if before[-1:] != " " or said[:1] not in _MAY_ELIDE or not elides(said):
        return before
    match = ELIDABLE.search(before[:-1])
    if not match or (match[1].lower() == "si" and not re.match(r"(?i)ils?\b", said)):
        return before
    return before[: match.end() - 1] + "’"
