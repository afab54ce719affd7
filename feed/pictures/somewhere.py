"""Where a picture is taken of which nobody said what it shows. PURE."""

from dataclasses import replace
from random import Random

from .seeing import Seen, see


def somewhere(seen: Seen, around: str, lang: str, dice: Random) -> Seen:
    """A place and an hour, so that a network of pictures does not show the same one again and again."""
    named = see(around, lang).place if around else ""
    usual = [
        "city",
        "street",
        "home",
        "cafe",
        "garden",
        "office",
        "road",
        "bridge",
        "steps",
        "field",
        "kitchen",
    ]
    light = seen.light or dice.choice(["", "day", "dusk", "dawn", "rain", "night"])
    return replace(seen, place=dice.choice([named] * 3 + usual if named else usual), light=light)
