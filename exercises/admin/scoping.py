"""Nobody sees, lists, searches, links or changes in the administration what is another organisation's.

Django's own permissions play no part: what one may do follows from one's roles. Superusers see all.
"""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.paginator import Paginator
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..access import organisations_of
from ..models import Organisation, Role, User
from ..sessions import Refused

WRITERS = (Role.OWNER, Role.AUTHOR)
READERS = (Role.OWNER, Role.AUTHOR, Role.TRAINER)
WATCHERS = (Role.OWNER, Role.TRAINER)
Roles = tuple[str, ...] | None
COUNTED = 10_000  # rows that a list counts at most


class OwnOrganisation(admin.ModelAdmin):
    """Scopes a model to the organisations in which one has a role.

    `organisation_path` leads from the model to its organisation. `seen_by` and the like name the roles, which
    superusers need not have: () is superusers alone, None nobody at all.
    """

    organisation_path = "organisation"
    seen_by: Roles = READERS
    added_by: Roles = WRITERS
    changed_by: Roles = WRITERS
    deleted_by: Roles = WRITERS

    def get_queryset(self, request: HttpRequest) -> "models.QuerySet[Any]":
        found = super().get_queryset(request)
        return found if is_super(request) else found.filter(self.is_mine(request, self.seen_by))

    def is_mine(self, request: HttpRequest, roles: Roles) -> models.Q:
        return models.Q(**{f"{self.organisation_path}__in": own_organisations(request, roles)})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, self.seen_by, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._may(request, self.added_by, None)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, self.changed_by, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, self.deleted_by, obj)

    def _may(self, request: HttpRequest, roles: Roles, obj: Any) -> bool:
        if roles is None:
            return False
        if is_super(request):
            return True
        if obj is None or obj.pk is None:
            return bool(own_organisations(request, roles))
        return self.model._default_manager.filter(self.is_mine(request, roles), pk=obj.pk).exists()

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the filters of the list offer: an address probes no other column."""
        offered = [name for name in self.get_list_filter(request) if isinstance(name, str)]
        return any(lookup in (name, f"{name}__exact", f"{name}__isnull") for name in offered)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Nothing foreign to choose from: only what is in organisations where one may make the change."""
        if "queryset" not in kwargs:
            roles = self.added_by or self.changed_by or self.seen_by
            kwargs["queryset"] = choices_for(self.admin_site, request, db_field.related_model, roles)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without the buttons that open windows to add or change what is chosen."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return unwrapped(field)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._or_say_why_not(super().changeform_view, request, *args, **kwargs)

    def response_action(
        self, request: HttpRequest, queryset: "models.QuerySet[Any]", *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """An action on rows whose numbers are none changes nothing; Django would stumble over them."""
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(_is_number(value) for value in chosen):
            return redirect(request.get_full_path())
        return super().response_action(request, queryset, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._or_say_why_not(super().delete_view, request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._or_say_why_not(super().changelist_view, request, *args, **kwargs)

    def _or_say_why_not(
        self, view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page; or, when a verb refuses or two collide, back to it with the reason."""
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            self.message_user(request, str(refused.message), messages.ERROR)
        except IntegrityError:
            text = _(
                "Somebody else saved the same at the same moment. Nothing was changed; please look again."
            )
            self.message_user(request, text, messages.ERROR)
        return redirect(request.get_full_path())


class ReadOnly(OwnOrganisation):
    """What was played: to be looked up, never changed."""

    seen_by = WATCHERS
    added_by = changed_by = deleted_by = None


class CappedPaginator(Paginator):
    """Counts no further than somebody will turn pages: a room may hold a million posts."""

    @cached_property
    def count(self) -> int:
        rows = cast("models.QuerySet[Any]", self.object_list)
        return rows.order_by()[:COUNTED].count()


class OwnOrganisationFilter(admin.SimpleListFilter):
    """Filters a list by organisation, for those who have several."""

    parameter_name = "organisation"

    def __init__(self, *args: Any) -> None:
        self.title = _("organisation")
        super().__init__(*args)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        found = choices_for(model_admin.admin_site, request, Organisation, model_admin.seen_by)
        return [(str(pk), name) for pk, name in found.values_list("pk", "name")[:200]]

    def has_output(self) -> bool:
        return len(self.lookup_choices) > 1

    def queryset(self, request: HttpRequest, queryset: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
        return chosen_by(queryset, f"{self.path_of(queryset)}__pk", self.value())

    @staticmethod
    def path_of(queryset: "models.QuerySet[Any]") -> str:
        return str(admin.site._registry[queryset.model].organisation_path)  # type: ignore[attr-defined]


def chosen_by(queryset: "models.QuerySet[Any]", path: str, value: str | None) -> "models.QuerySet[Any]":
    """What an address asks for by a number in it; nothing for what is no number."""
    if value is None:
        return queryset
    return queryset.filter(**{path: int(value)}) if _is_number(value) else queryset.none()


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 18


def own_organisations(request: HttpRequest, roles: Roles) -> list[int]:
    """Ids of the organisations in which who asks has one of the roles; looked up once per request."""
    kept: dict[Roles, list[int]] = request.__dict__.setdefault("_own_organisations", {})
    if roles not in kept:
        kept[roles] = organisations_of(request.user, *(roles or ())) if isinstance(request.user, User) else []
    return kept[roles]


def choices_for(
    site: admin.AdminSite, request: HttpRequest, model: type[models.Model], roles: Roles
) -> "models.QuerySet[Any]":
    """What who asks may choose of a model, in organisations where he has one of the roles."""
    known = site._registry.get(model)
    if not isinstance(known, OwnOrganisation):
        return model._default_manager.none()
    found = known.get_queryset(request)
    return found if is_super(request) else found.filter(known.is_mine(request, roles))


def unwrapped(field: Any) -> Any:
    """A choice without the buttons to add, change and look at what is chosen."""
    for name in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
        if field is not None and hasattr(field.widget, name):
            setattr(field.widget, name, False)
    return field


def is_super(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_superuser
