"""What workers do: make the windows of a room, and publish what its team has scheduled; ask a model for
phrases, apart from live rooms.

Tasks are nudges only: the truth is the room's `next_window`, its scheduled texts, and the drafts that wait.
"""

import logging
import time

from celery import shared_task
from celery.utils.nodenames import worker_direct
from django.conf import settings
from django.db import InterfaceError, OperationalError

from . import conductor, scheduling
from .textbank import drafts

logger = logging.getLogger(__name__)


@shared_task(bind=True, name="feed.advance_room", expires=5)
def advance_room(self, room_id: int) -> int:  # type: ignore[no-untyped-def]  # Celery's task is untyped
    _publish_scheduled(room_id)
    home = worker_direct(self.request.hostname).name if settings.CELERY_WORKER_DIRECT else ""
    return conductor.advance_room(room_id, time.time(), home)


def _publish_scheduled(room_id: int) -> None:
    """A text that cannot be published does not hold up the crowd."""
    try:
        scheduling.publish_due(room_id, time.time())
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("room %s: what is scheduled cannot be published", room_id)


@shared_task(name="feed.textbank.answer_drafts", expires=3600)
def answer_drafts() -> None:
    """One draft a nudge, so that what else waits for this worker takes turns with them."""
    if drafts.answer_next():
        answer_drafts.delay()
