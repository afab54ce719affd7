"""Every message of the two sockets, one frozen type each. PURE.

Client to server: `parse(raw, ROOM_MESSAGES)` refuses unknown types and fields. Server to client: `encode`
makes the bytes once, for all sockets. Post ids are a post's `ref`; `t` is seconds of exercise since the
start; `seq` is the room's sequence of posts, `rev` its sequence of changes to posts already published.
"""

import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import orjson
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

PROTOCOL = 1
FRAME_POSTS = 60  # posts that one frame carries at most; the others are counted in `left_out`
CREDIT = 30  # frames that a client may leave unacknowledged before it is sent no more
ACK_EVERY = 10  # frames after which a client acknowledges
CATCH_UP = 50  # newest posts that a welcome or a resync brings; the rest is fetched as one scrolls
PAGE = 500  # longest page of catch-up
MAX_TEXT = 5000  # longest text in any channel; a channel's own length is checked by actions


class Malformed(ValueError):
    """A message that is not one of ours. `code` goes to the client in an error frame."""

    def __init__(self, code: str, ref: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.ref = ref


def _clean(text: str) -> str:
    """Text without controls (tab and newline stay) and without blanks around it.

    Raises ValueError for U+0000 and lone surrogates.
    """
    if any(char == "\x00" or 0xD800 <= ord(char) <= 0xDFFF for char in text):
        raise ValueError("forbidden character")
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) != "Cc").strip()


