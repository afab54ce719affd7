"""What a post on the map warns of, and where exactly its pin stands. PURE."""

import re

from ..query import fold
from .chance import between
from .places import HIGH, WIDE, Terrain

#: What a pin can be, the first whose words are there; a post that names none of it warns of a danger.
ALERTS = ("accident", "roadblock", "police", "danger")
_WORDS = {
    "accident": r"accidents?|crash(es|ed)?|collisions?|carambolages?|pile up|accrochages?",
    "roadblock": r"barrages?|road ?blocks?|blocked|closed|ferme(e|s|es)?|coupe(e|s|es)?|bloque(e|s|es)?|"
    r"cordons?|barricades?|barre(e|s|es)?|bouche(e|s|es)?",
    "police": r"police|policiers?|gendarmes?|controles?|checks?|checkpoints?|officers?|patrols?|patrouilles?",
}
_PATTERNS = {kind: re.compile(rf"\b({words})\b") for kind, words in _WORDS.items()}
SPREAD = 34  # units to either side of a place, and above it, in which its pins stand: its name is below
MARGIN = 30


def alert_of(text: str) -> str:
    """What a post warns of, one of ALERTS, by its words in either language."""
    said = fold(text)
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(said)), ALERTS[-1])


def spot_of(terrain: Terrain, code: str, ref: int) -> tuple[float, float] | None:
    """Where a pin stands, in per cent of the map: near its place, and not on the pin before."""
    spot = terrain.spot(code)
    if spot is None:
        return None
    x = spot.x + between(-SPREAD, SPREAD, ref, "x")
    y = spot.y + between(-SPREAD, 0, ref, "y")
    return (
        round(100 * min(WIDE - MARGIN, max(MARGIN, x)) / WIDE, 1),
        round(100 * min(HIGH - MARGIN, max(MARGIN + 28, y)) / HIGH, 1),
    )
