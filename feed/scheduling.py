"""Texts that a team has given a time: published by themselves when it comes, once, as their writers' posts.

A scheduled text is a draft like others. It goes out by exercise time (pauses and speed hold), in the same way
as one that somebody publishes by hand; what stands in its way then, the team is told.
"""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exercises.approval import circuit
from exercises.logbook import log
from exercises.models import Participant, Room, Session, State
from exercises.sessions import Refused, locked

from . import store
from .draft_messages import DraftSchedule
from .draft_views import asked, missing
from .drafting import about, as_seen, enter, must_approve, send, tell, time_of
from .networks import UNSCHEDULED
from .publishing import locked_room
from .store import drafts

if TYPE_CHECKING:
    from .models import Draft


def schedule(room: Room, participant: Participant, message: DraftSchedule, now: float) -> dict[str, Any]:
    """Gives a text that may go out the time at which it does, or another one, or takes that back."""
    draft = as_seen(room, message.draft, message.version)
    if message.at is None:
        return _take_back(room, participant, draft, now)
    rules = circuit(room)
    if waits_for := missing(draft, rules):
        raise must_approve(waits_for, rules)
    if draft.channel in UNSCHEDULED:
        raise Refused("not_scheduled", _("Nothing goes out by itself on this network: publish it by hand."))
    _check_time(room.session, message.at, now)
    enter(draft, "scheduled", time_of(room, now), due=float(message.at), sender=participant)
    data = about(room, draft) | {"due": message.at}
    log(room.session, draft.since, "trainee", participant.name, "draft_schedule", data, room)
    return tell(room, draft, rules)


def _check_time(session: Session, at: int, now: float) -> None:
    if at <= session.clock.at(now):
        raise Refused("past", _("That time is over already: choose a later one."))
    if at > session.snapshot["duration"]:
        raise Refused("beyond", _("The exercise is over by then: choose an earlier time."))


def _take_back(room: Room, participant: Participant, draft: "Draft", now: float) -> dict[str, Any]:
    rules = circuit(room)
    if draft.state == "scheduled":
        enter(draft, "approved" if asked(draft, rules) else "open", time_of(room, now))
        data = about(room, draft)
        log(room.session, draft.since, "trainee", participant.name, "draft_unschedule", data, room)
    return tell(room, draft, rules)


def publish_due(room_id: int, now: float) -> int:
    """Publishes what is due in the room at wall time `now`; how many texts went out.

    May be called by anybody, late, twice or at once: whoever comes second waits for the session's lock, and
    finds the text published. After a jump goes out what it has passed over.
    """
    if not drafts.is_any_scheduled(room_id):  # the usual case, asked for every window: no lock is taken
        return 0
    room = Room.objects.only("session_id", "code").get(pk=room_id)
    with locked(room.session_id) as session:
        if session.state != State.RUNNING:
            return 0
        held = locked_room(session, room.code)
        return sum(_send(held, draft, now) for draft in drafts.due(room_id, session.clock.at(now)))


def _send(room: Room, draft: "Draft", now: float) -> bool:
    try:
        sender = _sender(draft)
        _check_subject(room, draft)
        with transaction.atomic():
            send(room, sender, draft, now, "draft_sent")
    except Refused as refused:
        _stop(room, draft, refused.code, now)
        return False
    return True


def _sender(draft: "Draft") -> Participant:
    """Who gave it its time. Raises Refused where they, or whoever wrote it, do not sit there any more."""
    writer, sender = draft.writer, draft.sender
    if writer is None or sender is None or writer.removed_at or sender.removed_at:
        raise Refused("removed", _("Whoever wrote or scheduled this text is no longer here."))
    return sender


def _check_subject(room: Room, draft: "Draft") -> None:
    """Raises Refused where nobody could see any more what it answers or passes on."""
    parent = store.post_of(room.pk, draft.parent) if draft.parent is not None else None
    if parent is not None and parent.hidden:
        raise Refused("hidden", _("What this text is about has been hidden meanwhile."))


def _stop(room: Room, draft: "Draft", code: str, now: float) -> None:
    """It stays among the drafts, and says why it did not go out."""
    due = round(draft.due or 0)
    enter(draft, "stopped", time_of(room, now), stopped=code[:24])
    data = about(room, draft) | {"due": due, "reason": code}
    log(room.session, draft.since, "system", "", "draft_stopped", data, room)
    tell(room, draft, circuit(room))
