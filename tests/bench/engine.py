"""`manage.py bench engine`: how many posts one core makes and stores, and whether that ages.

Step, store and frame of one room, on SQLite and on PostgreSQL; CPU is this process's user + system time (the
database server's own is told apart). `ageing` compares a late window with an early one at the same pressure.
"""

import os
import statistics
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from tests.services import private_postgres

ROOT = Path(__file__).resolve().parents[2]


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--pressure", type=int, default=1_000_000, help="reactions per 5 minutes")
    parser.add_argument("--windows", type=int, default=60, help="windows measured at that pressure")
    parser.add_argument(
        "--age", type=int, default=0, help="minutes of exercise over which ageing is measured"
    )
    parser.add_argument("--scenario", default="capital-attack")


def run(options: dict[str, Any]) -> dict[str, Any]:
    with TemporaryDirectory(prefix="socialroom-bench-") as folder:
        env = os.environ | {
            "DATA_DIR": folder,
            "SOCIALROOM_MAX_PRESSURE": "1000000",
            "LOG_LEVEL": "ERROR",
            "SOCIALROOM_MODE": "embedded",
        }
        env.pop("REDIS_URL", None)
        sqlite = _in_child(env | {"DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}, options)
        with private_postgres() as postgres, postgres.database() as url:
            postgresql = _in_child(env | {"DATABASE_URL": url}, options)
    named = {"pressure": options["pressure"], "windows": options["windows"]}
    named |= {f"sqlite_{name}": value for name, value in sqlite.items()}
    return named | {f"postgresql_{name}": value for name, value in postgresql.items()}


def _in_child(env: dict[str, str], options: dict[str, Any]) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.engine"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        input=orjson.dumps(options, default=str),
        stdout=subprocess.PIPE,
        check=True,
    )
    result: dict[str, Any] = orjson.loads(done.stdout.splitlines()[-1])
    return result


def _child(options: dict[str, Any]) -> dict[str, Any]:
    """In a process of its own: a session at the pressure asked, advanced as fast as it goes."""
    import django

    django.setup()
    from django.core.management import call_command

    from exercises import sessions
    from exercises.library import library_scenario
    from exercises.scenarios import load_scenario
    from feed import conductor
    from tests.conftest import VERSIONS, make_cast

    call_command("migrate", verbosity=0)
    cast = make_cast()
    scenario = load_scenario(library_scenario(options["scenario"]), cast.organisation)
    session = sessions.create_session(
        cast.fiona,
        scenario,
        name="bench",
        lang="en",
        room_names=["One"],
        versions=VERSIONS,
        seed=1,
        pressure=options["pressure"],
    )
    with sessions.locked(session.pk) as held:
        sessions.start_session(held, cast.fiona, 0.0)
    room = session.rooms.get()

    def advance(first: int, count: int) -> list[float]:
        spent = []
        for window in range(first, first + count):
            before = time.process_time()
            assert conductor.advance_room(room.pk, float(window + 1)) == 1
            spent.append(time.process_time() - before)
        return spent

    advance(0, 5)
    posts, wall = _posts(room), time.monotonic()
    spent = advance(5, options["windows"])
    made, took = _posts(room) - posts, time.monotonic() - wall
    result: dict[str, Any] = {
        "posts": made,
        "posts_per_cpu_s": round(made / sum(spent)),
        "posts_per_s": round(made / took),
    }
    if options["age"]:
        result |= _ageing(options, advance, 5 + options["windows"], sessions, held, cast)
    return result


def _ageing(
    options: dict[str, Any], advance: Any, first: int, sessions: Any, held: Any, cast: Any
) -> dict[str, Any]:
    """At 10,000 per 5 minutes: the median window after minute 1, and after `age` minutes."""
    with sessions.locked(held.pk) as session:
        sessions.set_pressure(session, cast.fiona, float(first), 10_000)
    advance(first, 60)
    early = statistics.median(advance(first + 60, 60))
    here = first + 120
    last = options["age"] * 60
    advance(here, max(0, last - 60 - here))
    late = statistics.median(advance(max(here, last - 60), 60))
    return {
        "window_early_ms": round(early * 1000, 2),
        "window_late_ms": round(late * 1000, 2),
        "ageing": round(late / early, 3),
    }


def _posts(room: Any) -> int:
    room.refresh_from_db()
    return int(room.last_seq)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialroom.settings")
    print(orjson.dumps(_child(orjson.loads(sys.stdin.read()))).decode())
