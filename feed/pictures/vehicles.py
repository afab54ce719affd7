"""What drives, from the side, on (0, 0), about 100 high (long ones longer). PURE."""

from .light import Light
from .pen import Sheet, dark, mix, pale
from .seeing import Seen


def _wheels(s: Sheet, places: tuple[float, ...], r: float) -> None:
    for x in places:
        s.circle(x, -r, r, "#15181c")
        s.circle(x, -r, r * 0.5, "#8d959d")
        s.circle(x, -r, r * 0.18, "#2b3036")


def _beams(s: Sheet, light: Light, x: float, y: float) -> None:
    if light.is_dark:
        s.path(f"M{x} {y}L{x + 150} {y - 26}V{y + 44}Z", s.fading("#fff1c4", 0.55, 0, across=True))
        s.glow(x, y, 26, "#fff1c4", 0.9)
    s.circle(x, y, 4.5, "#fff6dc")


def car(s: Sheet, light: Light, seen: Seen) -> None:
    tint = seen.colour or s.dice.choice(["#b9402f", "#3f6b93", "#dad7cf", "#57615c"])
    s.shadow(0, 0, 108)
    s.path(
        "M-92-14Q-96-36-70-40L-44-64Q-36-70-20-70H22Q36-70 46-60L64-42Q92-40 92-14Z",
        s.linear(pale(tint, 0.22), dark(tint, 0.22)),
    )
    glass = mix("#20303f", light.low, 0.25)
    s.path("M-56-41L-38-60Q-34-64-24-64H-4V-41Z", glass)
    s.path("M4-64H20Q30-64 38-56L50-41H4Z", glass)
    s.line([(-84, -26), (86, -26)], dark(tint, 0.25), 2)
    _wheels(s, (-54, 54), 18)
    _beams(s, light, 88, -30)
    s.rect(-94, -34, 6, 9, "#c8372d", rx=2)


def lorry(s: Sheet, light: Light, seen: Seen) -> None:
    tint = seen.colour or "#8f9aa3"
    s.shadow(0, 0, 150)
    s.rect(-140, -104, 196, 84, s.linear(pale(tint, 0.3), dark(tint, 0.2)), rx=3)
    for x in range(-126, 50, 17):
        s.line([(x, -100), (x, -24)], dark(tint, 0.12), 1.5)
    cab = mix("#35506e", light.near, 0.25)
    s.path("M62-84H98Q110-82 116-56L118-18H62Z", s.linear(pale(cab, 0.2), dark(cab, 0.25)))
    s.path("M76-76H96Q104-74 108-54H76Z", mix("#20303f", light.low, 0.3))
    s.rect(-140, -22, 258, 7, dark("#2b3036", 0.2))
    _wheels(s, (-112, -80, -8, 88), 15)
    _beams(s, light, 114, -28)
    s.rect(-143, -34, 5, 10, "#e5483c")
    if light.is_dark:
        s.glow(-141, -29, 22, "#e5483c", 0.7)


def _van(s: Sheet, light: Light, body: str, band: str, words: str) -> None:
    s.shadow(0, 0, 120)
    s.path(
        "M-104-18V-84Q-104-94-94-94H42Q58-94 68-78L84-52Q104-48 104-30V-18Z",
        s.linear(pale(body, 0.15), dark(body, 0.15)),
    )
    s.path("M44-84H52Q58-84 64-74L76-53H44Z", mix("#20303f", light.low, 0.3))
    s.rect(14, -84, 24, 30, mix("#20303f", light.low, 0.2), rx=2)
    s.rect(-104, -46, 206, 13, band)
    for x in range(-100, 100, 22):
        s.path(f"M{x}-46h11l-7 13h-11z", "#ffffff", opacity=0.75)
    s.text(-46, -58, words, min(15, 100 / len(words)), dark(band, 0.2), anchor="middle", weight=800)
    _wheels(s, (-62, 62), 18)
    _beams(s, light, 100, -30)
    _blue(s, 8, -98)


def _blue(s: Sheet, x: float, y: float) -> None:
    s.glow(x, y, 80, "#3f86ff", 0.85)
    s.rect(x - 17, y - 3, 34, 7, "#123a8c", rx=3)
    s.circle(x - 9, y, 4.5, "#bcd8ff")
    s.circle(x + 9, y, 4.5, "#6aa6ff")


