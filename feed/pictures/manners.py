"""How a picture was made: by a lens, a pencil, a brush, off a television. PURE."""

from .light import Light
from .pen import Sheet, dark
from .seeing import Seen


def lens(s: Sheet, light: Light, seen: Seen) -> None:
    """What every photograph has: darker corners and grain."""
    s.fill(s.fading("#05070c", 0.14, 0, 0, 0.26))
    s.fill(s.fading("#05070c", 0.16, 0, 0, 0.16, across=True))
    s.fill(s.grain(), opacity=0.26 if light.is_dark else 0.2)


def television(s: Sheet, seen: Seen) -> None:
    """The lines of a screen, and its rim in the dark room where it stands."""
    s.tiles([(0, y) for y in range(0, s.h, 5)], s.w, 1.6, "#000000", opacity=0.16)
    s.area([(s.w * 0.1, 0), (s.w * 0.34, 0), (s.w * 0.1, s.h), (s.w * -0.14, s.h)], "#ffffff", opacity=0.06)
    edge = s.u * 0.05
    s.rect(0, 0, s.w, s.h, "none", stroke="#08090c", stroke_width=f"{edge * 2:.0f}")
    s.rect(
        edge, edge, s.w - edge * 2, s.h - edge * 2, "none", rx=s.u * 0.02, stroke="#2b2f36", stroke_width=2
    )
    s.rect(
        edge * 1.6, edge * 1.7, len(seen.said["live"]) * s.u * 0.04 + s.u * 0.05, s.u * 0.075, "#c8372d", rx=4
    )
    s.text(
        edge * 1.6 + s.u * 0.025,
        edge * 1.7 + s.u * 0.054,
        seen.said["live"],
        s.u * 0.05,
        "#ffffff",
        weight=800,
    )


def paper(s: Sheet, seen: Seen) -> None:
    """What a pencil drew on: a till receipt if it says so, else a page of a sketch book."""
    if "receipt" not in seen.manner:
        s.fill(s.linear("#f6f1e6", "#e6dfce"))
        return
    s.fill(s.linear("#8b7358", "#5f4d3a"))
    wide = min(s.w * 0.62, s.u * 0.86)
    x, y, tooth = (s.w - wide) / 2, s.h * 0.04, s.u * 0.02
    s.rect(x + 7, y + 10, wide, s.h * 0.94, "#05070c", opacity=0.28)
    d = f"M{x:.0f} {y:.0f}"
    steps = int(wide / tooth / 2)
    for _ in range(steps):
        d += f"l{wide / steps / 2:.1f} {-tooth:.1f}l{wide / steps / 2:.1f} {tooth:.1f}"
    s.path(d + f"V{s.h}H{x:.0f}Z", s.linear("#fbf8f0", "#ece6d8"))
    for row in range(3):
        s.rect(
            x + wide * 0.1,
            y + s.u * (0.05 + row * 0.035),
            wide * s.dice.uniform(0.3, 0.5),
            s.u * 0.012,
            "#c4bdae",
            rx=2,
        )
        s.rect(x + wide * 0.78, y + s.u * (0.05 + row * 0.035), wide * 0.12, s.u * 0.012, "#c4bdae", rx=2)


def poster_sky(s: Sheet) -> float:
    """The flat, bright ground of a cartoon."""
    top, low, ground = s.dice.choice(
        [
            ("#8fd0ee", "#dff3fb", "#8fc46f"),
            ("#ffd28a", "#fff1d0", "#7fb9a0"),
            ("#b7c8f5", "#eef2ff", "#9dcf8a"),
        ]
    )
    s.fill(s.linear(top, low))
    for step in range(12):
        if step % 2:
            a, b = s.w * (step - 6) * 0.3 + s.w / 2, s.w * (step - 5) * 0.3 + s.w / 2
            s.area([(s.w / 2, s.h * 0.7), (a, -10), (b, -10)], "#ffffff", opacity=0.16)
    s.oval(s.w / 2, s.h * 1.05, s.w * 0.85, s.h * 0.34, ground)
    s.oval(s.w / 2, s.h * 1.1, s.w * 0.9, s.h * 0.32, dark(ground, 0.08))
    return 0.86


def washes(s: Sheet, seen: Seen) -> None:
    """What a brush does first: paper left white at the edges, and wet colours that run into each other."""
    s.fill(s.linear("#fdfbf4", "#f3eee2"))
    tints = s.dice.choice(
        [
            ("#9fc3d8", "#f3d9b1", "#c8d8b4"),
            ("#c9bfe0", "#f2c9c4", "#b9d3d9"),
            ("#f1d59a", "#e9b9a6", "#a9c4b6"),
        ]
    )
    with s.group(filter=s.blur(s.u * 0.018), opacity=0.85):
        for place, tint in enumerate(tints):
            for _ in range(4):
                x, y = (
                    s.w * s.dice.uniform(0.24, 0.76),
                    s.h * (0.24 + place * 0.22 + s.dice.uniform(-0.06, 0.06)),
                )
                s.oval(
                    x, y, s.u * s.dice.uniform(0.16, 0.3), s.u * s.dice.uniform(0.07, 0.13), tint, opacity=0.6
                )
    for _ in range(14):
        x, y = s.w * s.dice.uniform(0.1, 0.9), s.h * s.dice.uniform(0.08, 0.92)
        s.circle(x, y, s.u * s.dice.uniform(0.003, 0.012), s.dice.choice(tints), opacity=0.6)
