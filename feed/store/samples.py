"""Some of a room's posts, evenly spread over a stretch of it: for what must not look at all of them."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.models import F, Max, Min

from .. import search
from ..models import Post
from ..query import Node
from .stories import there

if TYPE_CHECKING:
    from django.db.models import QuerySet

AT_ONCE = 1000  # posts that one statement names
PROBES = 40  # posts whose time one statement looks at


def first_since(room_id: int, t: float, last: int) -> int:
    """The `seq` of the first post at or after `t` (s of exercise), `last` + 1 if there is none up to it.

    Posts are published in the order of `seq`, without holes: of a million, four questions find it.
    """
    low, high = 1, last + 1
    while low < high:
        step = max(1, (high - low) // PROBES)
        probes = Post.objects.filter(room_id=room_id, seq__in=list(range(low, high, step)), t__lt=t)
        newest = probes.order_by().aggregate(newest=Max("seq"))["newest"]
        if newest is None:
            return low
        low, high = newest + 1, min(high, newest + step)
    return low


def seqs_asked_for(room_id: int, asked: Node, first: int, last: int, most: int) -> list[int]:
    """Of what a search finds from `first` to `last`: all, or (where there are more than `most`) so many at
    most, the first one of each part of the stretch."""
    newest = search.find(room_id, asked, last + 1, most + 1, after=first - 1)
    if len(newest) <= most:
        return newest
    part = _part(first, last, most)
    return [seq for _part, _number, seq in search.count(room_id, asked, last, part, first=first)]


def seqs_of(
    room_id: int, channel: str, mentions: bool, team: bool, first: int, last: int, most: int
) -> list[int]:
    """The same for one network, the mentions of the team, or its posts."""
    posts = Post.objects.filter(room_id=room_id, seq__gte=first, seq__lte=last)
    posts = posts.filter(channel=channel) if channel else posts
    posts = posts.filter(mentions_team=True) if mentions else posts
    posts = posts.filter(team=True) if team else posts
    newest = list(posts.order_by("-seq").values_list("seq", flat=True)[: most + 1])
    return newest if len(newest) <= most else _spread(posts, first, last, most)


def _spread(posts: "QuerySet[Post]", first: int, last: int, most: int) -> list[int]:
    parts = posts.order_by().annotate(part=(F("seq") - first) / _part(first, last, most)).values("part")
    return sorted(parts.annotate(least=Min("seq")).values_list("least", flat=True))


def _part(first: int, last: int, most: int) -> int:
    """Posts of one part, where there are `most` parts at most."""
    return max(1, -(-(last - first + 1) // most))


def texts_at(room_id: int, seqs: Sequence[int], at: float | None) -> Iterable[str]:
    """What posts of these `seq` say that everybody may read: no shares, whose words are another's, and
    nothing that is deleted, hidden, withheld, or gone at `at` (s of exercise)."""
    for start in range(0, len(seqs), AT_ONCE):
        posts = Post.objects.filter(room_id=room_id, seq__in=list(seqs[start : start + AT_ONCE]))
        readable = posts.filter(deleted=False, hidden=False, withheld=False).exclude(kind="share")
        yield from there(readable, at).order_by().values_list("text", flat=True)
