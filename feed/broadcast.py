"""From the database to the sockets: the only place that knows the channel layer and its group names.

Messages are sent after commit, in order, by one loop of this process. They may be lost: the database is the
truth, and a client that sees a hole in `seq` fetches what it missed.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from functools import cache
from typing import Any, cast

from channels.layers import BaseChannelLayer, get_channel_layer
from django.db import transaction

logger = logging.getLogger(__name__)


def layer() -> BaseChannelLayer:
    return cast(BaseChannelLayer, get_channel_layer())


def room_group(code: str) -> str:
    return f"room.{code}"


def session_group(pk: int) -> str:
    return f"session.{pk}"


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
        await layer().group_send(group, message | {"group": group})
    except Exception as error:  # the layer is down: clients fetch what they missed
        logger.warning("layer: a message to %s was lost (%s)", group, error)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """One loop per process, in a thread of its own: the connection to the layer stays open."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="broadcast", daemon=True).start()
    return loop
