"""A phrase of the voice: parsed once into parts, said many times.

`{slot}` and `{form:slot}` are noun phrases of the scenario, `{a|b|c}` picks one literal, any other
`{name}` is a list of interchangeable words. `{claim}`, `{tag}`, `{tag2}` and `{mention}` are plain text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from feed.crowd.dice import Dice
from feed.crowd.nouns import FORMS, Noun, elides

NOUN_SLOTS = ("topic", "org", "authority", "place", "people", "cause", "demand", "source", "matter")
TEXT_SLOTS = ("claim", "tag", "tag2", "mention")
SLOT = re.compile(r"\{([^{}]*)\}")
ELIDABLE = re.compile(r"(?i)\b(que|de|ne|je|me|te|se|le|la|jusque|lorsque|puisque|quoique|si)$")
NESTING = 3  # words may stand inside words, never deeper


class UnknownSlot(ValueError):
    """A phrase asks for something that nobody can fill."""


class NounPart(NamedTuple):
    slot: str
    form: str


class TextPart(NamedTuple):
    slot: str


class ChoicePart(NamedTuple):
    """One of these, each a small phrase of its own."""

    options: tuple["Parts", ...]


Part = str | NounPart | TextPart | ChoicePart
Parts = tuple[Part, ...]


class Phrase(NamedTuple):
    """One surface pattern. `key` is its number in its language's voice, `needs` the slots that it uses."""

    key: int
    parts: Parts
    needs: frozenset[str]


@dataclass(slots=True)
class Fill:
    """What the slots of one phrase are filled with. The same slot keeps the same noun in a phrase."""

    dice: Dice
    lang: str
    nouns: Mapping[str, tuple[Noun, ...]]
    texts: Mapping[str, str]
    chosen: dict[str, Noun] = field(default_factory=dict)

    def noun(self, slot: str) -> Noun:
        if slot not in self.chosen:
            self.chosen[slot] = self.dice.pick(self.nouns[slot])
        return self.chosen[slot]


def parse(text: str, lang: str, words: Mapping[str, list[str]], depth: int = 0) -> Parts:
    """The parts of a phrase. Raises UnknownSlot for a slot that is neither the scenario's nor a word list."""
    parts: list[Part] = []
    for index, piece in enumerate(SLOT.split(text)):
        if index % 2:
            parts.append(_slot(piece.strip(), lang, words, depth))
        elif piece:
            parts.append(piece)
    if any(isinstance(part, str) and ("{" in part or "}" in part) for part in parts):
        raise UnknownSlot(f"unmatched brace in «{text}»")
    return tuple(parts)


def needs(parts: Parts) -> frozenset[str]:
    """The slots that these parts (or any choice among them) may ask for."""
    found: set[str] = set()
    for part in parts:
        if isinstance(part, ChoicePart):
            found.update(*(needs(option) for option in part.options))
        elif not isinstance(part, str):
            found.add(part.slot)
    return frozenset(found)


def say(parts: Parts, fill: Fill) -> str:
    """The phrase with every slot filled; French elides where a filled word begins with a vowel."""
    out: list[str] = []
    for part in parts:
        if type(part) is str:
            out.append(part)
            continue
        said = _said(part, fill)
        if fill.lang == "fr" and out:
            out[-1] = _elided(out[-1], said)
        out.append(said)
    return "".join(out)


def _said(part: Part, fill: Fill) -> str:
    if isinstance(part, NounPart):
        return fill.noun(part.slot).forms[part.form]
    if isinstance(part, TextPart):
        return fill.texts[part.slot]
    if isinstance(part, ChoicePart):
        return say(fill.dice.pick(part.options), fill)
    return part


def _elided(before: str, said: str) -> str:
    """«que » before «il» is «qu’il»; «si» only before il and ils."""
    if not before.endswith(" ") or not elides(said):
        return before
    match = ELIDABLE.search(before[:-1])
    if not match or (match[1].lower() == "si" and not re.match(r"(?i)ils?\b", said)):
        return before
    return before[: match.end() - 1] + "’"


def _slot(name: str, lang: str, words: Mapping[str, list[str]], depth: int) -> Part:
    if "|" in name:
        options = (words.get(option.strip(), [option]) for option in name.split("|"))
        return ChoicePart(tuple(parse(text, lang, words, depth + 1) for option in options for text in option))
    form, _, slot = name.rpartition(":")
    if slot in NOUN_SLOTS:
        if form not in FORMS[lang]:
            raise UnknownSlot(f"unknown form {{{name}}}")
        return NounPart(slot, form)
    if name in TEXT_SLOTS:
        return TextPart(name)
    if name not in words or depth >= NESTING:
        raise UnknownSlot(f"unknown slot {{{name}}}")
    return ChoicePart(tuple(parse(word, lang, words, depth + 1) for word in words[name]))
