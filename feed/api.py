"""The HTTP API: keyset pages for catching up and scrolling, and what the dashboard draws.

OpenAPI at /api/openapi.json.
"""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Query, Schema
from ninja.errors import ValidationError
from pydantic import Field

from exercises.access import AccessDenied, Seat, Staff, access_room, access_session
from exercises.document_parts import ChannelKind, Code
from exercises.models import Room

from . import announce, authors, history, lookup, presence, store, volume
from .accounts import hidden_from
from .cloud_api import router as clouds
from .forms import BadForm, Colour
from .frames import PAGE
from .illustration import illustrated, pictured_by, sketched
from .list_api import router as lists
from .pages import answer_to, page_of
from .picture_api import router as pictures
from .pictures import shape_of
from .present import room_state
from .query import LONGEST, MOST_TERMS, SHORTEST_BEGINNING, BadQuery, parse, sought
from .sight import sight

THREAD = 200  # posts of a thread shown at once
BIG = 2**53

STATUS = {4401: 401, 4403: 403, 4404: 404, 4409: 403}

api = NinjaAPI(title="Social Room", version="1", docs_url=None, urls_namespace="api")
api.add_router("", pictures)
api.add_router("", lists)
api.add_router("", clouds)

Key = Annotated[int | None, Field(ge=0, lt=BIG)]
Size = Annotated[int, Field(ge=1, le=PAGE)]


class PageQuery(Schema):
    """`after` gives posts in ascending order of `seq`, `before` or neither in descending order. `group` gives
    those of a public group, `outside` those that stand in none."""

    after: Key = None
    before: Key = None
    limit: Size = 50
    mentions: bool = False
    team: bool = False
    channel: ChannelKind | None = None
    begun: bool = False
    group: Code | None = None
    outside: bool = False


class SketchQuery(Schema):
    """`text` is that of an infographic (see feed.forms), to be published on the network `channel`."""

    text: Annotated[str, Field(max_length=2000)] = ""
    colour: Colour = ""
    channel: ChannelKind = "microblog"


@api.exception_handler(AccessDenied)
def denied(request: HttpRequest, error: AccessDenied) -> HttpResponse:
    messages = {
        401: _("Please log in or join first."),
        403: _("This is not yours."),
        404: _("There is no such thing."),
    }
    status = STATUS[error.code]
    return api.create_response(request, {"code": error.code, "message": messages[status]}, status=status)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [".".join(str(part) for part in fault.get("loc", ())) for fault in error.errors]
    return api.create_response(
        request,
        {"code": "bad_query", "message": _("Something is wrong with this address."), "where": faults},
        status=400,
    )


@api.exception_handler(BadQuery)
def asks_nothing(request: HttpRequest, error: BadQuery) -> HttpResponse:
    messages = {
        "empty": _("Write a word to search for."),
        "too_long": _("This search is too long: %(most)s characters at most.") % {"most": LONGEST},
        "too_many": _("This search has too many words: %(most)s at most.") % {"most": MOST_TERMS},
        "quotes": _("A quotation mark is opened but not closed."),
        "parentheses": _("The parentheses do not match: each one that opens must close."),
        "incomplete": _("Something is missing beside AND, OR, NOT or between parentheses."),
        "only_without": _("This says only what must not be there: add a word to search for."),
        "beginning": _("Write at least %(least)s letters before the star.") % {"least": SHORTEST_BEGINNING},
    }
    return api.create_response(request, {"code": "bad_query", "message": messages[error.fault]}, status=400)


def _seat(request: HttpRequest, code: str) -> Seat:
    return access_room(request.user, request.COOKIES, code)


def _staff(request: HttpRequest, pk: int) -> Staff:
    if pk >= 2**63:
        raise AccessDenied(4404)
    return access_session(request.user, pk)


@api.get("/rooms/{code}/posts")
def posts(request: HttpRequest, code: str, query: Query[PageQuery]) -> dict[str, Any]:
    held = _seat(request, code)
    found = store.page(
        held.room.pk,
        after=query.after,
        before=query.before,
        limit=query.limit,
        mentions=query.mentions,
        team=query.team,
        channel=query.channel or "",
        begun=query.begun,
        at=sight(held),
        seen=held.participant is not None,
        group=query.group or "",
        outside=query.outside,
    )
    return page_of(held, found)


@api.get("/rooms/{code}/search")
def search(
    request: HttpRequest, code: str, q: str = "", before: Key = None, limit: Size = 50
) -> dict[str, Any]:
    """Posts that match `q` (see feed.query), newest first; `more` tells whether older ones do, too.

    A share is not listed, but the post that it shares. `marks` are what they were found by: [{words, begun}],
    words folded, with the sign of "#tag" and "@handle".
    """
    held = _seat(request, code)
    asked = parse(q)
    is_staff = held.participant is None
    found = store.found(
        held.room.pk, asked, before=before, limit=limit + 1, at=sight(held), withheld=is_staff
    )
    marks = [{"words": term.words, "begun": term.begun} for term in sought(asked)]
    return page_of(held, found[:limit]) | {"more": len(found) > limit, "marks": marks}


