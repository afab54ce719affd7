"""What curves are drawn against: scales, axes, phases, and the marks of what happened. PURE."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .facts import EMOTIONS
from .svg import Attribute, path, tag, text

#: A dash per emotion, in the order of EMOTIONS.
DASHES = (None, "7 2.5", "1.6 2.2", "9 2.5 1.6 2.5", "4 3")
PLOT_FONT = 8.0
ROW = 8.4  # height of a row of labels
TICKS = (10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 43200.0, 86400.0)  # s


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened at `t` (s), shown as `label`."""

    t: float
    label: str


@dataclass(frozen=True, slots=True)
class Style:
    """Colours (any that SVG takes), by the names of the design tokens without dashes, and the font."""

    colours: Mapping[str, str]
    font: str = "sans-serif"

    def __getitem__(self, name: str) -> str:
        return self.colours[name]

    def emotion(self, index: int) -> str:
        return self.colours[EMOTIONS[index]]


@dataclass(frozen=True, slots=True)
class Frame:
    """A plot of `end` seconds from left to right and `top` units upwards, with room around it."""

    width: float
    height: float
    end: float
    top: float
    left: float = 34
    right: float = 62
    above: float = 12
    below: float = 18

    def x(self, t: float) -> float:
        span = self.width - self.left - self.right
        return self.left + span * min(max(t / self.end if self.end > 0 else 0.0, 0.0), 1.0)

    def y(self, value: float) -> float:
        span = self.height - self.above - self.below
        return self.height - self.below - span * (value / self.top if self.top > 0 else 0.0)

    @property
    def floor(self) -> float:
        return self.height - self.below


@dataclass(frozen=True, slots=True)
class Scene:
    """What a course is drawn against: its phases (start in s, name), what happened and what the team said."""

    end: float
    phases: Sequence[tuple[float, str]] = ()
    injects: Sequence[Mark] = ()
    messages: Sequence[Mark] = ()
    names: Sequence[str] = EMOTIONS
    words: Mapping[str, str] = field(default_factory=dict)


# ── what happened ─────────────────────────────────────────────────────────────────────────────────


def lanes(marks: Sequence[Mark], end: float, width: float, most: int) -> list[tuple[Mark, int]]:
    """Marks with the row in which each stands, so that labels do not lie on each other.

    In a crowd, where `most` rows are full, a mark has no row (-1): it is drawn without its label.
    """
    frame = Frame(width, 1, end, 1)
    free: list[float] = []
    placed = []
    for mark in sorted(marks, key=lambda mark: mark.t):
        x, half = frame.x(mark.t), _half(mark) + 0.6
        row = next((row for row, edge in enumerate(free) if x - half >= edge), len(free))
        if row == most:
            placed.append((mark, -1))
            continue
        if row == len(free):
            free.append(0.0)
        free[row] = x + half
        placed.append((mark, row))
    return placed


def _half(mark: Mark) -> float:
    return 1.9 * len(mark.label) + 1.8


def rows_of(placed: Sequence[tuple[Mark, int]]) -> int:
    return max((row + 1 for _mark, row in placed), default=0)


def inject_marks(frame: Frame, placed: Sequence[tuple[Mark, int]], style: Style) -> list[str]:
    """Numbers above the plot, each with a thin line down to the time that it marks."""
    lines, labels = [], []
    for mark, row in placed:
        x, y = frame.x(mark.t), frame.above - 6 - ROW * max(0, row)
        lines.append(
            tag("path", d=path([(x, y + 3), (x, frame.above)]), stroke=style["linestrong"], stroke_width=0.4)
        )
        lines.append(
            tag("path", d=path([(x, frame.above), (x, frame.floor)]), stroke=style["line"], stroke_width=0.6)
        )
        shape: dict[str, Attribute] = {
            "rx": 3.8,
            "fill": style["paper"],
            "stroke": style["inksoft"],
            "stroke_width": 0.6,
        }
        if row >= 0:
            labels.append(_label(mark, x, y, style["ink"], **shape))
    return [*lines, *labels]


def message_marks(frame: Frame, placed: Sequence[tuple[Mark, int]], style: Style) -> list[str]:
    """Letters below the times, each with a line up to the plot's floor."""
    shapes = []
    for mark, row in placed:
        x, y = frame.x(mark.t), frame.floor + 8 + ROW * max(0, row)
        line = path([(x, frame.floor), (x, y - 3)])
        shapes.append(tag("path", d=line, stroke=style["accent"], stroke_width=0.6))
        arrow = f"M{x - 2.4:.2f} {frame.floor:.2f}h4.8l-2.4 -4.2z"
        shapes.append(tag("path", d=arrow, fill=style["accent"]))
        if row >= 0:
            shapes.append(_label(mark, x, y, style["onaccent"], rx=1.6, fill=style["accent"]))
    return shapes


