"""The sockets of the embedded server, over real connections: what one gets, and what is refused."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from feed.frames import STAFF_POST_FIELDS
from tests.laptop import Laptop, all_posts, is_welcome, joined, laptop, logged_in
from tests.visitor import Follower, Visitor


@dataclass
class Morning:
    machine: Laptop
    made: dict[str, Any]
    fiona: Visitor
    tom: Visitor
    tim: Visitor

    @property
    def room_path(self) -> str:
        return f"/ws/room/{self.made['room']}/"

    @property
    def session_path(self) -> str:
        return f"/ws/session/{self.made['pk']}/"

    def as_tom(self):
        return self.tom.socket(self.machine.address, self.room_path)

    def as_fiona(self):
        return self.fiona.socket(self.machine.address, self.session_path)


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Morning]:
    """A running session at 3,000 reactions per 5 minutes; Fiona steers, Tom and Tim are in two rooms."""
    with laptop(tmp_path_factory.mktemp("laptop")) as machine:
        machine.run("migrate", "-v0")
        made = machine.prepared()
        machine.start()
        fiona = logged_in(machine, made)
        with fiona.socket(machine.address, f"/ws/session/{made['pk']}/") as staff:
            staff.wait_for(is_welcome)
            assert staff.ask({"type": "open_lobby", "key": "open-lobby-1"})["type"] == "done"
            tom, tim = joined(machine, made, "Tom B"), joined(machine, made, "Tim B", "south")
            assert staff.ask({"type": "pressure", "key": "pressure-1", "value": 3000})["type"] == "done"
            assert staff.ask({"type": "start", "key": "start-the-1"})["type"] == "done"
        yield Morning(machine, made, fiona, tom, tim)


def team_account(follower: Follower) -> str:
    welcome = next(frame for frame in follower.frames if frame["type"] == "welcome")
    return str(welcome["you"]["accounts"][0]["code"])


def post(key: str, account: str, text: str = "We are on it.", **more: Any) -> dict[str, Any]:
    return {
        "type": "publish",
        "key": key,
        "account": account,
        "channel": "microblog",
        "kind": "original",
        "text": text,
        **more,
    }


def test_windows_come_every_second_without_holes(morning: Morning) -> None:
    with morning.as_tom() as tom:
        seq = tom.wait_for(is_welcome)["rooms"][0]["seq"]
        first = tom.wait_for(
            lambda frame: frame["type"] == "window"
        )  # a server that has just started reads first
        seq = max(seq, first["seq"][1])
        for _index in range(4):
            window = tom.wait_for(lambda frame: frame["type"] == "window", within=3)
            if window["seq"][1] <= seq:
                continue
            assert window["seq"][0] == seq + 1
            seq = window["seq"][1]
            assert window["total"] == seq
            assert len(window["posts"]) + window["left_out"] == window["seq"][1] - window["seq"][0] + 1


def test_no_byte_for_a_trainee_tells_an_emotion(morning: Morning) -> None:
    with morning.as_tom() as tom:
        tom.wait_for(is_welcome)
        for _index in range(3):
            tom.wait_for(lambda frame: frame["type"] == "window", within=3)
        sent = tom.frames
    pages = [
        morning.tom.json(morning.machine.address, f"/api/rooms/{morning.made['room']}/{path}")
        for path in ("posts?limit=100", "state", "trends", "posts?mentions=true")
    ]
    secret = {
        *STAFF_POST_FIELDS,
        "mood",
        "fired",
        "coined",
        "injects",
        "people",
        "pressure",
        "weights",
        "causes",
    }
    assert not secret & keys_in([*sent, *pages])


def keys_in(data: Any) -> set[str]:
    if isinstance(data, dict):
        return set(data) | {key for value in data.values() for key in keys_in(value)}
    if isinstance(data, list):
        return {key for value in data for key in keys_in(value)}
    return set()


def test_staff_see_the_emotion_of_every_crowd_post(morning: Morning) -> None:
    with morning.as_fiona() as fiona:
        fiona.wait_for(is_welcome)
        window = fiona.wait_for(lambda frame: frame["type"] == "window" and frame["posts"])
    crowd = [item for item in window["posts"] if not item.get("inject")]
    assert crowd
    assert all(item["emotion"] for item in crowd)
    assert set(window["mood"]["shares"]) == {"like", "fear", "anger", "mockery", "sadness"}


def test_a_post_reaches_everybody_in_the_room_at_once_and_nobody_else(morning: Morning) -> None:
    south = morning.tim.socket(morning.machine.address, f"/ws/room/{morning.made['south']}/")
    with morning.as_tom() as tom, morning.as_fiona() as fiona, south as tim:
        for follower in (tom, fiona, tim):
            follower.wait_for(is_welcome)
        began = time.monotonic()
        done = tom.ask(post("key-at-once-1", team_account(tom), "<script>alert(1)</script>"))
        assert done["type"] == "done"
        shown = fiona.wait_for(lambda frame: frame["type"] == "posts", within=2)["posts"][0]
        assert time.monotonic() - began < 1.5
        assert (shown["id"], shown["text"]) == (done["result"]["id"], "<script>alert(1)</script>")
        time.sleep(0.5)
        assert not [frame for frame in tim.frames if frame["type"] == "posts"]


def test_the_same_key_ten_times_is_one_post(morning: Morning) -> None:
    with morning.as_tom() as tom:
        tom.wait_for(is_welcome)
        message = post("key-ten-times", team_account(tom), "Said once.")
        answers = [tom.ask(message)["result"]["id"] for _index in range(10)]
    assert len(set(answers)) == 1
    found = all_posts(morning.machine, morning.tom, morning.made["room"])
    said = [p["kind"] for p in found if p["text"] == "Said once."]
    assert [kind for kind in said if kind != "share"] == ["original"]  # shares have the same words


def test_team_mates_hear_who_writes_and_nobody_else(morning: Morning) -> None:
    tara = joined(morning.machine, morning.made, "Tara B")
    staff = morning.fiona.socket(morning.machine.address, morning.room_path)
    tim = morning.tim.socket(morning.machine.address, f"/ws/room/{morning.made['south']}/")
    with (
        morning.as_tom() as tom,
        tara.socket(morning.machine.address, morning.room_path) as mate,
        staff as fiona,
        tim as other,
        morning.as_fiona() as dashboard,
    ):
        for follower in (tom, mate, fiona, other, dashboard):
            follower.wait_for(is_welcome)
        tom.send({"type": "typing", "account": "own", "parent": 7, "on": True})
        heard = mate.wait_for(lambda frame: frame["type"] == "typing")
        assert heard | {"who": 0} == {
            "type": "typing",
            "room": morning.made["room"],
            "who": 0,
            "name": "Tom B",
            "account": "own",
            "parent": 7,
            "on": True,
        }
        fiona.send({"type": "typing", "account": "own", "on": True})  # she only looks
        tom.send({"type": "typing", "account": "own", "on": False})
        again = mate.wait_for(lambda frame: frame["type"] == "typing")
        assert (again["who"], again["on"], "parent" in again) == (heard["who"], False, False)
        for follower in (fiona, other, dashboard):
            assert not [frame for frame in follower.frames if frame["type"] == "typing"]


def test_fresh_snapshot_equals_snapshot_and_frames(morning: Morning) -> None:
    """The replay test: what a client holds after its frames is what a new client is told."""
    with morning.as_tom() as tom:
        held = Held(tom.wait_for(is_welcome)["rooms"][0])
        account = team_account(tom)
        first = tom.ask(post("key-replay-01", account, "To be deleted."))
        tom.ask({"type": "delete", "key": "key-replay-02", "post": first["result"]["id"]})
        second = tom.ask(post("key-replay-06", account, "To be changed."))["result"]["id"]
        tom.ask({"type": "edit", "key": "key-replay-07", "post": second, "text": "Changed."})
        third = tom.ask(post("key-replay-08", account, "Changed, then deleted."))["result"]["id"]
        tom.ask({"type": "edit", "key": "key-replay-09", "post": third, "text": "Not for long."})
        tom.ask({"type": "delete", "key": "key-replay-10", "post": third})
        liked = held.newest()
        tom.ask({"type": "like", "key": "key-replay-03", "account": account, "post": liked})
        group = {"account": account, "group": "linden-neighbours", "on": True}
        tom.ask({"type": "join", "key": "key-replay-11", **group})
        tom.ask(
            post("key-replay-12", account, "To the neighbours.")
            | {"channel": "page", "group": group["group"]}
        )
        tom.ask(
            {"type": "block", "key": "key-replay-13", "account": account, "mark": "@railroast", "on": True}
        )
        with morning.as_fiona() as fiona:
            fiona.wait_for(is_welcome)
            assert fiona.ask({"type": "pause", "key": "key-replay-04"})["type"] == "done"
            time.sleep(1.5)
            for frame in tom.frames[1:]:
                held.apply(frame)
            fresh = morning.tom.json(morning.machine.address, f"/api/rooms/{morning.made['room']}/state")
            assert fiona.ask({"type": "resume", "key": "key-replay-05"})["type"] == "done"
    assert held.seq == fresh["seq"]
    assert held.rev == fresh["rev"]
    assert held.trends == fresh["trends"]
    assert held.joined == joined_in(fresh["groups"]) != {}
    assert held.blocked == fresh["blocked"] == [{"mark": "@railroast", "account": "Valdor_Transit"}]
    newest = [item for item in fresh["posts"] if item["seq"] > held.welcome_seq]
    assert newest
    for item in newest:
        assert held.posts[item["id"]] == {k: v for k, v in item.items() if k != "mine"}


def joined_in(groups: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Which accounts joined which groups; how many posts there are is told now and then."""
    return {group["group"]: group["joined"] for group in groups if group["joined"]}


