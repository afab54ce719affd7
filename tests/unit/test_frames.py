"""Messages: strict towards clients, silent towards trainees about what only staff may know."""

import json
import types
import typing
from typing import Any, Literal, Union, get_args, get_origin

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter
from websockets.frames import Frame as WebsocketFrame
from websockets.frames import Opcode

from feed import frames
from feed.frame_parts import Frame
from feed.frames import (
    SERVER_FRAMES,
    STAFF_FRAME_FIELDS,
    STAFF_POST_FIELDS,
    encode,
    encode_for_trainees,
)
from feed.message_parts import MAX_TEXT
from feed.messages import ROOM_MESSAGES, STAFF_MESSAGES, Malformed, parse
from feed.transport import text_frame

KEY = "key-00000001"
PUBLISH = {
    "type": "publish",
    "key": KEY,
    "account": "own",
    "channel": "microblog",
    "kind": "original",
    "text": "Hello.",
}
WATCHED: dict[str, Any] = {"name": "Leak", "kind": "search", "colour": "red", "q": "leak", "network": None}
WATCHED |= {"list": None, "rings": True, "curve": False, "words": 15}
SAID = {name: value for name, value in PUBLISH.items() if name not in ("type", "key")}
ROOM: list[dict[str, Any]] = [
    {"type": "hello", "last_seq": 3, "last_rev": 1},
    {"type": "ack", "seq": 3},
    {"type": "catch_up", "last_seq": 3, "last_rev": 0},
    {**PUBLISH, "parent": 7},
    {"type": "like", "key": KEY, "account": "own", "post": 7, "on": False},
    {"type": "react", "key": KEY, "account": "own", "post": 7, "reaction": "anger"},
    {"type": "report", "key": KEY, "post": 7, "reason": "leak"},
    {"type": "hide", "key": KEY, "post": 7, "on": True},
    {"type": "pin", "key": KEY, "post": 7, "on": True},
    {"type": "edit", "key": KEY, "post": 7, "text": "Otherwise."},
    {"type": "delete", "key": KEY, "post": 7},
    {"type": "draft_save", "key": KEY, "draft": 3, "version": 2, **SAID},
    *(
        {"type": f"draft_{step}", "key": KEY, "draft": 3, "version": 2}
        for step in ("submit", "drop", "publish")
    ),
    {"type": "vote", "key": KEY, "post": 7, "option": 1},
    {"type": "draft_schedule", "key": KEY, "draft": 3, "version": 2, "at": 900},
    {"type": "draft_judge", "key": KEY, "draft": 3, "version": 2, "verdict": "return", "note": "Why?"},
    {"type": "appeal", "key": KEY, "kind": "hide", "account": "own", "area": "east", "reason": "Why?"},
    {"type": "appeal_end", "key": KEY, "appeal": 3},
    {"type": "mark_safe", "key": KEY, "on": False},
    {"type": "typing", "account": "own", "parent": 7, "on": True},
    {
        "type": "watch",
        "key": KEY,
        "columns": [WATCHED],
    },
    {"type": "mute", "key": KEY, "mark": "#leak", "on": True},
    {"type": "list_make", "key": KEY, "name": "Press", "shared": False},
    {"type": "list_save", "key": KEY, "list": 4, "name": "Press", "shared": True},
    {"type": "list_fill", "key": KEY, "list": 4, "mark": "@anna_b", "on": True},
    {"type": "list_drop", "key": KEY, "list": 4},
    {"type": "join", "key": KEY, "account": "own", "group": "neighbours", "on": True},
    {"type": "block", "key": KEY, "mark": "@troll", "on": True},
]
STAFF: list[dict[str, Any]] = [
    {"type": "hello", "last_seq": {"abcd2345": 3}, "last_log": 9},
    {"type": "ack", "seq": {"abcd2345": 3}},
    {"type": "catch_up", "last_seq": {}, "last_log": 0},
    *({"type": verb, "key": KEY} for verb in ("open_lobby", "start", "pause", "resume", "end", "reopen")),
    {"type": "speed", "key": KEY, "value": 2},
    {"type": "jump", "key": KEY, "offset": 300},
    {"type": "correct_reading", "key": KEY, "room": "abcd2345", "post": 7, "labels": ["apology", "fact"]},
    {"type": "lock_lobby", "key": KEY, "on": True},
    {"type": "fire", "key": KEY, "inject": "first-call", "room": "abcd2345"},
    {"type": "skip", "key": KEY, "inject": "first-call"},
    {"type": "edit_inject", "key": KEY, "inject": "first-call", "content": "New words", "offset": 90},
    {"type": "pressure", "key": KEY, "value": None, "room": "abcd2345"},
    {"type": "weights", "key": KEY, "value": {"fear": 2.5, "anger": 0}},
    {"type": "persona_post", "key": KEY, "persona": "mayor", "channel": "page", "text": "Hm.", "parent": 4},
    {"type": "remove_post", "key": KEY, "room": "abcd2345", "post": 7},
    {"type": "decide_report", "key": KEY, "room": "abcd2345", "report": 3, "verdict": "leave"},
    {"type": "appeal_decide", "key": KEY, "room": "abcd2345", "appeal": 3, "agree": True},
    {"type": "appeal_end", "key": KEY, "room": "abcd2345", "appeal": 3},
    *({"type": verb, "key": KEY, "participant": 4} for verb in ("remove", "readmit", "seat_code")),
    {"type": "observe", "key": KEY, "text": "Late.", "room": "abcd2345", "post": 7, "objective": "speed"},
    {"type": "rate", "key": KEY, "room": "abcd2345", "objective": "speed", "score": 5},
]
EVERY: list[tuple[TypeAdapter[Any], dict[str, Any]]] = [(ROOM_MESSAGES, message) for message in ROOM] + [
    (STAFF_MESSAGES, message) for message in STAFF
]
by_type = pytest.mark.parametrize(
    ("messages", "message"), EVERY, ids=[f"{message['type']}" for _messages, message in EVERY]
)


