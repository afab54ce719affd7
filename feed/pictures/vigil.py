"""Where people leave things: a lit window, a chalked pavement, a wall or a sheet of painted hands. PURE."""

from . import things
from .keepsakes import fold, taper
from .light import Light
from .pen import Sheet, dark, mix, pale
from .seeing import Seen

CHALKS = ("#f4f1ea", "#f2b8c0", "#f6dc8c", "#a9d3ea", "#bfe0ae")
PAINTS = ("#d9483f", "#2f7fc1", "#e8b02e", "#4a9a58", "#8a5bb0", "#e27b36", "#2aa6a0")


def window(s: Sheet, light: Light, seen: Seen) -> float:
    """A house wall at night, and the one window in it that is lit; what was named stands on its sill."""
    stone = s.dice.choice(["#26304a", "#2e2c42", "#33302f", "#22353d"])
    s.fill(s.linear(dark(stone, 0.35), stone, dark(stone, 0.45)))
    for row in range(14):
        for place in range(7):
            x = s.w * (place + (row % 2) / 2) / 6.5 - 20
            s.rect(
                x,
                s.h * row / 14,
                s.w / 7,
                s.h / 15,
                pale(stone, 0.05),
                rx=2,
                opacity=s.dice.choice([0.25, 0.4, 0.6]),
            )
    wide, high = s.w * 0.56, s.h * 0.56
    x, y = (s.w - wide) * s.dice.uniform(0.4, 0.6), s.h * 0.17
    s.glow(x + wide / 2, y + high * 0.62, s.u * 0.95, "#ffb85e", 0.42)
    s.rect(x - s.u * 0.03, y - s.u * 0.03, wide + s.u * 0.06, high + s.u * 0.05, mix(stone, "#e8e2d4", 0.5))
    s.rect(x, y, wide, high, s.linear("#7b5526", "#d9973f", "#ffd591"))
    cloth = s.dice.choice(["#f1dcb0", "#e2a48c", "#d9c6a0", "#c9b4c8"])
    for side in (0, 1):
        left = x if side == 0 else x + wide
        to = 1 if side == 0 else -1
        s.path(
            f"M{left:.0f} {y:.0f}h{to * wide * 0.3:.0f}q{-to * wide * 0.02:.0f} {high * 0.5:.0f} "
            f"{-to * wide * 0.16:.0f} {high * 0.72:.0f}h{-to * wide * 0.14:.0f}z",
            cloth,
            opacity=0.7,
        )
    _sill(s, light, seen, x + wide / 2, y + high, wide)
    s.rect(x + wide / 2 - s.u * 0.008, y, s.u * 0.016, high * 0.42, mix(stone, "#e8e2d4", 0.55))
    s.rect(x, y + high * 0.42, wide, s.u * 0.014, mix(stone, "#e8e2d4", 0.55))
    s.rect(x - s.u * 0.06, y + high, wide + s.u * 0.12, s.u * 0.045, mix(stone, "#efe9da", 0.65), rx=2)
    return 0.97


def _sill(s: Sheet, light: Light, seen: Seen, x: float, y: float, wide: float) -> None:
    if "crane" in seen.things:
        for place in range(7):
            at, down = x + wide * (place - 3) * 0.13, s.u * s.dice.uniform(0.16, 0.44)
            s.line([(at, y - wide), (at, y - down - s.u * 0.04)], "#6b4a22", 1)
            with s.at(at, y - down, s.u * 0.0008):
                fold(s, s.dice.choice(["#d9606b", "#f1ede2", "#5b8fc7", "#7fae86", "#b46a9d"]))
        return
    if "lantern" in seen.things:
        with s.at(x, y, s.u * 0.0022):
            things.lantern(s, light, seen)
    elif "taper" in seen.things or "candles" in seen.layers:
        with s.at(x + wide * s.dice.choice([-0.16, 0, 0.14]), y, s.u * 0.0022):
            taper(s, light, seen)
    else:
        with s.at(x + wide * s.dice.choice([-0.2, 0.18]), y, s.u * 0.0024):
            _lamp(s)
    with s.at(x + wide * 0.3, y, s.u * 0.0016):
        s.path("M-18 0L-22-34H22L18 0Z", "#8a4b34")
        s.path("M0-34Q-34-50-30-86Q-10-70 0-40Q6-80 30-92Q32-54 0-34Z", "#3d5c3a")


