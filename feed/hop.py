"""From the event loop to the database and back: how sockets read and write."""

from collections.abc import Callable
from typing import Any

from asgiref.sync import SyncToAsync
from channels.db import DatabaseSyncToAsync
from django.conf import settings
from django.db import connection


class KeptOpen(SyncToAsync):
    """Works in the one thread that all sockets share, whose connection to SQLite stays open.

    To open it again for each message took half of what a socket costs when it arrives. On a server
    connections come from a pool and go back to it.
    """

    def thread_handler(self, loop: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().thread_handler(loop, *args, **kwargs)
        finally:
            if connection.errors_occurred:
                connection.close()
            connection.close_at = None  # Django's own looks, between messages, leave it open


def in_database(work: Callable[..., Any]) -> Callable[..., Any]:
    """`work` as a coroutine function; it runs in a thread and may use the database."""
    is_file = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    return KeptOpen(work) if is_file else DatabaseSyncToAsync(work)
