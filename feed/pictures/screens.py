"""Screens: messages, warnings, posts as somebody kept them. PURE."""

from .papers import leaf, lines
from .pen import Sheet, wrapped
from .seeing import Seen

INK, SOFT, RULE = "#20242b", "#5b6370", "#c9ced6"


def email(s: Sheet, seen: Seen) -> None:
    """A message in its window; photographed off a screen it shows the screen's lines."""
    is_screen = "redacted" in seen.manner
    s.fill(s.linear("#33404f", "#1b222c") if is_screen else s.linear("#dfe5ec", "#c2ccd8"))
    wide, high = (s.w * 0.84, s.h * 0.84)
    left, top = leaf(s, wide, high, -1.6 if is_screen else 0, "#ffffff")
    with s.at(left, top, 1):
        turn = "rotate(-1.6)" if is_screen else "rotate(0)"
        with s.group(
            transform=f"translate({wide / 2:.0f} {high / 2:.0f}) {turn} translate({-wide / 2:.0f} "
            f"{-high / 2:.0f})"
        ):
            _message(s, seen, wide, high)
    if is_screen:
        s.tiles([(0, y) for y in range(0, s.h, 4)], s.w, 1, "#000000", opacity=0.06)
        s.area(
            [(s.w * 0.62, 0), (s.w * 0.8, 0), (s.w * 0.5, s.h), (s.w * 0.32, s.h)], "#ffffff", opacity=0.06
        )


def _message(s: Sheet, seen: Seen, wide: float, high: float) -> None:
    u, pad = s.u, s.u * 0.05
    s.rect(0, 0, wide, u * 0.075, "#eef1f5", rx=4)
    for place, tint in enumerate(("#e5746a", "#e9bd5b", "#7fbf7a")):
        s.circle(pad * 0.7 + place * u * 0.035, u * 0.0375, u * 0.011, tint)
    redacted = "redacted" in seen.manner
    for row, label in enumerate((seen.said["from"], seen.said["to"], seen.said["subject"])):
        y = u * (0.14 + row * 0.062)
        s.text(pad, y, label, u * 0.034, SOFT, weight=600)
        if redacted and row < 2:
            for place in range(1 + 2 * row):
                s.rect(pad + u * (0.17 + place * 0.19), y - u * 0.032, u * 0.17, u * 0.042, "#14161a", rx=2)
        else:
            s.rect(pad + u * 0.17, y - u * 0.024, wide * (0.3 + 0.1 * row), u * 0.02, "#8a93a1", rx=3)
    if redacted and seen.number is None:
        s.text(wide - pad, u * 0.2, "+ 38", u * 0.032, SOFT, anchor="end")
    s.line([(pad, u * 0.3), (wide - pad, u * 0.3)], RULE, 1.5)
    if seen.quoted:
        size = u * (0.046 if s.w > s.h else 0.05)
        letters = int((wide - pad * 2) / size / 0.54)
        for row, words in enumerate(wrapped(seen.quoted, letters, int((high - u * 0.36) / size / 1.45))):
            s.text(pad, u * 0.37 + row * size * 1.45, words, size, INK)
    else:
        step = u * 0.052
        lines(s, pad, u * 0.35, wide - pad * 2, step, int((high - u * 0.42) / step), redacted)


def alert(s: Sheet, seen: Seen) -> None:
    """A warning on a locked phone, with its time."""
    s.fill(s.linear("#1a2436", "#0c111b"))
    wide = min(s.w * 0.86, s.u * 0.94)
    high = min(s.h * 1.2, wide * 1.9)
    x, y = (s.w - wide) / 2, s.h * 0.06 if s.h > s.w else s.h * 0.05
    s.rect(x, y, wide, high, "#05070b", rx=s.u * 0.07, stroke="#454d5a", stroke_width=2)
    s.rect(x + 7, y + 7, wide - 14, high - 14, s.linear("#37517d", "#1b2740", "#111828"), rx=s.u * 0.06)
    time = seen.time or f"{s.dice.randint(7, 22):02d}:{s.dice.randint(0, 59):02d}"
    s.text(s.w / 2, y + s.u * 0.24, time, s.u * 0.17, "#ffffff", anchor="middle", weight=300)
    top, inner = y + s.u * 0.32, wide * 0.86
    s.rect(s.w / 2 - inner / 2, top, inner, s.u * 0.4, "#f6f4f0", rx=s.u * 0.035)
    s.path(
        f"M{s.w / 2 - inner * 0.41:.0f} {top + s.u * 0.115:.0f}l{s.u * 0.05:.0f} "
        f"{-s.u * 0.085:.0f}l{s.u * 0.05:.0f} {s.u * 0.085:.0f}z",
        "#c8372d",
    )
    s.rect(s.w / 2 - inner * 0.41 + s.u * 0.046, top + s.u * 0.058, s.u * 0.008, s.u * 0.032, "#ffffff")
    s.text(
        s.w / 2 - inner * 0.41 + s.u * 0.13,
        top + s.u * 0.1,
        seen.said["alert"],
        s.u * 0.056,
        "#a52a22",
        weight=800,
    )
    s.text(s.w / 2 + inner * 0.44, top + s.u * 0.095, time, s.u * 0.036, SOFT, anchor="end")
    if seen.quoted:
        size = s.u * 0.046
        for row, words in enumerate(wrapped(seen.quoted, int(inner * 0.84 / size / 0.55), 4)):
            s.text(s.w / 2 - inner * 0.41, top + s.u * 0.18 + row * size * 1.3, words, size, INK)
    else:
        lines(s, s.w / 2 - inner * 0.41, top + s.u * 0.165, inner * 0.82, s.u * 0.06, 4)


