"""`manage.py bench engine`: how many posts one core makes and stores, and whether that ages.

Step, store and frame of one room, on SQLite and on PostgreSQL; CPU is the playing process's user and system
time (a database server's own is not in it). `ageing` compares windows of a room after `--age` minutes with
those of a room in its second minute, at 10,000 per 5 minutes, each in a process and a database of its own:
ten of the one, ten of the other and so on, so that whatever else the machine does weighs on both.
"""

import os
import statistics
import subprocess
import sys
import time
from argparse import ArgumentParser
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Self

import orjson

from tests.services import private_postgres

if TYPE_CHECKING:
    from exercises.models import Room

ROOT = Path(__file__).resolve().parents[2]
DATABASES = ("throughput", "old", "young")
WARM_UP = 5  # windows
TURN = 10  # windows of one room before the other's


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--pressure", type=int, default=1_000_000, help="reactions per 5 minutes")
    parser.add_argument("--windows", type=int, default=60, help="windows measured at that pressure")
    parser.add_argument(
        "--age", type=int, default=0, help="minutes of exercise over which ageing is measured"
    )
    parser.add_argument("--scenario", default="capital-attack")


def run(options: dict[str, Any]) -> dict[str, Any]:
    with TemporaryDirectory(prefix="socialroom-bench-") as folder, private_postgres() as postgres:
        env = os.environ | {
            "DATA_DIR": folder,
            "SOCIALROOM_MAX_PRESSURE": "1000000",
            "LOG_LEVEL": "ERROR",
            "SOCIALROOM_MODE": "embedded",
        }
        env.pop("REDIS_URL", None)
        sqlite = _measured(options, env, [f"sqlite:///{folder}/{name}.sqlite3" for name in DATABASES])
        with ExitStack() as made:
            urls = [made.enter_context(postgres.database()) for _ in DATABASES]
            postgresql = _measured(options, env, urls)
    named = {"pressure": options["pressure"], "windows": options["windows"]}
    named |= {f"sqlite_{name}": value for name, value in sqlite.items()}
    return named | {f"postgresql_{name}": value for name, value in postgresql.items()}


def _measured(options: dict[str, Any], env: dict[str, str], urls: list[str]) -> dict[str, Any]:
    with Played(env | {"DATABASE_URL": urls[0]}, options["scenario"], options["pressure"]) as room:
        room.advance(WARM_UP)
        posts, wall = room.posts(), time.monotonic()
        spent = room.advance(options["windows"])
        made, took = room.posts() - posts, time.monotonic() - wall
    result = {
        "posts": made,
        "posts_per_cpu_s": round(made / sum(spent)),
        "posts_per_s": round(made / took),
    }
    return result | (_ageing(options, env, urls[1:]) if options["age"] else {})


def _ageing(options: dict[str, Any], env: dict[str, str], urls: list[str]) -> dict[str, Any]:
    """The median window (ms) of the old room and of the young one, and how many times as long the old one's
    takes."""
    old, young = (Played(env | {"DATABASE_URL": url}, options["scenario"], 10_000) for url in urls)
    with old, young:
        old.advance(options["age"] * 60)
        young.advance(60)
        turns = [(young.advance(TURN), old.advance(TURN)) for _ in range(60 // TURN)]
    early, late = (statistics.median(chain.from_iterable(spent)) for spent in zip(*turns, strict=True))
    return {
        "window_early_ms": round(early * 1000, 2),
        "window_late_ms": round(late * 1000, 2),
        "ageing": round(late / early, 3),
    }


class Played:
    """A process that plays a room in a database of its own, window by window as it is told."""

    def __init__(self, env: dict[str, str], scenario: str, pressure: int) -> None:
        self._env, self._asked = env, {"scenario": scenario, "pressure": pressure}

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.bench.engine"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=ROOT, env=self._env, stdin=pipe, stdout=pipe)
        self._tell(self._asked)
        return self

    def __exit__(self, *_failure: object) -> None:
        with self._process:  # waits until it has seen the end of its input
            assert self._process.stdin is not None
            self._process.stdin.close()

    def advance(self, windows: int) -> list[float]:
        """CPU seconds of each."""
        spent: list[float] = self._ask({"advance": windows})
        return spent

    def posts(self) -> int:
        return int(self._ask({"advance": None}))

    def _tell(self, line: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(orjson.dumps(line) + b"\n")
        self._process.stdin.flush()

    def _ask(self, line: dict[str, Any]) -> Any:
        assert self._process.stdout is not None
        self._tell(line)
        return orjson.loads(self._process.stdout.readline())


def _play() -> None:
    """In a process of its own: a session at the pressure asked, advanced as fast as it goes."""
    import django

    django.setup()
    from django.core.management import call_command

    from feed import conductor

    lines = map(orjson.loads, sys.stdin.buffer)
    call_command("migrate", verbosity=0)
    room, done = _begun(**next(lines)), 0
    for line in lines:
        if line["advance"] is None:
            room.refresh_from_db()
            answer: Any = room.last_seq
        else:
            answer = []
            for window in range(done, done + line["advance"]):
                before = time.process_time()
                assert conductor.advance_room(room.pk, float(window + 1)) == 1
                answer.append(time.process_time() - before)
            done += line["advance"]
        sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
        sys.stdout.buffer.flush()


def _begun(scenario: str, pressure: int) -> "Room":
    from exercises import sessions
    from exercises.library import library_scenario
    from exercises.scenarios import load_scenario
    from tests.conftest import VERSIONS, make_cast

    cast = make_cast()
    session = sessions.create_session(
        cast.fiona,
        load_scenario(library_scenario(scenario), cast.organisation),
        name="bench",
        lang="en",
        room_names=["One"],
        versions=VERSIONS,
        seed=1,
        pressure=pressure,
    )
    with sessions.locked(session.pk) as held:
        sessions.start_session(held, cast.fiona, 0.0)
    return session.rooms.get()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialroom.settings")
    _play()
