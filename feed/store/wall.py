"""The tributes of a wall, and which of them is its symbol."""

from django.db.models import F

from ..models import Moment, Post
from ..symbol import symbol_of


def last_symbol(room_id: int) -> int | None:
    """As it was when somebody last looked."""
    looked = Moment.objects.filter(room_id=room_id, trends__isnull=False).order_by("-window")
    return looked.values_list("symbol", flat=True).first()


def symbol_now(room_id: int) -> int | None:
    """As the likes and shares say now."""
    holder = last_symbol(room_id)
    tributes = Post.objects.filter(room_id=room_id, channel="wall", kind="original", deleted=False)
    counted = tributes.annotate(taken=F("likes") + F("shares")).values_list("ref", "taken")
    first = counted.order_by("-taken", "ref")[:1]
    held = counted.filter(ref=holder or 0).order_by()
    return symbol_of(holder, dict([*first, *held]))
