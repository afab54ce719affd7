"""What people leave or make for others: each drawn around (0, 0), where it stands, about 100 high. PURE."""

import math
from collections.abc import Callable

from .light import Light
from .pen import HAND, Sheet, dark, mix, pale, wrapped
from .seeing import Seen

GLASS = "#cfe0e6"


def _inked(seen: Seen) -> dict[str, object]:
    """The outline of what a pencil draws: white things would be lost on white paper."""
    return (
        {"stroke": "#4b4742", "stroke_width": 1.6, "stroke_linejoin": "round"}
        if "pencil" in seen.manner
        else {}
    )


def taper(s: Sheet, light: Light, seen: Seen) -> None:
    """One candle, half burnt, and the light that it makes."""
    s.glow(0, -96, 190, "#ffb65c", 0.5)
    s.glow(0, -98, 70, "#ffd694", 0.75)
    s.shadow(0, 2, 54)
    s.path("M-13 0V-66Q-12-74-2-70Q8-66 13-74V0Q0 6-13 0Z", s.linear("#f7e6c4", "#e8cfa2", "#b99566"))
    s.path("M13-74Q15-50 19-40Q22-32 16-32Q12-40 12-56Z", "#f1dcb6")
    s.stroke("M0-70V-80", "#3a2b20", 2)
    s.path("M0-112Q13-92 6-82Q0-76-6-82Q-12-91 0-112Z", "#ffd87a")
    s.path("M0-100Q6-89 3-83Q0-80-3-83Q-6-88 0-100Z", "#fff6dc")
    s.oval(0, 1, 24, 5, "#e9d3a8", opacity=0.8)


def jar(s: Sheet, light: Light, seen: Seen) -> None:
    """A tealight in a jam jar."""
    s.glow(0, -40, 150, "#ffb65c", 0.55)
    s.shadow(0, 2, 60)
    s.path("M-30-4Q-34-8-34-20V-66Q-34-76-26-82H26Q34-76 34-66V-20Q34-8 30-4Q0 4-30-4Z", GLASS, opacity=0.3)
    s.path("M-31-8Q-32-30-30-40Q0-30 30-40Q32-30 31-8Q0 0-31-8Z", "#ffcf80", opacity=0.5)
    s.glow(0, -26, 42, "#ffe1a4", 0.95)
    s.rect(-12, -17, 24, 11, "#e6e3dc", rx=2)
    s.path("M0-40Q8-28 4-22Q0-18-4-22Q-8-28 0-40Z", "#fff2c4")
    s.rect(-28, -92, 56, 11, mix("#c9a36a", light.near, 0.2), rx=3)
    s.stroke("M-24-70V-22", "#ffffff", 3, opacity=0.55)
    s.stroke("M27-64V-36", "#ffffff", 2, opacity=0.35)


def heart(s: Sheet, light: Light, seen: Seen) -> None:
    """Cut out by hand, mended with large stitches."""
    red = seen.colour or "#b83a3f"
    s.shadow(4, -2, 60, 12, 0.3)
    shape = "M0-2Q-58-44-56-84Q-52-112-26-112Q-8-111 1-94Q12-114 32-112Q56-108 56-82Q54-42 0-2Z"
    s.path(shape, s.linear(pale(red, 0.14), dark(red, 0.18)))
    s.path(
        "M0-14Q-46-50-46-82Q-43-101-26-102Q-10-101 1-80Q14-103 31-102Q47-98 46-80Q44-50 0-14Z",
        "none",
        stroke=pale(red, 0.45),
        stroke_width=2,
        stroke_dasharray="7 5",
    )
    s.stroke("M14-96L4-76L16-60L2-40L10-22", dark(red, 0.5), 2.4)
    for x, y in ((9, -88), (9, -68), (9, -50), (5, -31)):
        s.line([(x - 9, y - 4), (x + 9, y + 4)], "#f2e7d4", 2.8)


def dove(s: Sheet, light: Light, seen: Seen) -> None:
    """In flight, a sprig in its beak."""
    grey, line = "#bcc6d2", _inked(seen)
    with s.at(0, -56):
        s.path("M-8-2Q-36-54-78-58Q-62-46-66-34Q-50-36-48-24Q-34-24-28-8Z", s.linear("#ffffff", grey), **line)
        s.path(
            "M52-20Q40-34 26-22Q6-6-22 6Q-50 8-70 28Q-44 26-30 34Q4 36 24 16Q38 0 40-10Z", "#fbfcfd", **line
        )
        s.path("M-22 6Q-50 8-70 28Q-44 26-30 34Q-10 36 8 28Q-18 26-22 6Z", grey, opacity=0.55)
        s.path(
            "M16-10Q8-58-24-84Q-22-66-34-62Q-20-50-26-40Q-10-36-8-14Q2 4 16-10Z",
            s.linear("#ffffff", "#d7dee7"),
            **line,
        )
        s.stroke("M2-18Q-2-46-20-66M10-16Q6-40-4-58", grey, 1.6, opacity=0.8)
        s.circle(42, -22, 2.4, "#2a2f38")
        s.path("M52-21L62-16L50-14Z", "#d39a52")
        s.stroke("M60-16Q70-8 72 6", "#6b7d4b", 2)
        for x, y in ((64, -12), (70, -4), (72, 4)):
            s.oval(x + 4, y, 6, 2.6, "#7f9a5c", transform=f"rotate(-30 {x + 4} {y})")
            s.oval(x - 5, y + 2, 6, 2.6, "#7f9a5c", transform=f"rotate(40 {x - 5} {y + 2})")


