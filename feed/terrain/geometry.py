"""What a drawn map is made of: quarters around points, lines cut to them, curves through points. PURE."""

import math
from collections.abc import Sequence

Point = tuple[float, float]


def quarters(centres: Sequence[Point], wide: float, high: float) -> list[list[Point]]:
    """The part of the map that is nearest to each centre (Voronoi), as a convex outline."""
    frame: list[Point] = [(0, 0), (wide, 0), (wide, high), (0, high)]
    return [
        _nearest(frame, centre, [c for other, c in enumerate(centres) if other != index])
        for index, centre in enumerate(centres)
    ]


def _nearest(outline: list[Point], centre: Point, others: Sequence[Point]) -> list[Point]:
    for other in others:
        middle = ((centre[0] + other[0]) / 2, (centre[1] + other[1]) / 2)
        outline = _cut(outline, middle, (other[0] - centre[0], other[1] - centre[1]))
    return outline


def _cut(outline: list[Point], through: Point, away: Point) -> list[Point]:
    """What of an outline does not lie beyond the line through a point, in the direction `away`."""
    kept: list[Point] = []
    for one, other in zip(outline, [*outline[1:], *outline[:1]], strict=True):
        a, b = _beyond(one, through, away), _beyond(other, through, away)
        if a <= 0:
            kept.append(one)
        if (a < 0 < b) or (b < 0 < a):
            share = a / (a - b)
            kept.append((one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])))
    return kept


def _beyond(point: Point, through: Point, away: Point) -> float:
    return (point[0] - through[0]) * away[0] + (point[1] - through[1]) * away[1]


def hatched(outline: Sequence[Point], angle: float, step: float) -> list[tuple[Point, Point]]:
    """Parallel lines at `angle` (radians), `step` apart, where they lie within a convex outline."""
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    levels = [x * across[0] + y * across[1] for x, y in outline]
    lines = []
    level = (math.floor(min(levels) / step) + 0.5) * step if levels else 0
    while levels and level < max(levels):
        crossed = _crossings(outline, across, level)
        if len(crossed) >= 2:
            crossed.sort(key=lambda point: point[0] * along[0] + point[1] * along[1])
            lines.append((crossed[0], crossed[-1]))
        level += step
    return lines


def _crossings(outline: Sequence[Point], across: Point, level: float) -> list[Point]:
    found = []
    for one, other in zip(outline, [*outline[1:], *outline[:1]], strict=True):
        a = one[0] * across[0] + one[1] * across[1] - level
        b = other[0] * across[0] + other[1] * across[1] - level
        if (a < 0) != (b < 0):
            share = a / (a - b)
            found.append((one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])))
    return found


def curve(points: Sequence[Point]) -> str:
    """A smooth line through the points (Catmull-Rom), as the data of a path."""
    padded = [points[0], *points, points[-1]]
    parts = [f"M{_at(points[0])}"]
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        one = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        other = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        parts.append(f"C{_at(one)} {_at(other)} {_at(end)}")
    return "".join(parts)


def outline_of(points: Sequence[Point]) -> str:
    return f"M{'L'.join(_at(point) for point in points)}Z"


def lines_of(lines: Sequence[tuple[Point, Point]]) -> str:
    return "".join(f"M{_at(one)}L{_at(other)}" for one, other in lines)


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
