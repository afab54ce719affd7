"""From a command to the running server: what must be right before, and what the user is told."""

import contextlib
import errno
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from io import StringIO

import segno
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import gettext as _

from .network import lan_addresses

EVERYWHERE = "0.0.0.0"  # noqa: S104  phones come over the room's network: that is what it is for
DISK_NEEDED = 200 * 1024 * 1024  # bytes: an hour at full pressure takes about half of it


def check_port(host: str, port: int) -> None:
    """Raises CommandError with what to do when nobody can listen there."""
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(_port_message(error, host, port)) from error


def _port_message(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return _("Port %(port)s is in use. Stop the other program, or choose another: --port %(other)s") % {
            "port": port,
            "other": port + 1,
        }
    if error.errno == errno.EACCES:
        return _("Port %(port)s needs administrator rights. Choose one above 1024, such as --port 8000.") % {
            "port": port
        }
    return _("Cannot listen on %(host)s: no network interface has that address.") % {"host": host}


def check_disk() -> None:
    """Raises CommandError when the disk has no room for an exercise."""
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < DISK_NEEDED:
        raise CommandError(
            _("The disk is nearly full: %(free)s MB free in %(folder)s, %(needed)s MB are needed.")
            % {"free": free // 2**20, "folder": settings.DATA_DIR, "needed": DISK_NEEDED // 2**20}
        )


@contextlib.contextmanager
def clear_disk_errors() -> Iterator[None]:
    """A disk that fills up while we write says so plainly."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise CommandError(_("The disk is full: nothing more can be stored.")) from error
        raise


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        with contextlib.suppress(OSError):
            os.chmod(settings.DATABASES["default"]["NAME"], 0o600)


def addresses(host: str, port: int) -> list[str]:
    """Base addresses for trainees, the best first."""
    hosts = [host] if host not in (EVERYWHERE, "") else lan_addresses() or ["127.0.0.1"]
    return [f"http://{name}:{port}" for name in hosts]


def qr_lines(address: str) -> str:
    """A QR code for the terminal."""
    out = StringIO()
    segno.make(address, error="m").terminal(out, compact=True, border=2)
    return out.getvalue()


def serve(host: str, port: int, when_ready: Callable[[], None]) -> None:
    """Runs the one process until Ctrl-C, and ends it.

    Threads that are still at work are cut off, as by a kill, which the store survives: the interpreter's own
    end would wait for them.
    """
    from .embedded import EmbeddedServer  # noqa: PLC0415  installs Twisted's reactor: only where it runs

    EmbeddedServer(host, port, when_ready).run()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
