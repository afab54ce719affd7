"""`manage.py dump_scenario CODE`: a scenario as a YAML file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from exercises.fault_texts import told
from exercises.faults import BrokenScenario
from exercises.management.scenario_options import chosen_organisation
from exercises.package import write_document
from exercises.scenarios import dump_scenario


class Command(BaseCommand):
    help = "Writes a scenario as YAML, to standard output or a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scenario", help="the scenario's code")
        parser.add_argument("--organisation", help="short name of the organisation, if there are several")
        parser.add_argument("--out", help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        text = self._text(options["scenario"], options["organisation"])
        if not options["out"]:
            self.stdout.write(text, ending="")
            return
        try:
            Path(options["out"]).write_text(text, encoding="utf-8")
        except OSError as error:
            why = error.strerror or str(error)
            raise CommandError(
                _("%(file)s cannot be written: %(why)s") % {"file": options["out"], "why": why}
            ) from error

    def _text(self, code: str, organisation: str | None) -> str:
        owner = chosen_organisation(organisation)
        scenario = owner.scenarios.filter(slug=code).first()
        if scenario is None:
            known = ", ".join(owner.scenarios.values_list("slug", flat=True)) or "—"
            raise CommandError(
                _("There is no scenario %(code)s. There are: %(known)s") % {"code": code, "known": known}
            )
        try:
            return write_document(dump_scenario(scenario))
        except BrokenScenario as broken:
            head = _("%(code)s is not finished and cannot be written:") % {"code": code}
            raise CommandError("\n".join([head, *(f"  {line}" for line in told(broken))])) from broken
