"""People and animals in the foreground, around (0, 0), about 100 high. Nobody has a face. PURE."""

from .light import Light
from .pen import Sheet, dark, mix, pale
from .seeing import Seen

SKINS = ("#d9b79c", "#c49a7a", "#8d6a52", "#a97c5f", "#e4c6ad", "#6d4c3a")
HAIRS = ("#2a211c", "#4a3527", "#7a5a3a", "#1b1a1e", "#9a7a52", "#8f8f92")


def kitten(s: Sheet, light: Light, seen: Seen) -> None:
    """Asleep it lies rolled up, in the cap if there is one; else it sits and looks."""
    fur = seen.colour or "#b98d62"
    if "asleep" in seen.manner:
        _sleeping(s, fur, in_cap="cap" in seen.things)
        return
    s.shadow(0, 0, 50)
    s.stroke("M32-8Q62-6 56-34Q54-46 62-52", dark(fur, 0.08), 11)
    s.path("M-32 0Q-40-46-20-62H20Q42-44 34 0Z", s.linear(pale(fur, 0.12), dark(fur, 0.18)))
    s.path("M-14 0Q-20-34 0-52Q20-34 14 0Z", pale(fur, 0.45))
    for x in (-14, 14):
        s.oval(x, -3, 11, 7, pale(fur, 0.25))
    _head(s, fur, -84, 1)


def _head(s: Sheet, fur: str, y: float, size: float) -> None:
    with s.at(0, y, size):
        for side in (-1, 1):
            s.path(f"M{side * 28}-8L{side * 25}-38L{side * 6}-24Z", fur)
            s.path(f"M{side * 24}-14L{side * 22}-31L{side * 11}-23Z", "#c98f86")
        s.oval(0, 0, 31, 27, s.linear(pale(fur, 0.12), fur))
        s.stroke("M-6-24V-14M0-26V-15M6-24V-14", dark(fur, 0.35), 2.6)
        for x in (-12, 12):
            s.oval(x, -2, 5.6, 6.4, "#b7c46a")
            s.oval(x, -2, 2, 5.6, "#14130f")
            s.circle(x + 1.6, -4.6, 1.3, "#ffffff")
            s.stroke(f"M{x - 7}-9L{x + 7}-9", dark(fur, 0.35), 2)
        s.oval(0, 11, 12, 8, pale(fur, 0.5))
        s.path("M-4 6H4L0 10Z", "#b46a63")
        s.stroke("M0 10V13M0 13Q-5 17-8 13M0 13Q5 17 8 13", dark(fur, 0.5), 1.5)
        s.stroke("M-14 10L-36 6M-14 13L-35 15M14 10L36 6M14 13L35 15", "#ffffff", 1, opacity=0.75)


