"""kill -9 of the one embedded process, under load: nothing is lost, nothing stands twice."""

import json
import random
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from tests.laptop import Laptop, is_welcome, joined, laptop, logged_in
from tests.visitor import Visitor

KILLS = 50
PATIENCE = 40.0  # s for an answer: what is tested is that nothing is lost, on a slow machine, too
VERIFY = """
import hashlib, json
from exercises import sessions
from exercises.models import Action, Firing, LogEntry, Room, Session
from feed import conductor, store
room = Room.objects.select_related("session").get(code="{room}")
session = room.session
seqs = list(store.room_posts(room.pk).values_list("seq", flat=True))
windows = list(store.moments(room.pk).values_list("window", flat=True))
numbers = list(LogEntry.objects.filter(session=session).values_list("number", flat=True))
fired = list(Firing.objects.filter(room=room).values_list("inject", flat=True))
FIELDS = ("ref", "t", "kind", "handle", "text", "parent", "emotion", "likes", "shares", "replies", "views")
def digest(room):
    crowd = store.room_posts(room.pk).filter(participant=None)
    return hashlib.sha256(json.dumps(sorted(crowd.values_list(*FIELDS))).encode()).hexdigest()
# The same actions in the same windows, in a session that nobody killed.
twin_session = Session.objects.get(pk=session.pk)
twin_session.pk, twin_session.join_code, twin_session.state = None, "TWIN", "running"
twin_session.wall_anchor = twin_session.exercise_anchor = twin_session.log_count = 0
twin_session.speed = 1
twin_session.save()
twin = Room.objects.create(session=twin_session, name="Twin", code="twintwin")
actions = list(Action.objects.filter(room=room).order_by("number"))
end = room.next_window
for action in actions:
    while twin.next_window < action.window:
        conductor.advance_room(twin.pk, float(action.window))
        twin.refresh_from_db()
    Action.objects.create(room=twin, number=action.number, window=action.window, t=action.t, kind=action.kind,
                          payload=action.payload)
    Room.objects.filter(pk=twin.pk).update(action_count=action.number + 1)
    if action.kind == "publish":
        post = store.room_posts(room.pk).get(ref=action.payload["ref"])
        row = {{field: getattr(post, field) for field in store.COLUMNS}}
        row |= dict(room_id=twin.pk, seq=store.next_seq(twin), likes=0, shares=0, replies=0, views=0)
        store.add_posts([store.NewPost(**row)])
        store.count_on(twin.pk, [store.NewPost(**row)], [])
    twin.refresh_from_db()
while twin.next_window < end:
    conductor.advance_room(twin.pk, float(end))
    twin.refresh_from_db()
print(json.dumps({{
    "posts": len(seqs), "seq_holes": seqs != list(range(1, len(seqs) + 1)), "last_seq": room.last_seq,
    "windows": len(windows), "window_holes": windows != list(range(room.next_window)),
    "log_holes": numbers != list(range(1, len(numbers) + 1)),
    "fired_twice": len(fired) != len(set(fired)),
    "said": list(store.room_posts(room.pk).filter(team=True).values_list("ref", flat=True)),
    "same_as_without_kills": digest(room) == digest(twin),
}}))
"""


class Talker(threading.Thread):
    """Tom publishes all the time; what is not answered he sends again, same key, over a new socket."""

    def __init__(self, machine: Laptop, tom: Visitor, path: str) -> None:
        super().__init__(daemon=True)
        self.machine, self.tom, self.path = machine, tom, path
        self.acknowledged: list[int] = []
        self.silent = threading.Event()

    def run(self) -> None:
        number = 0
        while not self.silent.is_set():
            try:
                with self.tom.socket(self.machine.address, self.path) as socket:
                    account = socket.wait_for(is_welcome, within=3)["you"]["accounts"][0]["code"]
                    while not self.silent.is_set():
                        answer = socket.ask(message(number, account), within=3)
                        if answer["type"] == "done":
                            self.acknowledged.append(answer["result"]["id"])
                            number += 1
                        time.sleep(0.05)
            except Exception:  # the server was killed: again
                time.sleep(0.05)


def message(number: int, account: str) -> dict[str, Any]:
    return {
        "type": "publish",
        "key": f"talk-{number:08}",
        "account": account,
        "channel": "microblog",
        "kind": "original",
        "text": f"Message {number}: please stay at home.",
    }