def _label(mark: Mark, x: float, y: float, ink: str, **shape: Attribute) -> str:
    half = _half(mark)
    ground = tag("rect", x=x - half, y=y - 3.8, width=2 * half, height=7.6, **shape)
    return ground + text(
        x, y + 2, mark.label, fill=ink, font_size=5.8, font_weight="bold", text_anchor="middle"
    )


def phase_grounds(frame: Frame, scene: Scene, style: Style) -> list[str]:
    """Every second phase on a darker ground."""
    return [
        tag(
            "rect",
            x=left,
            y=frame.above,
            width=right - left,
            height=frame.floor - frame.above,
            fill=style["paper"] if index % 2 == 0 else style["hover"],
        )
        for index, (left, right, _name) in enumerate(_phases(frame, scene))
    ]


def phase_names(frame: Frame, scene: Scene, style: Style) -> list[str]:
    """The phases' names, as far as there is room, in a band at the top of the plot."""
    parts = []
    for index, (left, right, name) in enumerate(_phases(frame, scene)):
        ground = style["sunken"] if index % 2 == 0 else style["line"]
        parts.append(tag("rect", x=left, y=frame.above, width=right - left, height=10, fill=ground))
        room = int((right - left - 6) / 3.5)
        label = name if len(name) <= room else f"{name[: room - 1]}…" if room > 5 else ""
        parts.append(text(left + 3, frame.above + 7.2, label, fill=style["inksoft"], font_size=6.6))
    return parts


def _phases(frame: Frame, scene: Scene) -> list[tuple[float, float, str]]:
    """Left edge, right edge and name of each phase that began."""
    started = [(t, name) for t, name in scene.phases if t < scene.end]
    return [
        (frame.x(t), frame.x(until), name)
        for (t, name), (until, _name) in pairwise([*started, (scene.end, "")])
    ]


# ── axes ──────────────────────────────────────────────────────────────────────────────────────────


def share_grid(frame: Frame, scene: Scene, style: Style) -> list[str]:
    step = 0.1 if frame.top <= 0.4 else 0.2
    values = [step * index for index in range(round(frame.top / step) + 1)]
    pattern = scene.words.get("percent", "%(number)s%%")
    labels = [(value, pattern % {"number": round(value * 100)}) for value in values]
    return _grid(frame, style, labels)


def rate_grid(frame: Frame, scene: Scene, style: Style) -> list[str]:
    quarter, group = frame.top / 4, scene.words.get("group", "")
    values = [quarter * index for index in range(5)]
    return _grid(frame, style, [(value, f"{value:,.0f}".replace(",", group)) for value in values])


def _grid(frame: Frame, style: Style, values: Sequence[tuple[float, str]]) -> list[str]:
    parts = []
    right = frame.width - frame.right
    for value, label in values:
        y = frame.y(value)
        parts.append(
            tag("path", d=path([(frame.left, y), (right, y)]), stroke=style["line"], stroke_width=0.6)
        )
        parts.append(
            text(frame.left - 4, y + 2.6, label, fill=style["inkfaint"], text_anchor="end", font_size=7.2)
        )
    return parts


def clock_axis(frame: Frame, style: Style, down: float = 0.0) -> list[str]:
    """Times under the plot, at most ten of them, `down` units lower than the axis itself."""
    step = next((tick for tick in TICKS if frame.end / tick <= 10), TICKS[-1])
    parts = [
        tag(
            "path",
            d=path([(frame.left, frame.floor), (frame.width - frame.right, frame.floor)]),
            stroke=style["linestrong"],
            stroke_width=0.8,
        )
    ]
    for index in range(int(frame.end / step + 1e-9) + 1):
        x = frame.x(index * step)
        parts.append(
            tag(
                "path",
                d=path([(x, frame.floor), (x, frame.floor + 3)]),
                stroke=style["linestrong"],
                stroke_width=0.8,
            )
        )
        parts.append(
            text(
                x,
                frame.floor + down + 10.5,
                clock_text(index * step),
                fill=style["inkfaint"],
                text_anchor="middle",
                font_size=7.2,
            )
        )
    return parts


def clock_text(seconds: float) -> str:
    """Exercise time as m:ss, from an hour on h:mm:ss."""
    whole = max(0, int(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def round_top(value: float) -> float:
    """A round number not below `value` that divides by four."""
    for power in range(12):
        for digit in (4, 8, 12, 16, 20, 28):
            if digit * 10**power >= value:
                return float(digit * 10**power)
    return value
