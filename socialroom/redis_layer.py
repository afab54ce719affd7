"""The channel layer of a server: Redis pub/sub, which counts when messages may have been lost."""

import asyncio
import socket
from collections import Counter
from typing import Any

from channels_redis.pubsub import RedisPubSubChannelLayer

#: A connection whose other end is gone without a word is given up after about 20 s.
KEEPALIVE = {"TCP_KEEPIDLE": 5, "TCP_KEEPINTVL": 5, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": 20_000}


class CountingRedisLayer(RedisPubSubChannelLayer):
    """Pub/sub loses what is sent while it connects again, without an error: so connections are counted.

    Without `socket_timeout: None` redis-py closes idle sockets after 5 s; its pool stops at 100 connections.
    """

    def __init__(self, *, address: str) -> None:
        self._connections: Counter[int] = Counter()
        host = {
            "address": address,
            "socket_timeout": None,
            "socket_connect_timeout": 3,
            "socket_keepalive": True,
            "socket_keepalive_options": _keepalive(),
            "max_connections": 10_000,
            "redis_connect_func": self._connected,
        }
        super().__init__(hosts=[host])

    def losses(self) -> int:
        """How many connections the running loop has made; it grows when messages may have been lost."""
        return self._connections[id(asyncio.get_running_loop())]

    async def _connected(self, connection: Any) -> None:
        await connection.on_connect()
        self._connections[id(asyncio.get_running_loop())] += 1


def _keepalive() -> dict[int, int]:
    """As far as this system knows these options."""
    return {getattr(socket, name): value for name, value in KEEPALIVE.items() if hasattr(socket, name)}
