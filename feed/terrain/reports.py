"""What the crowd reports from the place itself: roadblocks to the map, words to the safety check. PURE.

It is no reaction: it has no emotion, is not counted as pressure, and moves nothing.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..crowd.population import account
from ..crowd.types import REFS_PER_WINDOW, Author
from .chance import drawn
from .places import Terrain

REPORT_REFS = 950_000  # their posts count from here in a window, behind those of injects
BUSY = 6_000  # accounts that report


class Report(NamedTuple):
    ref: int
    t: float
    channel: str
    author: Author
    text: str


def due_reports(
    terrain: Terrain, lang: str, seed: int, window: int, fired: Mapping[str, int]
) -> Iterator[Report]:
    """What is reported in a window; `fired` has the window in which each inject fired. About one in `every`
    windows has a report, each time the same ones."""
    for index, plan in enumerate(terrain.reports):
        texts = plan["texts"].get(lang, [])
        if not texts or not _is_open(plan, window, fired):
            continue
        about = (seed, "report", index, window)
        if drawn(*about, below=plan["every"]):
            continue
        person = account(seed, lang, drawn(*about, "who", below=BUSY)).author
        text = texts[drawn(*about, "text", below=len(texts))]
        t = window + drawn(*about, "t", below=1000) / 1000
        ref = window * REFS_PER_WINDOW + REPORT_REFS + index
        yield Report(ref, t, plan["channel"], person, _placed(text, terrain, about))


def _is_open(plan: Mapping[str, object], window: int, fired: Mapping[str, int]) -> bool:
    after, until = plan.get("after"), plan.get("until")
    has_begun = after is None or fired.get(str(after), window) < window
    return has_begun and (until is None or str(until) not in fired)


def _placed(text: str, terrain: Terrain, about: tuple[object, ...]) -> str:
    places = [spot for spot in terrain.spots if spot.kind != "district"] or list(terrain.spots)
    if not places:
        return text.replace("{place}", "").strip(" ,")
    return text.replace("{place}", places[drawn(*about, "place", below=len(places))].name)
