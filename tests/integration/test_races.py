"""People act at the same moment, with the same key or all the time: once each, and the windows go on."""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import connections

from exercises import sessions
from exercises.access import Seat, Staff
from exercises.models import Action, Done, LogEntry, Participant, Room, State
from exercises.sessions import Refused, locked
from feed import actions, broadcast, conductor, crowd, messages, steering, store
from feed.tick import Ticker
from tests.conftest import Cast, Played, make_cast, make_session

T0 = 1_000_000.0  # wall time of the start, s


@pytest.fixture
def running(each_database: str) -> tuple[Cast, Played]:
    cast = make_cast()
    played = make_session(cast, pressure=3000)
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    return cast, played


def at_once(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each returns or raises, when all begin at the same moment, each with its own connection."""
    gate = threading.Barrier(len(works))

    def one(work: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return work()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return [done.result() for done in [pool.submit(one, work) for work in works]]


def seat(room: Room, participant: Participant) -> Seat:
    return Seat(room, participant, None)


def post(key: str, text: str = "We are on it.", account: str = "own") -> messages.Publish:
    return messages.Publish(
        type="publish", key=key, account=account, channel="microblog", kind="original", text=text
    )


def like(key: str, ref: int, on: bool = True) -> messages.Like:
    return messages.Like(type="like", key=key, account="own", post=ref, on=on)


def test_the_same_key_from_ten_sockets_at_once_is_done_once(running: tuple[Cast, Played]) -> None:
    _cast, played = running
    message = post("key-00000001")
    answers = at_once([lambda: actions.act(seat(played.north, played.tom), message, T0 + 1)] * 10)
    assert all(answer == answers[0] for answer in answers), answers
    assert store.room_posts(played.north.pk).count() == 1
    assert Action.objects.filter(room=played.north, kind="publish").count() == 1
    assert LogEntry.objects.filter(session=played.session, what="post").count() == 1
    assert Done.objects.filter(session=played.session, key="key-00000001").count() == 1


def test_the_same_key_of_another_sender_is_another_message(running: tuple[Cast, Played]) -> None:
    _cast, played = running
    held = [seat(played.north, person) for person in (played.tom, played.tara)]
    first, second = at_once([partial(actions.act, one, post("key-00000001"), T0 + 1) for one in held])
    assert first["id"] != second["id"]
    assert store.room_posts(played.north.pk).count() == 2


def test_different_verbs_with_one_key_do_the_first_alone(running: tuple[Cast, Played]) -> None:
    _cast, played = running
    held = seat(played.north, played.tom)
    first = actions.act(held, post("key-00000001"), T0 + 1)
    delete = messages.Delete(type="delete", key="key-00000001", post=first["id"])
    assert actions.act(held, delete, T0 + 2) == first
    assert actions.act(held, post("key-00000001", "Other words"), T0 + 3) == first
    assert not store.room_posts(played.north.pk).get().deleted


def test_what_was_refused_may_be_tried_again_with_its_key(running: tuple[Cast, Played]) -> None:
    cast, played = running
    held = seat(played.north, played.tom)
    with locked(played.session.pk) as session:
        sessions.pause_session(session, cast.fiona, T0 + 1)
    with pytest.raises(Refused, match="not_running"):
        actions.act(held, post("key-00000001"), T0 + 2)
    with locked(played.session.pk) as session:
        sessions.resume_session(session, cast.fiona, T0 + 3)
    assert actions.act(held, post("key-00000001"), T0 + 4)["seq"] == 1


def test_one_start_and_one_end_win_among_many(running: tuple[Cast, Played]) -> None:
    cast, played = running
    staff = Staff(cast.fiona, played.session, "trainer")
    ends = [messages.Verb(type="end", key=f"end-{index:08}") for index in range(5)]
    answers = at_once([partial(steering.steer, staff, verb, T0 + 5) for verb in ends])
    assert Counter(type(answer) for answer in answers) == {dict: 1, Refused: 4}
    assert LogEntry.objects.filter(session=played.session, what="end").count() == 1


def test_everything_at_once_leaves_no_hole_in_any_sequence(running: tuple[Cast, Played]) -> None:
    """Posts, likes and deletions of three people, a trainer's steering, and the windows, all together."""
    cast, played = running
    conductor.advance_room(played.north.pk, T0 + 3)
    staff = Staff(cast.fiona, played.session, "trainer")

    def talk(person: Participant) -> None:
        held = seat(played.north, person)
        for index in range(6):
            now = T0 + 3 + index / 2
            made = actions.act(held, post(f"post-{person.pk}-{index:05}"), now)
            actions.act(held, like(f"like-{person.pk}-{index:05}", made["id"]), now)
            if index % 2:
                message = messages.Delete(type="delete", key=f"gone-{person.pk}-{index:05}", post=made["id"])
                actions.act(held, message, now)

    def steer() -> None:
        for index in range(6):
            message = messages.SetPressure(type="pressure", key=f"dial-{index:05}", value=1000 + index)
            steering.steer(staff, message, T0 + 3 + index / 2)

    def work() -> None:
        for index in range(12):
            conductor.advance_room(played.north.pk, T0 + 3 + index / 2)
            conductor._room_locks.clear()  # as if each were a process of its own

    for answer in at_once([lambda: talk(played.tom), lambda: talk(played.tara), steer, work, work]):
        assert not isinstance(answer, Exception), answer
    room = played.again().north
    seqs = list(store.room_posts(room.pk).values_list("seq", flat=True))
    assert seqs == list(range(1, room.last_seq + 1))
    revs = [change.rev for change in store.changes_after(room.pk, 0, 1000)]
    assert revs == list(range(1, room.rev + 1))
    assert room.rev == 2 * (6 + 3)
    numbers = list(Action.objects.filter(room=room).values_list("number", flat=True))
    assert numbers == list(range(room.action_count))
    logged = list(LogEntry.objects.filter(session=played.session).values_list("number", flat=True))
    assert logged == list(range(1, played.session.log_count + 1))
    windows = list(store.moments(room.pk).values_list("window", flat=True))
    assert windows == list(range(room.next_window))


def test_windows_come_however_often_people_act(running: tuple[Cast, Played]) -> None:
    """Each action makes a window under way begin again: after some times the room is held."""
    _cast, played = running
    with locked(played.session.pk) as session:
        for room in sessions.locked_rooms(session):
            room.session = session
            made = actions.publish(room, played.tom, post("unused-key"), T0 + 0.5)["id"]
            break
    enough = threading.Event()
    liked = {"a": 0, "b": 0}

    def like_and_unlike(name: str) -> int:
        held = seat(played.north, played.tom)
        while not enough.is_set():
            liked[name] += 1
            actions.act(held, like(f"{name}-{liked[name]:08}", made, on=bool(liked[name] % 2)), T0 + 1)
        return liked[name]

    def wait_for_likes(count: int) -> None:
        deadline = time.monotonic() + 30
        while sum(liked.values()) < count and time.monotonic() < deadline:
            time.sleep(0.005)

    def make_windows() -> list[float]:
        try:
            took = []
            for second in range(2, 7):
                wait_for_likes(5 * second)
                began = time.monotonic()
                assert conductor.advance_room(played.north.pk, T0 + second) >= 1
                took.append(time.monotonic() - began)
            return took
        finally:
            enough.set()

    first, second, took = at_once([lambda: like_and_unlike("a"), lambda: like_and_unlike("b"), make_windows])
    assert isinstance(took, list), took
    assert first + second > 20, "nobody liked enough for this to prove anything"
    assert played.again().north.next_window == 6


def test_a_pause_while_a_window_is_made_is_not_undone_by_what_that_window_tells(
    running: tuple[Cast, Played], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window's frame has the clock as it was read before: it says so, and so whoever gets it can tell."""
    cast, played = running
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(broadcast, "send", lambda _group, message: told.append(message))
    ticker, step = Ticker(), crowd.step

    def pause_first(*arguments: Any) -> Any:
        with locked(played.session.pk) as session:
            if session.state == State.RUNNING:
                sessions.pause_session(session, cast.fiona, T0 + 1.1)
        ticker.tick(T0 + 1.2)
        return step(*arguments)

    monkeypatch.setattr(crowd, "step", pause_first)
    assert conductor.advance_room(played.north.pk, T0 + 1) == 1
    clocks = [json.loads(message["staff"]).get("clock") for message in told if "staff" in message]
    *_, paused, window = [clock for clock in clocks if clock]
    assert (paused["state"], window["state"]) == ("paused", "running"), "the race that this is about"
    assert window["version"] < paused["version"]
