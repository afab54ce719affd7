"""What trainees and trainers do through a socket: checked, done once, committed, sent at once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from exercises import people, sessions
from exercises.access import Seat, Staff
from exercises.logbook import log
from exercises.models import Participant, Room, Session, State
from exercises.models.fields import local
from exercises.sessions import Refused

from . import broadcast, frames, messages, store
from .crowd.reading import LABELS, read
from .crowd.types import ACTION_REFS, INJECT_REFS, REFS_PER_WINDOW
from .frames import ChangeFrame, PostsFrame, encode, encode_for_trainees
from .present import is_read, post_views, reading_view
from .store import NewPost

if TYPE_CHECKING:
    from .models import Post

OWN_FOLLOWERS = 120  # a trainee's private account: about what most people have
SLOTS = INJECT_REFS - ACTION_REFS


# Trainees -----------------------------------------------------------------------------------------


def act(seat: Seat, message: Any, now: float) -> dict[str, Any]:
    """Carries a trainee's message out, once per key. Raises Refused."""
    participant = seat.participant
    if participant is None:
        raise Refused("read_only", _("You are watching this room: only its trainees write in it."))
    verbs: dict[type, Callable[[Room, Participant, Any, float], dict[str, Any]]] = {
        messages.Publish: publish,
        messages.Like: like,
        messages.Report: report,
        messages.Edit: edit,
        messages.Delete: delete,
    }
    verb = verbs[type(message)]

    def carry_out(session: Session) -> dict[str, Any]:
        _must_run(session)
        room = _locked_room(session, seat.room.code)
        return verb(room, _still_seated(participant), message, now)

    return sessions.once(seat.room.session_id, seat.sender, message.key, carry_out)


def _must_run(session: Session) -> None:
    if session.state != State.RUNNING:
        raise Refused("not_running", _("The exercise is not running: nothing can be published now."))


def _locked_room(session: Session, code: str) -> Room:
    room = sessions.locked_rooms(session, code)[0]
    room.session = session
    return room


def _still_seated(participant: Participant) -> Participant:
    held = Participant.objects.filter(pk=participant.pk, removed_at=None, seat_token=participant.seat_token)
    found = held.first()
    if found is None:
        raise Refused("removed", _("This seat is no longer yours."))
    return found


def publish(room: Room, participant: Participant, message: messages.Publish, now: float) -> dict[str, Any]:
    """A post, reply, share or quote by the team's account or the trainee's own."""
    author = _account(room, participant, message.account)
    channel = _channel(room.session, message.channel)
    parent = _parent(room, message.kind, message.parent)
    if message.kind != "share" and not message.text:
        raise Refused("empty", _("Write something first."))
    _fits(channel, message.text)
    text = parent.text if message.kind == "share" and parent else message.text
    post = _new_post(room, author, channel["kind"], message.kind, text, parent, participant, now)
    return _publish(room, post, parent, participant.function, participant=participant, now=now)


def _account(room: Room, participant: Participant, code: str) -> dict[str, Any]:
    if code == "own":
        return {
            "code": f"own-{participant.pk}",
            "handle": own_handle(participant),
            "name": participant.name,
            "kind": "citizen",
            "followers": OWN_FOLLOWERS,
            "team": False,
        }
    persona = _persona(room.session, code)
    if not persona.get("team"):
        raise Refused("not_your_account", _("This account is not your team's."))
    return persona


def own_handle(participant: Participant) -> str:
    """A handle made of a trainee's name, unlike any other in the session."""
    letters = "".join(char for char in participant.name if char.isalnum() and char.isascii())[:18]
    return f"{letters or 'me'}_{participant.pk}"


def _persona(session: Session, code: str) -> dict[str, Any]:
    for persona in session.snapshot["personas"]:
        if persona["code"] == code:
            return dict(persona)
    raise Refused("unknown_account", _("There is no such account in this session."))


def _channel(session: Session, kind: str) -> dict[str, Any]:
    for channel in session.snapshot["channels"]:
        if channel["kind"] == kind:
            return {"length": 280, **channel}
    raise Refused("unknown_channel", _("This network is not part of the exercise."))