def _lamp(s: Sheet) -> None:
    s.glow(0, -84, 130, "#fff0c8", 0.9)
    s.rect(-4, -60, 8, 56, "#5b4632")
    s.oval(0, -3, 24, 6, "#5b4632")
    s.area([(-24, -122), (24, -122), (44, -58), (-44, -58)], s.linear("#fff6da", "#ffdf9c"))


def pavement(s: Sheet, light: Light, seen: Seen) -> float:
    """Asphalt seen from above, and what somebody drew on it in chalk."""
    grey = s.dice.choice(["#5d6166", "#676460", "#565c64"])
    s.fill(s.linear(pale(grey, 0.06), dark(grey, 0.12)))
    s.fill(s.grain(), opacity=0.5)
    for place in (0.33, 0.72):
        s.line([(0, s.h * place), (s.w, s.h * (place - 0.03))], dark(grey, 0.35), 3)
    s.line([(s.w * 0.52, 0), (s.w * 0.5, s.h * 0.33)], dark(grey, 0.35), 3)
    with s.group(filter=s.wobble(s.u * 0.012), opacity=0.92):
        if "heart" in seen.motifs or "heart" in seen.things:
            _chalk_heart(s, s.w * 0.5, s.h * 0.66, s.u * 0.0062, s.dice.choice(CHALKS))
            for _ in range(4):
                x, y = s.w * s.dice.uniform(0.12, 0.88), s.h * s.dice.choice([0.14, 0.24, 0.84, 0.93])
                _chalk_heart(s, x, y, s.u * s.dice.uniform(0.0012, 0.002), s.dice.choice(CHALKS))
        else:
            draw = _chalk_flower if "flowers" in seen.layers else _chalk_star
            for row in range(4):
                for place in range(3):
                    x = s.w * (place + 0.5 + s.dice.uniform(-0.2, 0.2)) / 3
                    y = s.h * (row + 0.5 + s.dice.uniform(-0.2, 0.2)) / 4
                    draw(s, x, y, s.u * s.dice.uniform(0.0014, 0.0026), s.dice.choice(CHALKS))
    return 0.97


def _chalk_heart(s: Sheet, x: float, y: float, scale: float, tint: str) -> None:
    with s.at(x, y, scale, s.dice.uniform(-12, 12)):
        d = "M0 4Q-56-38-54-76Q-48-100-26-98Q-8-96 0-78Q12-98 30-98Q54-94 54-72Q50-38 0 4Z"
        s.path(d, tint, opacity=0.28)
        for turn in (0, 2.5):
            s.path(d, "none", stroke=tint, stroke_width=4, transform=f"rotate({turn})", opacity=0.85)
        for row in range(7):
            s.stroke(
                f"M{-38 + row * 3}-{80 - row * 11}L{30 - row * 2}-{88 - row * 9}", tint, 2.4, opacity=0.4
            )


def _chalk_star(s: Sheet, x: float, y: float, scale: float, tint: str) -> None:
    with s.at(x, y, scale, s.dice.uniform(-20, 20)):
        s.stroke("M0-46L13-13L48-12L20 9L31 43L0 22L-30 44L-20 9L-48-11L-13-14Z", tint, 5)


