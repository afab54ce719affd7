"""The clock of the embedded server over a laptop's sleep: the process stands still, and wakes up."""

import json
import os
import signal
import time
from pathlib import Path
from typing import Any

from exercises.clock import GAP
from tests.faults.conftest import Readied
from tests.laptop import Laptop, is_welcome, joined, logged_in
from tests.visitor import Follower, Frame

SEEN = """
import json
from exercises.models import Firing, LogEntry, Room
room = Room.objects.select_related("session").get(code="{room}")
from feed import store
print(json.dumps({{
    "windows": list(store.moments(room.pk).values_list("window", flat=True)),
    "seqs": list(store.room_posts(room.pk).values_list("seq", flat=True)),
    "fired": list(Firing.objects.filter(room=room).values_list("inject", "window")),
    "gaps": LogEntry.objects.filter(session=room.session, what="gap").count(),
    "offsets": {{i["code"]: i.get("offset") for i in room.session.snapshot["injects"]}},
    "reached": room.next_window,
}}))
"""


def sleep(machine: Laptop, seconds: float) -> None:
    """The lid closes and opens."""
    assert machine.process is not None
    os.kill(machine.process.pid, signal.SIGSTOP)
    time.sleep(seconds)
    os.kill(machine.process.pid, signal.SIGCONT)


def seen(machine: Laptop, room: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        machine.run("shell", "-v0", "-c", SEEN.format(room=room)).strip().splitlines()[-1]
    )
    return found


def _reaches(frame: Frame, room: str, window: int) -> bool:
    return frame["type"] == "window" and frame["room"] == room and frame["windows"][1] >= window


def windows_of(follower: Follower, room: str) -> list[int]:
    return [
        number
        for frame in follower.windows()
        if frame["room"] == room
        for number in range(frame["windows"][0], frame["windows"][1] + 1)
    ]


def test_a_nap_is_caught_up_and_a_sleep_stands_the_session(ready_laptop: Readied, tmp_path: Path) -> None:
    with ready_laptop(tmp_path) as (machine, made):
        machine.start()
        fiona, room = logged_in(machine, made), made["room"]
        with fiona.socket(machine.address, f"/ws/session/{made['pk']}/") as staff:
            staff.wait_for(is_welcome)
            for verb in ("open_lobby", "start"):
                assert staff.ask({"type": verb, "key": f"verb-{verb}"})["type"] == "done"
            tom = joined(machine, made, "Tom B")
            staff.wait_for(lambda frame: frame["type"] == "window" and frame["windows"][1] >= 2, within=20)

            sleep(machine, 5)  # a nap
            staff.wait_for(lambda frame: _reaches(frame, room, 8), within=20)
            assert staff.frames[-1].get("clock", {}).get("running", True)

            reached = windows_of(staff, room)[-1]
            sleep(machine, GAP + 2)  # a sleep
            stood = staff.wait_for(lambda frame: frame["type"] == "state", within=20)["clock"]
            assert (stood["state"], stood["reason"], stood["running"]) == ("paused", "gap", False)
            assert reached <= stood["t"] <= reached + 3
            with tom.socket(machine.address, f"/ws/room/{room}/") as trainee:
                assert trainee.wait_for(is_welcome)["clock"]["reason"] == "gap"
            time.sleep(3)
            assert windows_of(staff, room)[-1] < stood["t"]

            assert staff.ask({"type": "resume", "key": "verb-resume"})["type"] == "done"
            staff.wait_for(
                lambda frame: frame["type"] == "window" and frame["windows"][1] >= stood["t"] + 3, within=20
            )
            assert staff.ask({"type": "pause", "key": "verb-pause"})["type"] == "done"
            time.sleep(1)
            numbers = windows_of(staff, room)
        found = seen(machine, room)
    assert numbers == list(range(numbers[0], numbers[-1] + 1))
    assert found["windows"] == list(range(found["reached"]))
    assert found["seqs"] == list(range(1, len(found["seqs"]) + 1))
    assert found["gaps"] == 1
    fired = dict(found["fired"])
    assert len(fired) == len(found["fired"])
    due = {code: offset for code, offset in found["offsets"].items() if offset is not None}
    assert {code: window for code, window in fired.items() if code in due} == {
        code: offset for code, offset in due.items() if offset < found["reached"]
    }
