"""`manage.py bench search`: how long a search takes in a room of a million posts.

On SQLite and on PostgreSQL. The crowd makes `--made` posts, which are copied until there are `--posts`, and
indexed at once. Then queries of each kind are drawn from the words that were said. Times are those of
`store.found`: index and posts, 51 of them; `curve_*` those of `volume.over_time` for the same queries,
`author_*` those of `author_view`; `cloud_*` and
`list_*` are told in `tests.bench.clouds`. `never_said` are frequent words in an order that nobody chose: the
hardest question there is.
"""

import os
import random
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from tests.services import private_postgres

ROOT = Path(__file__).resolve().parents[2]
ASKED = 40  # queries of each kind
LIMIT = 51  # posts, as a page of the API asks for


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--posts", type=int, default=1_000_000, help="posts of the room")
    parser.add_argument(
        "--made", type=int, default=30_000, help="posts that the crowd makes; the rest are copies"
    )
    parser.add_argument("--scenario", default="capital-attack")
    parser.add_argument("--lang", default="en")


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
    named = {f"sqlite_{name}": value for name, value in sqlite.items()}
    return named | {f"postgresql_{name}": value for name, value in postgresql.items()}


def _in_child(env: dict[str, str], options: dict[str, Any]) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.search"]
    told = orjson.dumps(options, default=str)
    done = subprocess.run(command, cwd=ROOT, env=env, input=told, stdout=subprocess.PIPE, check=True)
    result: dict[str, Any] = orjson.loads(done.stdout.splitlines()[-1])
    return result


def _child(options: dict[str, Any]) -> dict[str, Any]:
    """In a process of its own: the room, its index, and the questions."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from feed import store
    from tests.bench import clouds
    from tests.bench.report import copy_posts

    call_command("migrate", verbosity=0)
    session, room = _made(options)
    said = list(store.room_posts(room.pk).values_list("text", "handle", "hashtags"))
    copy_posts(session, options["posts"])
    begin = time.perf_counter()
    with transaction.atomic():
        store.index_again()
    took = time.perf_counter() - begin
    with connection.cursor() as cursor:  # what a server's autovacuum does by itself
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE feed_search")
    room.refresh_from_db()
    clouds.spread_over_an_hour(room)
    result = {"posts": room.last_seq, "indexed_per_s": round(room.last_seq / took)}
    queries = list(_queries(said))
    result |= _timed(room.pk, queries)
    of_clouds = clouds.timed(room, queries, sorted({handle for _text, handle, _tags in said}))
    for name, spent in of_clouds.items():
        result |= {f"{name}_p50_ms": _share(spent, 0.5), f"{name}_p99_ms": _share(spent, 0.99)}
    return result


def _made(options: dict[str, Any]) -> tuple[Any, Any]:
    from exercises import sessions
    from exercises.library import library_scenario
    from exercises.scenarios import load_scenario
    from feed import conductor
    from tests.conftest import VERSIONS, make_cast

    cast = make_cast()
    scenario = load_scenario(library_scenario(options["scenario"]), cast.organisation)
    names: dict[str, Any] = {"name": "bench", "room_names": ["One"], "versions": VERSIONS, "seed": 1}
    session = sessions.create_session(cast.fiona, scenario, lang=options["lang"], pressure=300_000, **names)
    with sessions.locked(session.pk) as held:
        sessions.start_session(held, cast.fiona, 0.0)
    room, window = session.rooms.get(), 0
    while room.last_seq < options["made"]:
        window += 1
        conductor.advance_room(room.pk, float(window))
        room.refresh_from_db()
    return session, room


def _queries(said: list[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """(kind, query), of words as often as they were said."""
    from feed.query import words

    rng = random.Random(1)
    texts = [found for text, _handle, _tags in said if len(found := words(text)) > 3]
    counts = Counter(word for found in texts for word in set(found))
    ranked = [word for word, _count in counts.most_common()]
    rare = [word for word, count in counts.items() if count == 1]
    tags = sorted({tag for _text, _handle, found in said for tag in found.split()})
    kinds: dict[str, Callable[[], str]] = {
        "frequent": lambda: rng.choice(ranked[:20]),
        "word": lambda: rng.choice(rng.choice(texts)),
        "rare": lambda: rng.choice(rare),
        "two": lambda: " ".join(rng.sample(rng.choice(texts), 2)),
        "phrase": lambda: '"' + " ".join(rng.choice(texts)[:3]) + '"',
        "never_said": lambda: '"' + " ".join(reversed(rng.sample(ranked[:20], 3))) + '"',
        "without": lambda: f"{rng.choice(rng.choice(texts))} -{rng.choice(ranked[:20])}",
        "either": lambda: " OR ".join(rng.sample(ranked[:500], 3)),
        "tag": lambda: "#" + rng.choice(tags).lstrip("#"),
        "account": lambda: "@" + rng.choice(said)[1],
        "begun": lambda: rng.choice([word for word in rng.choice(texts) if len(word) > 2])[:3] + "*",
        "nothing": lambda: f"qx{rng.randrange(1000)}zz",
    }
    for _turn in range(ASKED):
        for kind, query in kinds.items():
            yield kind, query()


def _timed(room: int, queries: list[tuple[str, str]]) -> dict[str, Any]:
    from feed import store, volume
    from feed.authors import author_view
    from feed.query import BadQuery, parse

    spent: dict[str, list[float]] = {}
    curves: list[float] = []
    authors: list[float] = []
    worst = worst_curve = (0.0, "")
    for kind, query in queries:
        try:
            asked = parse(query)
        except BadQuery:  # a draw such as "i*"
            continue
        begin = time.perf_counter()
        store.found(room, asked, limit=LIMIT)
        ms = (time.perf_counter() - begin) * 1000
        spent.setdefault(kind, []).append(ms)
        worst = max(worst, (ms, query))
        begin = time.perf_counter()
        volume.first_of(room, volume.over_time(room, asked))
        curves.append((time.perf_counter() - begin) * 1000)
        worst_curve = max(worst_curve, (curves[-1], query))
        if kind == "account":
            begin = time.perf_counter()
            author_view(room, query[1:])
            authors.append((time.perf_counter() - begin) * 1000)
    everything = [ms for kind in spent.values() for ms in kind]
    result: dict[str, Any] = {"p50_ms": _share(everything, 0.5), "p99_ms": _share(everything, 0.99)}
    for kind, took in spent.items():
        result |= {f"{kind}_p50_ms": _share(took, 0.5), f"{kind}_p99_ms": _share(took, 0.99)}
    for name, took in (("curve", curves), ("author", authors)):
        result |= {f"{name}_p50_ms": _share(took, 0.5), f"{name}_p99_ms": _share(took, 0.99)}
    return result | {
        "worst": worst[1],
        "worst_curve_ms": round(worst_curve[0], 1),
        "worst_curve": worst_curve[1],
    }


def _share(values: list[float], share: float) -> float:
    return round(sorted(values)[min(len(values) - 1, int(len(values) * share))], 1)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialroom.settings")
    sys.stdout.buffer.write(orjson.dumps(_child(orjson.loads(sys.stdin.buffer.read()))))
