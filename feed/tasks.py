"""What workers do: make the windows of a room; ask a model for phrases, apart from live rooms.

Tasks are nudges only: the truth is the room's `next_window`, and the drafts that wait.
"""

import time

from celery import shared_task
from celery.utils.nodenames import worker_direct
from django.conf import settings

from . import conductor
from .textbank import drafts


@shared_task(bind=True, name="feed.advance_room", expires=5)
def advance_room(self, room_id: int) -> int:  # type: ignore[no-untyped-def]  # Celery's task is untyped
    home = worker_direct(self.request.hostname).name if settings.CELERY_WORKER_DIRECT else ""
    return conductor.advance_room(room_id, time.time(), home)


@shared_task(name="feed.textbank.answer_drafts", expires=3600)
def answer_drafts() -> None:
    """One draft a nudge, so that what else waits for this worker takes turns with them."""
    if drafts.answer_next():
        answer_drafts.delay()
