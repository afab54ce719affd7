"""The verbs about debriefs: ask for one, claim it, make it, tell how far it is.

The truth is in the database. A debrief is made by who holds its claim; a claim that is not renewed for LEASE
has lapsed, and whoever is asked next takes over. Tasks are nudges: any number of them does no harm.
"""

import logging
import secrets
import tempfile
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from exercises.models import Session, State, User
from feed import announce

from .models import Debrief, DebriefState
from .renderer import PDF, Ending, News, RenderFailed, render

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=20)
MAKING = ".making-"  # begins the name of a folder in which one is being made
RENEW = timedelta(seconds=4)
ATTEMPTS = 3  # times that a debrief is begun before it is given up: one that kills its worker ends here
_at_work = threading.BoundedSemaphore(1)  # per process: the other threads are for live rooms


class StillRunning(Exception):
    """The session has not ended: there is nothing to debrief yet."""


# ── asking ────────────────────────────────────────────────────────────────────────────────────────


def make_missing() -> None:
    """Asks for the debrief of every session that ended and lacks one."""
    told = Debrief.objects.filter(session=OuterRef("pk"), end=OuterRef("ended_at"), by_hand=False)
    ended = Session.objects.filter(state=State.ENDED, ended_at__isnull=False).exclude(Exists(told))
    for session in ended[:20]:
        try:
            with transaction.atomic():
                Debrief.objects.create(session=session, end=session.ended_at)
        except IntegrityError:  # another ticker asked at the same moment
            continue
        tell(session)


def ask_again(session: Session, user: User) -> Debrief:
    """A new version, or the one that is already on its way. Raises StillRunning."""
    with transaction.atomic():
        locked = Session.objects.select_for_update().get(pk=session.pk)
        if locked.state != State.ENDED:
            raise StillRunning
        waiting = to_make().filter(session=locked).order_by("pk").last()
        if waiting is not None:
            return waiting
        debrief = Debrief.objects.create(session=locked, end=locked.ended_at, asked_by=user, by_hand=True)
    tell(session)
    return debrief


def to_make() -> "QuerySet[Debrief]":
    """Debriefs that are neither ready nor given up."""
    return Debrief.objects.filter(state__in=[DebriefState.QUEUED, DebriefState.RUNNING])


def unclaimed() -> "QuerySet[Debrief]":
    """Debriefs that nobody makes: never claimed, or by somebody who has not renewed the claim."""
    lapsed = Q(state=DebriefState.RUNNING, claimed_at__lt=timezone.now() - LEASE)
    return Debrief.objects.filter(Q(state=DebriefState.QUEUED) | lapsed)


# ── making ────────────────────────────────────────────────────────────────────────────────────────


def make_debrief(pk: int) -> bool:
    """Makes the debrief if nobody else does; whether it was made. At most one at a time in this process."""
    if not _at_work.acquire(blocking=False):
        return False
    try:
        debrief = claim(pk)
        return debrief is not None and _make(debrief)
    finally:
        _at_work.release()


def claim(pk: int) -> Debrief | None:
    """Takes the debrief for this worker; None if another makes it, or it is done."""
    mine = secrets.token_hex(16)
    taken = (
        unclaimed()
        .filter(pk=pk)
        .update(
            state=DebriefState.RUNNING,
            claim=mine,
            claimed_at=timezone.now(),
            attempts=F("attempts") + 1,
            progress=0,
            message="",
        )
    )
    return Debrief.objects.select_related("session").get(pk=pk) if taken else None


def _make(debrief: Debrief) -> bool:
    if debrief.attempts > ATTEMPTS:
        return _fail(debrief, RenderFailed("stopped", f"given up after {ATTEMPTS} attempts"))
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=MAKING) as made:
            for news in render(debrief.session_id, Path(made)):
                if not _note(debrief, news, Path(made)):
                    return False
        return _finish(debrief)
    except RenderFailed as failed:
        return _fail(debrief, failed)
    except Ending:
        _held(debrief).update(state=DebriefState.QUEUED, claim="", attempts=F("attempts") - 1)
        return False


