"""Windows: made once, in order, the same however they are made."""

import hashlib
import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from exercises import sessions
from exercises.access import Seat
from exercises.library import library_scenario
from exercises.models import Firing, LogEntry, Room, Session
from exercises.scenarios import load_scenario
from exercises.sessions import locked
from feed import actions, conductor, crowd_memory, messages, store
from feed.tick import Ticker
from tests.conftest import VERSIONS, Cast, Played, make_cast, make_session

T0 = 1_000_000.0  # wall time of the start, s


@pytest.fixture
def running(each_database: str) -> tuple[Cast, Played]:
    cast = make_cast()
    played = make_session(cast, pressure=3000)
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    return cast, played


def advance(room: Room, until: float) -> int:
    total = 0
    while made := conductor.advance_room(room.pk, T0 + until):
        total += made
    return total


def digest(room: Room) -> str:
    """SHA-256 of a room's posts, without `seq`: two runs of the same actions must agree."""
    fields = (
        "ref",
        "t",
        "kind",
        "channel",
        "handle",
        "text",
        "parent",
        "root",
        "emotion",
        "hashtags",
        "likes",
        "fear",
        "anger",
        "mockery",
        "sadness",
    )
    rows = sorted(store.room_posts(room.pk).values_list(*fields))
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def publish(
    played: Played, at: float, key: str, text: str = "We are sorry. Please stay at home."
) -> dict[str, Any]:
    team = next(p["code"] for p in played.session.snapshot["personas"] if p.get("team"))
    message = messages.Publish(
        type="publish", key=key, account=team, channel="microblog", kind="original", text=text
    )
    seat = Seat(played.north, played.tom, None)
    return actions.act(seat, message, T0 + at)


def test_a_window_is_made_when_its_second_is_over(running):
    _cast, played = running
    assert advance(played.north, 0.99) == 0
    assert advance(played.north, 1.0) == 1
    assert advance(played.north, 5.5) == 4


def test_late_tick_makes_each_window_once(running):
    _cast, played = running
    advance(played.north, 47.2)
    assert advance(played.north, 47.2) == 0
    room = played.again().north
    assert room.next_window == 47
    windows = list(store.moments(room.pk).values_list("window", flat=True))
    assert windows == list(range(47))


def test_seq_has_no_holes_and_no_doubles(running):
    _cast, played = running
    advance(played.north, 40)
    publish(played, 40.5, "key-00000001")
    advance(played.north, 60)
    room = played.again().north
    seqs = list(store.room_posts(room.pk).values_list("seq", flat=True))
    assert seqs == list(range(1, room.last_seq + 1))
    assert len(seqs) > 300


def test_workers_that_race_make_each_window_once(running):
    _cast, played = running

    def work() -> None:
        for second in range(1, 25):
            conductor.advance_room(played.north.pk, T0 + second)
            conductor._room_locks.clear()  # as if each were a process of its own
        connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(work) for _index in range(3)]:
            done.result()
    room = played.again().north
    assert room.next_window == 24
    seqs = list(store.room_posts(room.pk).values_list("seq", flat=True))
    assert seqs == list(range(1, room.last_seq + 1))
    alone = make_session(_cast, pressure=3000)
    with locked(alone.session.pk) as session:
        sessions.start_session(session, _cast.fiona, T0)
    advance(alone.north, 24)
    assert digest(alone.north) == digest(room)


def play(cast: Cast, *, steps: list[float], forget: bool, seed: int = 5) -> str:
    """The same minute with the same actions, made in `steps`; the digest of its posts."""
    played = make_session(cast, seed=seed, pressure=3000)
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    for at in steps:
        advance(played.north, at)
        if forget:
            crowd_memory.forget()
        if at == 20:
            publish(played, 20.5, "key-00000001")
            with locked(played.session.pk) as session:
                sessions.set_pressure(session, cast.fiona, T0 + 20.6, 6000)
        if at == 40:
            with locked(played.session.pk) as session:
                code = session.snapshot["injects"][-1]["code"]
                sessions.fire_inject(session, cast.fiona, T0 + 40.2, code)
    return digest(played.again().north)


def test_the_same_actions_give_the_same_posts_however_they_are_batched(running):
    cast, _played = running
    every_second = play(cast, steps=[float(s) for s in range(1, 61)], forget=False)
    in_gulps = play(cast, steps=[20.0, 40.0, 60.0], forget=False)
    by_new_workers = play(cast, steps=[7.0, 20.0, 33.0, 40.0, 47.0, 60.0], forget=True)
    assert every_second == in_gulps == by_new_workers
    assert play(cast, steps=[20.0, 40.0, 60.0], forget=False, seed=6) != in_gulps


def test_an_action_between_step_and_claim_is_not_overlooked(running, monkeypatch):
    _cast, played = running
    advance(played.north, 10)
    claim = store.claim
    interrupted: list[bool] = []

    def claim_after_a_post(room: Room, *rest: Any) -> int | None:
        if not interrupted:
            interrupted.append(True)
            publish(played, 10.9, "key-00000001")
        return claim(room, *rest)

    monkeypatch.setattr(store, "claim", claim_after_a_post)
    advance(played.north, 11)
    room = played.again().north
    assert room.next_window == 11
    seqs = list(store.room_posts(room.pk).values_list("seq", flat=True))
    assert seqs == list(range(1, room.last_seq + 1))


