"""What one fills in at the door."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Session
from .models.fields import local
from .seats import functions_of

ON_A_PHONE = {
    "autocapitalize": "characters",
    "autocomplete": "off",
    "spellcheck": "false",
    "class": "input input--code",
}


class CodeForm(forms.Form):
    """A code read off a projector or a slip of paper."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(ON_A_PHONE),
        error_messages={"required": _("Enter a code.")},
    )


class JoinForm(forms.Form):
    """A name, a room where there are several, a function if one likes, and the consent."""

    name = forms.CharField(
        label=_("Your name in the exercise"),
        max_length=40,
        help_text=_("Your team and your trainer see it. A first name will do."),
        widget=forms.TextInput({"autocomplete": "nickname", "maxlength": 40, "spellcheck": "false"}),
        error_messages={"required": _("Enter a name.")},
    )
    room = forms.ChoiceField(label=_("Your team"), error_messages={"required": _("Choose a team.")})
    function = forms.ChoiceField(label=_("Your function"), required=False)
    consent = forms.BooleanField(
        label=_("I have read this and agree."),
        error_messages={"required": _("You can only join if you agree to what is recorded.")},
    )

    def __init__(self, session: Session, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = list(session.rooms.all())
        self.fields["room"] = forms.ChoiceField(
            label=_("Your team"),
            choices=[(room.code, room.name) for room in rooms],
            error_messages={"required": _("Choose a team."), "invalid_choice": _("Choose a team.")},
            required=len(rooms) > 1,
        )
        self.fields["function"].choices = [("", ""), *((code, code) for code in functions_of(session))]  # type: ignore[attr-defined]
        self.functions = [
            {
                "code": function["function"],
                "title": local(function["title"], session.lang),
                "brief": local(function["brief"], session.lang),
            }
            for function in session.snapshot["functions"]
        ]
