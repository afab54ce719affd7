"""The debrief's pictures as SVG. PURE: points and words in, markup out; the same on a screen and on paper.

An emotion is never colour alone: it has a dash of its own and its name at the end of its line. Injects stand
as numbers above a curve, the team's messages as letters below it.
"""

from collections.abc import Sequence
from itertools import pairwise

from .bars import emotion_key, meter, push_bar, response_bar
from .facts import EMOTIONS, Point
from .plot import (
    DASHES,
    PLOT_FONT,
    ROW,
    Frame,
    Mark,
    Scene,
    Style,
    clock_axis,
    clock_text,
    inject_marks,
    lanes,
    message_marks,
    phase_grounds,
    phase_names,
    rate_grid,
    round_top,
    rows_of,
    share_grid,
)
from .svg import path, picture, tag, text

__all__ = [
    "Mark", "Scene", "Style", "clock_text", "emotion_key", "emotion_lines", "meter", "mix", "push_bar",
    "response_bar", "volume_areas",
]  # fmt: skip
LABEL = 8.5  # height of a line's name


def emotion_lines(points: Sequence[Point], scene: Scene, style: Style, title: str, width: float = 520) -> str:
    """The shares of the five emotions over time, with injects and the team's messages marked."""
    injects, messages = lanes(scene.injects, scene.end, width, 4), lanes(scene.messages, scene.end, width, 3)
    above, below = 8 + ROW * max(1, rows_of(injects)), 18 + ROW * rows_of(messages)
    frame = Frame(width, 176 + above + below, scene.end, _top_share(points), above=above, below=below)
    lines = [_line(points, frame, style, emotion) for emotion in range(len(EMOTIONS))]
    parts = [
        *phase_grounds(frame, scene, style),
        *share_grid(frame, scene, style),
        *inject_marks(frame, injects, style),
        *message_marks(frame, messages, style),
        *phase_names(frame, scene, style),
        *lines,
        *_end_labels(points, frame, scene, style),
        *clock_axis(frame, style, ROW * rows_of(messages)),
    ]
    return picture(frame.width, frame.height, parts, title, style.font, PLOT_FONT)


def volume_areas(
    points: Sequence[Point],
    scene: Scene,
    style: Style,
    title: str,
    *,
    step: float,
    asked: Sequence[tuple[float, float]] = (),
    width: float = 520,
) -> str:
    """Posts per minute, stacked by emotion.

    `step` is a point's width (s), `asked` the pressure per minute that was asked for from t on.
    """
    rates = [tuple(count * 60.0 / step for count in point.counts) for point in points]
    most = max([sum(rate) for rate in rates] + [rate for _t, rate in asked], default=0.0)
    frame = Frame(width, 132, scene.end, round_top(most), above=10)
    parts = [
        *rate_grid(frame, scene, style),
        *_stack([point.t for point in points], rates, frame, style, step),
        *_asked(asked, frame, scene, style),
        *_band_labels(rates, frame, scene, style),
        *clock_axis(frame, style),
    ]
    return picture(frame.width, frame.height, parts, title, style.font, PLOT_FONT)


def mix(points: Sequence[Point], style: Style, title: str, width: float = 160, height: float = 56) -> str:
    """The five shares filling the whole height: the course of a room at a glance."""
    end = _whole(points)
    frame = Frame(width, height, end, 1.0, 0, 0, 0, 0)
    rates = [point.shares for point in points]
    parts = _stack([point.t for point in points], rates, frame, style, 0.0)
    return picture(width, height, parts, title, style.font, PLOT_FONT)


# ── curves ────────────────────────────────────────────────────────────────────────────────────────


def _line(points: Sequence[Point], frame: Frame, style: Style, emotion: int) -> str:
    ends = _ends(points)
    line = path(
        (frame.x(end), frame.y(point.shares[emotion])) for end, point in zip(ends, points, strict=True)
    )
    return tag(
        "path",
        d=line or "M0 0",
        fill="none",
        stroke=style.emotion(emotion),
        stroke_width=1.7,
        stroke_dasharray=DASHES[emotion],
        stroke_linejoin="round",
    )


def _ends(points: Sequence[Point]) -> list[float]:
    """A point's mood is that of its end: the beginning of the next one."""
    return [*(point.t for point in points[1:]), _whole(points)] if points else []


def _whole(points: Sequence[Point]) -> float:
    if not points:
        return 1.0
    width = points[1].t - points[0].t if len(points) > 1 else 60.0
    return points[-1].t + width


