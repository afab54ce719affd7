"""Hundreds of clients at once on the one embedded process, which makes the crowd at full pressure as well."""

import asyncio
import contextlib
import json
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psutil
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.faults.conftest import Readied
from tests.laptop import Laptop, all_posts, is_welcome, joined, logged_in
from tests.many import Many, beside, seats
from tests.visitor import Visitor

CLIENTS = 300
CAUGHT_UP = 10.0  # s
MEGABYTE = 1 << 20


@dataclass
class Crowded:
    machine: Laptop
    made: dict[str, Any]
    fiona: Visitor
    tom: Visitor
    cookies: list[str]

    @property
    def room(self) -> str:
        return str(self.made["room"])

    @property
    def process(self) -> psutil.Process:
        assert self.machine.process is not None
        return psutil.Process(self.machine.process.pid)

    def many(self, cookies: list[str]) -> Many:
        return Many(self.machine.address, self.room, cookies)

    def steer(self, kind: str, key: str, **more: Any) -> None:
        with self.fiona.socket(self.machine.address, f"/ws/session/{self.made['pk']}/") as staff:
            staff.wait_for(is_welcome, within=30)
            answer = staff.ask({"type": kind, "key": key, **more}, within=30)
            assert answer["type"] == "done", answer

    def run(self, on: bool, key: str) -> None:
        """Resumes or pauses, unless it is so already: a start that took long left a gap."""
        with self.fiona.socket(self.machine.address, f"/ws/session/{self.made['pk']}/") as staff:
            if staff.wait_for(is_welcome, within=30)["clock"]["running"] != on:
                answer = staff.ask({"type": "resume" if on else "pause", "key": key}, within=30)
                assert answer["type"] == "done", answer

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self.tom.json(self.machine.address, f"/api/rooms/{self.room}/state")
        return state


@pytest.fixture(scope="module")
def crowded(ready_laptop: Readied, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowded]:
    """A session at 10,000 reactions per 5 minutes, and seats for hundreds."""
    with ready_laptop(tmp_path_factory.mktemp("storms")) as (machine, made):
        cookies = seats(machine, made["room"], CLIENTS)
        machine.start()
        crowd = Crowded(machine, made, logged_in(machine, made), Visitor(), cookies)
        crowd.steer("open_lobby", "open-lobby")
        crowd.tom = joined(machine, made, "Tom B")
        crowd.steer("pressure", "pressure-1", value=10_000)
        crowd.steer("start", "start-it-1")
        yield crowd


async def test_after_a_kill_hundreds_reconnect_at_once_and_are_exact(crowded: Crowded) -> None:
    async with crowded.many(crowded.cookies) as many:
        await many.until(many.all_welcomed, within=60)
        await many.until(lambda: min(one.seq for one in many.everybody) > 100, within=60)
        await beside(crowded.machine.kill)
        for one in many.everybody:
            one.welcomed_after = None
        await beside(crowded.machine.start)
        began = many.began = time.monotonic()
        await many.until(many.all_welcomed, within=CAUGHT_UP)
        print(f"{CLIENTS} clients were welcome after {time.monotonic() - began:.1f} s")
        await beside(lambda: crowded.run(False, "pause-all-1"))
        await asyncio.sleep(1)
        state = await beside(crowded.state)
        await many.until(lambda: {(one.seq, one.total) for one in many.everybody} == {(state["seq"],) * 2})
        assert all(len(one.shown) == len(set(one.shown)) for one in many.everybody)
        await beside(lambda: crowded.run(True, "resume-all-1"))


async def test_who_was_away_gets_the_newest_page_and_knows_what_is_missing(crowded: Crowded) -> None:
    posts = await beside(lambda: all_posts(crowded.machine, crowded.tom, crowded.room))
    async with crowded.many(crowded.cookies[:20]) as many:
        for one in many.everybody:
            one.seq = 40  # what they held when they left, hundreds of posts ago
        await many.until(many.all_welcomed)
        await many.until(lambda: all(one.seq > len(posts) for one in many.everybody))
    for one in many.everybody:
        assert one.total == one.seq > len(posts)
        (missing,) = one.holes
        assert missing[0] == 40
        assert one.shown[0] == missing[1]
    last, first = many.everybody[0].holes[0]
    pages = await beside(lambda: below(crowded, first))
    assert [post["seq"] for post in pages] == list(range(1, first))
    known = {post["seq"]: post["id"] for post in posts}
    assert all(known[post["seq"]] == post["id"] for post in pages if post["seq"] in known)
    assert last < first


