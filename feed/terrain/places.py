"""The places of a scenario, those that it names on its map or those of its vocabulary. PURE."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..query import words as words_of
from .chance import between, drawn

WIDE, HIGH = 720, 540  # units of the map
EDGE = 60  # units that derived places keep from the edge
MOST_DERIVED = 14
ALIKE = 12  # tries for the place of a derived place: the one that is farthest from the others is taken
#: The networks that live in the place.
CHANNELS = frozenset({"traffic", "safety"})
#: Words that tell what a place of the vocabulary is.
_KINDS = (
    ("bridge", r"\b(bridge|pont|viaduc|viaduct)\b"),
    ("station", r"\b(station|gare|terminal|airport|aeroport)\b"),
    ("street", r"\b(street|lane|road|avenue|boulevard|rue|quai|quais|quay|quays|route)\b"),
    ("square", r"\b(square|place|forecourt|parvis|market|marche)\b"),
)


@dataclass(frozen=True)
class Spot:
    """A named place: where it is (units of the map), in which district, and the words that name it."""

    code: str
    kind: str
    name: str
    x: float
    y: float
    words: tuple[str, ...]
    district: str = ""


@dataclass(frozen=True)
class Terrain:
    """A scenario's place in one language. `centres` are the spots around which its quarters lie."""

    river: str
    spots: tuple[Spot, ...]
    centres: tuple[Spot, ...]
    has_districts: bool
    people: int
    reports: tuple[dict[str, Any], ...]
    sought: tuple[dict[str, Any], ...]
    seed: str = ""
    _by_code: dict[str, Spot] = field(default_factory=dict)

    def spot(self, code: str) -> Spot | None:
        return self._by_code.get(code)

    @cached_property
    def areas(self) -> tuple[Spot, ...]:
        """What can be asked to be hidden: districts first, then places."""
        return tuple(sorted(self.spots, key=lambda spot: spot.kind != "district"))

    def covered(self, areas: Iterable[str]) -> frozenset[str]:
        """The codes of all places in these areas: a district covers the places that lie in it."""
        named = set(areas)
        return frozenset(spot.code for spot in self.spots if spot.code in named or spot.district in named)

    def place_of(self, text: str, handle: str) -> str:
        """Where a post belongs: at the place that it names first, by its longest name; else where its account
        happens to be. Nothing where there is no place at all."""
        said = f" {' '.join(words_of(text))} "
        found = [
            (said.index(f" {words} "), -len(words), spot.code)
            for spot in self.spots
            for words in spot.words
            if f" {words} " in said
        ]
        if found:
            return min(found)[2]
        return self.spots[drawn("at", handle, below=len(self.spots))].code if self.spots else ""


def terrain_of(snapshot: Mapping[str, Any], lang: str) -> Terrain:
    """The place of a scenario's plain document."""
    given = snapshot.get("terrain") or {}
    seed = str(snapshot.get("slug", ""))
    spots = [_authored(place, lang) for place in given.get("places", [])] or _derived(snapshot, lang, seed)
    districts = [spot for spot in spots if spot.kind == "district"]
    centres = tuple(districts or [spot for spot in spots if spot.kind != "bridge"][:7])
    if districts:
        spots = [spot if spot.kind == "district" else _in_district(spot, districts) for spot in spots]
    return Terrain(
        river=_local(given.get("river"), lang),
        spots=tuple(spots),
        centres=centres,
        has_districts=bool(districts),
        people=given.get("people", 40_000),
        reports=tuple(given.get("reports", [])),
        sought=tuple(given.get("sought", [])),
        seed=seed,
        _by_code={spot.code: spot for spot in spots},
    )


def _local(text: Mapping[str, str] | None, lang: str) -> str:
    return str((text or {}).get(lang) or next(iter((text or {}).values()), ""))


def _authored(place: Mapping[str, Any], lang: str) -> Spot:
    name = _local(place["name"], lang)
    names = [name, *place.get("aliases", {}).get(lang, [])]
    words = tuple(dict.fromkeys(" ".join(words_of(one)) for one in names))
    x, y = place["x"] * WIDE / 100, place["y"] * HIGH / 100
    return Spot(place["code"], place["kind"], name, x, y, words)


def _in_district(spot: Spot, districts: list[Spot]) -> Spot:
    nearest = min(districts, key=lambda one: ((one.x - spot.x) ** 2 + (one.y - spot.y) ** 2, one.code))
    return Spot(spot.code, spot.kind, spot.name, spot.x, spot.y, spot.words, nearest.code)


def _derived(snapshot: Mapping[str, Any], lang: str, seed: str) -> list[Spot]:
    """The places of the vocabulary, far from one another."""
    terms = snapshot.get("vocabulary", {}).get("place", {}).get(lang, [])
    spots: list[Spot] = []
    for index, term in enumerate(terms[:MOST_DERIVED]):
        name = str(term["text"])
        words = " ".join(words_of(name))
        if any(words in spot.words for spot in spots):
            continue
        x, y = _far_from(spots, seed, index)
        spots.append(Spot(f"place-{index + 1}", _kind(words), name[:1].upper() + name[1:], x, y, (words,)))
    return spots


def _kind(words: str) -> str:
    return next((kind for kind, pattern in _KINDS if re.search(pattern, words)), "square")


def _far_from(spots: list[Spot], seed: str, index: int) -> tuple[float, float]:
    tries = [
        (
            between(EDGE * 1.5, WIDE - EDGE * 1.5, seed, "x", index, turn),
            between(EDGE, HIGH - EDGE, seed, "y", index, turn),
        )
        for turn in range(ALIKE)
    ]
    return max(tries, key=lambda at: min(((at[0] - s.x) ** 2 + (at[1] - s.y) ** 2 for s in spots), default=0))
