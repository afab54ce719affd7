"""`manage.py bench reading`: how long it takes to read a trainee's message.

The labelled messages of a file of tests/reading, each read for the first time by a process that has read
those of another file before: what it knows of frequent words is at hand, as on a server that has been up for
a while, and new words are new. CPU time of the process. `loop_ms` is that of a fixed loop, beside each
message, so that runs can be compared on a machine that others use too: `mean_in_loops`.
"""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import orjson

from feed.crowd.reading import read

MESSAGES = Path(__file__).resolve().parents[1] / "reading"
LOOP = 50_000  # additions, about a millisecond


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--file", default="held_out", help="of tests/reading, without .jsonl")
    parser.add_argument("--before", default="development", help="the file that is read before")


def run(options: dict[str, Any]) -> dict[str, Any]:
    for text, lang in _messages(options["before"]):
        read(text, lang)
    messages = _messages(options["file"])
    times, loops = [], []
    for text, lang in messages:
        begin = time.process_time()
        read(text, lang)
        between = time.process_time()
        sum(range(LOOP))
        times.append((between - begin) * 1000)
        loops.append((time.process_time() - between) * 1000)
    times.sort()
    mean, loop = sum(times) / len(times), sum(loops) / len(loops)
    return {
        "messages": len(messages),
        "characters": round(sum(len(text) for text, _lang in messages) / len(messages)),
        "p50_ms": round(times[len(times) // 2], 2),
        "mean_ms": round(mean, 2),
        "p95_ms": round(times[int(len(times) * 0.95)], 2),
        "loop_ms": round(loop, 3),
        "mean_in_loops": round(mean / loop, 2),
    }


def _messages(name: str) -> list[tuple[str, str]]:
    lines = (MESSAGES / f"{name}.jsonl").read_bytes().splitlines()
    return [(one["text"], one["lang"]) for one in map(orjson.loads, lines)]