def boat(s: Sheet, light: Light, seen: Seen) -> None:
    """Folded of a sheet of paper, on the water or on a table."""
    sheet, line = seen.colour or "#f4efe3", _inked(seen)
    s.oval(0, 2, 76, 9, dark(light.ground, 0.35), opacity=0.5)
    s.area([(0, -104), (-44, -34), (0, -30)], pale(sheet, 0.3), **line)
    s.area([(0, -104), (44, -34), (0, -30)], dark(sheet, 0.14), **line)
    s.area([(-88, -46), (-58, 0), (0, 4), (0, -30), (-44, -34)], s.linear(sheet, dark(sheet, 0.08)), **line)
    s.area([(88, -46), (58, 0), (0, 4), (0, -30), (44, -34)], dark(sheet, 0.2), **line)
    s.stroke("M-88-46L0-26L88-46", dark(sheet, 0.3), 1.2, opacity=0.7)
    for row in range(4):
        s.stroke(f"M-{62 - row * 4} {-28 + row * 7}H-{14 + row * 2}", "#8fa3c0", 1, opacity=0.5)
    s.stroke("M-96 12Q-70 6-46 12T6 12T58 12T100 10", "#ffffff", 2, opacity=0.4)


def crane(s: Sheet, light: Light, seen: Seen) -> None:
    """Folded of paper, standing."""
    s.shadow(0, 2, 56)
    line = _inked(seen)
    white = "#f6f2e8" if line else seen.colour
    fold(s, white or s.dice.choice(["#d9606b", "#e9b949", "#5b8fc7", "#7fae86"]), line)


def fold(s: Sheet, tint: str, ink: dict[str, object] | None = None) -> None:
    """A paper crane in this colour."""
    line = ink or {}
    s.area([(20, -36), (90, -112), (44, -24)], dark(tint, 0.14), **line)
    s.area([(2, -56), (46, -134), (36, -28)], s.linear(dark(tint, 0.05), dark(tint, 0.3)), **line)
    s.area([(-18, -40), (-80, -104), (-40, -24)], dark(tint, 0.08), **line)
    s.area([(-80, -104), (-104, -90), (-70, -92)], dark(tint, 0.26), **line)
    s.area([(-40, -26), (0, 0), (44, -24), (2, -56)], s.linear(tint, dark(tint, 0.12)), **line)
    s.area([(-40, -26), (-30, -144), (16, -36)], s.linear(pale(tint, 0.45), tint), **line)
    s.stroke("M-30-144L-8-30M0 0L2-56", dark(tint, 0.3), 1, opacity=0.6)


def rose(s: Sheet, light: Light, seen: Seen) -> None:
    """One, laid down."""
    petal, line = seen.colour or "#f4f0e6", _inked(seen)
    s.shadow(6, -2, 84, 12, 0.4)
    s.stroke("M-92-8Q-30-26 34-36", "#4e6b41", 5)
    for x, y, turn in ((-50, -20, -46), (-18, -32, 30), (20, -24, -20)):
        s.oval(x, y, 22, 9, "#5f8250", transform=f"rotate({turn} {x} {y})", **line)
    with s.at(60, -48):
        for far, wide, shade in ((22, 24, 0.2), (14, 20, 0.1), (6, 15, 0.02)):
            for turn in range(round(far * 3), 360 + round(far * 3), 72):
                s.oval(0, -far, wide, wide * 0.78, dark(petal, shade), transform=f"rotate({turn})", **line)
        s.stroke("M-9 2Q-10-12 3-11Q14-8 9 3Q3 11-4 5Q-8-2 2-3", dark(petal, 0.34), 2.2)


def tulip(s: Sheet, light: Light, seen: Seen) -> None:
    """One, upright in a glass."""
    petal = seen.colour or "#d65a6f"
    s.shadow(0, 2, 44)
    s.stroke("M0-14Q4-50 2-92", "#5c8350", 5)
    s.path("M2-20Q-26-40-30-78Q-6-64 2-30Z", "#6d9a5c")
    s.path("M2-24Q24-38 34-70Q12-64 4-36Z", dark("#6d9a5c", 0.15))
    s.path(
        "M-22-128Q-30-96-14-88Q2-82 18-88Q32-98 24-128Q14-118 10-108"
        "Q6-122 0-132Q-6-122-10-108Q-16-120-22-128Z",
        s.linear(pale(petal, 0.22), dark(petal, 0.16)),
    )
    s.path("M-22 0L-26-58H26L22 0Q0 6-22 0Z", GLASS, opacity=0.42)
    s.path("M-22 0L-24-32H24L22 0Q0 6-22 0Z", "#a9c7d3", opacity=0.5)
    s.stroke("M-18-50L-16-8", "#ffffff", 2.5, opacity=0.7)


