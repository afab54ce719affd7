"""The one way to write in a session's log. Call it inside the transaction of what it tells."""

from typing import Any

from django.db import transaction
from django.db.models import F

from .models import LogEntry, Room, Session


def log(
    session: Session,
    t: float,
    source: str,
    who: str,
    what: str,
    data: dict[str, Any] | None = None,
    room: Room | None = None,
) -> LogEntry:
    """Appends one entry; its number follows the last one's, also when two write at once."""
    with transaction.atomic():
        Session.objects.filter(pk=session.pk).update(log_count=F("log_count") + 1)
        number = Session.objects.values_list("log_count", flat=True).get(pk=session.pk)
        return LogEntry.objects.create(
            session=session,
            number=number,
            t=round(t, 3),
            room=room,
            source=source,
            who=who,
            what=what,
            data=data or {},
        )


def entry_view(entry: LogEntry, room_code: str | None) -> dict[str, Any]:
    """An entry as a browser and an export get it."""
    return {
        "number": entry.number,
        "t": entry.t,
        "at": entry.at.isoformat(),
        "room": room_code,
        "source": entry.source,
        "who": entry.who,
        "what": entry.what,
        "data": entry.data,
    }
