"""The rows of appeals, and the posts that they hide. Nothing else reads or writes their table."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max

from exercises.models import Room

from .. import search
from ..models import Appeal, Post

SHOWN = 20  # newest appeals of a room that are told
LIVE = ("asked", "agreed")
UPDATED = ("state", "since", "decides", "until", "opened", "seq", "last_seq", "marked")


def newest(room_id: int) -> list[Appeal]:
    """The newest appeals of a room, in the order in which they were made."""
    found = Appeal.objects.filter(room_id=room_id).select_related("participant").order_by("-number")[:SHOWN]
    return list(found)[::-1]


def live(room_id: int) -> list[Appeal]:
    """Those that wait for an answer, or hold."""
    return list(Appeal.objects.filter(room_id=room_id, state__in=LIVE).order_by("number"))


def find(room_id: int, number: int) -> Appeal | None:
    return Appeal.objects.filter(room_id=room_id, number=number).select_related("participant").first()


def open_check(room_id: int) -> Appeal | None:
    """The safety check that is open in the room."""
    return Appeal.objects.filter(room_id=room_id, kind="safety", state="agreed").order_by("number").first()


def last_check(room_id: int) -> Appeal | None:
    """The safety check that was opened last, open or closed."""
    found = Appeal.objects.filter(room_id=room_id, kind="safety", opened__isnull=False)
    return found.order_by("-number").first()


def begin(room: Room, what: dict[str, Any]) -> Appeal:
    """A new appeal with the room's next number; the room is locked or claimed."""
    last = Appeal.objects.filter(room=room).aggregate(last=Max("number"))["last"] or 0
    return Appeal.objects.create(room=room, number=last + 1, **what)


def save(appeal: Appeal) -> None:
    appeal.save(update_fields=UPDATED)


def hide(room_id: int, places: Iterable[str]) -> None:
    """Hides the posts that stand on the map in these places, and no others. Hidden words are found by staff
    alone (see search.placed), and come back with the posts."""
    wanted = set(places)
    on_map = Post.objects.filter(room_id=room_id, channel="traffic").exclude(place="").order_by()
    _withhold(room_id, list(on_map.filter(withheld=False, place__in=wanted)), True)
    _withhold(room_id, list(on_map.filter(withheld=True).exclude(place__in=wanted)), False)


def _withhold(room_id: int, posts: list[Post], on: bool) -> None:
    told = [post for post in posts if not post.deleted and not post.hidden and post.kind != "share"]
    for post in told:
        search.remove(room_id, post.seq)
    search.add((room_id, search.placed(post.seq, on), post.text, post.handle) for post in told)
    Post.objects.filter(pk__in=[post.pk for post in posts]).update(withheld=on)


def withheld_among(room_id: int, refs: Iterable[int]) -> frozenset[int]:
    """Those of these posts that are hidden."""
    found = Post.objects.filter(room_id=room_id, withheld=True, ref__in=list(refs)).order_by()
    return frozenset(found.values_list("ref", flat=True))


def placed(room_id: int, refs: Iterable[int | None]) -> dict[int, tuple[str, bool]]:
    """Where posts on the map stand, and whether they are hidden, by ref."""
    asked = [ref for ref in refs if ref is not None]
    if not asked:
        return {}
    found = Post.objects.filter(room_id=room_id, channel="traffic", ref__in=asked).order_by()
    return {ref: (place, withheld) for ref, place, withheld in found.values_list("ref", "place", "withheld")}


def said_on(room_id: int, channel: str, limit: int) -> list[Post]:
    """Who published on a network of their own accord, newest first."""
    found = Post.objects.filter(room_id=room_id, channel=channel, deleted=False, kind="original")
    return list(found.order_by("-seq")[:limit])