def chat(s: Sheet, seen: Seen) -> None:
    s.fill(s.linear("#e8e2d8", "#d6cfc2"))
    said = wrapped(seen.quoted, 26, 4) if seen.quoted else []
    y = s.h * 0.07
    row = 0
    while y < s.h * 0.9:
        own = row % 3 == 1
        high = s.u * (0.1 + 0.055 * (len(said) if said and row == 1 else s.dice.randint(0, 2)))
        wide = s.u * (0.66 if said and row == 1 else s.dice.uniform(0.4, 0.62))
        x = s.w - wide - s.w * 0.06 if own else s.w * 0.06 + s.u * 0.1
        s.rect(x, y, wide, high, "#cfe6c8" if own else "#ffffff", rx=s.u * 0.03)
        if not own:
            s.circle(
                s.w * 0.06 + s.u * 0.035,
                y + s.u * 0.04,
                s.u * 0.035,
                s.dice.choice(["#7a93b3", "#b38a7a", "#8fa37f"]),
            )
        if said and row == 1:
            for number, words in enumerate(said):
                s.text(x + s.u * 0.035, y + s.u * 0.07 + number * s.u * 0.052, words, s.u * 0.04, INK)
        else:
            lines(
                s,
                x + s.u * 0.035,
                y + s.u * 0.04,
                wide - s.u * 0.07,
                s.u * 0.05,
                max(1, int((high - s.u * 0.03) / (s.u * 0.055))),
            )
        y += high + s.u * 0.03
        row += 1


def post(s: Sheet, seen: Seen) -> None:
    """A post of some network, cut out."""
    s.fill(s.linear("#cfd6df", "#b3bdc9"))
    said = wrapped(seen.quoted, 26 if s.w > s.h else 21, 5) if seen.quoted else []
    wide, high = s.w * 0.84, min(s.h * 0.84, s.u * (0.42 + 0.085 * (len(said) or 4)))
    x, y = leaf(s, wide, high, 0, "#ffffff")
    u, pad = s.u, s.u * 0.055
    s.circle(x + pad * 1.6, y + pad * 1.7, pad, "#7a93b3")
    s.circle(x + pad * 1.6, y + pad * 1.45, pad * 0.36, "#e4eaf1")
    s.path(
        f"M{x + pad * 0.9:.0f} {y + pad * 2.4:.0f}a{pad * 0.72:.0f} {pad * 0.6:.0f} "
        f"0 0 1 {pad * 1.42:.0f} 0z",
        "#e4eaf1",
    )
    s.rect(x + pad * 3, y + pad * 1.1, wide * 0.3, u * 0.026, INK, rx=3)
    s.rect(x + pad * 3, y + pad * 1.85, wide * 0.2, u * 0.02, RULE, rx=3)
    size = min(u * 0.068, (wide - pad * 2) / 26 / 0.54) if s.w > s.h else (wide - pad * 2) / 21 / 0.56
    for row, words in enumerate(said):
        s.text(x + pad, y + pad * 4.2 + row * size * 1.3, words, size, INK)
    if not said:
        lines(s, x + pad, y + pad * 3.3, wide - pad * 2, u * 0.07, 4)
    for place in range(4):
        s.rect(x + pad + place * wide * 0.23, y + high - pad, u * 0.045, u * 0.026, RULE, rx=4)