class Held:
    """What a careful client holds: a snapshot, and frames applied to it."""

    def __init__(self, state: dict[str, Any]) -> None:
        self.posts = {item["id"]: item for item in state["posts"]}
        self.welcome_seq = self.seq = state["seq"]
        self.rev = state["rev"]
        self.trends = state["trends"]
        self.joined, self.blocked = joined_in(state["groups"]), state["blocked"]

    def newest(self) -> int:
        return int(max(self.posts))

    def apply(self, frame: dict[str, Any]) -> None:
        if frame["type"] in ("window", "posts") and frame["seq"][1] > self.seq:
            assert frame["seq"][0] == self.seq + 1, "a hole"
            assert frame.get("left_out", 0) == 0, "choose a lower pressure for this test"
            self.seq = frame["seq"][1]
            self.posts |= {item["id"]: item for item in frame["posts"]}
            self.trends = frame.get("trends", self.trends)
        if frame.get("groups"):
            self.joined = joined_in(frame["groups"])
        if frame["type"] == "blocks":
            self.blocked = frame["blocked"]
        for ref, likes, shares, replies, views in frame.get("touched", []):
            if ref in self.posts:
                self.posts[ref] |= {"likes": likes, "shares": shares, "replies": replies, "views": views}
        for ref, *reactions in frame.get("reacted", []):
            if ref in self.posts:
                self.posts[ref]["reactions"] = reactions
        if frame["type"] == "change" and frame["rev"] > self.rev:
            assert frame["rev"] == self.rev + 1, "a missed change"
            self.rev = frame["rev"]
            if frame["id"] in self.posts:
                changed = self.posts[frame["id"]]
                told = ("likes", "reactions", "deleted", "text", "edited", "mentions_team")
                changed |= {k: frame[k] for k in told if k in frame}
                if frame.get("deleted"):
                    changed["text"] = ""
                    changed.pop("edited", None)


