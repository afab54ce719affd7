"""The administration as a place: who enters, where one logs in and out, what its first page shows."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .access import organisations_of
from .access_changes import end_log_in
from .memberships import ENTERING
from .models import User

#: What the first page shows, in this order; whatever else is registered follows by app.
SECTIONS = (
    (_("Writing"), ("Scenario", "Phase", "Persona", "Objective", "Inject", "Expectation", "PhraseDraft")),
    (_("People and organisations"), ("Organisation", "Membership", "Invitation", "User")),
    (_("What was played"), ("Session", "Room", "Participant", "Post", "LogEntry", "Observation", "Rating")),
)


class Site(AdminSite):
    site_title = site_header = "Social Room"
    index_title = _("Scenarios and people")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Superusers, and staff with a role that enters in an organisation that is not suspended."""
        user = request.user
        if not isinstance(user, User) or not user.is_active or not user.is_staff:
            return False
        return user.is_superuser or bool(organisations_of(user, *ENTERING))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """One log-in for everything. Who is logged in and comes here may not enter."""
        if self.has_permission(request):
            return redirect("admin:index")
        if isinstance(request.user, User):
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        end_log_in(request)
        return redirect("login")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        found = super().get_app_list(request, app_label)
        return found if app_label else _sections(found)


def _sections(apps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Models grouped by what one does with them."""
    models = {model["object_name"]: (app, model) for app in apps for model in app["models"]}
    grouped = []
    for name, wanted in SECTIONS:
        found = [models.pop(model) for model in wanted if model in models]
        if found:
            grouped.append(dict(found[0][0], name=name, models=[model for _app, model in found]))
    for app in apps:
        rest = [model for model in app["models"] if model["object_name"] in models]
        if rest:
            grouped.append(dict(app, models=rest))
    return grouped
