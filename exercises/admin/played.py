"""What was played: owners and trainers of the organisation look it up, and change nothing."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..models import LogEntry, Observation, Participant, Rating, Room, Session
from .fields import moment
from .scoping import CappedPaginator, OwnOrganisationFilter, ReadOnly, choices_for, chosen_by


class SessionFilter(admin.SimpleListFilter):
    """Filters by one of the newest sessions that one may see; `path` leads to the session."""

    parameter_name = "session"
    title = _("session")
    path = "session"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        found = choices_for(model_admin.admin_site, request, Session, model_admin.seen_by)
        return [(str(pk), name) for pk, name in found.values_list("pk", "name")[:50]]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return chosen_by(queryset, self.path, self.value())


class RoomSessionFilter(SessionFilter):
    path = "room__session"


class Played(ReadOnly):
    organisation_path = "session__organisation"
    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 100
    list_filter: ClassVar[Any] = (SessionFilter,)

    @admin.display(description=_("exercise time"), ordering="t")
    def at_moment(self, item: Any) -> str:
        return moment(int(item.t))


@admin.register(Session)
class SessionAdmin(ReadOnly):
    fields = (
        "organisation",
        "name",
        "scenario",
        "lang",
        "state",
        "seed",
        "speed",
        "lobby_locked",
        "created_by",
        "created_at",
        "started_at",
        "ended_at",
        "engine_version",
        "dashboard",
    )
    readonly_fields = ("dashboard",)
    list_display = ("name", "organisation", "scenario", "state", "lang", "created_at")
    list_filter = ("state", OwnOrganisationFilter)
    list_select_related = ("organisation", "scenario")
    search_fields = ("name",)

    @admin.display(description=_("dashboard"))
    def dashboard(self, session: Session) -> str:
        return format_html('<a href="{}">{}</a>', reverse("session", args=[session.pk]), session.name)


@admin.register(Room)
class RoomAdmin(Played):
    fields = ("session", "name", "last_seq", "next_window", "pressure", "weights")
    list_display = ("name", "session", "last_seq")
    list_select_related = ("session",)
    search_fields = ("name",)


@admin.register(Participant)
class ParticipantAdmin(Played):
    fields = (
        "session",
        "room",
        "name",
        "role",
        "function",
        "user",
        "consented_at",
        "joined_at",
        "removed_at",
    )
    list_display = ("name", "session", "room", "function", "joined_at", "removed_at")
    list_select_related = ("session", "room")
    search_fields = ("name",)


@admin.register(LogEntry)
class LogEntryAdmin(Played):
    fields = ("session", "number", "at_moment", "at", "room", "source", "who", "what", "data")
    readonly_fields = ("at_moment",)
    list_display = ("number", "session", "at_moment", "source", "who", "what", "room")
    list_filter = (SessionFilter, "source")
    list_select_related = ("session", "room")
    ordering = ("-session", "number")
    search_fields = ("who", "what")


@admin.register(Observation)
class ObservationAdmin(Played):
    fields = ("session", "room", "at_moment", "objective", "text", "author", "at")
    readonly_fields = ("at_moment",)
    list_display = ("text", "session", "room", "at_moment", "author")
    list_select_related = ("session", "room", "author")
    search_fields = ("text",)


@admin.register(Rating)
class RatingAdmin(Played):
    organisation_path = "room__session__organisation"
    fields = ("room", "objective", "score", "author", "at")
    list_display = ("objective", "room", "score", "author")
    list_filter = (RoomSessionFilter,)
    list_select_related = ("room", "author")
