"""What the operators of networks do about appeals, window by window, and what an appeal brings about.

An operator answers ANSWERS_AFTER[0] to ANSWERS_AFTER[1] seconds of exercise after it was asked: drawn from
the session's seed, the appeal and its area, so that a replay answers in the same second. They agree; a
trainer may decide otherwise before. What is hidden comes back after the minutes that were asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from exercises.logbook import log
from exercises.models import Room, Session
from exercises.models.fields import local

from .appeal_views import appeal_views, hidden_places, safety_of
from .frames import AppealsFrame
from .ground import ground
from .stage import Settled
from .store import NewPost, appeals
from .terrain.chance import drawn

if TYPE_CHECKING:
    from .models import Appeal

ANSWERS_AFTER = (30, 90)  # s of exercise
NETWORKS = {"hide": "traffic", "safety": "safety"}


@dataclass(frozen=True)
class Turn:
    """An appeal that comes into another state in a window."""

    appeal: "Appeal"
    state: str
    window: int


def answer_window(session: Session, number: int, kind: str, area: str, t: float) -> int:
    """The window in which the operator answers what is asked at `t`."""
    low, high = ANSWERS_AFTER
    return int(t) + low + drawn(session.seed, "operator", number, kind, area, below=high - low + 1)


def due_turns(held: Sequence["Appeal"], last: int) -> list[Turn]:
    """What becomes of these appeals up to window `last`, and in which window."""
    turns: list[Turn] = []
    for appeal in held:
        state, until = appeal.state, appeal.until
        if state == "asked" and appeal.decides is not None and appeal.decides <= last:
            turns.append(Turn(appeal, "agreed", appeal.decides))
            state, until = "agreed", _until(appeal, appeal.decides)
        if state == "agreed" and until is not None and until <= last:
            turns.append(Turn(appeal, "ended", until))
    return sorted(turns, key=lambda turn: (turn.window, turn.appeal.number))


def _until(appeal: "Appeal", t: float) -> int | None:
    return int(t) + appeal.minutes * 60 if appeal.kind == "hide" else None


def take_turns(room: Room, turns: Sequence[Turn], seq: int) -> None:
    """Brings the appeals into their states, inside the transaction that stores the windows."""
    for turn in turns:
        enter(room, turn.appeal, turn.state, float(turn.window), seq)
        tell(
            room,
            turn.appeal,
            turn.state,
            float(turn.window),
            "system",
            operator(room.session, turn.appeal.kind),
        )


def enter(room: Room, appeal: "Appeal", state: str, t: float, seq: int) -> None:
    """Brings an appeal into a state at `t`, keeps it, and hides or shows what it is about."""
    if state == "agreed":
        appeal.until = _until(appeal, t)
        appeal.opened, appeal.seq = (t, seq) if appeal.kind == "safety" else (None, 0)
    if state == "ended" and appeal.kind == "safety":
        appeal.last_seq = seq
    appeal.state, appeal.since = state, t
    appeals.save(appeal)
    if appeal.kind == "hide":
        appeals.hide(room.pk, hidden_places(room.session, appeals.live(room.pk)))


def tell(room: Room, appeal: "Appeal", what: str, t: float, source: str, who: str) -> None:
    """The log's line about an appeal: hide_asked, safety_agreed …"""
    spot = ground(room.session).spot(appeal.area)
    data: dict[str, Any] = {
        "appeal": appeal.number,
        "place": spot.name if spot else "",
        "text": appeal.reason,
    }
    data |= {"minutes": appeal.minutes} if appeal.kind == "hide" else {}
    log(room.session, t, source, who, f"{appeal.kind}_{what}", data, room)


def operator(session: Session, kind: str) -> str:
    """The name of the network whose operator answers."""
    wanted = NETWORKS[kind]
    found = next((one for one in session.snapshot["channels"] if one["kind"] == wanted), None)
    return local(found["name"], session.lang) if found else ""


def open_by_script(room: Room, t: float, seq: int) -> "Appeal | None":
    """A post of the safety network itself opens its check, or the one that was asked for, unless one is."""
    checks = [one for one in appeals.live(room.pk) if one.kind == "safety"]
    if any(one.state == "agreed" for one in checks):
        return None
    blank = {"kind": "safety", "asked": t, "state": "asked", "since": t}
    check = checks[0] if checks else appeals.begin(room, blank)
    enter(room, check, "agreed", t, seq)
    tell(room, check, "agreed", t, "script", operator(room.session, "safety"))
    return check


def frame_now(room: Room, before: frozenset[str]) -> AppealsFrame:
    """Appeals and safety check as they are now; `before` are the places that were hidden."""
    now = hidden_places(room.session, appeals.live(room.pk))
    return AppealsFrame(
        room=room.code,
        appeals=appeal_views(room),
        safety=safety_of(room),
        veiled=sorted(now),
        back=bool(before - now),
    )


def hidden_after(session: Session, held: Sequence["Appeal"], turns: Sequence[Turn]) -> frozenset[str]:
    """The places that are hidden once these turns are taken."""
    states = {appeal.number: appeal.state for appeal in held} | {
        turn.appeal.number: turn.state for turn in turns
    }
    areas = [one.area for one in held if (one.kind, states[one.number]) == ("hide", "agreed")]
    return ground(session).covered(areas)


def opens_check(room: Room, settled: Sequence[Settled], seq: int) -> bool:
    """Whether the safety network itself published by an inject, and opened its check by this."""
    scripted = {inject["code"]: inject for inject in room.session.snapshot.get("injects", [])}
    for item in settled:
        inject = scripted[item.code]
        if item.ref is not None and inject["channel"] == "safety" and not inject.get("persona"):
            return open_by_script(room, float(item.window), seq) is not None
    return False


# Where posts stand ---------------------------------------------------------------------------------------


def place_of(session: Session, room_id: int, post: NewPost) -> NewPost:
    """A post of the map's network with its place, hidden where that is hidden; any other as it is."""
    if post.channel != "traffic":
        return post
    return on_map(session, room_id, [post], hidden_places(session, appeals.live(room_id)))[0]


def on_map(session: Session, room_id: int, posts: Sequence[NewPost], hidden: frozenset[str]) -> list[NewPost]:
    """The same posts; those of the map's network with their places. What answers or shares stands where that
    does which it is about."""
    if not any(post.channel == "traffic" for post in posts):
        return list(posts)
    known = appeals.placed(room_id, {post.parent for post in posts if post.channel == "traffic"})
    placed: list[NewPost] = []
    for post in posts:
        if post.channel == "traffic":
            about = known.get(post.parent) if post.parent is not None else None
            place = about[0] if about else ground(session).place_of(post.text, post.handle)
            post = replace(post, place=place, withheld=place in hidden)
            known[post.ref] = (place, post.withheld)
        placed.append(post)
    return placed