# What is refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("{nope", "not_json"),
        ("[]", "not_an_object"),
        ('{"type": "fire", "key": "abcdefgh", "inject": "x"}', "unknown_type"),
        ('{"type": "start", "key": "abcdefgh"}', "unknown_type"),
        ('{"type": "ack", "seq": "1"}', "bad_fields"),
        ('{"type": "ack", "seq": -1}', "bad_fields"),
        ('{"type": "ack", "seq": 1, "more": 1}', "bad_fields"),
        ('{"type": "delete", "key": "short", "post": 1}', "bad_fields"),
        ('{"type": "like", "key": "abcdefgh", "account": "own", "post": 1e99}', "bad_fields"),
        ('{"type": "delete", "key": "key-unknown-post", "post": 77}', "unknown_post"),
        ('{"type": "edit", "key": "key-unknown-edit", "post": 77, "text": "x"}', "unknown_post"),
        ('{"type": "typing", "account": "own"}', "bad_fields"),
        ('{"type": "typing", "account": "own", "on": 1}', "bad_fields"),
        ('{"type": "edit", "key": "key-edit-nothing", "post": 77, "text": " "}', "bad_fields"),
        (json.dumps(post("key-not-ours-1", "nobody-here")), "unknown_account"),
        (json.dumps(post("key-channel-1", "own", channel="traffic-jam")), "unknown_channel"),
        (json.dumps(post("key-too-long-1", "own", "x" * 2000)), "too_long"),
        (json.dumps(post("key-empty-001", "own", "   ")), "empty"),
        (json.dumps(post("key-nul-0001", "own", "a\x00b")), "bad_fields"),
        ('{"type": "publish", "key": "key-surrogate", "text": "\\ud800"}', "not_json"),
    ],
)
def test_wrong_messages_get_an_error_and_change_nothing(morning: Morning, message: str, code: str) -> None:
    with morning.as_tom() as tom:
        tom.wait_for(is_welcome)
        tom.send_raw(message)
        error = tom.wait_for(lambda frame: frame["type"] == "error")
        assert (error["code"], bool(error["message"])) == (code, True)


