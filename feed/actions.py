"""What trainees do through a socket: checked, done once, committed, sent at once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from exercises import sessions
from exercises.access import Seat
from exercises.logbook import log
from exercises.models import Participant, Room, Session, State
from exercises.sessions import Refused

from . import drafting, hiding, messages, pinning, reporting, store, watch
from .accounts import account_of, network_of
from .changes import send_change
from .crowd.reading import read
from .networks import ADDRESSED
from .present import is_read, reading_view
from .publishing import (
    check_length,
    check_place,
    delete_post,
    hashtags,
    locked_room,
    new_post,
    only_answered,
    post_there,
    publish_post,
    speaks_to_team,
)

if TYPE_CHECKING:
    from .models import Post


def act(seat: Seat, message: Any, now: float) -> dict[str, Any]:
    """Carries a trainee's message out, once per key. Raises Refused."""
    participant = seat.participant
    if participant is None:
        raise Refused("read_only", _("You are watching this room: only its trainees write in it."))
    verbs: dict[type, Callable[[Room, Participant, Any, float], dict[str, Any]]] = {
        messages.Publish: publish,
        messages.Like: like,
        messages.Report: reporting.report,
        messages.Pin: pinning.pin,
        messages.Hide: hiding.hide,
        messages.Edit: edit,
        messages.Delete: delete,
        messages.DraftSave: drafting.save,
        messages.DraftStep: drafting.step,
        messages.DraftJudge: drafting.judge,
    }

    def carry_out(session: Session) -> dict[str, Any]:
        if isinstance(message, (messages.Watch, messages.Mute)):  # before the start and in a pause as well
            return watch.keep(seat.room, _still_seated(participant), message)
        verb = verbs[type(message)]
        _must_run(session)
        room = locked_room(session, seat.room.code)
        return verb(room, _still_seated(participant), message, now)

    return sessions.once(seat.room.session_id, seat.sender, message.key, carry_out)


def _must_run(session: Session) -> None:
    if session.state != State.RUNNING:
        raise Refused("not_running", _("The exercise is not running: nothing can be published now."))


def _still_seated(participant: Participant) -> Participant:
    held = Participant.objects.filter(pk=participant.pk, removed_at=None, seat_token=participant.seat_token)
    found = held.first()
    if found is None:
        raise Refused("removed", _("This seat is no longer yours."))
    return found


def publish(room: Room, participant: Participant, message: messages.Publish, now: float) -> dict[str, Any]:
    """A post, reply, share or quote by the team's account or the trainee's own."""
    author = account_of(room.session, participant, message.account)
    if author.get("team"):
        drafting.check_free(room, participant)
    parent = check_place(room, message.channel, message.kind, message.parent, message.text)
    text = parent.text if message.kind == "share" and parent else message.text
    post = new_post(room, author, message.channel, message.kind, text, parent, participant, now)
    return publish_post(room, post, parent, participant.function, participant=participant, now=now)


def like(room: Room, participant: Participant, message: messages.Like, now: float) -> dict[str, Any]:
    author = account_of(room.session, participant, message.account)
    post = post_there(room, message.post)
    if post.channel in ADDRESSED:
        raise only_answered()
    likes = store.like(room.pk, post.ref, author["code"], message.on)
    if likes is None:
        return {"likes": post.likes}
    t = room.session.clock.at(now)
    if author.get("team") and message.on:
        liked = {"ref": post.ref, "by": author["code"], "emotion": post.emotion}
        sessions.add_action(room, t, "like", liked, participant=participant)
        data = {"post": post.ref, "account": author["handle"], "text": post.text[:200]}
        log(room.session, t, "trainee", participant.name, "like", data, room)
    else:
        sessions.add_action(room, t, "own_like", {"ref": post.ref, "on": message.on}, participant=participant)
    send_change(room, post.ref, "liked" if message.on else "unliked", likes=likes)
    return {"likes": likes}


def edit(room: Room, participant: Participant, message: messages.Edit, now: float) -> dict[str, Any]:
    """Gives a post of the team, or one's own, another text. Everybody may see what it said before."""
    post = _own_post(room, participant, message.post)
    if post.kind == "share":
        raise Refused("not_editable", _("A share says what somebody else wrote: it cannot be changed."))
    if post.team:
        drafting.check_free(room, participant)
    if message.seen is not None and message.seen != (post.edited or 0):
        raise Refused("changed_meanwhile", _("Somebody has changed this post meanwhile. Look at it again."))
    if message.text == post.text:
        raise Refused("same_text", _("That is what it says already."))
    check_length(network_of(room.session, post.channel), message.text)
    said = store.published(room.pk, post.ref)
    if said is None:
        raise Refused("not_your_post", _("You can only change what your team or you published."))
    t, before = round(room.session.clock.at(now), 3), post.text
    parent = store.post_of(room.pk, post.parent) if post.parent is not None else None
    mentions = speaks_to_team(room.session, message.text, parent)
    store.rewrite(post, message.text, hashtags(message.text), mentions, t)
    payload = {"said": said | {"text": post.text}, "before": before}
    sessions.add_action(room, t, "rewrite", payload, participant=participant)
    data = {"post": post.ref, "account": post.handle, "text": post.text[:1000], "before": before[:1000]}
    log(room.session, t, "trainee", participant.name, "edit_post", data, room)
    what: dict[str, Any] = {"text": post.text, "edited": t, "mentions_team": mentions}
    if post.hidden:
        what["hidden"] = True  # and nobody is told what it says now
    if is_read(post):
        what["reading"] = reading_view(read(post.text, room.session.lang))
    send_change(room, post.ref, "edited", **what)
    return {"edited": post.ref, "t": t}


def delete(room: Room, participant: Participant, message: messages.Delete, now: float) -> dict[str, Any]:
    """Deletes a post of the team, or one's own."""
    post = _own_post(room, participant, message.post)
    return delete_post(room, post, now, "trainee", participant.name, participant=participant)


def _own_post(room: Room, participant: Participant, ref: int) -> "Post":
    post = post_there(room, ref)
    if not post.team and post.participant_id != participant.pk:
        raise Refused("not_your_post", _("You can only change what your team or you published."))
    return post
