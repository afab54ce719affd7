"""What fills a picture from side to side: weather, crowds, smoke, tape. PURE."""

import math

from .light import LIGHTS, Light
from .pen import Sheet, dark, mix, pale
from .seeing import Seen


def smoke(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    x, y = s.w * s.dice.uniform(0.38, 0.68), s.h * 0.72
    grey = mix("#2b2c30", light.low, 0.12)
    with s.group(filter=s.blur(s.u * 0.012)):
        for step in range(16):
            part = step / 15
            r = s.u * (0.05 + part * 0.2)
            s.circle(
                x + math.sin(step * 1.1) * r * 0.5 + part**2 * s.u * 0.3,
                y - part * s.h * 0.66,
                r,
                mix(grey, light.low, part * 0.5),
                opacity=round(0.85 - part * 0.45, 2),
            )


def fire(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    x, y = s.w * 0.52, s.h * 0.76
    s.glow(x, y - s.u * 0.08, s.u * 0.55, "#ff7a2c", 0.85)
    for tint, size, count in (("#e2491f", 1, 11), ("#ff9a35", 0.7, 9), ("#ffe08a", 0.38, 7)):
        for part in range(count):
            fx = x + (part - (count - 1) / 2) * s.u * 0.055 * size
            high = s.u * s.dice.uniform(0.12, 0.28) * size * (1.2 - abs(part - (count - 1) / 2) / count)
            wide = s.u * 0.045
            s.path(
                f"M{fx - wide:.0f} {y:.0f}Q{fx - wide:.0f} {y - high * 0.5:.0f} {fx:.0f} "
                f"{y - high:.0f}Q{fx + wide * 0.4:.0f} {y - high * 0.6:.0f} {fx + wide:.0f} "
                f"{y:.0f}Z",
                tint,
                opacity=0.85,
            )
    for _ in range(18):
        s.circle(
            x + s.u * s.dice.uniform(-0.35, 0.35), y - s.u * s.dice.uniform(0.1, 0.6), s.u * 0.004, "#ffcf7a"
        )


def candles(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    """Small lights on the ground, some before others."""
    inside = (
        f'<circle cy="-13" r="26" fill="{s.radial("#ffb64f", 0.6)}"/>'
        f'<rect x="-2.6" y="-11" width="5.2" height="11" rx="1" fill="{s.linear("#fff3d6", "#d7bd92")}"/>'
        '<path fill="#fff0b0" d="M0-18Q3.4-12 0-11Q-3.4-12 0-18Z"/>'
    )
    for row in range(4):
        size = s.u * (0.0046 + row * 0.0019)
        for place in range(9 - row):
            x = s.w * (place + 0.5 + s.dice.uniform(-0.3, 0.3)) / (9 - row)
            s.stamp("candle", inside, x, s.h * (0.77 + row * 0.065), size * s.dice.uniform(0.8, 1.2), "none")


#: Five petals in the bouquet's colour, leaves, paper.
BOUQUET = (
    '<path fill="#d8d2c6" d="M-5 2L0 17L5 2Z"/>'
    '<g fill="#55764c"><circle cx="-7" cy="2" r="2.2"/><circle cx="7" c'
    'y="2" r="2"/><circle cx="1" cy="-8" r="1.8"/></g>'
    '<circle cx="-4" cy="-1" r="3.2"/><circle cx="4" cy="-1" r="3.2"/><circle cy="-4.4" r="3.2"/>'
    '<circle cx="-2" cy="2.4" r="3"/><circle cx="3" cy="2.6" r="3"/>'
    '<g fill="#fff" opacity=".4"><circle cx="-4.6" cy="-1.8" r="1.2"/><circle cx="3.4" cy="-1.8" r="1.2"/>'
    '<circle cx="-.5" cy="-5" r="1.2"/></g>'
)


def flowers(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    """Bouquets laid down, with candles when it is dark."""
    for row in range(3):
        for place in range(6):
            x = s.w * (place + 0.5 + s.dice.uniform(-0.35, 0.35)) / 6
            tint = s.dice.choice(["#d9606b", "#f3f0ea", "#e9b949", "#a877b8", "#e58fa5"])
            tint = mix(tint, light.near, 0.3 if light.is_dark else 0)
            scale = s.u * (0.006 + row * 0.0018)
            s.stamp("bouquet", BOUQUET, x, s.h * (0.78 + row * 0.085), scale, tint, s.dice.uniform(-70, 70))
    if light.is_dark and "candles" not in seen.layers:
        candles(s, light, seen, base)


def bluelight(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    for part in (0.22, 0.5, 0.78):
        x, y = s.w * part, s.h * s.dice.uniform(0.52, 0.62)
        s.glow(x, y, s.u * 0.36, "#3f86ff", 0.85)
        s.circle(x, y, s.u * 0.016, "#dbe9ff")
        s.path(
            f"M{x - s.u * 0.05:.0f} {s.h * 0.7:.0f}L{x + s.u * 0.05:.0f} {s.h * 0.7:.0f}"
            f"L{x + s.u * 0.14:.0f} {s.h}H{x - s.u * 0.14:.0f}Z",
            s.fading("#3f86ff", 0.4, 0),
        )


def tape(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    """Two bands of police tape in the foreground."""
    wide = s.u * 0.062
    for y, sag in ((0.8, 0.03), (0.93, -0.02)):
        d = f"M-10 {s.h * y:.0f}Q{s.w / 2:.0f} {s.h * (y + sag):.0f} {s.w + 10} {s.h * (y - 0.02):.0f}"
        s.stroke(d, "#f4f1e6", wide)
        s.path(
            d,
            "none",
            stroke="#c8372d",
            stroke_width=f"{wide:.0f}",
            stroke_dasharray=f"{wide * 1.5:.0f} {wide * 1.5:.0f}",
        )
        s.stroke(d, "#ffffff", wide * 0.14, opacity=0.25)


def curtain(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    """From behind a curtain: folds at both sides, and a net over all."""
    cloth = mix("#8f8577", light.near, 0.5 if light.is_dark else 0.1)
    s.fill(mix(cloth, "#ffffff", 0.4), opacity=0.1)
    s.tiles([(x, 0) for x in range(0, s.w, max(3, s.w // 90))], 0.7, s.h, "#ffffff", opacity=0.07)
    for side in (0, 1):
        for fold in range(5):
            wide = s.w * 0.062
            x = fold * wide * 0.92 if side == 0 else s.w - (fold + 1) * wide * 0.92
            s.rect(
                x,
                -2,
                wide,
                s.h + 4,
                s.linear(dark(cloth, 0.45), pale(cloth, 0.12), dark(cloth, 0.5), across=True),
            )


def confetti(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    for tint in ("#e5483c", "#f2c43d", "#3f86c9", "#57a773", "#b06fc0", "#ffffff"):
        scraps = ""
        for _ in range(12):
            x, y = s.dice.uniform(0, s.w), s.dice.uniform(0, s.h * 0.92)
            size, turn = s.u * s.dice.uniform(0.012, 0.022), s.dice.uniform(0, math.pi)
            dx, dy = size * math.cos(turn), size * math.sin(turn)
            scraps += f"M{x:.0f} {y:.0f}l{dx:.1f} {dy:.1f}l{-dy / 2:.1f} {dx / 2:.1f}l{-dx:.1f} {-dy:.1f}z"
        s.path(scraps, tint)


def snow(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    s.rect(0, s.h * 0.82, s.w, s.h * 0.2, s.fading("#f4f8fb", 0, 0.75))
    for size in (0.006, 0.01, 0.016):
        spots = [(s.dice.uniform(0, s.w), s.dice.uniform(0, s.h)) for _ in range(30)]
        s.stroke("".join(f"M{x:.0f} {y:.0f}h0" for x, y in spots), "#ffffff", s.u * size, opacity=0.8)


def rain(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    d = ""
    for _ in range(80):
        x, y, long = s.dice.uniform(0, s.w), s.dice.uniform(0, s.h), s.u * s.dice.uniform(0.03, 0.07)
        d += f"M{x:.0f} {y:.0f}l{-long * 0.22:.0f} {long:.0f}"
    s.stroke(d, "#ffffff", 1, opacity=0.3)


def wind(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    """Leaves that are blown by."""
    for _ in range(22):
        x, y = s.dice.uniform(0, s.w), s.h * s.dice.uniform(0.45, 0.98)
        size = s.u * s.dice.uniform(0.012, 0.024)
        tint = s.dice.choice(["#a8713a", "#8a5a2e", "#b58a45"])
        s.oval(
            x,
            y,
            size,
            size * 0.42,
            mix(tint, light.near, 0.25),
            transform=f"rotate({s.dice.randint(-60, 20)} {x:.0f} {y:.0f})",
        )


def chalk(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    """On the blackboard: a pipe, its joint, and what lives in it."""
    with s.at(s.w * (0.36 if s.w > s.h else 0.47), s.h * 0.36, s.u * 0.0032, filter=s.wobble(3)):
        s.stroke("M-120-14H-44V-30H-28V-14H30M-120 20H-44V36H-28V20H30M-44-30V36M-28-30V36", "#f1efe4", 3)
        s.stroke("M-110 3H-60M-76-5L-60 3L-76 11", "#a8d3e6", 2.6)
        s.circle(-36, 3, 27, "none", stroke="#f0b7a8", stroke_width=2.4, stroke_dasharray="7 5")
        s.stroke("M-12-20L34-50H70", "#f0b7a8", 2.4)
        s.path(
            "M74-46q2-22 20-22q18 0 20 22q-5 10-10 0q-5 10-10 0q-5 10-10 0q-5 10-10 0z",
            "none",
            stroke="#c7e6a5",
            stroke_width=2.6,
        )
        s.circle(88, -54, 2.4, "#c7e6a5")
        s.circle(100, -54, 2.4, "#c7e6a5")
        s.stroke("M82-68L77-80M106-68L111-80", "#c7e6a5", 2.4)
        s.stroke("M-110 58H-20M-110 72H-46", "#f1efe4", 2.2, opacity=0.6)


def weather(s: Sheet, light: Light, seen: Seen) -> None:
    if seen.light == "rain" and light == LIGHTS["rain"]:
        rain(s, light, seen, 0.9)
