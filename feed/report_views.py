"""Reports of a room as the frames show them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from exercises.models import Room

from . import store
from .changes import send_to_room
from .frames import ReportsFrame, ReportView
from .store import reports as kept

if TYPE_CHECKING:
    from .models import Report

SHOWN = 280  # characters of the post
TOLD = 100  # reports that a welcome brings at most: those that are open, and the newest of the others


def report_views(room_id: int, reports: "Iterable[Report]") -> list[ReportView]:
    reports = list(reports)
    posts = {post.ref: post for post in store.posts_of(room_id, [report.ref for report in reports])}
    return [_view(report, posts[report.ref]) for report in reports if report.ref in posts]


def _view(report: "Report", post: Any) -> ReportView:
    is_open = report.state in kept.OPEN
    return ReportView(
        report=report.number,
        post=report.ref,
        handle=post.handle,
        name=post.name,
        channel=post.channel,
        text="" if post.deleted or post.hidden else post.text[:SHOWN],
        until=post.expires,
        withheld=post.withheld or None,
        gone=post.deleted,
        reason=report.reason,
        who=report.participant_id,
        who_name=report.participant.name if report.participant else "",
        t=report.t,
        state=report.state,
        since=report.since,
        step=report.step,
        by_author=report.decided_by == "author",
        decided_by=report.decided_by or None,
        will=report.verdict if is_open else None,
        answers_at=report.answer_window if is_open else None,
    )


def room_reports(room_id: int) -> list[ReportView]:
    """What a welcome brings."""
    return report_views(room_id, kept.newest(room_id, TOLD))


def tell(room: Room, reports: "Iterable[Report]") -> None:
    """Shows them to the room as they are now, once committed."""
    send_to_room(room, ReportsFrame(room=room.code, reports=report_views(room.pk, reports)))
