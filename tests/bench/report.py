"""`manage.py bench report`: how long a debrief takes, how much memory, and what live rooms notice of it.

A session of the library is played to `--posts` and debriefed as the product does it, in its child process.
Then its posts are copied to `--many` (only their number matters here) and it is debriefed again. Beside each
debrief another session runs live in this process: `live_*` is how late its windows are stored.
"""

import os
import subprocess
import sys
import threading
import time
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

ROOT = Path(__file__).resolve().parents[2]
REFS_APART = 10**12  # between the refs of a post and of its copy


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--posts", type=int, default=10_000, help="posts of the first session")
    parser.add_argument("--many", type=int, default=1_000_000, help="posts of the second; 0 leaves it out")
    parser.add_argument("--minutes", type=int, default=5, help="minutes of exercise over which they come")
    parser.add_argument("--rooms", type=int, default=1, help="rooms of the session")
    parser.add_argument("--scenario", default="capital-attack")
    parser.add_argument("--lang", default="en")
    parser.add_argument("--database", default="", help="URL of an empty database; by default SQLite")


def run(options: dict[str, Any]) -> dict[str, Any]:
    with TemporaryDirectory(prefix="socialroom-bench-") as folder:
        url = options["database"] or f"sqlite:///{folder}/bench.sqlite3"
        env = os.environ | {
            "DATA_DIR": folder,
            "DATABASE_URL": url,
            "SOCIALROOM_MAX_PRESSURE": "1000000",
            "LOG_LEVEL": "ERROR",
            "SOCIALROOM_MODE": "embedded",
        }
        env.pop("REDIS_URL", None)
        command = [sys.executable, "-m", "tests.bench.report"]
        told = orjson.dumps(options, default=str)
        done = subprocess.run(command, cwd=ROOT, env=env, input=told, stdout=subprocess.PIPE, check=True)
    result: dict[str, Any] = orjson.loads(done.stdout.splitlines()[-1])
    return result


def _child(options: dict[str, Any]) -> dict[str, Any]:
    """In a process of its own: the session, its debriefs, and a live room beside them."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    session, live = _played(options), _live(options)
    result = {"rooms": options["rooms"], "minutes": options["minutes"]}
    result |= {
        f"live_alone_{name}": value for name, value in _while_live(live, lambda: time.sleep(8)).items()
    }
    result |= _debriefed(session, live, "")
    if options["many"]:
        copy_posts(session, options["many"])
        result |= _debriefed(session, live, "many_")
    return result


def _debriefed(session: Any, live: Any, prefix: str) -> dict[str, Any]:
    told: dict[str, Any] = {}
    noticed = _while_live(live, lambda: told.update(_rendered(session)))
    told |= {f"live_{name}": value for name, value in noticed.items()}
    told["posts"] = sum(session.rooms.values_list("last_seq", flat=True))
    return {f"{prefix}{name}": value for name, value in told.items()}


def _rendered(session: Any) -> dict[str, Any]:
    """Wall time, CPU time and the most memory of the child, from its start to its end."""
    from reports import renderer

    children = os.times()
    start, peak, steps = time.perf_counter(), 0.0, {}
    with TemporaryDirectory(prefix="socialroom-debrief-") as folder:
        for news in renderer.render(session.pk, Path(folder)):
            peak = max(peak, *(_peak_memory(pid) for pid in renderer.running()))
            steps[news.ready or str(news.progress)] = round(time.perf_counter() - start, 2)
        size = (Path(folder) / renderer.PDF).stat().st_size
    after = os.times()
    return {
        "wall_s": round(time.perf_counter() - start, 2),
        "cpu_s": round(
            after.children_user + after.children_system - children.children_user - children.children_system, 2
        ),
        "peak_mb": round(peak),
        "record_s": steps["25"],
        "pdf_kb": size // 1000,
    }


def _peak_memory(pid: int) -> float:
    """The most resident memory of a process so far, MB (Linux)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    line = next((line for line in status.splitlines() if line.startswith("VmHWM")), "VmHWM 0")
    return int(line.split()[1]) / 1000


# ── sessions ──────────────────────────────────────────────────────────────────────────────────────