def _sleeping(s: Sheet, fur: str, in_cap: bool) -> None:
    blue = "#22304f"
    s.shadow(0, 4, 96)
    if in_cap:
        s.path(
            "M-84-30Q-92-58-58-60H58Q92-58 84-30Q74 6 0 8Q-74 6-84-30Z",
            s.linear(dark(blue, 0.2), dark(blue, 0.5)),
        )
        s.oval(0, -46, 74, 20, "#0d1424")
    s.oval(4, -50, 60, 30, s.linear(pale(fur, 0.15), dark(fur, 0.15)))
    for x in (-4, 14, 32):
        s.stroke(f"M{x}-79Q{x + 10}-62{x + 4}-46", dark(fur, 0.25), 4, opacity=0.55)
    s.path(
        "M60-50Q74-30 30-28Q-2-28-18-34",
        "none",
        stroke=dark(fur, 0.1),
        stroke_width=12,
        stroke_linecap="round",
    )
    with s.at(-36, -50, 0.86, -12):
        for side in (-1, 1):
            s.path(f"M{side * 27}-8L{side * 25}-35L{side * 6}-23Z", fur)
            s.path(f"M{side * 23}-13L{side * 21}-28L{side * 11}-21Z", "#c98f86")
        s.oval(0, 0, 30, 25, s.linear(pale(fur, 0.18), fur))
        s.stroke("M-18 0Q-12 5-6 0M6 0Q12 5 18 0", dark(fur, 0.6), 2.2)
        s.oval(0, 11, 11, 7, pale(fur, 0.5))
        s.path("M-4 6H4L0 10Z", "#b46a63")
        s.stroke("M-13 11L-34 9M-13 14L-33 18M13 11L34 9M13 14L33 18", "#ffffff", 1, opacity=0.7)
    if in_cap:
        s.path(
            "M-88-40Q-90-22-70-8Q0 14 70-8Q90-22 88-40Q60-16 0-14Q-60-16-88-40Z",
            s.linear(pale(blue, 0.18), dark(blue, 0.1)),
        )
        for part in range(-6, 7):
            s.rect(part * 11.5 - 3, -13 + 5.5 - abs(part) ** 1.8 * 0.42, 6.5, 6.5, "#e8e8ea", opacity=0.9)
        s.path("M-66-4Q-20 40 52 22Q84 12 78-12Q20 20-66-4Z", s.linear("#2a3140", "#07090f"))
        s.stroke("M-58-1Q0 32 66 4", "#8b95a8", 1.6, opacity=0.6)
        s.circle(-4, -8, 9, "#d4b45c")
        s.path("M-4-15L-2-10H3L-1-7L1-2L-4-5L-9-2L-7-7L-11-10H-6Z", "#8a6d24")


def dog(s: Sheet, light: Light, seen: Seen) -> None:
    fur = seen.colour or "#c59a62"
    s.shadow(0, 0, 56)
    s.stroke("M30-14Q58-20 60-44", fur, 11)
    s.path("M-30 0Q-42-50-18-70H22Q44-46 36 0Z", s.linear(pale(fur, 0.12), dark(fur, 0.2)))
    s.path("M-12 0Q-14-40 2-56Q18-36 14 0Z", pale(fur, 0.4))
    for x in (-15, 17):
        s.oval(x, -3, 12, 8, pale(fur, 0.15))
    s.oval(0, -90, 30, 29, s.linear(pale(fur, 0.15), fur))
    for side in (-1, 1):
        s.path(
            f"M{side * 22}-110Q{side * 46}-108{side * 38}-70Q{side * 26}-74{side * 22}-110Z", dark(fur, 0.3)
        )
        s.circle(side * 11, -95, 4, "#1b1512")
        s.circle(side * 11 + 1.3, -96.4, 1.2, "#ffffff")
    s.oval(0, -78, 15, 12, pale(fur, 0.4))
    s.oval(0, -84, 7, 5, "#1b1512")
    s.stroke("M0-79V-74Q-6-69-10-73M0-74Q6-69 10-73", "#3a2a20", 1.7)
    s.stroke("M-22-64Q0-54 22-64", "#b9302b", 5)


def _bust(s: Sheet, coat: str, hair: str, skin: str, long: bool) -> None:
    """Head and shoulders from the front, as one sees somebody against the light."""
    if long:
        s.path("M-27-84Q-34-124 0-126Q34-124 27-84Q34-52 26-40H-26Q-34-52-27-84Z", dark(hair, 0.1))
    s.path("M-62 4Q-64-40-28-48L-11-56H11L28-48Q64-40 62 4Z", s.linear(pale(coat, 0.12), dark(coat, 0.25)))
    s.path("M-11-70H11V-54Q0-44-11-54Z", dark(skin, 0.2))
    s.oval(0, -88, 21, 26, s.linear(skin, dark(skin, 0.12)))
    s.path("M-22-88Q-26-118 0-119Q26-118 22-88Q18-104 6-106Q-14-106-22-88Z", hair)