def dumped(message: Any) -> str:
    return json.dumps(message, ensure_ascii=False)


def fault(raw: str | bytes, messages: TypeAdapter[Any] = ROOM_MESSAGES) -> str:
    with pytest.raises(Malformed) as malformed:
        parse(raw, messages)
    return malformed.value.code


def taken(raw: str | bytes, messages: TypeAdapter[Any] = ROOM_MESSAGES) -> Any:
    """The message, or the code with which it is refused."""
    try:
        return parse(raw, messages)
    except Malformed as malformed:
        return malformed.code


def members(messages: TypeAdapter[Any]) -> set[str]:
    """Every `type` that a socket takes."""
    definitions = messages.json_schema()["$defs"].values()
    kinds = [d["properties"]["type"] for d in definitions if "type" in d.get("properties", {})]
    return {name for kind in kinds for name in kind.get("enum", [kind.get("const")])}


def test_every_type_of_message_is_among_these_examples() -> None:
    assert members(ROOM_MESSAGES) == {message["type"] for message in ROOM}
    assert members(STAFF_MESSAGES) == {message["type"] for message in STAFF}


# What comes in ----------------------------------------------------------------------------------------------


@by_type
def test_a_right_message_is_taken_as_it_is(messages: TypeAdapter[Any], message: dict[str, Any]) -> None:
    got = parse(dumped(message), messages).model_dump()
    for name, value in message.items():
        if isinstance(value, dict):
            assert value.items() <= got[name].items()
        else:
            assert got[name] == value


@by_type
def test_an_unknown_field_is_refused(messages: TypeAdapter[Any], message: dict[str, Any]) -> None:
    for extra in ({"admin": True}, {"room_id": 1}, {"": None}, {"__class__": "x"}):
        assert fault(dumped({**message, **extra}), messages) == "bad_fields"