def _played(options: dict[str, Any]) -> Any:
    """An ended session with about as many posts as asked, in each of which the team spoke once a minute."""
    from exercises import sessions
    from exercises.sessions import locked
    from feed import conductor

    seconds = options["minutes"] * 60
    pressure = round(options["posts"] / options["rooms"] * 300 / seconds)
    session, fiona = _session(options, pressure, options["rooms"])
    seats = _seats(session)
    for minute in range(options["minutes"]):
        for room in session.rooms.all():
            while conductor.advance_room(room.pk, minute * 60 + 30):
                pass
            _say(session, seats[room.code], minute * 60 + 30.5)
    for room in session.rooms.all():
        while conductor.advance_room(room.pk, seconds):
            pass
    with locked(session.pk) as ended:
        sessions.end_session(ended, fiona, seconds)
    session.refresh_from_db()
    return session


def _session(options: dict[str, Any], pressure: int, rooms: int) -> tuple[Any, Any]:
    from exercises import sessions
    from exercises.library import library_scenario
    from exercises.models import Organisation, User
    from exercises.scenarios import load_scenario
    from exercises.sessions import locked
    from tests.conftest import VERSIONS, make_cast

    known = Organisation.objects.filter(slug="here").first()
    organisation = known or make_cast().organisation
    fiona = User.objects.get(username="fiona")
    session = sessions.create_session(
        fiona,
        load_scenario(library_scenario(options["scenario"]), organisation),
        name="bench",
        lang=options["lang"],
        room_names=[f"Team {number}" for number in range(1, rooms + 1)],
        versions=VERSIONS,
        seed=1,
        pressure=pressure,
    )
    with locked(session.pk) as started:
        sessions.start_session(started, fiona, 0.0)
    return session, fiona


def _seats(session: Any) -> dict[str, Any]:
    from exercises.access import Seat
    from exercises.models import Participant

    return {
        room.code: Seat(room, Participant.objects.create(session=session, room=room, name="Tom"), None)
        for room in session.rooms.all()
    }


def _say(session: Any, seat: Any, at: float) -> None:
    from feed import actions, messages

    account = next(persona["code"] for persona in session.snapshot["personas"] if persona.get("team"))
    text = "We are sorry. Please avoid the area, stay inside, and follow us here: what we know, we tell you."
    message = messages.Publish(
        type="publish",
        key=f"bench-{at:010.0f}",
        account=account,
        channel="microblog",
        kind="original",
        text=text,
    )
    actions.act(seat, message, at)


def copy_posts(session: Any, many: int) -> None:
    """Copies each room's posts until there are `many` in all."""
    from django.db import connection, transaction

    from exercises.models import Room
    from feed.store import COLUMNS

    # `group` is a word of SQL
    kept = [connection.ops.quote_name(name) for name in COLUMNS if name not in ("seq", "ref")]
    names = ", ".join(("seq", "ref", *kept))
    rooms = list(session.rooms.all())
    for room in rooms:
        first = room.last_seq
        with transaction.atomic(), connection.cursor() as cursor:
            for number in range(1, -(-many // (first * len(rooms)))):
                cursor.execute(
                    f"INSERT INTO feed_post ({names}) SELECT seq + %s, ref + %s, {', '.join(kept)} "  # noqa: S608
                    "FROM feed_post WHERE room_id = %s AND seq <= %s",
                    [number * first, number * REFS_APART, room.pk, first],
                )
                Room.objects.filter(pk=room.pk).update(last_seq=(number + 1) * first)


# ── a live room beside it ─────────────────────────────────────────────────────────────────────────


def _live(options: dict[str, Any]) -> Any:
    session, _fiona = _session(options, 10_000, 1)
    return session.rooms.get()


def _while_live(room: Any, work: Any) -> dict[str, float]:
    """Runs `work`, while the room's windows are made each second; how late they are stored (ms)."""
    from django.db import connections

    from feed import conductor

    late: list[float] = []
    done = threading.Event()

    def tick() -> None:
        room.refresh_from_db()
        window, begin = room.next_window, time.perf_counter()
        while not done.is_set() or len(late) < 3:
            due = begin + len(late) + 1
            time.sleep(max(0.0, due - time.perf_counter()))
            window += 1
            conductor.advance_room(room.pk, float(window))
            late.append((time.perf_counter() - due) * 1000)
        connections.close_all()

    thread = threading.Thread(target=tick)
    thread.start()
    work()
    done.set()
    thread.join()
    late.sort()
    return {"p50_ms": round(late[len(late) // 2], 1), "worst_ms": round(late[-1], 1), "windows": len(late)}


if __name__ == "__main__":
    sys.stdout.buffer.write(orjson.dumps(_child(orjson.loads(sys.stdin.buffer.read()))))
