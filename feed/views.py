"""The trainees' page, and the pictures in it."""

import time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from exercises.access import AccessDenied, Seat, access_room
from exercises.models import Session, State
from exercises.models.fields import local

from .accounts import accounts_of, channels_of
from .avatars import NUMBER, avatar_svg, face_of, fnv1a, initials
from .crowd.types import EMOTIONS
from .ground import drawing, ground, networks_of_place
from .group_views import named_groups
from .networks import WRITTEN_ON, network_views
from .page_strings import (
    alert_names,
    page_strings,
    paper_colours,
    reaction_names,
    shortcuts,
    watch_colours,
)
from .present import clock_face
from .watch import watch_view

APPEAL_MINUTES = (5, 15, 30, 60, 120)  # what the form offers, of exercise
CLOUD_MINUTES = (5, 15, 30, 60)  # as feed.columns has them
SCHEDULE_MINUTES = (2, 5, 10, 15, 30)  # what the form offers, of exercise
FOREVER = "public, max-age=31536000, immutable"


@require_safe
@never_cache
def room_page(request: HttpRequest, code: str) -> HttpResponse:
    """The briefing until the start, then the feed. Without a seat: to the door."""
    try:
        seat = access_room(request.user, request.COOKIES, code)
    except AccessDenied as denied:
        return _turned_away(request, denied.code)
    return render(request, "feed/room.html", _context(seat))


def _turned_away(request: HttpRequest, code: int) -> HttpResponse:
    if code == 4401:
        return redirect("/join/")
    if code == 4409:
        return render(request, "exercises/seat_closed.html", status=403)
    if code == 4403:
        return render(request, "403.html", status=403)
    raise Http404


def _context(seat: Seat) -> dict[str, Any]:
    session = seat.room.session
    channels = network_views(channels_of(session))
    return {
        "room": seat.room,
        "session": session,
        "participant": seat.participant,
        "state": session.state,
        "before_start": session.state in (State.DRAFT, State.LOBBY),
        "scenario": _briefing(session),
        "function": _function(session, seat.participant.function if seat.participant else ""),
        "microblog": next((c["name"] for c in channels if c["kind"] == "microblog"), channels[0]["name"]),
        "networks": channels,
        "groups": [group | {"hue": fnv1a(group["code"]) % 360} for group in named_groups(session)],
        "written_on": WRITTEN_ON,
        "page_state": _page_state(seat, channels),
        **_place(session),
        "shortcuts": shortcuts(),
        "reactions": [(name, EMOTIONS[place]) for place, name in enumerate(reaction_names())],
        "watch_colours": watch_colours(),
        "cloud_minutes": CLOUD_MINUTES,
        "paper_colours": paper_colours(),
        "schedule_minutes": SCHEDULE_MINUTES,
        "poll_answers": range(1, 5),
    }


def _place(session: Session) -> dict[str, Any]:
    """The drawn place, for a scenario with a network that lives in it."""
    if not networks_of_place(session):
        return {}
    return {
        "map": drawing(session),
        "areas": ground(session).areas,
        "map_alerts": [
            {"code": code, "icon": f"alert-{code}", "name": name} for code, name in alert_names().items()
        ],
        "appeal_minutes": APPEAL_MINUTES,
    }


def _briefing(session: Session) -> dict[str, str]:
    snapshot = session.snapshot
    texts = {
        part: local(snapshot["briefing"][part], session.lang) for part in ("situation", "mission", "rules")
    }
    name = snapshot["organisation"]["name"]
    term = name.get(session.lang) or next(iter(name.values()))
    return texts | {"title": local(snapshot["title"], session.lang), "organisation": term["text"]}


def _function(session: Session, code: str) -> dict[str, str] | None:
    for function in session.snapshot["functions"]:
        if function["function"] == code:
            return {part: local(function[part], session.lang) for part in ("title", "brief")}
    return None


def _page_state(seat: Seat, channels: list[dict[str, Any]]) -> dict[str, Any]:
    """What the page's JavaScript starts from."""
    room, session = seat.room, seat.room.session
    written_on = [channel["kind"] for channel in channels if channel["kind"] in WRITTEN_ON]
    accounts = accounts_of(session, seat.participant) if seat.participant else []
    return {
        "room": {"code": room.code, "name": room.name},
        "socket": f"/ws/room/{room.code}/",
        "api": f"/api/rooms/{room.code}/",
        "avatars": "/avatars/{n}.svg",
        "icons": static("icons/sprite.svg"),
        "accounts": [_face(account) | {"channels": written_on} for account in accounts],
        "channels": channels,
        "groups": named_groups(session),
        "functions": {f["function"]: local(f["title"], session.lang) for f in session.snapshot["functions"]},
        "me": {
            "id": seat.participant.pk if seat.participant else None,
            "name": seat.participant.name if seat.participant else "",
            "function": seat.participant.function if seat.participant else "",
        },
        "watch": watch_view(room.pk, seat.participant.pk) if seat.participant else None,
        "release": {"place": _dateline(session)},
        "clock": clock_face(session, time.time()).model_dump(mode="json"),
        "lang": get_language(),
        "strings": page_strings(),
    }


def _dateline(session: Session) -> str:
    """Where and when a release is published, in the session's language: a place of the scenario that has a
    name of its own, else the organisation's; the day is today."""
    snapshot, lang = session.snapshot, session.lang
    places = snapshot["vocabulary"]["place"].get(lang, [])
    named = next((place["text"] for place in places if not place.get("article")), "")
    with override(lang):
        return f"{named or snapshot['organisation']['short'][lang]['text']}, {date_format(localdate())}"


def _face(account: dict[str, Any]) -> dict[str, Any]:
    handle = account["handle"]
    mark = {"initials": initials(account["name"]), "hue": fnv1a(handle) % 360}
    return account | {"face": face_of(handle)} | mark


@require_safe
def avatar(request: HttpRequest, number: int) -> HttpResponse:
    if number >= NUMBER:
        raise Http404
    return HttpResponse(avatar_svg(number), content_type="image/svg+xml", headers={"Cache-Control": FOREVER})
