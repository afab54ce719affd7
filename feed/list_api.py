"""A list of accounts over HTTP: its posts, and how often they come."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from exercises.access import Seat, access_room

from . import listing, store, volume
from .frames import PAGE
from .pages import page_of
from .sight import sight

router = Router()

Number = Annotated[int, Field(ge=1, lt=2**53)]
Key = Annotated[int | None, Field(ge=0, lt=2**53)]
Size = Annotated[int, Field(ge=1, le=PAGE)]


def _seat(request: HttpRequest, code: str) -> Seat:
    return access_room(request.user, request.COOKIES, code)


@router.get("/rooms/{code}/lists/{number}/posts")
def list_posts(
    request: HttpRequest, code: str, number: Number, before: Key = None, limit: Size = 50
) -> dict[str, Any]:
    """What the accounts of a list wrote, newest first; as in a search, shares are another's words."""
    held = _seat(request, code)
    asked = listing.access_list(held, number)
    found = store.found(held.room.pk, asked, before=before, limit=limit + 1, at=sight(held)) if asked else []
    return page_of(held, found[:limit]) | {"more": len(found) > limit}


@router.get("/rooms/{code}/lists/{number}/volume")
def list_volume(request: HttpRequest, code: str, number: Number) -> dict[str, Any]:
    """How much they wrote over the session, as `search/volume` tells it."""
    held = _seat(request, code)
    asked = listing.access_list(held, number)
    if asked is None:
        return page_of(held, []) | {"bucket": volume.MINUTE, "counts": [], "total": 0}
    found = volume.over_time(held.room.pk, asked, sight(held))
    first = volume.first_of(held.room.pk, found)
    counted = {"bucket": found.bucket, "counts": found.counts, "total": found.total}
    return page_of(held, [first] if first else []) | counted
