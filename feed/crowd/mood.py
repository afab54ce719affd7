"""The crowd's mood: five emotions and a volume, moved by named causes alone.

For emotion e, with everything in parts of the dial (1 is 10,000 reactions per 5 minutes):

    λ_e = w_e · R_e · B_e      B_e = Σ sources (phase, injects, rumours, silence, contagion)
                               R_e = exp(Σ answers' log-odds)      w_e = the trainer's weight
    share_e = λ_e / Σ λ        volume = 10,000 · Σ R_e · B_e, or the dial

Each change is split without remainder. A product's change is Δ(uv) = ū·Δv + v̄·Δu with means of before
and after; that of an exponential is L·Σ Δx, L the logarithmic mean (LMDI, Ang 2004); that of a share is
(Δλ_e − share_e·ΔΛ) / Λ'. All three are exact and linear in the causes. Mood never depends on text.
"""

import math
from typing import NamedTuple

from feed.crowd.answers import Answer, answered, effect, forgotten
from feed.crowd.book import Book, normalised
from feed.crowd.facts import (
    BASE_LEVEL,
    CONTAGION,
    CONTAGION_MEMORY,
    COPYING,
    DELETED_HALF_LIFE,
    DELETED_LEVEL,
    DELETED_SHARES,
    DIAL_LIMIT,
    DIAL_TOP,
    LIFT,
    PHASE_BLEND,
    RESPONSIBILITY,
    RUMOUR_LEVEL,
    RUMOUR_SHARES,
    SHOCK_ONSET,
    SILENCE_FALL,
    SILENCE_GRACE,
    SILENCE_RISE,
    SILENCE_SHARES,
    SILENCE_TOP,
    TRAVEL,
    WEIGHT_SETTLES,
    WEIGHT_TOP,
)
from feed.crowd.rumour import LiveRumour, contested, heat, over, seeded
from feed.crowd.types import (
    Cause,
    Causes,
    Deleted,
    InjectFired,
    PressureSet,
    Published,
    Stimulus,
    Vector,
    WeightsSet,
)

FIVE = range(5)
ZERO: Vector = (0.0, 0.0, 0.0, 0.0, 0.0)
NEUTRAL: Vector = (1.0, 1.0, 1.0, 1.0, 1.0)
Name = tuple[str, str]
_FADED = 1e-5  # parts of the dial under which a shock is forgotten
_NOTHING = 1e-12


class LiveShock(NamedTuple):
    """A shock that still works: `level` in parts of the dial at its peak, `half_life` in s of exercise."""

    name: Name
    t: float
    level: float
    shares: Vector
    half_life: float


class Silence(NamedTuple):
    """What has waited for an answer since `since` (None: nothing), and the anger that this has fed."""

    since: float | None
    code: str
    level: float


class Mood(NamedTuple):
    """The mood at the end of a window, and the parts that it is made of."""

    t: float
    shares: Vector
    volume: float
    sources: dict[Name, Vector]
    effects: dict[str, Vector]
    weights: Vector
    asked_weights: Vector
    dial: int | None
    memory: Vector
    shocks: tuple[LiveShock, ...]
    rumours: tuple[LiveRumour, ...]
    answers: tuple[Answer, ...]
    silence: Silence


def calm(book: Book) -> Mood:
    """The mood before the first window: the first phase's, at rest."""
    phase = _phase_level(book, 0.0)
    still = Mood(0.0, ZERO, 0.0, {}, {}, NEUTRAL, NEUTRAL, None, phase, (), (), (), Silence(None, "", 0.0))
    still = still._replace(shares=normalised(phase))
    sources = _sources(book, still, 0.0)
    levels = _levels(sources)
    return still._replace(
        shares=_rounded(normalised(levels)), volume=_living(math.fsum(levels)), sources=sources, memory=levels
    )


def moved(book: Book, mood: Mood, stimuli: tuple[Stimulus, ...], t: float) -> tuple[Mood, Causes]:
    """The mood at the end of a window that ends at `t`, after its stimuli, and why it changed."""
    span = max(0.0, t - mood.t)
    after = mood
    for stimulus in stimuli:
        after = _heard(book, after, stimulus, t)
    after = _aged(book, after, t, span)
    after = after._replace(
        sources=_sources(book, after, t),
        effects={answer.code: effect(answer, t, book.time_scale) for answer in after.answers},
    )
    return _explained(mood, after, book.phases[phase_at(book, t)].code)


# ── what is heard ─────────────────────────────────────────────────────────────────────────────────


