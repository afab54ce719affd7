"""Is this place ready for an exercise? Checks told in plain words, each with its cure.

The other apps register the checks that only they can make (`register`), when they are loaded.
"""

import importlib.util
import shutil
import time
from collections.abc import Callable
from ctypes.util import find_library
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Session, State

State3 = Literal["ok", "warn", "bad"]

GOOD_SPACE = 2_000_000_000  # bytes: a day of exercises and their debriefs
LEAST_SPACE = 300_000_000  # bytes: less may not last one exercise
PANGO = ("pango-1.0", "pango-1.0-0")  # names of the library that PDFs need
TICKED_WITHIN = 5.0  # s
SLOW_DATABASE = 0.5  # s for one small write


class Check(NamedTuple):
    """One result. `cure` says what to do, empty where nothing is to be done."""

    code: str
    state: State3
    label: str
    detail: str
    cure: str = ""


CheckMaker = Callable[[Session, str], Check]
_more: list[CheckMaker] = []


def register(check: CheckMaker) -> CheckMaker:
    """Adds a check: called with the session and the address that the trainer's browser uses."""
    if check not in _more:
        _more.append(check)
    return check


def run_checks(session: Session, address: str) -> list[dict[str, Any]]:
    """All checks, as plain data. `address` is scheme and host by which people will come."""
    makers = (check_address, check_disk, check_database, check_pdf, check_progress, *_more)
    return [_made(maker, session, address)._asdict() for maker in makers]


def _made(maker: CheckMaker, session: Session, address: str) -> Check:
    try:
        return maker(session, address)
    except Exception as error:  # a check that fails is itself a finding, never a page that fails
        detail = _("This could not be checked: %(error)s") % {"error": error.__class__.__name__}
        return Check(maker.__name__, "bad", _("Unknown"), detail, _("Restart the server, then check again."))


def check_address(session: Session, address: str) -> Check:
    """Whether phones and laptops in the room can reach this machine."""
    label = _("Address for trainees")
    if is_loopback(address):
        detail = _("%(address)s only works on this very machine.") % {"address": address}
        cure = _("Connect this machine to the room’s Wi-Fi or cable, then check again.")
        return Check("address", "bad", label, detail, cure)
    return Check("address", "ok", label, _("People join at %(address)s.") % {"address": address})


def is_loopback(address: str) -> bool:
    """Whether an address (scheme and host) only leads to the machine that asks."""
    host = urlsplit(address).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")


def check_disk(session: Session, address: str) -> Check:
    label = _("Disk space")
    free = shutil.disk_usage(settings.DATA_DIR).free
    detail = _("%(gigabytes)s GB are free.") % {"gigabytes": number_format(free / 1e9, 1)}
    cure = _("Empty the bin or move large files away.")
    if free < LEAST_SPACE:
        return Check("disk", "bad", label, detail, cure)
    if free < GOOD_SPACE:
        return Check("disk", "warn", label, detail, cure)
    return Check("disk", "ok", label, detail)


def check_database(session: Session, address: str) -> Check:
    """Writes for real, and takes it back."""
    label = _("Database")
    started = time.monotonic()
    with transaction.atomic():
        Session.objects.select_for_update().filter(pk=session.pk).update(version=session.version)
        transaction.set_rollback(True)
    taken = time.monotonic() - started
    kind = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    detail = _("%(kind)s wrote in %(milliseconds)d ms.") % {"kind": kind, "milliseconds": round(taken * 1000)}
    if taken > SLOW_DATABASE:
        return Check("database", "warn", label, detail, _("Close other programs: the disk is busy."))
    return Check("database", "ok", label, detail)


def check_pdf(session: Session, address: str) -> Check:
    """Whether debriefs can be made: the engine, and the Pango library that it draws with."""
    label = _("PDF of the debrief")
    pango = any(find_library(name) for name in PANGO)
    if importlib.util.find_spec("weasyprint") is not None and pango:
        return Check("pdf", "ok", label, _("The PDF engine is there."))
    detail = _("The library Pango is missing: the session runs, but its debrief cannot be made.")
    cure = _("Type in a terminal: %(line)s") % {
        "line": "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    }
    return Check("pdf", "warn", label, detail, cure)


def check_progress(session: Session, address: str) -> Check:
    """Whether running sessions move: somebody ticks."""
    label = _("Clock")
    running = Session.objects.filter(state=State.RUNNING)
    late = running.filter(ticked_at__lt=time.time() - TICKED_WITHIN).count()
    if late:
        detail = ngettext(
            "%(n)d running session stands still.", "%(n)d running sessions stand still.", late
        ) % {"n": late}
        return Check(
            "progress", "bad", label, detail, _("Restart the server: sessions go on where they stood.")
        )
    moving = running.count()
    if not moving:
        return Check("progress", "ok", label, _("No session is running now; nothing is late."))
    detail = ngettext("%(n)d session is running, on time.", "%(n)d sessions are running, on time.", moving)
    return Check("progress", "ok", label, detail % {"n": moving})
