"""Posts of people: made, stored, counted, told to the crowd, logged, and sent once committed."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from exercises import sessions
from exercises.fleeting import story_life
from exercises.logbook import log
from exercises.models import Participant, Room, Session
from exercises.sessions import Refused

from . import forms, operators, store
from .accounts import network_of
from .changes import send_change, send_to_room
from .crowd.types import ACTION_REFS, INJECT_REFS, REFS_PER_WINDOW
from .frames import PinsFrame, PostsFrame
from .group_views import group_name
from .networks import ADDRESSED
from .present import pin_views, post_views
from .press_views import request_view
from .report_views import tell as tell_reports
from .store import NewPost, polls, uploads
from .store import reports as kept_reports
from .store.stories import date
from .stories import PASSING_ON, is_gone, is_screenshot

if TYPE_CHECKING:
    from .models import Post, Upload
    from .poll_messages import Question


SLOTS = INJECT_REFS - ACTION_REFS
_FORM_FAULTS = {
    "release": _(
        "A press release has a headline, a text and a contact, with an empty line between one and the next."
    ),
    "headline": _("The headline is one line, of at most 150 characters."),
    "infographic": _(
        "An infographic has a title and one to five figures or steps, with an empty line between them."
    ),
    "too_long": _("Too long: at most 80 characters for the title, 40 for a label, 140 for what explains it."),
}


def locked_room(session: Session, code: str) -> Room:
    """A room of the session by its code, locked."""
    room = sessions.locked_rooms(session, code)[0]
    room.session = session
    return room


def check_length(channel: dict[str, Any], text: str) -> None:
    """Raises Refused for a text that is longer than the channel's posts may be (characters)."""
    if len(text) > channel["length"]:
        raise Refused("too_long", _("This text is too long for this network."))


def post_there(room: Room, ref: int | None, at: float | None = None, *, staff: bool = False) -> "Post":
    """A post of the room that is not deleted, nor gone at `at` (s of exercise), nor withheld from whoever
    asks. Raises Refused."""
    post = store.post_of(room.pk, ref) if ref is not None else None
    if post is None or post.deleted or (post.withheld and not staff):
        raise Refused("unknown_post", _("This post is not there any more."))
    if is_gone(post.expires, at):
        raise Refused("gone", _("This story is gone."))
    return post


def check_words(channel: dict[str, Any], text: str, form: str) -> None:
    """Raises Refused for a text that the channel does not take, or that has not the form of what it is to be.

    Of an infographic the words stand in a picture: its own measure holds.
    """
    if form != "infographic":
        check_length(channel, text)
    try:
        forms.check(form, text)
    except forms.BadForm as bad:
        raise Refused("bad_form", _FORM_FAULTS[bad.fault]) from bad


def check_place(
    room: Room, channel: str, kind: str, ref: int | None, text: str, at: float | None, *, form: str = ""
) -> "Post | None":
    """What a post of this kind answers or passes on at `at` (see post_there), if it may stand on this network
    with this text.

    Raises Refused.
    """
    network = network_of(room.session, channel)
    if form and (kind != "original" or network["kind"] not in forms.NETWORKS[form]):
        raise Refused("bad_form", _("This cannot be published there."))
    parent = _parent(room, kind, ref, at)
    if parent and kind != "quote" and network["kind"] != parent.channel:
        raise Refused("bad_fields", _("An answer goes where the post is that it answers."))
    if kind != "share" and not text:
        raise Refused("empty", _("Write something first."))
    check_words(network, text, form)
    return _story_of(parent) if parent and kind in PASSING_ON else parent


def check_account(author: dict[str, Any], form: str) -> None:
    """Raises Refused for a press release or an infographic by somebody privately."""
    if form and not author.get("team"):
        raise Refused("team_only", _("This is the organisation’s to publish: choose one of its accounts."))


def _parent(room: Room, kind: str, ref: int | None, at: float | None) -> "Post | None":
    if kind == "original":
        if ref is not None:
            raise Refused("bad_fields", _("A new post answers nothing."))
        return None
    post = post_there(room, ref, at)
    if post.channel in ADDRESSED and kind != "reply":
        raise only_answered()
    return post


def _story_of(post: "Post") -> "Post":
    """Whoever passes a shared screenshot on passes on what it shows; any other post as it is."""
    parent = store.post_of(post.room_id, post.parent) if post.kind == "share" and post.parent else None
    if parent is None or not is_screenshot(post.kind, parent.expires):
        return post
    parent.text = post.text  # as it was when the screenshot was made
    return parent


def only_answered() -> Refused:
    return Refused("addressed", _("This was written to your team alone: one can only answer it."))


