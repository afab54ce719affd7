"""What trainees do through a socket: checked, done once, committed, sent at once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from exercises import sessions
from exercises.access import Seat
from exercises.logbook import log
from exercises.models import Participant, Room, Session, State
from exercises.sessions import Refused

from . import (
    appealing,
    blocking,
    draft_messages,
    drafting,
    group_messages,
    grouping,
    hiding,
    list_messages,
    listing,
    messages,
    pinning,
    poll_messages,
    polling,
    reporting,
    scheduling,
    store,
    uploads,
    watch,
)
from .accounts import account_of, network_of, still_seated
from .changes import send_change
from .crowd.reading import read
from .crowd.types import EMOTIONS
from .networks import ADDRESSED, REACTING
from .present import is_read, reading_view
from .publishing import (
    check_account,
    check_place,
    check_words,
    delete_post,
    hashtags,
    locked_room,
    new_post,
    only_answered,
    post_there,
    publish_post,
    speaks_to_team,
)
from .sight import moment
from .store import polls

if TYPE_CHECKING:
    from .models import Post

LIKE = 0  # the like's place among EMOTIONS
#: What is kept for a seat and is no act in the exercise: it is arranged before the start and in a pause too.
KEPT: dict[type, Callable[[Room, Participant, Any], dict[str, Any]]] = {
    messages.Watch: watch.keep,
    messages.Mute: watch.keep,
    messages.Block: blocking.block,
    list_messages.ListMake: listing.make,
    list_messages.ListSave: listing.save,
    list_messages.ListFill: listing.fill,
    list_messages.ListDrop: listing.drop,
}


def act(seat: Seat, message: Any, now: float) -> dict[str, Any]:
    """Carries a trainee's message out, once per key. Raises Refused."""
    participant = seat.participant
    if participant is None:
        raise Refused("read_only", _("You are watching this room: only its trainees write in it."))
    verbs: dict[type, Callable[[Room, Participant, Any, float], dict[str, Any]]] = {
        messages.Publish: publish,
        messages.Like: like,
        messages.React: react,
        poll_messages.Vote: polling.vote,
        group_messages.Join: grouping.join,
        messages.Report: reporting.report,
        messages.Pin: pinning.pin,
        messages.Block: blocking.block_as_team,
        messages.Hide: hiding.hide,
        messages.Edit: edit,
        messages.Delete: delete,
        draft_messages.DraftSave: drafting.save,
        draft_messages.DraftStep: drafting.step,
        draft_messages.DraftJudge: drafting.judge,
        draft_messages.DraftSchedule: scheduling.schedule,
        messages.Appeal: appealing.ask,
        messages.EndAppeal: appealing.end,
        messages.MarkSafe: appealing.mark_safe,
    }

    def carry_out(session: Session) -> dict[str, Any]:
        keep = KEPT.get(type(message))
        if keep and getattr(message, "account", "own") == "own":  # who blocks in a team's name acts in public
            return keep(seat.room, still_seated(participant), message)
        verb = verbs[type(message)]
        _must_run(session)
        room = locked_room(session, seat.room.code)
        return verb(room, still_seated(participant), message, now)

    return sessions.once(seat.room.session_id, seat.sender, message.key, carry_out)


def _must_run(session: Session) -> None:
    if session.state != State.RUNNING:
        raise Refused("not_running", _("The exercise is not running: nothing can be published now."))


def publish(room: Room, participant: Participant, message: messages.Publish, now: float) -> dict[str, Any]:
    """A post, reply, share or quote by the team's account or the trainee's own."""
    author = account_of(room.session, participant, message.account)
    check_account(author, message.form)
    if author.get("team"):
        drafting.check_free(room, participant)
    at = moment(room.session, now)
    parent = check_place(
        room, message.channel, message.kind, message.parent, message.text, at, form=message.form
    )
    group = grouping.group_for(room, author, message.channel, message.kind, message.group, parent)
    polling.check_poll(room, message)
    text = parent.text if message.kind == "share" and parent else message.text
    upload = uploads.for_post(room, participant, message.kind, message.picture)
    media = message.description if upload else ""
    look = {"media": media, "form": message.form, "colour": message.colour, "group": group}
    post = new_post(room, author, message.channel, message.kind, text, parent, participant, now, **look)
    return publish_post(
        room,
        post,
        parent,
        participant.function,
        participant=participant,
        now=now,
        upload=upload,
        poll=message.poll,
    )