def test_errors_speak_the_language_of_the_reader(morning: Morning) -> None:
    morning.tom.cookies["language"] = "fr"
    with morning.as_tom() as tom:
        tom.wait_for(is_welcome)
        error = tom.ask(post("key-french-01", "own", "x" * 2000))
    del morning.tom.cookies["language"]
    assert "réseau" in error["message"]


def test_a_persona_is_not_the_teams_to_speak_as(morning: Morning) -> None:
    with morning.as_fiona() as fiona:
        states = fiona.wait_for(is_welcome)["rooms"][0]["injects"]
    persona = next(item["persona"] for item in states if item.get("persona"))
    with morning.as_tom() as tom:
        tom.wait_for(is_welcome)
        assert tom.ask(post("key-persona-1", persona))["code"] == "not_your_account"


def closed_with(visitor: Visitor, machine: Laptop, path: str) -> int | None:
    cookies = {"Cookie": visitor._cookie_header()}
    with connect(f"ws://{machine.address}{path}", additional_headers=cookies) as socket:
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=5)
        return socket.close_code


def test_close_codes_tell_who_is_not_let_in(morning: Morning) -> None:
    address, room, session = morning.machine, morning.room_path, morning.session_path
    assert closed_with(Visitor(), address, room) == 4401
    assert closed_with(Visitor(), address, session) == 4401
    assert closed_with(morning.tim, address, room) == 4404
    assert closed_with(morning.tom, address, session) == 4401
    assert closed_with(morning.tom, address, "/ws/room/nowhere9/") == 4404
    assert closed_with(morning.fiona, address, "/ws/session/999999/") == 4404
    assert closed_with(morning.tom, address, "/ws/anything/else") == 4404


def test_a_message_over_16_kib_closes_with_1009(morning: Morning) -> None:
    with morning.as_tom() as tom:
        tom.wait_for(is_welcome)
        tom.send_raw(json.dumps(post("key-too-big-1", "own", "x" * 17_000)))
        assert tom.wait_until_closed() == 1009


def test_who_speaks_too_fast_is_closed_with_4429(morning: Morning) -> None:
    with morning.as_tom() as tom:
        tom.wait_for(is_welcome)
        for _index in range(80):
            tom.send({"type": "ack", "seq": 0})
        assert tom.wait_until_closed() == 4429


def test_who_sends_only_nonsense_is_closed_with_4400(morning: Morning) -> None:
    with morning.as_tom() as tom:
        tom.wait_for(is_welcome)
        for _index in range(25):
            tom.send_raw("?")
        assert tom.wait_until_closed() == 4400


