"""kill -9 while texts wait for their time: each goes out once, none is forgotten."""

import json
import time
from pathlib import Path
from typing import Any

from tests.faults.test_kills import joined_after_opening, keep_running
from tests.laptop import Laptop, is_welcome, laptop, logged_in
from tests.visitor import Visitor

TEXTS = 12
PATIENCE = 120  # s until the last of them must have gone out
SAID = """
import json
from feed import store
from exercises.models import Room
room = Room.objects.get(code="{room}")
said = store.room_posts(room.pk).filter(team=True, participant__isnull=False)
print(json.dumps(list(said.values_list("text", flat=True))))
"""


def test_kills_around_their_time_send_each_scheduled_text_once(tmp_path: Path) -> None:
    with laptop(tmp_path) as machine:
        machine.run("migrate", "-v0")
        made = machine.prepared()
        machine.start()
        fiona, tom = logged_in(machine, made), joined_after_opening(machine, made)
        schedule_all(machine, tom, made)
        until = time.monotonic() + PATIENCE
        while len(said(machine, made)) < TEXTS and time.monotonic() < until:
            time.sleep(1.5)
            machine.kill()
            machine.start()
            keep_running(machine, fiona, made)
        time.sleep(3)  # nothing follows
        found = said(machine, made)
    assert sorted(found) == sorted(f"Notice {number}." for number in range(TEXTS))


def schedule_all(machine: Laptop, tom: Visitor, made: dict[str, Any]) -> None:
    """Texts of every third second of exercise, which runs at twice the speed."""
    with tom.socket(machine.address, f"/ws/room/{made['room']}/") as socket:
        welcome = socket.wait_for(is_welcome)
        here = {"account": welcome["you"]["accounts"][0]["code"], "channel": "microblog", "kind": "original"}
        for number in range(TEXTS):
            draft = {"type": "draft_save", "key": f"save-{number:08}", **here, "text": f"Notice {number}."}
            kept = socket.ask(draft)["result"]
            at = int(welcome["clock"]["t"]) + 10 + 3 * number
            give = {"type": "draft_schedule", "key": f"time-{number:08}", "at": at}
            assert socket.ask(give | {name: kept[name] for name in ("draft", "version")})["type"] == "done"


def said(machine: Laptop, made: dict[str, Any]) -> list[str]:
    told = machine.run("shell", "-v0", "-c", SAID.format(room=made["room"]))
    texts: list[str] = json.loads(told.splitlines()[-1])
    return texts
