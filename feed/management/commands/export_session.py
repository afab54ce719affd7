"""`manage.py export_session ID --jsonl`: what was published and logged, for other tools."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import orjson
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from exercises.models import Session
from feed.export import session_lines


class Command(BaseCommand):
    help = "Writes a session's posts, room by room in order of seq, and its log, as one JSON object per line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("session", type=int, help="the session's number, as in its address")
        parser.add_argument("--jsonl", action="store_true", help="JSON lines (the one form there is)")
        parser.add_argument("--out", help="the file to write; without it, standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 0 < options["session"] < 2**63:
            raise CommandError(_("There is no session %(number)s.") % {"number": options["session"]})
        session = Session.objects.filter(pk=options["session"]).first()
        if session is None:
            raise CommandError(_("There is no session %(number)s.") % {"number": options["session"]})
        with self._file(options["out"]) as file:
            for item in session_lines(session):
                file.write(orjson.dumps(item) + b"\n")

    @contextmanager
    def _file(self, name: str | None) -> Iterator[IO[bytes]]:
        if name is None:
            yield sys.stdout.buffer
            sys.stdout.flush()
            return
        try:
            with open(name, "wb") as file:
                yield file
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be written: %(why)s") % {"file": name, "why": error.strerror}
            ) from error
