"""Organisations and their people. Owners let people in and out of their own, superusers everywhere."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..invitations import VALID_FOR
from ..memberships import give_role, take_role
from ..models import Invitation, Membership, Organisation, Role, User
from ..preflight import is_loopback
from .scoping import OwnOrganisation, OwnOrganisationFilter, Roles, is_super, own_organisations

OWNERS = (Role.OWNER,)
DAYS = (1, 3, 7, 30)

admin.site.unregister(Group)  # what one may do follows from roles


@admin.register(Organisation)
class OrganisationAdmin(OwnOrganisation):
    """Owners may rename theirs; superusers make and suspend organisations. None is ever deleted."""

    organisation_path = "pk"
    added_by = ()
    changed_by = OWNERS
    deleted_by = None
    fields = ("name", "slug", "suspended_at")
    list_display = ("name", "slug", "suspended_at")
    search_fields = ("name", "slug")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if is_super(request) else ("slug", "suspended_at")


@admin.register(Membership)
class MembershipAdmin(OwnOrganisation):
    """Owners change roles and end memberships; new people come by invitation."""

    seen_by = changed_by = deleted_by = OWNERS
    added_by = ()
    fields = ("user", "organisation", "role")
    list_display = ("user", "organisation", "role")
    list_filter = ("role", OwnOrganisationFilter)
    list_select_related = ("user", "organisation")
    search_fields = ("user__username", "user__first_name", "user__last_name")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("user", "organisation") if obj is not None else ()

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        obj.pk = give_role(obj.user, obj.organisation, obj.role).pk

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        take_role(obj)

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Membership]") -> None:
        with transaction.atomic():
            for membership in queryset:
                take_role(membership)


class InvitationForm(forms.ModelForm):
    """For how long, instead of until when."""

    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        choices=lambda: [(days, ngettext("%d day", "%d days", days) % days) for days in DAYS],
        initial=VALID_FOR.days,
    )


@admin.register(Invitation)
class InvitationAdmin(OwnOrganisation):
    """An invitation is made, shown to be handed over, and withdrawn by deleting it. It is never changed."""

    seen_by = added_by = deleted_by = OWNERS
    changed_by = None
    form = InvitationForm
    list_display = ("note", "role", "organisation", "state", "expires_at")
    list_filter = (OwnOrganisationFilter,)
    list_select_related = ("organisation", "accepted_by")
    search_fields = ("note",)
    ordering = ("-pk",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        shown = ("organisation", "role", "note")
        return (*shown, "days") if obj is None else (*shown, "expires_at", "state")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("state",) if obj is not None else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        own = own_organisations(request, self.added_by)
        return {"organisation": own[0] if own else None, "role": Role.TRAINER}

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        obj.invited_by = request.user if isinstance(request.user, User) else None
        obj.expires_at = timezone.now() + timedelta(days=form.cleaned_data["days"])
        super().save_model(request, obj, form, change)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:exercises_invitation_change", args=[obj.pk]))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        invitation = self.get_object(request, object_id)
        links = _links(request, invitation) if invitation is not None and invitation.is_open else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "links": links})

    @admin.display(description=_("state"))
    def state(self, invitation: Invitation) -> str:
        if invitation.accepted_at is not None:
            return str(_("used by %(name)s") % {"name": invitation.accepted_by or "—"})
        return str(_("open") if invitation.is_open else _("expired"))


def _links(request: HttpRequest, invitation: Invitation) -> list[str]:
    """The address as this browser sees it; on a laptop also as other devices see it."""
    path = reverse("invite", args=[invitation.token])
    here = request.build_absolute_uri(path)
    if not is_loopback(here):
        return [here]
    port = f":{request.get_port()}"
    return [*(f"{request.scheme}://{address}{port}{path}" for address in settings.LAN_ADDRESSES()[:2]), here]


@admin.register(User)
class UserAdmin(OwnOrganisation, DjangoUserAdmin):
    """Superusers keep the accounts; owners see who is in their organisation.

    What somebody did stays his: an account is deactivated, never deleted.
    """

    seen_by = OWNERS
    added_by = changed_by = ()
    deleted_by = None
    list_display = ("username", "first_name", "last_name", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("username", "first_name", "last_name")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "language")}),
        (_("What the account may do"), {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    seen_fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email", "language", "is_active")}),
    )

    def is_mine(self, request: HttpRequest, roles: Roles) -> Q:
        own = own_organisations(request, roles)
        return Q(pk__in=Membership.objects.filter(organisation__in=own).values("user"))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fieldsets(request, obj) if is_super(request) else self.seen_fieldsets
