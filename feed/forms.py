"""What a team publishes from a form: a press release, an infographic. PURE.

The text of such a post is all of it, in paragraphs, so that search, edits, drafts and exports know its words
like any others. A release is its headline, what it says (which begins with place and date), and whom to ask.
An infographic is its title, then one paragraph for each figure or step: a label, and a line that explains it.
"""

import re
import unicodedata
from typing import Literal, NamedTuple

Form = Literal["", "release", "infographic"]
Colour = Literal["", "blue", "green", "amber", "red", "violet", "slate"]
COLOURS: tuple[Colour, ...] = ("blue", "green", "amber", "red", "violet", "slate")
#: Networks on which each may be published.
NETWORKS: dict[str, frozenset[str]] = {
    "release": frozenset({"press"}),
    "infographic": frozenset({"microblog", "page", "professional", "photo", "stories", "wall"}),
}
HEADLINE, TITLE, LABEL, LINE = 150, 80, 40, 140  # characters at most
MOST_ITEMS = 5
_GAP = re.compile(r"\n[ \t]*\n\s*")
_UNSEEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class BadForm(ValueError):
    """A text that lacks a part of its form, or has one that is too long. `fault` says which."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


class Release(NamedTuple):
    headline: str
    body: str
    contact: str


class Item(NamedTuple):
    """A figure or a step: "48 h", "Keep the packet", with what it means."""

    label: str
    text: str


class Infographic(NamedTuple):
    title: str
    items: tuple[Item, ...]


def check(form: str, text: str) -> None:
    """Raises BadForm for a text that has not the form."""
    if form == "release":
        release(text)
    elif form == "infographic":
        infographic(text)


def release(text: str) -> Release:
    """The parts of a press release. Raises BadForm."""
    headline, *rest = _paragraphs(text)
    if len(rest) < 2:
        raise BadForm("release")
    if "\n" in headline or len(headline) > HEADLINE:
        raise BadForm("headline")
    return Release(headline, "\n\n".join(rest[:-1]), rest[-1])


def infographic(text: str) -> Infographic:
    """The parts of an infographic. Raises BadForm."""
    title, *rest = _paragraphs(text)
    if not title or "\n" in title or not 1 <= len(rest) <= MOST_ITEMS:
        raise BadForm("infographic")
    items = tuple(_item(paragraph) for paragraph in rest)
    too_long = len(title) > TITLE or any(len(i.label) > LABEL or len(i.text) > LINE for i in items)
    if too_long:
        raise BadForm("too_long")
    return Infographic(title, items)


def _item(paragraph: str) -> Item:
    label, *lines = paragraph.split("\n")
    return Item(label.strip(), " ".join(line.strip() for line in lines))


def _paragraphs(text: str) -> list[str]:
    """At least one, which may be empty."""
    return [part.strip() for part in _GAP.split(text.strip())]


def drawable(text: str) -> str:
    """Without what cannot stand in a picture: controls, what turns the reading direction, non-characters."""
    return "".join(char for char in text if char == "\n" or _is_seen(char))


def _is_seen(char: str) -> bool:
    return char not in _UNSEEN and unicodedata.category(char) not in ("Cc", "Cs", "Cn")
