"""What a child draws: whatever was named, in wax crayon, and a house with people where nothing was. PURE."""

from collections.abc import Callable

from .pen import Sheet, pale
from .seeing import Seen

RED, BLUE, GREEN, YELLOW, BROWN = "#d2493d", "#3f6fb5", "#5fa246", "#f2c13b", "#8a5a36"
BOW = ("#d9483f", "#ee8a35", "#f3cb3e", "#5fa84f", "#3f86c9", "#7a5bb5")
SKINS = ("#f3cfae", "#d9a47b", "#8f5f40", "#f0c39c", "#b98058")
CLOTHES = (BLUE, "#c2476a", "#3f9a6a", "#e08a33", "#7a5bb5", RED)

Motif = Callable[[Sheet, float, float, float], None]


def child(s: Sheet, seen: Seen) -> None:
    """A sheet of paper, and on it what was named, the sky and the ground around it."""
    s.fill(s.linear("#fdfaf2", "#f3ecdc"))
    named = [name for name in MOTIFS if name in seen.motifs or name in seen.things or name in seen.layers]
    if not named:
        named = ["sun", "house", "crowd"]
    with s.group(filter=s.wobble(s.u * 0.014)):
        _around(s, named)
        large = [name for name in named if name not in ("sun", "rainbow", "star")]
        for place, name in enumerate(large[:3]):
            x = s.w * (place + 0.5) / len(large[:3])
            MOTIFS[name](s, x, s.h * 0.82, s.u * (0.0056 if len(large) == 1 else 0.0036))


def _around(s: Sheet, named: list[str]) -> None:
    if "candles" in named or "lantern" in named or "star" in named:
        _scribbled(s, 0, s.h * 0.5, "#4b5f9e")
        for _ in range(9 if "star" in named else 4):
            _star(s, s.w * s.dice.uniform(0.05, 0.95), s.h * s.dice.uniform(0.06, 0.42), s.u * 0.0011)
    else:
        _scribbled(s, 0, s.h * 0.12, "#9cc8e6")
    if "sun" in named or not {"candles", "lantern", "star"} & set(named):
        _sun(s, s.w * s.dice.choice([0.17, 0.83]), s.h * 0.17, s.u * 0.0012)
    if "rainbow" in named:
        _rainbow(s, s.w * 0.5, s.h * 0.72, s.u * 0.0052)
        _house(s, s.w * 0.3, s.h * 0.82, s.u * 0.0022)
        _people(s, s.w * 0.7, s.h * 0.82, s.u * 0.0022)
    for row in range(3):
        y = s.h * 0.83 + row * s.u * 0.05
        s.stroke(
            f"M0 {y:.0f}q{s.w * 0.25:.0f}-14 {s.w * 0.5:.0f} 0t{s.w * 0.5:.0f} 0", "#6fae4e", s.u * 0.045
        )


def _scribbled(s: Sheet, top: float, low: float, tint: str) -> None:
    """A surface filled in with one long stroke, to and fro."""
    y, step, d = top, s.u * 0.032, f"M0 {top:.0f}"
    while y < low:
        y += step
        d += f"L{s.w if int((y - top) / step) % 2 else 0} {y + s.dice.uniform(-4, 4):.0f}"
    s.stroke(d, tint, s.u * 0.034, opacity=0.75)


def _sun(s: Sheet, x: float, y: float, scale: float) -> None:
    with s.at(x, y, scale, s.dice.uniform(0, 40)):
        s.circle(0, 0, 68, YELLOW)
        for turn in range(0, 360, 45):
            s.stroke("M0-90V-132", "#f0b32f", 11, transform=f"rotate({turn})")


def _star(s: Sheet, x: float, y: float, scale: float) -> None:
    with s.at(x, y, scale, s.dice.uniform(-20, 20)):
        s.path("M0-46L13-13L48-12L20 9L31 43L0 22L-30 44L-20 9L-48-11L-13-14Z", YELLOW)


def _rainbow(s: Sheet, x: float, y: float, scale: float) -> None:
    with s.at(x, y, scale):
        for row, tint in enumerate(BOW):
            r = 84 - row * 8
            s.stroke(f"M{-r} 0A{r} {r} 0 0 1 {r} 0", tint, 8.4)


def _house(s: Sheet, x: float, y: float, scale: float) -> None:
    with s.at(x, y, scale):
        s.rect(-46, -64, 92, 66, "#f6d9b0", stroke="#a5632f", stroke_width=3)
        s.path("M-58-62L0-108L58-62Z", RED, stroke="#8f3224", stroke_width=3)
        s.rect(-10, -34, 20, 36, BROWN)
        for left in (-36, 16):
            s.rect(left, -52, 19, 17, "#9fd0ea", stroke=BLUE, stroke_width=2)
        s.stroke("M30-86V-108M30-112q8-8 2-16t6-16", "#7d7d7d", 4)


