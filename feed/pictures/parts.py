"""What places are made of: windows, fronts, trees, lamps, people seen from afar. PURE."""

from .light import Light
from .pen import SERIF, Sheet, dark, mix, pale

_HEAD = '<circle cy="-91" r="8.2"/>'
_BODY = (
    '<path d="M-6-44L-8 0H-1L0-34L1 0H8L6-44Z"/>'
    '<path d="M-13-74Q-12-82 0-82Q12-82 13-74L15-42H9L8-66V-38H-8V-66L-9-42H-15Z"/>'
)
#: How somebody from afar stands, 100 high.
STANCES = {
    "stands": _BODY + _HEAD,
    "coat": f'{_BODY}{_HEAD}<path d="M-12-72L-15-22H15L12-72Z"/>',
    "runs": (
        '<path fill="none" stroke-width="9" d="M3-40L16-22L8-2M-2-40L-12-20L-27-16"/>'
        '<path fill="none" stroke-width="6.5" d="M5-72L20-58L30-68M-3-72L-18-60L-22-46"/>'
        '<path d="M-9-76Q0-84 10-77L7-34H-7Z"/><circle cx="4" cy="-90" r="8.5"/>'
    ),
}
RIM = '<path fill="none" stroke-width="1.6" opacity=".7" d="M-12-73Q-12-82-3-82M-8-91A8 8 0 0 1-1-99"/>'


def window(s: Sheet, x: float, y: float, w: float, h: float, glass: str, frame: str) -> None:
    s.rect(x, y, w, h, glass)
    s.line([(x + w / 2, y), (x + w / 2, y + h)], frame, 1, opacity=0.7)


def facade(
    s: Sheet, light: Light, x: float, y: float, w: float, h: float, colour: str, lit: float = 0.35
) -> None:
    """A front with rows of windows."""
    s.rect(x, y, w, h, s.linear(pale(colour, 0.08), dark(colour, 0.18)))
    across, down = max(2, round(w / (s.u * 0.13))), max(2, round(h / (s.u * 0.17)))
    wide, high = w / across, h / down
    panes: dict[str, list[tuple[float, float]]] = {}
    for column in range(across):
        for row in range(down):
            is_lit = s.dice.random() < (lit if light.is_dark else lit * 0.5)
            glass = light.lit if is_lit else mix(dark(colour, 0.45), light.top, 0.15)
            panes.setdefault(glass, []).append((x + wide * (column + 0.26), y + high * (row + 0.22)))
    for glass, corners in panes.items():
        s.tiles(corners, wide * 0.48, high * 0.54, glass)
        s.tiles([(cx + wide * 0.23, cy) for cx, cy in corners], wide * 0.02, high * 0.54, colour)


def skyline(s: Sheet, light: Light, base: float, high: float, colour: str, windows: bool = False) -> None:
    """Houses on `base`, up to `high` (parts of the height), as one shape."""
    dice, x, y = s.dice, 0.0, s.h * base
    d = f"M0 {y:.0f}"
    panes = []
    while x < s.w:
        wide = s.u * dice.uniform(0.06, 0.15)
        top = y - s.h * high * dice.uniform(0.3, 1)
        roof = (
            f"l{wide / 2:.0f} {-wide * 0.3:.0f}l{wide / 2:.0f} {wide * 0.3:.0f}"
            if dice.random() < 0.3
            else f"h{wide:.0f}"
        )
        d += f"V{top:.0f}{roof}"
        if windows:
            rows, columns = int((y - top) / (s.u * 0.05)), max(1, int(wide / (s.u * 0.034)))
            panes += [
                (x + wide * (c + 0.3) / columns, top + s.u * (0.022 + 0.05 * r))
                for r in range(rows)
                for c in range(columns)
                if dice.random() < 0.38
            ]
        x += wide
    s.path(d + f"V{s.h * base + s.u * 0.1:.0f}H0Z", colour)
    glass = light.lit if light.is_dark else pale(colour, 0.35)
    spots = "".join(
        f"M{px:.0f} {py:.0f}h{s.u * 0.013:.1f}v{s.u * 0.02:.1f}h{-s.u * 0.013:.1f}z" for px, py in panes[:260]
    )
    if spots:
        s.path(spots, glass, opacity=0.8)


