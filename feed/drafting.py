"""What trainees do with drafts: keep them, ask for approval, approve or return, publish, drop."""

from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from exercises.approval import Circuit, circuit
from exercises.logbook import log
from exercises.models import Participant, Room
from exercises.sessions import Refused

from . import uploads
from .accounts import account_of, persona_of
from .changes import send_to_room
from .draft_frames import DraftsFrame
from .draft_messages import DraftJudge, DraftSave, DraftStep
from .draft_views import approved_by, asked, draft_view, missing, names_of
from .grouping import group_for
from .polling import asked_in, check_number, check_poll
from .publishing import check_place, new_post, publish_post
from .sight import moment
from .store import drafts

if TYPE_CHECKING:
    from .models import Draft

MOST_LIVE = 40  # drafts that a room may have at once: a welcome brings them all
VERDICTS_KEPT = 30


def check_free(room: Room, participant: Participant) -> None:
    """Raises Refused if this trainee may not publish from the team's accounts without asking."""
    rules = circuit(room)
    if waits_for := rules.asked(participant.function):
        raise must_approve(waits_for, rules)


def must_approve(functions: list[str], rules: Circuit) -> Refused:
    names = names_of(functions, rules)
    return Refused("needs_approval", format_lazy(_("{names} must approve this text first."), names=names))


def save(room: Room, participant: Participant, message: DraftSave, now: float) -> dict[str, Any]:
    """A new draft, or other words for one: what was approved of it is taken back."""
    if message.account == "own":
        raise Refused("own_account", _("Drafts are for the team’s accounts."))
    author = account_of(room.session, participant, message.account)
    at = _sees(room, message, now)
    parent = check_place(
        room, message.channel, message.kind, message.parent, message.text, at, form=message.form
    )
    group_for(room, author, message.channel, message.kind, message.group, parent)
    check_poll(room, message)
    draft = None if message.draft is None else as_seen(room, message.draft, message.version)
    what = _said(room, participant, message, draft)
    t = time_of(room, now)
    if draft is None:
        return _begin(room, participant, t, what)
    rules = circuit(room)
    if any(getattr(draft, name) != value for name, value in what.items()):
        _rewrite(draft, participant, what)
        state = _state_of_rewritten(draft, rules)
        if state != draft.state:
            enter(draft, state, t)
    return tell(room, draft, rules)


def _said(room: Room, participant: Participant, message: DraftSave, draft: "Draft | None") -> dict[str, Any]:
    """What a draft is to say. Its picture is the writer's, or the one that it has already."""
    upload = uploads.for_post(room, participant, message.kind, message.picture, draft)
    shown = {"picture": upload.token, "description": message.description} if upload else {}
    what = message.model_dump(include={"account", "channel", "kind", "parent", "text", "form", "colour"})
    poll = message.poll.kept() if message.poll else None
    return what | {"picture": "", "description": "", "poll": poll, "group": message.group or ""} | shown


def _sees(room: Room, message: DraftSave, now: float) -> float | None:
    """When what it answers or passes on must be there: a draft that passes on a story keeps what it shows."""
    draft = drafts.find(room, message.draft) if message.draft is not None else None
    keeps = draft is not None and draft.kind != "reply"
    is_same = draft is not None and (draft.kind, draft.parent) == (message.kind, message.parent)
    return None if keeps and is_same else moment(room.session, now)


def _begin(room: Room, participant: Participant, t: float, what: dict[str, Any]) -> dict[str, Any]:
    if drafts.number_live(room) >= MOST_LIVE:
        raise Refused("too_many_drafts", _("There are too many drafts: drop or publish some first."))
    return tell(room, drafts.begin(room, participant, t, what), circuit(room))


def _rewrite(draft: "Draft", participant: Participant, what: dict[str, Any]) -> None:
    for name, value in what.items():
        setattr(draft, name, value)
    draft.version += 1
    draft.editor = participant


def _state_of_rewritten(draft: "Draft", rules: Circuit) -> str:
    """Those who were asked are asked for the new words as well; what nobody must approve keeps its time."""
    if draft.state == "scheduled" and not missing(draft, rules):
        return "scheduled"
    was_asked = draft.state in ("submitted", "approved", "scheduled") and bool(asked(draft, rules))
    return "submitted" if was_asked else "open"


def submit(room: Room, participant: Participant, message: DraftStep, now: float) -> dict[str, Any]:
    """Asks those who must approve it."""
    draft, rules = as_seen(room, message.draft, message.version), circuit(room)
    waits_for = missing(draft, rules)
    if draft.state in ("open", "returned", "stopped") or (draft.state == "scheduled" and waits_for):
        enter(draft, "submitted" if waits_for else "approved", time_of(room, now))
        data = about(room, draft) | {"names": names_of(waits_for, rules)}
        log(room.session, draft.since, "trainee", participant.name, "draft_submit", data, room)
    return tell(room, draft, rules)


