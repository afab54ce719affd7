"""Hundreds of trainees at once, each with a socket of its own, in one event loop.

made = seats(machine, room, 300)           # cookies
async with Many(machine.address, room, cookies) as many:
    await many.until(lambda: all(one.seq >= 100 for one in many.everybody))
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests.laptop import Laptop

MAKE_SEATS = """
import json
from exercises.access import seat_cookie
from exercises.models import Participant, Room
room = Room.objects.get(code="{room}")
seats = [Participant.objects.create(session=room.session, room=room, name=f"C{{n}}") for n in range({count})]
print(json.dumps(["=".join(seat_cookie(seat)) for seat in seats]))
"""


def seats(machine: Laptop, room: str, count: int) -> list[str]:
    """Cookies of so many new trainees in the room."""
    said = machine.run("shell", "-v0", "-c", MAKE_SEATS.format(room=room, count=count))
    cookies: list[str] = json.loads(said.strip().splitlines()[-1])
    return cookies


@dataclass
class One:
    """What one client holds, as the page would: its seq, the room's total, and the posts it was shown."""

    cookie: str
    seq: int = 0
    rev: int = 0
    total: int = 0
    clock: dict[str, Any] = field(default_factory=dict)
    shown: list[int] = field(default_factory=list)
    holes: list[tuple[int, int]] = field(default_factory=list)
    closed: list[int | None] = field(default_factory=list)
    welcomed_after: float | None = None
    frames: int = 0
    windows: list[int] = field(default_factory=list)
    late: float = 0.0  # s of exercise by which a window came later than when its second was over, at most
    resyncs: int = 0

    @property
    def hello(self) -> str:
        return json.dumps({"type": "hello", "last_seq": self.seq, "last_rev": self.rev})

    def take(self, frame: dict[str, Any]) -> None:
        self.clock = frame.get("clock", self.clock)
        if frame["type"] in ("welcome", "caught_up"):
            state = frame["rooms"][0]
            if self.seq and state["oldest"] > self.seq + 1:
                self.holes.append((self.seq, state["oldest"]))
            self._show(state["posts"])
            self.seq, self.rev, self.total = state["seq"], state["rev"], state["total"]
        if frame["type"] == "window":
            first, last = frame["windows"]
            self.windows += range(first, last + 1)
            self.late = max(self.late, frame["clock"]["t"] - first - 1)
        if frame["type"] in ("window", "posts") and frame["seq"][1] > self.seq:
            if frame["seq"][0] > self.seq + 1:
                self.holes.append((self.seq, frame["seq"][0]))
            self._show(frame["posts"])
            self.seq, self.total = frame["seq"][1], frame["total"]
        elif frame["type"] == "change":
            self.rev = max(self.rev, frame["rev"])

    def _show(self, posts: list[dict[str, Any]]) -> None:
        self.shown += [post["seq"] for post in posts if post["seq"] > self.seq]


class Many:
    """Clients of one room. They answer `resync`, acknowledge, and come back when the socket is lost."""

    def __init__(self, address: str, room: str, cookies: list[str]) -> None:
        self.url = f"ws://{address}/ws/room/{room}/"
        self.everybody = [One(cookie) for cookie in cookies]
        self.began = 0.0
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        self.began = time.monotonic()
        self._tasks = [asyncio.create_task(self._stay(one)) for one in self.everybody]
        return self

    async def __aexit__(self, *_exception: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def until(self, holds: Callable[[], object], within: float = 30) -> float:
        """Seconds since the block began."""
        deadline = time.monotonic() + within
        while not holds():
            assert time.monotonic() < deadline, self.described()
            await asyncio.sleep(0.05)
        return time.monotonic() - self.began

    def described(self) -> str:
        seqs = sorted(one.seq for one in self.everybody)
        closed = [one.closed for one in self.everybody if one.closed]
        return f"seq from {seqs[0]} to {seqs[-1]}, closed: {closed[:5]}"

    def all_welcomed(self) -> bool:
        return all(one.welcomed_after is not None for one in self.everybody)

    async def _stay(self, one: One) -> None:
        while True:
            with contextlib.suppress(OSError, WebSocketException):
                socket = await connect(
                    self.url,
                    additional_headers={"Cookie": one.cookie},
                    compression=None,
                    max_size=None,
                    open_timeout=60,
                    ping_interval=None,
                )
                try:
                    await self._follow(one, socket)
                finally:
                    await socket.close()
                    one.closed.append(socket.close_code)
            await asyncio.sleep(0.1)

    async def _follow(self, one: One, socket: ClientConnection) -> None:
        await socket.send(one.hello)
        async for raw in socket:
            frame = json.loads(raw)
            one.take(frame)
            one.frames += 1
            if frame["type"] == "welcome" and one.welcomed_after is None:
                one.welcomed_after = time.monotonic() - self.began
            if frame["type"] == "resync":
                one.resyncs += 1
                await socket.send(json.dumps({"type": "catch_up", "last_seq": one.seq, "last_rev": one.rev}))
            elif one.frames % 10 == 0:
                await socket.send(json.dumps({"type": "ack", "seq": one.seq}))


async def beside(work: Callable[[], Any]) -> Any:
    """Runs blocking work while the clients go on."""
    return await asyncio.to_thread(work)


__all__ = ["Many", "One", "beside", "seats"]
