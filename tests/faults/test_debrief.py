"""The debrief on a laptop whose process is killed or stopped while it is being made."""

import contextlib
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import psutil
import pytest
from pypdf import PdfReader

from tests.laptop import Laptop, is_welcome, laptop, logged_in
from tests.visitor import Follower, Visitor

_keys = count(1)


class Exercise:
    """Fiona's session on a laptop, from the dashboard's socket to the debrief."""

    def __init__(self, machine: Laptop, made: dict[str, Any]) -> None:
        self.machine, self.made = machine, made
        self.fiona = logged_in(machine, made)
        self.base = f"/sessions/{made['pk']}/debrief/"

    @contextlib.contextmanager
    def dashboard(self) -> Iterator[Follower]:
        with self.fiona.socket(self.machine.address, f"/ws/session/{self.made['pk']}/") as follower:
            follower.wait_for(is_welcome)
            yield follower

    def play(self, follower: Follower, seconds: float) -> None:
        """Starts the exercise, lets it run, ends it."""
        steer(follower, "start")
        time.sleep(seconds)
        steer(follower, "end")

    def debriefs(self) -> list[dict[str, Any]]:
        return list(self.fiona.json(self.machine.address, self.base)["debriefs"])

    def pages(self, visitor: Visitor, address: str) -> str:
        reader = PdfReader(BytesIO(visitor.download(self.machine.address, address)))
        return " ".join(page.extract_text() for page in reader.pages)


def steer(follower: Follower, verb: str) -> None:
    answer = follower.ask({"type": verb, "key": f"key-{next(_keys):08}"})
    assert answer["type"] == "done", answer


def until(holds: Callable[[], Any], within: float) -> Any:
    deadline = time.monotonic() + within
    while not (found := holds()):
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)
    return found


def renderers(machine: Laptop) -> list[psutil.Process]:
    assert machine.process is not None
    return [
        child
        for child in psutil.Process(machine.process.pid).children()
        if "reports.child" in child.cmdline()
    ]


@pytest.fixture
def exercise(tmp_path: Path) -> Iterator[Exercise]:
    with laptop(tmp_path) as machine:
        machine.start()
        yield Exercise(machine, machine.prepared())


def test_the_dashboard_sees_the_debrief_grow_and_downloads_it(exercise):
    with exercise.dashboard() as follower:
        exercise.play(follower, 4)
        frame = follower.wait_for(lambda f: any(d["state"] == "ready" for d in f.get("debrief") or []), 90)
        progress = [f["debrief"][-1]["progress"] for f in follower.frames if f.get("debrief")]
    assert progress == sorted(progress)
    assert len(set(progress)) >= 5
    (debrief,) = frame["debrief"]
    assert exercise.debriefs() == [debrief]
    assert "The tram on Linden Bridge" in " ".join(exercise.pages(exercise.fiona, debrief["pdf"]).split())
    assert exercise.fiona.download(exercise.machine.address, debrief["xlsx"]).startswith(b"PK")


def test_a_debrief_whose_maker_was_killed_is_made_after_the_restart(exercise):
    with exercise.dashboard() as follower:
        exercise.play(follower, 2)
        until(lambda: renderers(exercise.machine), 30)
    orphans = renderers(exercise.machine)
    exercise.machine.kill()
    _gone, alive = psutil.wait_procs(orphans, timeout=5)
    assert alive == []
    exercise.machine.start()
    ready = until(lambda: [d for d in exercise.debriefs() if d["state"] == "ready"], 120)
    assert len(ready) == len(exercise.debriefs()) == 1
    assert exercise.pages(exercise.fiona, ready[0]["pdf"])


def test_stopping_the_laptop_does_not_wait_for_the_debrief(exercise):
    with exercise.dashboard() as follower:
        exercise.play(follower, 2)
        until(lambda: renderers(exercise.machine), 30)
    at_work = renderers(exercise.machine)
    assert exercise.machine.stop() < 5
    _gone, alive = psutil.wait_procs(at_work, timeout=5)
    assert alive == []
    exercise.machine.start()
    assert until(lambda: [d for d in exercise.debriefs() if d["state"] == "ready"], 120)
