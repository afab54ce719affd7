"""`manage.py load_scenario FILE`: a scenario from a YAML file, whole or not at all."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from exercises.faults import BrokenScenario
from exercises.library import library_scenario, library_slugs
from exercises.management.scenario_options import chosen_organisation, refusal
from exercises.package import ScenarioDocument, read_file
from exercises.scenario_text import LARGEST
from exercises.scenarios import load_scenario


class Command(BaseCommand):
    help = (
        "Loads scenarios from YAML files (- reads standard input) or, by name, from the library. One of the "
        "same code is replaced; sessions that were made of it keep theirs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="+", help="a YAML file, '-', or the name of a scenario of the library"
        )
        parser.add_argument("--organisation", help="short name of the organisation, if there are several")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = chosen_organisation(options["organisation"])
        documents = [self._document(name) for name in options["file"]]
        with transaction.atomic():
            for document in documents:
                scenario = load_scenario(document, organisation)
                self.stdout.write(
                    _("Loaded: %(slug)s for %(organisation)s")
                    % {"slug": scenario.slug, "organisation": organisation.slug}
                )

    def _document(self, name: str) -> ScenarioDocument:
        if name in library_slugs() and not Path(name).exists():
            return library_scenario(name)
        try:
            return read_file(_content(name))
        except BrokenScenario as broken:
            raise refusal(name, broken) from broken
        except OSError as error:
            why = error.strerror or str(error)
            raise CommandError(_("%(file)s cannot be read: %(why)s") % {"file": name, "why": why}) from error


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    with open(name, "rb") as file:
        return file.read(LARGEST + 1)
