"""The form in which an author asks for phrases."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from exercises.admin.parts import shown
from exercises.models import EMOTION_NAMES, Scenario
from exercises.models.fields import LANGUAGE_NAMES

from .drafts import FEWEST, MOST


class AskForm(forms.Form):
    """For one topic of one scenario, one emotion and one of its languages."""

    topic = forms.ChoiceField(label=_("Topic"))
    emotion = forms.ChoiceField(label=_("Emotion"), choices=EMOTION_NAMES)
    lang = forms.ChoiceField(label=_("Language"))
    wanted = forms.IntegerField(label=_("How many"), min_value=FEWEST, max_value=MOST, initial=12)
    hint = forms.CharField(
        label=_("Hint"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2, "cols": 80}),
        help_text=_("What they should be about or sound like. It is sent to the model as you write it."),
    )

    def __init__(self, scenario: Scenario, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = [topic for topic in scenario.topics or [] if isinstance(topic, dict) and topic.get("code")]
        self.choose("topic", [(topic["code"], named(topic)) for topic in topics])
        self.choose("lang", [(code, LANGUAGE_NAMES[code]) for code in scenario.languages])

    def choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def named(topic: dict[str, Any]) -> str:
    """A topic as its author calls it: by its term, and its code."""
    terms = topic.get("term") or {}
    texts = {lang: (term or {}).get("text", "") for lang, term in terms.items() if isinstance(term, dict)}
    return f"{shown(texts)} ({topic['code']})"
