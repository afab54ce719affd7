"""Polls: a post asks a question, the trainees of its room vote once each, and the crowd votes by its mood."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from exercises import sessions
from exercises.logbook import log
from exercises.models import Participant, Room
from exercises.sessions import Refused

from .accounts import hidden_from
from .changes import send_change
from .networks import POLLING
from .poll_messages import Question, Vote
from .poll_views import poll_count
from .publishing import post_there
from .sight import moment
from .store import polls

if TYPE_CHECKING:
    from .draft_messages import DraftSave
    from .messages import Publish

MOST_OPEN = 8  # polls of a room in which people may vote at once: each window counts them all
MOST = 100  # of a room in all


def check_poll(room: Room, message: "Publish | DraftSave") -> None:
    """Raises Refused for a poll that may not be asked there, or not now."""
    if message.poll is None:
        return
    if message.channel not in POLLING or message.kind != "original" or message.form:
        raise Refused("no_polls", _("A poll is a post of its own, on a network that has polls."))
    if message.picture:
        raise Refused("bad_fields", _("A poll shows no picture: take one of the two away."))
    check_number(room)


def check_number(room: Room) -> None:
    """Raises Refused where there are as many polls as people look at."""
    if polls.number(room.pk, alone_open=True) >= MOST_OPEN or polls.number(room.pk) >= MOST:
        raise Refused("too_many_polls", _("There are many polls already: wait until some are over."))


def vote(room: Room, participant: Participant, message: Vote, now: float) -> dict[str, Any]:
    """Somebody's vote, for good; whoever voted before is told for what."""
    post = post_there(room, message.post, moment(room.session, now))
    poll = None if hidden_from(participant, post) else polls.of_post(room.pk, post.ref)
    if poll is None:
        raise Refused("no_poll", _("There is nothing to vote on."))
    before = polls.ballot_of(poll, participant)
    if before is not None:
        return {"voted": before, "again": True}
    t = room.session.clock.at(now)
    if poll.over or t >= poll.closes:
        raise Refused("poll_over", _("This poll is over."))
    if message.option >= len(poll.options):
        raise Refused("bad_fields", _("This poll has no such answer."))
    sessions.add_action(room, t, "vote", {"ref": post.ref, "option": message.option}, participant=participant)
    polls.give(poll, participant, message.option)
    data = {"post": post.ref, "account": post.handle, "text": post.text[:500]}
    data |= {"option": poll.options[message.option]}
    log(room.session, t, "trainee", participant.name, "poll_vote", data, room)
    send_change(room, post.ref, "voted", poll=poll_count(poll).model_dump())
    return {"voted": message.option}


def asked_in(poll: dict[str, Any] | None) -> Question | None:
    """The question of a draft, as it is kept."""
    return Question(**poll) if poll else None
