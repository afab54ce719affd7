"""`manage.py bench NAME`: figures, as a table and, with --json, one JSON object as the last line."""

import importlib
import json
from argparse import ArgumentParser
from importlib.util import find_spec
from typing import Any

from django.core.management.base import BaseCommand, CommandError

BENCHES = {
    "fanout": "what a delivered post costs the web process, and how late it comes",
    "engine": "posts per CPU-second of step and store, on SQLite and on PostgreSQL",
    "report": "how long a debrief takes, and how much memory",
    "crowd": "posts per CPU-second of the crowd alone",
    "effects": "angry posts by way of answering",
    "reading": "how long it takes to read a message",
    "search": "how long a search takes in a room of a million posts",
    "browser": "long tasks, frames, heap and time to pixel of the trainees' page on a slow machine",
}


class Command(BaseCommand):
    help = "Measures: " + "; ".join(f"{name}: {what}" for name, what in BENCHES.items())

    def add_arguments(self, parser: ArgumentParser) -> None:
        benches = parser.add_subparsers(dest="bench", required=True)
        for name, what in BENCHES.items():
            bench = benches.add_parser(name, help=what)
            bench.add_argument("--json", action="store_true", help="one JSON object as the last line")
            if find_spec(f"tests.bench.{name}"):
                self._module(name).add_arguments(bench)

    def handle(self, *args: Any, **options: Any) -> None:
        result = self._module(options["bench"]).run(options)
        width = max(len(name) for name in result)
        for name, value in result.items():
            self.stdout.write(f"{name:<{width}}  {value}")
        if options["json"]:
            self.stdout.write(json.dumps(result))

    @staticmethod
    def _module(name: str) -> Any:
        try:
            return importlib.import_module(f"tests.bench.{name}")
        except ModuleNotFoundError as error:
            raise CommandError(f"This installation has no benches: {error}.") from error
