"""What the network itself does about reports, in the windows in which it is due."""

from typing import TYPE_CHECKING

from exercises.logbook import log
from exercises.models import Room
from exercises.models.fields import local

from . import store
from .changes import send_change
from .report_views import tell
from .store import reports as kept

if TYPE_CHECKING:
    from .models import Report


def settle_reports(room: Room, due: "list[Report]", window: int) -> None:
    """Looks at reports, and answers them, inside the transaction that stores the windows up to `window`.

    The crowd heard of removals already: the stage told it in the same windows.
    """
    for report in due:
        if report.answer_window <= window:
            _answer(room, report)
        else:
            kept.enter(report, "review", report.review_window)
    if due:
        tell(room, due)


def _answer(room: Room, report: "Report") -> None:
    t = float(report.answer_window)
    post = store.post_of(room.pk, report.ref)
    kept.enter(report, report.verdict, t, "network")
    if post is None:
        return
    if report.verdict == "removed":
        store.mark_deleted(post)
        send_change(room, post.ref, "deleted", deleted=True)
    elif report.verdict == "labelled":
        store.mark_labelled(room.pk, post.ref)
        send_change(room, post.ref, "labelled", labelled=True)
    data = {"post": post.ref, "handle": post.handle, "reason": report.reason, "text": post.text[:500]}
    log(room.session, t, "system", _network(room, post.channel), f"report_{report.verdict}", data, room)


def _network(room: Room, kind: str) -> str:
    """The name of the network that answers."""
    for channel in room.session.snapshot["channels"]:
        if channel["kind"] == kind:
            return local(channel["name"], room.session.lang)
    return ""
