"""Papers and screens: what is written on them comes from the description, in quotation marks. PURE."""

from .parts import masthead
from .pen import SERIF, Point, Sheet, dark, pale, wrapped
from .seeing import Seen

INK, SOFT, RULE = "#20242b", "#5b6370", "#c9ced6"


def desk(s: Sheet, tint: str) -> None:
    s.fill(s.linear(pale(tint, 0.12), dark(tint, 0.25)))
    s.glow(s.w * 0.25, s.h * 0.1, s.u * 0.9, "#ffffff", 0.25)


def leaf(s: Sheet, wide: float, high: float, turn: float, paper: str = "#fdfcf8") -> Point:
    """A leaf in the middle, its shadow under it; the corner to write from."""
    x, y = (s.w - wide) / 2, (s.h - high) / 2
    with s.at(s.w / 2, s.h / 2, 1, turn):
        s.rect(
            -wide / 2 + s.u * 0.02,
            -high / 2 + s.u * 0.03,
            wide,
            high,
            "#05070c",
            opacity=0.25,
            filter=s.blur(s.u * 0.02),
        )
        s.rect(-wide / 2, -high / 2, wide, high, s.linear(paper, dark(paper, 0.06)), rx=s.u * 0.008)
    return Point(x, y)


def lines(s: Sheet, x: float, y: float, wide: float, step: float, count: int, redacted: bool = False) -> None:
    """Lines of writing that nobody can read; some of them struck out with a felt pen."""
    for row in range(count):
        long = wide * (s.dice.uniform(0.84, 1) if (row + 1) % 4 else s.dice.uniform(0.35, 0.6))
        s.rect(x, y + row * step, long, step * 0.34, RULE, rx=2)
        if redacted and s.dice.random() < 0.6:
            start = x + long * s.dice.uniform(0, 0.5)
            s.rect(
                start,
                y + row * step - step * 0.2,
                long * s.dice.uniform(0.2, 0.45),
                step * 0.74,
                "#16181c",
                rx=2,
            )


def newspaper(s: Sheet, seen: Seen) -> None:
    desk(s, "#7a6650")
    wide = min(s.w * 0.88, s.u * 1.15)
    high = s.h * 1.02
    x, y = (s.w - wide) / 2, s.h * 0.07
    s.rect(x + 8, y + 10, wide, high, "#05070c", opacity=0.3)
    s.rect(x, y, wide, high, s.linear("#f7f3e8", "#e9e2d1"))
    masthead(s, s.w / 2, y + s.u * 0.11, seen.said["daily"], min(s.u * 0.085, wide * 0.085), INK)
    s.line([(x + wide * 0.05, y + s.u * 0.14), (x + wide * 0.95, y + s.u * 0.14)], INK, 2)
    said = wrapped(seen.quoted, 24, 3) if seen.quoted else []
    size = s.u * 0.075
    for row, words in enumerate(said):
        s.text(x + wide * 0.05, y + s.u * (0.23 + 0.085 * row), words, size, INK, weight=700, family=SERIF)
    if not said:
        for row, part in enumerate((0.86, 0.6)):
            s.rect(x + wide * 0.05, y + s.u * (0.175 + row * 0.075), wide * part, s.u * 0.05, "#33373e")
    top = y + s.u * (0.2 + 0.085 * max(2, len(said)))
    s.rect(x + wide * 0.05, top, wide * 0.52, s.u * 0.4, s.linear("#8fa0ad", "#4d5a66"))
    s.path(
        f"M{x + wide * 0.05:.0f} {top + s.u * 0.4:.0f}v{-s.u * 0.14:.0f}h{wide * 0.12:.0f}"
        f"v{-s.u * 0.08:.0f}h{wide * 0.1:.0f}v{s.u * 0.1:.0f}h{wide * 0.14:.0f}"
        f"v{-s.u * 0.05:.0f}h{wide * 0.16:.0f}v{s.u * 0.17:.0f}z",
        "#2e3841",
    )
    lines(s, x + wide * 0.61, top + 4, wide * 0.34, s.u * 0.045, 16)
    lines(s, x + wide * 0.05, top + s.u * 0.44, wide * 0.52, s.u * 0.045, 9)


def letter(s: Sheet, seen: Seen) -> None:
    """A typed page on a desk."""
    desk(s, "#8b7a66")
    wide = min(s.w * 0.8, s.h * 0.92)
    high = max(s.h * 0.9, wide * 0.9)
    x, y = leaf(s, wide, high, 0)
    u, pad = s.u, wide * 0.1
    s.rect(x + pad, y + pad * 0.8, u * 0.08, u * 0.08, "#3c5f8d", rx=4)
    s.rect(x + pad + u * 0.1, y + pad * 0.95, wide * 0.3, u * 0.028, INK, rx=3)
    s.text(
        x + wide - pad,
        y + pad * 0.8 + u * 0.055,
        seen.said["statement"],
        u * 0.04,
        SOFT,
        anchor="end",
        weight=700,
    )
    redacted = "redacted" in seen.manner
    top = y + pad * 0.8 + u * 0.16
    if seen.quoted:
        size = u * 0.047
        said = wrapped(seen.quoted, int((wide - pad * 2) / size / 0.53), 7)
        for row, words in enumerate(said):
            s.text(x + pad, top + row * size * 1.4, words, size, INK, family=SERIF)
        top += len(said) * size * 1.4
    lines(
        s,
        x + pad,
        top,
        wide - pad * 2,
        u * 0.05,
        max(2, int((y + high - pad * 1.6 - top) / (u * 0.05))),
        redacted,
    )
    s.stroke(
        f"M{x + wide * 0.6:.0f} {y + high - pad:.0f}q{u * 0.03:.0f} {-u * 0.08:.0f} "
        f"{u * 0.06:.0f} 0t{u * 0.05:.0f} {-u * 0.01:.0f}t{u * 0.08:.0f} 0",
        "#26468a",
        2.4,
    )


