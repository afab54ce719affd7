"""Places at water, in the country and on the road. PURE."""

from .light import LIGHTS, Light, bokeh, floor, sky
from .parts import lamp, skyline, tree, window
from .pen import Sheet, dark, mix, pale
from .seeing import Seen


def bridge(s: Sheet, light: Light, seen: Seen) -> float:
    sky(s, light, 0.56)
    skyline(s, light, 0.56, 0.14, mix(light.far, light.low, 0.2), windows=True)
    s.rect(0, s.h * 0.56, s.w, s.h * 0.44, s.linear(mix(light.low, light.mid, 0.35), light.mid, light.near))
    deck, span = s.h * 0.5, s.w / 3
    stone = mix(light.near, light.mid, 0.35)
    d = f"M{-5} {deck:.0f}H{s.w + 5}V{deck + s.u * 0.06:.0f}"
    for arch in range(3, 0, -1):
        x = arch * span
        d += f"H{x - span * 0.08:.0f}V{s.h * 0.66:.0f}" if arch < 3 else ""
        d += f"H{x - span * (0.08 if arch == 3 else 0.14):.0f}"
        d += f"Q{x - span * 0.5:.0f} {deck - s.u * 0.02:.0f} {x - span * 0.88:.0f} {s.h * 0.66:.0f}"
    s.path(d + "H-5Z", s.linear(stone, dark(stone, 0.2)))
    s.line([(0, deck - s.u * 0.03), (s.w, deck - s.u * 0.03)], dark(stone, 0.2), 2)
    for part in range(5):
        lamp(s, light, s.w * (part + 0.5) / 5, deck, s.u * 0.14)
    ripples(s, light, 0.6)
    return 0.94


def ripples(s: Sheet, light: Light, top: float) -> None:
    for _ in range(26):
        y = s.dice.uniform(top, 1)
        wide = s.u * (0.05 + 0.22 * (y - top))
        x = s.dice.uniform(0, s.w)
        s.line(
            [(x, s.h * y), (x + wide, s.h * y)], light.lit if light.is_dark else "#ffffff", 1.2, opacity=0.28
        )


def flood(s: Sheet, light: Light, seen: Seen) -> float:
    """Water where fields and streets were."""
    sky(s, light, 0.48)
    skyline(s, light, 0.5, 0.05, mix(light.far, light.low, 0.35))
    s.rect(
        0,
        s.h * 0.48,
        s.w,
        s.h * 0.52,
        s.linear(mix(light.low, "#8a7d66", 0.35), mix(light.mid, "#6e624d", 0.5), light.near),
    )
    for part, high in ((0.16, 0.26), (0.72, 0.2), (0.9, 0.3)):
        x, y, wide = s.w * part, s.h * 0.56, s.u * high
        s.rect(x - wide * 0.5, y - wide * 0.55, wide, wide * 0.55, mix(light.mid, "#b08d70", 0.35))
        s.area(
            [(x - wide * 0.6, y - wide * 0.52), (x, y - wide), (x + wide * 0.6, y - wide * 0.52)], "#7a4a3d"
        )
        window(s, x - wide * 0.3, y - wide * 0.42, wide * 0.2, wide * 0.22, light.lit, light.near)
        window(s, x + wide * 0.1, y - wide * 0.42, wide * 0.2, wide * 0.22, light.near, light.near)
        s.rect(x - wide * 0.5, y, wide, wide * 0.4, s.fading(light.near, 0.4, 0))
    for part in (0.34, 0.46, 0.58):
        tree(s, light, s.w * part, s.h * 0.58, s.u * 0.2)
    x, y = s.w * 0.4, s.h * 0.8  # a road sign that still stands out of the water
    s.line([(x, y), (x, y - s.u * 0.24)], light.near, 4)
    s.circle(x, y - s.u * 0.27, s.u * 0.055, "#f2f0ea", stroke="#b8352c", stroke_width=short_width(s))
    s.oval(x, y, s.u * 0.07, s.u * 0.012, "#ffffff", opacity=0.35)
    ripples(s, light, 0.52)
    return 0.9


def short_width(s: Sheet) -> int:
    return round(s.u * 0.02)


def field(s: Sheet, light: Light, seen: Seen) -> float:
    sky(s, light, 0.58)
    green = mix("#7c9a55", light.near, 0.55 if light.is_dark else 0.12)
    for base, high, part in ((0.58, 0.07, 0.6), (0.62, 0.05, 0.3)):
        x, y = s.w * s.dice.uniform(0.2, 0.8), s.h * base
        s.oval(x, y + s.u * 0.1, s.w * 0.75, s.u * (high + 0.12), mix(green, light.low, part))
    s.rect(0, s.h * 0.64, s.w, s.h * 0.36, s.linear(mix(green, light.low, 0.15), dark(green, 0.3)))
    for row in range(9):
        end = s.w * (0.5 + (row - 4) * 0.35)
        s.line(
            [(s.w * 0.5 + (row - 4) * s.w * 0.06, s.h * 0.64), (end, s.h)], dark(green, 0.2), 2, opacity=0.45
        )
    for part in (0.08, 0.16, 0.86):
        tree(s, light, s.w * part, s.h * 0.66, s.u * s.dice.uniform(0.2, 0.3))
    x, y = s.w * 0.68, s.h * 0.635
    s.rect(
        x, y - s.u * 0.07, s.u * 0.14, s.u * 0.07, mix("#d8cbb4", light.near, 0.4 if light.is_dark else 0.05)
    )
    s.area(
        [(x - 5, y - s.u * 0.065), (x + s.u * 0.07, y - s.u * 0.13), (x + s.u * 0.14 + 5, y - s.u * 0.065)],
        "#94503f",
    )
    return 0.92


