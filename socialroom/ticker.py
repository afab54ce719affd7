"""The loop that ticks, on absolute deadlines: the same embedded and on a server, any number of them."""

import logging
import threading
import time

from django.db import close_old_connections, connections

from exercises import authored
from feed.store import uploads
from feed.tick import Ticker
from reports.tick import make_missing_debriefs

logger = logging.getLogger(__name__)

INTERVAL = 0.25  # s between two ticks: a window comes at most this late
SWEEP = 3600.0  # s between two looks for pictures that nobody used
DEBRIEF_LOOK = 2.0  # s between two looks for sessions that lack their debrief


class TickerLoop(threading.Thread):
    """Ticks until `stop`. A tick that fails is logged; the next one comes all the same."""

    def __init__(self) -> None:
        super().__init__(name="ticker", daemon=True)
        self._stopped = threading.Event()
        self._ticker = Ticker()
        self._looked = 0.0
        self._swept: float | None = None

    def run(self) -> None:
        deadline = time.monotonic()
        while not self._stopped.wait(max(0.0, deadline - time.monotonic())):
            self.run_single_cycle()
            deadline = max(deadline + INTERVAL, time.monotonic() - INTERVAL)
        connections.close_all()

    def run_single_cycle(self) -> None:
        """One tick: what tests call."""
        close_old_connections()
        try:
            self._ticker.tick(time.time())
            if time.monotonic() - self._looked >= DEBRIEF_LOOK:
                self._looked = time.monotonic()
                make_missing_debriefs()
            if self._swept is None or time.monotonic() - self._swept >= SWEEP:
                self._swept = time.monotonic()
                uploads.sweep()
                authored.sweep()
        except Exception as error:  # the database or the broker is away: truth waits in the database
            logger.warning("tick failed: %s", error)

    def stop(self) -> None:
        self._stopped.set()
