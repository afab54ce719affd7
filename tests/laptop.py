"""The embedded server (`manage.py run`) as a process in a folder of its own, to be driven and killed."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.services import free_port
from tests.visitor import Follower, Visitor

ROOT = Path(__file__).resolve().parents[1]
OTHERS = ("DATABASE_URL", "REDIS_URL", "SOCIALROOM_MODE")  # of whoever runs the tests
PREPARE = """
import json
from exercises.models import User
from feed import crowd
from feed.crowd.voice_files import LANGUAGES
from tests.conftest import PASSWORD, make_cast, make_session
cast = make_cast()
User.objects.filter(pk=cast.fiona.pk).update(is_staff=True)
played = make_session(cast)
s = played.session
for lang in LANGUAGES:
    crowd.warm_voice(lang)
print(json.dumps({"pk": s.pk, "password": PASSWORD, "code": s.join_code, "room": played.north.code,
                  "south": played.south.code}))
"""


class Laptop:
    """`start` returns once it is ready; `kill` is a kill -9 of the whole process."""

    listens = "127.0.0.1"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.env = {
            **{name: value for name, value in os.environ.items() if name not in OTHERS},
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "socialroom.settings",
        }

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self, *command: str, within: float = 60) -> float:
        """Starts `run`, or another command of manage.py. Seconds until it was ready."""
        began = time.monotonic()
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable, "manage.py", *(command or ("run",)),
                    "--host", self.listens, "--port", str(self.port),
                ],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=log,
            )  # fmt: skip
        while not self.is_ready():
            assert self.process.poll() is None, self.said
            assert time.monotonic() - began < within, self.said
            time.sleep(0.05)
        return time.monotonic() - began

    @property
    def said(self) -> str:
        return (self.folder / "log").read_text(errors="replace")[-3000:]

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://{self.address}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, within: float = 10) -> float:
        """Ctrl-C; the seconds that it took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(within)
        return time.monotonic() - began

    def run(self, *command: str) -> str:
        """A manage.py command beside the server; what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def prepared(self) -> dict[str, Any]:
        """Fiona and a session of the small scenario: its pk, join code and room codes. What the crowd says is
        kept on disk, as on a laptop that was started before: to compile it takes seconds of each test."""
        made: dict[str, Any] = json.loads(self.run("shell", "-v0", "-c", PREPARE).strip().splitlines()[-1])
        return made


@contextlib.contextmanager
def laptop(folder: Path) -> Iterator[Laptop]:
    machine = Laptop(folder)
    try:
        yield machine
    finally:
        if machine.process is not None and machine.process.poll() is None:
            machine.kill()


def logged_in(machine: Laptop, made: dict[str, Any]) -> Visitor:
    fiona = Visitor()
    status, page = fiona.submit(machine.address, "/login/", username="fiona", password=made["password"])
    assert status == 302, page
    return fiona


def joined(machine: Laptop, made: dict[str, Any], name: str, room: str = "room") -> Visitor:
    visitor = Visitor()
    fields = {"name": name, "room": made[room], "function": "", "consent": "on"}
    status, where = visitor.submit(machine.address, f"/join/{made['code']}/", **fields)
    assert (status, where) == (302, f"/room/{made[room]}/"), where
    return visitor


def is_welcome(frame: dict[str, Any]) -> bool:
    return bool(frame["type"] == "welcome")


def all_posts(machine: Laptop, visitor: Visitor, room: str) -> list[dict[str, Any]]:
    """Every post of a room, page by page, as a browser scrolls through it."""
    posts: list[dict[str, Any]] = []
    while True:
        after = posts[-1]["seq"] if posts else 0
        page = visitor.json(machine.address, f"/api/rooms/{room}/posts?after={after}&limit=500")["posts"]
        if not page:
            return posts
        posts += page


__all__ = ["Follower", "Laptop", "all_posts", "is_welcome", "joined", "laptop", "logged_in"]
