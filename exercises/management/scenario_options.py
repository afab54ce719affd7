"""What the commands about scenarios have in common: which organisation, and how faults are told."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from exercises.fault_texts import told
from exercises.faults import BrokenScenario
from exercises.models import Organisation


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


def refusal(name: str, broken: BrokenScenario) -> CommandError:
    """Everything that is wrong, one line each."""
    count = len(broken.faults)
    head = _("%(name)s is refused, nothing was loaded. Faults: %(count)s") % {"name": name, "count": count}
    return CommandError("\n".join([head, *(f"  {line}" for line in told(broken))]))
