"""The forms in which scenarios and their parts are written."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .. import authored, document, images
from ..document_parts import Weights
from ..document_poll import Poll
from ..document_terrain import Terrain
from ..models import Scenario
from ..models.fields import LANGUAGE_NAMES
from ..models.scenario import CHANNELS
from .fields import MomentField, YamlField


def _several(label: Any, choices: Any, *, required: bool = True) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=required, widget=forms.CheckboxSelectMultiple
    )


class Capitalised(forms.ModelForm):
    """Labels as they stand on a page; fields below name theirs in small letters, as models do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label)


class ScenarioForm(Capitalised):
    """The scenario itself; its parts have forms of their own."""

    languages = _several(_("languages"), list(LANGUAGE_NAMES.items()))
    duration = MomentField(label=_("duration"), least=60)
    at_stake = YamlField(document.Organisation, label=_("organisation at stake"), rows=16)
    briefing = YamlField(document.Briefing, label=_("briefing"), rows=16)
    functions = YamlField(list[document.FunctionBrief], label=_("functions"), rows=16)
    approval = YamlField(
        list[document.Approval],
        label=_("approval"),
        required=False,
        empty=[],
        rows=6,
        help_text=_(
            "Who must approve whose texts. For example: - {writes: community_manager, approves: [legal]}"
        ),
    )
    channels = YamlField(
        list[document.Channel],
        label=_("networks"),
        rows=14,
        help_text=_(
            "Stories may say after how many seconds of exercise they are gone (lasts: 600); a page network "
            "may have public groups (groups: code, name, about, members; and what is said there: topics, "
            "kinds, mood). A wall may say how many people leave something there in an hour at full pressure "
            "while everybody mourns (tributes: 600; 0 for none)."
        ),
    )
    vocabulary = YamlField(document.Vocabulary, label=_("vocabulary"), rows=24)
    terrain = YamlField(Terrain, label=_("the place"), required=False, empty={}, rows=16)
    hashtags = YamlField(list[document.Hashtag], label=_("hashtags"), required=False, empty=[])
    coinage = YamlField(document.Coinage, label=_("coined hashtags"), required=False, empty={}, rows=6)
    topics = YamlField(list[document.Topic], label=_("topics"), required=False, empty=[], rows=24)
    rumours = YamlField(list[document.Rumour], label=_("rumours"), required=False, empty=[], rows=24)
    secrets = YamlField(list[document.Secret], label=_("secrets"), required=False, empty=[], rows=12)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        organisation = data.get("organisation") or getattr(self.instance, "organisation", None)
        twins = Scenario.objects.filter(organisation=organisation, slug=data.get("slug", ""))
        if twins.exclude(pk=self.instance.pk).exists():
            self.add_error("slug", _("This organisation has a scenario with this code already."))
        return data


class PartForm(Capitalised):
    """A part of a scenario. Two of a kind never have the same code."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        scenario = data.get("scenario") or getattr(self.instance, "scenario", None)
        twins = type(self.instance)._default_manager.filter(scenario=scenario, code=data.get("code", ""))
        if scenario is not None and twins.exclude(pk=self.instance.pk).exists():
            self.add_error("code", _("This scenario has a part with this code already."))
        return data


class PhaseForm(PartForm):
    offset = MomentField(label=_("starts at"))
    weights = YamlField(
        Weights,
        label=_("emotions"),
        rows=6,
        help_text=_("like, fear, anger, mockery, sadness: 0 to 1"),
    )


class PersonaForm(PartForm):
    channels = _several(_("networks"), CHANNELS)


class ObjectiveForm(PartForm):
    """An objective has no sections: its fields are the model’s."""


class InjectForm(PartForm):
    offset = MomentField(label=_("at"), required=False)
    condition = YamlField(
        document.Condition,
        label=_("condition"),
        required=False,
        rows=4,
        help_text=_("Instead of a time. For example: what: silence, inject: first-call, for_seconds: 300"),
    )
    shock = YamlField(document.Shock, label=_("effect on the crowd"), required=False, rows=8)
    request = YamlField(
        document.Request,
        label=_("request for comment"),
        required=False,
        rows=4,
        help_text=_("The team has so many seconds to answer. For example: deadline: 300"),
    )
    poll = YamlField(
        Poll,
        label=_("poll"),
        required=False,
        rows=6,
        help_text=_(
            "The content is the question; people vote for so many seconds. On the microblog or the page, "
            "without a picture. For example: options: [{en: 'Yes', fr: Oui}, {en: 'No', fr: Non}], lasts: 600"
        ),
    )
    upload = forms.FileField(
        label=_("picture from a file"),
        required=False,
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("Instead of a drawn one; JPEG, PNG or WebP. Say above what it shows."),
    )
    drop_picture = forms.BooleanField(label=_("show it no longer"), required=False)

    def clean_upload(self) -> Any:
        """What the file shows, made anew."""
        file = self.cleaned_data.get("upload")
        if file is None:
            return None
        try:
            return authored.redraw(file)
        except images.Unusable as refused:
            raise ValidationError(str(refused.message), code=refused.code) from refused

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not {"offset", "condition"} & set(self.errors) and (
            (data.get("offset") is None) == (data.get("condition") is None)
        ):
            self.add_error("offset", ValidationError(_("Give either a time or a condition."), code="timing"))
        return data


class ExpectationForm(PartForm):
    deadline = MomentField(label=_("within"), least=10, most=86_400)
    recognise = YamlField(document.Recognise, label=_("how it is recognised"), rows=8)


class RowForm(forms.ModelForm):
    """A part as a row on its scenario's page: its place and, where it has one, its time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{self.instance.code}: {field.label}"

    def clean_position(self) -> int:
        place = self.cleaned_data.get("position")
        return place if place is not None else self.instance.position or 0


class TimedRowForm(RowForm):
    offset = MomentField(label=_("at"), help_text="")


class TimedOrNotRowForm(RowForm):
    offset = MomentField(label=_("at"), required=False, help_text="")