def daisies(s: Sheet, light: Light, seen: Seen) -> None:
    """A handful in a jam jar."""
    s.shadow(0, 2, 50)
    heads = [(-34, -96), (-14, -116), (8, -100), (28, -118), (40, -88), (-4, -82)]
    for x, y in heads:
        s.stroke(f"M{x * 0.25:.0f}-10Q{x * 0.4:.0f}-54 {x} {y}", "#5c8350", 2.4)
    for x, y in heads:
        with s.at(x, y, 1, s.dice.uniform(0, 60)):
            for turn in range(0, 180, 30):
                s.oval(0, 0, 15, 4, "#fbfaf4", transform=f"rotate({turn})")
            s.circle(0, 0, 5, "#e5b53c")
    s.path("M-27 0L-30-60H30L27 0Q0 6-27 0Z", GLASS, opacity=0.45)
    s.path("M-27 0L-28-38H28L27 0Q0 6-27 0Z", "#a9c7d3", opacity=0.45)
    s.rect(-31, -66, 62, 8, GLASS, rx=3, opacity=0.8)
    s.stroke("M-22-52L-20-8", "#ffffff", 2.5, opacity=0.7)


def card(s: Sheet, light: Light, seen: Seen) -> None:
    """A few words by hand on a white card, held down with a pebble."""
    with s.at(0, -62, 1, s.dice.uniform(-7, 7)):
        s.rect(-84, -50, 176, 116, "#05070c", opacity=0.22, rx=2)
        s.rect(-90, -58, 180, 118, s.linear("#fffdf6", "#efe8d8"), rx=2)
        lines = wrapped(seen.quoted, 17, 4) if seen.quoted else []
        size = min(26, 92 / max(1, len(lines)), 290 / max(map(len, lines), default=1))
        for row, words in enumerate(lines):
            y = (row - (len(lines) - 1) / 2) * size * 1.3 + size * 0.3
            s.text(0, y, words, size, "#2b3a5c", anchor="middle", family=HAND, font_style="italic")
        s.oval(62, 50, 22, 14, s.linear("#a8a49c", "#6f6b66"))
        s.oval(56, 46, 9, 4, "#ffffff", opacity=0.3)


def bench(s: Sheet, light: Light, seen: Seen) -> None:
    """Nobody on it."""
    wood = mix("#86603f", light.near, 0.25)
    s.shadow(0, 2, 118)
    for x in (-84, 84):
        s.line([(x, 0), (x, -40), (x * 1.03, -92)], dark(wood, 0.55), 6)
        s.line([(x, -40), (x * 0.86, 2)], dark(wood, 0.55), 5)
    for y in (-92, -76, -60):
        s.rect(-104, y, 208, 11, s.linear(pale(wood, 0.15), wood), rx=2)
    for y in (-44, -36):
        s.rect(-108, y, 216, 7, pale(wood, 0.05), rx=2)


def tree(s: Sheet, light: Light, seen: Seen) -> None:
    """Alone, and old."""
    bark, leaf = mix("#5a4534", light.near, 0.3), mix(seen.colour or "#6f9457", light.near, 0.25)
    s.shadow(0, 2, 70)
    s.path("M-9 2Q-4-34-10-58L-38-84L-34-90L-8-72L-2-104H4L8-74L36-96L40-90L12-58Q8-30 12 2Z", bark)
    for _ in range(34):
        turn, far = s.dice.uniform(0, 6.28), s.dice.uniform(0.1, 1) ** 0.6
        x, y = far * 58 * math.cos(turn), -106 + far * 42 * math.sin(turn)
        tint = mix(leaf, s.dice.choice(["#ffffff", "#1d2a1a", "#d8b24a"]), s.dice.uniform(0.02, 0.3))
        s.circle(x, y, s.dice.uniform(10, 20), tint, opacity=0.85)


#: Each with its height in parts of the sheet's measure.
THINGS: dict[str, tuple[Callable[[Sheet, Light, Seen], None], float]] = {
    "taper": (taper, 0.62),
    "jar": (jar, 0.5),
    "heart": (heart, 0.54),
    "dove": (dove, 0.48),
    "boat": (boat, 0.46),
    "crane": (crane, 0.5),
    "rose": (rose, 0.42),
    "tulip": (tulip, 0.5),
    "daisies": (daisies, 0.5),
    "card": (card, 0.46),
    "bench": (bench, 0.32),
    "tree": (tree, 0.5),
}
