"""One hub per web process: it listens to the layer once for all its sockets, and hands each its bytes.

A client may leave CREDIT frames unacknowledged and BUFFERED bytes unread. One that does more is sent no more
frames, only, once it reads again, a word to catch up: the server's memory does not grow with a slow phone.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from . import broadcast
from .frames import CREDIT, Resync, encode
from .transport import BUFFERED, Wire, text_frame

logger = logging.getLogger(__name__)

RESYNC = text_frame(encode(Resync()))
DRAIN_CHECK = 1.0  # s between two looks at clients that fell behind
WELCOMING = 100  # frames kept for a client while its welcome is being made
_errands: set[asyncio.Task[None]] = set()


def errand(coroutine: Coroutine[Any, Any, None]) -> None:
    """Runs `coroutine` beside what is under way. The loop itself keeps only weak references to tasks."""
    task = asyncio.get_running_loop().create_task(coroutine)
    _errands.add(task)
    task.add_done_callback(_errands.discard)


class Client:
    """One socket in the hub. `audience` is "staff" or "trainees"."""

    def __init__(
        self,
        audience: str,
        wire: Wire | None,
        send_text: Callable[[str], Coroutine[Any, Any, None]],
        look_again: Callable[[], Coroutine[Any, Any, None]],
    ) -> None:
        self.audience = audience
        self.look_again = look_again
        self._wire = wire
        self._send_text = send_text
        self._unacknowledged = 0
        self._waiting: list[tuple[bytes, bytes]] | None = []
        self.behind = False

    def acknowledge(self) -> None:
        self._unacknowledged = 0

    def release(self) -> None:
        """The welcome is sent: what came meanwhile follows."""
        waiting, self._waiting = self._waiting or [], None
        self.behind = False
        self._unacknowledged = 0
        for payload, frame in waiting:
            self.deliver(payload, frame)

    def hold(self) -> None:
        """Frames wait until `release`: a welcome or a catch-up is being made."""
        if self._waiting is None:
            self._waiting = []

    def deliver(self, payload: bytes, frame: bytes) -> None:
        """The same message as JSON and as a frame made of it; never blocks."""
        if self._waiting is not None:
            if len(self._waiting) < WELCOMING:
                self._waiting.append((payload, frame))
            return
        if self.behind or self._unacknowledged >= CREDIT or self._is_full():
            self.behind = True
            return
        self._unacknowledged += 1
        self._write(payload, frame)

    def nudge(self) -> None:
        """Tells a client that fell behind to catch up, as soon as it reads again."""
        if self.behind and not self._is_full() and self._waiting is None:
            self.hold()
            self._write(encode(Resync()), RESYNC)

    def _is_full(self) -> bool:
        return self._wire is not None and self._wire.waiting > BUFFERED

    def _write(self, payload: bytes, frame: bytes) -> None:
        if self._wire is None:
            errand(self._send_quietly(payload))
        elif self._wire.is_open:
            self._wire.write(frame)

    async def _send_quietly(self, payload: bytes) -> None:
        try:
            await self._send_text(payload.decode())
        except Exception as error:  # the socket closed meanwhile
            logger.debug("hub: not sent (%s)", error)


class Hub:
    """Which client listens to which group; one subscription per group and process."""

    def __init__(self) -> None:
        self._groups: dict[str, set[Client]] = {}
        self._channel: str | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._lock = asyncio.Lock()

    async def join(self, client: Client, groups: Iterable[str]) -> None:
        """From the next message on, `client` gets what is sent to `groups`."""
        async with self._lock:
            channel = await self._listening()
            for group in groups:
                if group not in self._groups:
                    await broadcast.layer().group_add(group, channel)
                self._groups.setdefault(group, set()).add(client)

    async def leave(self, client: Client) -> None:
        async with self._lock:
            for group in [name for name, clients in self._groups.items() if client in clients]:
                clients = self._groups[group]
                clients.discard(client)
                if not clients:
                    del self._groups[group]
                    await self._unsubscribe(group)

    async def _unsubscribe(self, group: str) -> None:
        try:
            await broadcast.layer().group_discard(group, self._channel or "")
        except Exception as error:  # the layer is down: it forgot us anyway
            logger.info("hub: could not leave %s (%s)", group, error)

    async def _listening(self) -> str:
        if self._channel is None:
            self._channel = await broadcast.layer().new_channel()
            self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._watch())]
        return self._channel

    async def _listen(self) -> None:
        while True:
            try:
                message = await broadcast.layer().receive(self._channel or "")
                self._take(message)
            except asyncio.CancelledError:
                raise
            except Exception:
                logger.exception("hub: a message was lost")
                await asyncio.sleep(0.5)

    async def _watch(self) -> None:
        """Clients that fell behind are told to catch up when they read again."""
        while True:
            await asyncio.sleep(DRAIN_CHECK)
            for client in self._everybody():
                client.nudge()

    def _everybody(self) -> set[Client]:
        return {client for clients in self._groups.values() for client in clients}

    def resync_all(self) -> None:
        """The layer may have lost frames: everybody catches up."""
        for client in self._everybody():
            client.behind = True

    def _take(self, message: dict[str, Any]) -> None:
        group = message["group"]
        if message["type"] == "access":
            for client in list(self._groups.get(group, ())):
                errand(client.look_again())
            return
        self._deliver(self._groups.get(group, set()), message)

    @staticmethod
    def _deliver(clients: set[Client], message: dict[str, Any]) -> None:
        """Builds the websocket frame once per audience."""
        for audience in ("staff", "trainees"):
            payload = message.get(audience)
            if payload is None:
                continue
            frame = text_frame(payload)
            for client in list(clients):
                if client.audience == audience:
                    client.deliver(payload, frame)


_hubs: dict[int, Hub] = {}


def hub() -> Hub:
    """The hub of the running event loop: a process that serves sockets has one."""
    return _hubs.setdefault(id(asyncio.get_running_loop()), Hub())
