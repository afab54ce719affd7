"""Phrases read: texts with slots become parts, once.

A `Grammar` holds a language's word lists, each of which is parsed once however many phrases use it.
"""

import re
from collections.abc import Mapping, Sequence

from feed.crowd.fitting import ANYBODY
from feed.crowd.grammar import (
    BRIEF,
    ELIDABLE,
    MARK,
    NOUN_SLOTS,
    SLOT,
    TEXT_SLOTS,
    ChoicePart,
    GenderPart,
    NounPart,
    Part,
    Parts,
    Phrase,
    TextPart,
    UnknownSlot,
    needs,
    ways,
)
from feed.crowd.nouns import FORMS
from feed.crowd.variants import capital, varied

NESTING = 3  # words may stand inside words, never deeper
_LATER = re.compile(r"([.!?]\s+)(\{?[^\W\d_])")

Option = str | Parts


class Grammar:
    """How phrases of a language are read.

    With `spoken` told, literals may be said in other words too: those of people who write as they speak
    (True), or with care (False).
    """

    def __init__(self, lang: str, words: Mapping[str, Sequence[str]], spoken: bool | None = None) -> None:
        self.lang, self.words, self.spoken = lang, words, spoken
        self._lists: dict[tuple[str, bool, int], ChoicePart] = {}

    def phrase(self, key: int, text: str, fits: int = ANYBODY) -> Phrase:
        """A whole phrase. Raises UnknownSlot for a slot that is neither the scenario's nor a word list."""
        parts = self.parse(text)
        return Phrase(key, parts, needs(parts), ways(parts), len(MARK.sub(r"\1", text)) < BRIEF, fits)

    def parse(self, text: str, first: bool = True, depth: int = 0) -> Parts:
        """The parts of a phrase, its sentences begun with capitals (the first one if `first`)."""
        parts: list[Part] = []
        elides = False
        pieces = _pieces(text)
        for index, piece in enumerate(pieces):
            if index % 2:
                parts.append(self._slot(piece.strip(), first, depth, elides))
                elides, first = False, False
            elif piece:
                glued = index + 1 < len(pieces) and piece[-1].isalnum()
                literal = self._literal(_capitals(piece, first), glued)
                elides = any(map(self._elides, _endings(literal)))
                parts += literal
                first = bool(re.search(r"[.!?]\s+$", piece)) or (first and not piece.strip(' «\u202f"“('))
        return tuple(parts)

    def _literal(self, text: str, glued: bool) -> list[Part]:
        """A literal in pieces that may be said otherwise, or whole; `glued`, a slot ends its last word."""
        if self.spoken is None:
            return self._marked(text)
        pieces: list[Part] = []
        before = ""
        for piece in varied(text, self.lang, self.spoken, glued):
            if isinstance(piece, str):
                pieces += self._marked(piece)
                before = piece
            else:
                options: tuple[Option, ...] = piece
                if any("{" in way for way in piece):
                    options = tuple(_plain(tuple(self._marked(way))) for way in piece)
                pieces.append(_choice(options, self._elides(before)))
                before = ""
        return pieces

    def _marked(self, text: str) -> list[Part]:
        """A text in which the speaker's gender may be marked."""
        if "{" not in text:
            return [text]
        parts: list[Part] = []
        end = 0
        for mark in MARK.finditer(text):
            before, man, woman = text[end : mark.start()], mark[1], mark[2]
            parts += [before] if before else []
            alike = capital(woman) if man[:1].isupper() else woman
            parts.append(GenderPart(man, alike, bool(man) and self._elides(before)))
            end = mark.end()
        return [*parts, text[end:]] if text[end:] else parts

    def _elides(self, before: str) -> bool:
        return self.lang == "fr" and before[-1:] == " " and bool(ELIDABLE.search(before[:-1]))

    def _slot(self, name: str, first: bool, depth: int, elides: bool) -> Part:
        if "|" in name:
            return _choice(self._inline(name, first, depth), elides)
        form, _, slot = name.rpartition(":")
        if slot in NOUN_SLOTS:
            if form not in FORMS[self.lang]:
                raise UnknownSlot(f"unknown form {{{name}}}")
            return NounPart(slot, form, first, elides)
        if name in TEXT_SLOTS:
            return TextPart(name, first and name == "claim", elides)
        if name not in self.words or depth >= NESTING:
            raise UnknownSlot(f"unknown slot {{{name}}}")
        listed = self._list(name, first, depth)
        return listed._replace(elides=True) if elides else listed

    def _inline(self, name: str, first: bool, depth: int) -> tuple[Option, ...]:
        """`a|b|c`: each a text, or the name of a list, whose words then stand beside the others."""
        options: list[Option] = []
        for option in name.split("|"):
            listed = option.strip()
            if listed in self.words:
                options += self._list(listed, first, depth).options
            else:
                options.append(_plain(self.parse(option, first, depth + 1)))
        return tuple(options)

    def _list(self, name: str, first: bool, depth: int) -> ChoicePart:
        """A word list, read once for each place in which its words may stand."""
        key = name, first, depth
        if key not in self._lists:
            words = self.words[name]
            options = tuple(_plain(self.parse(word, first, depth + 1)) for word in words)
            self._lists[key] = _choice(options, elides=False)
        return self._lists[key]


def _endings(pieces: Sequence[Part]) -> list[str]:
    """How a literal may end, whichever way it is said."""
    *before, last = pieces
    if isinstance(last, ChoicePart):
        return [option for option in last.options if isinstance(option, str)]
    tail = last if isinstance(last, str) else ""
    told = before[-1].options if before and isinstance(before[-1], ChoicePart) else ()
    return [tail, *(option + tail for option in told if isinstance(option, str))]


def _pieces(text: str) -> list[str]:
    """Literals, and the slots between them; the marks of a gender stay in the literal where they stand.

    Raises UnknownSlot for a brace without its other half.
    """
    pieces = [""]
    for index, piece in enumerate(SLOT.split(text)):
        if index % 2 and MARK.fullmatch(f"{{{piece}}}"):
            pieces[-1] += f"{{{piece}}}"
        elif index % 2:
            pieces += [piece, ""]
        elif "{" in piece or "}" in piece:
            raise UnknownSlot("unmatched brace")
        else:
            pieces[-1] += piece
    return pieces


def _capitals(piece: str, first: bool) -> str:
    """The literal with a capital at the head of each sentence that begins in it."""
    begun = _LATER.sub(lambda match: match[1] + capital(match[2]), piece)
    return capital(begun) if first else begun


def _choice(options: tuple[Option, ...], elides: bool) -> ChoicePart:
    phrases = [option for option in options if type(option) is not str]
    needed = frozenset[str]().union(*map(needs, phrases))
    return ChoicePart(options, elides, needed, len(options) - len(phrases) + sum(map(ways, phrases)))


def _plain(parts: Parts) -> Option:
    """A phrase without slots as the text that it is."""
    texts = [part for part in parts if isinstance(part, str)]
    return "".join(texts) if len(texts) == len(parts) else parts