def _heard(book: Book, mood: Mood, stimulus: Stimulus, t: float) -> Mood:
    start = t - 1.0
    if isinstance(stimulus, InjectFired):
        return _shocked(book, mood, stimulus.code, start)
    if isinstance(stimulus, Published) and stimulus.team:
        return _answered(book, mood, stimulus)
    if isinstance(stimulus, Deleted) and stimulus.team:
        half_life = DELETED_HALF_LIFE / book.time_scale
        name = ("answer", f"deleted:{stimulus.ref}")
        return _with_shock(mood, LiveShock(name, start, DELETED_LEVEL, DELETED_SHARES, half_life))
    if isinstance(stimulus, PressureSet):
        return mood._replace(dial=_dial(stimulus.pressure))
    if isinstance(stimulus, WeightsSet):
        return mood._replace(asked_weights=_weights(stimulus.weights))
    return mood


def _shocked(book: Book, mood: Mood, code: str, t: float) -> Mood:
    plan = book.injects[code].shock if code in book.injects else None
    if plan is None:
        return mood
    if plan.rumour:
        mood = mood._replace(rumours=seeded(mood.rumours, plan.rumour, t))
    mood = _with_shock(mood, LiveShock(("inject", code), t, plan.level, plan.shares, plan.half_life))
    if mood.silence.since is None and plan.shares[0] < 0.5:  # good news asks for no answer
        mood = mood._replace(silence=mood.silence._replace(since=t, code=code))
    return mood


def _with_shock(mood: Mood, shock: LiveShock) -> Mood:
    """One shock per name: the same thing again starts anew."""
    return mood._replace(shocks=(*(old for old in mood.shocks if old.name != shock.name), shock))


def _answered(book: Book, mood: Mood, said: Published) -> Mood:
    if said.kind == "share" or not said.text.strip():
        return mood
    rumours, denied = contested(mood.rumours, book.claims, said.text, book.lang)
    delay = said.t - mood.silence.since if mood.silence.since is not None else 0.0
    answers = answered(mood.answers, said, delay, book.lang, book.time_scale, denied)
    return mood._replace(rumours=rumours, answers=answers, silence=mood.silence._replace(since=None))


def _dial(pressure: int | None) -> int | None:
    return None if pressure is None else min(DIAL_LIMIT, max(0, int(pressure)))


def _weights(asked: Vector) -> Vector:
    """Factors as fractions of the greatest; all of them 0, or none a number, is neutral."""
    sane = [min(max(w, 0.0), WEIGHT_TOP) if math.isfinite(w) else 1.0 for w in asked]
    top = max(sane)
    if top <= 0:
        return NEUTRAL
    like, fear, anger, mockery, sadness = (round(w / top, 6) for w in sane)
    return like, fear, anger, mockery, sadness


# ── what time does ────────────────────────────────────────────────────────────────────────────────


def _aged(book: Book, mood: Mood, t: float, span: float) -> Mood:
    scale = book.time_scale
    memory = _toward(mood.memory, _levels(mood.sources, mood.effects), span * scale / CONTAGION_MEMORY)
    return mood._replace(
        t=t,
        memory=memory,
        weights=_settled(mood.weights, mood.asked_weights, span),
        shocks=tuple(s for s in mood.shocks if t - s.t < SHOCK_ONSET or _shock_level(s, t) > _FADED),
        rumours=tuple(r for r in mood.rumours if not over(r, book.claims[r.code].true, t, scale)),
        answers=tuple(answer for answer in mood.answers if not forgotten(answer, t, scale)),
        silence=_silence(book, mood.silence, t, span),
    )


def _silence(book: Book, silence: Silence, t: float, span: float) -> Silence:
    waited = silence.since is not None and (t - silence.since) * book.time_scale > SILENCE_GRACE
    target = SILENCE_TOP * RESPONSIBILITY[book.responsibility] if waited else 0.0
    pace = SILENCE_RISE if waited else SILENCE_FALL
    level = silence.level + (target - silence.level) * -math.expm1(-span * book.time_scale / pace)
    return silence._replace(level=round(level, 12) if level > _FADED else 0.0)


def _settled(now: Vector, asked: Vector, span: float) -> Vector:
    near = _toward(now, asked, span / WEIGHT_SETTLES)
    if max(abs(a - b) for a, b in zip(near, asked, strict=True)) < 1e-3:
        return asked
    return near


def _toward(now: Vector, target: Vector, part: float) -> Vector:
    pull = -math.expm1(-part)
    like, fear, anger, mockery, sadness = (
        round(a + (b - a) * pull, 12) for a, b in zip(now, target, strict=True)
    )
    return like, fear, anger, mockery, sadness


# ── the sources ───────────────────────────────────────────────────────────────────────────────────


