"""What the press asked a team, as the debrief prints it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .facts import PressRequest, SessionRecord
from .wording import span_text, time_text

#: How a request stood, as the tables colour it.
COLOURS = {"in_time": "met", "late": "late", "missed": "missed", "open": "open"}


def press_rows(record: SessionRecord, requests: Iterable[PressRequest]) -> list[dict[str, str]]:
    """What was asked, by whom, how long there was to answer, and what came of it."""
    return [_row(record, request) for request in requests]


def _row(record: SessionRecord, request: PressRequest) -> dict[str, str]:
    plan = record.injects.get(request.inject)
    return {
        "title": plan.title if plan else request.inject,
        "by": f"{request.by} · {request.outlet}" if request.outlet else request.by,
        "time": time_text(request.t),
        "within": span_text(request.due - request.t),
        "answered": span_text(request.answered - request.t) if request.answered is not None else "",
        "state": COLOURS[request.standing],
        "label": press_label(request.standing),
    }


def press_label(standing: str) -> str:
    return {
        "in_time": pgettext("press request", "answered in time"),
        "late": pgettext("press request", "answered late"),
        "missed": pgettext("press request", "missed"),
        "open": _("not due yet"),
    }[standing]
