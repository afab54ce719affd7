"""Rumours that are alive: how hot each one is, what state it is in, and what the team's words do to it.

A rumour is seeded by an inject, or born in the crowd where a question has waited for too long. Its claim,
truth and variants stand in the book; how it is told is counted in `telling`.
"""

import math
from typing import Literal, NamedTuple

from feed.crowd.book import BORN, Claim
from feed.crowd.facts import (
    RUMOUR_BORN_AFTER,
    RUMOUR_CORRECTED,
    RUMOUR_DENIED,
    RUMOUR_RISE,
    RUMOUR_SETTLES,
)
from feed.crowd.reading import Reading, content_words

RumourState = Literal["circulating", "contested", "corrected", "confirmed"]

_GONE = 1e-3  # heat under which nobody tells it any more


class LiveRumour(NamedTuple):
    """A claim told since `t` (s of exercise). `left` is the part that corrections have left of it."""

    code: str
    t: float
    left: float
    state: RumourState = "circulating"


class Touched(NamedTuple):
    """What a message did to a rumour: its state before, and the part that the message left of it."""

    code: str
    state: RumourState
    left: float


def heat(rumour: LiveRumour, true: bool, t: float, scale: float) -> float:
    """How much a claim is told at `t`, from 0 to 1: it rises in minutes and settles in hours."""
    age = max(0.0, t - rumour.t) * scale
    told = (1.0 - math.exp(-age / RUMOUR_RISE)) * 2.0 ** (-age / RUMOUR_SETTLES[true])
    return round(rumour.left * told, 12)


def over(rumour: LiveRumour, true: bool, t: float, scale: float) -> bool:
    return (t - rumour.t) * scale > RUMOUR_RISE and heat(rumour, true, t, scale) < _GONE


def seeded(live: tuple[LiveRumour, ...], code: str, t: float) -> tuple[LiveRumour, ...]:
    """The live rumours after one is told, for the first time or anew; nobody contests a new telling yet."""
    return (*(rumour for rumour in live if rumour.code != code), LiveRumour(code, t, 1.0))


def born(
    live: tuple[LiveRumour, ...], claims: dict[str, Claim], asked: str, waited: float, t: float
) -> tuple[LiveRumour, ...]:
    """The live rumours, and one that the crowd makes up itself once what inject `asked` raised has gone
    unanswered for `waited` real seconds. Each question brings forth one at most."""
    code = BORN + asked
    if waited < RUMOUR_BORN_AFTER or code not in claims or any(rumour.code == code for rumour in live):
        return live
    return seeded(live, code, t)


def spoken_of(live: tuple[LiveRumour, ...], claims: dict[str, Claim], text: str) -> tuple[str, ...]:
    """Codes of the live rumours that a text names; without a name, the newest is meant."""
    return named(live, claims, text) or tuple(rumour.code for rumour in live[-1:])


def named(live: tuple[LiveRumour, ...], claims: dict[str, Claim], text: str) -> tuple[str, ...]:
    """Codes of the live rumours that a text names."""
    return tuple(rumour.code for rumour in live if _names(text, claims[rumour.code]))


def contradicts(live: tuple[LiveRumour, ...], claims: dict[str, Claim], text: str, reading: Reading) -> bool:
    """Whether the team now admits what it denied, or denies what it admitted."""
    admits, denies = reading.has("rumour_confirmed"), reading.has("rumour_denied") or reading.has("denial")
    if admits == denies:
        return False
    against = ("contested", "corrected") if admits else ("confirmed",)
    meant = spoken_of(live, claims, text)
    return any(rumour.code in meant and rumour.state in against for rumour in live)


def contested(
    live: tuple[LiveRumour, ...], claims: dict[str, Claim], text: str, reading: Reading
) -> tuple[tuple[LiveRumour, ...], bool]:
    """The live rumours after the team's `text`, and whether it denied one of them by name.

    With proof or facts a claim stands corrected, without them contested; what is admitted is confirmed, and
    then told as what it is: no more than the truth.
    """
    denies = reading.has("denial") or reading.has("rumour_denied")
    if not live or not (denies or reading.has("rumour_confirmed")):
        return live, False
    proved = reading.has("fact") or reading.has("evidence")
    state: RumourState = "confirmed" if not denies else "corrected" if proved else "contested"
    left = RUMOUR_DENIED if state == "contested" else RUMOUR_CORRECTED
    hit = spoken_of(live, claims, text)
    after = tuple(
        r._replace(left=round(r.left * left, 12), state=state) if r.code in hit else r for r in live
    )
    return after, denies and bool(named(live, claims, text))


def restored(live: tuple[LiveRumour, ...], touched: tuple[Touched, ...]) -> tuple[LiveRumour, ...]:
    """The live rumours as if a message that touched some of them had not been."""
    were = {one.code: one for one in touched}
    return tuple(
        rumour._replace(left=min(1.0, round(rumour.left / was.left, 12)), state=was.state)
        if (was := were.get(rumour.code))
        else rumour
        for rumour in live
    )


def _names(text: str, claim: Claim) -> bool:
    """Whether a message speaks of this claim: it holds a third of the claim's content words."""
    told = content_words(" ".join((claim.claim, *claim.variants[:1])))
    return bool(told) and len(told & content_words(text)) * 3 >= len(told)
