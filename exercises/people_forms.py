"""What people fill in to come in: the log-in, and the account that an invitation makes."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.utils.translation import gettext_lazy as _

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
