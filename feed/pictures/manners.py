"""How a picture was made: by a lens, a pencil, a child, off a television. PURE."""

from .light import Light
from .pen import Sheet, dark, pale
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


def child(s: Sheet, seen: Seen) -> None:
    """A house, a sun, people hand in hand, in wax crayon."""
    s.fill(s.linear("#fdfaf2", "#f3ecdc"))
    x, y, u = s.w / 2, s.h * 0.74, s.u
    with s.group(filter=s.wobble(u * 0.014)):
        s.circle(s.w * 0.84, s.h * 0.17, u * 0.085, "#f6c945")
        for place in range(8):
            s.stroke(
                f"M{s.w * 0.84:.0f} {s.h * 0.17 - u * 0.11:.0f}v{-u * 0.05:.0f}",
                "#f0b32f",
                u * 0.014,
                transform=f"rotate({place * 45} {s.w * 0.84:.0f} {s.h * 0.17:.0f})",
            )
        for row in range(3):
            s.stroke(
                f"M0 {y + u * 0.03 + row * u * 0.05:.0f}q{s.w * 0.25:.0f} {-u * 0.03:.0f} "
                f"{s.w * 0.5:.0f} 0t{s.w * 0.5:.0f} 0",
                "#6fae4e",
                u * 0.04,
            )
        s.path(
            f"M{x - u * 0.4:.0f} {y:.0f}v{-u * 0.26:.0f}h{u * 0.32:.0f}v{u * 0.26:.0f}z",
            "#f6d9b0",
            stroke="#a5632f",
            stroke_width=f"{u * 0.013:.0f}",
        )
        s.path(
            f"M{x - u * 0.44:.0f} {y - u * 0.26:.0f}l{u * 0.2:.0f} {-u * 0.17:.0f}"
            f"l{u * 0.2:.0f} {u * 0.17:.0f}z",
            "#d2553f",
            stroke="#8f3224",
            stroke_width=f"{u * 0.013:.0f}",
        )
        s.rect(x - u * 0.27, y - u * 0.13, u * 0.07, u * 0.13, "#8a5a36")
        s.rect(x - u * 0.37, y - u * 0.2, u * 0.07, u * 0.07, "#9fd0ea", stroke="#3f6f93", stroke_width=3)
        for place, (tint, high) in enumerate((("#3f6fb5", 0.3), ("#c2476a", 0.27), ("#3f9a6a", 0.19))):
            px = x + u * (0.06 + place * 0.15)
            s.circle(px, y - u * high, u * 0.042, "#f3cfae", stroke="#5b3d2a", stroke_width=3)
            s.path(
                f"M{px:.0f} {y - u * (high - 0.05):.0f}l{u * 0.055:.0f} {u * (high - 0.12):.0f}"
                f"h{-u * 0.11:.0f}z",
                tint,
            )
            s.stroke(
                f"M{px - u * 0.02:.0f} {y - u * 0.06:.0f}V{y:.0f}M{px + u * 0.02:.0f} "
                f"{y - u * 0.06:.0f}V{y:.0f}M{px - u * 0.075:.0f} {y - u * (high * 0.55):.0f}"
                f"L{px:.0f} {y - u * (high - 0.07):.0f}L{px + u * 0.075:.0f} {y - u * (high * 0.55):.0f}",
                "#5b3d2a",
                u * 0.011,
            )
        for px in (0.1, 0.2):
            s.path(
                f"M{s.w * px:.0f} {s.h * 0.2:.0f}q{u * 0.04:.0f} {-u * 0.08:.0f} {u * 0.1:.0f} "
                f"0q{u * 0.06:.0f} {-u * 0.03:.0f} {u * 0.06:.0f} {u * 0.03:.0f}z",
                pale("#7fb1dc", 0.2),
            )
        s.path(
            f"M{s.w * 0.9:.0f} {y - u * 0.12:.0f}c{-u * 0.08:.0f} {-u * 0.08:.0f} "
            f"{-u * 0.02:.0f} {-u * 0.12:.0f} 0 {-u * 0.05:.0f}c{u * 0.02:.0f} {-u * 0.07:.0f} "
            f"{u * 0.08:.0f} {-u * 0.03:.0f} 0 {u * 0.05:.0f}z",
            "#d2455a",
        )
