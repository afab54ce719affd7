"""A scenario on one page: its texts and sections, and its parts as lists to sort, each with a page."""

from typing import Any, cast

from adminsortable2.admin import SortableAdminBase, SortableInlineAdminMixin
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..fault_texts import say
from ..faults import BrokenScenario, Fault
from ..models import Expectation, Inject, Objective, Persona, Phase, Scenario
from ..scenarios import PARTS, dump_scenario
from .forms import RowForm, ScenarioForm, TimedOrNotRowForm, TimedRowForm
from .parts import shown, when
from .scenario_files import ScenarioFiles
from .scoping import OwnOrganisation, OwnOrganisationFilter, own_organisations
from .skeleton import SKELETON

TOLD = 8  # faults that a message names; the page lists them all


class PartRows(SortableInlineAdminMixin, admin.TabularInline):
    """Parts as rows to sort and to time; everything else is on their own pages."""

    template = "admin/exercises/scenario/part_rows.html"
    form = RowForm
    extra = 0
    can_delete = False

    def _parent(self) -> "ScenarioAdmin":
        return cast(ScenarioAdmin, self.admin_site._registry[Scenario])

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._parent().has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._parent().has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a link leads to the page where a part is written

    @admin.display(description=_("title"))
    def titled(self, part: Any) -> str:
        return shown(part.title)


class PhaseRows(PartRows):
    model = Phase
    form = TimedRowForm
    fields = ("named", "offset", "pressure")
    readonly_fields = ("named",)

    @admin.display(description=_("name"))
    def named(self, phase: Phase) -> str:
        return shown(phase.name)


class PersonaRows(PartRows):
    model = Persona
    fields = ("name", "handle", "kind", "followers", "team")
    readonly_fields = fields


class ObjectiveRows(PartRows):
    model = Objective
    fields = ("titled", "weight")
    readonly_fields = ("titled",)


class InjectRows(PartRows):
    model = Inject
    form = TimedOrNotRowForm
    fields = ("titled", "offset", "waits_for", "channel", "persona")
    readonly_fields = ("titled", "waits_for", "channel", "persona")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("persona")

    @admin.display(description=_("condition"))
    def waits_for(self, inject: Inject) -> str:
        return when(inject) if inject.offset is None else ""


class ExpectationRows(PartRows):
    model = Expectation
    fields = ("titled", "inject", "objective", "weight")
    readonly_fields = ("titled", "inject", "objective")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("inject", "objective")


@admin.register(Scenario)
class ScenarioAdmin(SortableAdminBase, ScenarioFiles, OwnOrganisation):
    form = ScenarioForm
    inlines = (PhaseRows, InjectRows, PersonaRows, ObjectiveRows, ExpectationRows)
    list_display = ("titled", "slug", "organisation", "spoken", "updated_at")
    list_filter = (OwnOrganisationFilter,)
    list_select_related = ("organisation",)
    search_fields = ("slug", "title__en", "title__fr")
    save_on_top = True
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "organisation",
                    "slug",
                    "title",
                    "summary",
                    ("languages", "duration", "time_scale"),
                )
            },
        ),
        (
            _("Organisation at stake and briefing"),
            {"fields": ("at_stake", "briefing"), "classes": ("collapse",)},
        ),
        (
            _("Functions and networks"),
            {"fields": ("functions", "approval", "channels"), "classes": ("collapse",)},
        ),
        (
            _("What the crowd talks about"),
            {"fields": ("topics", "rumours", "secrets"), "classes": ("collapse",)},
        ),
        (
            _("The crowd’s words"),
            {"fields": ("vocabulary", "terrain", "hashtags", "coinage"), "classes": ("collapse",)},
        ),
    )

    @admin.display(description=_("title"), ordering="slug")
    def titled(self, scenario: Scenario) -> str:
        return shown(scenario.title) or scenario.slug

    @admin.display(description=_("languages"))
    def spoken(self, scenario: Scenario) -> str:
        return ", ".join(scenario.languages).upper()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("organisation",) if obj is not None else ()

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj is not None else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        own = own_organisations(request, self.added_by)
        return {**SKELETON, "organisation": own[0] if own else None}

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name="exercises_scenario_import"),
            path("<int:pk>/export/", view(self.export_view), name="exercises_scenario_export"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        scenario = self.get_object(request, object_id)
        mine = scenario is not None and self.has_view_permission(request, scenario)
        context: dict[str, Any] = {"state": scenario_state(scenario)} if scenario is not None and mine else {}
        context["asks_for_phrases"] = bool(settings.LLM_URL) and self.has_change_permission(request, scenario)
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **context})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Drafts are saved as they are; what they lack is told."""
        super().save_related(request, form, formsets, change)
        faults = faults_of(form.instance)
        if faults:
            self.message_user(request, _still_missing(faults), messages.WARNING)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """A new scenario has no parts yet: on to its page, where they are added."""
        return self.to_page(obj)


def _still_missing(faults: list[Fault]) -> str:
    count = len(faults)
    told = "; ".join(f"{fault.path}: {say(fault)}" for fault in faults[:TOLD])
    text = ngettext(
        "Saved. One thing is missing before it can be played: %(told)s",
        "Saved. %(count)d things are missing before it can be played: %(told)s",
        count,
    ) % {"count": count, "told": told}
    return text + (" …" if count > TOLD else "")


def faults_of(scenario: Scenario) -> list[Fault]:
    """What keeps a scenario from being played."""
    try:
        dump_scenario(scenario)
    except BrokenScenario as broken:
        return broken.faults
    return []


def scenario_state(scenario: Scenario) -> dict[str, Any]:
    """What the page says at its top: that the scenario can be played, or what is missing, with links."""
    faults = faults_of(scenario)
    pages = _pages(scenario) if faults else {}
    return {
        "languages": ", ".join(scenario.languages).upper(),
        "faults": [
            {"path": fault.path, "item": fault.item, "text": say(fault), "page": _page(fault, pages)}
            for fault in faults
        ],
    }


def _pages(scenario: Scenario) -> dict[str, list[str]]:
    """Section to the addresses of its parts, in their order."""
    return {
        section: [
            reverse(f"admin:exercises_{model._meta.model_name}_change", args=[pk])
            for pk in model._default_manager.filter(scenario=scenario).values_list("pk", flat=True)
        ]
        for section, (model, _fields) in PARTS.items()
    }


def _page(fault: Fault, pages: dict[str, list[str]]) -> str:
    """Where it can be mended: the part's page, or the field on this one."""
    section, *rest = fault.path.split(".")
    if section in pages and rest and rest[0].isdecimal() and int(rest[0]) < len(pages[section]):
        return pages[section][int(rest[0])]
    return (
        f"#{section}-group"
        if section in pages
        else f"#id_{'at_stake' if section == 'organisation' else section}"
    )
