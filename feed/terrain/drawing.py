"""A terrain as shapes that a page draws: quarters, streets, a river with its bridges, names. PURE.

Everything is data of paths and numbers in units of the map; colours are the page's.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .chance import between
from .geometry import Point, curve, hatched, lines_of, outline_of, quarters
from .places import HIGH, WIDE, Spot, Terrain

BLOCK = 26  # units from one small street to the next
NEAR = 46  # units around a place that an area of its own covers
PARKS = 3
LONG = 300  # units of a street that has a name


@dataclass(frozen=True)
class Quarter:
    """A part of the town: its outline, its small streets, and whether it is one of the darker ones."""

    outline: str
    streets: str
    shade: int


@dataclass(frozen=True)
class Label:
    """A name on the map; `anchor` is start, middle or end, so that none runs out of it."""

    code: str
    kind: str
    name: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Veil:
    """What covers an area whose alerts are hidden: an outline, or a circle around a place."""

    code: str
    outline: str
    x: float
    y: float
    radius: int


@dataclass(frozen=True)
class Drawing:
    wide: int
    high: int
    quarters: tuple[Quarter, ...]
    avenues: str
    streets: tuple[str, ...]
    parks: tuple[str, ...]
    river: str
    river_name: str
    bridges: tuple[str, ...]
    rails: tuple[str, ...]
    labels: tuple[Label, ...]
    veils: tuple[Veil, ...]


def drawing_of(terrain: Terrain) -> Drawing:
    """The map of a terrain, the same every time."""
    outlines = quarters([(spot.x, spot.y) for spot in terrain.centres], WIDE, HIGH) if terrain.centres else []
    river = _river(terrain)
    return Drawing(
        wide=WIDE,
        high=HIGH,
        quarters=tuple(_quarter(outline, terrain.seed, index) for index, outline in enumerate(outlines)),
        avenues="".join(outline_of(outline) for outline in outlines),
        streets=tuple(_street(spot, terrain.seed) for spot in terrain.spots if spot.kind == "street"),
        parks=tuple(_park(terrain, index) for index in range(PARKS)),
        river=curve(river),
        river_name=terrain.river,
        bridges=tuple(_bridge(spot, river) for spot in terrain.spots if spot.kind == "bridge"),
        rails=tuple(_rails(spot, terrain.seed) for spot in _main_stations(terrain)),
        labels=tuple(_label(spot) for spot in terrain.spots),
        veils=tuple(_veils(terrain, outlines)),
    )


def _quarter(outline: list[Point], seed: str, index: int) -> Quarter:
    angle = between(0, math.pi / 2, seed, "streets", index)
    lines = hatched(outline, angle, BLOCK) + hatched(outline, angle + math.pi / 2, BLOCK * 1.7)
    return Quarter(outline_of(outline), lines_of(lines), index % 3)


def _street(spot: Spot, seed: str) -> str:
    """A long street through its place, a little bent."""
    angle = between(0, math.pi, seed, "street", spot.code)
    bend = between(-24, 24, seed, "bend", spot.code)
    x, y = math.cos(angle) * LONG / 2, math.sin(angle) * LONG / 2
    middle = (spot.x - bend * math.sin(angle) / 4, spot.y + bend * math.cos(angle) / 4)
    end = (spot.x + x - bend * math.sin(angle), spot.y + y + bend * math.cos(angle))
    return curve([(spot.x - x, spot.y - y), middle, end])


def _river(terrain: Terrain) -> list[Point]:
    """From the left to the right, under all bridges."""
    bridges = sorted((spot.x, spot.y) for spot in terrain.spots if spot.kind == "bridge")
    apart = [at for index, at in enumerate(bridges) if index == 0 or at[0] - bridges[index - 1][0] > 40]
    if not apart:
        apart = [(x, HIGH * between(0.5, 0.75, terrain.seed, "river", x)) for x in (WIDE * 0.3, WIDE * 0.7)]
    first, last = apart[0], apart[-1]
    start = (-30.0, first[1] + between(-90, 90, terrain.seed, "river", "in"))
    end = (WIDE + 30.0, last[1] + between(-90, 90, terrain.seed, "river", "out"))
    return [start, *apart, end]


def _bridge(spot: Spot, river: Sequence[Point]) -> str:
    """Across the river, whose direction there is that between its neighbours."""
    nearest = min(range(len(river)), key=lambda index: abs(river[index][0] - spot.x))
    before, after = river[max(0, nearest - 1)], river[min(len(river) - 1, nearest + 1)]
    angle = math.atan2(after[1] - before[1], after[0] - before[0]) + math.pi / 2
    x, y = math.cos(angle) * 34, math.sin(angle) * 34
    return lines_of([((spot.x - x, spot.y - y), (spot.x + x, spot.y + y))])


def _park(terrain: Terrain, index: int) -> str:
    """A round piece of green, as far from the places as chance lets it be."""
    tries = [
        (between(40, WIDE - 40, terrain.seed, "park", index, turn, "x"),
         between(40, HIGH - 40, terrain.seed, "park", index, turn, "y"))
        for turn in range(10)
    ]  # fmt: skip
    far = max(
        tries,
        key=lambda at: min(((at[0] - s.x) ** 2 + (at[1] - s.y) ** 2 for s in terrain.spots), default=0),
    )
    size = between(26, 48, terrain.seed, "park", index, "size")
    ring = [
        (far[0] + math.cos(turn * math.pi / 4) * size * between(0.75, 1.25, terrain.seed, index, turn),
         far[1] + math.sin(turn * math.pi / 4) * size * between(0.55, 0.95, terrain.seed, index, turn, "y"))
        for turn in range(8)
    ]  # fmt: skip
    return curve([*ring, ring[0]]) + "Z"


def _main_stations(terrain: Terrain) -> list[Spot]:
    return [spot for spot in terrain.spots if spot.kind == "station"][:2]


def _rails(spot: Spot, seed: str) -> str:
    """From a station to the nearer side of the map."""
    side = -20.0 if spot.x < WIDE / 2 else WIDE + 20.0
    bend = between(-60, 60, seed, "rails", spot.code)
    return curve([(spot.x, spot.y), ((spot.x + side) / 2, spot.y + bend / 3), (side, spot.y + bend)])


def _label(spot: Spot) -> Label:
    room = 4.6 * len(spot.name)  # about half of how wide it is
    anchor = "start" if spot.x < room + 12 else "end" if spot.x > WIDE - room - 12 else "middle"
    return Label(spot.code, spot.kind, spot.name, round(spot.x, 1), round(spot.y, 1), anchor)


def _veils(terrain: Terrain, outlines: list[list[Point]]) -> list[Veil]:
    by_code = {spot.code: outline for spot, outline in zip(terrain.centres, outlines, strict=True)}
    return [
        Veil(spot.code, outline_of(by_code[spot.code]) if spot.kind == "district" else "",
             round(spot.x, 1), round(spot.y, 1), NEAR)
        for spot in terrain.spots
    ]  # fmt: skip
