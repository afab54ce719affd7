"""From what is seen to a picture: a place and its light, things in it, and how it was made. PURE."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from . import (
    charts,
    country,
    crayons,
    fronts,
    goods,
    keepsakes,
    layers,
    living,
    manners,
    many,
    papers,
    places,
    rooms,
    screens,
    shops,
    things,
    vehicles,
    vigil,
)
from .light import LIGHTS, Light
from .pen import Sheet
from .seeing import Seen, home, lit, see
from .somewhere import somewhere

MOST_BYTES = 25_000

Place = Callable[[Sheet, Light, Seen], float]
Thing = Callable[[Sheet, Light, Seen], None]
Layer = Callable[[Sheet, Light, Seen, float], None]

PAPERS: dict[str, Callable[[Sheet, Seen], None]] = {
    "email": screens.email,
    "alert": screens.alert,
    "chat": screens.chat,
    "post": screens.post,
    "newspaper": papers.newspaper,
    "letter": papers.letter,
    "notice": papers.notice,
    "list": papers.table,
    "pair": papers.pair,
}
CHARTS: dict[str, Callable[[Sheet, Seen], None]] = {
    "map": charts.map_,
    "timeline": charts.timeline,
    "donut": charts.donut,
    "bars": charts.bars,
    "line": charts.line,
}
PLACES: dict[str, Place] = {
    "street": places.street,
    "city": places.city,
    "roofs": places.roofs,
    "courtyard": places.courtyard,
    "gate": places.gate,
    "factory": places.factory,
    "bridge": country.bridge,
    "flood": country.flood,
    "field": country.field,
    "garden": country.garden,
    "beach": country.beach,
    "road": country.road,
    "station": fronts.station,
    "hospital": fronts.hospital,
    "school": fronts.school,
    "steps": fronts.steps,
    "wall": fronts.wall,
    "shelf": shops.shelf,
    "aisle": shops.aisle,
    "kitchen": rooms.kitchen,
    "cafe": rooms.cafe,
    "press": rooms.press,
    "chamber": rooms.chamber,
    "classroom": rooms.classroom,
    "office": rooms.office,
    "home": rooms.home,
    **vigil.PLACES,
}
#: Height of a thing in parts of the sheet's measure.
THINGS: dict[str, tuple[Thing, float]] = {
    "kitten": (living.kitten, 0.5),
    "dog": (living.dog, 0.5),
    "cap": (things.cap, 0.5),
    "chair": (things.chair, 0.5),
    "lectern": (living.lectern, 0.58),
    "microphone": (living.microphone, 0.5),
    "pouch": (goods.pouch, 0.5),
    "box": (goods.box, 0.4),
    "bottle": (goods.bottle, 0.42),
    "bag": (goods.bag, 0.4),
    "trolley": (goods.trolley, 0.5),
    "lorry": (vehicles.lorry, 0.31),
    "fireengine": (vehicles.fireengine, 0.3),
    "ambulance": (vehicles.ambulance, 0.3),
    "policecar": (vehicles.policecar, 0.3),
    "bus": (vehicles.bus, 0.3),
    "train": (vehicles.train, 0.36),
    "car": (vehicles.car, 0.34),
    "cello": (living.cello, 0.6),
    "selfie": (living.selfie, 0.72),
    "portrait": (living.portrait, 0.62),
    "child": (living.child, 0.48),
    "woman": (living.woman, 0.56),
    "man": (living.man, 0.56),
    "phone": (things.phone, 0.56),
    "coin": (things.coin, 0.2),
    "sandcastle": (things.sandcastle, 0.34),
    "cloud": (things.cloud, 0.44),
    "lantern": (things.lantern, 0.52),
    "poster": (things.poster, 0.52),
    "placard": (things.placard, 0.46),
    "umbrella": (things.umbrella, 0.46),
    "suitcase": (things.suitcase, 0.4),
    "teddy": (things.teddy, 0.42),
    "helicopter": (vehicles.helicopter, 0.26),
    "barrel": (goods.barrel, 0.34),
    "cup": (goods.cup, 0.34),
    **keepsakes.THINGS,
}
LAYERS: dict[str, Layer] = {
    "smoke": layers.smoke,
    "fire": layers.fire,
    "placards": many.placards,
    "running": many.running,
    "choir": many.choir,
    "crowd": many.people,
    "flowers": layers.flowers,
    "candles": layers.candles,
    "bluelight": layers.bluelight,
    "tape": layers.tape,
    "curtain": layers.curtain,
    "confetti": layers.confetti,
    "snow": layers.snow,
    "wind": layers.wind,
    "chalk": layers.chalk,
    **vigil.LAYERS,
}
#: Things stand before these.
BEHIND = ("smoke", "fire", "choir", "crowd", "bluelight", "chalk", "confetti", "stars", "moon")
NIGHTLY = ("candles", "bluelight", "stars", "moon", "taper", "jar")  # seen at night, if nobody says when
FROM_BELOW = ("man", "woman", "portrait", "selfie")  # cut off by the lower edge
#: What stands in a place where nothing else was named: an empty table says nothing.
USUAL = {"cafe": "cup", "kitchen": "cup", "home": "cup", "press": "lectern"}
INDOORS = ("home", "kitchen", "cafe", "office", "classroom", "chamber", "wall")
#: Where these stand, in parts of the height: what flies stands on nothing, and words are not covered.
ALOFT = {"helicopter": 0.78, "dove": 0.68, "card": 0.72}


def picture(description: str, lang: str, seed: str, shape: str, around: str = "") -> str:
    """An SVG of what `description` says. Where it names nothing that can be drawn, one of the places that
    the text `around` it names (the exercise's briefing), by `seed`."""
    seen = see(description, lang)
    dice = Random(f"{seed}/{shape}")  # noqa: S311  a picture guards nothing
    if not seen.is_found:
        seen = somewhere(seen, around, lang, dice)
    svg = _composed(seen, shape, dice.random())
    while len(svg.encode()) > MOST_BYTES and (seen.things or seen.layers):
        seen = _with_less(seen)
        svg = _composed(seen, shape, dice.random())
    return svg


def _composed(seen: Seen, shape: str, seed: float) -> str:
    sheet = Sheet(shape, Random(seed))  # noqa: S311
    if seen.paper:
        PAPERS[seen.paper](sheet, seen)
    elif seen.chart:
        CHARTS[seen.chart](sheet, seen)
    elif "child" in seen.manner:
        crayons.child(sheet, seen)
    elif "pencil" in seen.manner:
        _drawn(sheet, seen)
    elif "brush" in seen.manner:
        _painted(sheet, seen)
    else:
        _taken(sheet, seen)
    return sheet.svg()


def _with_less(seen: Seen) -> Seen:
    """Without what was named last: a description that heaps everything up makes a picture too big to send."""
    place = seen.place or home((*_shown(seen), *seen.layers)[0])
    if seen.layers:
        return replace(seen, place=place, layers=seen.layers[:-1])
    return replace(seen, place=place, things=seen.things[:-1])


def _light(seen: Seen, place: str) -> Light:
    if seen.light == "night" or (
        not seen.light and any(name in NIGHTLY for name in (*seen.layers, *seen.things))
    ):
        return LIGHTS["lamp" if place in INDOORS else "night"]
    if place in INDOORS or place in ("shelf", "aisle", "press") or not seen.light:
        return LIGHTS[lit(place)]
    return LIGHTS[seen.light]


def _taken(s: Sheet, seen: Seen) -> None:
    """A photograph, a frame of a clip, or a cartoon."""
    is_cartoon = "cartoon" in seen.manner or {"cloud", "coin"} <= set(seen.things)
    place = seen.place or home((*_shown(seen), *seen.layers)[0])
    light = _light(seen, place)
    around = s.group(filter=s.blur(s.u * 0.005)) if "blurred" in seen.manner else s.group()
    with around:
        base = manners.poster_sky(s) if is_cartoon and not seen.place else PLACES[place](s, light, seen)
        for name in BEHIND:
            if name in seen.layers or (name == "smoke" and "fire" in seen.layers):
                LAYERS[name](s, light, seen, base)
        _things(s, light, seen, base)
        for name in seen.layers:
            if name not in BEHIND and name not in vigil.WHOLE.get(place, ()):
                LAYERS[name](s, light, seen, base)
        layers.weather(s, light, seen)
    if not is_cartoon:
        manners.lens(s, light, seen)
    if "television" in seen.manner:
        manners.television(s, seen)


def _drawn(s: Sheet, seen: Seen) -> None:
    manners.paper(s, seen)
    with s.group(filter=s.pencil()):
        _things(s, LIGHTS["day"], seen, 0.82)


def _painted(s: Sheet, seen: Seen) -> None:
    manners.washes(s, seen)
    with s.group(filter=s.wobble(s.u * 0.01), opacity=0.86):
        _things(s, LIGHTS["day"], seen, 0.8)


def _shown(seen: Seen) -> list[str]:
    """Things that stand for themselves: what belongs to another is drawn with it."""
    held = {
        "cello": ("woman", "man"),
        "lectern": ("man", "woman", "microphone"),
        "selfie": ("man", "woman"),
        "portrait": ("man", "woman"),
    }
    gone = {part for name in seen.things for part in held.get(name, ())}
    gone |= vigil.WHOLE.get(seen.place, frozenset())
    if "asleep" in seen.manner and "kitten" in seen.things:
        gone.add("cap")
    if "box" in seen.things or "trolley" in seen.things:
        gone.add("pouch")
    if seen.place == "flood":
        gone.add("poster")  # the road sign that stands out of the water is part of the place
    if "cloudy" in seen.manner:
        gone.add("cloud")
    if "microphone" in seen.things and "gate" in seen.place:
        gone.add("lectern")
    return [name for name in seen.things if name not in gone]


def _things(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    shown = _shown(seen)
    if not shown and not seen.layers and seen.place in USUAL:
        shown = [USUAL[seen.place]]
    if not shown:
        return
    if "chair" in shown and "kitten" in shown:  # on the chair, not beside it
        _put(s, light, seen, "chair", 0.5, base + 0.08, 1.15)
        _put(s, light, seen, "kitten", 0.5, base + 0.08 - 0.5 * 0.62 * s.u / s.h, 0.86)
        return
    crowded = {1: 1.0, 2: 0.86, 3: 0.74}.get(len(shown), 0.64)
    spread = {1: (0.72 if "chalk" in seen.layers else 0.5,), 2: (0.32, 0.69), 3: (0.22, 0.51, 0.8)}.get(
        len(shown), (0.17, 0.39, 0.61, 0.83)
    )
    for name, x in zip(shown, spread, strict=False):
        _put(s, light, seen, name, x, base, crowded)


def _put(s: Sheet, light: Light, seen: Seen, name: str, x: float, base: float, part: float) -> None:
    thing, size = THINGS[name]
    high = s.u * size * part * (1.12 if "closeup" in seen.manner else 1)
    foot = s.h * (1.0 if name in FROM_BELOW else ALOFT.get(name, min(base, 0.95)))
    with s.at(s.w * x, foot, high / 100):
        thing(s, light, seen)
