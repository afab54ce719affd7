"""The light of a scene: a few colours that go together, by the time of day or the room. PURE."""

from typing import NamedTuple

from .pen import Sheet, mix


class Light(NamedTuple):
    """`top` and `low` of the sky (or of a wall); what is `far`, in the middle, `near`; the `ground`; a
    window that is `lit` and what it throws (`glow`)."""

    top: str
    low: str
    far: str
    mid: str
    near: str
    ground: str
    lit: str
    glow: str
    is_dark: bool = False


LIGHTS = {
    "day": Light("#7fa9cc", "#e9efee", "#a9bccb", "#7f93a3", "#465663", "#949a9c", "#dfeaf0", "#fff4d6"),
    "dusk": Light(
        "#39487a", "#f2ab7e", "#75708f", "#4f4c6e", "#2a2a42", "#4c4659", "#ffd89a", "#ffb47c", True
    ),
    "dawn": Light("#6f86b5", "#f6cdb0", "#97a0b8", "#69728f", "#3a4259", "#71758a", "#ffe3b3", "#ffd0a0"),
    "night": Light(
        "#0a1226", "#263a60", "#1f3050", "#162339", "#0a1120", "#1a2435", "#ffcf87", "#ffc879", True
    ),
    "rain": Light("#66757f", "#b4bfc4", "#8f9ca4", "#65727b", "#39434b", "#545f67", "#f3e3bd", "#ffe6b3"),
    "warm": Light("#dcc6a4", "#f0e2cb", "#c8ae88", "#a2845e", "#574433", "#b28f66", "#fff6e0", "#ffe2ab"),
    "lamp": Light(
        "#4a3826", "#7d5f3e", "#5d4630", "#433122", "#251b13", "#5c452e", "#ffdb9a", "#ffce80", True
    ),
    "cold": Light("#dbe4e7", "#f2f6f6", "#c2cfd4", "#97a9b2", "#4d5d67", "#c9d3d7", "#ffffff", "#effaff"),
}


def sky(s: Sheet, light: Light, horizon: float) -> None:
    """From the top to `horizon` (a part of the height); stars at night, soft clouds by day."""
    s.fill(s.linear(light.top, mix(light.top, light.low, 0.55), light.low))
    dice = s.dice
    if light == LIGHTS["night"]:
        for _ in range(22):
            x, y = dice.uniform(0, s.w), dice.uniform(0, s.h * horizon * 0.7)
            s.circle(x, y, dice.uniform(0.5, 1.1), "#dfe8ff", opacity=round(dice.uniform(0.2, 0.8), 2))
    elif light == LIGHTS["dusk"] or light == LIGHTS["dawn"]:
        s.glow(s.w * dice.uniform(0.25, 0.75), s.h * horizon, s.u * 0.5, light.glow, 0.85)
    else:
        for _ in range(4):
            x, y = dice.uniform(-0.1, 1.1) * s.w, dice.uniform(0.05, 0.75) * s.h * horizon
            s.oval(
                x,
                y,
                s.u * dice.uniform(0.3, 0.6),
                s.u * dice.uniform(0.03, 0.07),
                "#ffffff",
                opacity=0.22,
                filter=s.blur(s.u * 0.03),
            )


def floor(s: Sheet, light: Light, y: float, colour: str = "") -> None:
    """The ground from `y` (a part of the height) to the bottom, lighter where it is far."""
    colour = colour or light.ground
    s.rect(
        0,
        s.h * y,
        s.w,
        s.h * (1 - y),
        s.linear(mix(colour, light.low, 0.35), colour, mix(colour, "#05070c", 0.3)),
    )


def bokeh(s: Sheet, light: Light, number: int = 12) -> None:
    """Lights out of focus."""
    dice = s.dice
    for _ in range(number):
        colour = dice.choice([light.lit, light.glow, "#ffffff"])
        r = s.u * dice.uniform(0.025, 0.085)
        s.circle(
            dice.uniform(0, s.w),
            dice.uniform(0, s.h * 0.7),
            r,
            colour,
            opacity=round(dice.uniform(0.07, 0.24), 2),
        )
