"""Pages of posts, as the API answers them."""

from typing import Any

from exercises.access import Seat
from exercises.models import Room

from .frames import for_trainees
from .present import post_views


def answer_to(held: Seat, data: dict[str, Any]) -> dict[str, Any]:
    """`data` as whoever holds the seat may have it."""
    return for_trainees(data) if held.participant else data


def page_of(held: Seat, posts: list[Any]) -> dict[str, Any]:
    """Posts, with the room's newest `seq` and `rev`."""
    room = Room.objects.only("last_seq", "rev").get(pk=held.room.pk)
    views = [view.model_dump(exclude_none=True) for view in post_views(held.room.pk, posts, held.participant)]
    return answer_to(held, {"posts": views, "seq": room.last_seq, "rev": room.rev})
