"""One hub per web process: it listens to the layer once for all its sockets, and hands each its bytes.

A client may leave CREDIT frames unacknowledged and BUFFERED bytes unread. One that does more is sent no more
frames, only, once it reads again, a word to catch up: the server's memory does not grow with a slow phone.

The layer may lose messages. Each second the hub sends itself a numbered pulse through it: where a number is
missing, or the layer had to connect again, everybody catches up.
"""

import asyncio
import logging
import uuid
from collections.abc import Callable, Collection, Coroutine, Iterable
from typing import Any

from . import broadcast
from .frames import CREDIT, Resync, encode
from .transport import BUFFERED, Wire, text_frame

logger = logging.getLogger(__name__)

RESYNC = text_frame(encode(Resync()))
PULSE = 1.0  # s between two looks at the layer and at clients that fell behind
WELCOMING = 100  # frames kept for a client while its welcome is being made
LAYER_WITHIN = 2.0  # s that the layer has to take something
JOIN_WITHIN = 1.0  # s that a client waits for the layer; without it, it catches up once the layer is back
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

    def hold(self) -> None:
        """Frames wait from now until `release`. What came before is in what is about to be read."""
        self._waiting = []
        self.behind = False

    def release(self) -> None:
        """The welcome is sent: what came meanwhile follows."""
        waiting, self._waiting = self._waiting or [], None
        self._unacknowledged = 0
        for payload, frame in waiting:
            self.deliver(payload, frame)

    def deliver(self, payload: bytes, frame: bytes) -> None:
        """The same message as JSON and as a frame made of it; never blocks."""
        if self._waiting is not None:
            self.behind = self.behind or len(self._waiting) >= WELCOMING
            if not self.behind:
                self._waiting.append((payload, frame))
            return
        if self.behind or self._unacknowledged >= CREDIT or self.is_full:
            self.behind = True
            return
        self._unacknowledged += 1
        self._write(payload, frame)

    def nudge(self) -> None:
        """Tells a client that fell behind to catch up, as soon as it reads again."""
        if self.behind and not self.is_full and self._waiting is None:
            self._waiting = []
            self._write(encode(Resync()), RESYNC)

    @property
    def is_full(self) -> bool:
        """Whether more is waiting for it than it may leave unread."""
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
    """Which client listens to which group; one subscription per group and process.

    Joining and leaving only note what is wanted; one task brings the layer's subscriptions in line with it,
    again and again while the layer is away.
    """

    def __init__(self) -> None:
        self._groups: dict[str, set[Client]] = {}
        self._heard: set[str] = set()
        self._channel: str | None = None
        self._own = broadcast.hub_group(uuid.uuid4().hex)
        self._sent = self._felt = 0
        self._losses: int | None = None
        self._suspects: dict[Client, None] = {}
        self._suspected = asyncio.Event()
        self._wanted = asyncio.Event()
        self._settled = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def join(self, client: Client, groups: Collection[str]) -> None:
        """From the next message on, `client` gets what is sent to `groups`."""
        for group in groups:
            self._groups.setdefault(group, set()).add(client)
        self._start()
        if not self._heard.issuperset(groups):
            self._wanted.set()
            try:
                await asyncio.wait_for(self._until_heard(groups), JOIN_WITHIN)
            except TimeoutError:
                logger.info("hub: the layer is away; a client joined without it")

    def leave(self, client: Client) -> None:
        """Never waits: it must also work for a client whose consumer was cancelled."""
        self._suspects.pop(client, None)
        for group in [name for name, clients in self._groups.items() if client in clients]:
            self._groups[group].discard(client)
            if not self._groups[group]:
                del self._groups[group]
                self._wanted.set()

    def resync_all(self) -> None:
        """The layer may have lost frames: everybody catches up."""
        for client in self._everybody():
            client.behind = True

    def stop(self) -> None:
        """Ends its tasks; it can be used no more."""
        for task in self._tasks:
            task.cancel()

    def _everybody(self) -> set[Client]:
        return {client for clients in self._groups.values() for client in clients}

    # The layer ------------------------------------------------------------------------------------

    def _start(self) -> None:
        if not self._tasks:
            work = (self._keep_subscribed(), self._pulse(), self._look_again())
            self._tasks = [asyncio.create_task(task) for task in work]

    async def _until_heard(self, groups: Collection[str]) -> None:
        while not self._heard.issuperset(groups):
            self._settled.clear()
            await self._settled.wait()

    async def _keep_subscribed(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                await asyncio.wait_for(self._subscribe(), LAYER_WITHIN)
            except Exception as error:  # the layer is down: what is sent meanwhile is lost
                logger.warning("hub: the layer does not answer (%s)", error or type(error).__name__)
                self._losses = -1
                self._wanted.set()
                await asyncio.sleep(PULSE / 2)
            self._settled.set()

    async def _subscribe(self) -> None:
        """Brings what the layer sends us in line with what is wanted."""
        layer = broadcast.layer()
        if self._channel is None:
            self._channel = await layer.new_channel()
            self._tasks.append(asyncio.create_task(self._listen(self._channel)))
        wanted = {self._own, *self._groups}
        for group in wanted - self._heard:
            await layer.group_add(group, self._channel)
            self._heard.add(group)
        for group in self._heard - wanted:
            self._heard.discard(group)
            await layer.group_discard(group, self._channel)

    async def _listen(self, channel: str) -> None:
        while True:
            try:
                self._take(await broadcast.layer().receive(channel))
            except Exception:
                logger.exception("hub: a message was lost")
                self._losses = -1
                await asyncio.sleep(PULSE / 2)

    async def _pulse(self) -> None:
        """Clients that fell behind are told to catch up when they read again; the layer is felt."""
        while True:
            await asyncio.sleep(PULSE)
            for client in self._everybody():
                client.nudge()
            if self._own in self._heard:
                self._sent += 1
                await broadcast.pulse(self._own, self._sent)

    # What comes -----------------------------------------------------------------------------------

    def _take(self, message: dict[str, Any]) -> None:
        if message["type"] == "pulse":
            self._feel(message["number"])
        elif message["type"] == "access":
            self._suspects.update(dict.fromkeys(self._groups.get(message["group"], ())))
            self._suspected.set()
        else:
            self._deliver(self._groups.get(message["group"], set()), message)

    def _feel(self, number: int) -> None:
        """All that was sent between two pulses came, if both came over one connection."""
        losses = broadcast.losses()
        missed = self._felt and number != self._felt + 1
        if missed or self._losses not in (None, losses):
            self.resync_all()
        self._felt, self._losses = number, losses

    async def _look_again(self) -> None:
        """Who may not stay any more is shown out: one after the other, so that nobody else waits for it."""
        while True:
            await self._suspected.wait()
            while self._suspects:
                client = next(iter(self._suspects))
                del self._suspects[client]
                try:
                    await client.look_again()
                except Exception as error:  # the database is away
                    logger.warning("hub: a client could not be looked at (%s)", error)
                    self._suspects[client] = None
                    await asyncio.sleep(PULSE)
            self._suspected.clear()

    @staticmethod
    def _deliver(clients: Iterable[Client], message: dict[str, Any]) -> None:
        """Builds the websocket frame once per audience."""
        for audience in ("staff", "trainees"):
            payload = message.get(audience)
            if payload is None:
                continue
            frame = text_frame(payload)
            for client in list(clients):
                if client.audience == audience:
                    client.deliver(payload, frame)


_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


def hub() -> Hub:
    """The hub of the running event loop: a process that serves sockets has one."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
