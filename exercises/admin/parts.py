"""The parts of a scenario, each on a page of its own; from there one goes back to the scenario."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Max, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .. import authored, images
from ..models import Expectation, Inject, Objective, Persona, Phase, Scenario
from ..models.fields import local
from .fields import moment
from .forms import ExpectationForm, InjectForm, ObjectiveForm, PersonaForm, PhaseForm
from .scoping import OwnOrganisation, choices_for, chosen_by


class ScenarioFilter(admin.SimpleListFilter):
    """Filters parts by the scenarios that one may see."""

    parameter_name = "scenario"
    title = _("scenario")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        found = choices_for(model_admin.admin_site, request, Scenario, model_admin.seen_by)
        return [(str(scenario.pk), shown(scenario.title) or scenario.slug) for scenario in found[:200]]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return chosen_by(queryset, "scenario", self.value())


def shown(text: dict[str, str] | None) -> str:
    """A localised text in the language of the screen."""
    return local(text, get_language() or "en")


class PartAdmin(OwnOrganisation):
    organisation_path = "scenario__organisation"
    list_filter: ClassVar[Any] = (ScenarioFilter,)
    list_select_related: ClassVar[Any] = ("scenario",)
    ordering = ("scenario", "position", "pk")
    list_per_page = 200
    #: Foreign keys to other parts: chosen from the same scenario.
    siblings: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("scenario",) if obj is not None else ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        request.part_of = obj.scenario if obj is not None else self._asked(request)  # type: ignore[attr-defined]
        return super().get_form(request, obj, change=change, **kwargs)

    def _asked(self, request: HttpRequest) -> Scenario | None:
        """The scenario that a new part is to belong to, if one may write in it."""
        asked = request.POST.get("scenario") or request.GET.get("scenario") or ""
        mine = choices_for(self.admin_site, request, Scenario, self.added_by)
        return chosen_by(mine, "pk", asked).first()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.siblings:
            here = getattr(request, "part_of", None)
            kwargs["queryset"] = db_field.related_model._default_manager.filter(scenario=here)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            last = self.model._default_manager.filter(scenario=obj.scenario).aggregate(last=Max("position"))
            obj.position = (last["last"] or 0) + 1
        super().save_model(request, obj, form, change)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return self._back(obj.scenario_id)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return self._back(obj.scenario_id)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        part = self.get_object(request, object_id)
        response = super().delete_view(request, object_id, extra_context)
        return self._back(part.scenario_id) if part and response.status_code == 302 else response

    def _back(self, scenario: int) -> HttpResponseRedirect:
        address = reverse("admin:exercises_scenario_change", args=[scenario])
        return HttpResponseRedirect(f"{address}#{self.model._meta.model_name}s-group")

    @admin.display(description=_("title"))
    def titled(self, part: Any) -> str:
        return shown(part.title)


@admin.register(Phase)
class PhaseAdmin(PartAdmin):
    form = PhaseForm
    fields = ("scenario", "code", "name", "offset", "pressure", "weights", "summary")
    list_display = ("code", "named", "starts", "pressure", "scenario")
    search_fields = ("code", "name__en", "name__fr")

    @admin.display(description=_("name"))
    def named(self, phase: Phase) -> str:
        return shown(phase.name)

    @admin.display(description=_("starts at"), ordering="offset")
    def starts(self, phase: Phase) -> str:
        return moment(phase.offset)


@admin.register(Persona)
class PersonaAdmin(PartAdmin):
    form = PersonaForm
    fields = (
        "scenario",
        ("code", "kind"),
        ("name", "handle"),
        ("followers", "verified", "team"),
        "bio",
        "tone",
        "stance",
        "channels",
    )
    list_display = ("code", "name", "handle", "kind", "team", "scenario")
    list_filter = (ScenarioFilter, "kind", "team")
    search_fields = ("code", "name", "handle")


@admin.register(Objective)
class ObjectiveAdmin(PartAdmin):
    form = ObjectiveForm
    fields = ("scenario", "code", "title", "description", "weight")
    list_display = ("code", "titled", "weight", "scenario")
    search_fields = ("code", "title__en", "title__fr")


@admin.register(Inject)
class InjectAdmin(PartAdmin):
    form = InjectForm
    siblings = ("persona",)
    fieldsets = (
        (None, {"fields": ("scenario", "code", "title", "offset", "condition", ("channel", "persona"))}),
        (None, {"fields": ("content", "media", "shown_now", "upload", "drop_picture", "expected", "shock")}),
        (_("Public group and poll"), {"fields": ("group", "poll")}),
        (_("Press"), {"fields": ("request", "live")}),
    )
    list_display = ("code", "titled", "when", "channel", "persona", "scenario")
    list_filter = (ScenarioFilter, "channel")
    list_select_related = ("scenario", "persona")
    search_fields = ("code", "title__en", "title__fr", "content__en", "content__fr")

    @admin.display(description=_("at"), ordering="offset")
    def when(self, inject: Inject) -> str:
        return when(inject)

    @admin.display(description=_("picture from a file"))
    def shown_now(self, inject: Inject) -> str:
        address = reverse("admin:exercises_inject_picture", args=[inject.pk])
        return format_html('<img class="shown-now" src="{}" alt="{}">', address, shown(inject.media))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "shown_now")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """What is shown now, and that it may be dropped, only where something is."""
        if obj is not None and obj.picture is not None:
            return self.fieldsets
        absent = {"shown_now", "drop_picture"}
        return [
            (name, {"fields": [field for field in options["fields"] if field not in absent]})
            for name, options in self.fieldsets
        ]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if form.cleaned_data.get("drop_picture"):
            obj.picture = None
        if drawn := form.cleaned_data.get("upload"):
            obj.picture = authored.keep(obj.scenario.organisation, drawn)
        super().save_model(request, obj, form, change)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.picture_view)
        return [path("<int:pk>/picture/", view, name="exercises_inject_picture"), *super().get_urls()]

    def picture_view(self, request: HttpRequest, pk: int) -> FileResponse:
        inject = self.get_object(request, str(pk))
        if inject is None or inject.picture is None:
            raise Http404
        try:
            return images.shown(inject.picture.file)
        except FileNotFoundError as error:
            raise Http404 from error


@admin.register(Expectation)
class ExpectationAdmin(PartAdmin):
    form = ExpectationForm
    siblings = ("objective", "inject")
    fields = ("scenario", "code", "title", ("inject", "objective"), ("deadline", "weight"), "recognise")
    list_display = ("code", "titled", "inject", "objective", "scenario")
    list_select_related = ("scenario", "inject", "objective")
    search_fields = ("code", "title__en", "title__fr")


def when(inject: Inject) -> str:
    """The time of an inject, or the condition it waits for."""
    if inject.offset is not None:
        return moment(inject.offset)
    condition = inject.condition if isinstance(inject.condition, dict) else {}
    return " ".join(str(condition[name]) for name in ("what", "inject", "emotion") if condition.get(name))
