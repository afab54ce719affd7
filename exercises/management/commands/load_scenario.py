"""`manage.py load_scenario FILE`: a scenario from a YAML file, whole or not at all."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from exercises.document import ScenarioDocument
from exercises.faults import BrokenScenario
from exercises.management.scenario_options import chosen_organisation, named_document, refusal
from exercises.models import Organisation, Scenario
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
        documents = {name: named_document(name) for name in options["file"]}
        with transaction.atomic():
            for name, document in documents.items():
                scenario = self._load(name, document, organisation)
                self.stdout.write(
                    _("Loaded: %(slug)s for %(organisation)s")
                    % {"slug": scenario.slug, "organisation": organisation.slug}
                )

    def _load(self, name: str, document: ScenarioDocument, organisation: Organisation) -> Scenario:
        try:
            return load_scenario(document, organisation)
        except BrokenScenario as broken:
            raise refusal(name, broken) from broken
