"""The words that stand out in a column or a search over the last minutes, against what the room said before.

Its cost does not grow with the room: it looks at so many posts of now and so many of before, evenly spread
over both. Whoever asks pays for it, in a thread of the API; the making of windows knows nothing of it.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from exercises.models import Room

from .query import Node
from .salience import ENOUGH, Sample, Standing, standing_out
from .store import samples

NOW = 1000  # posts of the last minutes that are looked at
PAST = 2000  # places of what was before: about half of them are shares, which say nothing of their own
STABLE = 64  # of these places that the past must grow by before it is counted anew
KEPT = 16  # pasts that a process holds: some 10,000 words each
KEPT_FOR = 60.0  # s: posts are deleted and changed meanwhile
MINUTE = 60.0


@dataclass(frozen=True)
class Asked:
    """What a cloud is of: a search (or a list, which is one), one network, the mentions of the team, its
    posts; without any of these, of all that is said in the room."""

    node: Node | None = None
    channel: str = ""
    mentions: bool = False
    team: bool = False

    @property
    def is_everything(self) -> bool:
        return self.node is None and not (self.channel or self.mentions or self.team)


@dataclass(frozen=True)
class Cloud:
    """`posts` that were looked at; whether these are a sample of more; whether there was a past to compare
    with."""

    words: list[Standing]
    tags: list[Standing]
    posts: int
    sampled: bool
    compared: bool


def cloud_of(room: Room, asked: Asked, minutes: int, at: float | None) -> Cloud:
    """The cloud of the last `minutes` of exercise before the newest window, as one sees it at `at` (see
    sight)."""
    last = room.last_seq
    first = samples.first_since(room.pk, room.next_window - minutes * MINUTE, last)
    seqs = _seqs(room.pk, asked, first, last)
    texts = list(samples.texts_at(room.pk, seqs, at))
    now = Sample()
    for text in texts:
        now.add(text)
    past = _past(room.pk, first)
    words, tags = standing_out(texts, now, past, room.session.lang, asked.node)
    return Cloud(words, tags, now.posts, len(seqs) >= NOW, past.posts >= ENOUGH)


def _seqs(room_id: int, asked: Asked, first: int, last: int) -> list[int]:
    if asked.node is not None:
        return samples.seqs_asked_for(room_id, asked.node, first, last, NOW)
    if asked.is_everything:
        return list(range(last, first - 1, -max(1, -(-(last - first + 1) // NOW))))
    return samples.seqs_of(room_id, asked.channel, asked.mentions, asked.team, first, last, NOW)


# What was said before ---------------------------------------------------------------------------------------

_pasts: OrderedDict[tuple[int, int, int], tuple[float, Sample]] = OrderedDict()
_guard = threading.Lock()


def _past(room_id: int, first: int) -> Sample:
    """What the room said before `first`. It changes slowly: what one counted, others of this process use
    again.

    Its words decide how much those of now weigh, and are told to nobody: what is gone for trainees may be
    among them."""
    step = 1
    while (first - 1) // step > PAST:
        step *= 2
    grown = step * STABLE if first > 8 * STABLE else 1
    key = (room_id, step, (first - 1) // grown * grown)
    held = _held(key)
    if held is None:
        held = Sample()
        for text in samples.texts_at(room_id, range(step, key[2] + 1, step), None):
            held.add(text)
        _hold(key, held)
    return held


def _held(key: tuple[int, int, int]) -> Sample | None:
    with _guard:
        counted, sample = _pasts.get(key, (0.0, None))
        return sample if time.monotonic() - counted < KEPT_FOR else None


def _hold(key: tuple[int, int, int], sample: Sample) -> None:
    with _guard:
        _pasts[key] = (time.monotonic(), sample)
        _pasts.move_to_end(key)
        while len(_pasts) > KEPT:
            _pasts.popitem(last=False)
