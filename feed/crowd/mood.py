"""The crowd's mood: five emotions and a volume, moved by named causes alone.

For emotion e, with everything in parts of the dial (1 is 10,000 reactions per 5 minutes):

    λ_e = w_e · R_e · B_e      B_e = Σ sources (phase, injects, rumours, silence, contagion)
                               R_e = exp(Σ answers' log-odds)      w_e = the trainer's weight
    share_e = λ_e / Σ λ        volume = scale · Σ R_e · B_e, or the dial

Why it changed is split among causes in explanation.py. Mood never depends on text.
"""

import math

from feed.crowd.answers import effect, forgotten
from feed.crowd.book import Book, normalised
from feed.crowd.explanation import explained, living
from feed.crowd.facts import (
    CONTAGION_MEMORY,
    DIAL_LIMIT,
    DIAL_TOP,
    LATE_FORGIVEN,
    RESPONSIBILITY,
    SHOCK_ONSET,
    SILENCE_FALL,
    SILENCE_GRACE,
    SILENCE_RISE,
    SILENCE_TOP,
    WEIGHT_SETTLES,
    WEIGHT_TOP,
)
from feed.crowd.moodstate import NEUTRAL, ZERO, LiveShock, Mood, Silence, with_shock
from feed.crowd.rumour import born, over, seeded
from feed.crowd.sources import levels, phase_at, phase_level, shock_level, sources_at, spoken
from feed.crowd.team import acted, secrets_after
from feed.crowd.types import Causes, InjectFired, PressureSet, Stimulus, Vector, WeightsSet

_SWEPT = 8  # s of exercise between two sweeps for shocks that are over
_FADED = 5e-4  # parts of the dial under which a shock is forgotten


def calm(book: Book) -> Mood:
    """The mood before the first window: the first phase's, at rest."""
    phase = phase_level(book, 0.0)
    still = Mood(
        0.0,
        ZERO,
        0.0,
        {},
        {},
        NEUTRAL,
        NEUTRAL,
        None,
        DIAL_TOP,
        phase,
        (),
        (),
        (),
        Silence(None, "", 0.0, 0.0),
        secrets_after(book, (), None),
    )
    still = still._replace(shares=normalised(phase))
    sources = sources_at(book, still, 0.0)
    level = levels(sources)
    return still._replace(
        shares=_rounded(normalised(level)),
        volume=living(math.fsum(level), DIAL_TOP),
        sources=sources,
        memory=level,
    )


def moved(book: Book, mood: Mood, stimuli: tuple[Stimulus, ...], t: float) -> tuple[Mood, Causes]:
    """The mood at the end of a window that ends at `t`, after its stimuli, and why it changed."""
    span = max(0.0, t - mood.t)
    after = mood
    for stimulus in stimuli:
        after = _heard(book, after, stimulus, t)
    after = _aged(book, after, t, span)
    after = after._replace(
        sources=sources_at(book, after, t),
        effects={answer.code: effect(answer, t, book.time_scale) for answer in after.answers},
    )
    return explained(mood, after, book.phases[phase_at(book, t)].code)


# ── what is heard ─────────────────────────────────────────────────────────────────────────────────


def _heard(book: Book, mood: Mood, stimulus: Stimulus, t: float) -> Mood:
    start = t - 1.0
    if isinstance(stimulus, InjectFired):
        return _shocked(book, mood, stimulus.code, start)
    if isinstance(stimulus, PressureSet):
        return _dialled(mood, stimulus)
    if isinstance(stimulus, WeightsSet):
        return mood._replace(asked_weights=_weights(stimulus.weights))
    return acted(book, mood, stimulus, start)


def _shocked(book: Book, mood: Mood, code: str, t: float) -> Mood:
    mood = mood._replace(secrets=secrets_after(book, mood.secrets, code))
    plan = book.injects[code].shock if code in book.injects else None
    if plan is None:
        return mood
    if plan.rumour:
        mood = mood._replace(rumours=seeded(mood.rumours, plan.rumour, t))
    mood = with_shock(mood, LiveShock(("inject", code), t, plan.level, plan.shares, plan.half_life))
    if mood.silence.since is None and plan.shares[0] < 0.5:  # good news asks for no answer
        mood = mood._replace(silence=mood.silence._replace(since=t, code=code))
    return mood


def _dialled(mood: Mood, asked: PressureSet) -> Mood:
    if asked.pressure is None:
        return mood._replace(dial=None, scale=DIAL_TOP)
    pressure = min(DIAL_LIMIT, max(0, int(asked.pressure)))
    return mood._replace(dial=None, scale=pressure) if asked.living else mood._replace(dial=pressure)


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
    since = mood.silence.since
    waited = (t - since) * scale if since is not None else 0.0
    rumours = born(mood.rumours, book.claims, mood.silence.code, waited, t)
    memory = _toward(mood.memory, spoken(mood.sources, mood.effects), span * scale / CONTAGION_MEMORY)
    return mood._replace(
        t=t,
        memory=memory,
        weights=_settled(mood.weights, mood.asked_weights, span),
        shocks=mood.shocks if int(t) % _SWEPT else _still_felt(mood.shocks, t),
        rumours=tuple(r for r in rumours if not over(r, book.claims[r.code].true, t, scale)),
        answers=tuple(answer for answer in mood.answers if not forgotten(answer, t, scale)),
        silence=_silence(book, mood.silence, t, span),
    )


def _still_felt(shocks: tuple[LiveShock, ...], t: float) -> tuple[LiveShock, ...]:
    return tuple(s for s in shocks if t - s.t < SHOCK_ONSET or shock_level(s, t) > _FADED)


def _silence(book: Book, silence: Silence, t: float, span: float) -> Silence:
    waited = silence.since is not None and (t - silence.since) * book.time_scale > SILENCE_GRACE
    target = SILENCE_TOP * RESPONSIBILITY[book.responsibility] if waited else 0.0
    pace = SILENCE_RISE if waited else SILENCE_FALL
    level = silence.level + (target - silence.level) * -math.expm1(-span * book.time_scale / pace)
    doubt = silence.doubt * math.exp(-span * book.time_scale / LATE_FORGIVEN)
    return silence._replace(level=_unless_faded(level), doubt=_unless_faded(doubt))


def _unless_faded(level: float) -> float:
    return round(level, 12) if level > _FADED else 0.0


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


def _rounded(shares: Vector) -> Vector:
    like, fear, anger, mockery, sadness = (round(share, 15) for share in shares)
    return like, fear, anger, mockery, sadness
