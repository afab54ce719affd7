"""The other processes of `bench fanout`: one prepares the session, one publishes, one is all the clients.

Each reads one JSON line that says what to do, and answers with JSON lines.
"""

import asyncio
import json
import math
import os
import sys
import time
from itertools import pairwise
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialroom.settings")

ACK_EVERY = 10


def prepare(told: dict[str, Any]) -> dict[str, Any]:
    """A running session with a seat for each client."""
    from django.core.management import call_command

    from exercises import sessions
    from exercises.access import seat_cookie
    from exercises.models import Participant
    from tests.conftest import make_cast, make_session

    call_command("migrate", verbosity=0)
    cast = make_cast()
    played = make_session(cast, pressure=int(told["rate"] * 300))
    played.south.delete()
    seats = [
        Participant.objects.create(session=played.session, room=played.north, name=f"C{index}")
        for index in range(told["clients"])
    ]
    if told["embedded"]:
        with sessions.locked(played.session.pk) as session:
            sessions.start_session(session, cast.fiona, time.time())
    return {
        "room": played.north.code,
        "room_pk": played.north.pk,
        "session": played.session.pk,
        "cookies": ["=".join(seat_cookie(seat)) for seat in seats],
    }


def publish(told: dict[str, Any]) -> dict[str, Any]:
    return {"ours": publish_ours, "tutorial": publish_tutorial, "embedded": wait_embedded}[told["side"]](told)


def publish_ours(told: dict[str, Any]) -> dict[str, Any]:
    """One window a second, as a worker makes it; the time of each commit by the last seq of its frame."""
    from exercises import sessions
    from feed import broadcast, conductor

    commits: list[tuple[int, int, float]] = []
    send = broadcast.send

    def noted(group: str, message: dict[str, Any]) -> None:
        if message["type"] == "frame" and "last" in message:
            commits.append((0, message["last"], time.time()))
        send(group, message)

    broadcast.send = noted
    start = time.time()
    with sessions.locked(told["stage"]["session"]) as session:
        sessions.start_session(session, None, start)
    for second in range(1, told["seconds"] + 1):
        time.sleep(max(0.0, start + second - time.time()))
        conductor.advance_room(told["stage"]["room_pk"], time.time())
    time.sleep(0.5)
    with sessions.locked(told["stage"]["session"]) as session:
        sessions.pause_session(session, None, time.time())
    return {"commits": commits, "count": commits[-1][1]}


def publish_tutorial(told: dict[str, Any]) -> dict[str, Any]:
    """The same stored posts, one group_send each, at the same rate."""
    from asgiref.sync import async_to_sync
    from channels_redis.core import RedisChannelLayer

    from feed import store
    from feed.frames import post_for_trainees
    from feed.present import post_views

    rows = list(store.room_posts(told["stage"]["room_pk"]))
    posts = [post_for_trainees(v.model_dump(exclude_none=True)) for v in post_views(rows[0].room_id, rows)]
    commits: list[tuple[int, int, float]] = []

    async def send_all() -> None:
        layer = RedisChannelLayer(hosts=[{"address": os.environ["REDIS_URL"], "socket_timeout": None}])
        start = time.time()
        for index, post in enumerate(posts):
            await asyncio.sleep(max(0.0, start + index / told["rate"] - time.time()))
            commits.append((post["seq"], post["seq"], time.time()))
            await layer.group_send("room", {"type": "post", "post": post})

    async_to_sync(send_all)()
    return {"commits": commits, "count": len(posts)}


def wait_embedded(told: dict[str, Any]) -> dict[str, Any]:
    """The server makes its own windows: their times are in the frames. What came while it started and all the
    clients connected at once does not count."""
    since = time.time()
    time.sleep(told["seconds"])
    from exercises.models import Session

    session = Session.objects.get(pk=told["stage"]["session"])
    anchor = [session.wall_anchor, session.exercise_anchor]
    return {"commits": [], "count": 0, "anchor": anchor, "since": since}


class Clients:
    """All the clients in one event loop. Each post counts when its message is parsed."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        self.got: list[list[tuple[int, int, int, float, float]]] = []

    async def run(self) -> None:
        cookies = self.told["stage"]["cookies"][: self.told["clients"]]
        tasks = []
        for start in range(0, len(cookies), 50):
            batch = [asyncio.create_task(self._client(cookie)) for cookie in cookies[start : start + 50]]
            tasks += batch
            await asyncio.sleep(0.5)
        while len(self.got) < len(cookies):
            await asyncio.sleep(0.1)
            for task in tasks:
                if task.done():
                    task.result()
        print(json.dumps({"in": len(self.got)}), flush=True)
        published = json.loads(await asyncio.to_thread(sys.stdin.readline))
        print(json.dumps(self._sum_up(published)), flush=True)
        os._exit(0)

    async def _client(self, cookie: str) -> None:
        import orjson
        import websockets

        side = self.told["side"]
        path = "ws/bench/" if side == "tutorial" else f"ws/room/{self.told['stage']['room']}/"
        url = f"ws://127.0.0.1:{self.told['port']}/{path}"
        async with websockets.connect(
            url, additional_headers={"Cookie": cookie}, max_size=None, compression=None, open_timeout=60
        ) as socket:
            got: list[tuple[int, int, int, float, float]] = []
            if side != "tutorial":
                await socket.send('{"type":"hello"}')
                await socket.recv()
            self.got.append(got)
            frames = 0
            async for raw in socket:
                message = orjson.loads(raw)
                now = time.time()
                if side == "tutorial":
                    got.append((message["seq"], message["seq"], 1, now, 0.0))
                elif message["type"] == "window":
                    first, last = message["seq"]
                    got.append((first, last, len(message["posts"]), now, message["clock"]["t"]))
                    frames += 1
                    if frames % ACK_EVERY == 0:
                        await socket.send(f'{{"type":"ack","seq":{last}}}')

    def _sum_up(self, published: dict[str, Any]) -> dict[str, Any]:
        committed = {last: at for _first, last, at in published["commits"]}
        late: list[float] = []
        delivered = lost = 0
        since = published.get("since", 0.0)
        for got in ([row for row in rows if row[3] >= since] for rows in self.got):
            delivered += sum(row[2] for row in got)
            lost += self._lost(got, published)
            for _first, last, count, now, t in got:
                at = committed.get(last) if committed else self._made_at(t, published)
                if at is not None:
                    late += [(now - at) * 1000] * max(1, count)
        late.sort()
        return {
            "delivered": delivered,
            "lost": lost,
            "p50_ms": round(_share(late, 0.5), 1),
            "p99_ms": round(_share(late, 0.99), 1),
        }

    def _lost(self, got: list[tuple[int, int, int, float, float]], published: dict[str, Any]) -> int:
        """Posts of frames that never came; what the budget leaves out is counted by the frame itself."""
        if self.told["side"] == "embedded":
            return sum(max(0, b[0] - a[1] - 1) for a, b in pairwise(got))
        return int(published["count"]) - sum(last - first + 1 for first, last, *_rest in got)

    @staticmethod
    def _made_at(t: float, published: dict[str, Any]) -> float:
        wall, exercise = published["anchor"]
        return float(wall + t - exercise)


def _share(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, math.ceil(len(values) * share) - 1)] if values else math.nan


def main() -> None:
    told = json.loads(sys.stdin.readline())
    django.setup()
    if sys.argv[1] == "clients":
        asyncio.run(Clients(told).run())
    else:
        role = {"prepare": prepare, "publish": publish}[sys.argv[1]]
        print(json.dumps(role(told)), flush=True)


if __name__ == "__main__":
    main()
