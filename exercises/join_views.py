"""The trainees' door: by the session's code or by a one-time code, to a seat held by a signed cookie."""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from . import wrong_codes
from .access import AccessDenied, access_room, seat_cookie, seated
from .join_forms import CodeForm, JoinForm
from .models import Participant, Session
from .models.fields import local
from .seats import (
    check_open,
    claim_seat,
    join_session,
    leave_session,
    plain_code,
    seats_held,
    session_by_code,
)
from .sessions import Refused

SEAT_LASTS = 30 * 24 * 3600  # s


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Asks for the code, and shows the seats that this browser holds already."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("join-session", code=plain_code(form.cleaned_data["code"]) or "-")
    return _door(request, form, status=400 if request.method == "POST" else 200)


def _door(request: HttpRequest, form: CodeForm, *, status: int = 200) -> HttpResponse:
    seats = seats_held(request.user, request.COOKIES)
    return wrong_codes.mark(
        request, render(request, "exercises/join.html", {"form": form, "seats": seats}, status=status)
    )


def _wrong(request: HttpRequest, typed: str, template: str) -> HttpResponse:
    """One answer for whatever does not open: unknown, mistyped, no longer valid."""
    is_too_often = wrong_codes.count_wrong(request)
    form = CodeForm({"code": typed})
    form.is_valid()
    form.add_error(
        "code", _too_often() if is_too_often else _("This code opens nothing. Check it with your trainer.")
    )
    context = {"form": form, "seats": seats_held(request.user, request.COOKIES)}
    return wrong_codes.mark(request, render(request, template, context, status=429 if is_too_often else 404))


def _too_often() -> str:
    return _("Too many wrong codes. Wait ten minutes, or ask your trainer to let you in.")


def _barred(request: HttpRequest, template: str) -> HttpResponse:
    form = CodeForm({"code": ""})
    form.errors.clear()
    form.add_error("code", _too_often())
    return render(request, template, {"form": form, "seats": []}, status=429)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Name, team and consent for the session that the code opens."""
    if wrong_codes.is_barred(request):
        return _barred(request, "exercises/join.html")
    session = session_by_code(code)
    if session is None:
        return _wrong(request, code[:40], "exercises/join.html")
    try:
        participant = seated(session, request.user, request.COOKIES)
    except AccessDenied:
        return render(request, "exercises/seat_closed.html", status=403)
    if participant is not None and participant.room is not None:
        return redirect("room", code=participant.room.code)
    return _ask_name(request, session)


def _ask_name(request: HttpRequest, session: Session) -> HttpResponse:
    form = JoinForm(session, request.POST or None)
    status = 200
    try:
        check_open(session)
        if request.method == "POST":
            status = 400
            if form.is_valid():
                return _seat_response(_joined(request, session, form.cleaned_data))
    except Refused as refused:
        if refused.code != "name_taken":
            return _closed(request, session, refused)
        form.add_error("name", str(refused.message))
    return render(request, "exercises/join_session.html", _join_context(session, form), status=status)


def _closed(request: HttpRequest, session: Session, refused: Refused) -> HttpResponse:
    return render(request, "exercises/join_closed.html", {"session": session, "refused": refused}, status=403)


def _joined(request: HttpRequest, session: Session, data: dict[str, Any]) -> Participant:
    return join_session(
        session.pk,
        room=data["room"] or None,
        name=data["name"],
        function=data["function"],
        user=request.user,
        now=time.time(),
    )


def _join_context(session: Session, form: JoinForm) -> dict[str, Any]:
    title = local(session.snapshot["title"], session.lang)
    return {"session": session, "title": title, "rooms": session.rooms.all(), "form": form}


def _seat_response(participant: Participant) -> HttpResponse:
    """To the room, with the cookie that holds the seat."""
    response = redirect("room", code=participant.room.code if participant.room else "")
    name, value = seat_cookie(participant)
    response.set_cookie(name, value, max_age=SEAT_LASTS, httponly=True, samesite="Lax", secure=settings.HTTPS)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest) -> HttpResponse:
    """Takes over a seat on this device by the one-time code that the trainer gave."""
    template = "exercises/join_seat.html"
    if wrong_codes.is_barred(request):
        return _barred(request, template)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _seat_response(claim_seat(form.cleaned_data["code"], time.time()))
        except Refused:
            return _wrong(request, form.cleaned_data["code"], template)
    status = 400 if request.method == "POST" else 200
    return wrong_codes.mark(request, render(request, template, {"form": form}, status=status))


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Gives the seat up, and forgets its cookie."""
    response = redirect("join")
    try:
        participant = access_room(request.user, request.COOKIES, request.POST.get("room", "")).participant
    except AccessDenied:
        return response
    if participant is not None:
        leave_session(participant, time.time())
        response.delete_cookie(seat_cookie(participant)[0], samesite="Lax")
    return response