def _chalk_flower(s: Sheet, x: float, y: float, scale: float, tint: str) -> None:
    with s.at(x, y, scale, s.dice.uniform(-14, 14)):
        s.stroke("M0 0Q4 34-4 66M-2 40Q14 26 24 28M-2 50Q-18 40-26 44", "#bfe0ae", 5)
        for turn in range(0, 360, 60):
            s.oval(0, -18, 9, 16, "none", stroke=tint, stroke_width=4, transform=f"rotate({turn} 0 -4)")
        s.circle(0, -4, 7, "#f6dc8c")


def sheet(s: Sheet, light: Light, seen: Seen) -> float:
    """A large sheet of drawing paper, taped to a table."""
    s.fill(s.linear("#a98a66", "#8a6d4c"))
    edge = s.u * 0.05
    s.rect(edge + 5, edge + 7, s.w - edge * 2, s.h - edge * 2, "#05070c", opacity=0.25)
    s.rect(edge, edge, s.w - edge * 2, s.h - edge * 2, s.linear("#fdfbf5", "#efe9dc"))
    for x, y, turn in (
        (edge, edge, -40),
        (s.w - edge, edge, 40),
        (edge, s.h - edge, 40),
        (s.w - edge, s.h - edge, -40),
    ):
        with s.at(x, y, s.u / 480, turn):
            s.rect(-26, -9, 52, 18, "#e9dfb8", opacity=0.8)
    return 0.95


def handprints(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    """Hands of all sizes in paint, side by side."""
    inside = (
        '<path d="M-20 2Q-24-24-14-34Q0-40 14-34Q24-24 20 2Q12 20 0 20Q-12 20-20 2Z"/>'
        '<path fill="none" stroke-width="11" '
        'd="M-13-32L-19-62M-3-37L-5-72M8-36L11-68M17-28L26-54M19-4L37-22"/>'
    )
    rows, columns = 4, 3
    for row in range(rows):
        for place in range(columns):
            x = s.w * (0.14 + 0.72 * (place + 0.5 + s.dice.uniform(-0.18, 0.18)) / columns)
            y = s.h * (0.13 + 0.72 * (row + 0.62 + s.dice.uniform(-0.15, 0.15)) / rows)
            size = s.u * s.dice.choice([0.0011, 0.0014, 0.0017, 0.0019])
            s.stamp("hand", inside, x, y, size, s.dice.choice(PAINTS), s.dice.uniform(-24, 24))


def stars(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    """More of them than a city usually shows."""
    for size in (0.003, 0.005, 0.008):
        spots = [(s.dice.uniform(0, s.w), s.dice.uniform(0, s.h * 0.5)) for _ in range(34)]
        s.stroke("".join(f"M{x:.0f} {y:.0f}h0" for x, y in spots), "#eef3ff", s.u * size, opacity=0.85)
    x, y = s.w * s.dice.uniform(0.2, 0.8), s.h * s.dice.uniform(0.1, 0.24)
    s.glow(x, y, s.u * 0.09, "#dfe8ff", 0.7)
    with s.at(x, y, s.u * 0.001):
        s.path("M0-50L5-5L50 0L5 5L0 50L-5 5L-50 0L-5-5Z", "#ffffff")


def moon(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    x, y, r = s.w * s.dice.uniform(0.3, 0.7), s.h * s.dice.uniform(0.14, 0.24), s.u * 0.085
    s.glow(x, y, r * 4, "#cfdcf5", 0.5)
    s.circle(x, y, r, s.linear("#fbfaf2", "#d8dbe0"))
    for dx, dy, part in ((-0.3, -0.2, 0.22), (0.25, 0.3, 0.16), (0.1, -0.45, 0.12)):
        s.circle(x + r * dx, y + r * dy, r * part, "#c3c8cf", opacity=0.6)


PLACES = {"window": window, "pavement": pavement, "sheet": sheet}
LAYERS = {"handprints": handprints, "stars": stars, "moon": moon}
#: These places hold, or are drawn of, what was named: it does not stand in them again.
WHOLE = {
    "window": frozenset({"candles", "lantern", "taper", "crane"}),
    "pavement": frozenset({"heart", "flowers", "stars"}),
}