def _people(s: Sheet, x: float, y: float, scale: float) -> None:
    """Hand in hand, the tall and the small."""
    with s.at(x, y, scale):
        for place in range(4):
            px, high = -60 + place * 40, s.dice.choice([70, 84, 96])
            tint = s.dice.choice(CLOTHES)
            s.stroke(f"M{px - 20} -34L{px} {18 - high * 0.75:.0f}L{px + 20} -34", "#5b3d2a", 4)
            s.stroke(f"M{px - 5} -22V0M{px + 5} -22V0", "#5b3d2a", 4)
            s.path(f"M{px} {22 - high}l15 {high - 40}h-30z", tint)
            s.circle(px, 10 - high, 13, s.dice.choice(SKINS), stroke="#5b3d2a", stroke_width=2)
            s.stroke(
                f"M{px - 5} {14 - high}q5 5 10 0M{px - 4} {7 - high}h0M{px + 4} {7 - high}h0", "#3b2a20", 2
            )


def _heart(s: Sheet, x: float, y: float, scale: float) -> None:
    with s.at(x, y, scale, s.dice.uniform(-6, 6)):
        d = "M0-6Q-56-44-54-82Q-48-106-26-104Q-8-102 0-84Q12-104 30-104Q54-100 54-78Q50-44 0-6Z"
        s.path(d, pale(RED, 0.25))
        for row in range(9):
            s.stroke(f"M{-44 + row * 5}-{90 - row * 9}L{48 - row * 5}-{98 - row * 9}", RED, 5, opacity=0.7)
        s.path(d, "none", stroke="#a5322a", stroke_width=4)


def _flowers(s: Sheet, x: float, y: float, scale: float) -> None:
    with s.at(x, y, scale):
        for place, tint in enumerate(s.dice.sample(CLOTHES, 3)):
            px, high = -40 + place * 40, s.dice.choice([62, 78, 92])
            s.stroke(f"M{px} 0V{-high}M{px} -18q14-14 20-12M{px} -26q-14-14-20-10", GREEN, 5)
            for turn in range(0, 360, 60):
                s.circle(px, -high - 13, 8.5, tint, transform=f"rotate({turn} {px} {-high})")
            s.circle(px, -high, 8, YELLOW)


def _bird(s: Sheet, x: float, y: float, scale: float) -> None:
    with s.at(x, y - 60 * scale, scale):
        s.oval(0, 0, 38, 24, BLUE)
        s.circle(32, -20, 17, BLUE)
        s.path("M47-22L64-16L47-12Z", "#ee8a35")
        s.path("M-34-4L-66-22L-60 8Z", BLUE)
        s.path("M-10-4Q-16-52-44-58Q-44-24-26 2Z", pale(BLUE, 0.35))
        s.circle(36, -23, 3, "#1c1c1c")
        s.stroke("M-6 22V40M8 22V40", "#ee8a35", 4)


def _candle(s: Sheet, x: float, y: float, scale: float) -> None:
    with s.at(x, y, scale):
        s.circle(0, -92, 40, "#fbe08a", opacity=0.6)
        for turn in range(0, 360, 40):
            s.stroke("M0-138V-154", YELLOW, 5, transform=f"rotate({turn} 0 -92)")
        s.rect(
            -17, -68, 34, 70, s.dice.choice(["#f6f0e2", "#e58fa5", "#9cc8e6"]), stroke=BROWN, stroke_width=3
        )
        s.stroke("M0-68V-78", "#3b2a20", 3)
        s.path("M0-116Q16-94 8-82Q0-74-8-82Q-16-94 0-116Z", "#f08a2e")


def _lantern(s: Sheet, x: float, y: float, scale: float) -> None:
    with s.at(x, y - 20 * scale, scale):
        s.circle(0, -52, 62, "#fbe08a", opacity=0.5)
        s.stroke("M0-98V-128", BROWN, 4)
        s.oval(0, -52, 44, 46, "#ee9a3a", stroke="#b5591e", stroke_width=4)
        for r in (16, 32):
            s.oval(0, -52, r, 46, "none", stroke="#b5591e", stroke_width=2.5)
        s.rect(-20, -104, 40, 10, BROWN)
        s.rect(-20, -10, 40, 10, BROWN)


def _circles(s: Sheet, x: float, y: float, scale: float) -> None:
    """All that the smallest can draw: round and round, in every colour."""
    for _ in range(11):
        at, high = s.w * s.dice.uniform(0.12, 0.88), s.h * s.dice.uniform(0.28, 0.74)
        tint, r = s.dice.choice((*BOW, *CLOTHES)), s.u * s.dice.uniform(0.03, 0.1)
        for turn in range(3):
            s.oval(at + turn * 2, high - turn, r - turn * 4, r * s.dice.uniform(0.8, 1.1), "none",
                   stroke=tint, stroke_width=f"{s.u * 0.014:.0f}")  # fmt: skip


#: What a child draws, the large things in the order in which they stand side by side.
MOTIFS: dict[str, Motif] = {
    "house": _house,
    "crowd": _people,
    "heart": _heart,
    "flowers": _flowers,
    "dove": _bird,
    "candles": _candle,
    "lantern": _lantern,
    "circles": _circles,
    "sun": _sun,
    "rainbow": _rainbow,
    "star": _star,
}