def _sources(book: Book, mood: Mood, t: float) -> dict[Name, Vector]:
    """Every source at time `t`, in parts of the dial; contagion's part is taken off the others."""
    own = 1.0 - CONTAGION
    sources: dict[Name, Vector] = {("phase", ""): _scaled(_phase_level(book, t), own)}
    for shock in mood.shocks:
        sources[shock.name] = _scaled(shock.shares, own * _shock_level(shock, t))
    for rumour in mood.rumours:
        told = heat(rumour, book.claims[rumour.code].true, t, book.time_scale)
        sources["rumour", rumour.code] = _scaled(RUMOUR_SHARES, own * RUMOUR_LEVEL * told)
    if mood.silence.level > 0:
        others = math.fsum(math.fsum(source) for source in sources.values())
        sources["silence", mood.silence.code] = _scaled(SILENCE_SHARES, others * mood.silence.level)
    sources["contagion", ""] = _scaled(_contagion(mood), CONTAGION)
    return sources


def phase_at(book: Book, t: float) -> int:
    """The index of the phase that runs at `t`."""
    return max(0, sum(phase.offset <= t for phase in book.phases) - 1)


def _phase_level(book: Book, t: float) -> Vector:
    """The phase's level; for PHASE_BLEND seconds after its start, a blend with the one before."""
    index = phase_at(book, t)
    phase = book.phases[index]
    old = book.phases[max(0, index - 1)]
    x = min(1.0, (t - phase.offset) / PHASE_BLEND)
    part = x * x * (3.0 - 2.0 * x)
    levels = (
        BASE_LEVEL + part * phase.pressure * phase.shares[e] + (1 - part) * old.pressure * old.shares[e]
        for e in FIVE
    )
    like, fear, anger, mockery, sadness = levels
    return like, fear, anger, mockery, sadness


def _shock_level(shock: LiveShock, t: float) -> float:
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
    like, fear, anger, mockery, sadness = (round(v * factor, 12) for v in vector)
    return like, fear, anger, mockery, sadness


def _base(sources: dict[Name, Vector]) -> Vector:
    like, fear, anger, mockery, sadness = (math.fsum(s[e] for s in sources.values()) for e in FIVE)
    return like, fear, anger, mockery, sadness


def _log_odds(effects: dict[str, Vector]) -> Vector:
    like, fear, anger, mockery, sadness = (math.fsum(x[e] for x in effects.values()) for e in FIVE)
    return like, fear, anger, mockery, sadness


def _levels(sources: dict[Name, Vector], effects: dict[str, Vector] | None = None) -> Vector:
    """R·B: what the sources come to under the answers."""
    odds = _log_odds(effects or {})
    like, fear, anger, mockery, sadness = (
        round(b * math.exp(x), 12) for b, x in zip(_base(sources), odds, strict=True)
    )
    return like, fear, anger, mockery, sadness


# ── the explanation ───────────────────────────────────────────────────────────────────────────────


def _explained(before: Mood, after: Mood, phase: str) -> tuple[Mood, Causes]:
    """The new shares and volume, and their changes by cause."""
    levels = _level_changes(before, after)
    b_odds, a_odds = _log_odds(before.effects), _log_odds(after.effects)
    b_level = [b * math.exp(x) for b, x in zip(_base(before.sources), b_odds, strict=True)]
    a_level = [b * math.exp(x) for b, x in zip(_base(after.sources), a_odds, strict=True)]
    b_weighed = [level * w for level, w in zip(b_level, before.weights, strict=True)]
    a_weighed = [level * w for level, w in zip(a_level, after.weights, strict=True)]
    b_total, a_total = math.fsum(b_weighed), math.fsum(a_weighed)
    like, fear, anger, mockery, sadness = (x / a_total for x in a_weighed)
    volume = float(after.dial) if after.dial is not None else _living(math.fsum(a_level))

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
    b_odds, a_odds = _log_odds(before.effects), _log_odds(after.effects)
    mean_r = [(math.exp(x) + math.exp(y)) / 2 for x, y in zip(b_odds, a_odds, strict=True)]
    mean_b = [(x + y) / 2 for x, y in zip(_base(before.sources), _base(after.sources), strict=True)]
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


def _living(level: float) -> float:
    """Reactions per 5 minutes of a crowd that nobody holds: its level, under the dial's top."""
    return DIAL_TOP * min(1.0, level)


def _slope(before: float, after: float) -> float:
    """What one part of the dial does to the volume: 0 above the ceiling, DIAL_TOP below it."""
    if abs(after - before) < _NOTHING:
        return DIAL_TOP if after < 1.0 else 0.0
    return (_living(after) - _living(before)) / (after - before)


def _rounded(shares: Vector) -> Vector:
    like, fear, anger, mockery, sadness = (round(share, 15) for share in shares)
    return like, fear, anger, mockery, sadness
