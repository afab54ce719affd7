"""Why the mood changed: every change is split among its causes, and none of them is a remainder.

A product's change is Δ(uv) = ū·Δv + v̄·Δu with means of before and after; that of an exponential is
L·Σ Δx, L the logarithmic mean (LMDI, Ang 2004); that of a share is (Δλ_e − share_e·ΔΛ) / Λ'. All three
are exact, and linear in the causes.
"""

import math

from feed.crowd.facts import CEILING_BEGINS, DIAL_TOP
from feed.crowd.moodstate import FIVE, ZERO, Mood, Name
from feed.crowd.sources import base, log_odds
from feed.crowd.types import Cause, Causes

_NOTHING = 1e-12


def explained(before: Mood, after: Mood, phase: str) -> tuple[Mood, Causes]:
    """The new shares and volume, and their changes by cause."""
    levels = _level_changes(before, after)
    b_odds, a_odds = log_odds(before.effects), log_odds(after.effects)
    b_level = [b * math.exp(x) for b, x in zip(base(before.sources), b_odds, strict=True)]
    a_level = [b * math.exp(x) for b, x in zip(base(after.sources), a_odds, strict=True)]
    b_weighed = [level * w for level, w in zip(b_level, before.weights, strict=True)]
    a_weighed = [level * w for level, w in zip(a_level, after.weights, strict=True)]
    b_total, a_total = math.fsum(b_weighed), math.fsum(a_weighed)
    like, fear, anger, mockery, sadness = (x / a_total for x in a_weighed)
    volume = float(after.dial) if after.dial is not None else living(math.fsum(a_level))

    slope = _slope(math.fsum(b_level), math.fsum(a_level))
    held = before.dial is not None or after.dial is not None
    weighed = {
        name: [change[e] * (before.weights[e] + after.weights[e]) / 2 for e in FIVE]
        for name, change in levels.items()
    }
    volumes = {name: 0.0 if held else slope * math.fsum(change) for name, change in levels.items()}
    trainer = [(after.weights[e] - before.weights[e]) * (b_level[e] + a_level[e]) / 2 for e in FIVE]
    weighed |= {("trainer", "weights"): trainer, ("trainer", "pressure"): [0.0] * 5}
    volumes |= {("trainer", "weights"): 0.0, ("trainer", "pressure"): volume - before.volume if held else 0.0}
    old = [x / b_total for x in b_weighed]
    terms = tuple(
        cause
        for name, change in weighed.items()
        if (cause := _cause(_told(name, phase), change, old, a_total, volumes[name])) is not None
    )
    mood = after._replace(shares=(like, fear, anger, mockery, sadness), volume=volume)
    return mood, Causes(mood.shares, volume, terms)


def _level_changes(before: Mood, after: Mood) -> dict[Name, list[float]]:
    """Δ(R·B) by cause: sources under the mean R, answers by the logarithmic mean under the mean B."""
    b_odds, a_odds = log_odds(before.effects), log_odds(after.effects)
    mean_r = [(math.exp(x) + math.exp(y)) / 2 for x, y in zip(b_odds, a_odds, strict=True)]
    mean_b = [(x + y) / 2 for x, y in zip(base(before.sources), base(after.sources), strict=True)]
    log_mean = [_log_mean(x, y) for x, y in zip(b_odds, a_odds, strict=True)]
    changes: dict[Name, list[float]] = {}
    for name in sorted(before.sources.keys() | after.sources.keys()):
        old, new = before.sources.get(name, ZERO), after.sources.get(name, ZERO)
        if old != new:
            changes[name] = [mean_r[e] * (new[e] - old[e]) for e in FIVE]
    for code in sorted(before.effects.keys() | after.effects.keys()):
        old, new = before.effects.get(code, ZERO), after.effects.get(code, ZERO)
        if old != new:
            changes["answer", code] = [mean_b[e] * log_mean[e] * (new[e] - old[e]) for e in FIVE]
    return changes


def _log_mean(x: float, y: float) -> float:
    """(e^y − e^x) / (y − x), and e^x where they are the same."""
    half = (y - x) / 2
    bulge = math.sinh(half) / half if abs(half) > 1e-8 else 1.0
    return math.exp((x + y) / 2) * bulge


def _told(name: Name, phase: str) -> Name:
    return ("phase", phase) if name[0] == "phase" else name


def _cause(name: Name, change: list[float], old: list[float], total: float, volume: float) -> Cause | None:
    whole = math.fsum(change)
    like, fear, anger, mockery, sadness = ((change[e] - old[e] * whole) / total for e in FIVE)
    shares = (like, fear, anger, mockery, sadness)
    if max(map(abs, shares)) < _NOTHING and abs(volume) < _NOTHING:
        return None
    return Cause(*name, shares, volume)


def living(level: float) -> float:
    """Reactions per 5 minutes of a crowd that nobody holds: its level, bending under the dial's top."""
    if level <= CEILING_BEGINS:
        return DIAL_TOP * level
    room = 1.0 - CEILING_BEGINS
    return DIAL_TOP * round(1.0 - room * math.exp(-(level - CEILING_BEGINS) / room), 12)


def _slope(before: float, after: float) -> float:
    """Reactions per 5 minutes for one part of the dial: DIAL_TOP, and less where the ceiling bends it."""
    if abs(after - before) < _NOTHING:
        return (living(after + 1e-6) - living(after - 1e-6)) / 2e-6
    return (living(after) - living(before)) / (after - before)
