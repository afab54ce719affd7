"""Small pictures for a line of a table: how long, how much, which way, whose line. PURE."""

from .plot import DASHES, PLOT_FONT, Frame, Style
from .svg import picture, tag


def response_bar(
    delay: float | None,
    deadline: float,
    longest: float,
    style: Style,
    title: str,
    *,
    state: str,
    width: float = 150,
) -> str:
    """How long an answer took, against its deadline; `longest` (s) is the length of the whole bar."""
    frame = Frame(width, 12, max(longest, deadline, 1.0), 1.0, 1, 5, 0, 0)
    colour = style["good"] if state == "met" else style["warn"] if state == "late" else style["bad"]
    limit = frame.x(deadline)
    parts = [tag("rect", x=1, y=4, width=limit - 1, height=4, rx=2, fill=style["line"])]
    if delay is not None:
        parts.append(tag("rect", x=1, y=3, width=max(frame.x(delay) - 1, 3), height=6, rx=2, fill=colour))
        parts.append(
            tag(
                "circle",
                cx=max(frame.x(delay), 4),
                cy=6,
                r=3.4,
                fill=style["paper"],
                stroke=colour,
                stroke_width=1.8,
            )
        )
    elif state == "missed":
        cross = f"M{limit - 8:.1f} 3.4l5.2 5.2m0-5.2l-5.2 5.2"
        parts.append(tag("path", d=cross, stroke=colour, stroke_width=1.6, stroke_linecap="round"))
    parts.append(tag("path", d=f"M{limit:.2f} 0.5v11", stroke=style["ink"], stroke_width=1.1))
    return picture(width, 12, parts, title, style.font, PLOT_FONT)


def meter(part: float, colour: str, style: Style, title: str, width: float = 90) -> str:
    """A part of 1 as a bar."""
    filled = max(0.0, min(1.0, part)) * width
    parts = [tag("rect", x=0, y=2, width=width, height=6, rx=3, fill=style["line"])]
    if filled > 0:
        parts.append(tag("rect", x=0, y=2, width=max(filled, 6), height=6, rx=3, fill=colour))
    return picture(width, 10, parts, title, style.font, PLOT_FONT)


def push_bar(change: float, widest: float, colour: str, style: Style, title: str, width: float = 120) -> str:
    """A push upwards (to the right) or downwards (to the left) from a middle line; `widest` fills half."""
    half = width / 2
    length = max(2.0, half * min(1.0, abs(change) / widest)) if widest > 0 else 0.0
    start = half if change >= 0 else half - length
    parts = [
        tag("rect", x=start, y=2, width=length, height=8, rx=1.5, fill=colour),
        tag("path", d=f"M{half:.2f} 0v12", stroke=style["linestrong"], stroke_width=0.8),
    ]
    return picture(width, 12, parts, title, style.font, PLOT_FONT)


def emotion_key(index: int, style: Style, title: str) -> str:
    """A piece of an emotion's line, as it is drawn in the curves."""
    line = tag(
        "path",
        d="M1 5H33",
        stroke=style.emotion(index),
        stroke_width=2.2,
        stroke_dasharray=DASHES[index],
        fill="none",
    )
    return picture(34, 10, [line], title, style.font, PLOT_FONT)