def test_pressure_asked_is_pressure_made(running):
    cast, played = running
    with locked(played.session.pk) as session:
        sessions.set_pressure(session, cast.fiona, T0, 6000)
    advance(played.north, 1)
    before = played.again().north.last_seq
    advance(played.north, 301)
    made = played.again().north.last_seq - before - len(store.firings(played.north.pk))
    assert abs(made - 6000) <= 0.02 * 6000


def test_injects_fire_once_at_their_time(running):
    _cast, played = running
    due = {i["code"]: i["offset"] for i in played.session.snapshot["injects"] if i.get("offset", 999) < 120}
    advance(played.north, 121)
    fired = {f.inject: f.window for f in store.firings(played.north.pk) if f.inject in due}
    assert fired == due
    posts = store.room_posts(played.north.pk).exclude(inject="").values_list("inject", flat=True)
    assert sorted(posts) == sorted(f.inject for f in store.firings(played.north.pk))


def test_a_pause_delays_every_inject_by_its_own_length(running):
    cast, played = running
    advance(played.north, 5)
    with locked(played.session.pk) as session:
        sessions.pause_session(session, cast.fiona, T0 + 5.5)
    assert advance(played.north, 500) == 0
    with locked(played.session.pk) as session:
        sessions.resume_session(session, cast.fiona, T0 + 1000)
    assert conductor.advance_room(played.north.pk, T0 + 1000.6) == 1
    assert played.again().north.next_window == 6


@pytest.mark.django_db(transaction=True)
def test_no_window_walks_through_what_the_room_said_before():
    """SQLite chooses by the shape of a query alone: so a young room shows what an old one would cost."""
    cast = make_cast()
    scenario = load_scenario(library_scenario("capital-attack"), cast.organisation)  # it has every channel
    made = sessions.create_session(
        cast.fiona, scenario, name="", lang="en", room_names=["North"], versions=VERSIONS, pressure=9000
    )
    with locked(made.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    room = made.rooms.get()
    advance(room, 30.0)
    with CaptureQueriesContext(connection) as window:
        assert advance(room, 31.0) == 1
        store.reviews(room.pk)  # as windows of other scenarios do
    asked = [query["sql"] for query in window if query["sql"].startswith("SELECT")]
    steps = [step for sql in asked for step in _plan(sql) if "feed_post " in step]
    narrow = re.compile(r"room_id=\? AND (ref|seq)")
    wide = {step for step in steps if not narrow.search(step)}
    assert len(steps) > len(wide)
    assert wide == {  # counted now and then, in an index that holds all of it; and a wall has few tributes
        "SEARCH feed_post USING COVERING INDEX review_that_stands (room_id=? AND stars>?)",
        "SEARCH feed_post USING COVERING INDEX post_standing_in_group (room_id=?)",
        "SEARCH feed_post USING INDEX post_tribute (room_id=? AND channel=? AND kind=?)",
    }


def _plan(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        return [step for *_numbers, step in cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]


def test_a_jump_skips_the_injects_it_passes_and_writes_nothing(running):
    cast, played = running
    advance(played.north, 5)
    with locked(played.session.pk) as session:
        sessions.jump_session(session, cast.fiona, T0 + 5.5, 200)
    advance(played.north, 6)
    room = played.again().north
    assert room.next_window == 200
    passed = [i["code"] for i in played.session.snapshot["injects"] if i.get("offset", 999) < 200]
    states = {f.inject: f.state for f in store.firings(room.pk)}
    assert [code for code in passed if states.get(code) == Firing.SKIPPED] == [
        code
        for code in passed
        if code not in {f.inject for f in store.firings(room.pk) if f.state == Firing.FIRED}
    ]
    assert not store.room_posts(room.pk).filter(t__gte=7, t__lt=200).exists()
    crowd_memory.forget()
    advance(room, 30)
    assert played.again().north.next_window > 200


def test_skipped_and_edited_injects(running):
    cast, played = running
    first, second = [i for i in played.session.snapshot["injects"] if i.get("offset", 0) > 3][:2]
    with locked(played.session.pk) as session:
        sessions.skip_inject(session, cast.fiona, T0, first["code"])
        sessions.edit_inject(session, cast.fiona, T0, second["code"], "Changed words", 8)
    advance(played.north, 12)
    states = {f.inject: (f.state, f.window) for f in store.firings(played.north.pk)}
    assert states[first["code"]][0] == Firing.SKIPPED
    assert states[second["code"]] == (Firing.FIRED, 8)
    assert store.room_posts(played.north.pk).get(inject=second["code"]).text == "Changed words"


def test_after_a_gap_the_session_stands_at_its_last_window(running):
    _cast, played = running
    ticker = Ticker()
    Session.objects.filter(pk=played.session.pk).update(ticked_at=T0 + 20)
    advance(played.north, 20)
    advance(played.south, 20)
    ticker.tick(T0 + 200)
    session = played.again().session
    assert (session.state, session.pause_reason) == ("paused", "gap")
    assert session.clock.at(T0 + 500) == 20
    assert LogEntry.objects.filter(session=session, what="gap").count() == 1


def test_ten_times_the_same_key_is_done_once(running):
    _cast, played = running
    advance(played.north, 3)
    answers = [publish(played, 3.5, "key-00000001") for _index in range(10)]
    assert all(answer == answers[0] for answer in answers)
    assert store.room_posts(played.north.pk).filter(team=True).count() == 1
