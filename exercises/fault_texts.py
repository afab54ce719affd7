"""What is wrong with a scenario, in the language of the screen."""

from django.utils.translation import gettext as _

from .faults import TEXTS, BrokenScenario, Fault

SHOWN = 500  # faults that a page or a terminal shows; the others are counted


def say(fault: Fault) -> str:
    """What is wrong, without its path."""
    if fault.kind in TEXTS:
        return _(TEXTS[fault.kind]) % fault.facts
    return str(fault).removeprefix(f"{fault.path}: ")


def told(broken: BrokenScenario) -> list[str]:
    """One line per fault: the path, the code of the part that it is in, what is wrong."""
    lines = [_line(fault) for fault in broken.faults[:SHOWN]]
    rest = len(broken.faults) - len(lines)
    return [*lines, _("… and %(n)d more.") % {"n": rest}] if rest else lines


def _line(fault: Fault) -> str:
    where = f"{fault.path} [{fault.item}]" if fault.item else fault.path
    return f"{where}: {say(fault)}" if where else say(fault)
