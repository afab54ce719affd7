"""Places under a roof, and fronts of houses one goes into. PURE."""

from .light import Light, bokeh, floor
from .parts import person, skyline, window
from .pen import Sheet, dark, mix, pale
from .seeing import Seen


def kitchen(s: Sheet, light: Light, seen: Seen) -> float:
    """A table before a tiled wall and a window."""
    s.fill(s.linear(light.top, light.low))
    table = 0.7
    with s.group(filter=s.blur(s.u * 0.007)):
        tile = s.u * 0.075
        grout = ""
        for row in range(int(s.h * 0.22 / tile) + 1):
            y = s.h * table - (row + 1) * tile
            grout += f"M0 {y:.0f}H{s.w}"
            shift = row % 2 * tile / 2
            grout += "".join(
                f"M{c * tile + shift:.0f} {y:.0f}v{tile:.0f}" for c in range(int(s.w / tile) + 1)
            )
        s.stroke(grout, pale(light.far, 0.15), 1.4, opacity=0.6)
        pane = "#22304a" if light.is_dark else "#eaf3f4"
        x, y, wide, high = s.w * 0.6, s.h * 0.08, s.u * 0.42, s.u * 0.36
        s.rect(x, y, wide, high, s.linear(pane, pale(pane, 0.12)))
        s.rect(x, y, wide, high, "none", stroke=pale(light.far, 0.5), stroke_width=7)
        s.line([(x + wide / 2, y), (x + wide / 2, y + high)], pale(light.far, 0.5), 5)
        s.circle(x + wide * 0.8, y + high * 0.93, s.u * 0.06, "#6c8a5c")
        s.rect(x + wide * 0.72, y + high * 0.86, wide * 0.16, high * 0.16, "#b5654a")
        s.line([(s.w * 0.04, s.h * 0.24), (s.w * 0.46, s.h * 0.24)], dark(light.mid, 0.1), 6)
        for part, tint in ((0.08, "#c56b4e"), (0.17, "#6d8793"), (0.25, "#d7a957"), (0.34, "#8b9b72")):
            s.rect(
                s.w * part,
                s.h * 0.24 - s.u * 0.12,
                s.u * 0.065,
                s.u * 0.12,
                mix(tint, light.near, 0.35 if light.is_dark else 0.05),
                rx=6,
            )
    s.glow(s.w * 0.7, s.h * 0.2, s.u * 0.65, light.glow, 0.55)
    s.rect(
        0, s.h * table, s.w, s.h * (1 - table), s.linear(pale(light.ground, 0.15), dark(light.ground, 0.3))
    )
    for _ in range(9):
        y = s.h * s.dice.uniform(table + 0.03, 1)
        x = s.dice.uniform(-0.1, 0.8) * s.w
        s.line(
            [(x, y), (x + s.w * s.dice.uniform(0.15, 0.5), y + 2)],
            dark(light.ground, 0.25),
            1.4,
            opacity=0.35,
        )
    s.line([(0, s.h * table), (s.w, s.h * table)], pale(light.ground, 0.4), 2.5, opacity=0.7)
    return 0.88


def cafe(s: Sheet, light: Light, seen: Seen) -> float:
    s.fill(s.linear(light.top, light.low))
    with s.group(filter=s.blur(s.u * 0.012)):
        for part in range(6):
            x = s.w * (0.08 + part * 0.17)
            s.line([(x, 0), (x, s.h * 0.16)], light.near, 2)
            s.glow(x, s.h * 0.19, s.u * 0.2, light.glow, 0.8)
            s.circle(x, s.h * 0.19, s.u * 0.035, light.lit)
        s.rect(0, s.h * 0.5, s.w, s.h * 0.2, dark(light.mid, 0.2))
        for part in range(14):
            tint = s.dice.choice(["#8d4b3a", "#c89858", "#6a7d6c", "#b7b2a4"])
            s.rect(
                s.w * (part + 0.3) / 14,
                s.h * 0.5 - s.u * 0.12,
                s.u * 0.035,
                s.u * 0.12,
                mix(tint, light.near, 0.3),
                rx=4,
            )
    bokeh(s, light, 8)
    s.rect(0, s.h * 0.74, s.w, s.h * 0.26, s.linear(pale(light.ground, 0.12), dark(light.ground, 0.4)))
    return 0.9


def press(s: Sheet, light: Light, seen: Seen) -> float:
    """A panel with blinds of light, and the heads of those who ask."""
    back = mix("#2c4b74", light.near, 0.2)
    s.fill(s.linear(pale(back, 0.12), dark(back, 0.3)))
    for row in range(5):
        for column in range(5):
            x, y = s.w * (column + 0.5 * (row % 2)) / 4.2, s.h * (0.08 + row * 0.16)
            s.rect(x, y, s.u * 0.09, s.u * 0.022, "#ffffff", rx=4, opacity=0.13)
            s.circle(x - s.u * 0.03, y + s.u * 0.011, s.u * 0.018, "#ffffff", opacity=0.13)
    s.glow(s.w / 2, s.h * 0.3, s.u * 0.62, "#dfeaff", 0.5)
    floor(s, light, 0.84, dark(back, 0.5))
    return 0.9