def _fits(channel: dict[str, Any], text: str) -> None:
    if len(text) > channel["length"]:
        raise Refused("too_long", _("This text is too long for this network."))


def _parent(room: Room, kind: str, ref: int | None) -> "Post | None":
    if kind == "original":
        if ref is not None:
            raise Refused("bad_fields", _("A new post answers nothing."))
        return None
    return _post(room, ref)


def _post(room: Room, ref: int | None) -> "Post":
    post = store.post_of(room.pk, ref) if ref is not None else None
    if post is None or post.deleted:
        raise Refused("unknown_post", _("This post is not there any more."))
    return post


def _new_post(
    room: Room,
    author: dict[str, Any],
    channel: str,
    kind: str,
    text: str,
    parent: "Post | None",
    participant: Participant | None,
    now: float,
) -> NewPost:
    ref = room.next_window * REFS_PER_WINDOW + ACTION_REFS + room.action_count % SLOTS
    root = (
        ref if parent is None or kind == "quote" else (parent.root if parent.root is not None else parent.ref)
    )
    session = room.session
    return NewPost(
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
        hashtags=_hashtags(text),
        topic="",
        rumour="",
        inject="",
        media="",
        mentions_team=_speaks_to_team(session, text, parent),
    )


def _hashtags(text: str) -> str:
    return " ".join(word[1:] for word in text.split() if word.startswith("#") and len(word) > 2)


def _speaks_to_team(session: Session, text: str, parent: "Post | None") -> bool:
    handles = [p["handle"] for p in session.snapshot["personas"] if p.get("team")]
    return bool(parent and parent.team) or any(f"@{handle}" in text for handle in handles)


def _publish(
    room: Room,
    post: NewPost,
    parent: "Post | None",
    function: str,
    *,
    participant: Participant | None,
    now: float,
    user: Any = None,
) -> dict[str, Any]:
    """Stores a post of a person: feed, counters, stimulus and log, and sends it once committed."""
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
    }
    sessions.add_action(room, post.t, "publish", stimulus, participant=participant, user=user)
    store.add_posts([post])
    touched = store.count_on(room.pk, [post], [])
    name = participant.name if participant else sessions.who(user)
    data = {"post": post.ref, "account": post.handle, "channel": post.channel, "text": post.text[:1000]}
    data |= {"parent": post.parent} if post.parent is not None else {}
    source = "trainee" if participant else "trainer"
    log(room.session, post.t, source, name, post.kind if post.kind != "original" else "post", data, room)
    frame = PostsFrame(
        room=room.code,
        seq=(post.seq, post.seq),
        rev=room.rev,
        posts=post_views(room.pk, [post]),
        total=room.last_seq,
        touched=store.counters(room.pk, touched),
    )
    _send(room, frame)
    return {"id": post.ref, "seq": post.seq, "t": post.t}


def like(room: Room, participant: Participant, message: messages.Like, now: float) -> dict[str, Any]:
    author = _account(room, participant, message.account)
    post = _post(room, message.post)
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
    _send_change(room, post.ref, "liked" if message.on else "unliked", likes=likes)
    return {"likes": likes}


def report(room: Room, participant: Participant, message: messages.Report, now: float) -> dict[str, Any]:
    """Tells the network that a post leaks, lies or insults."""
    post = _post(room, message.post)
    t = room.session.clock.at(now)
    payload = {"ref": post.ref, "reason": message.reason}
    sessions.add_action(room, t, "report", payload, participant=participant)
    data = {"post": post.ref, "reason": message.reason, "handle": post.handle, "text": post.text[:500]}
    log(room.session, t, "trainee", participant.name, "report", data, room)
    return {"reported": post.ref}


