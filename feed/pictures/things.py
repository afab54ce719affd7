"""Things on a table or on the ground. Each is drawn around (0, 0), where it stands, about 100 high. PURE."""

from .light import Light
from .pen import HAND, Sheet, dark, pale, wrapped
from .seeing import Seen


def cap(s: Sheet, light: Light, seen: Seen) -> None:
    """A flat cap with a peak and a badge."""
    s.shadow(0, 0, 70)
    blue = "#22304f"
    s.path(
        "M-58-8Q-66-44-30-52Q0-64 32-52Q68-44 58-8Q0 8-58-8Z", s.linear(pale(blue, 0.16), dark(blue, 0.35))
    )
    s.path("M-50-20Q0-4 50-20L52-4Q0 12-52-4Z", dark(blue, 0.5))
    for x in range(-44, 45, 11):
        s.rect(x - 3, -14 + abs(x) * -0.05, 6, 6, "#e8e8ea", opacity=0.9)
    s.path("M-44-2Q0 26 44-2Q0 10-44-2Z", "#0d1220")
    s.circle(0, -34, 8, "#d4b45c")
    s.path("M0-41L2-36H7L3-33L5-28L0-31L-5-28L-3-33L-7-36H-2Z", "#8a6d24")


def chair(s: Sheet, light: Light, seen: Seen) -> None:
    s.shadow(0, 0, 52)
    wood = "#8a5f3c"
    for x in (-34, 34):
        s.line([(x, 0), (x * 0.9, -46)], dark(wood, 0.3), 6)
        s.line([(x * 0.86, -44), (x * 0.8, -118)], wood, 6)
    for y in (-112, -92, -72):
        s.line([(-29, y), (29, y)], pale(wood, 0.1), 7)
    s.path("M-42-50H42L38-38H-38Z", s.linear(pale(wood, 0.2), dark(wood, 0.15)))


def phone(s: Sheet, light: Light, seen: Seen) -> None:
    """A phone held up, its screen the only light."""
    s.glow(0, -70, 90, "#cfe2ff", 0.55)
    s.path("M-46 30Q-52-30-30-52L-26-20L30-30Q44-20 40 30Z", "#8d6a55")
    s.rect(-31, -130, 62, 118, "#14171c", rx=9)
    s.rect(-27, -124, 54, 106, s.linear("#eef4fb", "#c5d6ea"), rx=5)
    for row, wide in enumerate((34, 42, 26, 38, 30)):
        s.rect(-21, -112 + row * 17, wide, 9, "#5f86b8" if row % 2 else "#aebfd2", rx=4)
    for y in (-84, -66, -49):
        s.oval(-31, y, 9, 7, "#a07c64")


def coin(s: Sheet, light: Light, seen: Seen) -> None:
    s.circle(0, -40, 40, s.linear("#e9edf0", "#a7b0b8"), stroke="#8d969e", stroke_width=2)
    s.circle(0, -40, 27, s.linear("#f3d27a", "#c79a35"))
    s.text(
        0,
        -26,
        str(seen.number if seen.number and seen.number < 10 else 2),
        40,
        "#8a671e",
        anchor="middle",
        weight=800,
    )


def sandcastle(s: Sheet, light: Light, seen: Seen) -> None:
    s.shadow(0, 0, 92)
    sand = "#d8b878"
    s.path(
        "M-86 2Q-70-18-60-20V-58H-48V-50H-38V-58H-26V-34H-20V-84H-10V-76H4V-84"
        "H14V-76H20V-34H28V-58H38V-50H48V-58H58V-20Q72-16 88 2Z",
        s.linear(pale(sand, 0.25), dark(sand, 0.18)),
    )
    s.path("M-10 0V-18Q0-30 10-18V0Z", dark(sand, 0.5))
    s.line([(0, -84), (0, -112)], "#6b5740", 2.5)
    s.path("M0-112L22-104L0-96Z", "#c8372d")
    s.path("M40 6Q60-26 92-30V8Z", "#8fc0d0", opacity=0.85)
    s.stroke("M30 6Q56-8 64-26Q76-34 96-34", "#ffffff", 5, opacity=0.9)


def lantern(s: Sheet, light: Light, seen: Seen) -> None:
    """A paper lantern, torn and sewn, lit from inside."""
    s.glow(0, -54, 88, "#ffc765", 0.8)
    paper = "#f0a24c"
    s.stroke("M0-112V-134", "#3c3a38", 2.5)
    s.path(
        "M-34-20Q-54-56-32-92Q0-104 32-92Q54-56 34-20Q0-8-34-20Z",
        s.linear(dark(paper, 0.1), pale(paper, 0.55), dark(paper, 0.12), across=True),
    )
    for y, wide in ((-80, 40), (-66, 45), (-52, 46), (-38, 43)):
        s.stroke(f"M{-wide} {y}Q0 {y + 12} {wide} {y}", dark(paper, 0.4), 1.4, opacity=0.6)
    s.rect(-20, -108, 40, 12, "#3c3a38", rx=3)
    s.rect(-18, -16, 36, 9, "#3c3a38", rx=3)
    s.stroke("M10-90L2-72L14-58L4-40L10-26", "#2c2a29", 2.6)
    for x, y in ((6, -82), (6, -66), (9, -51), (6, -34)):
        s.line([(x - 9, y - 4), (x + 9, y + 4)], "#2c2a29", 2.6)


