"""Places out of doors: each fills the sheet and says where things stand in it. PURE."""

from .light import LIGHTS, Light, floor, sky
from .parts import facade, lamp, skyline, window
from .pen import Sheet, dark, mix, pale
from .seeing import Seen


def street(s: Sheet, light: Light, seen: Seen) -> float:
    """Between two rows of houses that run away to a point."""
    eye = 0.52
    sky(s, light, 0.6)
    x, y = s.w * s.dice.uniform(0.44, 0.56), s.h * eye
    s.glow(x, y, s.u * 0.42, light.glow if light.is_dark else light.low, 0.75)
    skyline(s, light, eye + 0.01, 0.1, light.far)
    floor(s, light, eye)
    gap = s.u * 0.11
    for side, edge in ((-1, 0.0), (1, float(s.w))):
        inner = x + side * gap
        wall = s.linear(light.mid if side < 0 else light.near, light.near, across=True)
        top = s.h * s.dice.uniform(-0.25, -0.1)
        s.area([(edge, top), (inner, y - s.u * 0.2), (inner, y + s.u * 0.03), (edge, s.h * 0.9)], wall)
        _windows(s, light, (edge, top, s.h * 0.9), (inner, y - s.u * 0.2, y + s.u * 0.03))
        pavement = mix(light.ground, light.near, 0.45)
        s.area(
            [
                (edge, s.h * 0.9),
                (inner, y + s.u * 0.03),
                (x + side * gap * 0.7, y + s.u * 0.03),
                (edge - side * s.w * 0.16, s.h + 1),
                (edge, s.h + 1),
            ],
            pavement,
        )
    for part in (0.0, 0.45):
        lamp(
            s,
            light,
            x - gap * 1.3 - part * s.u * 0.5,
            y + s.u * (0.06 + part * 0.3),
            s.u * (0.24 + part * 0.45),
        )
    if light in (LIGHTS["rain"], LIGHTS["night"]):
        s.area(
            [(x - 6, y), (x + 6, y), (x + s.u * 0.22, s.h), (x - s.u * 0.22, s.h)],
            s.fading(light.glow, 0.5, 0.05),
        )
    return 0.88


def _windows(
    s: Sheet, light: Light, near: tuple[float, float, float], far: tuple[float, float, float]
) -> None:
    """Rows of windows on a wall that shrinks from its `near` edge (x, top, bottom) to its `far` one."""

    def at(across: float, down: float) -> tuple[float, float]:
        ease = 1 - (1 - across) ** 1.9
        top, bottom = near[1] + (far[1] - near[1]) * ease, near[2] + (far[2] - near[2]) * ease
        return near[0] + (far[0] - near[0]) * ease, top + (bottom - top) * down

    for column in range(6):
        for row in range(5):
            a, b = (column + 0.28) / 6, (column + 0.72) / 6
            up, low = (row + 0.3) / 5.6, (row + 0.82) / 5.6
            is_lit = s.dice.random() < (0.4 if light.is_dark else 0.12)
            fill = light.lit if is_lit else dark(light.near, 0.35)
            s.area([at(a, up), at(b, up), at(b, low), at(a, low)], fill, opacity=0.85 if is_lit else 0.6)


def city(s: Sheet, light: Light, seen: Seen) -> float:
    horizon = 0.72
    sky(s, light, horizon)
    skyline(s, light, horizon, 0.34, mix(light.far, light.low, 0.4))
    skyline(s, light, horizon, 0.26, light.mid, windows=True)
    s.rect(0, s.h * 0.6, s.w, s.h * 0.14, s.fading(light.low, 0, 0.35))
    skyline(s, light, horizon + 0.06, 0.16, light.near, windows=True)
    floor(s, light, horizon + 0.06, light.near)
    return 0.93


def roofs(s: Sheet, light: Light, seen: Seen) -> float:
    sky(s, light, 0.62)
    skyline(s, light, 0.58, 0.12, light.far)
    dice = s.dice
    for depth, base, colour in (
        (0, 0.62, light.mid),
        (1, 0.78, mix(light.mid, light.near, 0.6)),
        (2, 1.0, light.near),
    ):
        x = -s.u * 0.15
        while x < s.w:
            wide, high = s.u * dice.uniform(0.28, 0.5), s.u * dice.uniform(0.1, 0.2)
            y = s.h * base - s.u * 0.02
            s.area(
                [
                    (x, s.h),
                    (x, y),
                    (x + wide * 0.2, y - high),
                    (x + wide * 0.85, y - high),
                    (x + wide, y),
                    (x + wide, s.h),
                ],
                s.linear(pale(colour, 0.1), dark(colour, 0.25)),
            )
            s.rect(x + wide * 0.3, y - high * 1.6, wide * 0.1, high * 0.7, dark(colour, 0.25))
            if depth and dice.random() < 0.6:
                window(
                    s,
                    x + wide * 0.55,
                    y - high * 0.75,
                    wide * 0.13,
                    high * 0.42,
                    light.lit,
                    dark(colour, 0.4),
                )
            x += wide * 0.94
    x, y, wide = s.w * 0.56, s.h * 0.74, s.u * 0.34  # the skylight
    s.glow(x, y - s.u * 0.03, wide, light.glow, 0.8)
    s.area(
        [
            (x - wide * 0.5, y),
            (x - wide * 0.3, y - s.u * 0.14),
            (x + wide * 0.3, y - s.u * 0.14),
            (x + wide * 0.5, y),
        ],
        s.linear(light.lit, mix(light.lit, light.near, 0.35)),
    )
    for part in (-0.25, 0, 0.25):
        s.line([(x + wide * part, y), (x + wide * part * 0.6, y - s.u * 0.14)], dark(light.near), 2)
    return 0.76


