"""What a session shows, in figures. PURE: a SessionRecord in, plain values out.

An objective's score is the weighted part of its expectations that were met: in time counts 1, late
LATE_WORTH, not at all 0; what was never played, or not yet due at the end, counts neither way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from .facts import (
    EMOTIONS,
    NOTHING,
    Counts,
    ObjectivePlan,
    Point,
    Pull,
    RoomRecord,
    Said,
    SessionRecord,
)
from .recognise import JUDGED, LATE, MET, MISSED, Verdict, judge

LATE_WORTH = 0.5
FIRM_LEAD = 60.0  # s for which an emotion must lead to be told as leading
WORTH_TELLING = 0.01  # a push of less than one point is left out


@dataclass(frozen=True, slots=True)
class Response:
    """How a team dealt with one inject that fired at `t` (delays in s, None: not at all).

    `spoke` is the team's next message of any kind, `answered` the first that answered it: a direct reply,
    or what an expectation on this inject recognised.
    """

    inject: str
    t: float
    spoke: float | None
    answered: float | None


@dataclass(frozen=True, slots=True)
class ObjectiveScore:
    """`score` from 0 to 1, None without anything to judge; `ratings` are the evaluators' (1 to 5)."""

    plan: ObjectivePlan
    score: float | None
    met: int
    late: int
    missed: int
    ratings: tuple[int, ...]

    @property
    def rating(self) -> float | None:
        return fmean(self.ratings) if self.ratings else None


@dataclass(frozen=True, slots=True)
class Lead:
    """From `start` to `end` (s) `emotion` (an index) was the strongest."""

    emotion: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Peak:
    """The highest share of one emotion, and when."""

    emotion: int
    share: float
    t: float


@dataclass(frozen=True, slots=True)
class Push:
    """The furthest that a cause pushed one emotion: `change` in parts of 1, with a sign, at `t`."""

    name: str
    code: str
    emotion: int
    change: float
    t: float


@dataclass(frozen=True, slots=True)
class Effect:
    """A message of the team with what it did: pushes, the strongest first."""

    said: Said
    pushes: tuple[Push, ...]

    @property
    def calming(self) -> float:
        """Parts of 1 by which it lowered what hurts, or raised support; negative if it did the reverse."""
        return sum(push.change if push.emotion == 0 else -push.change for push in self.pushes)


@dataclass(frozen=True, slots=True)
class RoomFigures:
    """Everything that is told of a room in figures."""

    room: RoomRecord
    reactions: int
    authors: int
    messages: int
    by_emotion: Counts
    busiest: Point | None
    top_volume: float
    peaks: tuple[Peak, ...]
    leads: tuple[Lead, ...]
    pushes: tuple[Push, ...]
    effects: tuple[Effect, ...]
    verdicts: tuple[Verdict, ...]
    responses: tuple[Response, ...]
    objectives: tuple[ObjectiveScore, ...]

    @property
    def judged(self) -> int:
        return sum(verdict.state in JUDGED for verdict in self.verdicts)

    def count(self, state: str) -> int:
        return sum(verdict.state == state for verdict in self.verdicts)

    @property
    def score(self) -> float | None:
        """All objectives together, each by its weight: 0 to 1."""
        held = [(o.score, o.plan.weight) for o in self.objectives if o.score is not None]
        return _weighted(held)

    @property
    def first_word(self) -> float | None:
        """When the team spoke for the first time (s)."""
        return min((said.t for said in self.room.spoken), default=None)

    @property
    def median_answer(self) -> float | None:
        """Half of what was answered was answered within so many seconds."""
        delays = [response.answered for response in self.responses if response.answered is not None]
        return median(delays) if delays else None


def figures(record: SessionRecord) -> tuple[RoomFigures, ...]:
    """The figures of each room, in the order of the rooms."""
    return tuple(room_figures(record, room) for room in record.rooms)


def room_figures(record: SessionRecord, room: RoomRecord) -> RoomFigures:
    verdicts = tuple(judge(plan, room, record.end) for plan in record.expectations)
    by_emotion = added(point.counts for point in room.minutes)
    return RoomFigures(
        room=room,
        reactions=sum(by_emotion),
        authors=room.authors,
        messages=len(room.spoken),
        by_emotion=by_emotion,
        busiest=busiest(room.minutes),
        top_volume=max((point.volume for point in room.points), default=0.0),
        peaks=peaks(room.points),
        leads=leads(room.points, room.width),
        pushes=pushes(room.pulls),
        effects=effects(room),
        verdicts=verdicts,
        responses=responses(room, verdicts),
        objectives=objective_scores(record, room, verdicts),
    )


# ── the crowd ─────────────────────────────────────────────────────────────────────────────────────


