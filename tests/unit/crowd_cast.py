"""A small crowd for tests: the tram scenario, run as the engine would run it."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from exercises.package import plain, read_document
from feed.crowd import Causes, Draft, State, Stimulus, Window, start, step
from feed.crowd.types import ACTION_REFS, INJECT_REFS, REFS_PER_WINDOW, InjectFired, Published

SMALL = Path(__file__).parents[1] / "scenarios" / "small.yaml"
TEAM = "valdor"
#: What trainees and trainers do, by window.
Acts = Mapping[int, Sequence[Stimulus]]


@cache
def small() -> dict[str, Any]:
    """The tram scenario as a plain document. Not to be changed."""
    return plain(read_document(SMALL.read_text(encoding="utf-8")))


def crowd(lang: str = "en", seed: int = 1) -> State:
    return start(small(), lang, seed)


def injects(window: int, lang: str = "en") -> list[Stimulus]:
    """The injects that fire at this second of the script, each with its post."""
    due = [inject for inject in small()["injects"] if inject.get("offset") == window]
    first = window * REFS_PER_WINDOW + INJECT_REFS
    return [InjectFired(inject["code"], first + n, inject["content"][lang]) for n, inject in enumerate(due)]


def says(window: int, text: str, **others: Any) -> Published:
    """The team's spokesperson publishes on the microblog."""
    ref = window * REFS_PER_WINDOW + ACTION_REFS
    said = Published(ref, float(window), TEAM, True, "spokesperson", "microblog", "original", text, None)
    return said._replace(**others)


def play(
    state: State,
    windows: range,
    acts: Acts | None = None,
    lang: str = "en",
    script: bool = True,
    write: bool = True,
) -> tuple[State, list[Draft], list[Causes]]:
    """Run windows: the script's injects, and the acts of trainees and trainers by window."""
    posts: list[Draft] = []
    causes: list[Causes] = []
    for number in windows:
        stimuli = [*(injects(number, lang) if script else []), *(acts or {}).get(number, [])]
        state, drafts, why = step(state, stimuli, Window(number, write))
        posts.extend(drafts.posts)
        causes.append(why)
    return state, posts, causes
