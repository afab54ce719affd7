"""How often something was said over a session, and who said it first."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exercises.models import Room

from . import store
from .query import Node

if TYPE_CHECKING:
    from .models import Post

MINUTE = 60  # s of exercise
MOST_BUCKETS = 240
#: Parts of a room whose time is looked at: all posts of a part count for the moment of its first one. A room
#: has fewer posts than this for a long time; with 200,000 a part is 200 posts, some seconds of a loud crowd.
PARTS = 1000


@dataclass(frozen=True)
class Volume:
    """Posts by `bucket` seconds of exercise from the start, and the `seq` of the first one."""

    bucket: int
    counts: list[int]
    total: int
    first: int | None


def over_time(room_id: int, asked: Node, at: float | None = None, *, withheld: bool = False) -> Volume:
    """How often `asked` was said, up to the newest window, by what is not gone at `at` (s of exercise); what
    an operator withholds is counted for staff (`withheld`)."""
    last, windows = Room.objects.values_list("last_seq", "next_window").get(pk=room_id)
    part = max(1, -(-last // PARTS))
    found = store.counted(room_id, asked, last, part, at, withheld=withheld)
    times = _Times(room_id, [first for first, _number, _seq in found])
    end = max(windows, times.latest)
    bucket = MINUTE * max(1, -(-int(end // MINUTE + 1) // MOST_BUCKETS))
    counts = [0] * int(end // bucket + 1)
    for first, number, _seq in found:
        counts[max(0, int(times.at(first) // bucket))] += number
    return Volume(bucket, counts, sum(counts), found[0][2] if found else None)


class _Times:
    """When posts were published, s of exercise; of one that is not there, the one before it."""

    def __init__(self, room_id: int, seqs: list[int]) -> None:
        rows = store.times_of(room_id, seqs)
        self._seqs = [seq for seq, _t in rows]
        self._times = [t for _seq, t in rows]

    @property
    def latest(self) -> float:
        return max(self._times, default=0.0)

    def at(self, seq: int) -> float:
        place = bisect_right(self._seqs, seq) - 1
        return self._times[place] if place >= 0 else 0.0


def first_of(room_id: int, found: Volume) -> "Post | None":
    """The first post that said it and is still there."""
    return store.post_at(room_id, found.first) if found.first is not None else None
