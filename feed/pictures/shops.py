"""Shops: a shelf from the front, an aisle. PURE."""

from .light import Light, floor
from .pen import Sheet, dark, pale
from .seeing import Seen


def shelf(s: Sheet, light: Light, seen: Seen) -> float:
    """A cold shelf from the front, full or empty."""
    s.fill(s.linear("#eef3f4", "#cfd9dc"))
    rows = 5 if s.h > s.w else 4
    high = s.h / rows
    tints = ["#d9534a", "#f2c14e", "#5a8fc2", "#7fb37a", "#f3f1ea", "#b98bc0", "#ef8f5b"]
    for row in range(rows):
        top = row * high
        s.rect(0, top, s.w, high, s.linear("#aebdc4", "#e6edef"))
        if "empty" not in seen.manner or s.dice.random() < 0.2:
            _packets(s, top, high, tints)
        s.rect(0, top + high * 0.86, s.w, high * 0.14, s.linear("#ffffff", "#b8c4c9"))
        for tag in range(int(s.w / (s.u * 0.16))):
            s.rect(
                s.u * 0.16 * tag + s.u * 0.03,
                top + high * 0.885,
                s.u * 0.075,
                high * 0.085,
                "#ffffff" if tag % 3 else "#f7df7a",
                rx=2,
            )
    s.rect(0, 0, s.w, s.h * 0.12, s.fading("#ffffff", 0.85, 0))
    return 0.98


def _packets(s: Sheet, top: float, high: float, tints: list[str]) -> None:
    x = s.u * 0.02
    while x < s.w:
        wide, tall, tint = (
            s.u * s.dice.uniform(0.07, 0.1),
            high * s.dice.uniform(0.48, 0.72),
            s.dice.choice(tints),
        )
        for _ in range(s.dice.randint(1, 3)):
            s.rect(
                x,
                top + high * 0.86 - tall,
                wide,
                tall,
                s.linear(pale(tint, 0.15), dark(tint, 0.2), across=True),
                rx=wide * 0.1,
            )
            s.rect(
                x + wide * 0.16,
                top + high * 0.86 - tall * 0.62,
                wide * 0.68,
                tall * 0.3,
                "#ffffff",
                opacity=0.75,
                rx=2,
            )
            x += wide * 1.05


def aisle(s: Sheet, light: Light, seen: Seen) -> float:
    """Between two rows of shelves that run away to a point."""
    s.fill(s.linear("#f4f8f8", "#dfe7ea"))
    x, y = s.w / 2, s.h * 0.42
    floor(s, light, 0.42, "#d2dadd")
    is_bare = "empty" in seen.manner and "outline" not in seen.manner
    for side in (-1, 1):
        edge, inner = (0.0 if side < 0 else float(s.w)), x + side * s.u * 0.1
        s.area(
            [(edge, s.h * 0.02), (inner, y - s.u * 0.1), (inner, y + s.u * 0.06), (edge, s.h * 0.92)],
            s.linear("#b7c5cb", "#8ea0a9"),
        )
        goods: dict[str, str] = {}
        for row in range(5):
            for column in range(9):
                if is_bare and s.dice.random() < 0.9:
                    continue
                a, b = 1 - (1 - column / 9) ** 1.8, 1 - (1 - (column + 0.85) / 9) ** 1.8
                corners = []
                for part, down in ((a, row + 0.24), (b, row + 0.24), (b, row + 0.9), (a, row + 0.9)):
                    high, low = (
                        s.h * 0.02 + (y - s.u * 0.1 - s.h * 0.02) * part,
                        s.h * 0.92 + (y + s.u * 0.06 - s.h * 0.92) * part,
                    )
                    corners.append((edge + (inner - edge) * part, high + (low - high) * down / 5))
                tint = s.dice.choice(["#d9685f", "#efc768", "#7aa2c8", "#93bd8e", "#f5f3ec", "#c39bc8"])
                goods[tint] = (
                    goods.get(tint, "") + f"M{'L'.join(f'{cx:.0f} {cy:.0f}' for cx, cy in corners)}z"
                )
        for tint, packets in goods.items():
            s.path(packets, tint, opacity=0.9)
    for part in (0.1, 0.2, 0.3):
        s.rect(
            x - s.w * (0.36 - part),
            s.h * part * 0.8,
            s.w * (0.72 - part * 2),
            s.u * 0.022 * (1 - part),
            "#ffffff",
        )
    s.glow(x, y, s.u * 0.3, "#ffffff", 0.9)
    return 0.92