@api.get("/rooms/{code}/search/volume")
def search_volume(request: HttpRequest, code: str, q: str = "") -> dict[str, Any]:
    """How often `q` was said over the session: posts by `bucket` s of exercise, at most 240 numbers.
    `posts` holds the first one that said it, if there is one."""
    held = _seat(request, code)
    found = volume.over_time(held.room.pk, parse(q), sight(held), withheld=held.participant is None)
    first = volume.first_of(held.room.pk, found)
    counted = {"bucket": found.bucket, "counts": found.counts, "total": found.total}
    return page_of(held, [first] if first else []) | counted


@api.get("/rooms/{code}/authors/{handle}")
def author(request: HttpRequest, code: str, handle: str) -> dict[str, Any]:
    """Who an account is, by what it has published in the room: what anybody on the network can see."""
    held = _seat(request, code)
    found = authors.author_view(held.room.pk, handle, sight(held))
    if found is None:
        raise AccessDenied(4404)
    return found


@api.get("/rooms/{code}/safety")
def safety(
    request: HttpRequest, code: str, name: Annotated[str, Field(max_length=100)] = ""
) -> dict[str, Any]:
    """Who of that name is known on the safety check: [{name, safe, t}], `t` (s of exercise) since when.

    A name that is missing means nothing.
    """
    held = _seat(request, code)
    room = Room.objects.select_related("session").get(pk=held.room.pk)
    return {"people": lookup.look_for(room, name)}


@api.get("/rooms/{code}/posts/{ref}/thread")
def thread(request: HttpRequest, code: str, ref: Annotated[int, Field(ge=0, lt=BIG)]) -> dict[str, Any]:
    held = _seat(request, code)
    found = store.thread(held.room.pk, ref, THREAD, sight(held))
    if held.participant is not None:
        found = [post for post in found if not post.withheld]
    if not found:
        raise AccessDenied(4404)
    return page_of(held, found)


@api.get("/rooms/{code}/posts/{ref}/versions")
def versions(request: HttpRequest, code: str, ref: Annotated[int, Field(ge=0, lt=BIG)]) -> dict[str, Any]:
    """The texts that an edited post has had, the first one first. Of any other there is nothing to see: it
    would tell who of the authors is a person."""
    held = _seat(request, code)
    post = store.post_of(held.room.pk, ref, sight(held))
    if post is None or post.edited is None or post.deleted or hidden_from(held.participant, post):
        raise AccessDenied(4404)
    return {"versions": [{"t": t, "text": text} for t, text in store.versions(held.room.pk, ref)]}


@api.get("/rooms/{code}/posts/{ref}/picture.svg")
def post_picture(request: HttpRequest, code: str, ref: Annotated[int, Field(ge=0, lt=BIG)]) -> HttpResponse:
    """What a post with a `picture` shows, as SVG."""
    held = _seat(request, code)
    post = store.post_of(held.room.pk, ref, sight(held))
    shown = pictured_by(post) if post is not None and not hidden_from(held.participant, post) else None
    if shown is None:
        raise AccessDenied(4404)
    return illustrated(held.room.session, shown, is_kept=shown.ref != ref or shown.expires is None)


@api.get("/rooms/{code}/infographic.svg")
def sketch(request: HttpRequest, code: str, query: Query[SketchQuery]) -> HttpResponse:
    """The infographic that a text would make, for whoever prepares or approves it. Nothing is stored."""
    _seat(request, code)
    try:
        return sketched(query.text, query.colour, shape_of(query.channel))
    except BadForm:
        raise AccessDenied(4404) from None


@api.get("/rooms/{code}/changes")
def changes(
    request: HttpRequest, code: str, after: Annotated[int, Field(ge=0, lt=BIG)] = 0
) -> dict[str, Any]:
    held = _seat(request, code)
    page = presence.changes(held.room.pk, after, sight(held))
    rev = presence.rev_after(page, held.room.rev)
    return {"changes": [answer_to(held, change) for change in page], "rev": rev}


@api.get("/rooms/{code}/trends")
def trends(request: HttpRequest, code: str) -> dict[str, Any]:
    held = _seat(request, code)
    return answer_to(held, {"trends": store.last_trends(held.room.pk)})


@api.get("/rooms/{code}/state")
def state(request: HttpRequest, code: str) -> dict[str, Any]:
    """A fresh snapshot of the room, as a welcome brings it."""
    held = _seat(request, code)
    room = Room.objects.select_related("session").get(pk=held.room.pk)
    fresh = room_state(room, staff=held.participant is None, mine=held.participant, at=sight(held))
    return answer_to(held, fresh.model_dump(mode="json", exclude_none=True))


@api.get("/sessions/{pk}/history")
def session_history(
    request: HttpRequest, pk: int, room: str, since: Annotated[int, Field(ge=0, lt=BIG)] = 0
) -> dict[str, Any]:
    """The mood and the posts by emotion, in buckets of some seconds of exercise."""
    staff = _staff(request, pk)
    found = Room.objects.filter(session=staff.session, code=room).first()
    if found is None:
        raise AccessDenied(4404)
    return {"bucket": history.BUCKET, "points": history.points(found.pk, since)}


@api.get("/sessions/{pk}/log")
def session_log(request: HttpRequest, pk: int, before: Key = None, limit: Size = 200) -> dict[str, Any]:
    staff = _staff(request, pk)
    top = staff.session.log_count + 1 if before is None else min(before, staff.session.log_count + 1)
    entries = announce.log_after(staff.session, max(0, top - 1 - limit), limit)
    return {"entries": [entry for entry in entries if entry["number"] < top]}
