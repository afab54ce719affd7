"""From the database to the sockets: the only place that knows the channel layer and its group names.

Messages are sent after commit, in order, by one loop of this process. They may be lost: the database is the
truth, and a client that sees a hole in `seq` fetches what it missed.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from typing import Any, cast

from channels.layers import BaseChannelLayer, get_channel_layer
from django.db import transaction

logger = logging.getLogger(__name__)

TAKEN_WITHIN = 5.0  # s that the layer has to take a message; then it is lost, and does not hold up the next
_starting = threading.Lock()
_running: list[asyncio.AbstractEventLoop] = []


def layer() -> BaseChannelLayer:
    return cast(BaseChannelLayer, get_channel_layer())


def room_group(code: str) -> str:
    return f"room.{code}"


def session_group(pk: int) -> str:
    return f"session.{pk}"


def hub_group(name: str) -> str:
    return f"hub.{name}"


def losses() -> int:
    """A number that changes when the layer may have lost messages on their way to the running loop."""
    count: Callable[[], int] = getattr(layer(), "losses", int)
    return count()


async def pulse(group: str, number: int) -> None:
    """Sends a hub a number, to feel whether the layer still brings what is sent."""
    message = {"type": "pulse", "group": group, "number": number}
    try:
        await asyncio.wait_for(layer().group_send(group, message), 2)
    except Exception as error:  # the layer is down: the hub misses this number
        logger.debug("layer: a pulse was lost (%s)", error)


async def is_reachable() -> bool:
    """Whether the layer takes a message within a second."""
    await asyncio.wait_for(layer().group_send("health", {"type": "health"}), 1)
    return True


def send_after_commit(group: str, make_message: Callable[[], dict[str, Any]]) -> None:
    """Sends what `make_message` returns to `group`, once the transaction under way is committed."""
    transaction.on_commit(lambda: send(group, make_message()))


def send(group: str, message: dict[str, Any]) -> None:
    """Hands `message` over to the loop and returns at once; from any thread."""
    asyncio.run_coroutine_threadsafe(_send(group, message), _loop())


async def _send(group: str, message: dict[str, Any]) -> None:
    try:
        await asyncio.wait_for(layer().group_send(group, message | {"group": group}), TAKEN_WITHIN)
    except Exception as error:  # the layer is down: clients fetch what they missed
        logger.warning("layer: a message to %s was lost (%s)", group, error or type(error).__name__)


def _loop() -> asyncio.AbstractEventLoop:
    """One loop per process, in a thread of its own: the connection to the layer stays open."""
    with _starting:
        if not _running:
            loop = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, name="broadcast", daemon=True).start()
            _running.append(loop)
        return _running[0]
