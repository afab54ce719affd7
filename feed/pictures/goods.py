"""What is bought, drunk and thrown away, around (0, 0), where it stands, about 100 high. PURE."""

from .light import Light
from .pen import Sheet, dark, pale
from .seeing import Seen


def pouch(s: Sheet, light: Light, seen: Seen) -> None:
    """A drinking pouch with its label, round when it is swollen."""
    s.shadow(0, 0, 48)
    full = 14 if "swollen" in seen.manner else 0
    tint = seen.colour or "#f2b84b"
    body = f"M-30-4Q{-36 - full * 1.5}-44-30-84H30Q{36 + full * 1.5}-44 30-4Q0 {3 + full / 2} -30-4Z"
    s.path(body, s.linear(dark(tint, 0.18), pale(tint, 0.35), dark(tint, 0.22), across=True))
    s.rect(-6, -95, 12, 10, "#f4f1ea", rx=2)
    s.rect(-9, -106, 18, 13, s.linear("#4e86c6", "#2f5f9b", across=True), rx=4)
    s.rect(-31, -90, 62, 8, pale(tint, 0.35), rx=2)
    wide = 27 + full * 0.8
    s.path(f"M{-wide}-68Q0-73 {wide}-68L{wide}-24Q0-18 {-wide}-24Z", "#fffaf0")
    stretch = 1.35 if full else 1
    with s.at(0, -38, 0.3), s.group(transform=f"scale({stretch} 1)"):
        s.path("M-50 10Q-64-16-34-22Q-24-48 2-44Q30-52 36-24Q64-20 50 10Z", "#7fb1dc")
    words = (seen.name or "").upper()[:12]
    if words:
        s.text(0, -56, words, min(11, 62 / len(words)), "#2b4f7d", anchor="middle", weight=800)
    s.path(f"M-24-80Q{-30 - full}-46-25-12", "none", stroke="#ffffff", stroke_width=3, opacity=0.55)
    if full:
        s.stroke("M-60-60Q-66-46-60-32M60-60Q66-46 60-32", dark(light.near), 2, opacity=0.35)


def box(s: Sheet, light: Light, seen: Seen) -> None:
    s.shadow(0, 0, 70)
    card = "#c39a6b"
    s.area([(-52, -62), (10, -56), (10, 0), (-52, -8)], s.linear(pale(card, 0.1), dark(card, 0.15)))
    s.area([(10, -56), (52, -66), (52, -12), (10, 0)], dark(card, 0.28))
    s.area([(-52, -62), (-8, -72), (52, -66), (10, -56)], dark(card, 0.45))
    for x in (-34, -18, -2, 12, 26):
        s.rect(x, -84, 11, 22, "#f2b84b" if x % 4 else "#e8a33d", rx=3)
        s.rect(x + 3, -91, 5, 9, "#3c6fae", rx=2)
    s.area([(-52, -62), (10, -56), (2, -44), (-64, -50)], pale(card, 0.2))
    s.area([(10, -56), (52, -66), (64, -55), (20, -43)], pale(card, 0.08))
    if seen.name:
        s.text(
            -22,
            -24,
            seen.name.upper()[:10],
            10,
            dark(card, 0.6),
            anchor="middle",
            weight=800,
            transform="skewY(6)",
        )


def bottle(s: Sheet, light: Light, seen: Seen) -> None:
    s.shadow(0, 0, 36)
    tint = seen.colour or "#9cc7dd"
    s.path(
        "M-9-112H9V-92Q24-84 24-66V-6Q24 0 18 0H-18Q-24 0-24-6V-66Q-24-84-9-92Z",
        s.linear(dark(tint, 0.1), pale(tint, 0.6), dark(tint, 0.15), across=True),
    )
    s.path("M-24-52H24V-6Q24 0 18 0H-18Q-24 0-24-6Z", tint, opacity=0.55)
    s.rect(-11, -122, 22, 13, "#2f5f9b", rx=3)
    s.rect(-24, -58, 48, 30, "#ffffff", opacity=0.9)
    s.rect(-16, -51, 32, 5, "#2f5f9b", rx=2)
    s.rect(-12, -42, 24, 4, "#9fb3c2", rx=2)
    s.line([(-17, -84), (-17, -12)], "#ffffff", 3, opacity=0.5)