def garden(s: Sheet, light: Light, seen: Seen) -> float:
    sky(s, light, 0.5)
    green = mix("#6f9658", light.near, 0.55 if light.is_dark else 0.08)
    with s.group(filter=s.blur(s.u * 0.012)):
        for _ in range(16):
            x, y = s.dice.uniform(-0.05, 1.05) * s.w, s.h * s.dice.uniform(0.3, 0.58)
            s.circle(
                x,
                y,
                s.u * s.dice.uniform(0.1, 0.2),
                mix(green, s.dice.choice([light.near, light.low, "#3d6b46"]), 0.4),
            )
        bokeh(s, light, 9)
    s.rect(0, s.h * 0.62, s.w, s.h * 0.38, s.linear(pale(green, 0.2), dark(green, 0.25)))
    for _ in range(40):
        x, y = s.dice.uniform(0, s.w), s.h * s.dice.uniform(0.64, 1)
        colour = s.dice.choice(["#ffffff", "#f3d673", "#e48aa0", pale(green, 0.4), pale(green, 0.4)])
        s.circle(x, y, s.u * 0.006 + (y / s.h - 0.6) * 4, colour, opacity=0.75)
    return 0.9


def beach(s: Sheet, light: Light, seen: Seen) -> float:
    sky(s, light, 0.45)
    s.rect(
        0,
        s.h * 0.45,
        s.w,
        s.h * 0.3,
        s.linear("#5f93ad", "#8fbcc6") if not light.is_dark else s.linear(light.mid, light.low),
    )
    sand = mix("#e3cfa2", light.near, 0.5 if light.is_dark else 0)
    for y, opacity in ((0.64, 0.5), (0.67, 1)):
        d = f"M0 {s.h * y:.0f}"
        for step in range(4):
            d += f"q{s.w / 8:.0f} {(-1) ** step * s.u * 0.04:.0f} {s.w / 4:.0f} 0"
        s.path(
            d + f"V{s.h}H0Z", "#ffffff" if opacity < 1 else s.linear(sand, dark(sand, 0.15)), opacity=opacity
        )
    ripples(s, LIGHTS["day"], 0.47) if seen.layers else None
    return 0.9


def road(s: Sheet, light: Light, seen: Seen) -> float:
    """A motorway with a gantry and lights that queue."""
    eye = 0.5
    sky(s, light, eye)
    skyline(s, light, eye, 0.08, mix(light.far, light.low, 0.3))
    floor(s, light, eye, mix("#6f7f5c", light.near, 0.5))
    x, y = s.w * 0.5, s.h * eye
    s.area(
        [(x - s.u * 0.05, y), (x + s.u * 0.05, y), (s.w * 1.02, s.h), (s.w * -0.02, s.h)],
        s.linear(mix(light.ground, light.low, 0.3), dark(light.ground, 0.3)),
    )
    for lane in (-0.5, 0, 0.5):
        for step in range(7):
            a, b = (step / 7) ** 2, ((step + 0.5) / 7) ** 2
            s.line(
                [
                    (x + lane * s.w * a * 0.66, y + (s.h - y) * a),
                    (x + lane * s.w * b * 0.66, y + (s.h - y) * b),
                ],
                "#f2efe6",
                0.8 + 4 * a,
                opacity=0.8,
            )
    for step in range(9):
        part = (0.04 + step * 0.035) ** 0.75
        for lane, colour in ((-0.36, "#ff5a45"), (0.36, "#fff3cf")):
            lx, ly, r = x + lane * s.w * part * 0.8, y + (s.h - y) * part, s.u * (0.004 + part * 0.014)
            for off in (-2.2, 2.2):
                s.circle(lx + off * r, ly, r, colour)
            s.glow(lx, ly, r * 6, colour, 0.5)
    s.rect(s.w * 0.12, y - s.u * 0.17, s.w * 0.76, s.u * 0.012, light.near)
    for part in (0.2, 0.56):
        s.rect(
            s.w * part,
            y - s.u * 0.21,
            s.w * 0.24,
            s.u * 0.12,
            "#1f5aa8",
            rx=4,
            stroke="#ffffff",
            stroke_width=1.5,
        )
        s.line([(s.w * part + 10, y - s.u * 0.17), (s.w * (part + 0.15), y - s.u * 0.17)], "#ffffff", 4)
        s.line(
            [(s.w * part + 10, y - s.u * 0.13), (s.w * (part + 0.2), y - s.u * 0.13)],
            "#ffffff",
            4,
            opacity=0.8,
        )
    return 0.86