def test_another_origin_is_refused_in_the_handshake(morning: Morning) -> None:
    with pytest.raises(InvalidStatus) as refused:
        connect(
            f"ws://{morning.machine.address}{morning.room_path}", origin=Origin("http://elsewhere.example")
        )
    assert refused.value.response.status_code == 403


def test_a_removed_trainee_is_out_within_two_seconds(morning: Morning) -> None:
    tara = joined(morning.machine, morning.made, "Tara Removed")
    with morning.as_fiona() as fiona, tara.socket(morning.machine.address, morning.room_path) as follower:
        people = fiona.wait_for(is_welcome)["people"]
        follower.wait_for(is_welcome)
        pk = next(person["id"] for person in people if person["name"] == "Tara Removed")
        assert fiona.ask({"type": "remove", "key": f"key-remove-{pk}", "participant": pk})["type"] == "done"
        assert follower.wait_until_closed(within=2) == 4409
    assert closed_with(tara, morning.machine, morning.room_path) == 4409


def test_a_client_that_does_not_acknowledge_is_told_to_catch_up(morning: Morning) -> None:
    with connect(
        f"ws://{morning.machine.address}{morning.room_path}",
        additional_headers={"Cookie": morning.tom._cookie_header()},
        compression=None,
        max_size=None,
    ) as socket:
        socket.send('{"type":"hello"}')
        kinds = []
        deadline = time.monotonic() + 45
        while time.monotonic() < deadline and "resync" not in kinds:
            kinds.append(json.loads(socket.recv(timeout=10))["type"])
        assert kinds.count("window") <= 30
        assert kinds[-1] == "resync"
        socket.send('{"type":"catch_up","last_seq":0,"last_rev":0}')
        assert json.loads(socket.recv(timeout=5))["type"] == "caught_up"
        assert json.loads(socket.recv(timeout=5))["type"] == "window"


def test_ctrl_c_stops_it_cleanly_and_it_goes_on(tmp_path: Path) -> None:
    with laptop(tmp_path) as machine:
        machine.run("migrate", "-v0")
        made = machine.prepared()
        machine.start()
        fiona = logged_in(machine, made)
        with fiona.socket(machine.address, f"/ws/session/{made['pk']}/") as staff:
            staff.wait_for(is_welcome)
            staff.ask({"type": "start", "key": "start-the-1"})
            staff.wait_for(lambda frame: frame["type"] == "window", within=5)
            assert machine.stop() < 3
        machine.start()
        with fiona.socket(machine.address, f"/ws/session/{made['pk']}/") as staff:
            clock = staff.wait_for(is_welcome)["clock"]
            assert clock["running"]
            staff.wait_for(lambda frame: frame["type"] == "window", within=5)


def test_a_draft_is_shown_to_its_room_and_to_staff_and_to_nobody_else(morning: Morning) -> None:
    south = morning.tim.socket(morning.machine.address, f"/ws/room/{morning.made['south']}/")
    with morning.as_tom() as tom, morning.as_fiona() as fiona, south as tim:
        for follower in (tom, fiona, tim):
            follower.wait_for(is_welcome)
        said = post("key-draft-1", team_account(tom), "Between us.") | {"type": "draft_save"}
        made = tom.ask(said)["result"]
        assert (made["version"], made["state"]) == (1, "open")
        for follower in (tom, fiona):
            frames = [frame for frame in follower.frames if frame["type"] == "drafts"]
            shown = frames[-1] if frames else follower.wait_for(lambda frame: frame["type"] == "drafts")
            assert shown["drafts"][0]["text"] == "Between us."
        mended = said | {"key": "key-draft-2", "draft": made["draft"], "version": 1, "text": "Among us."}
        assert tom.ask(mended)["result"]["version"] == 2
        late = tom.ask(mended | {"key": "key-draft-3", "text": "Lost?"})
        assert (late["code"], late["draft"]["text"]) == ("changed_meanwhile", "Among us.")
        time.sleep(0.5)
        assert b"Between us." not in json.dumps(tim.frames).encode()
    with morning.as_tom() as again:
        drafts = again.wait_for(is_welcome)["rooms"][0]["drafts"]
        assert [draft["text"] for draft in drafts] == ["Among us."]
