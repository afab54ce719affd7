"""Every frame that the server sends through the two sockets, one frozen type each. PURE.

`encode` makes the bytes once, for all sockets. Post ids are a post's `ref`; `t` is seconds of exercise since
the start; `seq` is the sequence of posts of the room, `rev` that of changes to posts already published.
"""

from collections.abc import Mapping
from typing import Any, Literal

import orjson

from .block_frames import BlocksFrame, BlockView
from .draft_frames import DraftsFrame, DraftView
from .forms import Form
from .frame_parts import Frame
from .group_frames import GroupsFrame, GroupView
from .list_frames import ListsFrame, ListView
from .message_parts import Kind
from .pictures import Pictured
from .poll_frames import PollCount, PollView
from .stories import is_gone

PROTOCOL = 1
FRAME_POSTS = 60  # posts that one frame carries at most; the others are counted in `left_out`
CREDIT = 30  # frames that a client may leave unacknowledged before it is sent no more
ACK_EVERY = 10  # frames after which a client acknowledges
CATCH_UP = 50  # newest posts that a welcome or a resync brings; the rest is fetched as one scrolls
PAGE = 500  # longest page of catch-up


class ClockFace(Frame):
    """Exercise time `t` (s) at the moment of sending; it runs at `speed` while `running`.

    `version` counts what changed. A frame made while the clock was being stopped may come after the word of
    it: a face with a lower version than the one held says nothing.
    """

    version: int
    t: float
    speed: float
    running: bool
    state: Literal["draft", "lobby", "running", "paused", "ended"]
    reason: str | None = None  # why it is paused: "trainer", "gap"


class PinView(Frame):
    """Where a post stands on the map: `x` and `y` in per cent of it, at the place of that code and name."""

    alert: Literal["accident", "roadblock", "police", "danger"]
    x: float
    y: float
    place: str
    name: str


class RequestView(Frame):
    """A journalist wants the team's answer by `due`; `answered` is when it first answered (s of exercise)."""

    due: float
    answered: float | None = None
    outlet: str | None = None


class PostView(Frame):
    """A post as a browser gets it. `emotion` and what follows it are for staff only."""

    id: int
    seq: int
    t: float
    kind: Kind
    channel: str
    handle: str
    name: str
    author_kind: str | None = None
    followers: int
    verified: bool = False
    team: bool = False
    mine: bool | None = None
    text: str
    parent: int | None = None
    parent_handle: str | None = None
    parent_name: str | None = None
    parent_verified: bool | None = None
    parent_text: str | None = None  # for shares and quotes: the beginning of what is shared
    media: str | None = None  # what the picture shows, where whoever made it said so
    picture: Pictured | None = None  # at …/posts/<id>/picture.svg, unless it has a photo
    photo: tuple[int, int] | None = None  # pixels of an uploaded picture, at …/posts/<id>/photo
    screenshot: bool | None = None  # of a story: `parent_text`, `picture` and `photo` are what was shown
    expires: float | None = None  # exercise time from which it is gone
    form: Form | None = None  # a press release or an infographic: see feed.forms
    group: str | None = None  # the public group of the page network in which it stands
    likes: int = 0  # all reactions
    reactions: list[int] | None = None  # like, fear, anger, mockery, sadness, where the network has these
    shares: int = 0
    replies: int = 0
    views: int = 0
    deleted: bool = False
    stars: int | None = None  # of a review, 1 to 5
    edited: float | None = None  # when its text was changed last
    labelled: bool | None = None  # the network warns its readers
    hidden: bool | None = None  # by the team: of all trainees only its author reads it
    pinned: bool | None = None  # its account shows it first
    mentions_team: bool = False
    pin: PinView | None = None
    request: RequestView | None = None
    poll: PollView | None = None  # of a question, and of what shares or quotes one
    story: int | None = None  # the post that began the rolling story it belongs to: an article's id
    emotion: str | None = None
    topic: str | None = None
    rumour: str | None = None
    inject: str | None = None
    persona: str | None = None
    by: str | None = None  # display name of the trainee who wrote it
    reading: dict[str, list[str]] | None = None  # what the team's message does, and the words that say so
    withheld: Literal[False, True] | None = None  # staff: an operator hides it, no trainee is told of it


class TrendView(Frame):
    tag: str
    uses: int
    rising: bool
    coined: bool | None = None  # staff only