def added(rows: Iterable[Counts]) -> Counts:
    """Counts by emotion, added up."""
    total = NOTHING
    for row in rows:
        like, fear, anger, mockery, sadness = (a + b for a, b in zip(total, row, strict=True))
        total = (like, fear, anger, mockery, sadness)
    return total


def busiest(minutes: Sequence[Point]) -> Point | None:
    """The minute with the most posts; None if there were none."""
    most = max(minutes, key=lambda point: point.total, default=None)
    return most if most is not None and most.total else None


def peaks(points: Sequence[Point]) -> tuple[Peak, ...]:
    """The highest share of each emotion, in the order of EMOTIONS."""
    if not points:
        return ()
    found = []
    for emotion in range(len(EMOTIONS)):
        top = max(points, key=lambda point: point.shares[emotion])
        found.append(Peak(emotion, top.shares[emotion], top.t))
    return tuple(found)


def leads(points: Sequence[Point], width: float) -> tuple[Lead, ...]:
    """Which emotion led when; a lead shorter than FIRM_LEAD belongs to the one before it."""
    runs: list[Lead] = []
    for point in points:
        strongest = max(range(len(EMOTIONS)), key=lambda emotion: point.shares[emotion])
        if runs and runs[-1].emotion == strongest:
            runs[-1] = Lead(strongest, runs[-1].start, point.t + width)
        else:
            runs.append(Lead(strongest, point.t, point.t + width))
    return _firm(runs)


def _firm(runs: Sequence[Lead]) -> tuple[Lead, ...]:
    firm: list[Lead] = []
    for run in runs:
        short = run.end - run.start < FIRM_LEAD
        if firm and (short or firm[-1].emotion == run.emotion):
            firm[-1] = Lead(firm[-1].emotion, firm[-1].start, run.end)
        else:
            firm.append(run)
    return tuple(firm)


def pushes(pulls: Iterable[Pull]) -> tuple[Push, ...]:
    """Every cause's pushes on every emotion that are worth telling, the strongest first."""
    found = [
        Push(pull.name, pull.code, emotion, pull.shares[emotion], pull.times[emotion])
        for pull in pulls
        for emotion in range(len(EMOTIONS))
        if abs(pull.shares[emotion]) >= WORTH_TELLING
    ]
    return tuple(sorted(found, key=lambda push: (-abs(push.change), push.t, push.code)))


def effects(room: RoomRecord) -> tuple[Effect, ...]:
    """What each message of the team did to the mood, in order of time."""
    by_message: dict[str, list[Push]] = {}
    for push in pushes(pull for pull in room.pulls if pull.name == "answer"):
        by_message.setdefault(push.code, []).append(push)
    return tuple(Effect(said, tuple(by_message.get(f"answer:{said.ref}", ()))) for said in room.spoken)


# ── the team ──────────────────────────────────────────────────────────────────────────────────────


def responses(room: RoomRecord, verdicts: Iterable[Verdict]) -> tuple[Response, ...]:
    """How the team dealt with each inject that fired, in order of time."""
    recognised: dict[str, list[float]] = {}
    for verdict in verdicts:
        if verdict.delay is not None:
            recognised.setdefault(verdict.plan.inject, []).append(verdict.delay)
    found = []
    for fired in room.fired:
        if fired.state != "fired":
            continue
        spoke = min((said.t - fired.t for said in room.spoken if said.t >= fired.t), default=None)
        direct = [
            said.t - fired.t for said in room.spoken if said.parent == fired.ref and said.kind != "share"
        ]
        answered = min([*direct, *recognised.get(fired.inject, [])], default=None)
        found.append(Response(fired.inject, fired.t, spoke, answered))
    return tuple(found)


def objective_scores(
    record: SessionRecord, room: RoomRecord, verdicts: Sequence[Verdict]
) -> tuple[ObjectiveScore, ...]:
    """Each objective's score and the ratings that evaluators gave."""
    found = []
    for plan in record.objectives:
        mine = [verdict for verdict in verdicts if verdict.plan.objective == plan.code]
        counts = {state: sum(verdict.state == state for verdict in mine) for state in JUDGED}
        ratings = tuple(s.score for s in record.scores if (s.room, s.objective) == (room.code, plan.code))
        found.append(ObjectiveScore(plan, score_of(mine), counts[MET], counts[LATE], counts[MISSED], ratings))
    return tuple(found)


def score_of(verdicts: Iterable[Verdict]) -> float | None:
    """The weighted part of what was expected that was done, 0 to 1; None if nothing can be judged."""
    worth = {MET: 1.0, LATE: LATE_WORTH, MISSED: 0.0}
    return _weighted([(worth[v.state], v.plan.weight) for v in verdicts if v.state in worth])


def _weighted(values: Sequence[tuple[float, float]]) -> float | None:
    total = sum(weight for _value, weight in values)
    return sum(value * weight for value, weight in values) / total if total else None