def man(s: Sheet, light: Light, seen: Seen) -> None:
    """From the waist up, a light at one side of him."""
    skin, hair = s.dice.choice(SKINS), s.dice.choice(HAIRS)
    coat = (
        "#2b3446" if {"suit", "bow_tie"} & seen.manner else s.dice.choice(["#4d5f54", "#5a4a44", "#3f566d"])
    )
    _bust(s, coat, hair, skin, long=False)
    if {"suit", "bow_tie"} & seen.manner:
        s.path("M-16-52L0-8L16-52L0-46Z", "#f4f3ef")
        s.path("M-20-51L-6-10L-26-24Z M20-51L6-10L26-24Z", pale(coat, 0.14))
    if "bow_tie" in seen.manner:
        s.path("M0-46L-13-53V-39ZM0-46L13-53V-39Z", "#b9302b")
        s.circle(0, -46, 2.8, dark("#b9302b"))
    elif "suit" in seen.manner:
        s.path("M-4-48H4L6-20L0-10L-6-20Z", "#7d2f35")
    _unseen(s, light, skin)


def woman(s: Sheet, light: Light, seen: Seen) -> None:
    skin, hair = s.dice.choice(SKINS), s.dice.choice(HAIRS[:5])
    _bust(s, s.dice.choice(["#7d4a55", "#3f6a70", "#8a6a3e", "#556089"]), hair, skin, long=True)
    _unseen(s, light, skin)


def _unseen(s: Sheet, light: Light, skin: str) -> None:
    """No features: the face lies in the shade of a light from behind, or in light itself."""
    shade = s.fading(dark(skin, 0.6), 0.5, 0.12, 0, across=True)
    s.oval(0, -88, 21, 26, shade)
    s.stroke("M21-96Q24-84 18-72M60-2Q60-34 30-46", light.glow, 2.4, opacity=0.6)


def cello(s: Sheet, light: Light, seen: Seen) -> None:
    """With the one who plays it, seen from the side, if somebody was named."""
    s.shadow(0, 0, 54)
    if {"woman", "man"} & set(seen.things):
        skin, hair, dress = s.dice.choice(SKINS), s.dice.choice(HAIRS), "#8f4152"
        s.line([(-40, 0), (-40, -34)], "#5a4636", 4)
        s.line([(-6, 0), (-6, -34)], "#5a4636", 4)
        s.rect(-46, -38, 46, 6, "#6b5340", rx=2)
        s.path(
            "M-34-38Q-42-66-28-80Q-16-86-8-78Q0-60-2-44L26-36L24-4H12L10-26L-30-30Z",
            s.linear(pale(dress, 0.12), dark(dress, 0.2)),
        )
        s.path("M-34-106Q-40-84-30-76Q-38-100-22-106Z", hair)
        s.circle(-18, -98, 13, skin)
        s.path("M-32-92Q-36-114-18-113Q-4-112-6-102Q-18-108-24-98Q-26-84-34-80Z", hair)
        s.stroke("M-10-74Q8-74 20-92", skin, 6.5)
        s.stroke("M-14-66Q8-54 22-50", dress, 8)
    wood = "#8a4722"
    with s.at(24, 0, 1, 12):
        s.line([(0, 0), (0, -12)], "#2b2521", 2.5)
        s.path(
            "M0-10Q-24-10-22-30Q-20-38-12-44Q-18-50-16-58Q-12-70 0-70Q12-70 16-58"
            "Q18-50 12-44Q20-38 22-30Q24-10 0-10Z",
            s.linear(pale(wood, 0.3), dark(wood, 0.1), across=True),
        )
        s.rect(-2.6, -112, 5.2, 66, "#2b1a10")
        s.stroke("M-8-36Q-11-30-8-24M8-36Q11-30 8-24", "#2b1a10", 1.8)
        for x in (-1.4, 1.4):
            s.line([(x, -16), (x, -106)], "#e9dfc8", 0.6)
        s.circle(0, -116, 4, "#2b1a10")
        s.line([(-6, -110), (6, -110)], "#2b1a10", 2)
    s.line([(-8, -46), (60, -62)], "#e9dfc8", 1.6)


