"""Posts that a team reports: followed up, answered by the network or the trainer, once, and told."""

import json
from collections.abc import Callable
from typing import Any

import orjson
import pytest

from exercises import sessions
from exercises.access import Seat, Staff, access_session
from exercises.models import Action, LogEntry, Participant, Room
from exercises.sessions import Refused, locked
from feed import actions, broadcast, conductor, crowd_memory, messages, moderation, presence, steering, store
from feed.frames import STAFF_POST_FIELDS, encode_for_trainees
from feed.models import Change, Report
from feed.moderation import Answer
from feed.present import room_state
from feed.query import parse
from reports.logwords import log_rows
from reports.record import session_record
from tests.conftest import Cast, Played, make_cast, make_session
from tests.integration.test_races import at_once
from tests.integration.test_windows import T0, advance, digest

LEAK = "They stand behind the old mill, I can see four of them #oldmill"


class Room1:
    """North at work, with a post of Tara's private account that gives something away."""

    def __init__(self, pressure: int = 0, cast: Cast | None = None) -> None:
        self.cast: Cast = cast or make_cast()
        self.played: Played = make_session(self.cast, pressure=pressure)
        with locked(self.played.session.pk) as session:
            sessions.start_session(session, self.cast.fiona, T0)
        self.keys = 0
        advance(self.played.north, 5)
        self.leak = self.says(self.played.tara, LEAK)

    @property
    def north(self) -> Room:
        return Room.objects.select_related("session").get(pk=self.played.north.pk)

    @property
    def staff(self) -> Staff:
        return access_session(self.cast.fiona, self.played.session.pk)

    def does(self, who: Participant, what: str, at: float = 5.5, **fields: Any) -> dict[str, Any]:
        self.keys += 1
        raw = {"type": what, "key": f"key-{self.keys:08}", **fields}
        assert who.room is not None
        return actions.act(Seat(who.room, who, None), parsed(raw), T0 + at)

    def says(self, who: Participant, text: str, account: str = "own", **more: Any) -> int:
        said = {"account": account, "channel": "microblog", "kind": "original", "text": text} | more
        ref: int = self.does(who, "publish", **said)["id"]
        return ref

    def reports(
        self, reason: str = "leak", at: float = 6.0, who: Participant | None = None
    ) -> dict[str, Any]:
        return self.does(who or self.played.tom, "report", at, post=self.leak, reason=reason)

    def decides(
        self, verdict: str, at: float = 8.0, staff: Staff | None = None, **more: Any
    ) -> dict[str, Any]:
        self.keys += 1
        raw = {"room": self.played.north.code, "report": 1, "verdict": verdict} | more
        raw |= {"type": "decide_report", "key": f"key-{self.keys:08}"}
        message = messages.parse(json.dumps(raw), messages.STAFF_MESSAGES)
        return steering.steer(staff or self.staff, message, T0 + at)

    def shown(self, staff: bool = False) -> Any:
        return room_state(self.north, staff=staff).reports[0]


def parsed(raw: dict[str, Any]) -> Any:
    return messages.parse(json.dumps(raw), messages.ROOM_MESSAGES)


@pytest.fixture
def room(each_database: str) -> Room1:
    return Room1()


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """What the network will answer to the next reports: its rule is tested by itself."""

    def answered(verdict: Any) -> None:
        from feed import reporting

        monkeypatch.setattr(reporting, "answer_to", lambda *_given: Answer(10.0, 25.0, verdict))

    return answered


def told(room: Room1, what: str) -> list[dict[str, Any]]:
    found = LogEntry.objects.filter(session=room.played.session, what=what).order_by("number")
    return [entry.data | {"by": entry.who, "source": entry.source, "t": entry.t} for entry in found]


