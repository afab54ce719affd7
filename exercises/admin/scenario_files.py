"""Scenarios in and out of the administration as YAML files, and out of the library."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..document import ScenarioDocument
from ..fault_texts import told
from ..faults import BrokenScenario
from ..library import library_scenario, library_slugs
from ..models import Organisation, Scenario
from ..package import read_file, write_document
from ..scenario_text import LARGEST
from ..scenarios import dump_scenario, load_scenario
from .scoping import Roles, choices_for


class ImportForm(forms.Form):
    """A file, or a scenario of the library; for an organisation in which one writes."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=None
    )
    file = forms.FileField(
        label=_("YAML file"), required=False, widget=forms.FileInput({"accept": ".yaml,.yml"})
    )
    library = forms.ChoiceField(label=_("or from the library"), required=False)
    replace = forms.BooleanField(
        label=_("Replace the scenario of the same code, if there is one"),
        required=False,
        help_text=_("Sessions that were made of it keep what they have."),
    )

    def __init__(self, organisations: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["library"].choices = [("", "—"), *((slug, slug) for slug in library_slugs())]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data.get("file")) == bool(data.get("library")):
            raise forms.ValidationError(_("Choose a file, or a scenario of the library: one of the two."))
        return data

    def document(self) -> ScenarioDocument:
        """What was chosen. Raises BrokenScenario."""
        if self.cleaned_data["library"]:
            return library_scenario(self.cleaned_data["library"])
        return read_file(self.cleaned_data["file"].read(LARGEST + 1))


class ScenarioFiles:
    """Import and export, for the scenario's ModelAdmin."""

    admin_site: Any
    added_by: Roles

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Loads a file whole, or refuses it with every error and loads nothing."""
        self._check_may_write(request)
        organisations = choices_for(self.admin_site, request, Organisation, self.added_by)
        form = ImportForm(organisations, request.POST or None, request.FILES or None)
        faults: list[str] = []
        if request.method == "POST" and form.is_valid():
            try:
                scenario = self._load(form)
            except BrokenScenario as broken:
                faults = told(broken)
            else:
                if scenario is not None:
                    self._log(request, scenario)
                    return self.to_page(scenario)
        status = 400 if request.method == "POST" else 200
        return TemplateResponse(
            request,
            "admin/exercises/scenario/import.html",
            self._context(request, form, faults),
            status=status,
        )

    def _load(self, form: ImportForm) -> Scenario | None:
        """None if one of this code is there already and is not to be replaced."""
        document = form.document()
        organisation: Organisation = form.cleaned_data["organisation"]
        if not form.cleaned_data["replace"] and organisation.scenarios.filter(slug=document.slug).exists():
            form.add_error(
                "replace",
                _("There is a scenario “%(code)s” already. Tick this to replace it.")
                % {"code": document.slug},
            )
            return None
        return load_scenario(document, organisation)

    def export_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The scenario as a YAML file. One that is not finished says what it lacks instead."""
        scenario = self.get_object(request, str(pk))  # type: ignore[attr-defined]
        if scenario is None:
            raise Http404
        try:
            text = write_document(dump_scenario(scenario))
        except BrokenScenario:
            messages.error(
                request, _("An unfinished scenario cannot be exported. The list says what is missing.")
            )
            return self.to_page(scenario)
        disposition = f'attachment; filename="{scenario.slug}.yaml"'
        return HttpResponse(
            text, content_type="application/yaml; charset=utf-8", headers={"Content-Disposition": disposition}
        )

    def to_page(self, scenario: Scenario) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:exercises_scenario_change", args=[scenario.pk]))

    def _check_may_write(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):  # type: ignore[attr-defined]
            raise Http404

    def _log(self, request: HttpRequest, scenario: Scenario) -> None:
        self.log_change(request, scenario, _("Loaded from a file or the library."))  # type: ignore[attr-defined]
        messages.success(request, _("The scenario is loaded, complete and ready to be played."))

    def _context(self, request: HttpRequest, form: ImportForm, faults: list[str]) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": Scenario._meta,
            "title": _("Load a scenario"),
            "form": form,
            "faults": faults,
        }
