"""SVG written by hand: elements and escaped text, nothing that a strict CSP or WeasyPrint refuses. PURE.

Presentation attributes only (no style, no script, no class), so that the same picture stands on a screen and
on paper.
"""

from collections.abc import Iterable
from html import escape

Attribute = str | int | float | None


def tag(name: str, *children: str, **attributes: Attribute) -> str:
    """An element; `children` are markup already. `stroke_width=2` becomes stroke-width="2"."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(children)
    return f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said}/>"


def text(x: float, y: float, words: str, **attributes: Attribute) -> str:
    """Words at a place; whatever they hold shows as text."""
    return tag("text", escape(printable(words)), x=x, y=y, **attributes)


def picture(
    width: float, height: float, parts: Iterable[str], title: str, font: str = "sans-serif", size: float = 9
) -> str:
    """A whole picture of `width` × `height` units. `title` is what it shows, for those who cannot see it."""
    return tag(
        "svg",
        tag("title", escape(printable(title))),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_number(width)} {_number(height)}",
        width=width,
        height=height,
        role="img",
        font_family=font,
        font_size=size,
    )


def path(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """The `d` of a line through points."""
    steps = " ".join(f"{_number(x)} {_number(y)}" for x, y in points)
    return f"M{steps}{'Z' if closed else ''}" if steps else ""


def printable(words: str) -> str:
    """Without characters that XML does not know or that turn the line around (controls, bidi overrides)."""
    return "".join(
        char
        if char >= " " and char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"
        else " "
        for char in words
    )


def _value(value: Attribute) -> str:
    return _number(value) if isinstance(value, (int, float)) else escape(str(value))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
