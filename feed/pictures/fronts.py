"""Fronts of houses that one goes into, and the hall of a station. PURE."""

from .light import Light, floor, sky
from .parts import board, columns, crowd, facade, skyline, tree
from .pen import Sheet, dark, mix, pale
from .seeing import Seen


def station(s: Sheet, light: Light, seen: Seen) -> float:
    """A hall under an arched glass roof, with its board of departures."""
    s.fill(s.linear(light.low, mix(light.low, light.far, 0.5)))
    base, span = s.h * 0.68, s.w * 0.5
    s.path(
        f"M0 {base:.0f}V{s.h * 0.3:.0f}Q{span:.0f} {-s.h * 0.12:.0f} {s.w} {s.h * 0.3:.0f}V{base:.0f}Z",
        s.linear(light.top, light.low),
    )
    for rib in range(1, 6):
        part = rib / 6
        s.stroke(
            f"M{s.w * part * 0.42:.0f} {base:.0f}Q{s.w * (0.2 + part * 0.3):.0f} "
            f"{s.h * (0.02 + part * 0.2):.0f} {s.w / 2:.0f} {s.h * (0.02 + part * 0.34):.0f}"
            f"Q{s.w * (0.8 - part * 0.3):.0f} {s.h * (0.02 + part * 0.2):.0f} {s.w * (1 - part * 0.42):.0f} "
            f"{base:.0f}",
            mix(light.mid, light.low, part * 0.6),
            s.u * 0.018 * (1.2 - part),
        )
    s.glow(s.w / 2, s.h * 0.45, s.u * 0.5, light.glow, 0.7)
    for side in (0.08, 0.92):
        s.rect(
            s.w * side - s.u * 0.03,
            s.h * 0.25,
            s.u * 0.06,
            base - s.h * 0.25,
            s.linear(light.mid, light.near, across=True),
        )
    floor(s, light, 0.68)
    s.area(
        [(s.w * 0.42, base), (s.w * 0.58, base), (s.w * 0.8, s.h), (s.w * 0.2, s.h)],
        s.fading("#ffffff", 0.4, 0),
    )
    x, y, wide = s.w * 0.5, s.h * 0.4, s.u * 0.66
    s.line([(x - wide * 0.4, 0), (x - wide * 0.4, y)], light.near, 2)
    s.line([(x + wide * 0.4, 0), (x + wide * 0.4, y)], light.near, 2)
    s.rect(x - wide / 2, y - s.u * 0.12, wide, s.u * 0.27, "#14181f", rx=4)
    s.text(x - wide * 0.46, y - s.u * 0.075, seen.said["station"], s.u * 0.036, "#9fb0c2", weight=700)
    for row in range(4):
        level = y - s.u * 0.035 + row * s.u * 0.045
        colour = "#ff8f6b" if s.dice.random() < 0.35 else "#ffd479"
        s.text(
            x - wide * 0.46,
            level,
            f"{s.dice.randint(5, 23):02d}:{s.dice.randint(0, 11) * 5:02d}",
            s.u * 0.032,
            colour,
        )
        s.line(
            [
                (x - wide * 0.28, level - s.u * 0.011),
                (x + wide * s.dice.uniform(0.02, 0.2), level - s.u * 0.011),
            ],
            colour,
            s.u * 0.014,
        )
        s.line(
            [(x + wide * 0.34, level - s.u * 0.011), (x + wide * 0.44, level - s.u * 0.011)],
            colour,
            s.u * 0.014,
            opacity=0.7,
        )
    if "empty" not in seen.manner:
        crowd(s, s.h * 0.73, s.u * 0.16, [light.mid, mix(light.mid, light.near, 0.5)], 9)
    return 0.92


