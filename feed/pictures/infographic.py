"""An infographic of a team's: a title, and up to five figures or steps, in one colour. PURE.

Nothing in it is by chance: the same words give the same bytes. All of them stand in it, as large as they fit,
and those of the same kind in one size.
"""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple
from unicodedata import east_asian_width

from .pen import Sheet, mix

SOFT, PAPER = "#39414e", "#ffffff"
#: White on each of them can be read (at least 4.5 to 1).
TINTS = {
    "blue": "#1f55b8",
    "green": "#1d6b45",
    "amber": "#8a5200",
    "red": "#ad2626",
    "violet": "#6437a8",
    "slate": "#3d4757",
}
BOLD, PLAIN = 0.66, 0.58  # width of a letter in parts of its size, in the broadest font that may draw it
LEADING = 1.2
FIGURE, SWELL = 10, 1.5  # a label of so few characters with a digit in it is a figure, and so much larger
LABEL, TEXT = 0.1, 0.066  # sizes to begin with, in parts of the sheet's measure
NARROW, BROAD = frozenset("fijlrtI.,:;!'|()[] -"), frozenset("WMmw@%")
STEPS = [0.94**step for step in range(34)]  # down to an eighth of that

Part = tuple[str, str]  # label, explanation


class Box(NamedTuple):
    x: float
    y: float
    w: float
    h: float


class Row(NamedTuple):
    """A line of words, with its size."""

    words: str
    size: float
    is_label: bool


def infographic(title: str, parts: Sequence[Part], colour: str, shape: str) -> str:
    """The SVG; `shape` is one of pen.SIZES, `colour` one of TINTS (another is the first of them)."""
    tint = TINTS.get(colour, TINTS["blue"])
    s = Sheet(shape, Random(0))  # noqa: S311  nothing is drawn by chance
    s.fill(PAPER)
    top, foot = _head(s, title, tint), s.u * 0.035
    boxes = _boxes(s, top, s.h - foot, len(parts))
    scale = next((k for k in STEPS if _all_fit(s, parts, boxes, k)), STEPS[-1])
    for part, box in zip(parts, boxes, strict=True):
        _draw(s, part, box, tint, scale)
    s.rect(0, s.h - foot * 0.5, s.w, foot * 0.5, tint)
    return s.svg()


def _head(s: Sheet, title: str, tint: str) -> float:
    """The title on a band, in three lines at most; where the band ends."""
    pad = s.u * 0.06
    for step in STEPS:
        size = s.u * 0.088 * step
        lines = _lines(title, s.w - pad * 2, size, BOLD)
        if len(lines) <= (1 if step > 0.9 else 2 if step > 0.65 else 3):
            break
    high = pad * 1.3 + len(lines) * size * LEADING
    s.rect(0, 0, s.w, high, tint)
    for row, words in enumerate(lines):
        s.text(pad, pad * 0.55 + size * (0.95 + row * LEADING), words, size, PAPER, weight=800)
    return high


def _boxes(s: Sheet, top: float, foot: float, count: int) -> list[Box]:
    """Side by side on a wide sheet (three at most in a row), one below the other on a high one."""
    gap = s.u * 0.032
    rows = [count] if count <= 3 else [2, 2] if count == 4 else [3, 2]
    rows = rows if s.w > s.h else [1] * count
    high = (foot - top - gap * (len(rows) + 1)) / max(1, len(rows))
    boxes = []
    for row, many in enumerate(rows):
        wide = (s.w - gap * (many + 1)) / many
        y = top + gap + row * (high + gap)
        boxes += [Box(gap + place * (wide + gap), y, wide, high) for place in range(many)]
    return boxes


def _inner(s: Sheet, box: Box) -> Box:
    """Where words may stand: beside the bar, within the margins."""
    bar, pad = s.u * 0.014, s.u * 0.026
    return Box(box.x + bar + pad, box.y + pad * 0.7, box.w - bar - pad * 2, box.h - pad * 1.4)


def _rows(s: Sheet, part: Part, wide: float, scale: float) -> Iterator[Row]:
    label, text = part
    is_figure = len(label) <= FIGURE and any(char.isdigit() for char in label)
    size = s.u * LABEL * scale
    if is_figure and len(_lines(label, wide, size * SWELL, BOLD)) == 1:
        size *= SWELL
    yield from (Row(words, size, True) for words in _lines(label, wide, size, BOLD))
    size = s.u * TEXT * scale
    yield from (Row(words, size, False) for words in _lines(text, wide, size, PLAIN) if words)


def _height(rows: Sequence[Row]) -> float:
    gap = 0.35 * rows[-1].size if rows and not rows[-1].is_label else 0
    return sum(row.size * LEADING for row in rows) + gap


def _all_fit(s: Sheet, parts: Sequence[Part], boxes: Sequence[Box], scale: float) -> bool:
    inners = [_inner(s, box) for box in boxes]
    return all(
        _height(list(_rows(s, part, inner.w, scale))) <= inner.h
        for part, inner in zip(parts, inners, strict=True)
    )


def _draw(s: Sheet, part: Part, box: Box, tint: str, scale: float) -> None:
    s.rect(box.x, box.y, box.w, box.h, mix(tint, PAPER, 0.91), rx=8)
    s.rect(box.x, box.y, s.u * 0.014, box.h, tint)
    inner = _inner(s, box)
    rows = list(_rows(s, part, inner.w, scale))
    down, was_label = inner.y + max(0, inner.h - _height(rows)) / 2, True
    for row in rows:
        down += 0 if row.is_label or not was_label else row.size * 0.35
        was_label = row.is_label
        weight = 800 if row.is_label else 400
        s.text(
            inner.x,
            down + row.size * 0.95,
            row.words,
            row.size,
            tint if row.is_label else SOFT,
            weight=weight,
        )
        down += row.size * LEADING


def _lines(text: str, wide: float, size: float, letter: float) -> list[str]:
    """The words in lines that fit; one that is longer than a line goes on in the next."""
    room = max(4.0, wide / size / letter)
    lines, left = [""], room
    for word in text.split():
        for place, piece in enumerate(_pieces(word, room)):
            needs = _breadth(piece)
            if place or (lines[-1] and needs + 1 > left):
                lines.append("")
                left = room
            lines[-1] = f"{lines[-1]} {piece}".strip()
            left -= needs + 1
    return lines


def _pieces(word: str, room: float) -> list[str]:
    if _breadth(word) <= room:
        return [word]
    pieces = [""]
    for char in word:
        if _breadth(pieces[-1] + char) > room:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _breadth(words: str) -> float:
    """How wide words are, in letters of the usual width: no font is there to be measured."""
    return sum(map(_width, words))


def _width(char: str) -> float:
    if char in NARROW:
        return 0.6
    if char.isascii():
        return 1.7 if char in BROAD else 1.2 if char.isupper() else 1.0
    return 2.3 if east_asian_width(char) in "WF" else 1.3 if not char.isalpha() else 1.1