def chamber(s: Sheet, light: Light, seen: Seen) -> float:
    """Benches in half rings before a rostrum."""
    s.fill(s.linear(light.top, light.mid))
    for part in range(9):
        x = s.w * (part + 0.5) / 9
        s.rect(x - s.u * 0.012, 0, s.u * 0.024, s.h * 0.34, pale(light.far, 0.18))
    s.rect(0, s.h * 0.3, s.w, s.u * 0.03, pale(light.far, 0.25))
    s.rect(s.w / 2 - s.u * 0.17, s.h * 0.28, s.u * 0.34, s.u * 0.19, s.linear("#7b5233", "#4a2f1d"), rx=4)
    s.rect(s.w / 2 - s.u * 0.1, s.h * 0.2, s.u * 0.2, s.u * 0.13, dark("#7b5233", 0.5), rx=4)
    person(s, s.w / 2, s.h * 0.36, s.u * 0.2, "#1d1a1e", "coat", light.glow)
    s.glow(s.w / 2, s.h * 0.24, s.u * 0.42, light.glow, 0.6)
    for ring in range(5):
        y, rx = s.h * (0.5 + ring * 0.115), s.w * (0.42 + ring * 0.11)
        red = mix("#8f2f36", "#2a1216", ring * 0.14)
        s.oval(s.w / 2, y + s.h * 0.42, rx, s.h * 0.42, s.linear(pale(red, 0.1), dark(red, 0.2)))
        for seat in range(9 + ring):
            along = (seat + 0.5) / (9 + ring) * 2 - 1
            x = s.w / 2 + along * rx * 0.92
            top = y + s.h * 0.42 - s.h * 0.42 * (1 - (along * 0.92) ** 2) ** 0.5
            size = s.u * (0.028 + ring * 0.008)
            tint = s.dice.choice(["#1c1d24", "#2d2a30", "#3a3237", "#23303d"])
            s.path(
                f"M{x - size * 1.3:.0f} {top + size:.0f}Q{x:.0f} {top - size * 1.8:.0f} "
                f"{x + size * 1.3:.0f} {top + size:.0f}Z",
                tint,
            )
            s.circle(
                x, top - size * 1.05, size * 0.66, s.dice.choice(["#6b4a38", "#c9a184", "#8d6d57", "#d9b79c"])
            )
    return 0.95


def classroom(s: Sheet, light: Light, seen: Seen) -> float:
    s.fill(s.linear(light.top, light.low))
    s.rect(s.w * 0.06, s.h * 0.1, s.w * 0.88, s.h * 0.56, "#8a6a48", rx=6)
    s.rect(s.w * 0.075, s.h * 0.125, s.w * 0.85, s.h * 0.51, s.linear("#2f4a41", "#24392f"))
    for _ in range(6):
        s.oval(
            s.w * s.dice.uniform(0.15, 0.85),
            s.h * s.dice.uniform(0.2, 0.6),
            s.u * 0.16,
            s.u * 0.05,
            "#ffffff",
            opacity=0.04,
        )
    s.rect(s.w * 0.06, s.h * 0.66, s.w * 0.88, s.u * 0.02, "#a98459")
    floor(s, light, 0.84)
    return 0.97


def office(s: Sheet, light: Light, seen: Seen) -> float:
    s.fill(s.linear(light.top, light.low))
    with s.group(filter=s.blur(s.u * 0.009)):
        for part in range(3):
            x = s.w * (0.04 + part * 0.33)
            window(
                s, x, s.h * 0.06, s.w * 0.28, s.h * 0.4, "#20304a" if light.is_dark else "#bcd3e2", "#ffffff"
            )
        skyline(s, light, 0.46, 0.14, light.far)
        s.rect(0, s.h * 0.46, s.w, s.h * 0.3, mix(light.low, light.far, 0.4))
    s.rect(0, s.h * 0.72, s.w, s.h * 0.28, s.linear("#d8c7ae", "#a98f70"))
    x, y, wide = s.w * 0.5, s.h * 0.8, s.u * 0.5
    s.shadow(x, y, wide * 0.7)
    s.rect(x - wide / 2, y - wide * 0.62, wide, wide * 0.6, "#23272f", rx=8)
    s.rect(x - wide * 0.47, y - wide * 0.59, wide * 0.94, wide * 0.53, s.linear("#dce8f4", "#b8cbe0"), rx=3)
    for row in range(6):
        long = wide * s.dice.uniform(0.2, 0.5)
        s.rect(x - wide * 0.4, y - wide * (0.5 - row * 0.07), long, wide * 0.026, "#6d86a3", rx=2)
    s.area(
        [
            (x - wide * 0.56, y + wide * 0.06),
            (x - wide * 0.5, y - wide * 0.02),
            (x + wide * 0.5, y - wide * 0.02),
            (x + wide * 0.56, y + wide * 0.06),
        ],
        "#b4bac4",
    )
    return 0.95


def home(s: Sheet, light: Light, seen: Seen) -> float:
    """Somewhere indoors, out of focus."""
    tint = s.dice.choice(["#6f8795", "#a58a78", "#7d8f7a", "#8a7f97"])
    top, low = mix(light.low, tint, 0.55), mix(light.top, tint, 0.35)
    s.fill(s.linear(low, top))
    with s.group(filter=s.blur(s.u * 0.03)):
        s.rect(s.w * 0.58, s.h * 0.06, s.u * 0.4, s.u * 0.42, light.lit, opacity=0.7, rx=8)
        s.rect(s.w * 0.04, s.h * 0.16, s.u * 0.24, s.u * 0.4, dark(tint, 0.25), rx=8)
        s.oval(s.w * 0.16, s.h * 0.14, s.u * 0.13, s.u * 0.1, "#6a8a66")
    bokeh(s, light, 7)
    cloth = mix(tint, light.ground, 0.4)
    s.path(
        f"M0 {s.h * 0.76:.0f}Q{s.w / 2:.0f} {s.h * 0.7:.0f} {s.w} {s.h * 0.76:.0f}V{s.h}H0Z",
        s.linear(pale(cloth, 0.2), dark(cloth, 0.25)),
    )
    return 0.9