def below(crowded: Crowded, seq: int) -> list[dict[str, Any]]:
    """Everything before `seq`, as one scrolls back, oldest first."""
    posts: list[dict[str, Any]] = []
    while page := crowded.tom.json(
        crowded.machine.address, f"/api/rooms/{crowded.room}/posts?before={seq}&limit=500"
    )["posts"]:
        posts += page
        seq = page[-1]["seq"]
    return posts[::-1]


async def test_at_ten_times_the_speed_a_frame_a_second_carries_ten_windows(crowded: Crowded) -> None:
    with crowded.fiona.socket(crowded.machine.address, f"/ws/session/{crowded.made['pk']}/") as staff:
        staff.wait_for(is_welcome, within=30)
        assert staff.ask({"type": "speed", "key": "speed-times-10", "value": 10}, within=30)["type"] == "done"
        await asyncio.sleep(8)
        assert staff.ask({"type": "speed", "key": "speed-times-01", "value": 1}, within=30)["type"] == "done"
        room = [frame for frame in staff.windows() if frame["room"] == crowded.room]
    fast = [frame["windows"] for frame in room if frame["clock"]["speed"] == 10]
    assert 5 <= len(fast) <= 9
    assert all(last - first + 1 >= 10 for first, last in fast[1:])
    windows = [number for first, last in fast for number in range(first, last + 1)]
    assert windows == list(range(windows[0], windows[-1] + 1))
    assert all(len(frame["posts"]) <= 60 for frame in room)


async def test_clients_that_read_nothing_cost_little_and_slow_nobody(crowded: Crowded) -> None:
    """Fifty phones whose screen went dark. They have the smallest windows that TCP allows."""
    before = crowded.process.memory_info().rss
    deaf = [await deaf_client(crowded, cookie) for cookie in crowded.cookies[100:150]]
    async with crowded.many(crowded.cookies[:50]) as many:
        await many.until(many.all_welcomed)
        began = time.monotonic()
        for _turn in range(20):
            for (
                client
            ) in deaf:  # they acknowledge, though they have read nothing: a liar's way round the credit
                await client.send('{"type":"ack","seq":1}')
            await asyncio.sleep(1)
        frames = min(one.frames for one in many.everybody)
        grown = crowded.process.memory_info().rss - before
        print(f"grown by {grown / MEGABYTE:.0f} MB; {frames} frames in {time.monotonic() - began:.0f} s")
        assert grown <= 64 * MEGABYTE
        assert frames >= 0.6 * (time.monotonic() - began)
        assert not any(one.holes for one in many.everybody)
    for client in deaf:
        client.transport.abort()


async def deaf_client(crowded: Crowded, cookie: str) -> ClientConnection:
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    raw.setblocking(False)
    host, port = crowded.machine.address.split(":")
    await asyncio.get_running_loop().sock_connect(raw, (host, int(port)))
    client = await connect(
        f"ws://{crowded.machine.address}/ws/room/{crowded.room}/",
        sock=raw,
        additional_headers={"Cookie": cookie},
        compression=None,
        ping_interval=None,
        max_queue=1,
    )
    await client.send('{"type":"hello"}')
    client.transport.pause_reading()
    return client


async def test_who_asks_again_and_again_without_reading_is_closed(crowded: Crowded) -> None:
    """Each answer is a whole page: unread, they would pile up in the server."""
    before = crowded.process.memory_info().rss
    greedy = [await deaf_client(crowded, cookie) for cookie in crowded.cookies[150:170]]
    for _turn in range(15):
        for client in greedy:
            for _index in range(6):
                with contextlib.suppress(ConnectionClosed):
                    await client.send(json.dumps({"type": "catch_up", "last_seq": 0, "last_rev": 0}))
        await asyncio.sleep(1)
    grown = crowded.process.memory_info().rss - before
    print(f"grown by {grown / MEGABYTE:.0f} MB")
    assert grown <= 64 * MEGABYTE
    still_open = [c for c in crowded.process.net_connections() if c.status == psutil.CONN_ESTABLISHED]
    assert not still_open
    for client in greedy:
        client.transport.abort()


def test_the_server_complained_of_nothing(crowded: Crowded) -> None:
    log = (crowded.machine.folder / "log").read_text(errors="replace")
    assert "Traceback" not in log
    assert "Exception" not in log