def notice(s: Sheet, seen: Seen) -> None:
    """An official notice with its big word."""
    desk(s, "#6d7a80")
    wide = min(s.w * 0.8, s.h * 0.84)
    high = min(s.h * 0.92, wide * 1.35)
    x, y = leaf(s, wide, high, -1.2)
    u = wide
    head = seen.said["recall"] if seen.code else seen.said["notice"]
    s.rect(x + u * 0.06, y + u * 0.06, u * 0.88, u * 0.2, seen.colour or "#b9302b")
    s.text(
        s.w / 2,
        y + u * 0.205,
        head,
        min(u * 0.14, u * 0.8 / len(head) / 0.66),
        "#ffffff",
        anchor="middle",
        weight=800,
    )
    if seen.code:
        s.text(
            s.w / 2,
            y + u * 0.44,
            f"{seen.said['batch']} {seen.code}",
            u * 0.1,
            INK,
            anchor="middle",
            weight=800,
        )
    said = wrapped(seen.quoted, 26, 1 if seen.code else 3) if seen.quoted else []
    for row, words in enumerate(said):
        s.text(
            x + u * 0.08,
            y + u * ((0.54 if seen.code else 0.38) + row * 0.08),
            words,
            u * 0.058,
            INK,
            weight=600,
        )
    lines(s, x + u * 0.08, y + u * 0.61, u * 0.84, u * 0.06, max(2, int((high - u * 0.68) / (u * 0.06))))


def table(s: Sheet, seen: Seen) -> None:
    """Rows and columns of figures, one of them marked."""
    s.fill("#dfe4ea")
    x, y = leaf(s, s.w * 0.88, s.h * 0.86, 0, "#ffffff")
    wide, high = s.w * 0.88, s.h * 0.86
    rows = int(high / (s.u * 0.095))
    marked = s.dice.randint(2, rows - 1)
    for row in range(rows):
        top = y + row * high / rows
        back = "#2f4a6b" if row == 0 else "#fbe3df" if row == marked else "#f3f5f8" if row % 2 else "#ffffff"
        s.rect(x, top, wide, high / rows, back)
        for column in range(4):
            long = wide * (s.dice.uniform(0.14, 0.26) if column == 0 else s.dice.uniform(0.06, 0.13))
            left = x + wide * (0.03 if column == 0 else 0.4 + (column - 1) * 0.2)
            tint = "#ffffff" if row == 0 else "#b9302b" if row == marked and column else "#8c95a3"
            s.rect(left, top + high / rows * 0.34, long, high / rows * 0.3, tint, rx=3)


def pair(s: Sheet, seen: Seen) -> None:
    """The same picture twice: as it goes round, and as it was."""
    s.fill("#eceff3")
    gap, is_wide = s.u * 0.03, s.w > s.h
    wide = (s.w - gap * 3) / 2 if is_wide else s.w - gap * 2
    high = s.h - gap * 2 if is_wide else (s.h - gap * 3) / 2
    for place in (0, 1):
        x = gap + place * (wide + gap) if is_wide else gap
        y = gap if is_wide else gap + place * (high + gap)
        tint = ("#46505c", "#5f8bad")[place]
        s.rect(
            x,
            y,
            wide,
            high,
            s.linear(pale(tint, 0.45 if place else 0.1), dark(tint, 0.1 if place else 0.45)),
            rx=6,
        )
        base = y + high * 0.78
        s.rect(x, base, wide, y + high - base, dark(tint, 0.35))
        for part, tall in ((0.06, 0.3), (0.2, 0.42), (0.36, 0.24), (0.52, 0.46), (0.7, 0.32), (0.84, 0.26)):
            s.rect(
                x + wide * part,
                base - high * tall,
                wide * 0.12,
                high * tall,
                dark(tint, 0.25 if place else 0.55),
            )
        ink = "#b9302b" if place == 0 else "#1f7a47"
        label = seen.said["circulating" if place == 0 else "original"]
        s.rect(x + gap * 0.6, y + gap * 0.6, len(label) * s.u * 0.028 + gap, s.u * 0.07, ink, rx=5)
        s.text(x + gap * 1.1, y + gap * 0.6 + s.u * 0.048, label, s.u * 0.037, "#ffffff", weight=800)
        if place == 0:
            s.glow(x + wide * 0.56, base - high * 0.1, high * 0.5, "#ff8a3c", 0.75)
            for step in range(6):
                s.circle(
                    x + wide * (0.56 + step * 0.02),
                    base - high * (0.2 + step * 0.08),
                    high * (0.05 + step * 0.014),
                    "#2b2d31",
                    opacity=0.6,
                )
        else:
            s.rect(
                x + wide - s.u * 0.26,
                y + high - s.u * 0.1,
                s.u * 0.23,
                s.u * 0.07,
                "#ffffff",
                rx=5,
                opacity=0.92,
            )
            s.text(
                x + wide - s.u * 0.145,
                y + high - s.u * 0.052,
                f"{s.dice.randint(10, 28)}.{s.dice.randint(1, 12):02d}.{s.dice.randint(2014, 2019)}",
                s.u * 0.036,
                INK,
                anchor="middle",
                weight=700,
            )