def poster(s: Sheet, light: Light, seen: Seen) -> None:
    """A poster, taped: its big word and the number in it."""
    s.rect(-44, -124, 96, 132, "#05070c", opacity=0.22, rx=2)
    s.rect(-48, -128, 96, 132, s.linear("#fffdf7", "#ece7da"), rx=2)
    head = seen.said["recall"] if seen.code or not seen.quoted else seen.said["notice"]
    ink = seen.colour or "#b9302b"
    s.rect(-48, -128, 96, 32, ink)
    s.text(0, -105, head, min(21, 118 / len(head)), "#ffffff", anchor="middle", weight=800)
    lines = wrapped(seen.quoted, 15, 3) if seen.quoted else [seen.code or ""]
    if seen.code:
        s.text(0, -78, seen.said["batch"], 11, "#3a3f47", anchor="middle")
        s.text(0, -52, seen.code, min(27, 150 / len(seen.code)), ink, anchor="middle", weight=800)
    elif lines[0]:
        for row, words in enumerate(lines):
            s.text(0, -78 + row * 13, words, 10, "#23272e", anchor="middle", weight=600)
    for row, wide in enumerate((70, 62, 72, 40)):
        s.rect(-36, -36 + row * 9, wide, 4, "#9aa0a8", rx=2)
    for x, turn in ((-46, -38), (46, 36)):
        with s.at(x, -126, 1, turn):
            s.rect(-15, -5, 30, 10, "#e9dfb8", opacity=0.85)


def placard(s: Sheet, light: Light, seen: Seen) -> None:
    """Words on cardboard, by hand."""
    card = "#c8a273"
    s.shadow(0, 4, 74)
    s.line([(0, 4), (0, -30)], "#7a5a3a", 7)
    with s.at(0, -74, 1, s.dice.uniform(-3, 3)):
        s.rect(-80, -46, 160, 92, s.linear(pale(card, 0.18), dark(card, 0.1)), rx=3)
        lines = wrapped(seen.quoted or seen.said[s.dice.choice(["answers", "truth", "enough"])], 15, 3)
        size = min(30, 74 / len(lines), 215 / max(map(len, lines)))
        for row, words in enumerate(lines):
            y = (row - (len(lines) - 1) / 2) * size * 1.08 + size * 0.36
            s.text(0, y, words, size, "#1f1c1a", anchor="middle", weight=700, family=HAND)


def teddy(s: Sheet, light: Light, seen: Seen) -> None:
    s.shadow(0, 0, 46)
    fur = seen.colour or "#a9774b"
    for x in (-17, 17):
        s.circle(x, -92, 10, dark(fur, 0.1))
        s.oval(x * 1.5, -10, 14, 12, dark(fur, 0.1))
        s.oval(x * 2, -44, 10, 18, fur, transform=f"rotate({x * 1.4} {x * 2} -44)")
    s.oval(0, -34, 30, 34, s.linear(pale(fur, 0.15), dark(fur, 0.15)))
    s.oval(0, -30, 17, 20, pale(fur, 0.4))
    s.circle(0, -76, 25, s.linear(pale(fur, 0.18), fur))
    s.oval(0, -68, 11, 8, pale(fur, 0.45))
    for x in (-8, 8):
        s.circle(x, -79, 2.4, "#1b1512")
    s.oval(0, -71, 4, 3, "#1b1512")


def suitcase(s: Sheet, light: Light, seen: Seen) -> None:
    s.shadow(0, 0, 46)
    tint = seen.colour or "#3f5a78"
    s.stroke("M-12-86V-112H12V-86", "#59616a", 4)
    s.rect(-34, -88, 68, 84, s.linear(pale(tint, 0.15), dark(tint, 0.25)), rx=9)
    for x in (-20, -7, 7, 20):
        s.line([(x, -80), (x, -12)], dark(tint, 0.25), 2.4)
    for x in (-24, 24):
        s.circle(x, -3, 5, "#1d2126")
    s.rect(24, -78, 14, 18, "#f4f0e4", rx=2, transform="rotate(14 30 -70)")


def umbrella(s: Sheet, light: Light, seen: Seen) -> None:
    tint = seen.colour or "#b9402f"
    s.stroke("M0-70V-8Q0 4-10 2", "#26282c", 4)
    s.path(
        "M-66-66Q-60-122 0-124Q60-122 66-66Q50-78 33-66Q16-78 0-66Q-16-78-33-66Q-50-78-66-66Z",
        s.linear(pale(tint, 0.2), dark(tint, 0.2)),
    )
    s.stroke("M0-124Q-30-104-33-66M0-124Q30-104 33-66M0-124V-66", dark(tint, 0.35), 1.6)


def cloud(s: Sheet, light: Light, seen: Seen) -> None:
    """A cloud; as a mascot in a suit it has arms and a smile."""
    is_mascot = "suit" in seen.manner
    white = s.linear("#ffffff", "#c3dcf0")
    if is_mascot:
        s.shadow(0, 0, 42)
        s.stroke("M-14-4V-22M14-4V-22", "#23304a", 11)
        s.stroke("M34-52Q56-54 66-62M-34-52Q-50-44-48-32", "#2c3b59", 11)
        s.path("M-34-62H34L40-14Q0-4-40-14Z", s.linear("#35466a", "#1f2a42"))
        s.path("M-13-62H13L0-26Z", "#ffffff")
        s.path("M-4-58H4L6-36L0-28L-6-36Z", "#b9302b")
    y = -94 if is_mascot else -70
    s.path(
        f"M-56 {y + 36}Q-78 {y + 8}-44 {y}Q-34 {y - 36} 2 {y - 30}Q36 {y - 42} "
        f"44 {y - 4}Q78 {y + 4} 58 {y + 36}Z",
        white,
    )
    if is_mascot:
        for x in (-14, 14):
            s.oval(x, y + 6, 4, 6, "#26344f")
        s.stroke(f"M-16 {y + 18}Q0 {y + 30} 16 {y + 18}", "#26344f", 3)
