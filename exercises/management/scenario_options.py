"""What the commands about scenarios have in common: which scenario and organisation, how faults are told."""

import sys
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from exercises.document import ScenarioDocument
from exercises.fault_texts import told
from exercises.faults import BrokenScenario
from exercises.library import library_scenario, library_slugs
from exercises.models import Organisation
from exercises.package import read_file
from exercises.scenario_text import LARGEST


def chosen_organisation(slug: str | None) -> Organisation:
    """The organisation of that short name; without one, the only one there is."""
    found = Organisation.objects.filter(slug=slug) if slug else Organisation.objects.all()
    known = ", ".join(Organisation.objects.values_list("slug", flat=True)) or "—"
    if len(found) == 1:
        return found[0]
    if slug:
        text = _("There is no organisation %(slug)s. There are: %(known)s") % {"slug": slug, "known": known}
    else:
        text = _("Which organisation? Give --organisation with one of: %(known)s") % {"known": known}
    raise CommandError(text)


def named_document(name: str) -> ScenarioDocument:
    """The scenario in a file ("-" is standard input), or of that name in the library."""
    if name in library_slugs() and not Path(name).exists():
        return library_scenario(name)
    try:
        return read_file(content(name))
    except BrokenScenario as broken:
        raise refusal(name, broken) from broken


def content(name: str) -> bytes:
    """A file's bytes, one more at most than a scenario may have."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(LARGEST + 1)
        with open(name, "rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        why = error.strerror or str(error)
        raise CommandError(_("%(file)s cannot be read: %(why)s") % {"file": name, "why": why}) from error


def refusal(name: str, broken: BrokenScenario) -> CommandError:
    """Everything that is wrong, one line each."""
    count = len(broken.faults)
    head = _("%(name)s is refused, nothing was loaded. Faults: %(count)s") % {"name": name, "count": count}
    return CommandError("\n".join([head, *(f"  {line}" for line in told(broken))]))
