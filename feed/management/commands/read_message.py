"""`manage.py read_message --lang fr "…" --json`: what a message does, and the words that say so."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from feed.crowd.reading import LANGUAGES, Reading, read
from feed.crowd.reading.tokens import LONGEST


class Command(BaseCommand):
    help = "Reads a message as the crowd does: what it does (strategies and marks) and by which words."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", nargs="?", help="the message, in quotes")
        parser.add_argument("--lang", default="en", help="en or fr: the message's language")
        parser.add_argument("--jsonl", metavar="FILE", help='a file of {"lang": …, "text": …}, one a line')
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if (options["text"] is None) == (options["jsonl"] is None):
            raise CommandError(_("Give either a message or --jsonl FILE."))
        if options["jsonl"] is not None:
            for lang, text in _lines(Path(options["jsonl"])):
                self.stdout.write(_as_json(read(text, lang)))
            return
        _check(options["lang"], options["text"])
        reading = read(options["text"], options["lang"])
        self.stdout.write(_as_json(reading) if options["json"] else _as_table(reading))


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """The language and text of each line that is not empty."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CommandError(_("%(file)s cannot be read: %(why)s") % {"file": path, "why": why}) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _line(number, line)


def _line(number: int, line: str) -> tuple[str, str]:
    try:
        row = orjson.loads(line)
        lang, text = row["lang"], row["text"]
        if not (isinstance(lang, str) and isinstance(text, str)):
            raise TypeError
        _check(lang, text)
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        asked = _('Line %(number)s is not an object with "lang" and "text".')
        raise CommandError(asked % {"number": number}) from error
    except CommandError as error:
        why = _("Line %(number)s: %(why)s") % {"number": number, "why": error}
        raise CommandError(why) from error
    return lang, text


def _check(lang: str, text: str) -> None:
    if lang not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise CommandError(
            _("%(lang)s is not a language read here: %(known)s.") % {"lang": lang, "known": known}
        )
    if len(text) > LONGEST:
        raise CommandError(
            _("The message has %(length)s characters; %(most)s at most.")
            % {"length": len(text), "most": LONGEST}
        )


def _as_json(reading: Reading) -> str:
    return orjson.dumps({"labels": reading.labels, "because": reading.because}).decode()


def _as_table(reading: Reading) -> str:
    """One line per label, the heaviest first; a star for those that count as present."""
    ranked = sorted(reading.labels.items(), key=lambda item: (-item[1], item[0]))
    rows = [
        f"{'*' if reading.has(label) else ' '} {label:18} {weight:4.2f}  {' | '.join(reading.because[label])}"
        for label, weight in ranked
    ]
    return "\n".join(rows) or _("Nothing was read in it.")
