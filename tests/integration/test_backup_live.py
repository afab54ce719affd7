"""A backup of a session that runs, restored on another machine: it goes on there from where it stood."""

import time
from pathlib import Path

from exercises.clock import GAP
from tests.laptop import all_posts, is_welcome, laptop, logged_in


def test_a_running_session_goes_on_elsewhere(tmp_path: Path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    file = str(tmp_path / "b.zip")
    with laptop(tmp_path / "one") as first:
        first.run("migrate", "-v0")
        made = first.prepared()
        first.start()
        fiona = logged_in(first, made)
        with fiona.socket(first.address, f"/ws/session/{made['pk']}/") as staff:
            epoch = staff.wait_for(is_welcome)["epoch"]
            for message in (
                {"type": "open_lobby", "key": "open-lobby-1"},
                {"type": "pressure", "key": "pressure-1", "value": 3000},
                {"type": "start", "key": "start-the-1"},
            ):
                assert staff.ask(message)["type"] == "done"
            for _window in range(4):
                staff.wait_for(lambda frame: frame["type"] == "window")
            first.run("backup", file)
            saved = time.monotonic()
            staff.wait_for(lambda frame: frame["type"] == "window")
        there = {post["seq"]: post["id"] for post in all_posts(first, fiona, made["room"])}
    with laptop(tmp_path / "two") as second:
        second.run("restore", file)
        time.sleep(max(0.0, saved + GAP + 1 - time.monotonic()))  # a machine that is far away
        second.start()
        fiona = logged_in(second, made)
        before = {post["seq"]: post["id"] for post in all_posts(second, fiona, made["room"])}
        assert before
        assert before.items() <= there.items()
        with fiona.socket(second.address, f"/ws/session/{made['pk']}/") as staff:
            welcome = staff.wait_for(is_welcome)
            assert welcome["epoch"] != epoch
            assert (welcome["clock"]["state"], welcome["clock"]["reason"]) == ("paused", "gap")
            stood = welcome["clock"]["t"]
            assert staff.ask({"type": "resume", "key": "go-on-there-1"})["type"] == "done"
            window = staff.wait_for(lambda frame: frame["type"] == "window" and frame["room"] == made["room"])
            assert stood <= window["clock"]["t"] < stood + 10
        after = [post["seq"] for post in all_posts(second, fiona, made["room"])]
        assert after == list(range(1, len(after) + 1))
        assert len(after) >= len(before)
