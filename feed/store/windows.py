"""What is kept of a room by window: its course, its checkpoints, what people did; and how one is claimed."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F, QuerySet

from exercises.models import Action, Firing, Room

from ..crowd.types import EMOTIONS, Causes, Draft
from ..models import Checkpoint, Moment

KEPT_CHECKPOINTS = 2


def add_moment(
    room_id: int,
    window: int,
    causes: Causes,
    drafts: Iterable[Draft],
    trends: list[dict[str, Any]] | None,
    rumours: list[dict[str, Any]] | None,
    symbol: int | None,
) -> None:
    counts = [0] * len(EMOTIONS)
    for draft in drafts:
        counts[draft.emotion] += 1
    Moment.objects.create(
        room_id=room_id,
        window=window,
        shares=[round(share, 6) for share in causes.mood],
        volume=round(causes.volume, 3),
        counts=counts,
        terms=[
            [c.name, c.code, [round(x, 7) for x in c.shares], round(c.volume, 4)]
            for c in causes.terms
            if any(abs(x) > 5e-8 for x in c.shares) or abs(c.volume) > 5e-5
        ],
        trends=trends,
        rumours=rumours,
        symbol=symbol,
    )


def save_checkpoint(room_id: int, window: int, data: bytes) -> None:
    """Keeps the newest few checkpoints of the room."""
    Checkpoint.objects.create(room_id=room_id, window=window, data=data)
    kept = Checkpoint.objects.filter(room_id=room_id).order_by("-window").values_list("window", flat=True)
    old = list(kept[KEPT_CHECKPOINTS:])
    if old:
        Checkpoint.objects.filter(room_id=room_id, window__in=old).delete()


def newest_checkpoint(room_id: int, window: int) -> tuple[int, bytes] | None:
    """The newest checkpoint at or before `window`."""
    found = Checkpoint.objects.filter(room_id=room_id, window__lte=window).order_by("-window").first()
    return (found.window, bytes(found.data)) if found else None


def actions_between(room_id: int, first: int, last: int) -> list[Action]:
    """What people did with effect in windows first to last, in order."""
    return list(
        Action.objects.filter(room_id=room_id, window__gte=first, window__lte=last).order_by("number")
    )


def settled(room_id: int) -> list[tuple[str, str, int, int | None, str]]:
    """(inject, state, window, ref, content) of what has fired or was skipped, each inject once, without the
    cost of objects: it is asked for every window."""
    found = Firing.objects.filter(room_id=room_id).order_by()
    return list(found.values_list("inject", "state", "window", "ref", "content"))


def firings(room_id: int) -> list[Firing]:
    return list(Firing.objects.filter(room_id=room_id).order_by("window", "pk"))


def steering(room_id: int, kinds: Iterable[str]) -> list[Action]:
    return list(Action.objects.filter(room_id=room_id, kind__in=list(kinds)).order_by("number"))


def team_times_before(room_id: int, window: int) -> list[float]:
    """When the team published (s), as far as it took effect before `window`."""
    published = Action.objects.filter(room_id=room_id, kind="publish", window__lt=window).order_by("number")
    return [action.payload["t"] for action in published if action.payload["team"]]


def held_since(room_id: int, emotion: int, share: float, window: int) -> int | None:
    """First window of the stretch, up to the one before `window`, at whose end `emotion` had `share` or more.

    Looks back window by window in pages: a stretch is as long as the mood holds, often short.
    """
    held = None
    recent = Moment.objects.filter(room_id=room_id, window__lt=window).order_by("-window")
    for number, shares in recent.values_list("window", "shares").iterator(chunk_size=200):
        if shares[emotion] < share:
            break
        held = number + 1
    return held


def claim(room: Room, windows: int, posts: int, home: str) -> int | None:
    """Takes the room's next `windows` windows: the seq of the first post, or None if something came between.

    Nothing may have been done in the room since it was read; ending a session counts as something done.
    No condition on another table: PostgreSQL does not look at that again after waiting for the row.
    """
    taken = Room.objects.filter(
        pk=room.pk, next_window=room.next_window, action_count=room.action_count
    ).update(next_window=F("next_window") + windows, last_seq=F("last_seq") + posts, home=home)
    if not taken:
        return None
    last: int = Room.objects.values_list("last_seq", flat=True).get(pk=room.pk)
    return last - posts + 1


def next_seq(room: Room) -> int:
    """Takes the next `seq` of a locked room."""
    Room.objects.filter(pk=room.pk).update(last_seq=F("last_seq") + 1)
    room.last_seq += 1
    return room.last_seq


def last_moment(room_id: int) -> Moment | None:
    return Moment.objects.filter(room_id=room_id).order_by("-window").first()


def last_trends(room_id: int) -> list[dict[str, Any]]:
    found = Moment.objects.filter(room_id=room_id, trends__isnull=False).order_by("-window").first()
    return list(found.trends or []) if found else []


def last_rumours(room_id: int) -> list[dict[str, Any]]:
    found = Moment.objects.filter(room_id=room_id, rumours__isnull=False).order_by("-window").first()
    return list(found.rumours or []) if found else []


def moments(room_id: int, first: int = 0, last: int | None = None) -> "QuerySet[Moment]":
    found = Moment.objects.filter(room_id=room_id, window__gte=first).order_by("window")
    return found if last is None else found.filter(window__lte=last)


def course(room_id: int) -> Iterator[tuple[Any, ...]]:
    """(window, counts, shares, volume, terms, trends, rumours) of every window, in order."""
    asked = ("window", "counts", "shares", "volume", "terms", "trends", "rumours")
    rows = moments(room_id).values_list(*asked)
    return rows.iterator(chunk_size=500)
