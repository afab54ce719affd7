"""What people fill in to come in: the log-in, and the account that an invitation makes."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from .models import User

LONGEST_PASSWORD = 1000  # characters: hashing longer ones would only burn time


class LoginForm(AuthenticationForm):
    """User name and password. The same answer for an unknown name and for a wrong password."""

    username = UsernameField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput({"autofocus": True, "autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": _("Enter your user name.")},
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": _("Enter your password.")},
    )
    error_messages: Any = {
        "invalid_login": _(
            "This name and this password do not go together. Mind capitals and small letters."
        ),
        "inactive": _("This name and this password do not go together. Mind capitals and small letters."),
    }


class InvitedForm(forms.Form):
    """The account of somebody who was invited."""

    full_name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("As others are to see it."),
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Enter your name.")},
    )
    username = UsernameField(
        label=_("User name"),
        max_length=150,
        help_text=_("With it you log in. Letters, digits and @ . + - _ only."),
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
        validators=[UnicodeUsernameValidator()],
        error_messages={"required": _("Enter a user name.")},
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        help_text=_("At least ten characters; a short sentence is easy to remember."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Enter a password.")},
    )
    again = forms.CharField(
        label=_("The password again"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Enter the password once more.")},
    )

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("This user name is taken. Choose another."))
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        password, again = data.get("password"), data.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords are not the same."))
        if password:
            user = User(username=data.get("username", ""), first_name=data.get("full_name", ""))
            try:
                validate_password(password, user)
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return data
