"""What a description asks to see: place, things, light, manner. PURE, and the same for the same words.

The words stand in scenes.toml. Nothing of the reader's guess is kept: a description is read anew each time.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

LONGEST = 1000  # characters of a description that are read
MOST_THINGS = 4
MOST_LAYERS = 3
KINDS = ("light", "manner", "paper", "chart", "place", "thing", "layer", "motif")

Word = tuple[str, ...]  # its stems
#: What XML cannot hold, and what turns the direction of writing.
UNSEEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")
QUOTED = re.compile(r"[“\"«]\s*([^”\"»]{2,400}?)\s*[”\"»]")
TIME = re.compile(r"\b([01]?\d|2[0-3])\s?[:h]\s?([0-5]\d)\b")
CODE = re.compile(r"\b[A-Z]{1,3}-?\d{2,8}\b")
NAME = re.compile(r"(?<=[\w,’'] )[A-ZÀ-Ý][\w’'-]{2,20}")
NUMERAL = re.compile(r"(?<![\d:.,-])\d{1,4}(?![\d:.,]|\s?h\b)")


@dataclass(frozen=True)
class Seen:
    """`place` is "" where none was named; `things` and `layers` stand in the order in which they were;
    `motifs` are what only a child, or chalk, draws."""

    place: str = ""
    things: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    motifs: tuple[str, ...] = ()
    paper: str = ""
    chart: str = ""
    light: str = ""
    manner: frozenset[str] = frozenset()
    colour: str = ""
    number: int | None = None
    quoted: str = ""
    time: str = ""
    code: str = ""
    name: str = ""
    lang: str = "en"
    said: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def scene(self) -> str:
        """What the picture is of, in one word."""
        shown = (*self.things, *self.layers)
        return self.paper or self.chart or self.place or (home(shown[0]) if shown else "")

    @property
    def is_found(self) -> bool:
        return bool(self.scene) or "child" in self.manner


def see(description: str, lang: str) -> Seen:
    lang = lang if lang in ("en", "fr") else "en"
    description = UNSEEN.sub(" ", description[:LONGEST])
    outside = QUOTED.sub(" ", description)
    found = _found(_stems(outside), lang)
    time, code, name = TIME.search(description), CODE.search(description), NAME.search(outside)
    quoted = QUOTED.search(description)
    return Seen(
        place=_first("place", found),
        things=_all("thing", found)[:MOST_THINGS],
        layers=_all("layer", found)[:MOST_LAYERS],
        motifs=_all("motif", found),
        paper=_first("paper", found),
        chart=_first("chart", found),
        light=_first("light", found),
        manner=frozenset(_all("manner", found)),
        colour=next((scenes()["colour"][name]["hex"] for kind, name in found if kind == "colour"), ""),
        number=_number(outside, lang),
        quoted=quoted[1].strip() if quoted else "",
        time=f"{int(time[1]):02d}:{time[2]}" if time else "",
        code=code[0] if code else "",
        name=name[0] if name else "",
        lang=lang,
        said=scenes()["said"][lang],
    )


def home(name: str) -> str:
    """Where a thing or a layer stands when no place is named."""
    tables = scenes()
    known = tables["thing"].get(name) or tables["layer"].get(name) or {}
    place: str = known.get("place", "home")
    return place


def lit(place: str) -> str:
    """The light of a place when no time of day is named."""
    light: str = scenes()["place"].get(place, {}).get("light", "warm")
    return light


@cache
def scenes() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("scenes.toml").read_text("utf-8"))


# Words ----------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def _stems(text: str) -> Word:
    return tuple(_stem(word) for word in re.findall(r"[a-z0-9]+", _plain(text)))


def _stem(word: str) -> str:
    """Without the ending of a plural: rough, but the same for the lists and for what is read."""
    if len(word) < 4:
        return word
    for ending, instead in (("eaux", "eau"), ("aux", "al"), ("ies", "y"), ("eux", "eu")):
        if word.endswith(ending):
            return word.removesuffix(ending) + instead
    if word.endswith(("ches", "shes", "xes", "sses", "uses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "bus")) else word


@cache
def _lexicon(lang: str) -> tuple[dict[Word, list[tuple[str, str]]], int]:
    """What each phrase calls for, and how many words the longest has."""
    tables = scenes()
    known: dict[Word, list[tuple[str, str]]] = {}
    for kind in (*KINDS, "colour"):
        for name, entry in tables[kind].items():
            for phrase in entry[lang]:
                calls = known.setdefault(_stems(phrase), [])
                if (kind, name) not in calls:
                    calls.append((kind, name))
    for phrase in tables["ignored"][lang]:
        known[_stems(phrase)] = []
    return known, max(map(len, known))


def _found(words: Word, lang: str) -> list[tuple[str, str]]:
    """All that the words call for, in their order; a longer phrase takes its words from shorter ones."""
    known, longest = _lexicon(lang)
    taken = [False] * len(words)
    calls: list[tuple[int, tuple[str, str]]] = []
    for size in range(longest, 0, -1):
        for start in range(len(words) - size + 1):
            if any(taken[start : start + size]) or words[start : start + size] not in known:
                continue
            taken[start : start + size] = [True] * size
            calls += [(start, call) for call in known[words[start : start + size]]]
    return [call for _start, call in sorted(calls, key=lambda item: item[0])]


def _all(kind: str, found: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for asked, name in found if asked == kind))


def _first(kind: str, found: list[tuple[str, str]]) -> str:
    """Of those named, the one that stands first in its table; of lights and places the first named."""
    named = _all(kind, found)
    if kind in ("light", "place") and "flood" not in named:  # water covers whatever else is named
        return named[0] if named else ""
    if kind == "place":
        return "flood"
    return next((name for name in scenes()[kind] if name in named), "")


def _number(text: str, lang: str) -> int | None:
    return next(_numbers(text, lang), None)


def _numbers(text: str, lang: str) -> Iterator[int]:
    """Numbers in figures or words, without times; "one" and "un" count nothing."""
    without = TIME.sub(" ", text)
    for figure in NUMERAL.finditer(without):
        yield int(figure[0])
    words = re.findall(r"[a-z]+(?:-[a-z]+)?", _plain(without))
    spelt = {_plain(word): number for number, word in enumerate(scenes()["number"][lang])}
    yield from (spelt[word] for word in words if spelt.get(word, 0) > 1)
