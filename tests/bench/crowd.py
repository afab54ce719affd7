"""How fast the crowd is: posts per CPU-second, and whether a window costs more as the session ages."""

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any, NamedTuple

from exercises.document import ScenarioDocument
from exercises.library import library_scenario
from exercises.package import plain
from feed.crowd import dump
from feed.crowd.simulation import Moment, played
from feed.crowd.types import PressureSet

WARMING = 10  # windows before it is measured


class CrowdSpeed(NamedTuple):
    """`ms_first` and `ms_last` are CPU per window in the first and the last minute after the warm-up."""

    pressure: int
    windows: int
    posts: int
    posts_per_cpu_s: float
    ms_per_window: float
    ms_first: float
    ms_last: float
    checkpoint_bytes: int


def measure(
    document: ScenarioDocument, lang: str = "en", pressure: int = 10_000, seconds: int = 300, seed: int = 1
) -> CrowdSpeed:
    """Run `seconds` of exercise at a held pressure, after WARMING seconds that warm the caches up."""
    moments = played(plain(document), lang, seed, WARMING + seconds, pressure=PressureSet(pressure))
    posts, costs = 0, []
    for moment, cost in _timed(moments):
        if moment.number >= WARMING:
            posts += len(moment.drafts.posts)
            costs.append(cost)
    spent = sum(costs)
    minute = min(60, max(1, seconds // 2))
    return CrowdSpeed(
        pressure,
        seconds,
        posts,
        round(posts / spent, 1),
        round(1000 * spent / seconds, 3),
        round(1000 * sum(costs[:minute]) / minute, 3),
        round(1000 * sum(costs[-minute:]) / minute, 3),
        len(dump(moment.state)),
    )


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--scenario", default="capital-attack")
    parser.add_argument("--lang", default="en")
    parser.add_argument("--seconds", type=int, default=120, help="of exercise, at the dial's top")


def run(options: dict[str, Any]) -> dict[str, Any]:
    rows = report(library_scenario(options["scenario"]), options["lang"], options["seconds"])
    return {f"{row['pressure']}_{name}": value for row in rows for name, value in row.items()}


def report(document: ScenarioDocument, lang: str = "en", seconds: int = 120) -> list[dict[str, Any]]:
    """The figures at the dial's top and at a million reactions per 5 minutes, one row each."""
    return [
        measure(document, lang, 10_000, seconds)._asdict(),
        measure(document, lang, 1_000_000, max(3, seconds // 20))._asdict(),
    ]


def _timed(moments: Iterator[Moment]) -> Iterator[tuple[Moment, float]]:
    """Each moment with the CPU seconds that it took to make."""
    while True:
        before = time.process_time()
        moment = next(moments, None)
        if moment is None:
            return
        yield moment, time.process_time() - before
