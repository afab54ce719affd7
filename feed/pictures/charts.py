"""Charts and maps as a press office or a blogger makes them: few colours, no false precision. PURE."""

import math

from .pen import Sheet, mix
from .seeing import Seen

INK, SOFT, GRID, PAPER = "#20242b", "#5b6370", "#dfe3e8", "#fbfaf6"
TINTS = ("#2f62a9", "#c8562d", "#3b8a6a", "#8a5aa5", "#d4a02f")
MOST_PINS = 60
PIN = (
    '<path stroke="#fff" stroke-width="1.2" d="M0 0C-3-9-10-11-10-18A10 10 0 1 1 10-18C10-11 3-9 0 0Z"/>'
    '<circle cy="-18" r="4" fill="#fff" stroke="none"/>'
)


def _frame(s: Sheet) -> tuple[float, float, float, float]:
    """Paper with a heading; the field that is left: x, y, width, height."""
    s.fill(PAPER)
    pad = s.u * 0.08
    s.rect(pad, pad, s.w * 0.46, s.u * 0.042, INK, rx=3)
    s.rect(pad, pad + s.u * 0.068, s.w * 0.3, s.u * 0.026, "#a9b0ba", rx=3)
    s.rect(s.w - pad - s.w * 0.16, pad + s.u * 0.012, s.w * 0.16, s.u * 0.018, "#c3c8cf", rx=3)
    return pad, pad + s.u * 0.16, s.w - pad * 2, s.h - pad * 2.2 - s.u * 0.16


def bars(s: Sheet, seen: Seen) -> None:
    x, y, w, h = _frame(s)
    for row in range(5):
        s.line([(x, y + h * row / 4), (x + w, y + h * row / 4)], GRID, 1.4)
    count = min(seen.number or 7, 12) if s.w > s.h else 5
    count = max(3, count)
    marked = s.dice.randrange(count)
    for place in range(count):
        high = h * (s.dice.uniform(0.72, 0.95) if place == marked else s.dice.uniform(0.2, 0.62))
        left = x + w * (place + 0.18) / count
        s.rect(left, y + h - high, w * 0.64 / count, high, TINTS[1] if place == marked else "#9fb2c9", rx=3)
        s.rect(left, y + h + s.u * 0.025, w * 0.4 / count, s.u * 0.02, "#c3c8cf", rx=2)
    s.line([(x, y + h), (x + w, y + h)], INK, 2)


def line(s: Sheet, seen: Seen) -> None:
    """A curve over some hours, its events as coloured dots."""
    x, y, w, h = _frame(s)
    for row in range(5):
        s.line([(x, y + h * row / 4), (x + w, y + h * row / 4)], GRID, 1.4)
    points, level = [], 0.15
    for step in range(25):
        level = max(0.05, min(0.95, level + s.dice.uniform(-0.09, 0.13) + (0.1 if 5 < step < 10 else 0)))
        points.append((x + w * step / 24, y + h * (1 - level)))
    s.area([*points, (x + w, y + h), (x, y + h)], s.fading(TINTS[0], 0.28, 0.02))
    s.line(points, TINTS[0], s.u * 0.009)
    for place, step in enumerate((2, 7, 12, 17, 22)):
        px, py = points[step]
        s.line([(px, py), (px, y + h)], "#b7bec8", 1.2, stroke_dasharray="3 4")
        s.circle(px, py, s.u * 0.021, TINTS[place % 5], stroke=PAPER, stroke_width=2.5)
    s.line([(x, y + h), (x + w, y + h)], INK, 2)
    _hours(s, seen, x, y + h + s.u * 0.055, w)


def _hours(s: Sheet, seen: Seen, x: float, y: float, w: float) -> None:
    """The time that was named, and every two hours from there on."""
    hour, minute = (int(part) for part in (seen.time or "08:00").split(":"))
    for place in range(5):
        anchor = "start" if place == 0 else "end" if place == 4 else "middle"
        said = f"{(hour + place * 2) % 24:02d}:{minute if place == 0 else 0:02d}"
        s.text(x + w * place / 4, y, said, s.u * 0.034, SOFT, anchor=anchor)


def timeline(s: Sheet, seen: Seen) -> None:
    s.fill(PAPER)
    is_wide = s.w > s.h
    s.rect(s.u * 0.08, s.u * 0.08, s.w * 0.46, s.u * 0.042, INK, rx=3)
    count = max(3, min(seen.number or 5, 7))
    for place in range(count):
        part = (place + 0.5) / count
        x, y = (
            (s.w * (0.06 + 0.88 * part), s.h * 0.56) if is_wide else (s.w * 0.16, s.h * (0.16 + 0.8 * part))
        )
        if place == 0:
            ends = [(s.w * 0.06, y), (s.w * 0.94, y)] if is_wide else [(x, s.h * 0.18), (x, s.h * 0.96)]
            s.line(ends, INK, 3)
        tint = TINTS[place % 5]
        s.circle(x, y, s.u * 0.032, tint, stroke=PAPER, stroke_width=4)
        left, top = (
            (x - s.w * 0.38 / count, y + s.u * (0.08 if place % 2 else -0.3))
            if is_wide
            else (x + s.u * 0.1, y - s.u * 0.07)
        )
        if is_wide:
            s.line([(x, y), (x, y + s.u * (0.08 if place % 2 else -0.1))], tint, 2)
        wide = s.w * 0.76 / count if is_wide else s.w * 0.64
        s.rect(left, top, wide, s.u * 0.2 if is_wide else s.u * 0.15, mix(tint, "#ffffff", 0.86), rx=6)
        s.rect(left, top, 4, s.u * 0.2 if is_wide else s.u * 0.15, tint)
        for row in range(3 if is_wide else 2):
            s.rect(
                left + 12,
                top + s.u * (0.035 + row * 0.05),
                wide * (0.75 - 0.15 * row),
                s.u * 0.022,
                "#6d7683" if row == 0 else "#b3bac4",
                rx=3,
            )