def edit(room: Room, participant: Participant, message: messages.Edit, now: float) -> dict[str, Any]:
    """Gives a post of the team, or one's own, another text. Everybody may see what it said before."""
    post = _own_post(room, participant, message.post)
    if post.kind == "share":
        raise Refused("not_editable", _("A share says what somebody else wrote: it cannot be changed."))
    if message.text == post.text:
        raise Refused("same_text", _("That is what it says already."))
    _fits(_channel(room.session, post.channel), message.text)
    said = store.published(room.pk, post.ref)
    if said is None:
        raise Refused("not_your_post", _("You can only change what your team or you published."))
    t, before = round(room.session.clock.at(now), 3), post.text
    parent = store.post_of(room.pk, post.parent) if post.parent is not None else None
    mentions = _speaks_to_team(room.session, message.text, parent)
    store.rewrite(post, message.text, _hashtags(message.text), mentions, t)
    payload = {"said": said | {"text": post.text}, "before": before}
    sessions.add_action(room, t, "rewrite", payload, participant=participant)
    data = {"post": post.ref, "account": post.handle, "text": post.text[:1000], "before": before[:1000]}
    log(room.session, t, "trainee", participant.name, "edit_post", data, room)
    what = {"text": post.text, "edited": t, "mentions_team": mentions}
    if is_read(post):
        what["reading"] = reading_view(read(post.text, room.session.lang))
    _send_change(room, post.ref, "edited", **what)
    return {"edited": post.ref, "t": t}


def delete(room: Room, participant: Participant, message: messages.Delete, now: float) -> dict[str, Any]:
    """Deletes a post of the team, or one's own."""
    post = _own_post(room, participant, message.post)
    return _delete(room, post, now, "trainee", participant.name, participant=participant)


def _own_post(room: Room, participant: Participant, ref: int) -> "Post":
    post = _post(room, ref)
    if not post.team and post.participant_id != participant.pk:
        raise Refused("not_your_post", _("You can only change what your team or you published."))
    return post


def _delete(
    room: Room,
    post: "Post",
    now: float,
    source: str,
    name: str,
    *,
    participant: Participant | None = None,
    user: Any = None,
) -> dict[str, Any]:
    t = room.session.clock.at(now)
    payload = {"ref": post.ref, "team": post.team and participant is not None}
    sessions.add_action(room, t, "delete", payload, participant=participant, user=user)
    store.mark_deleted(post)
    data = {"post": post.ref, "account": post.handle, "text": post.text[:1000]}
    log(room.session, t, source, name, "delete", data, room)
    _send_change(room, post.ref, "deleted", deleted=True)
    return {"deleted": post.ref}


def _send_change(room: Room, ref: int, kind: str, **what: Any) -> None:
    rev = store.add_change(room, ref, kind, what)
    _send(room, ChangeFrame(room=room.code, seq=(room.last_seq + 1, room.last_seq), rev=rev, id=ref, **what))


def _send(room: Room, frame: frames.Frame) -> None:
    message = {"type": "frame", "staff": encode(frame), "trainees": encode_for_trainees(frame)}
    broadcast.send_after_commit(broadcast.room_group(room.code), lambda: message)


# Staff --------------------------------------------------------------------------------------------


def steer(staff: Staff, message: Any, now: float) -> dict[str, Any]:
    """Carries a trainer's or observer's message out, once per key. Raises Refused."""
    if not staff.may_steer and not isinstance(message, (messages.Observe, messages.Rate)):
        raise Refused("read_only", _("Observers watch, note and rate: only trainers steer."))
    verb = STEERING[message.type]
    return sessions.once(
        staff.session.pk, staff.sender, message.key, lambda session: verb(session, staff.user, now, message)
    )


def persona_post(session: Session, user: Any, now: float, message: messages.PersonaPost) -> dict[str, Any]:
    """The trainer speaks as a persona, in one room or in all."""
    if not session.is_live:
        raise sessions.wrong_state()
    if message.parent is not None and message.room is None:
        raise Refused("bad_fields", _("An answer goes into one room."))
    persona, channel = _persona(session, message.persona), _channel(session, message.channel)
    _fits(channel, message.text)
    posts = {}
    for room in sessions.locked_rooms(session, message.room):
        room.session = session
        parent = _post(room, message.parent) if message.parent is not None else None
        kind = "reply" if parent else "original"
        post = _new_post(room, persona, channel["kind"], kind, message.text, parent, None, now)
        posts[room.code] = _publish(room, post, parent, "", participant=None, user=user, now=now)["id"]
    return {"posts": posts}


def remove_post(session: Session, user: Any, now: float, message: messages.RemovePost) -> dict[str, Any]:
    room = _locked_room(session, message.room)
    return _delete(room, _post(room, message.post), now, "trainer", sessions.who(user), user=user)


