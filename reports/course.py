"""The course of a room, gathered window by window: what is kept does not grow with posts or windows. PURE."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .facts import EMOTIONS, NOTHING, Counts, Five, Point, Pull

WIDTHS = (5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0)  # s
MOST_POINTS = 240  # as many as a curve on paper shows
MINUTE = 60.0
ZERO: Five = (0.0, 0.0, 0.0, 0.0, 0.0)


def bucket_width(end: float) -> float:
    """Seconds of one point, so that a course of `end` seconds has at most MOST_POINTS."""
    return next((width for width in WIDTHS if end / width <= MOST_POINTS), WIDTHS[-1])


@dataclass
class _Bucket:
    counts: list[int] = field(default_factory=lambda: [0] * len(EMOTIONS))
    shares: Five = ZERO
    volume: float = 0.0

    def add(self, counts: Sequence[int], shares: Sequence[float], volume: float) -> None:
        for index, count in enumerate(counts):
            self.counts[index] += count
        like, fear, anger, mockery, sadness = shares
        self.shares, self.volume = (like, fear, anger, mockery, sadness), volume


@dataclass
class _Pulled:
    """How far a cause has pushed each emotion so far, and the furthest that it ever did."""

    sums: list[float] = field(default_factory=lambda: [0.0] * len(EMOTIONS))
    most: list[float] = field(default_factory=lambda: [0.0] * len(EMOTIONS))
    times: list[float] = field(default_factory=lambda: [0.0] * len(EMOTIONS))

    def add(self, t: float, changes: Sequence[float]) -> None:
        for index, change in enumerate(changes):
            self.sums[index] += change
            if abs(self.sums[index]) > abs(self.most[index]):
                self.most[index], self.times[index] = self.sums[index], t


@dataclass
class TagSeen:
    """When a tag was first among the trends, and the most uses that it was told with."""

    t: float
    uses: int
    coined: bool


@dataclass
class RumourTold:
    """A rumour as it was last told of, and since when it has been in that state (s)."""

    last: Mapping[str, Any]
    since: float


class Course:
    """Takes the windows of a room in order, and gives its points, minutes, phases, causes and hashtags.

    `phases` are (code, offset in s) in order of offset.
    """

    def __init__(self, width: float, phases: Sequence[tuple[str, float]]) -> None:
        self.width = width
        self.tags: dict[str, TagSeen] = {}
        self.rumours: dict[str, RumourTold] = {}
        self._phases = phases
        self._points: dict[int, _Bucket] = {}
        self._minutes: dict[int, _Bucket] = {}
        self._by_phase: dict[str, _Bucket] = {code: _Bucket() for code, _offset in phases}
        self._pulled: dict[tuple[str, str], _Pulled] = {}

    def add(
        self,
        window: int,
        counts: Sequence[int],
        shares: Sequence[float],
        volume: float,
        terms: Sequence[tuple[str, str, Sequence[float], float]],
        trends: Sequence[Mapping[str, Any]] | None,
        rumours: Sequence[Mapping[str, Any]] | None = None,
    ) -> None:
        for buckets, width in ((self._points, self.width), (self._minutes, MINUTE)):
            buckets.setdefault(int(window // width), _Bucket()).add(counts, shares, volume)
        for code, offset in reversed(self._phases):
            if window >= offset:
                self._by_phase[code].add(counts, shares, volume)
                break
        for name, code, changes, _volume in terms:
            self._pulled.setdefault((name, code), _Pulled()).add(window + 1.0, changes)
        for trend in trends or ():
            self._see(window + 1.0, trend)
        for rumour in rumours or ():
            self._hear(window + 1.0, rumour)

    def _see(self, t: float, trend: Mapping[str, Any]) -> None:
        seen = self.tags.setdefault(trend["tag"], TagSeen(t, 0, bool(trend["coined"])))
        seen.uses = max(seen.uses, trend["uses"])

    def _hear(self, t: float, rumour: Mapping[str, Any]) -> None:
        told = self.rumours.setdefault(rumour["code"], RumourTold(rumour, rumour["since"]))
        if told.last["state"] != rumour["state"]:
            told.since = t
        told.last = rumour

    def points(self) -> tuple[Point, ...]:
        return _points(self._points, self.width)

    def minutes(self) -> tuple[Point, ...]:
        return _points(self._minutes, MINUTE)

    def by_phase(self) -> dict[str, Counts]:
        return {code: _counts(bucket) for code, bucket in self._by_phase.items()}

    def pulls(self) -> tuple[Pull, ...]:
        return tuple(
            Pull(name, code, _five(pulled.most), _five(pulled.times))
            for (name, code), pulled in self._pulled.items()
        )


def _points(buckets: Mapping[int, _Bucket], width: float) -> tuple[Point, ...]:
    return tuple(
        Point(index * width, _counts(bucket), bucket.shares, bucket.volume)
        for index, bucket in sorted(buckets.items())
    )


def _counts(bucket: _Bucket | None) -> Counts:
    if bucket is None:
        return NOTHING
    like, fear, anger, mockery, sadness = bucket.counts
    return like, fear, anger, mockery, sadness


def _five(values: Sequence[float]) -> Five:
    like, fear, anger, mockery, sadness = values
    return like, fear, anger, mockery, sadness
