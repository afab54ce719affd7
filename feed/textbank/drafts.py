"""The verbs about drafts of phrases: ask for one, answer it, give it up. `decisions` has what follows.

The truth is in the database, tasks are nudges. One process asks one thing at a time: its other threads are
for live rooms.
"""

import logging
import threading
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exercises.models import DraftState, PhraseDraft, Scenario, User
from exercises.sessions import Refused

from .answer import lines_of
from .checking import Line, checked, known
from .failures import NoPhrases
from .prompt import messages

logger = logging.getLogger(__name__)

FEWEST, MOST = 5, 40
_at_work = threading.BoundedSemaphore(1)


def is_offered() -> bool:
    return bool(settings.LLM_URL)


# ── asking ────────────────────────────────────────────────────────────────────────────────────────


def request_phrases(
    scenario: Scenario, user: User, *, topic: str, emotion: str, lang: str, wanted: int, hint: str
) -> PhraseDraft:
    """A draft that waits for its answer. Raises Refused while another one of the scenario does."""
    with transaction.atomic():
        Scenario.objects.select_for_update().get(pk=scenario.pk)
        give_up_lost()
        if scenario.phrase_drafts.filter(state=DraftState.ASKED).exists():
            raise Refused("asking", _("Phrases for this scenario are on their way already. Wait for them."))
        return PhraseDraft.objects.create(
            scenario=scenario,
            requested_by=user,
            topic=topic,
            emotion=emotion,
            lang=lang,
            wanted=max(FEWEST, min(MOST, wanted)),
            hint=hint,
        )


def give_up_lost() -> None:
    """Drafts that wait for much longer than an answer takes were lost with their worker."""
    patience = timedelta(seconds=2 * settings.LLM_TIMEOUT + 60)
    waiting = PhraseDraft.objects.filter(state=DraftState.ASKED)
    lost = waiting.filter(claimed_at__lt=timezone.now() - patience)
    never_begun = waiting.filter(claimed_at=None, created_at__lt=timezone.now() - 10 * patience)
    for drafts in (lost, never_begun):
        drafts.update(state=DraftState.FAILED, failure="lost")


def fail(draft: PhraseDraft, reason: str, detail: str = "") -> None:
    """The draft, if it still waits, ends without phrases."""
    waiting = PhraseDraft.objects.filter(pk=draft.pk, state=DraftState.ASKED)
    waiting.update(state=DraftState.FAILED, failure=reason, detail=detail)


# ── answering ─────────────────────────────────────────────────────────────────────────────────────


def answer_next() -> bool:
    """Answers the draft that waits longest, unless this process answers one; whether more are waiting."""
    if not _at_work.acquire(blocking=False):
        return False
    try:
        draft = _claim()
        if draft is not None:
            _answer(draft)
    finally:
        _at_work.release()
    return _unclaimed().exists()


def _unclaimed() -> Any:
    return PhraseDraft.objects.filter(state=DraftState.ASKED, claimed_at=None)


def _claim() -> PhraseDraft | None:
    """Takes one that nobody else took."""
    for pk in _unclaimed().order_by("pk").values_list("pk", flat=True)[:20]:
        if _unclaimed().filter(pk=pk).update(claimed_at=timezone.now()):
            return PhraseDraft.objects.select_related("scenario").filter(pk=pk).first()
    return None


def _answer(draft: PhraseDraft) -> None:
    try:
        lines = _asked(draft)
    except NoPhrases as failed:
        logger.warning("phrases %s: %s", draft.pk, failed.reason)
        fail(draft, failed.reason, failed.detail)
    except Exception:  # whatever it is, the author is not left waiting
        logger.exception("phrases %s", draft.pk)
        fail(draft, "unexpected")
    else:
        waiting = PhraseDraft.objects.filter(pk=draft.pk, state=DraftState.ASKED)
        waiting.update(state=DraftState.DRAFT, lines=lines)


def _asked(draft: PhraseDraft) -> list[Line]:
    """The lines that the model gives, looked at. Raises NoPhrases."""
    from . import endpoint  # noqa: PLC0415  the client takes a while to load: a laptop starts without it

    topic = topic_of(draft.scenario, draft.topic)
    if topic is None:
        raise NoPhrases("topic")
    lines = lines_of(endpoint.ask(messages(draft, topic)))
    return checked(lines, known(draft.scenario.topics, draft.topic, draft.lang))


def topic_of(scenario: Scenario, code: str) -> dict[str, Any] | None:
    topics = scenario.topics if isinstance(scenario.topics, list) else []
    return next((topic for topic in topics if isinstance(topic, dict) and topic.get("code") == code), None)
