"""What draws: shapes as SVG text, numbers cut short, every word escaped. PURE.

Presentation attributes alone: no style, no script, no address, so the strictest policy lets them through.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import NamedTuple
from xml.sax.saxutils import escape

SIZES = {"wide": (640, 360), "portrait": (480, 600), "tall": (405, 720)}
SANS = "Segoe UI, Roboto, Noto Sans, Liberation Sans, DejaVu Sans, Arial, sans-serif"
SERIF = "Georgia, Noto Serif, Liberation Serif, DejaVu Serif, serif"
HAND = "Segoe Print, Bradley Hand, Chalkboard SE, Comic Neue, Noto Sans, DejaVu Sans, sans-serif"
#: Width of a letter in parts of its size: no font is there to be measured.
WIDTH = 0.56


class Point(NamedTuple):
    x: float
    y: float


Stop = tuple[float, str, float]  # offset, colour, opacity


def short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def mix(one: str, other: str, part: float) -> str:
    """The colour between two `#rrggbb`, `part` of the way from `one` to `other`."""
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def dark(colour: str, part: float = 0.3) -> str:
    return mix(colour, "#05070c", part)


def pale(colour: str, part: float = 0.3) -> str:
    return mix(colour, "#ffffff", part)


class Sheet:
    """A picture under way, `w` by `h`; `u` is the measure of what stands in it, whatever its shape."""

    def __init__(self, shape: str, dice: Random) -> None:
        self.w, self.h = SIZES[shape]
        self.u = min(self.w, self.h)
        self.dice = dice
        self._defs: list[str] = []
        self._body: list[str] = []
        self._paints: dict[str, str] = {}
        self._stamps: set[str] = set()

    def svg(self) -> str:
        size = f'width="{self.w}" height="{self.h}" viewBox="0 0 {self.w} {self.h}"'
        defs, body = "".join(self._defs), "".join(self._body)
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><defs>{defs}</defs>{body}</svg>'

    # Paint ------------------------------------------------------------------------------------------

    def _define(self, kind: str, attributes: str, inside: str) -> str:
        """The paint's address; what was defined before is used again."""
        said = f"{attributes}>{inside}</{kind}>"
        if said not in self._paints:
            self._paints[said] = f"d{len(self._paints)}"
            self._defs.append(f'<{kind} id="{self._paints[said]}" {said}')
        return f"url(#{self._paints[said]})"

    def linear(self, *colours: str, across: bool = False) -> str:
        """A gradient from the top down (or from left to right), evenly."""
        last = max(1, len(colours) - 1)
        stops = "".join(
            f'<stop offset="{short(100 * i / last)}%" stop-color="{c}"/>' for i, c in enumerate(colours)
        )
        way = 'x1="0" y1="0" x2="1" y2="0"' if across else 'x1="0" y1="0" x2="0" y2="1"'
        return self._define("linearGradient", way, stops)

    def fading(self, colour: str, *opacities: float, across: bool = False) -> str:
        last = max(1, len(opacities) - 1)
        stops = "".join(
            f'<stop offset="{short(100 * i / last)}%" stop-color="{colour}" stop-opacity="{round(o, 2)}"/>'
            for i, o in enumerate(opacities)
        )
        way = 'x1="0" y1="0" x2="1" y2="0"' if across else 'x1="0" y1="0" x2="0" y2="1"'
        return self._define("linearGradient", way, stops)

    def radial(self, colour: str, inner: float, outer: float = 0) -> str:
        half = round(inner * 0.35 + outer * 0.65, 2)
        stops = (
            f'<stop offset="0" stop-color="{colour}" stop-opacity="{inner}"/>'
            f'<stop offset=".5" stop-color="{colour}" stop-opacity="{half}"/>'
            f'<stop offset="1" stop-color="{colour}" stop-opacity="{outer}"/>'
        )
        return self._define("radialGradient", "", stops)

    def blur(self, deviation: float) -> str:
        return self._define(
            "filter",
            'x="-20%" y="-20%" width="140%" height="140%"',
            f'<feGaussianBlur stdDeviation="{short(deviation)}"/>',
        )

    def pencil(self) -> str:
        """Lines that tremble on paper, without colour."""
        return self._define(
            "filter",
            'x="-5%" y="-5%" width="110%" height="110%"',
            '<feColorMatrix type="saturate" values=".08" result="c"/>'
            '<feTurbulence type="fractalNoise" baseFrequency=".045" numOctaves="2" seed="3" result="n"/>'
            '<feDisplacementMap in="c" in2="n" scale="5"/>',
        )

    def wobble(self, scale: float = 6) -> str:
        return self._define(
            "filter",
            'x="-5%" y="-5%" width="110%" height="110%"',
            '<feTurbulence type="fractalNoise" baseFrequency=".02" numOctaves="2" seed="8" result="n"/>'
            f'<feDisplacementMap in="SourceGraphic" in2="n" scale="{short(scale)}"/>',
        )

    def grain(self) -> str:
        """A tile of noise: the whole sheet would cost a phone a blink for each picture."""
        noise = (
            '<filter id="grain" x="0" y="0" width="1" height="1"><feTurbulence type="fractalNoise" '
            'baseFrequency=".9" numOctaves="2" seed="5" stitchTiles="stitch"/>'
            '<feColorMatrix values="0 0 0 0 .5 0 0 0 0 .5 0 0 0 0 .5 .9 .9 0 0 -.62"/></filter>'
        )
        self._defs.append(noise)
        tile = '<rect width="160" height="160" filter="url(#grain)"/>'
        return self._define("pattern", 'width="160" height="160" patternUnits="userSpaceOnUse"', tile)

    # Shapes -----------------------------------------------------------------------------------------

    def _put(self, name: str, attributes: str, more: dict[str, object]) -> None:
        extra = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in more.items())
        self._body.append(f"<{name} {attributes}{extra}/>")

    def rect(self, x: float, y: float, w: float, h: float, fill: str, rx: float = 0, **more: object) -> None:
        rounded = f' rx="{short(rx)}"' if rx else ""
        place = f'x="{short(x)}" y="{short(y)}" width="{short(max(0, w))}" height="{short(max(0, h))}"'
        self._put("rect", f'{place} fill="{fill}"{rounded}', more)

    def fill(self, fill: str, **more: object) -> None:
        """The whole sheet."""
        self.rect(0, 0, self.w, self.h, fill, **more)  # type: ignore[arg-type]

    def circle(self, x: float, y: float, r: float, fill: str, **more: object) -> None:
        self._put("circle", f'cx="{short(x)}" cy="{short(y)}" r="{short(r)}" fill="{fill}"', more)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: str, **more: object) -> None:
        place = f'cx="{short(x)}" cy="{short(y)}" rx="{short(rx)}" ry="{short(ry)}"'
        self._put("ellipse", f'{place} fill="{fill}"', more)

    def area(self, points: Sequence[tuple[float, float]], fill: str, **more: object) -> None:
        """A polygon."""
        place = " ".join(f"{short(x)},{short(y)}" for x, y in points)
        self._put("polygon", f'points="{place}" fill="{fill}"', more)

    def line(self, points: Sequence[tuple[float, float]], colour: str, width: float, **more: object) -> None:
        place = " ".join(f"{short(x)},{short(y)}" for x, y in points)
        drawn = f'fill="none" stroke="{colour}" stroke-width="{short(width)}" stroke-linecap="round"'
        self._put("polyline", f'points="{place}" {drawn} stroke-linejoin="round"', more)

    def path(self, d: str, fill: str, **more: object) -> None:
        self._put("path", f'd="{d}" fill="{fill}"', more)

    def stroke(self, d: str, colour: str, width: float, *, butt: bool = False, **more: object) -> None:
        end = "butt" if butt else "round"
        drawn = f'fill="none" stroke="{colour}" stroke-width="{short(width)}" stroke-linecap="{end}"'
        self._put("path", f'd="{d}" {drawn} stroke-linejoin="round"', more)

    def tiles(
        self, corners: Sequence[tuple[float, float]], w: float, h: float, fill: str, **more: object
    ) -> None:
        """Many rectangles of one size and colour, as one shape."""
        spots = "".join(f"M{short(x)} {short(y)}h{short(w)}v{short(h)}h{short(-w)}z" for x, y in corners)
        if spots:
            self._put("path", f'd="{spots}" fill="{fill}"', more)

    def stamp(
        self, name: str, inside: str, x: float, y: float, scale: float, colour: str, turn: float = 0
    ) -> None:
        """A shape that comes again and again, kept once; what says no colour of its own has `colour`."""
        if name not in self._stamps:
            self._stamps.add(name)
            paint = 'fill="currentColor" stroke="currentColor" stroke-width="0" stroke-linecap="round"'
            self._defs.append(f'<g id="{name}" {paint}>{inside}</g>')
        turned = f" rotate({short(turn)})" if turn else ""
        place = f'transform="translate({short(x)} {short(y)}){turned} scale({round(scale, 3)})"'
        self._body.append(f'<use href="#{name}" {place} color="{colour}"/>')

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        fill: str,
        *,
        anchor: str = "start",
        weight: int = 400,
        family: str = SANS,
        **more: object,
    ) -> None:
        extra = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in more.items())
        self._body.append(
            f'<text x="{short(x)}" y="{short(y)}" font-size="{short(size)}" fill="{fill}" '
            f'text-anchor="{anchor}" font-weight="{weight}" font-family="{family}"{extra}>{escape(words)}'
            f"</text>"
        )

    @contextmanager
    def group(self, **attributes: object) -> Iterator[None]:
        inside = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in attributes.items())
        self._body.append(f"<g{inside}>")
        yield
        self._body.append("</g>")

    @contextmanager
    def at(self, x: float, y: float, scale: float = 1, turn: float = 0, **more: object) -> Iterator[None]:
        """A place of its own: what is drawn inside counts from (x, y), in parts of `scale`."""
        turned = f" rotate({short(turn)})" if turn else ""
        with self.group(
            transform=f"translate({short(x)} {short(y)}){turned} scale({round(scale, 3)})", **more
        ):
            yield

    # Light ------------------------------------------------------------------------------------------

    def glow(self, x: float, y: float, r: float, colour: str, strength: float = 0.8) -> None:
        self.circle(x, y, r, self.radial(colour, strength))

    def shadow(self, x: float, y: float, rx: float, ry: float = 0, strength: float = 0.45) -> None:
        self.oval(x, y, rx, ry or rx * 0.18, self.radial("#05070c", strength))


def wrapped(words: str, letters: int, most: int) -> list[str]:
    """At most `most` lines of about so many letters; what does not fit is left out with an ellipsis."""
    lines = [""]
    for word in words.split():
        word = word[:letters]
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            if len(lines) == most:
                lines[-1] = lines[-1][: letters - 1] + "…"
                break
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
