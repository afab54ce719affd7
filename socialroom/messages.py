"""Every message of the two sockets with its form, and who may send it."""

from dataclasses import dataclass
from typing import Any, get_args

from pydantic import TypeAdapter

from feed import frames, messages

ROOM, SESSION = "/ws/room/<code>/", "/ws/session/<id>/"
TRAINEES, STAFF, TRAINERS = "trainees", "staff (owners, trainers, observers)", "owners and trainers"
BOTH = f"{TRAINEES}; {STAFF}"

#: Types of the room's socket that staff who look on may send, too.
LOOKING_ON = {"hello", "ack", "catch_up"}
#: Types of the session's socket that observers may send, too.
OBSERVING = {"hello", "ack", "catch_up", "observe", "rate"}
#: Frames that only staff get.
FOR_STAFF = {"log"}


@dataclass(frozen=True)
class MessageType:
    """`sender` is "client" or "server"; `who` may send it, or gets it."""

    socket: str
    sender: str
    type: str
    who: str
    schema: dict[str, Any]


def list_messages() -> list[MessageType]:
    """All types, in the order in which feed.messages and feed.frames have them; those from the server once
    per socket."""
    return [
        *_from_clients(ROOM, messages.RoomMessage, lambda name: BOTH if name in LOOKING_ON else TRAINEES),
        *_from_clients(SESSION, messages.StaffMessage, lambda name: STAFF if name in OBSERVING else TRAINERS),
        *_from_server(ROOM, BOTH),
        *_from_server(SESSION, STAFF),
    ]


def _from_clients(socket: str, union: Any, who: Any) -> list[MessageType]:
    models = get_args(get_args(union)[0])
    return [
        MessageType(socket, "client", name, who(name), _schema(model, name))
        for model in models
        for name in get_args(model.model_fields["type"].annotation)
    ]


def _from_server(socket: str, who: str) -> list[MessageType]:
    found = []
    for model in frames.SERVER_FRAMES:
        name = str(model.model_fields["type"].default)
        reader = STAFF if name in FOR_STAFF else who
        if socket == SESSION or name not in FOR_STAFF:
            found.append(MessageType(socket, "server", name, reader, TypeAdapter(model).json_schema()))
    return found


def _schema(model: Any, name: str) -> dict[str, Any]:
    """The form of one type, where several share a model."""
    schema: dict[str, Any] = TypeAdapter(model).json_schema()
    schema["properties"]["type"] = {"const": name, "type": "string"}
    return schema