def _held(debrief: Debrief) -> "QuerySet[Debrief]":
    """The row, as long as this worker holds its claim."""
    return Debrief.objects.filter(pk=debrief.pk, claim=debrief.claim)


def _note(debrief: Debrief, news: News, made: Path) -> bool:
    """Saves how far it is, and a file that is whole; False if the claim is lost."""
    now = timezone.now()
    moved = news.progress != debrief.progress or bool(news.ready)
    if not moved and now - (debrief.claimed_at or now - RENEW) < RENEW:
        return True
    debrief.progress, debrief.claimed_at = news.progress, now
    if not _held(debrief).update(progress=news.progress, claimed_at=now):
        return False
    if news.ready:
        _keep(debrief, made / news.ready)
    if moved:
        tell(debrief.session)
    return True


def _keep(debrief: Debrief, file: Path) -> None:
    kept = debrief.pdf if file.name == PDF else debrief.annex
    with file.open("rb") as opened:
        kept.save(f"{debrief.session_id}-{debrief.pk}{file.suffix}", File(opened), save=False)
    _held(debrief).update(**{"pdf" if file.name == PDF else "annex": kept.name})


def _finish(debrief: Debrief) -> bool:
    whole = Debrief.objects.values_list("pdf", "annex").get(pk=debrief.pk)
    if not all(whole):
        return _fail(debrief, RenderFailed("stopped", "ended without its files"))
    done = _held(debrief).update(state=DebriefState.READY, progress=100)
    tell(debrief.session)
    return bool(done)


def _fail(debrief: Debrief, failed: RenderFailed) -> bool:
    logger.error(
        "debrief %s of session %s: %s %s", debrief.pk, debrief.session_id, failed.reason, failed.detail
    )
    with translation.override(debrief.session.lang):
        message = failure_text(failed.reason, has_annex=bool(debrief.annex))
    _held(debrief).update(state=DebriefState.FAILED, message=message)
    tell(debrief.session)
    return False


def failure_text(reason: str, *, has_annex: bool) -> str:
    """What the trainer is told, with what to do about it."""
    told = {
        "pango": _(
            "The PDF needs the library Pango, which is not on this machine. Type in a terminal: "
            "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0, then make the "
            "debrief again."
        ),
        "time": _(
            "Making the PDF took too long and was stopped. Make it again when the machine has less to do."
        ),
        "memory": _("Making the PDF took too much memory and was stopped."),
    }.get(reason, _("Making the PDF stopped unexpectedly. Make it again; if it fails twice, run the check."))
    return " ".join((told, _("The spreadsheet is ready."))) if has_annex else told


# ── telling ───────────────────────────────────────────────────────────────────────────────────────


def tell(session: Session) -> None:
    """Tells the session's dashboards how far its debriefs are."""
    announce.debriefs(session, debrief_views(session))


def debrief_views(session: Session) -> list[dict[str, Any]]:
    """The session's debriefs as a browser gets them, the oldest first."""
    return [_view(debrief) for debrief in session.debriefs.order_by("pk")]


def _view(debrief: Debrief) -> dict[str, Any]:
    ready = debrief.state == DebriefState.READY
    pdf = _address(debrief, "pdf") if ready and debrief.pdf else None
    annex = _address(debrief, "xlsx") if debrief.annex else None
    return {
        "pk": debrief.pk,
        "state": debrief.state,
        "progress": debrief.progress,
        "message": debrief.message,
        "pdf": pdf,
        "xlsx": annex,
        "url": pdf,
        "created_at": debrief.created_at.isoformat(),
    }


def _address(debrief: Debrief, suffix: str) -> str:
    return f"/sessions/{debrief.session_id}/debrief/{debrief.pk}.{suffix}"