def donut(s: Sheet, seen: Seen) -> None:
    x, y, w, h = _frame(s)
    cx, cy, r = x + (w * 0.34 if s.w > s.h else w / 2), y + h * (0.5 if s.w > s.h else 0.36), min(w, h) * 0.4
    first = min(seen.number, 95) / 100 if seen.number and seen.number > 4 else s.dice.uniform(0.4, 0.62)
    shares, start = [first, (1 - first) * 0.6, (1 - first) * 0.4], -math.pi / 2
    for place, share in enumerate(shares):
        end = start + share * 2 * math.pi - 0.03
        big = 1 if share > 0.5 else 0
        s.stroke(
            f"M{cx + r * math.cos(start):.1f} {cy + r * math.sin(start):.1f}A{r:.0f} "
            f"{r:.0f} 0 {big} 1 {cx + r * math.cos(end):.1f} {cy + r * math.sin(end):.1f}",
            TINTS[(1, 0, 2)[place]],
            r * 0.42,
            butt=True,
        )
        start = end + 0.03
    s.text(cx, cy + r * 0.14, f"{round(first * 100)} %", r * 0.36, INK, anchor="middle", weight=800)
    for place in range(3):
        left, top = (
            (x + w * 0.68, y + h * (0.3 + place * 0.17)) if s.w > s.h else (x, y + h * (0.78 + place * 0.09))
        )
        s.rect(left, top, s.u * 0.04, s.u * 0.04, TINTS[(1, 0, 2)[place]], rx=4)
        s.rect(left + s.u * 0.06, top + s.u * 0.009, w * 0.2, s.u * 0.022, "#9aa2ad", rx=3)


def map_(s: Sheet, seen: Seen) -> None:
    """Blocks, a river, a ring road; as many pins as the description says."""
    s.fill("#eef0ea")
    cx, cy, rx, ry = s.w * 0.5, s.h * 0.5, s.w * 0.37, s.h * 0.34
    turn = s.dice.uniform(-14, 14)
    with s.at(cx, cy, 1, turn):
        step = s.u * 0.115
        across, down = int(s.w / step / 2) + 2, int(s.h / step / 2) + 2
        spots = [(c * step, r * step) for r in range(-down, down + 1) for c in range(-across, across + 1)]
        for part, tint in enumerate(("#e2e3dd", "#e6e2d8", "#dadeda")):
            s.tiles(spots[part::3], step * 0.86, step * 0.8, tint)
        s.tiles(s.dice.sample(spots, len(spots) // 10), step * 1.86, step * 0.8, "#cfe0bd")
    s.stroke(
        f"M{-10} {s.h * 0.72:.0f}C{s.w * 0.25:.0f} {s.h * 0.5:.0f} {s.w * 0.5:.0f} "
        f"{s.h * 0.86:.0f} {s.w * 0.7:.0f} {s.h * 0.6:.0f}S{s.w:.0f} {s.h * 0.4:.0f} "
        f"{s.w + 10} {s.h * 0.3:.0f}",
        "#a9cbe0",
        s.u * 0.075,
    )
    for at in (0.3, 0.66):
        s.line([(s.w * at, -5), (s.w * (at + 0.06), s.h + 5)], "#ffffff", s.u * 0.02)
        s.line([(-5, s.h * at), (s.w + 5, s.h * (at - 0.08))], "#ffffff", s.u * 0.02)
    for width, tint in ((0.05, "#d49a3c"), (0.036, "#f6d27d")):
        s.oval(cx, cy, rx, ry, "none", stroke=tint, stroke_width=f"{s.u * width:.0f}")
    count = max(1, min(seen.number if seen.number is not None else 6, MOST_PINS))
    tint = seen.colour or "#c8372d"
    start = s.dice.uniform(0, math.tau)
    spots = []
    for place in range(count):
        on_ring = count <= 16
        angle = start + math.tau * (place + s.dice.uniform(-0.2, 0.2)) / count
        far = 1 if on_ring else s.dice.uniform(0.25, 1.12)
        spots.append((cx + rx * far * math.cos(angle), cy + ry * far * math.sin(angle)))
    for px, py in sorted(spots, key=lambda spot: spot[1]):
        _pin(s, px, py, s.u * (0.05 if count <= 16 else 0.034), tint)
    s.rect(s.w - s.u * 0.2, s.h - s.u * 0.05, s.u * 0.16, s.u * 0.01, INK)


def _pin(s: Sheet, x: float, y: float, r: float, tint: str) -> None:
    s.oval(x, y, r * 0.55, r * 0.2, "#05070c", opacity=0.3)
    s.stamp("pin", PIN, x, y, r / 10, tint)
