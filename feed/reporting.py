"""Posts that a team reports to the network, and what the trainer decides in the network's place."""

from itertools import chain
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from exercises import sessions
from exercises.logbook import log
from exercises.models import Participant, Room, Session
from exercises.sessions import Refused

from . import messages, store
from .moderation import Answer, answer_to, exposes
from .publishing import delete_post, locked_room, post_there
from .report_views import tell
from .sight import moment
from .store import reports as kept

if TYPE_CHECKING:
    from .models import Post, Report

MOST_OPEN = 40  # reports that a room may have waiting at once: nobody follows up more


def report(room: Room, participant: Participant, message: messages.Report, now: float) -> dict[str, Any]:
    """Tells the network that a post leaks, lies or insults: once for the team, whoever does it."""
    post = post_there(room, message.post, moment(room.session, now))
    before = kept.of_post(room.pk, post.ref)
    if before is not None:
        return {"reported": post.ref, "report": before.number, "state": before.state, "again": True}
    if post.team:
        raise Refused("own_post", _("Your team wrote this post: change it or delete it instead."))
    if kept.number_open(room.pk) >= MOST_OPEN:
        raise Refused(
            "too_many_reports", _("The network has many reports of yours to look at. Wait for its answers.")
        )
    t = round(room.session.clock.at(now), 3)
    payload = {"ref": post.ref, "reason": message.reason}
    sessions.add_action(room, t, "report", payload, participant=participant)
    data = {"post": post.ref, "reason": message.reason, "handle": post.handle, "text": post.text[:500]}
    log(room.session, t, "trainee", participant.name, "report", data, room)
    answer = _answer(room.session, post, message.reason)
    made = kept.add(room, participant, post.ref, message.reason, t, answer)
    tell(room, [made])
    return {"reported": post.ref, "report": made.number, "state": made.state}


def _answer(session: Session, post: "Post", reason: str) -> Answer:
    snapshot, lang = session.snapshot, session.lang
    told = (secret["words"].get(lang, []) for secret in snapshot.get("secrets", []))
    exposing = reason == "leak" and exposes(f"{post.text} {post.media}", chain.from_iterable(told))
    return answer_to(session.seed, post.ref, reason, exposing, snapshot["time_scale"])


def decide(session: Session, user: Any, now: float, message: messages.DecideReport) -> dict[str, Any]:
    """The trainer answers in the network's place, at once."""
    if not session.is_live:
        raise sessions.wrong_state()
    room = locked_room(session, message.room)
    found = kept.numbered(room.pk, message.report)
    if found is None:
        raise Refused("unknown_report", _("There is no such report."))
    if found.state not in kept.OPEN:
        raise Refused("already_decided", _("This report has been answered already."))
    if message.verdict == "remove":
        post, name = post_there(room, found.ref, staff=True), sessions.who(user)
        delete_post(room, post, now, "trainer", name, what="report_removed", user=user)
    else:
        _leave(room, found, user, now)
    return {"report": found.number, "verdict": message.verdict}


def _leave(room: Room, found: "Report", user: Any, now: float) -> None:
    t = room.session.clock.at(now)
    sessions.add_action(room, t, "report_left", {"ref": found.ref, "report": found.number}, user=user)
    kept.enter(found, "left", t, "trainer")
    post = store.post_of(room.pk, found.ref)
    data = {"post": found.ref, "reason": found.reason}
    data |= {"handle": post.handle, "text": post.text[:500]} if post else {}
    log(room.session, t, "trainer", sessions.who(user), "report_left", data, room)
    tell(room, [found])