def like(room: Room, participant: Participant, message: messages.Like, now: float) -> dict[str, Any]:
    """The plain like, on every network where one can like; where it has others, it is one of them."""
    author = account_of(room.session, participant, message.account)
    post = post_there(room, message.post, moment(room.session, now))
    if post.channel in ADDRESSED:
        raise only_answered()
    if store.react(post, author["code"], LIKE if message.on else None):
        told = {"likes": post.likes} | ({"reactions": post.reactions} if post.channel in REACTING else {})
        _note_reaction(room, participant, author, post, {"on": message.on}, now)
        send_change(room, post.ref, "liked" if message.on else "unliked", **told)
    return {"likes": post.likes}


def react(room: Room, participant: Participant, message: messages.React, now: float) -> dict[str, Any]:
    """One of the five reactions, or another than before, or none any more."""
    author = account_of(room.session, participant, message.account)
    post = post_there(room, message.post, moment(room.session, now))
    if post.channel not in REACTING:
        raise Refused("no_reactions", _("On this network there are no reactions."))
    given = message.reaction
    if store.react(post, author["code"], EMOTIONS.index(given) if given else None):
        how = {"on": True} if given == "like" else {"reaction": given}
        _note_reaction(room, participant, author, post, how, now)
        send_change(room, post.ref, "reacted", likes=post.likes, reactions=post.reactions)
    return {"likes": post.likes, "reactions": post.reactions}


def _note_reaction(
    room: Room,
    participant: Participant,
    author: dict[str, Any],
    post: "Post",
    how: dict[str, Any],
    now: float,
) -> None:
    """The crowd notices what the team's account gives, and the log tells it; nobody sees what it takes back,
    nor what one person among thousands does. `how` is {on} of a like, {reaction} of a reaction."""
    t, what = room.session.clock.at(now), "react" if "reaction" in how else "like"
    if not (author.get("team") and any(how.values())):
        sessions.add_action(room, t, f"own_{what}", {"ref": post.ref} | how, participant=participant)
        return
    seen = how if what == "react" else {}
    given = {"ref": post.ref, "by": author["code"], "emotion": post.emotion} | seen
    sessions.add_action(room, t, what, given, participant=participant)
    data = {"post": post.ref, "account": author["handle"], "text": post.text[:200]} | seen
    log(room.session, t, "trainee", participant.name, what, data, room)


def edit(room: Room, participant: Participant, message: messages.Edit, now: float) -> dict[str, Any]:
    """Gives a post of the team, or one's own, another text. Everybody may see what it said before."""
    post = _own_post(room, participant, message.post, now)
    if post.kind == "share":
        raise Refused("not_editable", _("A share says what somebody else wrote: it cannot be changed."))
    if polls.of_post(room.pk, post.ref):
        raise Refused("poll_stays", _("People vote on this question: it keeps its words. Delete it instead."))
    if post.team:
        drafting.check_free(room, participant)
    if message.seen is not None and message.seen != (post.edited or 0):
        raise Refused("changed_meanwhile", _("Somebody has changed this post meanwhile. Look at it again."))
    if message.text == post.text:
        raise Refused("same_text", _("That is what it says already."))
    check_words(network_of(room.session, post.channel), message.text, post.form)
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
    post = _own_post(room, participant, message.post, now)
    return delete_post(room, post, now, "trainee", participant.name, participant=participant)


def _own_post(room: Room, participant: Participant, ref: int, now: float) -> "Post":
    post = post_there(room, ref, moment(room.session, now))
    if not post.team and post.participant_id != participant.pk:
        raise Refused("not_your_post", _("You can only change what your team or you published."))
    return post
