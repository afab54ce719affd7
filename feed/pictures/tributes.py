"""What people leave on a wall when their words do not say what it is: a light, flowers, a drawing. PURE."""

from random import Random

from .seeing import see

LEFT = {
    "en": (
        "Candles on the steps at night.",
        "Flowers on the pavement at dawn.",
        "A pencil drawing of a lantern.",
        "Candles and flowers in the rain.",
        "A teddy bear among flowers.",
        "A lantern and candles on a bridge at night.",
        "A child's drawing of a lantern.",
        "A lamp in a window at night.",
        "A watercolour of a dove.",
        "A heart in chalk on the pavement.",
        "A single candle.",
        "Stars over the roofs at night.",
    ),
    "fr": (
        "Des bougies sur les marches, la nuit.",
        "Des fleurs sur le trottoir, à l’aube.",
        "Un lampion dessiné au crayon.",
        "Des bougies et des fleurs sous la pluie.",
        "Un ours en peluche parmi les fleurs.",
        "Un lampion et des bougies sur un pont, la nuit.",
        "Un lampion, dessin d’enfant.",
        "Une lampe à la fenêtre, la nuit.",
        "Une colombe à l’aquarelle.",
        "Un cœur à la craie sur le trottoir.",
        "Une seule bougie.",
        "Des étoiles au-dessus des toits, la nuit.",
    ),
}


def tribute(words: str, lang: str, seed: str) -> str:
    """A description: the words themselves where they name something that can be drawn."""
    if see(words, lang).is_found:
        return words
    return Random(f"{seed}/left").choice(LEFT.get(lang, LEFT["en"]))  # noqa: S311  a picture guards nothing
