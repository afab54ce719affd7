"""Asks a worker to look for drafts that wait. A nudge may be lost: the page that waits nudges again."""

import logging

from django.core.cache import cache
from django.utils import timezone
from kombu.exceptions import OperationalError

from exercises.models import PhraseDraft

from ..tasks import answer_drafts
from . import drafts

logger = logging.getLogger(__name__)

LOOK_AGAIN = 15  # s after which a draft that nobody took is asked for again: a restart forgets the queue


def nudge(draft: PhraseDraft) -> None:
    """Asks a worker to look; the draft fails if there is no way to one."""
    try:
        answer_drafts.delay()
    except OperationalError:
        logger.exception("phrases %s: no broker", draft.pk)
        drafts.fail(draft, "worker")


def nudge_again(draft: PhraseDraft) -> None:
    waited = (timezone.now() - draft.created_at).total_seconds()
    if waited > LOOK_AGAIN and cache.add(f"phrases-{draft.pk}", 1, LOOK_AGAIN):
        nudge(draft)
