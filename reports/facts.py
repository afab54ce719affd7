"""What is known of a session once it is over: frozen values, nothing else. PURE.

`record` fills them from the database; `metrics` and `charts` work on them alone. Times `t` are seconds of
exercise since the start; five numbers in a row stand for the emotions in the order of EMOTIONS.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

EMOTIONS = ("like", "fear", "anger", "mockery", "sadness")
Five = tuple[float, float, float, float, float]
Counts = tuple[int, int, int, int, int]
NOTHING: Counts = (0, 0, 0, 0, 0)


# ── the script ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class PhasePlan:
    code: str
    name: str
    offset: float


@dataclass(frozen=True, slots=True)
class ObjectivePlan:
    code: str
    title: str
    weight: float


@dataclass(frozen=True, slots=True)
class InjectPlan:
    """`by` is who says it: a persona's name, or the network's."""

    code: str
    title: str
    channel: str
    by: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class ExpectationPlan:
    """What a team should have done within `deadline` seconds after `inject` fired; see exercises.package."""

    code: str
    objective: str
    inject: str
    title: str
    deadline: float
    weight: float = 1
    action: str = "post"
    words: tuple[str, ...] = ()
    reply_to_inject: bool = False
    channel: str | None = None


# ── a room ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of the course that begins at `t`: its posts by emotion, and the mood at its end.

    `shares` are the parts of the five emotions, `volume` the reactions per 5 minutes.
    """

    t: float
    counts: Counts
    shares: Five
    volume: float

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Pull:
    """What one cause did to the mood: for each emotion the furthest that it pushed the share, and when.

    `name` and `code` are those of feed.crowd.types.Cause; `shares` are parts of 1 and have a sign.
    """

    name: str
    code: str
    shares: Five
    times: Five


@dataclass(frozen=True, slots=True)
class Fired:
    """What became of an inject: `state` is fired or skipped; `ref` is its post."""

    inject: str
    state: str
    t: float
    ref: int | None
    content: str


@dataclass(frozen=True, slots=True)
class PressRequest:
    """What the press asked the team with `inject` at `t`, to be answered by `due`. `answered` is when it was,
    `standing` how it stood at the end (in_time, late, missed, open)."""

    inject: str
    t: float
    due: float
    answered: float | None
    standing: str
    by: str
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a trainee. `own` tells that it came from a private account, not from the team's.

    `text` is what it says at the end; `versions`, where it was edited, each (t, text) that it had, in order;
    `gone` when a story was seen no more.
    """

    ref: int
    t: float
    handle: str
    account: str
    by: str
    channel: str
    kind: str
    text: str
    own: bool = False
    parent: int | None = None
    to: str = ""
    likes: int = 0
    shares: int = 0
    replies: int = 0
    views: int = 0
    deleted: bool = False
    versions: tuple[tuple[float, str], ...] = ()
    gone: float | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """A post that the team reported, liked, reacted to or deleted. `source` is the post that a share repeats,
    `reason` also says which reaction it was.

    Of a report, `outcome` is what became of it (removed, labelled, left, or received and review while nobody
    had answered), `answered` when and `decided_by` who: network, trainer or author.
    """

    kind: str
    t: float
    ref: int
    by: str
    text: str = ""
    reason: str = ""
    source: int | None = None
    outcome: str = ""
    answered: float | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class TrendSeen:
    """A hashtag that rose: `t` is when it was first among the trends, `uses` its greatest count.

    The scenario gave it (`scripted`), the crowd coined it of what many said, or one person made it of
    their own words.
    """

    tag: str
    uses: int
    coined: bool
    scripted: bool
    t: float
    first_by: str = ""
    first_text: str = ""


@dataclass(frozen=True, slots=True)
class RumourSeen:
    """A claim that went round from `t` on, and in `state` since `state_t`. `origin` is who told it first (the
    crowd itself where it is empty), `reach` the followers of all who told it; `stances` are how many posts
    believed it, asked about it, talked around it and contradicted it."""

    claim: str
    true: bool
    origin: str
    t: float
    state: str
    state_t: float
    posts: int
    reach: int
    stances: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class LoudPost:
    """A post that went further than others; `gone` is when a story was seen no more."""

    t: float
    handle: str
    name: str
    kind: str
    text: str
    emotion: int | None
    likes: int
    shares: int
    replies: int
    views: int
    team: bool
    gone: float | None = None


@dataclass(frozen=True, slots=True)
class Dialled:
    """The pressure held from `t` on, reactions per 5 minutes; None where the crowd lives by itself."""

    t: float
    pressure: int | None


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """One team's world. `width` is that of `points` (s); `minutes` are points of 60 s."""

    code: str
    name: str
    members: tuple[tuple[str, str], ...] = ()
    width: float = 15
    points: tuple[Point, ...] = ()
    minutes: tuple[Point, ...] = ()
    by_phase: Mapping[str, Counts] = field(default_factory=dict)
    by_kind: Mapping[str, Counts] = field(default_factory=dict)
    authors: int = 0
    pulls: tuple[Pull, ...] = ()
    trends: tuple[TrendSeen, ...] = ()
    rumours: tuple[RumourSeen, ...] = ()
    loud: tuple[LoudPost, ...] = ()
    said: tuple[Said, ...] = ()
    deeds: tuple[Deed, ...] = ()
    fired: tuple[Fired, ...] = ()
    press: tuple[PressRequest, ...] = ()
    dialled: tuple[Dialled, ...] = ()

    @property
    def spoken(self) -> tuple[Said, ...]:
        """What the team said from its own accounts."""
        return tuple(said for said in self.said if not said.own)


# ── the session ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class LogLine:
    number: int
    t: float
    at: datetime
    room: str
    source: str
    who: str
    what: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Note:
    """An observation, with the post that it is about."""

    t: float
    room: str
    author: str
    text: str
    objective: str
    handle: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """An evaluator's rating of an objective for a room, 1 to 5."""

    room: str
    objective: str
    author: str
    score: int


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """`end` is where the exercise's clock stood at the end (s), `duration` what the scenario planned."""

    pk: int
    name: str
    lang: str
    title: str
    at_stake: str
    organisation: str
    seed: int
    engine: str
    snapshot_hash: str
    started_at: datetime | None
    ended_at: datetime | None
    end: float
    duration: float
    phases: tuple[PhasePlan, ...]
    objectives: tuple[ObjectivePlan, ...]
    injects: Mapping[str, InjectPlan]
    expectations: tuple[ExpectationPlan, ...]
    channels: Mapping[str, str]
    rumours: Mapping[str, str]
    rooms: tuple[RoomRecord, ...]
    log: tuple[LogLine, ...]
    notes: tuple[Note, ...]
    scores: tuple[Score, ...]
    trainers: tuple[str, ...] = ()