class RumourView(Frame):
    """Staff only: a claim that goes round. `since` in s of exercise, `heat` 0 to 1, `reach` the followers of
    all who told it, then how many posts support it, deny it, ask about it or talk around it."""

    code: str
    claim: str
    true: bool
    origin: str  # a persona's code, "crowd", or "" for the network itself
    state: Literal["circulating", "contested", "corrected", "confirmed"]
    since: float
    heat: float
    posts: int
    reach: int
    support: int
    deny: int
    ask: int
    comment: int


class MoodView(Frame):
    """Staff only. `shares` by emotion, `volume` expected per 5 minutes, `counts` posts by emotion."""

    shares: dict[str, float]
    volume: float
    counts: dict[str, int]
    causes: list[tuple[str, str, list[float], float]]


class MarkView(Frame):
    """A trainee of the room who marked themselves safe."""

    who: int
    name: str
    t: float


class SafetyView(Frame):
    """A safety check: how many marked themselves safe, and how many are asked about."""

    appeal: int
    open: bool
    since: float
    safe: int
    asked: int
    marked: list[MarkView] = []


class WindowFrame(Frame):
    """One or several windows of the crowd: seq[0]..seq[1] were stored (seq[1] < seq[0]: none).

    `posts` are at most FRAME_POSTS of them, `left_out` the number of others. `total` counts all posts of
    the room. `touched` lists [id, likes, shares, replies, views] as they are now, `reacted` those of them on
    networks that have reactions as [id, like, fear, anger, mockery, sadness]. `trends` is null when
    unchanged.
    """

    type: Literal["window"] = "window"
    room: str
    windows: tuple[int, int]
    seq: tuple[int, int]
    rev: int
    clock: ClockFace
    posts: list[PostView]
    left_out: int
    total: int
    touched: list[tuple[int, int, int, int, int]]
    reacted: list[tuple[int, int, int, int, int, int]] | None = None
    trends: list[TrendView] | None = None
    reviews: list[int] | None = None  # how many gave 1, 2, 3, 4, 5 stars, now and then
    groups: list[GroupView] | None = None  # all public groups, now and then
    symbol: int | None = None  # of the wall, whenever somebody looked: a post's id
    safety: SafetyView | None = None  # while a check is open
    polls: list[PollCount] | None = None  # those in which people voted, or that are over now
    rumours: list[RumourView] | None = None  # staff only, now and then
    mood: MoodView | None = None
    fired: list[dict[str, Any]] | None = None  # staff: [{code, state, t, post}]


class PostsFrame(Frame):
    """Posts made outside the windows, at once: a trainee's, a trainer's as a persona."""

    type: Literal["posts"] = "posts"
    room: str
    seq: tuple[int, int]
    rev: int
    posts: list[PostView]
    total: int
    touched: list[tuple[int, int, int, int, int]] = []
    reacted: list[tuple[int, int, int, int, int, int]] | None = None


class ChangeFrame(Frame):
    """A post already published has changed: deleted, edited, liked, pinned, hidden, or marked by the network.

    `rev` counts without holes.
    """

    type: Literal["change"] = "change"
    room: str
    seq: tuple[int, int]
    rev: int
    id: int
    deleted: bool | None = None
    text: str | None = None  # with `edited`, when that was, or shown again
    hidden: bool | None = None
    edited: float | None = None
    mentions_team: bool | None = None
    likes: int | None = None
    reactions: list[int] | None = None  # like, fear, anger, mockery, sadness
    labelled: bool | None = None
    pinned: bool | None = None
    request: RequestView | None = None  # of a letter that the team answered, or no longer did
    poll: PollCount | None = None  # somebody voted
    reading: dict[str, list[str]] | None = None  # staff only: corrected by a trainer, or of the new text


class TypingFrame(Frame):
    """A trainee of the room writes, or stopped: `who` is the participant, `name` the display name. Worth
    seconds; a client that hears no more of it forgets it."""

    type: Literal["typing"] = "typing"
    room: str
    who: int
    name: str
    account: str
    parent: int | None = None
    on: bool


class ReportView(Frame):
    """A post that the team reported, and how far the network is with it.

    `t` and `since` (when it came into its state) are s of exercise. `gone` tells that the post is deleted:
    its text is not told any more. `step` counts what happened to it: a view with a lower one is old.
    """

    report: int
    post: int
    handle: str
    name: str
    channel: str
    text: str
    gone: bool
    reason: Literal["leak", "rumour", "insult", "other"]
    who: int | None = None
    who_name: str = ""
    t: float
    state: Literal["received", "review", "removed", "labelled", "left"]
    since: float
    step: int
    by_author: bool = False  # it was its author who took it down
    decided_by: str | None = None  # staff: network, trainer, author
    will: str | None = None  # staff: what the network is going to answer by itself
    answers_at: int | None = None  # staff: when, s of exercise
    until: float | None = None  # of a story: when it goes, s of exercise; trainees read its words no longer
    withheld: Literal[False, True] | None = None  # staff: an operator hides it, no trainee reads its words


