"""A debrief is made by a child process, with limits of time and memory, and at a low priority.

The child reads the session, writes the spreadsheet and then the PDF into a folder, and tells on its standard
output how far it is, one JSON object per line. It ends with its parent: when its standard input closes.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

READ_WITHIN = 180.0  # s until the spreadsheet is written
DRAW_WITHIN = 60.0  # s from then until the PDF is written
MEMORY = 1_500_000_000  # bytes of address space
LOOK = 0.2  # s between two looks at whether this process is ending
PDF, ANNEX = "debrief.pdf", "debrief.xlsx"


class RenderFailed(Exception):
    """The child could not do it. `reason` is pango, time, memory or stopped; `detail` is for the log."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


class Ending(Exception):
    """This process is ending, and the child with it."""


@dataclass(frozen=True)
class News:
    """What the child told: how far it is (0 to 100), and which file is now whole."""

    progress: int
    ready: str = ""


def render(session_pk: int, folder: Path) -> Iterator[News]:
    """Makes both files in `folder`, with news at least every second. Raises RenderFailed or Ending."""
    with tempfile.TemporaryFile() as errors, _child(errors) as child:
        _say(child, _task(session_pk, folder))
        yield from _watch(child)
        if child.returncode != 0:
            errors.seek(0)
            raise RenderFailed(
                "stopped", f"exit {child.returncode}: {errors.read()[-2000:].decode(errors='replace')}"
            )


def _say(child: "subprocess.Popen[bytes]", task: bytes) -> None:
    """Writes the task; the pipe stays open for as long as this process lives."""
    if child.stdin is not None:
        child.stdin.write(task)
        child.stdin.flush()


def running() -> list[int]:
    """Process ids of the children at work in this process."""
    return list(_children)


_children: set[int] = set()


@contextlib.contextmanager
def _child(errors: Any) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "reports.child"]
    with subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        start_new_session=True,  # Ctrl-C is for the parent: it ends the child
    ) as child:
        _children.add(child.pid)
        try:
            yield child
        finally:
            child.kill()
            _children.discard(child.pid)


def _environment() -> dict[str, str]:
    """The parent's, with the product's settings and data; libraries keep to one thread."""
    own = {
        "DJANGO_SETTINGS_MODULE": "socialroom.settings",
        "DATA_DIR": str(settings.DATA_DIR),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }
    return {**os.environ, **own}


def _task(session_pk: int, folder: Path) -> bytes:
    """What the child is to do, and the database that this process reads: on a pipe, no command line."""
    known = connection.settings_dict
    database = {
        name: known[name] for name in ("ENGINE", "HOST", "PORT", "USER", "PASSWORD") if known.get(name)
    }
    database["NAME"] = str(known["NAME"])
    if connection.vendor == "postgresql":  # one connection for one reader
        database["OPTIONS"] = {name: value for name, value in known["OPTIONS"].items() if name != "pool"}
    task = {"session": session_pk, "folder": str(folder), "database": database, "memory": MEMORY}
    return json.dumps(task).encode() + b"\n"


def _watch(child: "subprocess.Popen[bytes]") -> Iterator[News]:
    """The child's news, as they come; the last news again every second, as a sign of life."""
    told = _Told(child)
    news, deadline, lived = News(0), time.monotonic() + READ_WITHIN, time.monotonic()
    while True:
        if time.monotonic() > deadline:
            raise RenderFailed("time")
        line = told.next(LOOK)
        if not threading.main_thread().is_alive():
            raise Ending
        if line is None and told.over:
            return
        if line is not None:
            news = _understood(line)
            deadline = time.monotonic() + DRAW_WITHIN if news.ready == ANNEX else deadline
        if line is not None or time.monotonic() - lived >= 1:
            lived = time.monotonic()
            yield news
            news = News(news.progress)


def _understood(line: bytes) -> News:
    said = json.loads(line)
    if "failed" in said:
        raise RenderFailed(said["failed"], said.get("detail", ""))
    return News(said["progress"], said.get("ready", ""))


class _Told:
    """The child's lines, read by a thread so that waiting for one can end; `over` once the child ended."""

    def __init__(self, child: "subprocess.Popen[bytes]") -> None:
        self._child = child
        self._lines: list[bytes] = []
        self._news = threading.Condition()
        self.over = False
        threading.Thread(target=self._read, name="renderer", daemon=True).start()

    def _read(self) -> None:
        for line in self._child.stdout or ():
            self._add(line)
        self._child.wait()
        self._add(None)

    def _add(self, line: bytes | None) -> None:
        with self._news:
            if line is None:
                self.over = True
            else:
                self._lines.append(line)
            self._news.notify()

    def next(self, timeout: float) -> bytes | None:
        with self._news:
            if not self._lines and not self.over:
                self._news.wait(timeout)
            return self._lines.pop(0) if self._lines else None