def test_a_report_is_received_looked_at_and_the_post_removed(room: Room1, answers: Any) -> None:
    answers("removed")
    made = room.reports()
    assert made == {"reported": room.leak, "report": 1, "state": "received"}
    view = room.shown()
    assert (view.state, view.who_name, view.t, view.text) == ("received", "Tom", 6.0, LEAK)
    advance(room.north, 16)
    assert room.shown().state == "received"
    advance(room.north, 17)
    assert (room.shown().state, room.shown().since) == ("review", 16.0)
    advance(room.north, 31)
    post = store.post_of(room.north.pk, room.leak)
    assert post is not None
    assert not post.deleted
    advance(room.north, 32)
    view = room.shown()
    assert (view.state, view.since, view.text, view.gone) == ("removed", 31.0, "", True)
    assert store.found(room.north.pk, parse("#oldmill")) == []
    entry = told(room, "report_removed")[0]
    assert (entry["source"], entry["t"], entry["reason"], entry["text"]) == ("system", 31.0, "leak", LEAK)
    assert entry["by"] == "Pulse"  # the network
    change = Change.objects.get(room=room.north, kind="deleted")
    assert (change.ref, change.rev, change.data) == (room.leak, room.north.rev, {"deleted": True})


@pytest.mark.parametrize("verdict", ["left", "labelled"])
def test_what_is_left_up_stays_with_or_without_a_warning(room: Room1, answers: Any, verdict: str) -> None:
    answers(verdict)
    room.reports("rumour")
    advance(room.north, 40)
    assert (room.shown().state, room.shown().gone) == (verdict, False)
    post = next(post for post in room_state(room.north).posts if post.id == room.leak)
    assert (post.text, post.deleted, post.labelled) == (LEAK, False, True if verdict == "labelled" else None)
    changes = presence.changes(room.north.pk, 0)
    assert [change.get("labelled") for change in changes] == ([True] if verdict == "labelled" else [])
    assert [entry["reason"] for entry in told(room, f"report_{verdict}")] == ["rumour"]


def test_who_reports_a_post_again_is_told_how_far_it_is_and_nothing_is_doubled(
    room: Room1, answers: Any
) -> None:
    answers("left")
    room.reports()
    before = Action.objects.count()
    again = room.reports("insult", who=room.played.tara)
    assert again == {"reported": room.leak, "report": 1, "state": "received", "again": True}
    advance(room.north, 40)
    assert room.reports(at=41)["state"] == "left"
    assert Report.objects.count() == 1
    assert (Action.objects.count(), len(told(room, "report"))) == (before, 1)


def test_ten_at_once_make_one_report(room: Room1) -> None:
    people = [room.played.tom, room.played.tara] * 5
    works = [
        lambda who=who, number=number: actions.act(
            Seat(who.room, who, None),
            parsed({"type": "report", "key": f"at-once-{number:04}", "post": room.leak, "reason": "leak"}),
            T0 + 6,
        )
        for number, who in enumerate(people)
    ]
    answered = at_once(works)
    assert all(answer.get("report") == 1 for answer in answered), answered
    assert Report.objects.count() == Action.objects.filter(kind="report").count() == 1
    assert len(told(room, "report")) == 1


def test_the_trainer_decides_at_once_and_only_once(room: Room1, answers: Any) -> None:
    answers("left")
    room.reports()
    assert (room.shown(staff=True).will, room.shown(staff=True).answers_at) == ("left", 31)
    assert room.decides("remove") == {"report": 1, "verdict": "remove"}
    view = room.shown(staff=True)
    assert (view.state, view.since, view.decided_by, view.will) == ("removed", 8.0, "trainer", None)
    for verdict in ("remove", "leave"):
        with pytest.raises(Refused, match="already_decided"):
            room.decides(verdict)
    advance(room.north, 40)
    assert room.shown().since == 8.0
    assert [entry["by"] for entry in told(room, "report_removed")] == ["Fiona"]
    assert told(room, "delete") == told(room, "report_left") == []


def test_what_the_trainer_leaves_up_the_network_does_not_remove(room: Room1, answers: Any) -> None:
    answers("removed")
    room.reports()
    room.decides("leave")
    advance(room.north, 40)
    assert (room.shown().state, room.shown().gone) == ("left", False)
    assert [(entry["by"], entry["t"]) for entry in told(room, "report_left")] == [("Fiona", 8.0)]


