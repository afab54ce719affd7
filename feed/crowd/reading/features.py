"""What a message is made of, as the learned layer sees it: its words, their neighbours and its outside.

A feature is a name and a value in tenths. Names begin with their kind:

    w        a stem
    n        a stem that a negation undoes (it is then no `w`)
    s        the first stem, and the first two, of a sentence
    we, you  a stem up to four tokens behind a word for the writers or the readers
    shape    a mark of the whole message (no words stand for it)

Other pairs of neighbours bring next to nothing (0.003 of macro-F1 with 10,500 messages to learn from).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from feed.crowd.reading.negation import negated
from feed.crowd.reading.stems import stem

_STOPS = frozenset(".!?;:,")
_ENDS = frozenset(".!?")
_PERSONS = {
    "en": {
        "we": frozenset(("we", "our", "us", "ours", "i", "my", "me")),
        "you": frozenset(("you", "your", "yours")),
    },
    "fr": {
        "we": frozenset(("nous", "notre", "nos", "on", "je", "mon", "mes", "ma")),
        "you": frozenset(("vous", "votre", "vos", "tu", "ton", "tes", "ta")),
    },
}
_BEHIND = 4  # tokens behind a person in which a word is told of it
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ]{3,}\b")
_WORD = re.compile(r"\w+")
_WHOLE, _NEAR, _FAR = 10, 7, 6  # tenths: a word itself, it and its neighbour, it and a person


class Feature(NamedTuple):
    """`value` in tenths; tokens `first` to `last` bear it (-1: no token does)."""

    name: str
    value: int
    first: int
    last: int


def undone(forms: list[str], lang: str) -> list[bool]:
    """Whether a negation undoes each of the tokens; short ones are left out, which bear no meaning alone."""
    return [
        len(form) > 3 and form[0].isalpha() and negated(forms, at, at, lang) for at, form in enumerate(forms)
    ]


def features(text: str, forms: list[str], negations: list[bool], lang: str) -> dict[str, Feature]:
    """The features of a message by name, each once, where it stands first. `negations` are those `undone`."""
    stems = [stem(form, lang) for form in forms]
    found: dict[str, Feature] = {}
    for feature in (
        *_words(stems, negations),
        *_starts(forms, stems),
        *_persons(forms, stems, lang),
        *(Feature(f"shape {name}", _WHOLE, -1, -1) for name in _shape(text, forms, lang)),
    ):
        found.setdefault(feature.name, feature)
    return found


def _words(stems: list[str], negations: list[bool]) -> Iterator[Feature]:
    for at, (one, no) in enumerate(zip(stems, negations, strict=True)):
        yield Feature(f"{'n' if no else 'w'} {one}", _WHOLE, at, at)


def _starts(forms: list[str], stems: list[str]) -> Iterator[Feature]:
    begins = True
    for at, one in enumerate(stems):
        if begins and forms[at] not in _STOPS:
            yield Feature(f"s {one}", _NEAR, at, at)
            if at + 1 < len(stems):
                yield Feature(f"s {one} {stems[at + 1]}", _NEAR, at, at + 1)
            begins = False
        begins = begins or forms[at] in _ENDS


def _persons(forms: list[str], stems: list[str], lang: str) -> Iterator[Feature]:
    for at, form in enumerate(forms):
        for name, words in _PERSONS[lang].items():
            if form in words:
                yield from _told(name, at, forms, stems)


def _told(name: str, at: int, forms: list[str], stems: list[str]) -> Iterator[Feature]:
    for behind in range(at + 1, min(at + 1 + _BEHIND, len(forms))):
        if forms[behind] in _STOPS:
            return
        yield Feature(f"{name} {stems[behind]}", _FAR, at, behind)


def _shape(text: str, forms: list[str], lang: str) -> Iterator[str]:
    present = set(forms)
    capitals = len(_CAPITALS.findall(text)) / max(1, len(_WORD.findall(text)))
    yield f"length {min(6, len(forms) // 8)}"
    yield f"sentences {min(4, sum(form in _ENDS for form in forms))}"
    yield "capitals" if capitals > 0.3 else "some capitals" if capitals else "no capitals"
    for name, words in _PERSONS[lang].items():
        yield name if present & words else f"no {name}"
    marks = {
        "question": "?" in text,
        "question at the end": forms[-1:] == ["?"],
        "exclamation": "!" in text,
        "figures": any(form[0].isdigit() for form in forms),
        "mention first": text.startswith("@"),
        "small letter first": text[:1].islower(),
    }
    yield from (name for name, there in marks.items() if there)
