"""Rumours that are alive: how hot each one is, and what the team's words do to it."""

import math
from typing import NamedTuple

from feed.crowd.book import Claim
from feed.crowd.facts import RUMOUR_CORRECTED, RUMOUR_DENIED, RUMOUR_RISE, RUMOUR_SETTLES
from feed.crowd.reading import content_words, read

_GONE = 1e-3  # heat under which nobody tells it any more


class LiveRumour(NamedTuple):
    """A claim told since `t` (s of exercise). `left` is the part that corrections have left of it."""

    code: str
    t: float
    left: float


def heat(rumour: LiveRumour, true: bool, t: float, scale: float) -> float:
    """How much a claim is told at `t`, from 0 to 1: it rises in minutes and settles in hours."""
    age = max(0.0, t - rumour.t) * scale
    told = (1.0 - math.exp(-age / RUMOUR_RISE)) * 2.0 ** (-age / RUMOUR_SETTLES[true])
    return round(rumour.left * told, 12)


def over(rumour: LiveRumour, true: bool, t: float, scale: float) -> bool:
    return (t - rumour.t) * scale > RUMOUR_RISE and heat(rumour, true, t, scale) < _GONE


def seeded(live: tuple[LiveRumour, ...], code: str, t: float) -> tuple[LiveRumour, ...]:
    """The live rumours after one is told, for the first time or anew."""
    return (*(rumour for rumour in live if rumour.code != code), LiveRumour(code, t, 1.0))


def contested(
    live: tuple[LiveRumour, ...], claims: dict[str, Claim], text: str, lang: str
) -> tuple[tuple[LiveRumour, ...], bool]:
    """The live rumours after the team's `text`, and whether it denied one of them."""
    reading = read(text, lang)
    if not (reading.has("denial") or reading.has("rumour_denied")):
        return live, False
    proved = reading.has("fact") or reading.has("evidence")
    left = RUMOUR_CORRECTED if proved else RUMOUR_DENIED
    named = [rumour.code for rumour in live if _names(text, claims[rumour.code])]
    hit = named or [rumour.code for rumour in live[-1:]]
    after = tuple(r._replace(left=round(r.left * left, 12)) if r.code in hit else r for r in live)
    return after, bool(hit)


def _names(text: str, claim: Claim) -> bool:
    """Whether a message speaks of this claim: it holds a third of the claim's content words."""
    told = content_words(" ".join((claim.claim, *claim.variants[:1])))
    return bool(told) and len(told & content_words(text)) * 3 >= len(told)
