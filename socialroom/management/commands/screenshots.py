"""`manage.py screenshots`: photographs every page, and makes the README's picture again."""

import importlib
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Photographs the pages of a running demo, in every shape, light and dark."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", default="test-results/screenshots", help="folder for the pictures")
        parser.add_argument("--lang", choices=["en", "fr"], default="en")
        parser.add_argument("--seconds", type=int, default=150, help="of exercise before the first picture")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            screenshots = importlib.import_module("tests.screenshots")
        except ModuleNotFoundError as error:
            raise CommandError(f"This installation has no browser to drive: {error}.") from error
        with TemporaryDirectory(prefix="socialroom-") as work:
            taken = screenshots.take(Path(options["to"]), Path(work), options["lang"], options["seconds"])
        for path in taken:
            self.stdout.write(str(path))
