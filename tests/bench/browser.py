"""`manage.py bench browser`: what the trainees' page does while posts come, on a slow machine.

The real server on loopback, a session of a scenario of the library, and Chromium with its CPU
slowed `--slowed` times. Half of the time the feed flows, a quarter somebody reads further down and
the pill counts, then it flows again. For each rate: tasks over 50 ms (those of the load apart) and
whose they were, frames of the screen, the heap after a forced collection at the start and at the
end, and the time from the commit of a window to the pixel. As the posts of a window drip over a
second by design, `pixel_*` is about half a second; `first_pixel_*`, of a window's first post, is
the way alone. When a window is committed is what another connection to the database sees, to 5 ms.
On a machine that others use too the figures are of that machine: compare within one run, and mind
`load_1min`.
"""

import json
import math
import os
import sqlite3
import threading
import time
from argparse import ArgumentParser
from bisect import bisect_left
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from tests.laptop import Laptop, laptop
from tests.plugins.chromium import open_chromium

RATES = (33.0, 333.0)
LONGEST = 1800  # s
LONG = 50  # ms
SETTLE = 8.0  # s from the first posts to the measured time
LATEST = 2.0  # s before the reading begins: what comes then may be held back by it
POLL = 0.005  # s
EYE = Path(__file__).with_name("browser_eye.js")
PREPARE = """
import json, time
from exercises import sessions
from exercises.access import seat_cookie
from exercises.library import library_scenario
from exercises.models import Participant
from exercises.scenarios import load_scenario
from tests.conftest import VERSIONS, make_cast
cast = make_cast()
scenario = load_scenario(library_scenario("SCENARIO"), cast.organisation)
session = sessions.create_session(
    cast.fiona, scenario, name="bench", lang="LANG", room_names=["One"], versions=VERSIONS, seed=1,
    pressure=PRESSURE,
)
room = session.rooms.get()
seat = Participant.objects.create(session=session, room=room, name="Tom")
with sessions.locked(session.pk) as held:
    sessions.start_session(held, cast.fiona, time.time())
print(json.dumps({"room": room.code, "cookie": seat_cookie(seat)}))
"""


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--seconds", type=int, default=60, help=f"measured time of each rate, 8 to {LONGEST}")
    parser.add_argument("--rate", type=float, help="posts per second; without it, 33 and then 333")
    parser.add_argument("--slowed", type=float, default=4.0, help="how many times slower the CPU is")
    parser.add_argument("--scenario", default="capital-attack")
    parser.add_argument("--lang", default="en")


def run(options: dict[str, Any]) -> dict[str, Any]:
    options = options | {"seconds": min(LONGEST, max(8, options["seconds"]))}
    rates = [options["rate"]] if options["rate"] else RATES
    result: dict[str, Any] = {"seconds": options["seconds"], "slowed": options["slowed"]}
    with open_chromium() as browser:
        for rate in rates:
            measured = _at_rate(browser, rate, options)
            result |= {f"at_{rate:g}_{name}": value for name, value in measured.items()}
    return result


def _at_rate(browser: Browser, rate: float, options: dict[str, Any]) -> dict[str, Any]:
    with TemporaryDirectory(prefix="socialroom-bench-") as folder, laptop(Path(folder)) as machine:
        machine.env |= {"SOCIALROOM_MAX_PRESSURE": "1000000", "LOG_LEVEL": "ERROR"}
        machine.start()
        script = PREPARE.replace("SCENARIO", options["scenario"]).replace("LANG", options["lang"])
        made = machine.run("shell", "-v0", "-c", script.replace("PRESSURE", str(round(rate * 300))))
        stage = json.loads(made.splitlines()[-1])
        with Commits(next(Path(folder).glob("*.sqlite3"))) as commits:
            page = _opened(browser, machine, stage)
            try:
                return _measured(page, commits, options)
            finally:
                page.context.close()


class Commits(threading.Thread):
    """When each window was committed, as another connection sees it: [(last seq, s since 1970)]."""

    def __init__(self, database: Path) -> None:
        super().__init__(daemon=True)
        self._database = database
        self._over = threading.Event()
        self.seen: list[tuple[int, float]] = []

    def __enter__(self) -> "Commits":
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        connection = sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)
        version = None
        while not self._over.wait(POLL):
            before, version = version, connection.execute("PRAGMA data_version").fetchone()
            if version == before:
                continue
            (seq,) = connection.execute("SELECT max(last_seq) FROM exercises_room").fetchone()
            if not self.seen or seq > self.seen[-1][0]:
                self.seen.append((seq, time.time()))
        connection.close()

    def of(self, seq: int) -> tuple[int, float] | None:
        """The window with post `seq`: its number and when it was committed."""
        place = bisect_left(self.seen, (seq, 0.0))
        return (place, self.seen[place][1]) if 0 < place < len(self.seen) else None