def _not_empty(text: str) -> str:
    if not text:
        raise ValueError("nothing is left of this text")
    return text


Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
MaybeText = Annotated[str, StringConstraints(max_length=MAX_TEXT), AfterValidator(_clean)]
Text = Annotated[MaybeText, AfterValidator(_not_empty)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
RoomCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{4,32}$")]
Ref = Annotated[int, Field(ge=0, lt=2**53)]
Seq = Annotated[int, Field(ge=0, lt=2**53)]
Kind = Literal["original", "reply", "share", "quote"]


class Message(BaseModel):
    """From client to server. Strict: no unknown field, no conversion of types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Hello(Message):
    """First message: the last `seq` and `rev` that the client holds, 0 if none."""

    type: Literal["hello"]
    last_seq: Seq = 0
    last_rev: Seq = 0


class Ack(Message):
    type: Literal["ack"]
    seq: Seq


class CatchUp(Message):
    """Asked by a client that fell behind and was sent no more frames."""

    type: Literal["catch_up"]
    last_seq: Seq
    last_rev: Seq


class Publish(Message):
    """`account` is "own" or the code of a team account; `parent` the post answered, shared or quoted."""

    type: Literal["publish"]
    key: Key
    account: Slug
    channel: Slug
    kind: Kind
    text: MaybeText
    parent: Ref | None = None


class Like(Message):
    type: Literal["like"]
    key: Key
    account: Slug
    post: Ref
    on: bool = True


class Report(Message):
    type: Literal["report"]
    key: Key
    post: Ref
    reason: Literal["leak", "rumour", "insult", "other"]


class Delete(Message):
    type: Literal["delete"]
    key: Key
    post: Ref


RoomMessage = Annotated[Hello | Ack | CatchUp | Publish | Like | Report | Delete, Field(discriminator="type")]


class StaffHello(Message):
    """`last_seq` maps room codes to the last seq held; `last_log` is the last log entry held."""

    type: Literal["hello"]
    last_seq: dict[RoomCode, Seq] = {}
    last_log: Seq = 0


class StaffAck(Message):
    type: Literal["ack"]
    seq: dict[RoomCode, Seq]


class StaffCatchUp(Message):
    type: Literal["catch_up"]
    last_seq: dict[RoomCode, Seq] = {}
    last_log: Seq = 0


class Verb(Message):
    """A trainer's verb without arguments."""

    type: Literal["open_lobby", "start", "pause", "resume", "end", "reopen"]
    key: Key


class SetSpeed(Message):
    type: Literal["speed"]
    key: Key
    value: Annotated[float, Field(ge=0.5, le=10)]


class Jump(Message):
    """Forward to `offset`, seconds since the start."""

    type: Literal["jump"]
    key: Key
    offset: Annotated[int, Field(ge=0, le=7 * 24 * 3600)]


class LockLobby(Message):
    type: Literal["lock_lobby"]
    key: Key
    on: bool


class InjectVerb(Message):
    """`room` limits it to one room; without, all rooms."""

    type: Literal["fire", "skip"]
    key: Key
    inject: Slug
    room: RoomCode | None = None


class EditInject(Message):
    """New text, and optionally a new offset, of an inject that has not fired."""

    type: Literal["edit_inject"]
    key: Key
    inject: Slug
    content: Text
    offset: Annotated[int, Field(ge=0, le=7 * 24 * 3600)] | None = None


class SetPressure(Message):
    """Reactions per 5 minutes: held, or (`living`) the scale on which the crowd swells and calms by itself.

    Null lives at the scenario's own scale. The ceiling is checked against the setting.
    """

    type: Literal["pressure"]
    key: Key
    value: Annotated[int, Field(ge=0, le=1_000_000)] | None
    living: bool = False
    room: RoomCode | None = None


class Factors(Message):
    """Factor of each emotion: 1 is neutral, 0 silences it."""

    like: Annotated[float, Field(ge=0, le=5)] = 1
    fear: Annotated[float, Field(ge=0, le=5)] = 1
    anger: Annotated[float, Field(ge=0, le=5)] = 1
    mockery: Annotated[float, Field(ge=0, le=5)] = 1
    sadness: Annotated[float, Field(ge=0, le=5)] = 1


class SetWeights(Message):
    type: Literal["weights"]
    key: Key
    value: Factors
    room: RoomCode | None = None


class PersonaPost(Message):
    type: Literal["persona_post"]
    key: Key
    persona: Slug
    channel: Slug
    text: Text
    parent: Ref | None = None
    room: RoomCode | None = None


class RemovePost(Message):
    """A trainer takes any post out of a room's feed."""

    type: Literal["remove_post"]
    key: Key
    room: RoomCode
    post: Ref


class ParticipantVerb(Message):
    """`remove` ends a seat; `seat_code` makes the one-time code that moves it to another device."""

    type: Literal["remove", "readmit", "seat_code"]
    key: Key
    participant: Annotated[int, Field(ge=1, lt=2**53)]


class Observe(Message):
    """A note, tied to this moment and, where it applies, to a post."""

    type: Literal["observe"]
    key: Key
    text: Text
    room: RoomCode | None = None
    post: Ref | None = None
    objective: Slug | None = None


class Rate(Message):
    """An evaluator's rating of an objective for a room, 1 (not met) to 5 (fully met)."""

    type: Literal["rate"]
    key: Key
    room: RoomCode
    objective: Slug
    score: Annotated[int, Field(ge=1, le=5)]


StaffMessage = Annotated[
    StaffHello
    | StaffAck
    | StaffCatchUp
    | Verb
    | SetSpeed
    | Jump
    | LockLobby
    | InjectVerb
    | EditInject
    | SetPressure
    | SetWeights
    | PersonaPost
    | RemovePost
    | ParticipantVerb
    | Observe
    | Rate,
    Field(discriminator="type"),
]

ROOM_MESSAGES: TypeAdapter[Any] = TypeAdapter(RoomMessage)
STAFF_MESSAGES: TypeAdapter[Any] = TypeAdapter(StaffMessage)


def parse(raw: str | bytes, messages: TypeAdapter[Any]) -> Any:
    """The message in `raw`. Raises Malformed with a code and, where there is one, the message's key."""
    try:
        data = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Malformed("not_json") from error
    if not isinstance(data, dict):
        raise Malformed("not_an_object")
    try:
        return messages.validate_python(data)
    except ValidationError as error:
        key = data.get("key")
        kind = (
            "unknown_type"
            if error.errors(include_url=False)[0]["type"].startswith("union_tag")
            else "bad_fields"
        )
        raise Malformed(kind, key if isinstance(key, str) and len(key) <= 64 else None) from error


class Frame(BaseModel):
    """From server to client. Fields that are None are not sent."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ClockFace(Frame):
    """Exercise time `t` (s) at the moment of sending; it runs at `speed` while `running`."""

    t: float
    speed: float
    running: bool
    state: Literal["draft", "lobby", "running", "paused", "ended"]
    reason: str | None = None  # why it is paused: "trainer", "gap"


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
    media: str | None = None
    likes: int = 0
    shares: int = 0
    replies: int = 0
    views: int = 0
    deleted: bool = False
    mentions_team: bool = False
    emotion: str | None = None
    topic: str | None = None
    rumour: str | None = None
    inject: str | None = None
    persona: str | None = None
    by: str | None = None  # display name of the trainee who wrote it


class TrendView(Frame):
    tag: str
    uses: int
    rising: bool
    coined: bool | None = None  # staff only


class MoodView(Frame):
    """Staff only. `shares` by emotion, `volume` expected per 5 minutes, `counts` posts by emotion."""

    shares: dict[str, float]
    volume: float
    counts: dict[str, int]
    causes: list[tuple[str, str, list[float], float]]


class WindowFrame(Frame):
    """One or several windows of the crowd: seq[0]..seq[1] were stored (seq[1] < seq[0]: none).

    `posts` are at most FRAME_POSTS of them, `left_out` the number of others. `total` counts all posts of
    the room. `touched` lists [id, likes, shares, replies, views] as they are now. `trends` is null when
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
    trends: list[TrendView] | None = None
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


class ChangeFrame(Frame):
    """A post already published has changed: deleted, or liked by the team. `rev` counts without holes."""

    type: Literal["change"] = "change"
    room: str
    seq: tuple[int, int]
    rev: int
    id: int
    deleted: bool | None = None
    likes: int | None = None
    reported: str | None = None  # staff only


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
    mood: MoodView | None = None
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


SERVER_FRAMES: tuple[type[Frame], ...] = (
    Welcome,
    CaughtUp,
    WindowFrame,
    PostsFrame,
    ChangeFrame,
    StateFrame,
    LogFrame,
    Resync,
    Done,
    Error,
)

#: Fields of a post and of a frame that no trainee's byte carries.
STAFF_POST_FIELDS = frozenset({"author_kind", "emotion", "topic", "rumour", "inject", "persona", "by"})
STAFF_FRAME_FIELDS = frozenset(
    {"mood", "fired", "reported", "lobby", "people", "debrief", "pressure", "living", "weights"}
    | {"injects", "log", "last_log", "entries"}
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
    if "posts" in kept:
        kept["posts"] = [post_for_trainees(post) for post in kept["posts"]]
    if kept.get("trends"):
        kept["trends"] = [{k: v for k, v in trend.items() if k != "coined"} for trend in kept["trends"]]
    if "rooms" in kept:
        kept["rooms"] = [for_trainees(room) for room in kept["rooms"]]
    return kept


def post_for_trainees(post: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in post.items() if name not in STAFF_POST_FIELDS}