@by_type
def test_a_field_of_another_type_is_refused(messages: TypeAdapter[Any], message: dict[str, Any]) -> None:
    wrong = [[], {"$ne": 1}, "\ud7ff" * 70, 2**53, -1, 1.5, "1", True, None, 10**30, 1e308]
    for name, value in message.items():
        for bad in wrong:
            got = taken(dumped({**message, name: bad}), messages)
            if isinstance(got, str):
                assert got in ("bad_fields", "unknown_type")
            else:  # strict: what is taken is what was sent, never a conversion
                kept = getattr(got, name)
                same = kept == bad and (type(kept) is type(bad) or isinstance(kept, float))
                assert same or isinstance(kept, BaseModel) or (value, bad) == (None, None), (name, bad, kept)


@by_type
def test_a_message_without_one_of_its_fields_is_refused_or_has_its_default(
    messages: TypeAdapter[Any], message: dict[str, Any]
) -> None:
    optional = {"last_seq", "last_rev", "last_log", "parent", "on", "room", "post", "objective"}
    optional |= {"offset", "note"}
    for name in message:
        got = taken(dumped({key: value for key, value in message.items() if key != name}), messages)
        assert got in ("bad_fields", "unknown_type") or name in optional


def test_trainees_verbs_and_staffs_verbs_are_apart() -> None:
    for message in STAFF:
        if message["type"] not in members(ROOM_MESSAGES):
            assert fault(dumped(message)) == "unknown_type"
    for message in ROOM:
        if message["type"] not in members(STAFF_MESSAGES):
            assert fault(dumped(message), STAFF_MESSAGES) == "unknown_type"


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " ",
        "{",
        '{"type":"ack","seq":NaN}',
        '{"type":"ack","seq":Infinity}',
        '{"type":"ack","seq":-Infinity}',
        '{"type":"ack","seq":01}',
        "{'type':'ack'}",
        '{"type":"ack","seq":1}trailing',
        '{"type":"publish","text":"\\ud800"}',
        '{"type":"publish","text":"\\udc00\\ud800"}',
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"type":' + "[" * 5000 + "]" * 5000 + "}",
        b"\xff\xfe{\x00}\x00",
        b"\x80",
        b'{"type":"ack","seq":1,"\xff":1}',
    ],
)
def test_what_is_not_json_is_refused(raw: str | bytes) -> None:
    assert fault(raw) == "not_json"


@pytest.mark.parametrize("raw", ["[]", "1", '"hello"', "null", "true", "[{}]", "1e5"])
def test_what_is_no_object_is_refused(raw: str) -> None:
    assert fault(raw) == "not_an_object"


@pytest.mark.parametrize(
    "kind", [None, 1, [], {}, "", "HELLO", "hello ", "hello\x00", "__init__", [["hello"]], 1e400]
)
def test_what_has_no_known_type_is_refused(kind: Any) -> None:
    raw = dumped({"type": kind, "seq": 1}).replace("Infinity", "1e400")
    assert fault(raw) in ("unknown_type", "not_json")
    assert fault('{"seq": 1}') == "unknown_type"


def test_of_a_field_given_twice_one_value_is_taken_and_checked() -> None:
    assert parse('{"type":"ack","seq":1,"seq":2}', ROOM_MESSAGES).seq == 2
    assert fault('{"type":"ack","seq":1,"seq":"x"}') == "bad_fields"
    assert fault('{"type":"ack","type":"start","seq":1}') == "unknown_type"


@pytest.mark.parametrize(
    "number", ["9007199254740992", "18446744073709551616", "1" + "0" * 400, "1e3", "1.0", "-1"]
)
def test_numbers_beyond_what_browsers_hold_are_refused(number: str) -> None:
    assert fault(f'{{"type":"ack","seq":{number}}}') in ("bad_fields", "not_json")