def _opened(browser: Browser, machine: Laptop, stage: dict[str, Any]) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    name, value = stage["cookie"]
    context.add_cookies([{"name": name, "value": value, "url": f"http://{machine.address}"}])
    page = context.new_page()
    page.add_init_script(path=EYE)
    page.goto(f"http://{machine.address}/room/{stage['room']}/")
    page.locator("[data-view=feed] .post").nth(8).wait_for(state="attached", timeout=60_000)
    return page


def _measured(page: Page, commits: Commits, options: dict[str, Any]) -> dict[str, Any]:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": options["slowed"]})
    page.wait_for_timeout(SETTLE * 1000)
    of_load = sum(task["ms"] > LONG for task in page.evaluate("eye.tasks"))
    start = _memory(devtools)
    page.wait_for_timeout(500)
    page.evaluate("eye.forget()")
    begin = time.time()
    turns = _watched(page, options["seconds"])
    seen = page.evaluate("({...eye})")
    spent = time.time() - begin
    end = _memory(devtools)
    return {
        "posts_per_s": round(_rate(commits.seen, begin, begin + spent), 1),
        **_smoothness(seen, spent),
        "load_long_tasks": of_load,
        "heap_start_mb": round(start["heap"] / 1e6, 2),
        "heap_end_mb": round(end["heap"] / 1e6, 2),
        "heap_growth_mb_per_min": round((end["heap"] - start["heap"]) / 1e6 / spent * 60, 2),
        "nodes_start": start["nodes"],
        "nodes_end": end["nodes"],
        **_lateness(seen, commits, begin, begin + spent, turns),
        "load_1min": round(os.getloadavg()[0], 1),
    }


def _watched(page: Page, seconds: int) -> tuple[float, float]:
    """Looks on, reads for a quarter of the time, looks on; from when until when somebody read."""
    page.wait_for_timeout(seconds * 500)
    away = time.time()
    page.mouse.move(640, 400)
    page.mouse.wheel(0, 900)
    page.wait_for_timeout(seconds * 250)
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.mouse.move(2, 300)
    back = time.time()
    page.wait_for_timeout(seconds * 250)
    return away, back


def _memory(devtools: CDPSession) -> dict[str, int]:
    """Bytes of the heap and nodes of the document, after what nobody holds any more was collected."""
    devtools.send("HeapProfiler.enable")
    for _turn in range(2):
        devtools.send("HeapProfiler.collectGarbage")
    heap = devtools.send("Runtime.getHeapUsage")["usedSize"]
    nodes = devtools.send("Memory.getDOMCounters")["nodes"]
    devtools.send("HeapProfiler.disable")
    return {"heap": int(heap), "nodes": int(nodes)}


def _smoothness(seen: dict[str, Any], spent: float) -> dict[str, Any]:
    long = [task["ms"] for task in seen["tasks"] if task["ms"] > LONG]
    scripts = sorted(seen["scripts"].items(), key=lambda item: -item[1])[:5]
    return {
        "fps": round(len(seen["frames"]) / spent, 1),
        "frame_p99_ms": round(_share(seen["frames"], 0.99), 1),
        "long_tasks": len(long),
        "long_tasks_ms": round(sum(long)),
        "longest_task_ms": round(max(long, default=0)),
        "long_by": "; ".join(f"{name} {ms:.0f} ms" for name, ms in scripts),
    }


def _lateness(
    seen: dict[str, Any], commits: Commits, begin: float, end: float, turns: tuple[float, float]
) -> dict[str, Any]:
    """ms from commit to pixel of what was painted while the feed flowed, and counted while somebody read."""
    away, back = turns
    late: list[float] = []
    first: dict[int, float] = {}
    for seq, at in seen["painted"]:
        window = commits.of(seq)
        is_reading = away * 1000 < at < back * 1000  # what had passed by is put in then, out of sight
        if window is None or is_reading:
            continue
        if not (begin < window[1] < away - LATEST or back + 1 < window[1] < end):
            continue
        late.append(at - window[1] * 1000)
        first[window[0]] = min(first.get(window[0], math.inf), late[-1])
    counted = sorted(seen["counted"])
    pill: list[float] = []
    for _seq, at in commits.seen:
        place = bisect_left(counted, at * 1000)
        if away + 1 < at < back - 1 and place < len(counted):
            pill.append(counted[place] - at * 1000)
    result: dict[str, Any] = {"painted": len(late)}
    for name, values in (("pixel", late), ("first_pixel", list(first.values())), ("pill", pill)):
        for share in (0.5, 0.99):
            result[f"{name}_p{share * 100:g}_ms"] = round(_share(values, share))
    return result


def _rate(seen: list[tuple[int, float]], begin: float, end: float) -> float:
    within = [(seq, at) for seq, at in seen if begin <= at <= end]
    steps = [(later[0] - earlier[0], later[1] - earlier[1]) for earlier, later in pairwise(within)]
    return sum(count for count, _s in steps) / max(0.001, sum(s for _count, s in steps))


def _share(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 0.0
