"""How a worker waits for a broker that went away."""

from functools import partial
from typing import Any

from celery.worker.consumer import Consumer

LOOK_AGAIN = 1.0  # s


class SteadyConsumer(Consumer):
    """Looks for the broker once a second, for ever. Celery itself waits longer each time, up to 30 s."""

    def ensure_connected(self, conn: Any) -> Any:
        conn.ensure_connection = partial(
            conn.ensure_connection, interval_start=LOOK_AGAIN, interval_step=0, interval_max=LOOK_AGAIN
        )
        return super().ensure_connected(conn)