def test_two_trainers_and_the_network_at_once_answer_once(room: Room1, answers: Any) -> None:
    answers("removed")
    room.reports()
    at_once(
        [
            lambda: room.decides("remove", at=31),
            lambda: room.decides("leave", at=31),
            lambda: conductor.advance_room(room.north.pk, T0 + 33),
        ]
    )
    advance(room.north, 40)
    outcomes = told(room, "report_removed") + told(room, "report_left")
    assert len(outcomes) == 1
    assert Change.objects.filter(kind="deleted").count() == (room.shown().state == "removed")


def test_a_post_that_goes_by_another_way_answers_its_report(room: Room1, answers: Any) -> None:
    answers("left")
    room.reports()
    room.does(room.played.tara, "delete", at=9, post=room.leak)
    view = room.shown()
    assert (view.state, view.by_author, view.text) == ("removed", True, "")
    other = room.says(room.played.tara, "Another one.")
    room.does(room.played.tom, "report", at=9, post=other, reason="other")
    message = {"type": "remove_post", "key": "key-of-fiona", "room": room.played.north.code, "post": other}
    steering.steer(room.staff, messages.parse(json.dumps(message), messages.STAFF_MESSAGES), T0 + 10)
    assert Report.objects.get(ref=other).decided_by == "trainer"
    advance(room.north, 60)
    assert [entry["post"] for entry in told(room, "delete")] == [room.leak, other]
    assert told(room, "report_left") == []


def test_a_share_of_what_is_removed_says_nothing_any_more(room: Room1, answers: Any) -> None:
    answers("removed")
    share = room.says(room.played.tara, "", kind="share", parent=room.leak)
    quote = room.says(room.played.tara, "Look at that.", kind="quote", parent=room.leak)
    room.reports()
    advance(room.north, 40)
    posts = {post.id: post for post in room_state(room.north).posts}
    assert (posts[share].text, posts[share].parent_text, posts[share].deleted) == ("", None, True)
    assert (posts[quote].text, posts[quote].parent_text) == ("Look at that.", None)


def test_what_makes_no_sense_is_refused_and_changes_nothing(room: Room1) -> None:
    ours = room.says(room.played.tom, "We are on our way.", account="valdor")
    before = Report.objects.count(), Action.objects.count(), LogEntry.objects.count()
    for post, code in ((ours, "own_post"), (2**53 - 1, "unknown_post"), (0, "unknown_post")):
        with pytest.raises(Refused, match=code):
            room.does(room.played.tom, "report", post=post, reason="leak")
    with pytest.raises(Refused, match="unknown_post"):  # a post of the other room
        room.does(room.played.tim, "report", post=room.leak, reason="leak")
    with pytest.raises(Refused, match="unknown_report"):
        room.decides("remove")
    assert (Report.objects.count(), Action.objects.count(), LogEntry.objects.count()) == before
    room.reports()
    with pytest.raises(Refused, match="unknown_report"):  # a report of the other room
        room.decides("remove", room=room.played.south.code)
    with pytest.raises(Refused, match="read_only"):
        room.decides("remove", staff=access_session(room.cast.olga, room.played.session.pk))
    with locked(room.played.session.pk) as session:
        sessions.pause_session(session, room.cast.fiona, T0 + 8)
    with pytest.raises(Refused, match="not_running"):
        room.reports(at=8)
    assert room.decides("leave")["report"] == 1  # a trainer may answer in a pause
    with locked(room.played.session.pk) as session:
        sessions.end_session(session, room.cast.fiona, T0 + 9)
    with pytest.raises(Refused, match="wrong_state"):
        room.decides("leave")


def test_a_room_has_room_for_forty_reports_that_wait(room: Room1) -> None:
    for number in range(40):
        ref = room.says(room.played.tara, f"Number {number}.")
        room.does(room.played.tom, "report", post=ref, reason="other")
    with pytest.raises(Refused, match="too_many_reports"):
        room.reports()
    assert len(room_state(room.north).reports) == 40
    room.decides("leave", report=7)
    assert room.reports()["report"] == 41