def _top_share(points: Sequence[Point]) -> float:
    most = max((max(point.shares) for point in points), default=0.0)
    return next((top for top in (0.2, 0.4, 0.6, 0.8) if most <= top * 0.92), 1.0)


def _end_labels(points: Sequence[Point], frame: Frame, scene: Scene, style: Style) -> list[str]:
    """The emotions' names beside the ends of their lines, moved apart where they would touch."""
    if not points:
        return [text(frame.left + 8, frame.floor - 8, scene.words.get("nothing", ""), fill=style["inkfaint"])]
    x = frame.x(_whole(points))
    last = points[-1].shares
    wanted = sorted((frame.y(last[emotion]), emotion) for emotion in range(len(EMOTIONS)))
    labels = []
    for (y, emotion), (line, _same) in zip(_apart(wanted, frame), wanted, strict=True):
        labels.append(
            tag(
                "path",
                d=path([(x + 1, line), (x + 6, y)]),
                stroke=style.emotion(emotion),
                stroke_width=0.7,
                fill="none",
            )
        )
        labels.append(
            text(
                x + 8,
                y + 2.8,
                scene.names[emotion],
                fill=style[f"{EMOTIONS[emotion]}ink"],
                font_weight="bold",
            )
        )
    return labels


def _apart(wanted: Sequence[tuple[float, int]], frame: Frame) -> list[tuple[float, int]]:
    """Places at least LABEL apart, in the same order, inside the plot."""
    placed: list[float] = []
    for y, _emotion in wanted:
        placed.append(max(y, placed[-1] + LABEL) if placed else max(y, frame.above + 2))
    limit = frame.floor
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], limit)
        limit = placed[index] - LABEL
    return [(y, emotion) for y, (_y, emotion) in zip(placed, wanted, strict=True)]


def _stack(
    times: Sequence[float], rates: Sequence[Sequence[float]], frame: Frame, style: Style, step: float
) -> list[str]:
    """Areas on top of each other, the first emotion at the bottom; a value holds for its whole step."""
    if not rates:
        return []
    shapes = []
    below = [0.0] * len(rates)
    last = times[-1] + (step or (times[1] - times[0] if len(times) > 1 else 1.0))
    for emotion in range(len(EMOTIONS)):
        upper = [base + rate[emotion] for base, rate in zip(below, rates, strict=True)]
        edge = _edge(times, upper, last, frame)
        base = _edge(times, below, last, frame)
        shapes.append(
            tag(
                "path",
                d=path([*edge, *reversed(base)], closed=True),
                fill=style.emotion(emotion),
                fill_opacity=0.82,
                stroke=style["paper"],
                stroke_width=0.5,
            )
        )
        below = upper
    return shapes


def _edge(
    times: Sequence[float], values: Sequence[float], last: float, frame: Frame
) -> list[tuple[float, float]]:
    line = [(frame.x(t), frame.y(value)) for t, value in zip(times, values, strict=True)]
    return [*line, (frame.x(last), frame.y(values[-1]))]


def _band_labels(rates: Sequence[Sequence[float]], frame: Frame, scene: Scene, style: Style) -> list[str]:
    """The emotions' names beside the right edge of their bands."""
    if not rates:
        return [text(frame.left + 8, frame.floor - 8, scene.words.get("nothing", ""), fill=style["inkfaint"])]
    base, wanted = 0.0, []
    for emotion in range(len(EMOTIONS)):
        rate = rates[-1][emotion]
        wanted.append((frame.y(base + rate / 2), emotion))
        base += rate
    wanted.sort()
    x = frame.width - frame.right
    return [
        text(x + 8, y + 2.8, scene.names[emotion], fill=style[f"{EMOTIONS[emotion]}ink"], font_weight="bold")
        for y, emotion in _apart(wanted, frame)
    ]


def _asked(asked: Sequence[tuple[float, float]], frame: Frame, scene: Scene, style: Style) -> list[str]:
    """The pressure that the trainer asked for, as a line of steps."""
    shown = []
    for (t, rate), (until, _rate) in pairwise([*asked, (scene.end, 0.0)]):
        if rate > 0 and until > t:
            shown.append(
                tag(
                    "path",
                    d=path([(frame.x(t), frame.y(rate)), (frame.x(until), frame.y(rate))]),
                    stroke=style["ink"],
                    stroke_width=1,
                    stroke_dasharray="3 2",
                )
            )
    if shown:
        t, rate = next((t, rate) for t, rate in asked if rate > 0)
        x = frame.x(t) + 3
        shown.append(
            text(x, frame.y(rate) - 2.5, scene.words.get("asked", ""), fill=style["ink"], font_size=7)
        )
    return shown