def courtyard(s: Sheet, light: Light, seen: Seen) -> float:
    s.fill(s.linear(light.low, light.top))
    deep = 0.66
    for left, right, shade in ((-0.02, 0.3, light.near), (0.7, 1.02, light.near), (0.24, 0.76, light.mid)):
        facade(
            s,
            light,
            s.w * left,
            s.h * -0.02,
            s.w * (right - left),
            s.h * (deep + 0.1 * (shade == light.near)),
            shade,
        )
    floor(s, light, deep, mix(light.ground, light.near, 0.4))
    s.rect(s.w * 0.45, s.h * (deep - 0.14), s.w * 0.1, s.h * 0.14, dark(light.mid, 0.5), rx=s.w * 0.05)
    lamp(s, light, s.w * 0.62, s.h * 0.72, s.u * 0.25)
    return 0.86


def gate(s: Sheet, light: Light, seen: Seen) -> float:
    """A gate that is shut, with what lies behind it."""
    sky(s, light, 0.7)
    _works(s, light, 0.68, mix(light.far, light.low, 0.25))
    floor(s, light, 0.68)
    top, foot, wide = s.h * 0.7 - s.u * 0.42, s.h * 0.74, s.u * 0.95
    left = s.w / 2 - wide / 2
    iron = dark(light.near, 0.35)
    for edge in (left - s.u * 0.09, left + wide):
        s.rect(
            edge,
            top - s.u * 0.05,
            s.u * 0.09,
            foot - top + s.u * 0.05,
            s.linear(light.mid, light.near, across=True),
        )
        s.rect(edge - s.u * 0.012, top - s.u * 0.075, s.u * 0.114, s.u * 0.03, pale(light.mid, 0.15))
    s.rect(-2, top + s.u * 0.14, left - s.u * 0.09, foot - top - s.u * 0.14, light.near)
    s.rect(left + wide + s.u * 0.09, top + s.u * 0.14, s.w, foot - top - s.u * 0.14, light.near)
    for bar in range(17):
        x = left + wide * (bar + 0.5) / 17
        s.line([(x, top + abs(8 - bar) * s.u * 0.007), (x, foot)], iron, s.u * 0.011)
    for y in (top + s.u * 0.09, foot - s.u * 0.05):
        s.line([(left, y), (left + wide, y)], iron, s.u * 0.016)
    s.line([(s.w / 2, top), (s.w / 2, foot)], dark(iron), s.u * 0.022)
    s.oval(s.w / 2, top + s.u * 0.22, s.u * 0.035, s.u * 0.03, dark(iron))
    s.shadow(s.w / 2, foot, wide * 0.6, s.u * 0.05)
    if light.is_dark:
        lamp(s, light, left - s.u * 0.045, top - s.u * 0.07, s.u * 0.12)
    return 0.9


def _works(s: Sheet, light: Light, base: float, colour: str) -> None:
    """Sheds with saw-tooth roofs, silos and chimneys, standing on `base`."""
    y, dice = s.h * base, s.dice
    for part in (0.14, 0.2, 0.83):
        x, high = s.w * part, s.u * dice.uniform(0.42, 0.56)
        s.area(
            [(x, y), (x + s.u * 0.012, y - high), (x + s.u * 0.045, y - high), (x + s.u * 0.057, y)],
            dark(colour, 0.12),
        )
        s.rect(x + s.u * 0.011, y - high, s.u * 0.036, s.u * 0.02, "#b3493f")
        for puff in range(3):
            s.oval(
                x + s.u * (0.05 + 0.07 * puff),
                y - high - s.u * (0.03 + 0.035 * puff),
                s.u * (0.04 + 0.025 * puff),
                s.u * (0.025 + 0.012 * puff),
                pale(light.low, 0.4),
                opacity=0.4,
            )
    for part in (0.62, 0.7, 0.76):
        s.rect(
            s.w * part,
            y - s.u * 0.33,
            s.u * 0.1,
            s.u * 0.34,
            s.linear(pale(colour, 0.25), dark(colour, 0.2), across=True),
            rx=s.u * 0.03,
        )
    tooth = s.w * 0.09
    for number in range(7):
        x = s.w * 0.02 + number * tooth
        s.area([(x, y), (x, y - s.u * 0.24), (x + tooth, y - s.u * 0.17), (x + tooth, y)], colour)
        s.area(
            [(x, y - s.u * 0.24), (x + tooth * 0.12, y - s.u * 0.18), (x, y - s.u * 0.17)], pale(colour, 0.3)
        )
        s.rect(
            x + tooth * 0.2,
            y - s.u * 0.1,
            tooth * 0.5,
            s.u * 0.035,
            light.lit,
            opacity=0.75 if light.is_dark else 0.4,
        )


def factory(s: Sheet, light: Light, seen: Seen) -> float:
    sky(s, light, 0.72)
    skyline(s, light, 0.7, 0.06, mix(light.far, light.low, 0.5))
    _works(s, light, 0.72, light.mid)
    floor(s, light, 0.72)
    for part in range(13):
        x = s.w * part / 12
        s.line([(x, s.h * 0.72), (x, s.h * 0.79)], light.near, 1.5)
    s.line([(0, s.h * 0.735), (s.w, s.h * 0.735)], light.near, 1.5)
    return 0.9