def bag(s: Sheet, light: Light, seen: Seen) -> None:
    """A bin bag, tied."""
    s.shadow(0, 0, 60)
    s.path(
        "M-44-4Q-62-46-24-70Q-14-76-10-84Q0-78 10-84Q14-76 24-70Q62-46 44-4Q0 6-44-4Z",
        s.linear("#4a4f58", "#1d2026"),
    )
    s.path("M-10-84Q-26-98-18-104L0-90L18-104Q26-98 10-84Z", "#2c3038")
    s.stroke("M-26-60Q-40-34-32-12M4-70Q-2-40 6-10M26-60Q38-40 32-16", "#7d848f", 2.2, opacity=0.5)


def trolley(s: Sheet, light: Light, seen: Seen) -> None:
    """A shopping trolley; what is missing in it stands out as a dashed shape."""
    s.shadow(0, 0, 84)
    steel = "#77838c"
    if "outline" in seen.manner:
        for x, tint in ((-46, "#d9685f"), (-30, "#efc768"), (32, "#7aa2c8"), (46, "#93bd8e")):
            s.rect(x - 8, -98, 17, 40, tint, rx=3)
        with s.at(2, -44, 0.72):
            s.path(
                "M-26-6Q-34-48-25-82H-9V-104H9V-82H25Q34-48 26-6Q0 4-26-6Z",
                "#ffffff",
                opacity=0.85,
                stroke="#39434b",
                stroke_width=3.5,
                stroke_dasharray="7 6",
            )
    else:
        for x, tint in ((-44, "#d9685f"), (-22, "#efc768"), (2, "#7aa2c8"), (26, "#93bd8e"), (44, "#c39bc8")):
            s.rect(x - 10, -96 + abs(x) * 0.3, 21, 42, tint, rx=3)
    s.path("M-66-82H66L52-36H-50Z", "#ffffff", opacity=0.22)
    for x in range(-60, 61, 12):
        s.line([(x, -82), (x * 0.82, -36)], steel, 2)
    for y, wide in ((-82, 66), (-66, 62), (-51, 57), (-36, 52)):
        s.line([(-wide, y), (wide, y)], steel, 2.6)
    s.stroke("M-66-82L-84-100H-98M-50-36L-44-18H48", dark(steel, 0.2), 4.5)
    s.line([(-98, -100), (-82, -100)], "#b9302b", 7)
    for x in (-38, 42):
        s.circle(x, -9, 9, "#2c3138")
        s.circle(x, -9, 3.5, "#b9c2c8")


def barrel(s: Sheet, light: Light, seen: Seen) -> None:
    tint = seen.colour or "#3c6f8f"
    s.oval(26, 2, 72, 9, "#2b3a33", opacity=0.75)
    for x, lift in ((-40, 6), (36, 10), (0, 0)):
        s.rect(
            x - 26,
            -92 + lift,
            52,
            90 - lift,
            s.linear(dark(tint, 0.25), pale(tint, 0.25), dark(tint, 0.3), across=True),
            rx=4,
        )
        s.oval(x, -92 + lift, 26, 7, pale(tint, 0.2))
        for y in (-66, -34):
            s.line([(x - 26, y + lift / 2), (x + 26, y + lift / 2)], dark(tint, 0.35), 3)
    s.path("M0-72L13-50H-13Z", "#f2c43d", stroke="#23272e", stroke_width=2)
    s.rect(-1.3, -65, 2.6, 8, "#23272e")


def cup(s: Sheet, light: Light, seen: Seen) -> None:
    s.shadow(0, 0, 56)
    tint = seen.colour or "#e9e4d9"
    s.oval(0, -3, 52, 9, dark(tint, 0.12))
    s.stroke("M34-50Q62-50 54-28Q48-14 30-16", dark(tint, 0.1), 7)
    s.path("M-38-62H38Q38-8 18-6H-18Q-38-8-38-62Z", s.linear(pale(tint, 0.3), dark(tint, 0.2), across=True))
    s.oval(0, -62, 38, 8, dark(tint, 0.15))
    s.oval(0, -61, 33, 6, "#5b3a26")
    s.stroke("M-12-76Q-20-90-10-100M8-76Q0-92 12-106", "#ffffff", 3.5, opacity=0.45)
