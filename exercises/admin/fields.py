"""Form fields of the administration: sections written in YAML, moments of the exercise."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter
from pydantic import ValidationError as FormError

from .. import scenario_text
from ..fault_texts import SHOWN, say
from ..faults import BrokenScenario
from ..package import section_faults

MOMENT = re.compile(r"^(?:(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,3}):)?(?P<s>\d{1,6})$", re.ASCII)
LONGEST = 7 * 24 * 3600  # s


class YamlField(forms.Field):
    """A section of a scenario as YAML, checked against `form`, a pydantic type of exercises.package."""

    def __init__(self, form: Any, *, rows: int = 12, empty: Any = None, **kwargs: Any) -> None:
        self.adapter: TypeAdapter[Any] = TypeAdapter(form)
        self.empty = empty
        attrs = {"rows": rows, "cols": 100, "class": "yaml", "spellcheck": "false", "autocapitalize": "none"}
        kwargs.setdefault("widget", forms.Textarea(attrs))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As short as it can be written; what was typed stays as it was typed."""
        if isinstance(value, str):
            return value
        return "" if value in (None, [], {}) else scenario_text.write(self._short(value))

    def _short(self, value: Any) -> Any:
        try:
            found = self.adapter.validate_python(value)
            return self.adapter.dump_python(found, mode="json", exclude_defaults=True)
        except FormError:
            return value

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str) or not value.strip():
            return self.empty
        try:
            data, faults = scenario_text.parse(value)
        except BrokenScenario as broken:
            raise _refusal(broken.faults) from broken
        return self._checked(data, faults)

    def _checked(self, data: Any, faults: list[Any]) -> Any:
        try:
            found = self.adapter.validate_python(data)
        except FormError as error:
            raise _refusal([*faults, *section_faults(error)]) from error
        if faults:
            raise _refusal(faults)
        return self.adapter.dump_python(found, mode="json", exclude_none=True)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (data or "").replace("\r\n", "\n").strip() != str(self.prepare_value(initial)).strip()


def _refusal(faults: list[Any]) -> ValidationError:
    return ValidationError(
        [f"{fault.path}: {say(fault)}" if fault.path else say(fault) for fault in faults[:SHOWN]]
    )


class MomentField(forms.CharField):
    """Seconds of exercise, written 1:05:00, 5:00 or 300."""

    def __init__(self, *, least: int = 0, most: int = LONGEST, **kwargs: Any) -> None:
        self.least, self.most = least, most
        kwargs.setdefault("widget", forms.TextInput({"size": 8, "class": "moment", "placeholder": "0:05:00"}))
        kwargs.setdefault("help_text", _("hours:minutes:seconds, or seconds"))
        super().__init__(max_length=20, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return moment(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        text = str(value if value is not None else "").strip()
        if not text:
            return None
        found = MOMENT.match(text)
        if found is None:
            raise ValidationError(_("Write a time like 1:05:00, 5:00 or 300."), code="moment")
        seconds = int(found["h"] or 0) * 3600 + int(found["m"] or 0) * 60 + int(found["s"])
        if not self.least <= seconds <= self.most:
            bounds = {"least": moment(self.least), "most": moment(self.most)}
            raise ValidationError(_("Between %(least)s and %(most)s.") % bounds, code="bounds")
        return seconds

    def run_validators(self, value: Any) -> None:
        """The bounds are checked already."""

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except ValidationError:
            return True


def moment(seconds: int) -> str:
    """300 as 0:05:00."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
