"""Texts in several languages, kept in one column as {"en": …, "fr": …}."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..document_parts import LANGUAGES

LANGUAGE_NAMES = {"en": _("English"), "fr": _("French")}


class LocalWidget(forms.MultiWidget):
    """One text area per language, with its name above it."""

    template_name = "exercises/_local_widget.html"

    def __init__(self, rows: int = 1, attrs: dict[str, Any] | None = None) -> None:
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            lang: forms.Textarea({"rows": rows, "cols": 60, "lang": lang, "aria-label": LANGUAGE_NAMES[lang]})
            for lang in LANGUAGES
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(lang, "") for lang in LANGUAGES]


class LocalFormField(forms.MultiValueField):
    """A text per language; empty ones are left out."""

    def __init__(
        self, *, rows: int = 1, max_length: int = 5000, nullable: bool = False, **kwargs: Any
    ) -> None:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        self.nullable = nullable
        fields = [forms.CharField(required=False, max_length=max_length) for _lang in LANGUAGES]
        kwargs["widget"] = LocalWidget(rows)
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str] | None:
        found = {lang: text for lang, text in zip(LANGUAGES, data_list, strict=False) if text}
        return found or (None if self.nullable else {})


class LocalField(models.JSONField):
    """Localised text: {"en": …, "fr": …}. `rows` is the height of its text areas in a form."""

    def __init__(self, *args: Any, rows: int = 1, **kwargs: Any) -> None:
        self.rows = rows
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        defaults = {"required": not self.blank, "label": self.verbose_name, "help_text": self.help_text}
        return LocalFormField(
            rows=self.rows,
            nullable=self.null,
            **(defaults | {k: v for k, v in kwargs.items() if k in defaults}),
        )


def local(text: dict[str, str] | None, lang: str) -> str:
    """`text` in `lang`, else in any language it has, else empty."""
    if not text:
        return ""
    return text.get(lang) or next(iter(text.values()), "")