def ambulance(s: Sheet, light: Light, seen: Seen) -> None:
    _van(s, light, "#f1efe8", "#d0812d", seen.said["ambulance"])


def policecar(s: Sheet, light: Light, seen: Seen) -> None:
    _van(s, light, "#e6e9ee", "#2a5298", seen.said["police"])


def fireengine(s: Sheet, light: Light, seen: Seen) -> None:
    red = "#b62f27"
    s.shadow(0, 0, 140)
    s.path("M-130-16V-82H60V-88H104Q118-86 122-56V-16Z", s.linear(pale(red, 0.15), dark(red, 0.25)))
    s.rect(-130, -46, 250, 7, "#f2c43d")
    s.path("M70-80H100Q108-78 111-54H70Z", mix("#20303f", light.low, 0.3))
    for x in (-118, -82, -46, -10, 26):
        s.rect(x, -76, 30, 24, "#8d959d" if x < 20 else mix("#20303f", light.low, 0.3), rx=2)
    s.line([(-120, -96), (52, -96)], "#c9cfd4", 4)
    s.line([(-120, -88), (52, -88)], "#c9cfd4", 3)
    for x in range(-114, 50, 15):
        s.line([(x, -96), (x, -88)], "#c9cfd4", 2.5)
    _wheels(s, (-86, -50, 84), 18)
    _beams(s, light, 118, -28)
    _blue(s, 84, -92)


def bus(s: Sheet, light: Light, seen: Seen) -> None:
    tint = seen.colour or "#3b7a78"
    s.shadow(0, 0, 150)
    s.rect(-140, -104, 280, 92, s.linear(pale(tint, 0.2), dark(tint, 0.25)), rx=11)
    glass = light.lit if light.is_dark else mix("#20303f", light.low, 0.35)
    for x in range(-130, 100, 38):
        s.rect(x, -92, 33, 34, glass, rx=3, opacity=0.92)
    s.rect(104, -92, 30, 52, glass, rx=3, opacity=0.92)
    s.rect(-140, -42, 280, 6, pale(tint, 0.5), opacity=0.7)
    _wheels(s, (-88, 82), 17)
    _beams(s, light, 138, -28)


def train(s: Sheet, light: Light, seen: Seen) -> None:
    """Coming out of the picture to the right, on its rails."""
    tint = seen.colour or "#c6ccd2"
    s.rect(-400, -4, 760, 3, dark(light.near, 0.3))
    s.path("M-400-100H70Q122-98 146-40Q150-12 120-10H-400Z", s.linear(pale(tint, 0.25), dark(tint, 0.25)))
    s.rect(-400, -46, 540, 12, "#2a5298")
    glass = light.lit if light.is_dark else mix("#20303f", light.low, 0.3)
    for x in range(-390, 60, 44):
        s.rect(x, -86, 34, 28, glass, rx=4, opacity=0.92)
    s.path("M82-88Q108-84 124-54H82Z", "#1c2530")
    _beams(s, light, 138, -30)


def helicopter(s: Sheet, light: Light, seen: Seen) -> None:
    """In the air: (0, 0) is far below it."""
    with s.at(0, -150, 1, -5):
        s.path(
            "M-34-14Q-26-40 8-38Q44-36 46-10Q30 4-14 2Q-30 0-34-14Z",
            s.linear(pale(light.near, 0.2), light.near),
        )
        s.path("M14-34Q40-30 44-12H14Z", mix("#6c8aa3", light.low, 0.3))
        s.path("M-30-14L-104-28L-108-22L-30-2Z", light.near)
        s.line([(-106, -44), (-104, -10)], light.near, 4)
        s.line([(4, -38), (4, -48)], light.near, 4)
        s.oval(4, -48, 96, 3, light.near, opacity=0.6)
        s.stroke("M-16 14H36M-4 2V14M22 2V14", light.near, 3)
        if light.is_dark:
            s.path("M20 4L-40 210H90Z", s.fading("#fdf3d0", 0.5, 0))
        s.circle(-106, -26, 3, "#e5483c")
