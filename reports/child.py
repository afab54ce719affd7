"""The process that makes one debrief, `python -m reports.child`, told on its standard input what to make.

It only reads the database, writes into the folder that it is given, and ends when its standard input closes:
see reports.renderer, its parent.
"""

import json
import os
import resource
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connections

#: It serves nobody: without the admin, sockets and the like it starts in half the time.
settings.INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "exercises",
    "feed",
    "reports",
]
django.setup()

from exercises.models import Session  # noqa: E402  models need the set-up
from reports.document import NoPango, write_pdf  # noqa: E402  the same
from reports.record import session_record  # noqa: E402  the same
from reports.renderer import ANNEX, PDF  # noqa: E402  the same
from reports.spreadsheet import write_annex  # noqa: E402  the same

CPU = 300  # s
NICE = 10


def main() -> None:
    """Makes the spreadsheet, then the PDF. What is known to fail is told as a line."""
    task = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit(task["memory"])
    try:
        _make(task)
    except MemoryError:
        _tell(failed="memory")
    except NoPango as error:
        _tell(failed="pango", detail=str(error))


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1024):  # unbuffered: a lock held at the end would abort the exit
        pass
    os._exit(1)


def _limit(memory: int) -> None:
    os.nice(NICE)
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, CPU), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):  # macOS does not know all of them
            resource.setrlimit(kind, (most, most))


def _make(task: dict[str, Any]) -> None:
    """The spreadsheet first: without Pango it is all there is."""
    session = _session(task["session"], task["database"])
    _tell(progress=5)
    record = session_record(session)
    _tell(progress=25)
    folder = Path(task["folder"])
    write_annex(record, folder / ANNEX)
    _tell(progress=35, ready=ANNEX)
    write_pdf(record, folder / PDF, _between(35, 98))
    _tell(progress=98, ready=PDF)


def _session(pk: int, database: dict[str, Any]) -> Session:
    """The session, from the database that the worker reads."""
    with suppress(AttributeError):  # nobody has opened it yet
        del connections["default"]
    connections.settings["default"] = connections.configure_settings({"default": database})["default"]
    return Session.objects.select_related("organisation").get(pk=pk)


def _between(first: int, last: int) -> Callable[[int], None]:
    return lambda part: _tell(progress=first + (last - first) * part // 100)


def _tell(**news: Any) -> None:
    sys.stdout.write(json.dumps(news) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