def child(s: Sheet, light: Light, seen: Seen) -> None:
    """From behind, with a satchel."""
    s.shadow(0, 0, 34)
    coat, hair = s.dice.choice(["#d1a13c", "#b7483f", "#3f74a1", "#5a8a63"]), s.dice.choice(HAIRS)
    for x in (-8, 8):
        s.line([(x, -30), (x, -5)], "#33405a", 9)
        s.oval(x * 1.2, -3, 8, 4, "#2a2a2e")
    s.path("M-22-66Q-20-74 0-74Q20-74 22-66L25-26H-25Z", s.linear(pale(coat, 0.12), dark(coat, 0.15)))
    s.stroke("M-20-64L-27-40M20-64L27-40", coat, 8)
    s.rect(-14, -66, 28, 32, dark(mix(coat, "#7a3b2a", 0.6), 0.1), rx=6)
    s.rect(-10, -52, 20, 12, dark(mix(coat, "#7a3b2a", 0.6), 0.3), rx=3)
    s.circle(0, -88, 16, hair)
    s.path("M-14-80Q0-70 14-80V-88H-14Z", pale(hair, 0.08))


def selfie(s: Sheet, light: Light, seen: Seen) -> None:
    """Close to the lens, an arm held out to it."""
    skin, hair = s.dice.choice(SKINS), s.dice.choice(HAIRS)
    _bust(s, s.dice.choice(["#8c8f97", "#b08d8f", "#6f7f8c", "#98906f"]), hair, skin, long=True)
    _unseen(s, light, skin)
    s.path("M40-30Q76-34 104 8H64Q54-12 36-14Z", s.linear(skin, dark(skin, 0.2)))


def portrait(s: Sheet, light: Light, seen: Seen) -> None:
    """Head and shoulders; a face that was masked is a field of squares."""
    skin, hair = s.dice.choice(SKINS), s.dice.choice(HAIRS)
    _bust(s, "#46566b", hair, skin, long=False)
    if "masked" not in seen.manner:
        _unseen(s, light, skin)
        return
    for row in range(6):
        for column in range(5):
            tint = mix(skin, s.dice.choice(["#ffffff", "#000000", hair]), s.dice.uniform(0.05, 0.35))
            s.rect(-30 + column * 12, -120 + row * 12, 12.4, 12.4, tint)


def lectern(s: Sheet, light: Light, seen: Seen) -> None:
    """Somebody behind a lectern with the microphones of all; nobody, where nobody is there."""
    if "empty" not in seen.manner:
        with s.at(0, -58, 0.78):
            man(s, light, Seen(manner=frozenset({"suit"}), said=seen.said))
    wood = "#38475c"
    s.path("M-44-62H44L34 30H-34Z", s.linear(pale(wood, 0.2), dark(wood, 0.3)))
    s.path("M-52-70H52L47-58H-47Z", pale(wood, 0.3))
    s.circle(0, -20, 14, "#ffffff", opacity=0.16)
    s.rect(-20, 4, 40, 5, "#ffffff", opacity=0.2, rx=2)
    tints = ["#c8372d", "#e0b13a", "#2f62c9", "#3b8a55", "#d8d8d8", "#8b4fa3"]
    for part in range(6):
        x = -32 + part * 13
        s.line([(x * 0.8, -66), (x, -84)], "#1c2027", 2.4)
        s.oval(x, -89, 4.4, 6.5, "#15181d")
        s.rect(x - 5.5, -82, 11, 7, tints[part], rx=2)


def microphone(s: Sheet, light: Light, seen: Seen) -> None:
    """On its stand, a small light on it."""
    s.shadow(0, 0, 40)
    s.stroke("M0-4L-26 2M0-4L26 2M0-6L2 6", "#15181d", 4)
    s.line([(0, -4), (0, -96)], "#20252c", 4)
    s.line([(0, -96), (-14, -112)], "#20252c", 4)
    with s.at(-20, -118, 1, -42):
        s.rect(-6, -4, 12, 24, s.linear("#3d444d", "#14171b", across=True), rx=4)
        s.oval(0, -12, 10.5, 13, s.linear("#8b949e", "#2f353c", across=True))
        s.stroke("M-10-12H10M-9-18H9M-9-6H9M-4-24V0M4-24V0", "#14171b", 1, opacity=0.6)
        s.circle(0, 10, 2, "#e5483c")
