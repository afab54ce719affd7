"""What somebody types into a search, as a tree, and the words of a post as a search meets them. PURE.

    smoke bridge               both words
    "stay at home" -drill      this very phrase, but not that word (NOT and SAUF say the same)
    (smoke OR fire) #bridge    one of the two, with that hashtag (OU; ET and AND may stand between words)
    @anna_b evacu*             by that account, with a word that begins so

Operators are written in capitals, so that “and” and “ou” stay words. Case, accents and punctuation do not
matter. Both databases are given words folded here, and so find the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

LONGEST = 200  # characters of a query
MOST_TERMS = 20
SHORTEST_BEGINNING = 2  # letters before a *

Fault = Literal[
    "empty", "too_long", "too_many", "quotes", "parentheses", "incomplete", "only_without", "beginning"
]
ACCENTS = re.compile("[\u0300-\u036f]+")
JOINED = re.compile("[œæøłđı]")
APART = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
# A longer word is cut the same way in a post and in a query; PostgreSQL takes no word over 2 kB.
WORD = re.compile(r"[^\W_]{1,60}")
TAG = re.compile(r"(?<!\w)#(\w{1,60})")
NAME = re.compile(r"\w+")
QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
PIECE = re.compile(r'[()]|"[^"]*"\*?|(?P<without>-+(?=[^\s)-]))|[^\s()"]+')
OPERATORS = {"AND": "and", "ET": "and", "OR": "or", "OU": "or", "NOT": "not", "SAUF": "not"}


class BadQuery(ValueError):
    """A query that asks nothing. `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow each other, the last one perhaps only begun; "#tag" and "@handle" stand alone."""

    words: tuple[str, ...]
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """All of `parts`, and none of `without`. There is at least one part."""

    parts: tuple["Node", ...]
    without: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of `parts`."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Stands in a tree only while it is read: `Every` has a place for what must not be there."""

    part: "Node"


Node = Term | Every | Either
Read = Node | Not


# Words ------------------------------------------------------------------------------------------------


def fold(text: str) -> str:
    """Without case and accents, letters that are two written apart (œ)."""
    if text.isascii():
        return text.lower()
    plain = ACCENTS.sub("", normalize("NFKD", text)).casefold()
    return JOINED.sub(lambda found: APART[found[0]], plain)


def words(text: str) -> list[str]:
    """The words of a text in their order, folded."""
    return WORD.findall(fold(text))


def of_post(text: str, handle: str) -> tuple[list[str], list[str]]:
    """What a post is found by: its words in order; then "@handle" of its author and its "#tags"."""
    plain = fold(text)
    tags = [f"#{tag}" for tag in TAG.findall(plain)] if "#" in plain else []
    return WORD.findall(plain), [mark_of("@", handle), *tags]


def mark_of(sign: str, name: str) -> str:
    return sign + "".join(NAME.findall(fold(name)))[:60]


# Queries ----------------------------------------------------------------------------------------------


def parse(text: str) -> Node:
    """The tree of a query. Raises BadQuery."""
    text = text.strip().translate(QUOTES)
    if len(text) > LONGEST:
        raise BadQuery("too_long")
    if text.count('"') % 2:
        raise BadQuery("quotes")
    pieces = list(_pieces(text))
    terms = sum(isinstance(piece, Term) for piece in pieces)
    if not terms:
        raise BadQuery("empty")
    if terms > MOST_TERMS:
        raise BadQuery("too_many")
    return _Reader(pieces).whole()


def sought(node: Node) -> Iterator[Term]:
    """The terms that posts are found by, not those that they must lack."""
    if isinstance(node, Term):
        yield node
    else:
        for part in node.parts:
            yield from sought(part)


def _pieces(text: str) -> Iterator[str | Term]:
    """Terms, and "(", ")", "and", "or", "not"; what holds neither letter nor digit is passed over."""
    for match in PIECE.finditer(text):
        piece = match[0]
        if piece in "()":
            yield piece
        elif match["without"]:  # before a word; a dash by itself is punctuation
            yield "not"
        elif piece in OPERATORS:
            yield OPERATORS[piece]
        elif (term := _term(piece)) is not None:
            yield term


def _term(piece: str) -> Term | None:
    begun = piece.endswith("*")
    is_mark = piece[0] in "#@" and NAME.search(piece)
    found = (mark_of(piece[0], piece[1:]),) if is_mark else tuple(words(piece))
    if begun and found and len(found[-1].lstrip("#@")) < SHORTEST_BEGINNING:
        raise BadQuery("beginning")
    return Term(found, begun) if found else None


class _Reader:
    """Reads pieces from left to right: either of (every one of (a term, or a query in parentheses))."""

    def __init__(self, pieces: Sequence[str | Term]) -> None:
        self._ahead = list(reversed(pieces))

    def whole(self) -> Node:
        found = _kept(self._either())
        if self._ahead:
            raise BadQuery("parentheses")
        return found

    @property
    def _next(self) -> str | Term | None:
        return self._ahead[-1] if self._ahead else None

    def _either(self) -> Read:
        parts = [self._every()]
        while self._next == "or":
            self._ahead.pop()
            parts.append(self._every())
        return parts[0] if len(parts) == 1 else Either(tuple(_kept(part) for part in parts))

    def _every(self) -> Read:
        parts = [self._one()]
        while self._next not in (None, "or", ")"):
            if self._next == "and":
                self._ahead.pop()
            parts.append(self._one())
        if len(parts) == 1:
            return parts[0]
        present = tuple(part for part in parts if not isinstance(part, Not))
        if not present:
            raise BadQuery("only_without")
        return Every(present, tuple(part.part for part in parts if isinstance(part, Not)))

    def _one(self) -> Read:
        piece = self._ahead.pop() if self._ahead else None
        if isinstance(piece, Term):
            return piece
        if piece == "not":
            part = self._one()
            return part.part if isinstance(part, Not) else Not(part)
        if piece == "(":
            return self._inside()
        raise BadQuery("parentheses" if piece == ")" else "incomplete")

    def _inside(self) -> Read:
        if self._next == ")":
            raise BadQuery("incomplete")
        found = self._either()
        if self._next != ")":
            raise BadQuery("parentheses")
        self._ahead.pop()
        return found


def _kept(part: Read) -> Node:
    """Whatever is left out of everything would be nearly everything: that answers no question."""
    if isinstance(part, Not):
        raise BadQuery("only_without")
    return part