@pytest.mark.parametrize("number", ["0.4", "10.1", "-1", "1e400", "true", '"2"', "null", "[]"])
def test_speeds_out_of_range_are_refused(number: str) -> None:
    raw = f'{{"type":"speed","key":"{KEY}","value":{number}}}'
    assert fault(raw, STAFF_MESSAGES) in ("bad_fields", "not_json")


@pytest.mark.parametrize(
    "key", ["short", "x" * 65, "with space", "key-é-123", "key-0001\n", "", "a" * 8 + "\x00"]
)
def test_keys_have_one_form(key: str) -> None:
    assert fault(dumped({**PUBLISH, "key": key})) == "bad_fields"


def test_the_answer_to_a_malformed_message_names_its_key_if_it_can_be_one() -> None:
    for key, ref in ((KEY, KEY), ("x" * 1000, None), (17, None), (["a"], None)):
        with pytest.raises(Malformed) as malformed:
            parse(dumped({"type": "delete", "key": key}), ROOM_MESSAGES)
        assert malformed.value.ref == ref


# Texts ------------------------------------------------------------------------------------------------------


def text_of(text: str) -> str:
    cleaned: str = parse(dumped({**PUBLISH, "text": text}), ROOM_MESSAGES).text
    return cleaned


def test_controls_are_stripped_tabs_and_newlines_stay() -> None:
    every = "".join(map(chr, range(1, 0x20))) + "\x7f" + "".join(map(chr, range(0x80, 0xA0)))
    assert text_of(f"a{every}b") == "a\t\nb"


def test_nul_is_refused_in_every_text() -> None:
    assert fault(dumped({**PUBLISH, "text": "a\x00b"})) == "bad_fields"
    observe = {"type": "observe", "key": KEY, "text": "\x00"}
    assert fault(dumped(observe), STAFF_MESSAGES) == "bad_fields"


@pytest.mark.parametrize("text", ["", "   ", "\t\n", "\x01\x02", " \x1f \x7f"])
def test_a_text_of_nothing_but_blanks_and_controls_is_empty(text: str) -> None:
    for message in (
        {"type": "observe", "key": KEY, "text": text},
        {"type": "persona_post", "key": KEY, "persona": "mayor", "channel": "page", "text": text},
        {"type": "edit_inject", "key": KEY, "inject": "first", "content": text},
    ):
        assert fault(dumped(message), STAFF_MESSAGES) == "bad_fields"
    assert text_of(text) == ""  # whether a post may be empty depends on its kind


def test_texts_have_a_longest_length() -> None:
    assert len(text_of("x" * MAX_TEXT)) == MAX_TEXT
    assert fault(dumped({**PUBLISH, "text": "x" * (MAX_TEXT + 1)})) == "bad_fields"


@settings(max_examples=30)
@given(st.text(max_size=300))
def test_any_text_is_refused_or_taken_in_a_form_that_every_database_holds(text: str) -> None:
    got = taken(json.dumps({**PUBLISH, "text": text}))
    if isinstance(got, str):
        assert "\x00" in text or any(0xD800 <= ord(char) <= 0xDFFF for char in text)
    else:
        got.text.encode()
        assert not any(ord(char) < 32 and char not in "\n\t" for char in got.text)
        assert got.text == got.text.strip()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)


@settings(max_examples=30)
@given(st.sampled_from(EVERY), st.dictionaries(st.text(max_size=8), json_values, max_size=3), st.data())
def test_whatever_comes_is_taken_or_malformed(
    known: tuple[TypeAdapter[Any], dict[str, Any]], extra: dict[str, Any], data: st.DataObject
) -> None:
    messages, message = known
    name = data.draw(st.sampled_from([*message, "other"]))
    got = taken(json.dumps({**message, name: data.draw(json_values), **extra}).encode(), messages)
    assert not isinstance(got, str) or got in ("not_json", "bad_fields", "unknown_type")


@settings(max_examples=30)
@given(st.binary(max_size=200))
def test_any_bytes_are_taken_or_malformed(raw: bytes) -> None:
    with pytest.raises(Malformed):
        parse(raw, ROOM_MESSAGES)