def tree(s: Sheet, light: Light, x: float, y: float, high: float) -> None:
    green = mix("#56774a", light.near, 0.6 if light.is_dark else 0.25)
    s.line([(x, y), (x, y - high * 0.5)], dark("#5a4636", 0.3), high * 0.06)
    for dx, dy, r in ((0, 0.68, 0.26), (-0.16, 0.54, 0.19), (0.17, 0.55, 0.2)):
        s.circle(x + dx * high, y - dy * high, r * high, green)
    s.circle(x - 0.07 * high, y - 0.76 * high, high * 0.13, pale(green, 0.18), opacity=0.6)


def lamp(s: Sheet, light: Light, x: float, y: float, high: float) -> None:
    s.line([(x, y), (x, y - high)], dark(light.near, 0.3), max(1.5, high * 0.025))
    if light.is_dark:
        s.glow(x, y - high, high * 0.6, light.glow, 0.75)
    s.circle(x, y - high, max(2, high * 0.045), light.lit if light.is_dark else pale(light.far, 0.3))


def person(
    s: Sheet, x: float, y: float, high: float, colour: str, stance: str = "stands", rim: str = ""
) -> None:
    """Somebody from afar, without a face, feet at (x, y)."""
    s.stamp(stance, STANCES[stance], x, y, high / 100, colour)
    if rim:
        s.stamp("rim", RIM, x, y, high / 100, rim)


def crowd(s: Sheet, base: float, high: float, colours: list[str], number: int, rim: str = "") -> None:
    """A row of people from side to side, feet below `base` (px)."""
    for place in range(number):
        x = s.w * (place + 0.5 + s.dice.uniform(-0.3, 0.3)) / number
        size = high * s.dice.uniform(0.9, 1.12)
        person(
            s,
            x,
            base + high * s.dice.uniform(0, 0.06),
            size,
            s.dice.choice(colours),
            s.dice.choice(["stands", "coat"]),
            rim,
        )


def board(s: Sheet, x: float, y: float, w: float, h: float, words: str, back: str, ink: str) -> None:
    """A sign with a word that fits into it; (x, y) is its middle."""
    s.rect(x - w / 2, y - h / 2, w, h, back, rx=h * 0.12)
    size = min(h * 0.62, w / max(1, len(words)) / 0.68)
    s.text(x, y + size * 0.36, words, size, ink, anchor="middle", weight=700)


def columns(s: Sheet, light: Light, base: float, colour: str) -> None:
    """The front of a public building on `base` (px)."""
    wide, high = s.u * 0.92, s.u * 0.36
    x = s.w / 2 - wide / 2
    s.rect(x, base - high, wide, high, s.linear(dark(colour, 0.2), colour))
    s.rect(s.w / 2 - s.u * 0.06, base - high * 0.6, s.u * 0.12, high * 0.6, dark(colour, 0.6))
    if light.is_dark:
        s.glow(s.w / 2, base - high * 0.3, s.u * 0.2, light.glow, 0.7)
    for part in range(7):
        if part == 3:
            continue
        cx = x + wide * (part + 0.5) / 7
        s.rect(
            cx - s.u * 0.022,
            base - high,
            s.u * 0.044,
            high,
            s.linear(pale(colour, 0.35), dark(colour, 0.15), across=True),
        )
    s.rect(x - s.u * 0.03, base - high - s.u * 0.05, wide + s.u * 0.06, s.u * 0.055, pale(colour, 0.2))
    s.area(
        [
            (x - s.u * 0.03, base - high - s.u * 0.05),
            (s.w / 2, base - high - s.u * 0.2),
            (x + wide + s.u * 0.03, base - high - s.u * 0.05),
        ],
        pale(colour, 0.1),
    )


def masthead(s: Sheet, x: float, y: float, words: str, size: float, ink: str) -> None:
    s.text(x, y, words, size, ink, anchor="middle", weight=700, family=SERIF)
