"""Why the mood changed: every change is split among its causes, and none of them is a remainder.

A product's change is Δ(uv) = ū·Δv + v̄·Δu with means of before and after; that of an exponential is
L·Σ Δx, L the logarithmic mean (LMDI, Ang 2004); that of a share is (Δλ_e − share_e·ΔΛ) / Λ'. All three
are exact, and linear in the causes.
"""

import math
from collections.abc import Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from feed.crowd.facts import CEILING_BEGINS
from feed.crowd.moodstate import ZERO, Mood, Name
from feed.crowd.sources import summed
from feed.crowd.types import Cause, Causes, Vector

Floats = NDArray[np.float64]
K = TypeVar("K", str, Name)
_NOTHING = 1e-12


def explained(before: Mood, after: Mood, phase: str) -> tuple[Mood, Causes]:
    """The new shares and volume, and their changes by cause."""
    old, new = _Parts(before), _Parts(after)
    names, changes = _changes(before, after, old, new)
    volume = float(after.dial) if after.dial is not None else living(_sum(new.level), after.scale)
    held = before.dial is not None or after.dial is not None or before.scale != after.scale
    slope = 0.0 if held else _slope(_sum(old.level), _sum(new.level), after.scale)
    volumes = slope * _row_sums(changes)

    weighed = changes * (old.weights + new.weights) / 2
    trainer = (new.weights - old.weights) * (old.level + new.level) / 2
    weighed = np.vstack((weighed, trainer, np.zeros(5)))
    volumes = np.append(volumes, (0.0, volume - before.volume if held else 0.0))
    names += [("trainer", "weights"), ("trainer", "pressure")]
    total = _sum(new.weighed)
    shares = (weighed - old.weighed / _sum(old.weighed) * _row_sums(weighed)[:, None]) / total

    like, fear, anger, mockery, sadness = (new.weighed / total).tolist()
    mood = after._replace(shares=(like, fear, anger, mockery, sadness), volume=volume)
    terms = _terms(names, shares, volumes, phase)
    return mood, Causes(mood.shares, volume, terms)


class _Parts:
    """The factors of a mood as arrays of five: sources B, answers' log-odds, R·B, weights, w·R·B.

    Arrays are only multiplied and added element by element, which is the same on every machine.
    """

    def __init__(self, mood: Mood) -> None:
        self.base = np.array(summed(mood.sources.values()))
        self.odds = summed(mood.effects.values())
        self.damping = np.array([math.exp(x) for x in self.odds])
        self.weights = np.array(mood.weights)
        self.level = self.base * self.damping
        self.weighed = self.level * self.weights


def _changes(before: Mood, after: Mood, old: _Parts, new: _Parts) -> tuple[list[Name], Floats]:
    """Δ(R·B) by cause: sources under the mean R, answers by the logarithmic mean under the mean B."""
    sources = sorted(before.sources.keys() | after.sources.keys())
    moved = _difference(sources, before.sources, after.sources) * (old.damping + new.damping) / 2
    codes = sorted(before.effects.keys() | after.effects.keys())
    log_mean = np.array([_log_mean(x, y) for x, y in zip(old.odds, new.odds, strict=True)])
    calmed = _difference(codes, before.effects, after.effects) * log_mean * (old.base + new.base) / 2
    return [*sources, *(("answer", code) for code in codes)], np.vstack((moved, calmed))


def _difference(names: list[K], before: Mapping[K, Vector], after: Mapping[K, Vector]) -> Floats:
    old = np.array([before.get(name, ZERO) for name in names]).reshape(-1, 5)
    return np.array([after.get(name, ZERO) for name in names]).reshape(-1, 5) - old


def _row_sums(rows: Floats) -> Floats:
    """Sums of five columns in a fixed order (a reduction's order may differ between machines)."""
    return rows[:, 0] + rows[:, 1] + rows[:, 2] + rows[:, 3] + rows[:, 4]


def _sum(five: Floats) -> float:
    return math.fsum(five.tolist())


def _terms(names: list[Name], shares: Floats, volumes: Floats, phase: str) -> tuple[Cause, ...]:
    """The causes that did anything. The phase is called by its code."""
    told = np.maximum(np.abs(shares).max(axis=1), np.abs(volumes)) > _NOTHING
    rows = zip(names, shares.tolist(), volumes.tolist(), told.tolist(), strict=True)
    return tuple(
        Cause(name, phase if name == "phase" else code, tuple(row), volume)
        for (name, code), row, volume, any_effect in rows
        if any_effect
    )


def _log_mean(x: float, y: float) -> float:
    """(e^y − e^x) / (y − x), and e^x where they are the same."""
    half = (y - x) / 2
    bulge = math.sinh(half) / half if abs(half) > 1e-8 else 1.0
    return math.exp((x + y) / 2) * bulge


def living(level: float, scale: float) -> float:
    """Reactions per 5 minutes of a crowd that nobody holds: its level, bending under the scale."""
    if level <= CEILING_BEGINS:
        return scale * level
    room = 1.0 - CEILING_BEGINS
    return scale * round(1.0 - room * math.exp(-(level - CEILING_BEGINS) / room), 12)


def _slope(before: float, after: float, scale: float) -> float:
    """Reactions per 5 minutes for one part of the dial: the scale, and less where the ceiling bends it."""
    if abs(after - before) < _NOTHING:
        return (living(after + 1e-6, scale) - living(after - 1e-6, scale)) / 2e-6
    return (living(after, scale) - living(before, scale)) / (after - before)
