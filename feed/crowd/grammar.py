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
from feed.crowd.variants import varied

NOUN_SLOTS = ("topic", "detail", "org", "authority", "place", "people", "cause", "demand", "source", "matter")
TEXT_SLOTS = ("claim", "tag", "tag2", "mention")
SLOT = re.compile(r"\{([^{}]*)\}")
_SENTENCE = re.compile(r"(^|[.!?]\s+)([^\W\d_])")
ELIDABLE = re.compile(r"(?i)\b(que|de|ne|je|me|te|se|le|la|jusque|lorsque|puisque|quoique|si)$")
_MAY_ELIDE = frozenset("aàâeéèêëiîïoôuùûyhœæAÀÂEÉÈÊËIÎÏOÔUÙÛYHŒÆ")
NESTING = 3  # words may stand inside words, never deeper
WAYS_MOST = 100_000
BRIEF = 24  # characters of a phrase, as written, that many people say at once
_FILLS = {"org": 2, "mention": 1, "tag": 4, "tag2": 4}  # about how many fillings a slot has; others 3


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


class ChoicePart(NamedTuple):
    """One of these: plain texts, or small phrases of their own."""

    options: tuple["str | Parts", ...]
    elides: bool


Part = str | NounPart | TextPart | ChoicePart
Parts = tuple[Part, ...]


class Phrase(NamedTuple):
    """One surface pattern. `key` is its number in its language's voice, `needs` the slots that it uses,
    `ways` about how many texts it can become; `brief` ones are what anybody says."""

    key: int
    parts: Parts
    needs: frozenset[str]
    ways: int
    brief: bool


@dataclass(slots=True)
class Fill:
    """What the slots of one phrase are filled with. The same slot keeps the same noun in a phrase."""

    dice: Dice
    nouns: Mapping[str, tuple[Noun, ...]]
    texts: Mapping[str, str]
    chosen: dict[str, Noun] = field(default_factory=dict)

    def noun(self, slot: str) -> Noun:
        if slot not in self.chosen:
            self.chosen[slot] = self.dice.pick(self.nouns[slot])
        return self.chosen[slot]


def phrase(key: int, text: str, lang: str, words: Mapping[str, list[str]], spoken: bool = True) -> Phrase:
    """A phrase that may be said in other words too. Raises UnknownSlot as `parse` does."""
    parts = tuple(piece for part in parse(text, lang, words) for piece in _varied(part, lang, spoken))
    return Phrase(key, parts, needs(parts), ways(parts), len(text) < BRIEF)


def parse(text: str, lang: str, words: Mapping[str, list[str]], first: bool = True, depth: int = 0) -> Parts:
    """The parts of a phrase, its sentences begun with capitals (the first one if `first`).

    Raises UnknownSlot for a slot that is neither the scenario's nor a word list.
    """
    parts: list[Part] = []
    for index, piece in enumerate(SLOT.split(text)):
        if index % 2:
            elides = lang == "fr" and bool(parts) and _may_elide(parts[-1])
            parts.append(_slot(piece.strip(), lang, words, first, depth, elides))
            first = False
        elif piece:
            if "{" in piece or "}" in piece:
                raise UnknownSlot("unmatched brace")
            parts.append(_capitals(piece, first))
            first = bool(re.search(r"[.!?]\s+$", piece)) or (first and not piece.strip(' «\u202f"“('))
    return tuple(parts)


def _capitals(piece: str, first: bool) -> str:
    """The literal with a capital at the head of each sentence that begins in it."""
    begun = _SENTENCE.sub(lambda match: match[1] + match[2].upper(), piece)
    return begun if first else piece[:1] + begun[1:]


def _may_elide(before: Part) -> bool:
    return isinstance(before, str) and before[-1:] == " " and bool(ELIDABLE.search(before[:-1]))


def needs(parts: "str | Parts") -> frozenset[str]:
    """The slots that these parts (or any choice among them) may ask for."""
    found: set[str] = set()
    for part in () if isinstance(parts, str) else parts:
        if isinstance(part, ChoicePart):
            found.update(*(needs(option) for option in part.options))
        elif not isinstance(part, str):
            found.add(part.slot)
    return frozenset(found)


def ways(parts: "str | Parts") -> int:
    """About how many texts these parts can become, up to WAYS_MOST."""
    count = 1
    for part in () if isinstance(parts, str) else parts:
        if isinstance(part, ChoicePart):
            count *= sum(ways(option) for option in part.options)
        elif not isinstance(part, str):
            count *= _FILLS.get(part.slot, 3)
        count = min(count, WAYS_MOST)
    return count


def _varied(part: Part, lang: str, spoken: bool) -> list[Part]:
    """A literal in pieces that may be said otherwise, the same within choices; slots stay as they are."""
    if isinstance(part, ChoicePart):
        options = tuple(_varied_option(option, lang, spoken) for option in part.options)
        return [ChoicePart(options, part.elides)]
    if not isinstance(part, str):
        return [part]
    pieces: list[Part] = []
    for piece in varied(part, lang, spoken):
        elides = lang == "fr" and bool(pieces) and _may_elide(pieces[-1])
        pieces.append(piece if isinstance(piece, str) else ChoicePart(piece, elides))
    return pieces


def _varied_option(option: "str | Parts", lang: str, spoken: bool) -> "str | Parts":
    parts = (option,) if isinstance(option, str) else option
    return _plain(tuple(piece for part in parts for piece in _varied(part, lang, spoken)))


def say(parts: Parts, fill: Fill) -> str:
    """The phrase with every slot filled; French elides where a filled word begins with a vowel."""
    out: list[str] = []
    for part in parts:
        if type(part) is str:
            out.append(part)
            continue
        said = _chosen(part, fill) if type(part) is ChoicePart else _filled(part, fill)  # type: ignore[arg-type]
        if part.elides:  # type: ignore[union-attr]
            out[-1] = _elided(out[-1], said)
        out.append(said)
    return "".join(out)


def _chosen(part: ChoicePart, fill: Fill) -> str:
    option = fill.dice.pick(part.options)
    return option if type(option) is str else say(option, fill)  # type: ignore[arg-type]


def _filled(part: NounPart | TextPart, fill: Fill) -> str:
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


def _slot(
    name: str, lang: str, words: Mapping[str, list[str]], first: bool, depth: int, elides: bool
) -> Part:
    if "|" in name:
        options = [text for option in name.split("|") for text in words.get(option.strip(), [option])]
        return _choice(options, lang, words, first, depth, elides)
    form, _, slot = name.rpartition(":")
    if slot in NOUN_SLOTS:
        if form not in FORMS[lang]:
            raise UnknownSlot(f"unknown form {{{name}}}")
        return NounPart(slot, form, first, elides)
    if name in TEXT_SLOTS:
        return TextPart(name, first and name == "claim", elides)
    if name not in words or depth >= NESTING:
        raise UnknownSlot(f"unknown slot {{{name}}}")
    return _choice(words[name], lang, words, first, depth, elides)


def _choice(
    options: list[str], lang: str, words: Mapping[str, list[str]], first: bool, depth: int, elides: bool
) -> ChoicePart:
    parsed = (parse(option, lang, words, first, depth + 1) for option in options)
    return ChoicePart(tuple(_plain(option) for option in parsed), elides)


def _plain(parts: Parts) -> str | Parts:
    """A phrase without slots as the text that it is."""
    texts = [part for part in parts if isinstance(part, str)]
    return "".join(texts) if len(texts) == len(parts) else parts
