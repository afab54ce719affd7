"""What a trainer fills in to make a session."""

import re
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from .models import Scenario
from .models.fields import LANGUAGE_NAMES

MOST_ROOMS = 12
ROOM_NAME = 80  # characters


class RoomNames(forms.Widget):
    """One text field per room, all of the same name; empty ones do not count."""

    template_name = "exercises/_room_names.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [re.sub(r"\s+", " ", value).strip() for value in values]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["names"] = [*(value or [])] or [""]
        context["widget"]["most"] = MOST_ROOMS
        context["widget"]["length"] = ROOM_NAME
        return context


class RoomNamesField(forms.Field):
    """Names of rooms: one at least, no two alike."""

    widget = RoomNames

    def clean(self, value: Any) -> list[str]:
        names = [name for name in value or [] if name]
        if not names:
            raise forms.ValidationError(_("Give at least one room a name."))
        if len(names) > MOST_ROOMS:
            raise forms.ValidationError(_("A session has at most %(most)d rooms.") % {"most": MOST_ROOMS})
        if any(len(name) > ROOM_NAME for name in names):
            raise forms.ValidationError(
                _("A room’s name has at most %(most)d characters.") % {"most": ROOM_NAME}
            )
        if len({name.casefold() for name in names}) < len(names):
            raise forms.ValidationError(_("Two rooms have the same name."))
        return names


class NewSessionForm(forms.Form):
    """A session of one of the scenarios that the trainer may run."""

    scenario = forms.ModelChoiceField(
        Scenario.objects.none(), label=_("Scenario"), widget=forms.RadioSelect, empty_label=None
    )
    name = forms.CharField(
        label=_("Name of the session"),
        max_length=120,
        required=False,
        help_text=_("Trainees see it when they join. Left empty, it is the scenario’s title."),
    )
    lang = forms.ChoiceField(label=_("Language of the exercise"), choices=LANGUAGE_NAMES.items())
    rooms = RoomNamesField(
        label=_("Rooms"), help_text=_("One room per team. Each has its own crowd; the script is the same.")
    )
    follow = forms.BooleanField(label=_("Follow the scenario"), required=False, initial=True)
    pressure = forms.IntegerField(
        label=_("Reactions per 5 minutes at the start"), required=False, validators=[MinValueValidator(0)]
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        required=False,
        validators=[MinValueValidator(0), MaxValueValidator(2**31 - 1)],
        help_text=_("The same seed, script and actions give the same crowd. Left empty, one is drawn."),
    )

    def __init__(self, scenarios: "QuerySet[Scenario]", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Scenario]", self.fields["scenario"]).queryset = scenarios
        self.fields["pressure"].validators.append(MaxValueValidator(settings.MAX_PRESSURE))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        scenario, lang = data.get("scenario"), data.get("lang")
        if scenario is not None and lang and lang not in scenario.languages:
            self.add_error("lang", _("This scenario is not written in that language."))
        if not data.get("follow") and data.get("pressure") is None and "pressure" not in self.errors:
            self.add_error("pressure", _("Give a pressure, or let the session follow the scenario."))
        return data

    @property
    def pressure_asked(self) -> int | None:
        """What the dial stands at in the beginning; None follows the scenario's phases."""
        return None if self.cleaned_data["follow"] else self.cleaned_data["pressure"]
