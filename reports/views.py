"""The debriefs of a session: which there are, making one again, downloading."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exercises.access import AccessDenied, Staff, access_session
from exercises.models.fields import local

from .debriefs import StillRunning, ask_again, debrief_views
from .models import Debrief


def for_staff(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Opens the door to the session `pk` for its trainers and observers; the view gets the Staff."""

    @wraps(view)
    def opened(request: HttpRequest, pk: int, **given: int) -> HttpResponseBase:
        try:
            staff = access_session(request.user, pk)
        except AccessDenied as denied:
            return _refusal(request, denied)
        return view(request, staff, **given)

    return opened


def _refusal(request: HttpRequest, denied: AccessDenied) -> HttpResponse:
    if denied.code == 4401:
        return redirect_to_login(request.get_full_path())
    if denied.code == 4404:
        raise Http404
    raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_staff
def debriefs(request: HttpRequest, staff: Staff) -> HttpResponse:
    """The list as JSON; POST asks for a new version (trainers only)."""
    if request.method != "POST":
        return JsonResponse({"debriefs": debrief_views(staff.session)})
    if not staff.may_steer:
        raise PermissionDenied
    try:
        ask_again(staff.session, staff.user)
    except StillRunning:
        return JsonResponse({"error": _("The exercise has not ended yet.")}, status=409)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"debriefs": debrief_views(staff.session)}, status=202)
    return redirect("session", staff.session.pk)


@require_safe
@never_cache
@for_staff
def download_pdf(request: HttpRequest, staff: Staff, debrief: int) -> HttpResponseBase:
    found = get_object_or_404(Debrief, pk=debrief, session=staff.session, state="ready")
    return _download(found, found.pdf, "application/pdf", "pdf")


@require_safe
@never_cache
@for_staff
def download_annex(request: HttpRequest, staff: Staff, debrief: int) -> HttpResponseBase:
    found = get_object_or_404(Debrief, pk=debrief, session=staff.session)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _download(found, found.annex, kind, "xlsx")


def _download(debrief: Debrief, file: FieldFile, kind: str, suffix: str) -> HttpResponseBase:
    if not file.name or not file.storage.exists(file.name):
        raise Http404
    return FileResponse(
        file.open("rb"), as_attachment=True, filename=f"{file_stem(debrief)}.{suffix}", content_type=kind
    )


def file_stem(debrief: Debrief) -> str:
    """A name that says what it is on every system: debrief-contaminated-food-monday-2026-11-22-2."""
    session = debrief.session
    scenario = local(session.snapshot["title"], session.lang)
    day = (session.started_at or debrief.created_at).date().isoformat()
    parts = ("debrief", slugify(scenario)[:40], slugify(session.name)[:40], day, str(debrief.pk))
    return "-".join(part.strip("-") for part in parts if part)
