"""The words that stand out, over HTTP."""

from typing import Annotated, Any, Self

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field, model_validator

from exercises.access import access_room
from exercises.document_parts import ChannelKind
from exercises.models import Room

from . import listing
from .clouds import Asked, cloud_of
from .query import parse
from .salience import Standing
from .sight import sight

router = Router()


class CloudQuery(Schema):
    """The last so many `minutes` of exercise of one thing: a search, a list, a network, the mentions of the
    team, or its posts; without any, of the whole room."""

    minutes: Annotated[int, Field(ge=1, le=120)] = 15
    q: str | None = None
    list: Annotated[int | None, Field(ge=1, lt=2**53)] = None
    channel: ChannelKind | None = None
    mentions: bool = False
    team: bool = False

    @model_validator(mode="after")
    def _of_one_thing(self) -> Self:
        if sum(map(bool, (self.q is not None, self.list, self.channel, self.mentions, self.team))) > 1:
            raise ValueError("a cloud is of one thing")
        return self


@router.get("/rooms/{code}/words")
def standing_out(request: HttpRequest, code: str, query: Query[CloudQuery]) -> dict[str, Any]:
    """The words that stand out against what the room said before, the first one first: [{text, q (what finds
    it), weight (1 to 5), share (of the posts, 0 to 1)}]; the #tags apart. `posts` were looked at, a sample of
    more if `sampled`; without a past that one could compare with (`compared`) it is what was said most."""
    held = access_room(request.user, request.COOKIES, code)
    room = Room.objects.select_related("session").get(pk=held.room.pk)
    node = parse(query.q) if query.q is not None else None
    if query.list is not None and (node := listing.access_list(held, query.list)) is None:
        return {"words": [], "tags": [], "posts": 0, "sampled": False, "compared": False}
    asked = Asked(node, query.channel or "", query.mentions, query.team)
    found = cloud_of(room, asked, query.minutes, sight(held))
    told = {"posts": found.posts, "sampled": found.sampled, "compared": found.compared}
    return {"words": _views(found.words), "tags": _views(found.tags)} | told


def _views(found: list[Standing]) -> list[dict[str, Any]]:
    return [{"text": one.text, "q": one.q, "weight": one.weight, "share": one.share} for one in found]