def new_post(
    room: Room,
    author: dict[str, Any],
    channel: str,
    kind: str,
    text: str,
    parent: "Post | None",
    participant: Participant | None,
    now: float,
    *,
    media: str = "",
    form: str = "",
    colour: str = "",
    group: str = "",
) -> NewPost:
    """A row for what `author` (see feed.accounts) publishes now; it takes the room's next seq and ref.

    `media` is what its picture shows.
    """
    ref = room.next_window * REFS_PER_WINDOW + ACTION_REFS + room.action_count % SLOTS
    root = (
        ref if parent is None or kind == "quote" else (parent.root if parent.root is not None else parent.ref)
    )
    session = room.session
    post = NewPost(
        room_id=room.pk,
        seq=store.next_seq(room),
        ref=ref,
        t=round(session.clock.at(now), 3),
        kind=kind,
        channel=channel,
        author_key=author["code"],
        handle=author["handle"],
        name=author["name"],
        author_kind=author["kind"],
        followers=author.get("followers", 0),
        verified=bool(author.get("verified")),
        team=bool(author.get("team")),
        participant_id=participant.pk if participant else None,
        text=text,
        parent=parent.ref if parent else None,
        root=root,
        emotion=None,
        hashtags=hashtags(text),
        topic="",
        rumour="",
        inject="",
        media=media,
        mentions_team=speaks_to_team(session, text, parent),
        form=form,
        colour=(colour or forms.COLOURS[0]) if form == "infographic" else "",
        group=group,
    )
    return operators.place_of(session, room.pk, post)


def hashtags(text: str) -> str:
    """The hashtags of a text, without their signs, as the feed's table keeps them."""
    return " ".join(word[1:] for word in text.split() if word.startswith("#") and len(word) > 2)


def speaks_to_team(session: Session, text: str, parent: "Post | None") -> bool:
    """Whether a text names one of the team's accounts or answers it."""
    handles = [p["handle"] for p in session.snapshot["personas"] if p.get("team")]
    return bool(parent and parent.team) or any(f"@{handle}" in text for handle in handles)


def publish_post(
    room: Room,
    post: NewPost,
    parent: "Post | None",
    function: str,
    *,
    participant: Participant | None,
    now: float,
    user: Any = None,
    upload: "Upload | None" = None,
    poll: "Question | None" = None,
) -> dict[str, Any]:
    """Stores a post of a person: feed, counters, picture, poll, stimulus, log; sent once committed."""
    own = post.author_key.startswith("own-")
    stimulus = {
        "ref": post.ref,
        "t": post.t,
        "by": "own" if own else post.author_key,
        "team": post.team,
        "function": function,
        "channel": post.channel,
        "kind": post.kind,
        "text": post.text,
        "parent": post.parent,
        "heard_by": parent.followers if parent else 0,
    } | ({"group": post.group} if post.group else {})
    sessions.add_action(room, post.t, "publish", stimulus, participant=participant, user=user)
    date(room.pk, [post], story_life(room.session.snapshot))
    store.add_posts([post])
    if upload is not None:
        uploads.use(upload, post.ref)
    if poll is not None:
        polls.begin(post, poll.options, round(post.t + 60 * poll.minutes, 3))
    touched = store.count_on(room.pk, [post], [])
    name = participant.name if participant else sessions.who(user)
    data = {"post": post.ref, "account": post.handle, "channel": post.channel, "text": post.text[:1000]}
    data |= {"parent": post.parent} if post.parent is not None else {}
    data |= {"picture": post.media} if upload is not None else {}
    data |= {"text": " ▢ ".join([post.text[:800], *poll.options])} if poll is not None else {}
    data |= {"group": group_name(room.session, post.group)} if post.group else {}
    source = "trainee" if participant else "trainer"
    log(room.session, post.t, source, name, post.kind if post.kind != "original" else "post", data, room)
    counts = store.counters(room.pk, touched)
    frame = PostsFrame(
        room=room.code,
        seq=(post.seq, post.seq),
        rev=room.rev,
        posts=post_views(room.pk, [post]),
        total=room.last_seq,
        touched=counts.touched,
        reacted=counts.reacted or None,
    )
    send_to_room(room, frame)
    if post.team and post.kind == "reply":
        _tell_answered(room, parent)
    return {"id": post.ref, "seq": post.seq, "t": post.t}


def _tell_answered(room: Room, letter: "Post | None") -> None:
    """A press request has an answer now, another one, or none any more: its standing follows from that."""
    if letter is not None and (request := request_view(room, letter)) is not None:
        send_change(room, letter.ref, "answered", request=request.model_dump(exclude_none=True))


def delete_post(
    room: Room,
    post: "Post",
    now: float,
    source: str,
    name: str,
    *,
    what: str = "delete",
    participant: Participant | None = None,
    user: Any = None,
) -> dict[str, Any]:
    """Takes a post out of the feed: stimulus, log (as `what`), and a change for everybody."""
    t = room.session.clock.at(now)
    payload = {"ref": post.ref, "team": post.team and participant is not None}
    sessions.add_action(room, t, "delete", payload, participant=participant, user=user)
    store.mark_deleted(post)
    data = {"post": post.ref, "account": post.handle, "text": post.text[:1000]}
    reported = _close_report(room, post, t, "author" if participant else "trainer")
    if reported:
        data |= {"handle": post.handle, "reason": reported}
    log(room.session, t, source, name, what, data, room)
    send_change(room, post.ref, "deleted", deleted=True)
    if post.pinned:
        send_to_room(room, PinsFrame(room=room.code, pins=pin_views(room.pk)))
    if post.team and post.kind == "reply" and post.parent is not None:
        _tell_answered(room, store.post_of(room.pk, post.parent))
    return {"deleted": post.ref}


def _close_report(room: Room, post: "Post", t: float, by: str) -> str:
    """A report of a post that is gone is answered; its reason, or "" where nobody waits for an answer."""
    report = kept_reports.of_post(room.pk, post.ref)
    if report is None or report.state not in kept_reports.OPEN:
        return ""
    kept_reports.enter(report, "removed", t, by)
    tell_reports(room, [report])
    return report.reason
