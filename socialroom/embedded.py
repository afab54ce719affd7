"""The laptop's server: Daphne, a Celery worker thread and the ticker in one process.

The only difference to a server is who runs what: the same windows are claimed in the same way.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable

from celery.platforms import EX_OK
from celery.worker import state
from daphne.endpoints import build_endpoint_description_strings
from daphne.server import Server
from twisted.internet import reactor

from feed import crowd

from .celery import app
from .ticker import TickerLoop

logger = logging.getLogger(__name__)

WORKER_THREADS = 4
MESSAGE_SIZE = 16_384  # bytes: what is larger closes the socket with 1009
WARM_AFTER = 10.0  # s from the server's first answer on: sessions that go on or start at once come first
STOP_WITHIN = 0.5  # s: what runs longer is cut off, and made again at the next start


class WorkerThread(threading.Thread):
    """A Celery worker over the memory broker: it works only between threads of one process."""

    def __init__(self) -> None:
        super().__init__(name="worker", daemon=True)

    def run(self) -> None:
        app.finalize()
        app.set_current()
        app.set_default()
        app.WorkController(
            pool="threads",
            concurrency=WORKER_THREADS,
            queues=["live", "slow"],
            hostname="worker@embedded",
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
        ).start()

    def stop(self) -> None:
        """Takes no more tasks. Celery's own stop waits two seconds for its polling."""
        state.should_stop = EX_OK


class EmbeddedServer:
    """Everything in one process. `run` returns after Ctrl-C or SIGTERM."""

    def __init__(self, host: str, port: int, when_ready: Callable[[], None]) -> None:
        self._host, self._port, self._when_ready = host, port, when_ready
        self._worker = WorkerThread()
        self._ticker = TickerLoop()

    def run(self) -> None:
        self._worker.start()
        self._ticker.start()
        server = self._server()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: reactor.callFromThread(server.stop))
        try:
            server.run()
        finally:
            self._stop()

    def _server(self) -> Server:
        from .asgi import application  # noqa: PLC0415  loads the apps: not before the server is made

        return Server(
            application=application,
            endpoints=build_endpoint_description_strings(host=self._host, port=self._port),
            signal_handlers=False,
            http_timeout=None,
            websocket_timeout=-1,
            ping_interval=20,
            ping_timeout=30,
            server_name="socialroom",
            verbosity=0,
            ready_callable=self._ready,
            application_close_timeout=1,
            websocket_max_message_size=MESSAGE_SIZE,
            websocket_max_frame_size=MESSAGE_SIZE,
        )

    def _ready(self) -> None:
        """What a team's first message needs is read once the first windows are out: it would keep them."""
        self._when_ready()
        warming = threading.Timer(WARM_AFTER, crowd.warm)
        warming.daemon = True
        warming.start()

    def _stop(self) -> None:
        deadline = time.monotonic() + STOP_WITHIN
        self._ticker.stop()
        self._worker.stop()
        for thread in (self._ticker, self._worker):
            thread.join(max(0.0, deadline - time.monotonic()))