def test_fifty_kills_under_load_lose_nothing(tmp_path: Path) -> None:
    rng = random.Random(7)
    with laptop(tmp_path) as machine:
        machine.run("migrate", "-v0")
        made = machine.prepared()
        machine.start()
        fiona, tom = logged_in(machine, made), joined_after_opening(machine, made)
        talker = Talker(machine, tom, f"/ws/room/{made['room']}/")
        talker.start()
        for _index in range(KILLS):
            time.sleep(rng.uniform(0.5, 3.0))  # the first window comes after a second or so
            machine.kill()
            machine.start()
            keep_running(machine, fiona, made)
        talker.silent.set()
        talker.join(10)
        stop_clock(machine, fiona, made)
        time.sleep(1)
        machine.kill()
        found = json.loads(
            machine.run("shell", "-v0", "-c", VERIFY.format(room=made["room"])).splitlines()[-1]
        )
    assert found["posts"] == found["last_seq"] > 1000
    for fault in ("seq_holes", "window_holes", "log_holes", "fired_twice"):
        assert not found[fault], fault
    assert len(talker.acknowledged) > KILLS / 2
    assert len(set(talker.acknowledged)) == len(talker.acknowledged)
    assert set(talker.acknowledged) <= set(found["said"])
    assert (
        len(found["said"]) <= len(talker.acknowledged) + 1
    )  # the last one may be stored, but not yet answered
    assert found["same_as_without_kills"]


def joined_after_opening(machine: Laptop, made: dict[str, Any]) -> Visitor:
    fiona = logged_in(machine, made)
    with fiona.socket(machine.address, f"/ws/session/{made['pk']}/") as staff:
        staff.wait_for(is_welcome)
        for verb in ("open_lobby", "start"):
            assert staff.ask({"type": verb, "key": f"verb-{verb}"})["type"] == "done"
        tom = joined(machine, made, "Tom B")
        assert staff.ask({"type": "pressure", "key": "pressure-1", "value": 10_000})["type"] == "done"
        assert staff.ask({"type": "speed", "key": "speed-0001", "value": 2})["type"] == "done"
    return tom


def keep_running(machine: Laptop, fiona: Visitor, made: dict[str, Any]) -> None:
    """On a slow machine a start takes more than the ten seconds after which a session stands."""
    with fiona.socket(machine.address, f"/ws/session/{made['pk']}/", within=PATIENCE) as staff:
        clock = staff.wait_for(is_welcome, PATIENCE)["clock"]
        if clock.get("reason") == "gap":
            key = f"resume-{time.time_ns()}"
            assert staff.ask({"type": "resume", "key": key}, PATIENCE)["type"] == "done"


def stop_clock(machine: Laptop, fiona: Visitor, made: dict[str, Any]) -> None:
    with fiona.socket(machine.address, f"/ws/session/{made['pk']}/", within=PATIENCE) as staff:
        staff.wait_for(is_welcome, PATIENCE)
        assert staff.ask({"type": "pause", "key": "pause-0001"}, PATIENCE)["type"] == "done"


DIE_AT = """
import os, signal, time
from exercises import sessions
from exercises.models import Room, Session
from feed import conductor, store
room = Room.objects.get(code="{room}")
with sessions.locked(room.session_id) as session:
    sessions.start_session(session, None, 1000.0) if session.state == "draft" else None
conductor.advance_room(room.pk, 1027.5)
real = {where}
def die(*args, **options):
    {after}
    os.kill(os.getpid(), signal.SIGKILL)
{where} = die
conductor.advance_room(room.pk, 1036.5)
"""


@pytest.mark.parametrize(
    "where",
    ["store.claim", "store.add_posts", "store.add_moment", "store.save_checkpoint", "conductor._settle"],
)
@pytest.mark.parametrize("after", ["pass", "real(*args, **options)"], ids=["before", "after"])
def test_a_kill_between_step_and_commit_leaves_the_window_to_the_next(
    tmp_path: Path, where: str, after: str
) -> None:
    with laptop(tmp_path) as machine:
        machine.run("migrate", "-v0")
        made = machine.prepared()
        code = DIE_AT.format(room=made["room"], where=where, after=after)
        with pytest.raises(AssertionError):  # the command died
            machine.run("shell", "-v0", "-c", code)
        follow_up = (
            "from exercises.models import Room\nfrom feed import conductor\n"
            f'conductor.advance_room(Room.objects.get(code="{made["room"]}").pk, 1040.5)'
        )
        machine.run("shell", "-v0", "-c", follow_up)
        found = json.loads(
            machine.run("shell", "-v0", "-c", VERIFY.format(room=made["room"])).splitlines()[-1]
        )
    assert found["windows"] == 40
    assert found["same_as_without_kills"]
    for fault in ("seq_holes", "window_holes", "log_holes", "fired_twice"):
        assert not found[fault], fault