def test_trainees_are_not_told_what_the_network_is_going_to_answer(room: Room1) -> None:
    room.reports()
    seat = Seat(room.north, room.played.tom, None)
    welcome = orjson.loads(encode_for_trainees(presence.room_welcome(seat, 0, T0 + 7)))
    report = welcome["rooms"][0]["reports"][0]
    assert not set(report) & STAFF_POST_FIELDS
    assert {"report", "post", "reason", "who_name", "t", "state"} <= set(report)
    assert room.shown(staff=True).will in ("removed", "left")


def test_everybody_is_told_in_frames(room: Room1, answers: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answers("removed")
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(
        broadcast,
        "send_after_commit",
        lambda _group, message: sent.append(orjson.loads(message()["trainees"])),
    )
    room.reports()
    advance(room.north, 20)
    advance(room.north, 40)
    frames = [frame for frame in sent if frame["type"] in ("reports", "change")]
    assert [frame["type"] for frame in frames] == ["reports", "reports", "change", "reports"]
    states = [frame["reports"][0]["state"] for frame in frames if "reports" in frame]
    assert states == ["received", "review", "removed"]
    window = next(frame for frame in reversed(sent[: sent.index(frames[2])]) if frame["type"] == "window")
    assert frames[2]["rev"] == window["rev"] + 1


def minutes_with_a_report(
    cast: Cast, steps: list[float], *, forget: bool = False
) -> tuple[str, int, list[tuple[str, float]]]:
    """The first inject's post is reported at 32.5 s: the digest of the posts, how many answered or shared it
    once the network had spoken, and what it said when."""
    played = make_session(cast, seed=5, pressure=3000)
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    advance(played.north, 32)
    ref = next(post.ref for post in store.room_posts(played.north.pk) if post.inject)
    report = {"type": "report", "key": "key-00000001", "post": ref, "reason": "leak"}
    actions.act(Seat(played.north, played.tom, None), parsed(report), T0 + 32.5)
    for at in steps:
        advance(played.north, at)
        if forget:
            crowd_memory.forget()
    answered = store.room_posts(played.north.pk).filter(parent=ref, t__gt=58).count()
    said = list(Report.objects.filter(room=played.north).values_list("state", "since"))
    return digest(played.again().north), answered, said


def test_the_crowd_is_the_same_however_windows_are_made_and_whoever_makes_them(
    each_database: str, answers: Any
) -> None:
    answers("removed")
    cast = make_cast()
    first = minutes_with_a_report(cast, [80.0])
    assert minutes_with_a_report(cast, [40, 50, 56.0, 58, 59, 61, 80], forget=True) == first
    assert first[1:] == (0, [("removed", 57.0)])  # nobody answers what is gone
    answers("left")
    left = minutes_with_a_report(cast, [80.0])
    assert left[1] > 0
    assert left[2] == [("left", 57.0)]


def test_the_debrief_tells_reports_with_their_time_and_outcome(room: Room1, answers: Any) -> None:
    answers("removed")
    room.reports()
    advance(room.north, 40)
    record = session_record(room.north.session)
    deed = next(deed for deed in record.rooms[0].deeds if deed.kind == "report")
    assert (deed.t, deed.reason, deed.text) == (6.0, "leak", LEAK)
    assert (deed.outcome, deed.answered, deed.decided_by) == ("removed", 31.0, "network")
    whats = [row.what for row in log_rows(record, record.log)]
    assert "reported a post of @" in " ".join(whats)
    assert any(what.startswith("removed the reported post of @") for what in whats)


def test_the_scenarios_secrets_and_time_scale_decide_when_the_network_answers(room: Room1) -> None:
    room.reports()
    report = Report.objects.get()
    session = room.north.session
    expected = moderation.answer_to(session.seed, room.leak, "leak", False, session.snapshot["time_scale"])
    assert (report.verdict, report.answer_window) == (expected.verdict, int(6.0 + expected.after))