def judge(room: Room, participant: Participant, message: DraftJudge, now: float) -> dict[str, Any]:
    """Somebody who is asked approves these words, or returns them and says why."""
    draft, rules = as_seen(room, message.draft, message.version), circuit(room)
    if participant.function not in asked(draft, rules):
        raise Refused("not_asked", _("Your approval is not asked for this text."))
    if draft.state not in ("submitted", "approved", "scheduled"):
        raise Refused("not_submitted", _("This text does not wait for approval just now."))
    if message.verdict == "return" and not message.note:
        raise Refused("say_why", _("Say what has to change."))
    t = time_of(room, now)
    _take_verdict(draft, participant, message, t)
    state = _state_of_judged(draft, message.verdict, rules)
    if state != draft.state:
        enter(draft, state, t)
    what = f"draft_{message.verdict}"
    data = about(room, draft) | {"note": message.note}
    log(room.session, t, "trainee", participant.name, what, data, room)
    return tell(room, draft, rules)


def _state_of_judged(draft: "Draft", verdict: str, rules: Circuit) -> str:
    if verdict == "return":
        return "returned"
    if draft.state == "scheduled":
        return "scheduled"
    return "submitted" if missing(draft, rules) else "approved"


def _take_verdict(draft: "Draft", participant: Participant, message: DraftJudge, t: float) -> None:
    """The last word of each person on each version stays."""
    mine = (participant.pk, draft.version)
    others = [verdict for verdict in draft.verdicts if (verdict["who"], verdict["version"]) != mine]
    verdict = {
        "who": participant.pk,
        "name": participant.name,
        "function": participant.function,
        "verdict": message.verdict,
        "note": message.note,
        "t": t,
        "version": draft.version,
    }
    draft.verdicts = [*others, verdict][-VERDICTS_KEPT:]


def publish(room: Room, participant: Participant, message: DraftStep, now: float) -> dict[str, Any]:
    """Anybody of the team may press it once nobody's approval is missing: it is the writer's post."""
    return send(room, participant, as_seen(room, message.draft, message.version), now)


def send(
    room: Room, participant: Participant, draft: "Draft", now: float, what: str = "draft_publish"
) -> dict[str, Any]:
    """Publishes a draft as its writer's, for who pressed it or gave it its time. Raises Refused."""
    rules = circuit(room)
    if waits_for := missing(draft, rules):
        raise must_approve(waits_for, rules)
    writer = draft.writer or participant
    author = account_of(room.session, writer, draft.account)
    at = moment(room.session, now) if draft.kind == "reply" else None  # else it holds a screenshot by now
    parent = check_place(room, draft.channel, draft.kind, draft.parent, draft.text, at, form=draft.form)
    text = parent.text if draft.kind == "share" and parent else draft.text
    group = group_for(room, author, draft.channel, draft.kind, draft.group, parent)
    poll = asked_in(draft.poll)
    if poll is not None:
        check_number(room)
    upload = uploads.for_post(room, writer, draft.kind, draft.picture, draft)
    look = {"media": draft.description, "form": draft.form, "colour": draft.colour, "group": group}
    post = new_post(room, author, draft.channel, draft.kind, text, parent, writer, now, **look)
    made = publish_post(
        room, post, parent, writer.function, participant=writer, now=now, upload=upload, poll=poll
    )
    draft.post = post.ref
    took = round(post.t - draft.begun)
    data = about(room, draft) | {"post": post.ref, "names": ", ".join(approved_by(draft)), "took": took}
    enter(draft, "published", post.t)
    log(room.session, post.t, "trainee", participant.name, what, data, room)
    return tell(room, draft, rules) | made


def drop(room: Room, participant: Participant, message: DraftStep, now: float) -> dict[str, Any]:
    draft = as_seen(room, message.draft, message.version)
    enter(draft, "dropped", time_of(room, now))
    log(room.session, draft.since, "trainee", participant.name, "draft_drop", about(room, draft), room)
    return tell(room, draft, circuit(room))


def step(room: Room, participant: Participant, message: DraftStep, now: float) -> dict[str, Any]:
    verbs = {"draft_submit": submit, "draft_publish": publish, "draft_drop": drop}
    return verbs[message.type](room, participant, message, now)


def as_seen(room: Room, number: int, version: int | None) -> "Draft":
    """The draft as whoever sent the message saw it. Raises Refused, with the draft where it has changed."""
    draft = drafts.find(room, number)
    if draft is None:
        raise Refused("unknown_draft", _("This draft was published or dropped."))
    if draft.version != version:
        told = draft_view(draft, circuit(room))
        raise Refused("changed_meanwhile", _("Somebody has changed this text meanwhile."), draft=told)
    return draft


def enter(
    draft: "Draft",
    state: str,
    t: float,
    *,
    due: float | None = None,
    sender: Participant | None = None,
    stopped: str = "",
) -> None:
    """Into another state at `t` (s of exercise); only a scheduled one has a time at which it goes out."""
    draft.state, draft.since = state, t
    draft.due, draft.sender, draft.stopped = due, sender, stopped


def time_of(room: Room, now: float) -> float:
    return round(room.session.clock.at(now), 3)


def about(room: Room, draft: "Draft") -> dict[str, Any]:
    """What the log says of a draft."""
    return {
        "draft": draft.number,
        "account": persona_of(room.session, draft.account)["handle"],
        "channel": draft.channel,
        "writer": draft.writer.name if draft.writer else "",
        "text": draft.text[:1000],
    }


def tell(room: Room, draft: "Draft", rules: Circuit) -> dict[str, Any]:
    """Keeps it, and shows it to the room once committed."""
    drafts.save(draft)
    send_to_room(room, DraftsFrame(room=room.code, drafts=[draft_view(draft, rules)]))
    return {"draft": draft.number, "version": draft.version, "state": draft.state}