class ReportsFrame(Frame):
    """Reports of a room as they are now; those that it does not name are as they were."""

    type: Literal["reports"] = "reports"
    room: str
    reports: list[ReportView]


class PinsFrame(Frame):
    """All that the team has pinned now, the newest first: one post per account and network."""

    type: Literal["pins"] = "pins"
    room: str
    pins: list[PostView]


class AppealView(Frame):
    """What the team asked of a network's operator, as it is now: to hide an `area` of the map, named `place`,
    or to open a safety check. Times are s of exercise."""

    appeal: int
    kind: Literal["hide", "safety"]
    area: str
    place: str
    account: str = ""
    asker: str = ""  # nobody where the script opened it
    reason: str = ""
    minutes: int | None = None
    state: Literal["asked", "agreed", "refused", "withdrawn", "ended"]
    asked: float
    since: float
    until: int | None = None
    decides: int | None = None  # staff only: the second in which the operator answers


class AppealsFrame(Frame):
    """The appeals of a room that are told, all of them, and its safety check. `veiled` are the places whose
    alerts nobody is shown from now on; `back` says that some came back: fetch the map again."""

    type: Literal["appeals"] = "appeals"
    room: str
    appeals: list[AppealView]
    safety: SafetyView | None = None
    veiled: list[str] = []
    back: bool = False


class RoomState(Frame):
    """A fresh snapshot of one room, as a page or a welcome shows it."""

    room: str
    name: str
    seq: int
    rev: int
    total: int
    trends: list[TrendView]
    posts: list[PostView]  # newest CATCH_UP posts after `last_seq`, oldest first
    oldest: int  # seq of the first of `posts`: what is between last_seq and it is fetched as one scrolls
    reviews: list[int] | None = None  # see WindowFrame
    groups: list[GroupView] = []  # public ones of the page network
    symbol: int | None = None  # of the wall: the tribute that people take up most
    drafts: list[DraftView] = []  # all that are neither published nor dropped
    approval: dict[str, list[str]] = {}  # see DraftsFrame
    seated: dict[str, list[str]] = {}
    pins: list[PostView] = []  # see PinsFrame
    reports: list[ReportView] = []  # those that are open, and the newest of the others
    appeals: list[AppealView] = []  # the newest, oldest first
    veiled: list[str] = []  # places on the map whose alerts nobody is shown
    safety: SafetyView | None = None
    lists: list[ListView] = []  # those that one made oneself, and those that team mates share
    blocked: list[BlockView] = []  # by the team's accounts
    voted: list[tuple[int, int]] = []  # what one voted oneself: a poll's id, the place of an answer
    mood: MoodView | None = None
    rumours: list[RumourView] | None = None  # staff: those that are alive, the hottest first
    pressure: int | None = None  # staff: the dial (null: living at the scenario's own scale)
    living: bool | None = None  # staff: whether the dial is a scale, and does not hold
    weights: dict[str, float] | None = None  # staff
    injects: list[dict[str, Any]] | None = None  # staff: [{code, state, t, post}]


class Welcome(Frame):
    """First answer. `epoch` changes when the server's data were replaced (restore): start afresh then."""

    type: Literal["welcome"] = "welcome"
    protocol: int = PROTOCOL
    epoch: str
    clock: ClockFace
    you: dict[str, Any]
    credit: int = CREDIT
    ack_every: int = ACK_EVERY
    rooms: list[RoomState]
    last_log: int | None = None
    log: list[dict[str, Any]] | None = None
    people: list[dict[str, Any]] | None = None  # staff: the participants
    lobby: dict[str, Any] | None = None  # staff: {locked, joined}


class Resync(Frame):
    """Frames may have been lost, or you were too slow: answer with catch_up."""

    type: Literal["resync"] = "resync"


class CaughtUp(Frame):
    """Answer to catch_up: like a welcome, without who you are."""

    type: Literal["caught_up"] = "caught_up"
    clock: ClockFace
    rooms: list[RoomState]
    changes: dict[str, list[dict[str, Any]]] = {}
    log: list[dict[str, Any]] | None = None
    last_log: int | None = None