def correct_reading(
    session: Session, user: Any, now: float, message: messages.CorrectReading
) -> dict[str, Any]:
    """The trainer says what a message of the team does; the crowd takes it so from the next window on."""
    if not session.is_live:
        raise sessions.wrong_state()
    room = _locked_room(session, message.room)
    post = _post(room, message.post)
    said = store.published(room.pk, post.ref)
    if said is None or not is_read(post):
        raise Refused("not_read", _("Only what the team itself says is read."))
    labels = [label for label in LABELS if label in message.labels]
    t = session.clock.at(now)
    store.correct_reading(post, labels)
    sessions.add_action(room, t, "correct", {"said": said, "labels": labels}, user=user)
    data = {"post": post.ref, "labels": labels, "text": post.text[:500]}
    log(session, t, "trainer", sessions.who(user), "correct_reading", data, room)
    _send_change(room, post.ref, "reading", reading={label: [] for label in labels})
    return {"labels": labels}


def observe(session: Session, user: Any, now: float, message: messages.Observe) -> dict[str, Any]:
    room = _locked_room(session, message.room) if message.room else None
    if message.post is not None:
        if room is None:
            raise Refused("bad_fields", _("A note on a post needs its room."))
        _post(room, message.post)
    return people.observe(session, user, now, message.text, room, message.post, message.objective or "")


def rate(session: Session, user: Any, now: float, message: messages.Rate) -> dict[str, Any]:
    room = _locked_room(session, message.room)
    return people.rate(session, user, now, room, message.objective, message.score)


STEERING: dict[str, Callable[[Session, Any, float, Any], dict[str, Any]]] = {
    "open_lobby": lambda s, u, now, m: sessions.open_lobby(s, u, now),
    "start": lambda s, u, now, m: sessions.start_session(s, u, now),
    "pause": lambda s, u, now, m: sessions.pause_session(s, u, now),
    "resume": lambda s, u, now, m: sessions.resume_session(s, u, now),
    "end": lambda s, u, now, m: sessions.end_session(s, u, now),
    "reopen": lambda s, u, now, m: sessions.reopen_session(s, u, now),
    "speed": lambda s, u, now, m: sessions.set_speed(s, u, now, m.value),
    "jump": lambda s, u, now, m: sessions.jump_session(s, u, now, m.offset),
    "lock_lobby": lambda s, u, now, m: people.lock_lobby(s, u, now, m.on),
    "fire": lambda s, u, now, m: sessions.fire_inject(s, u, now, m.inject, m.room),
    "skip": lambda s, u, now, m: sessions.skip_inject(s, u, now, m.inject, m.room),
    "edit_inject": lambda s, u, now, m: sessions.edit_inject(s, u, now, m.inject, m.content, m.offset),
    "pressure": lambda s, u, now, m: sessions.set_pressure(s, u, now, m.value, m.room, living=m.living),
    "weights": lambda s, u, now, m: sessions.set_weights(s, u, now, m.value.model_dump(), m.room),
    "persona_post": persona_post,
    "remove_post": remove_post,
    "correct_reading": correct_reading,
    "remove": lambda s, u, now, m: people.remove_participant(s, u, now, m.participant),
    "readmit": lambda s, u, now, m: people.readmit_participant(s, u, now, m.participant),
    "seat_code": lambda s, u, now, m: people.make_seat_code(s, u, now, m.participant),
    "observe": observe,
    "rate": rate,
}


def accounts_of(session: Session, participant: Participant | None) -> list[dict[str, Any]]:
    """The accounts that a trainee may publish as: the team's, then his own."""
    team = [
        {"code": p["code"], "name": p["name"], "handle": p["handle"], "verified": bool(p.get("verified"))}
        for p in session.snapshot["personas"]
        if p.get("team")
    ]
    if participant is None:
        return team
    own = {"code": "own", "name": participant.name, "handle": own_handle(participant), "verified": False}
    return [*team, own]


def channels_of(session: Session) -> list[dict[str, Any]]:
    return [
        {"kind": c["kind"], "name": local(c["name"], session.lang), "length": c.get("length", 280)}
        for c in session.snapshot["channels"]
    ]
