"""The channel layer of the embedded server: in memory, and safe to call from a worker thread.

Channels' own memory layer leaves receivers asleep when another thread fills their queue: an
asyncio queue may only be touched on the loop that its receivers wait on. Here a queue remembers that loop.
"""

import asyncio
import threading
import uuid
from typing import Any

from channels.layers import BaseChannelLayer

CAPACITY = 1000  # messages that a receiver may leave unread; what comes after is dropped, clients resync


class ThreadSafeMemoryLayer(BaseChannelLayer):
    extensions = ["groups", "flush"]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(capacity=kwargs.pop("capacity", CAPACITY), **kwargs)
        self._lock = threading.Lock()
        self._queues: dict[str, tuple[asyncio.AbstractEventLoop, asyncio.Queue[dict[str, Any]]]] = {}
        self._groups: dict[str, set[str]] = {}
        self._dropped = 0

    def losses(self) -> int:
        """How often messages were dropped; it grows."""
        return self._dropped

    async def new_channel(self, prefix: str = "specific.") -> str:
        name = f"{prefix}memory!{uuid.uuid4().hex}"
        self._queue(name)
        return name

    def _queue(self, channel: str) -> tuple[asyncio.AbstractEventLoop, asyncio.Queue[dict[str, Any]]]:
        with self._lock:
            if channel not in self._queues:
                self._queues[channel] = (asyncio.get_running_loop(), asyncio.Queue(self.capacity))
            return self._queues[channel]

    async def receive(self, channel: str) -> dict[str, Any]:
        _loop, queue = self._queue(channel)
        return await queue.get()

    async def send(self, channel: str, message: dict[str, Any]) -> None:
        with self._lock:
            known = self._queues.get(channel)
        if known is not None:
            loop, queue = known
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._offer, queue, message)

    def _offer(self, queue: asyncio.Queue[dict[str, Any]], message: dict[str, Any]) -> None:
        if queue.full():
            self._dropped += 1
        else:
            queue.put_nowait(message)

    async def group_add(self, group: str, channel: str) -> None:
        with self._lock:
            self._groups.setdefault(group, set()).add(channel)

    async def group_discard(self, group: str, channel: str) -> None:
        with self._lock:
            members = self._groups.get(group, set())
            members.discard(channel)
            if not members:
                self._groups.pop(group, None)

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        with self._lock:
            members = sorted(self._groups.get(group, ()))
        for channel in members:
            await self.send(channel, message)

    async def flush(self) -> None:
        with self._lock:
            self._queues.clear()
            self._groups.clear()