# What goes out ----------------------------------------------------------------------------------------------

SECRET = "for-staff-alone"
STAFF_ONLY = STAFF_POST_FIELDS | STAFF_FRAME_FIELDS | {"coined"}


def filled(annotation: Any, secret: bool = False) -> Any:
    """A value of that type with every field filled; what is for staff alone says so."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is typing.Annotated:
        return filled(arguments[0], secret)
    if origin in (Union, types.UnionType):
        return filled(next(a for a in arguments if a is not type(None)), secret)
    if origin is Literal:
        return arguments[0]
    if origin is list:
        return [filled(arguments[0], secret)]
    if origin is tuple:
        return tuple(filled(argument, secret) for argument in arguments if argument is not ...)
    if origin is dict:
        return {SECRET if secret else "name": filled(arguments[1], secret)}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return model(annotation)
    return {str: SECRET if secret else "text", int: 7, float: 0.5, bool: True, Any: SECRET if secret else 1}[
        annotation
    ]


def model(kind: type[BaseModel]) -> BaseModel:
    return kind(
        **{name: filled(field.annotation, name in STAFF_ONLY) for name, field in kind.model_fields.items()}
    )


def keys_in(data: Any) -> set[str]:
    if isinstance(data, dict):
        return set(data) | {key for value in data.values() for key in keys_in(value)}
    return {key for item in data for key in keys_in(item)} if isinstance(data, list) else set()


@pytest.mark.parametrize("kind", SERVER_FRAMES, ids=lambda kind: kind.__name__)
def test_no_frame_carries_a_staff_field_to_trainees_even_when_all_are_filled(
    kind: type[Frame],
) -> None:
    frame = model(kind)
    assert isinstance(frame, Frame)
    told = encode_for_trainees(frame)
    assert SECRET.encode() not in told
    assert not keys_in(orjson.loads(told)) & STAFF_ONLY
    everything = keys_in(orjson.loads(encode(frame)))
    lost = everything - keys_in(orjson.loads(told)) - STAFF_ONLY
    only_inside = {SECRET, *frames.MoodView.model_fields, *frames.RumourView.model_fields}
    assert lost <= only_inside, "trainees are told everything else"


@pytest.mark.parametrize("kind", [frames.PostsFrame, frames.WindowFrame, frames.RoomState, frames.Welcome])
def test_a_post_that_an_operator_hides_is_in_no_frame_for_trainees(kind: type[Frame]) -> None:
    def hidden(data: Any) -> Any:
        if isinstance(data, dict):
            return {k: True if k == "withheld" else hidden(v) for k, v in data.items()}
        return [hidden(item) for item in data] if isinstance(data, list) else data

    filled_in = model(kind).model_dump(mode="json")
    told = frames.for_trainees(hidden(filled_in))
    rooms = told.get("rooms", [told])
    assert [room["posts"] for room in rooms] == [[]]


def test_every_field_that_the_sources_mark_as_staffs_is_left_out() -> None:
    """Comments in frames.py say `staff`: whoever adds such a field must add it to the lists as well."""
    import inspect
    import re

    marked = re.findall(r"^    (\w+):.*#.*\bstaff\b", inspect.getsource(frames), re.MULTILINE)
    assert len(marked) > 8
    assert set(marked) <= STAFF_ONLY


def test_fields_without_a_value_are_not_sent() -> None:
    assert orjson.loads(encode(frames.Error(code="x", message="y"))) == {
        "type": "error",
        "code": "x",
        "message": "y",
    }


# Websocket frames -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 124, 125, 126, 127, 65_534, 65_535, 65_536, 65_537, 300_000])
def test_a_websocket_frame_is_what_the_standard_says_at_every_border_of_length(size: int) -> None:
    payload = b"x" * size
    assert text_frame(payload) == WebsocketFrame(Opcode.TEXT, payload).serialize(mask=False)
