"""How fast the crowd is: posts per CPU-second, and whether a window costs more as the session ages."""

import time
from argparse import ArgumentParser
from typing import Any, NamedTuple

from exercises.library import library_scenario
from exercises.package import ScenarioDocument, plain
from feed.crowd import State, Window, dump, start, step
from feed.crowd.types import INJECT_REFS, REFS_PER_WINDOW, InjectFired, PressureSet, Stimulus


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
    """Run `seconds` of exercise at a held pressure, after ten seconds that warm the caches up."""
    state = start(plain(document), lang, seed)
    script = _script(document, lang)
    state, _ = _run(state, script, range(10), pressure)
    posts, spent, costs = 0, 0.0, []
    for number in range(10, 10 + seconds):
        before = time.process_time()
        state, brought = _run(state, script, range(number, number + 1), None)
        costs.append(time.process_time() - before)
        posts, spent = posts + brought, spent + costs[-1]
    minute = min(60, max(1, seconds // 2))
    return CrowdSpeed(
        pressure,
        seconds,
        posts,
        round(posts / spent, 1),
        round(1000 * spent / seconds, 3),
        round(1000 * sum(costs[:minute]) / minute, 3),
        round(1000 * sum(costs[-minute:]) / minute, 3),
        len(dump(state)),
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


def _script(document: ScenarioDocument, lang: str) -> dict[int, list[Stimulus]]:
    script: dict[int, list[Stimulus]] = {}
    for index, inject in enumerate(document.injects):
        if inject.offset is not None:
            ref = inject.offset * REFS_PER_WINDOW + INJECT_REFS + index
            fired = InjectFired(inject.code, ref, getattr(inject.content, lang))
            script.setdefault(inject.offset, []).append(fired)
    return script


def _run(
    state: State, script: dict[int, list[Stimulus]], windows: range, pressure: int | None
) -> tuple[State, int]:
    posts = 0
    for number in windows:
        stimuli: list[Stimulus] = list(script.get(number, []))
        if pressure is not None and number == windows[0]:
            stimuli.append(PressureSet(pressure))
        state, drafts, _causes = step(state, stimuli, Window(number))
        posts += len(drafts.posts)
    return state, posts
