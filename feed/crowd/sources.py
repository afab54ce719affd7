"""Where the mood comes from: phase, injects, rumours, silence, contagion, in parts of the dial."""

import math
from collections.abc import Iterable

from feed.crowd.book import Book
from feed.crowd.facts import (
    BASE_LEVEL,
    CONTAGION,
    COPYING,
    DISPLACED,
    DISPLACED_MOST,
    LIFT,
    PHASE_BLEND,
    RUMOUR_LEVEL,
    RUMOUR_SHARES,
    SHOCK_ONSET,
    SILENCE_SHARES,
    TRAVEL,
)
from feed.crowd.moodstate import FIVE, LiveShock, Mood, Name
from feed.crowd.rumour import heat
from feed.crowd.types import Vector


def sources_at(book: Book, mood: Mood, t: float) -> dict[Name, Vector]:
    """Every source at time `t`, in parts of the dial; contagion's part is taken off the others.

    Attention is limited: each shock takes its level of what the phase and later news leave over, so that
    together they stay under 1 − (1 − phase) · Π (1 − shock), and news displaces what was news before.
    Silence turns the mood by its whole weight, but brings more people only where there is room for them.
    """
    own = 1.0 - CONTAGION
    phase = phase_level(book, t)
    sources: dict[Name, Vector] = {("phase", ""): _scaled(phase, own)}
    room = max(0.0, 1.0 - math.fsum(phase))
    for shock in reversed(mood.shocks):
        level = min(1.0, shock_level(shock, t))
        sources[shock.name] = _scaled(shock.shares, own * room * level)
        displaced = min(DISPLACED_MOST, DISPLACED * level) if shock.name[0] == "inject" else 0.0
        room *= (1.0 - level) * (1.0 - displaced)
    for rumour in mood.rumours:
        told = heat(rumour, book.claims[rumour.code].true, t, book.time_scale)
        sources["rumour", rumour.code] = _scaled(RUMOUR_SHARES, own * RUMOUR_LEVEL * told)
    if mood.silence.level > 0:
        others = math.fsum(math.fsum(source) for source in sources.values())
        anger = others * mood.silence.level
        squeezed = (others + anger * max(0.0, 1.0 - others / own)) / (others + anger)
        sources = {name: _scaled(source, squeezed) for name, source in sources.items()}
        sources["silence", mood.silence.code] = _scaled(SILENCE_SHARES, anger * squeezed)
    sources["contagion", ""] = _scaled(_contagion(mood), CONTAGION)
    return sources


def phase_at(book: Book, t: float) -> int:
    """The index of the phase that runs at `t`."""
    return max(0, sum(phase.offset <= t for phase in book.phases) - 1)


def phase_level(book: Book, t: float) -> Vector:
    """The phase's level; for PHASE_BLEND seconds after its start, a blend with the one before."""
    index = phase_at(book, t)
    phase = book.phases[index]
    old = book.phases[max(0, index - 1)]
    x = min(1.0, (t - phase.offset) / PHASE_BLEND)
    part = x * x * (3.0 - 2.0 * x)
    mixed = (
        BASE_LEVEL + part * phase.pressure * phase.shares[e] + (1 - part) * old.pressure * old.shares[e]
        for e in FIVE
    )
    like, fear, anger, mockery, sadness = mixed
    return like, fear, anger, mockery, sadness


def shock_level(shock: LiveShock, t: float) -> float:
    age = max(0.0, t - shock.t)
    return shock.level * -math.expm1(-age / SHOCK_ONSET) * 2.0 ** (-age / shock.half_life)


def _contagion(mood: Mood) -> Vector:
    """What recent posts bring on: shares copy, replies take the mood with the parent's emotion lifted."""
    carried = [mood.memory[e] * TRAVEL[e] for e in FIVE]
    total, weighted = math.fsum(mood.memory), math.fsum(carried)
    carried = [c * total / weighted for c in carried]  # travel moves volume between emotions, adds none
    lifted = [carried[e] / (1.0 + mood.shares[e] * (LIFT[e] - 1.0)) for e in FIVE]
    spread = math.fsum(lifted)
    answers = (mood.shares[e] * (spread + (LIFT[e] - 1.0) * lifted[e]) for e in FIVE)
    like, fear, anger, mockery, sadness = (
        COPYING * copied + (1.0 - COPYING) * answer for copied, answer in zip(carried, answers, strict=True)
    )
    return like, fear, anger, mockery, sadness


def _scaled(vector: Vector, factor: float) -> Vector:
    """The vector times a factor, which is rounded: exponentials differ between machines by a hair."""
    f = round(factor, 12)
    a, b, c, d, e = vector
    return a * f, b * f, c * f, d * f, e * f


def summed(vectors: Iterable[Vector]) -> Vector:
    """Vectors added up, exactly rounded, so that their order never matters."""
    columns = list(zip(*vectors, strict=True)) or [(0.0,)] * 5
    like, fear, anger, mockery, sadness = (math.fsum(column) for column in columns)
    return like, fear, anger, mockery, sadness


def levels(sources: dict[Name, Vector], effects: dict[str, Vector] | None = None) -> Vector:
    """R·B: what the sources come to under the answers."""
    base, odds = summed(sources.values()), summed((effects or {}).values())
    like, fear, anger, mockery, sadness = (
        round(b * math.exp(x), 12) for b, x in zip(base, odds, strict=True)
    )
    return like, fear, anger, mockery, sadness


def spoken(sources: dict[Name, Vector], effects: dict[str, Vector]) -> Vector:
    """What the crowd says, which others then take up: emotions as answers have turned them, as much in all
    as there was without. So answers turn contagion, and never make it feed upon itself."""
    base, turned = levels(sources), levels(sources, effects)
    part = math.fsum(base) / math.fsum(turned)
    like, fear, anger, mockery, sadness = (round(level * part, 12) for level in turned)
    return like, fear, anger, mockery, sadness