def hospital(s: Sheet, light: Light, seen: Seen) -> float:
    sky(s, light, 0.6)
    front = mix("#dfe3e4", light.mid, 0.6 if light.is_dark else 0.12)
    facade(s, light, s.w * 0.06, s.h * 0.68 - s.u * 0.56, s.w * 0.88, s.u * 0.56, front, 0.7)
    floor(s, light, 0.68)
    x, y = s.w / 2, s.h * 0.68
    s.rect(x - s.u * 0.3, y - s.u * 0.2, s.u * 0.6, s.u * 0.2, s.linear(light.lit, pale(light.glow, 0.2)))
    for part in range(1, 6):
        s.line(
            [(x - s.u * 0.3 + s.u * 0.1 * part, y - s.u * 0.2), (x - s.u * 0.3 + s.u * 0.1 * part, y)],
            dark(front, 0.4),
            2,
        )
    board(s, x, y - s.u * 0.235, s.u * 0.68, s.u * 0.085, seen.said["emergency"], "#b9302b", "#ffffff")
    s.rect(x - s.u * 0.07, y - s.u * 0.47, s.u * 0.14, s.u * 0.14, "#ffffff", rx=6)
    s.rect(x - s.u * 0.015, y - s.u * 0.455, s.u * 0.03, s.u * 0.11, "#2c6fb3")
    s.rect(x - s.u * 0.055, y - s.u * 0.415, s.u * 0.11, s.u * 0.03, "#2c6fb3")
    s.area(
        [(x - s.u * 0.3, y), (x + s.u * 0.3, y), (x + s.u * 0.45, s.h), (x - s.u * 0.45, s.h)],
        s.fading(light.glow, 0.5, 0),
    )
    return 0.88


def school(s: Sheet, light: Light, seen: Seen) -> float:
    sky(s, light, 0.6)
    brick = mix("#b97a5b", light.near, 0.55 if light.is_dark else 0.06)
    y = s.h * 0.68
    facade(s, light, s.w * 0.08, y - s.u * 0.36, s.w * 0.84, s.u * 0.36, brick, 0.5)
    s.area(
        [
            (s.w * 0.05, y - s.u * 0.35),
            (s.w * 0.12, y - s.u * 0.47),
            (s.w * 0.88, y - s.u * 0.47),
            (s.w * 0.95, y - s.u * 0.35),
        ],
        dark(brick, 0.35),
    )
    board(s, s.w / 2, y - s.u * 0.34, s.u * 0.4, s.u * 0.07, seen.said["school"], "#f5efe2", "#3b4450")
    s.rect(s.w / 2 - s.u * 0.07, y - s.u * 0.2, s.u * 0.14, s.u * 0.2, dark(brick, 0.55))
    floor(s, light, 0.68)
    tree(s, light, s.w * 0.1, y + 6, s.u * 0.4)
    tree(s, light, s.w * 0.93, y + 6, s.u * 0.34)
    s.stroke(
        f"M{s.w * 0.3:.0f} {s.h * 0.9:.0f}h{s.u * 0.4:.0f}M{s.w * 0.34:.0f} {s.h * 0.83:.0f}h{s.u * 0.3:.0f}",
        "#ffffff",
        3,
        opacity=0.5,
    )
    return 0.88


def steps(s: Sheet, light: Light, seen: Seen) -> float:
    """A flight of steps before a public building."""
    sky(s, light, 0.5)
    skyline(s, light, 0.55, 0.14, light.far)
    stone = mix("#c9c0b0", light.mid, 0.55 if light.is_dark else 0.15)
    base = s.h * 0.56
    columns(s, light, base, stone)
    for step in range(7):
        part = step / 7
        y = base + (s.h - base) * part
        wide = s.w * (0.62 + part * 0.6)
        s.rect(
            s.w / 2 - wide / 2,
            y,
            wide,
            (s.h - base) / 7 + 1,
            s.linear(pale(stone, 0.22), mix(stone, light.near, 0.25 + part * 0.3)),
        )
    return 0.84


def wall(s: Sheet, light: Light, seen: Seen) -> float:
    """Bricks, with a lamp from the side."""
    brick = mix("#a5694f", light.near, 0.6 if light.is_dark else 0.2)
    s.fill(dark(brick, 0.35))
    high, wide = s.u * 0.055, s.u * 0.15
    laid: dict[str, list[tuple[float, float]]] = {tint: [] for tint in (light.near, light.low, brick)}
    for row in range(int(s.h / high) + 1):
        for column in range(int(s.w / wide) + 2):
            laid[s.dice.choice(list(laid))].append((column * wide - (row % 2) * wide / 2, row * high))
    for tint, corners in laid.items():
        s.tiles(corners, wide - 2, high - 2, mix(brick, tint, 0.14))
    s.fill(s.fading(light.glow if light.is_dark else "#ffffff", 0.3, 0, across=True))
    return 0.9
