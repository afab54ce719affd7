"""The trainer's pages: sessions, a new one, the dashboard, the join page for the projector, the check."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

import segno
from django.apps import apps
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from .access import AccessDenied, Level, Staff, access_session, organisations_of
from .dashboard import page_choices, page_data, text_in
from .dashboard_texts import page_texts
from .forms import NewSessionForm
from .models import Role, Scenario, Session, User
from .models.fields import local
from .package import check_document
from .preflight import is_loopback, run_checks
from .sessions import Refused, create_session

View = Callable[..., HttpResponse]
STAFF = (Role.OWNER, Role.TRAINER, Role.OBSERVER)
STEERING = (Role.OWNER, Role.TRAINER)
LISTED = 100  # sessions that the list shows


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Trainers and observers go to their sessions, authors to the scenarios, others to where one joins."""
    user = request.user
    if isinstance(user, User) and organisations_of(user, *STAFF):
        return redirect("sessions")
    return redirect("/admin/" if user.is_staff else "/join/")


def for_staff(level: Level = "observer") -> Callable[[View], View]:
    """Opens the door to the session `pk` for who may at least `level`; the view gets the Staff."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, pk: int) -> HttpResponse:
            try:
                staff = access_session(request.user, pk, level)
            except AccessDenied as denied:
                return _refusal(request, denied)
            return view(request, staff)

        return opened

    return decorate


def _refusal(request: HttpRequest, denied: AccessDenied) -> HttpResponse:
    if denied.code == 4401:
        return redirect_to_login(request.get_full_path())
    if denied.code == 4404:
        raise Http404
    raise PermissionDenied


# The list, and a new one ---------------------------------------------------------------------------


@login_required
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    organisations = organisations_of(_user(request), *STAFF)
    if not organisations:
        raise PermissionDenied
    present = Count("participants", Q(participants__removed_at=None), distinct=True)
    found = (
        Session.objects.filter(organisation__in=organisations)
        .select_related("scenario", "organisation")
        .prefetch_related("rooms")
        .annotate(present=present)
        .order_by("-created_at")[:LISTED]
    )
    live = [session for session in found if session.is_live or session.state == "lobby"]
    context = {
        "live": live,
        "others": [session for session in found if session not in live],
        "may_make": bool(organisations_of(_user(request), *STEERING)),
        "several": len(organisations) > 1,
    }
    return render(request, "exercises/session_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_session(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    organisations = organisations_of(user, *STEERING)
    if not organisations:
        raise PermissionDenied
    scenarios = Scenario.objects.filter(organisation__in=organisations).select_related("organisation")
    form = NewSessionForm(scenarios, request.POST or None, initial=_proposal())
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("session", _create(user, form).pk)
        except Refused as refused:
            form.add_error(None, str(refused.message))
    context = {"form": form, "choices": _scenario_cards(scenarios, form)}
    return render(request, "exercises/session_new.html", context, status=400 if form.errors else 200)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)  # the views that call this require a log-in


def _proposal() -> dict[str, Any]:
    return {"lang": get_language(), "rooms": [_("Room 1")], "pressure": settings.MAX_PRESSURE // 2}


def _create(user: User, form: NewSessionForm) -> Session:
    data = form.cleaned_data
    scenario: Scenario = data["scenario"]
    return create_session(
        user,
        scenario,
        name=data["name"] or local(scenario.title, data["lang"]),
        lang=data["lang"],
        room_names=data["rooms"],
        versions=cast(Any, apps.get_app_config("feed")).versions,
        seed=data["seed"],
        pressure=form.pressure_asked,
    )


def _scenario_cards(scenarios: "QuerySet[Scenario]", form: NewSessionForm) -> list[dict[str, Any]]:
    """What one chooses from: each scenario with what helps to choose."""
    lang = get_language() or "en"
    chosen = form["scenario"].value()
    counted = scenarios.annotate(
        inject_count=Count("injects", distinct=True), persona_count=Count("personas", distinct=True)
    )
    cards = [
        {
            "scenario": scenario,
            "title": local(scenario.title, lang),
            "summary": local(scenario.summary, lang),
            "minutes": round(scenario.duration / 60),
            "chosen": str(chosen) == str(scenario.pk),
        }
        for scenario in counted
    ]
    if cards and not any(card["chosen"] for card in cards):
        cards[0]["chosen"] = True
    return cards


# One session ---------------------------------------------------------------------------------------


@require_GET
@never_cache
@for_staff()
def session(request: HttpRequest, staff: Staff) -> HttpResponse:
    """The dashboard."""
    rooms = list(staff.session.rooms.all())
    data = page_data(staff, rooms)
    context = {
        "session": staff.session,
        "rooms": rooms,
        "may_steer": staff.may_steer,
        "scenario_title": data["title"],
        "page_data": data,
        "page_texts": page_texts(),
        "debrief_address": data["urls"]["debriefs"],
        "seat_address": _bare(_public_address(request)) + "/seat/",
        "has_operators": any(one["kind"] in ("traffic", "safety") for one in data["channels"]),
        **page_choices(),
    }
    return render(request, "exercises/session.html", context)


@require_GET
@never_cache
@for_staff()
def session_join(request: HttpRequest, staff: Staff) -> HttpResponse:
    """What the projector shows while people come in: the QR code, the address, the code, how many are in."""
    session = staff.session
    address = _public_address(request)
    link = f"{address}/join/{session.join_code}/"
    document = check_document(session.snapshot)
    context = {
        "session": session,
        "scenario_title": text_in(document.title, session.lang),
        "rooms": session.rooms.all(),
        "code": f"{session.join_code[:5]} {session.join_code[5:]}".strip(),
        "address": _bare(address) + "/join/",
        "link": link,
        "qr": qr_path(link),
        "is_loopback": is_loopback(address),
        "page_data": {"socket": f"/ws/session/{session.pk}/"},
        "page_texts": _join_texts(),
    }
    return render(request, "exercises/session_join.html", context)


def _join_texts() -> dict[str, Any]:
    return {
        "joined": {"one": _("person is in"), "other": _("people are in")},
        "states": {
            "draft": _("The lobby opens soon."),
            "lobby": _("The lobby is open."),
            "locked": _("The lobby is locked: nobody else can join."),
            "running": _("The exercise is running. You can still join."),
            "paused": _("The exercise is paused. You can still join."),
            "ended": _("The exercise has ended."),
        },
    }


def qr_path(link: str) -> dict[str, Any]:
    """A QR code as one SVG path, with its side in modules: no markup is made outside the template."""
    code = segno.make(link, error="m", boost_error=True)
    runs: list[str] = []
    for y, row in enumerate(code.matrix):
        runs.extend(f"M{x} {y}h1v1h-1z" for x, dark in enumerate(row) if dark)
    return {"path": "".join(runs), "side": len(code.matrix)}


@require_GET
@never_cache
@for_staff("trainer")
def session_preflight(request: HttpRequest, staff: Staff) -> HttpResponse:
    return JsonResponse({"checks": run_checks(staff.session, _public_address(request))})


def _public_address(request: HttpRequest) -> str:
    """Scheme and host by which others reach this server: the request's, or the LAN's if that is loopback."""
    here = f"{request.scheme}://{request.get_host()}"
    if not is_loopback(here):
        return here
    found = settings.LAN_ADDRESSES()
    port = urlsplit(here).port
    return f"{request.scheme}://{found[0]}{f':{port}' if port else ''}" if found else here


def _bare(address: str) -> str:
    return address.split("://", 1)[-1]
