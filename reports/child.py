"""The process that makes one debrief, `python -m reports.child`, told on its standard input what to make.

It only reads the database, writes into the folder that it is given, and ends when its standard input closes:
see reports.renderer, its parent. It steps aside for live rooms from its first instruction on.
"""

import json
import os
import queue
import resource
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

CPU = 300  # s
NICE = 10
_tasks: "queue.SimpleQueue[bytes]" = queue.SimpleQueue()


def _listen() -> None:
    """Takes the task, one line; then waits for the parent's end. Unbuffered: a lock held then would abort."""
    told = b""
    while chunk := os.read(sys.stdin.fileno(), 65_536):
        told += chunk
        if told.endswith(b"\n"):
            _tasks.put(told)
            told = b""
    os._exit(1)


if __name__ == "__main__":
    os.nice(NICE)
    threading.Thread(target=_listen, daemon=True).start()

import django  # noqa: E402  what takes long comes after it listens
from django.conf import settings  # noqa: E402  the same
from django.db import connections  # noqa: E402  the same

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


def main() -> None:
    """Makes the spreadsheet, then the PDF. What is known to fail is told as a line."""
    task = json.loads(_tasks.get())
    _limit(task["memory"])
    try:
        _make(task)
    except MemoryError:
        _tell(failed="memory")
    except NoPango as error:
        _tell(failed="pango", detail=str(error))


def _limit(memory: int) -> None:
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
