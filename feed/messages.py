"""Every message that a browser sends through one of the two sockets, one frozen type each. PURE.

`parse(raw, ROOM_MESSAGES)` refuses unknown types and fields.
"""

from typing import Annotated, Any, Literal, Self

import orjson
from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter, ValidationError, model_validator

from .columns import Columns, Mark
from .composed import Composed
from .crowd.reading import LABELS
from .draft_messages import DraftJudge, DraftSave, DraftSchedule, DraftStep
from .group_messages import Join
from .list_messages import ListDrop, ListFill, ListMake, ListSave
from .message_parts import (
    Emotion,
    Key,
    Message,
    Note,
    Number,
    Ref,
    RoomCode,
    Seq,
    Slug,
    Text,
    not_empty,
)
from .poll_messages import Vote


class Malformed(ValueError):
    """A message that is not one of ours. `code` goes to the client in an error frame."""

    def __init__(self, code: str, ref: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.ref = ref


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


class Publish(Composed):
    type: Literal["publish"]
    key: Key


class Like(Message):
    type: Literal["like"]
    key: Key
    account: Slug
    post: Ref
    on: bool = True


class React(Message):
    """Gives a post one of the five reactions, in place of the one that the account gave before; null takes it
    back. On the networks that have them; elsewhere one likes."""

    type: Literal["react"]
    key: Key
    account: Slug
    post: Ref
    reaction: Emotion | None


class Report(Message):
    type: Literal["report"]
    key: Key
    post: Ref
    reason: Literal["leak", "rumour", "insult", "other"]


class Pin(Message):
    """Shows a post of the team first on its network, or no longer."""

    type: Literal["pin"]
    key: Key
    post: Ref
    on: bool


class Hide(Message):
    """Hides what somebody wrote below a post of the team or on its page, or shows it again."""

    type: Literal["hide"]
    key: Key
    post: Ref
    on: bool


class Edit(Message):
    """Gives a post of the team, or one's own, another text.

    `seen` is the `edited` (s) of the text that it takes the place of, 0 for the first one: somebody may have
    changed it meanwhile.
    """

    type: Literal["edit"]
    key: Key
    post: Ref
    text: Text
    seen: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None


class Delete(Message):
    type: Literal["delete"]
    key: Key
    post: Ref


class Appeal(Message):
    """A team asks an operator, in the name of one of its accounts: to hide an area of the map for so many
    minutes of exercise, or to open a safety check (for an area, or everywhere)."""

    type: Literal["appeal"]
    key: Key
    kind: Literal["hide", "safety"]
    account: Slug
    area: Slug | None = None
    reason: Annotated[Note, AfterValidator(not_empty)]
    minutes: Annotated[int, Field(ge=5, le=240)] = 60

    @model_validator(mode="after")
    def check_area(self) -> Self:
        if self.kind == "hide" and self.area is None:
            raise ValueError("an area is hidden, not everything")
        return self


class EndAppeal(Message):
    """Takes an appeal back, shows the area again, or closes the safety check."""

    type: Literal["appeal_end"]
    key: Key
    appeal: Number


class MarkSafe(Message):
    """Marks oneself safe on the open safety check; or no longer."""

    type: Literal["mark_safe"]
    key: Key
    on: bool = True


class Typing(Message):
    """Somebody begins to write (or goes on, or stops): from which account, and in answer to which post.

    It has no key: nothing is stored, and nobody answers.
    """

    type: Literal["typing"]
    account: Slug
    parent: Ref | None = None
    on: bool


class Watch(Message):
    """A trainee's columns, all of them in their order: they follow the seat to another device."""

    type: Literal["watch"]
    key: Key
    columns: Columns


class Mute(Message):
    """Folds the posts of an account or with a hashtag away, for this trainee alone; or no longer."""

    type: Literal["mute"]
    key: Key
    mark: Mark
    on: bool


class Block(Message):
    """Shows this trainee nothing of an account any more; or takes that back.

    With a team's `account` it is that one which blocks: for the whole team, and people hear of it.
    """

    type: Literal["block"]
    key: Key
    mark: Annotated[Mark, StringConstraints(pattern="^@")]
    on: bool
    account: Slug = "own"


RoomMessage = Annotated[
    Hello
    | Ack
    | CatchUp
    | Publish
    | Like
    | React
    | Vote
    | Join
    | Report
    | Pin
    | Hide
    | Edit
    | Delete
    | DraftSave
    | DraftStep
    | DraftSchedule
    | DraftJudge
    | Appeal
    | EndAppeal
    | MarkSafe
    | Typing
    | Watch
    | Mute
    | Block
    | ListMake
    | ListSave
    | ListFill
    | ListDrop,
    Field(discriminator="type"),
]


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
    group: Slug | None = None
    room: RoomCode | None = None


class RemovePost(Message):
    """A trainer takes any post out of a room's feed."""

    type: Literal["remove_post"]
    key: Key
    room: RoomCode
    post: Ref


class DecideReport(Message):
    """A trainer answers a report in the network's place: takes the post out, or leaves it up."""

    type: Literal["decide_report"]
    key: Key
    room: RoomCode
    report: Number
    verdict: Literal["remove", "leave"]


class DecideAppeal(Message):
    """A trainer answers for the operator, at once."""

    type: Literal["appeal_decide"]
    key: Key
    room: RoomCode
    appeal: Number
    agree: bool


class StaffEndAppeal(Message):
    """A trainer shows an area again, or closes the safety check."""

    type: Literal["appeal_end"]
    key: Key
    room: RoomCode
    appeal: Number


def _known_label(name: str) -> str:
    if name not in LABELS:
        raise ValueError("no such label")
    return name


class CorrectReading(Message):
    """A trainer says what a message of the team does: these labels, and no others."""

    type: Literal["correct_reading"]
    key: Key
    room: RoomCode
    post: Ref
    labels: Annotated[list[Annotated[str, AfterValidator(_known_label)]], Field(max_length=len(LABELS))]


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
    | DecideReport
    | CorrectReading
    | DecideAppeal
    | StaffEndAppeal
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
