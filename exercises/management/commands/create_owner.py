"""`manage.py create_owner`: the first organisation and the person who owns it."""

import getpass
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from exercises.memberships import make_owner

LONGEST = 1000  # characters of a password


class Command(BaseCommand):
    help = (
        "Makes an organisation and its owner, who then lets the others in. What no option and no variable "
        "(OWNER_ORGANISATION, OWNER_USERNAME, OWNER_PASSWORD) gives is asked for."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", default=os.environ.get("OWNER_ORGANISATION"))
        parser.add_argument("--username", default=os.environ.get("OWNER_USERNAME"))
        parser.add_argument("--password-file", help="a file whose first line is the password")
        parser.add_argument("--lang", choices=[code for code, _name in settings.LANGUAGES], default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SERVER:
            call_command("migrate", verbosity=0, interactive=False)
        name = options["organisation"] or self._ask(_("Name of the organisation: "), "--organisation")
        username = options["username"] or self._ask(_("User name of its owner: "), "--username")
        password = self._password(options["password_file"])
        try:
            membership, is_new = make_owner(
                name, username=username, password=password, language=options["lang"]
            )
        except ValidationError as refused:
            raise CommandError(_refusal(refused)) from refused
        made = (
            _("Organisation made: %(name)s") if is_new else _("Organisation that was there already: %(name)s")
        )
        self.stdout.write(made % {"name": membership.organisation.name})
        self.stdout.write(_("Its owner: %(name)s") % {"name": membership.user.username})
        self.stdout.write(_("Log in at /login/, and invite the others under /admin/."))

    def _ask(self, question: str, option: str) -> str:
        if not sys.stdin.isatty():
            raise CommandError(_("Nobody is there to answer: give %(option)s.") % {"option": option})
        return input(question).strip()

    def _password(self, file: str | None) -> str:
        if file:
            return _first_line(Path(file))
        if os.environ.get("OWNER_PASSWORD"):
            return os.environ["OWNER_PASSWORD"]
        if not sys.stdin.isatty():
            raise CommandError(
                _("Nobody is there to answer: give %(option)s.") % {"option": "--password-file"}
            )
        password = getpass.getpass(_("Password: "))
        if getpass.getpass(_("The password again: ")) != password:
            raise CommandError(_("The two passwords are not the same. Nothing was made."))
        return password


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            line = file.readline(LONGEST + 1).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            _("The password cannot be read from %(file)s: %(why)s") % {"file": path, "why": error}
        ) from error
    if not line or len(line) > LONGEST:
        raise CommandError(_("The first line of %(file)s is no password.") % {"file": path})
    return line


def _refusal(refused: ValidationError) -> str:
    if hasattr(refused, "error_dict"):
        return "\n".join(f"{field}: {' '.join(texts)}" for field, texts in refused.message_dict.items())
    return "\n".join(refused.messages)