class StateFrame(Frame):
    """The clock or the session's state changed (start, pause, speed, jump, end, lobby)."""

    type: Literal["state"] = "state"
    clock: ClockFace
    lobby: dict[str, Any] | None = None  # staff
    people: list[dict[str, Any]] | None = None  # staff
    debrief: list[dict[str, Any]] | None = None  # staff
    pressure: dict[str, int | None] | None = None  # staff, by room
    living: dict[str, bool] | None = None  # staff, by room
    weights: dict[str, dict[str, float]] | None = None  # staff, by room


class LogFrame(Frame):
    """Staff only: entries of the log, in its own sequence."""

    type: Literal["log"] = "log"
    entries: list[dict[str, Any]]
    last_log: int


class Done(Frame):
    """Your message `ref` (its key) was carried out, now or the first time it came."""

    type: Literal["done"] = "done"
    ref: str
    result: dict[str, Any] = {}


class Error(Frame):
    """Your message `ref` (its key) changed nothing. `message` is in the reader's language."""

    type: Literal["error"] = "error"
    code: str
    ref: str | None = None
    message: str
    draft: DraftView | None = None  # with "changed_meanwhile": as it is now


SERVER_FRAMES: tuple[type[Frame], ...] = (
    Welcome,
    CaughtUp,
    WindowFrame,
    PostsFrame,
    ChangeFrame,
    TypingFrame,
    DraftsFrame,
    ReportsFrame,
    PinsFrame,
    AppealsFrame,
    ListsFrame,
    BlocksFrame,
    GroupsFrame,
    StateFrame,
    LogFrame,
    Resync,
    Done,
    Error,
)

#: Fields of a post or a report, and of a frame, that no trainee's byte carries.
STAFF_POST_FIELDS = frozenset(
    {"author_kind", "emotion", "topic", "rumour", "inject", "persona", "by", "reading"}
    | {"decided_by", "will", "answers_at", "withheld"}
)
#: What a post says or shows, beside its text.
HIDDEN_FIELDS = frozenset(
    {"media", "picture", "parent_text", "parent_name", "parent_verified", "edited", "poll"}
)
STAFF_FRAME_FIELDS = frozenset(
    {
        "mood",
        "fired",
        "reading",
        "rumours",
        "lobby",
        "people",
        "debrief",
        "pressure",
        "living",
        "weights",
    }
    | {"injects", "log", "last_log", "entries", "decides"}
)


def encode(frame: Frame) -> bytes:
    """The frame as JSON, UTF-8, with everything that it holds: for staff."""
    return orjson.dumps(frame.model_dump(mode="json", exclude_none=True))


def encode_for_trainees(frame: Frame) -> bytes:
    """The frame as JSON, UTF-8, without what trainees may not know."""
    return orjson.dumps(for_trainees(frame.model_dump(mode="json", exclude_none=True)))


def for_trainees(data: Mapping[str, Any]) -> dict[str, Any]:
    """`data` of a frame or a room's state without staff's fields, in its posts and trends as well."""
    kept = {name: value for name, value in data.items() if name not in STAFF_FRAME_FIELDS}
    for name in ("posts", "pins"):
        if name in kept:
            kept[name] = [post_for_trainees(post) for post in kept[name] if not post.get("withheld")]
    if "reports" in kept:
        kept["reports"] = [report_for_trainees(report) for report in kept["reports"]]
    if kept.get("hidden"):
        kept["text"] = ""
    if kept.get("appeals"):
        kept["appeals"] = [
            {k: v for k, v in one.items() if k not in STAFF_FRAME_FIELDS} for one in kept["appeals"]
        ]
    if kept.get("trends"):
        kept["trends"] = [{k: v for k, v in trend.items() if k != "coined"} for trend in kept["trends"]]
    if "changes" in kept:
        kept["changes"] = {
            room: [for_trainees(change) for change in missed] for room, missed in kept["changes"].items()
        }
    if "rooms" in kept:
        kept["rooms"] = [for_trainees(room) for room in kept["rooms"]]
    return kept


def post_for_trainees(post: Mapping[str, Any]) -> dict[str, Any]:
    """`post` without what is for staff; what the team hid, only its author reads."""
    kept = {name: value for name, value in post.items() if name not in STAFF_POST_FIELDS}
    if kept.get("hidden") and not kept.get("mine"):
        kept = {name: value for name, value in kept.items() if name not in HIDDEN_FIELDS} | {"text": ""}
    return kept


def report_for_trainees(report: Mapping[str, Any]) -> dict[str, Any]:
    """`report` without what is for staff, nor the words of a post that trainees could not read any more when
    the report last changed."""
    kept = {name: value for name, value in report.items() if name not in STAFF_POST_FIELDS}
    if report.get("withheld") or is_gone(report.get("until"), report["since"]):
        kept["text"] = ""
    return kept
