"""Texts that go out by themselves at their time of exercise: once, as posts of their writers."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from exercises import people, sessions
from exercises.access import Seat, access_session
from exercises.dashboard_texts import page_texts
from exercises.models import Action, Participant
from exercises.sessions import Refused, locked
from feed import announce, conductor, crowd, crowd_memory, messages, presence, scheduling, steering, store
from feed.frames import encode_for_trainees
from feed.models import Draft
from feed.query import parse
from feed.tasks import advance_room
from reports.logwords import log_rows
from reports.record import session_record
from tests.integration.test_drafts import T0, Team, counts, logged


@pytest.fixture
def team(each_database: str) -> Team:
    return Team()


def scheduled(team: Team, text: str = "Call 0800 123 456.", *, at: int = 120, **more: Any) -> dict[str, Any]:
    """Tom's text (nobody has to approve what a spokesperson writes), given a time at second 20."""
    here = draft_of(team.writes(text, team.played.tom, **more))
    gives_time(team, here, at)
    return here


def draft_of(made: dict[str, Any]) -> dict[str, Any]:
    return {"draft": made["draft"], "version": made["version"]}


def gives_time(
    team: Team, here: dict[str, Any], due: int | None, who: Participant | None = None, now: float = 20
) -> dict[str, Any]:
    return team.sends(who or team.played.tom, {"type": "draft_schedule", **here, "at": due}, now)


def ticks(team: Team, t: float) -> int:
    """A worker is nudged at this second of exercise: what is due goes out, then the windows are made."""
    gone = scheduling.publish_due(team.played.north.pk, T0 + t)
    conductor.advance_room(team.played.north.pk, T0 + t)
    return gone


def texts(team: Team) -> list[str]:
    return [
        post.text
        for post in store.room_posts(team.played.north.pk).filter(team=True, participant__isnull=False)
    ]


def test_it_goes_out_at_its_second_as_a_post_like_any_other(team: Team) -> None:
    here = scheduled(team)
    view = team.shown(here["draft"])
    assert (view.state, view.due, view.sender_name, view.since) == ("scheduled", 120.0, "Tom", 20.0)
    assert ticks(team, 119.9) == 0
    assert team.shown(here["draft"]).state == "scheduled"
    assert ticks(team, 120.2) == 1
    assert ticks(team, 121) == 0
    assert team.shown(here["draft"]) is None

    post = store.room_posts(team.played.north.pk).get(team=True, participant=team.played.tom)
    assert (post.text, post.t, post.participant_id) == ("Call 0800 123 456.", 120.2, team.played.tom.pk)
    told = Action.objects.get(room=team.played.north, kind="publish")
    assert (told.payload["function"], told.payload["team"], told.t) == ("spokesperson", True, 120.2)
    assert [entry["by"] for entry in logged(team, "post")] == ["Tom"]
    assert logged(team, "draft_sent")[0]["post"] == post.ref
    assert [found.pk for found in store.found(team.played.north.pk, parse("0800"), limit=9)] == [post.pk]


def test_an_approved_text_is_scheduled_and_one_that_waits_is_not(team: Team) -> None:
    here = team.asks()
    with pytest.raises(Refused, match="needs_approval"):
        gives_time(team, here, 120)
    for who in (team.lena, team.dora):
        team.judges(who, here)
    gives_time(team, here, 120, team.dora)
    ticks(team, 121)
    post = store.room_posts(team.played.north.pk).get(team=True, participant=team.played.tara)
    assert post.text == "We are very sorry."
    assert (
        logged(team, "draft_sent")[0] | {"by": "Dora", "names": "Lena, Dora"} == logged(team, "draft_sent")[0]
    )


def test_a_pause_holds_it_and_the_exercises_speed_hurries_it(team: Team) -> None:
    here = scheduled(team)
    with locked(team.played.session.pk) as session:
        sessions.pause_session(session, team.cast.fiona, T0 + 60)
    assert ticks(team, 500) == 0
    with locked(team.played.session.pk) as session:
        sessions.resume_session(session, team.cast.fiona, T0 + 1000)
        sessions.set_speed(session, team.cast.fiona, T0 + 1000, 4)
    assert ticks(team, 1014.9) == 0  # 60 + 4 × 14.9 s of exercise
    assert ticks(team, 1015.1) == 1
    assert team.shown(here["draft"]) is None


def test_a_jump_over_its_time_sends_it_right_after(team: Team) -> None:
    scheduled(team)
    with locked(team.played.session.pk) as session:
        sessions.jump_session(session, team.cast.fiona, T0 + 30, 300)
    assert ticks(team, 31) == 1
    post = store.room_posts(team.played.north.pk).get(team=True, participant=team.played.tom)
    assert post.t == 301.0


def test_it_is_taken_back_or_sent_at_once(team: Team) -> None:
    here = scheduled(team)
    assert gives_time(team, here, None, team.lena, now=30)["state"] == "open"
    assert gives_time(team, here, None, team.lena, now=31)["state"] == "open"
    assert ticks(team, 130) == 0
    assert [entry["by"] for entry in logged(team, "draft_unschedule")] == ["Lena"]
    gives_time(team, here, 200, now=140)
    gives_time(team, here, 220, now=141)
    assert team.shown(here["draft"]).due == 220.0
    team.does(team.played.tom, "draft_publish", at=150, **here)
    assert ticks(team, 230) == 0
    assert texts(team) == ["Call 0800 123 456."]


def test_other_words_keep_its_time_unless_somebody_must_approve_them(team: Team) -> None:
    here = scheduled(team)
    mended = team.writes("Call 0800 654 321.", team.played.tom, **here)
    assert (mended["state"], team.shown(here["draft"]).due) == ("scheduled", 120.0)
    here = draft_of(mended)
    touched = team.writes("We are sorry. Call 0800 654 321.", team.played.tara, **here)
    assert (touched["state"], team.shown(here["draft"]).due) == ("submitted", None)
    assert ticks(team, 130) == 0
    assert texts(team) == []


def test_whoever_approved_it_may_still_return_it(team: Team) -> None:
    here = team.asks()
    for who in (team.lena, team.dora):
        team.judges(who, here)
    gives_time(team, here, 120)
    team.judges(team.lena, here, "return", note="Not today.", at=60)
    view = team.shown(here["draft"])
    assert (view.state, view.due) == ("returned", None)
    assert ticks(team, 130) == 0


@pytest.mark.parametrize(
    ("code", "fields"),
    [("past", {"at": 20}), ("past", {"at": 5}), ("beyond", {"at": 601}), ("beyond", {"at": 2_000_000_000})],
)
def test_a_time_that_is_over_or_after_the_exercise_is_refused(
    team: Team, code: str, fields: dict[str, Any]
) -> None:
    here = draft_of(team.writes("Hello.", team.played.tom))
    before = counts(team)
    with pytest.raises(Refused, match=code):
        gives_time(team, here, fields["at"])
    assert counts(team) == before


def test_letters_are_answered_by_hand(team: Team) -> None:
    said: dict[str, Any] = {
        "persona": "ines-roche",
        "channel": "mailbox",
        "text": "Subject: The bridge\nIs it closed?",
    }
    asking = messages.PersonaPost(type="persona_post", key="key-00000001", **said)
    staff = access_session(team.cast.fiona, team.played.session.pk)
    letter = steering.steer(staff, asking, T0 + 1)["posts"][team.played.north.code]
    here = draft_of(
        team.writes("Dear Ms Tilly,", team.played.tom, channel="mailbox", kind="reply", parent=letter)
    )
    with pytest.raises(Refused, match="not_scheduled"):
        gives_time(team, here, 120)


@pytest.mark.parametrize(
    "fields",
    [
        {"at": "120"},
        {"at": 12.5},
        {"at": -1},
        {"at": 2**31},
        {"at": True},
        {},
        {"at": [120]},
        {"at": 120, "now": 1},
    ],
)
def test_what_makes_no_sense_is_malformed(team: Team, fields: dict[str, Any]) -> None:
    raw = {"type": "draft_schedule", "key": "key-of-tom", "draft": 1, "version": 1} | fields
    with pytest.raises(messages.Malformed):
        messages.parse(json.dumps(raw), messages.ROOM_MESSAGES)


def test_other_teams_and_older_versions_cannot_touch_it(team: Team) -> None:
    here = scheduled(team, "A word in confidence.")
    for due in (None, 200):
        with pytest.raises(Refused, match="unknown_draft"):
            gives_time(team, here, due, team.played.tim)
        with pytest.raises(Refused, match="changed_meanwhile"):
            gives_time(team, here | {"version": 7}, due)
    told = encode_for_trainees(
        presence.room_welcome(Seat(team.played.south, team.played.tim, None), 0, T0 + 40)
    )
    assert b"A word in confidence." not in told


# What may stand in its way ------------------------------------------------------------------------


def stops(team: Team, here: dict[str, Any], code: str) -> None:
    """At its time nothing goes out, and the team is told why; once."""
    assert ticks(team, 121) == 0
    view = team.shown(here["draft"])
    assert (view.state, view.stopped, view.due) == ("stopped", code, None)
    assert ticks(team, 140) == 0
    assert [(entry["reason"], entry["due"], entry["by"]) for entry in logged(team, "draft_stopped")] == [
        (code, 120, "")
    ]
    assert texts(team) == []


@pytest.mark.parametrize("who", ["writer", "sender"])
def test_it_stops_where_whoever_wrote_or_scheduled_it_was_removed(team: Team, who: str) -> None:
    here = team.asks()
    for judge in (team.lena, team.dora):
        team.judges(judge, here)
    gives_time(team, here, 120, team.played.tom)
    gone = team.played.tara if who == "writer" else team.played.tom
    with locked(team.played.session.pk) as session:
        people.remove_participant(session, team.cast.fiona, T0 + 60, gone.pk)
    stops(team, here, "removed")


def test_it_stops_where_somebody_who_must_approve_came_meanwhile(team: Team) -> None:
    for who in (team.lena, team.dora):
        with locked(team.played.session.pk) as session:
            people.remove_participant(session, team.cast.fiona, T0 + 5, who.pk)
    here = draft_of(team.writes("Hello.", team.played.tara))
    gives_time(team, here, 120, team.played.tara)
    team.seat("Leo", "legal")
    stops(team, here, "needs_approval")
    assert team.does(team.played.tara, "draft_submit", at=150, **here)["state"] == "submitted"


def test_it_stops_where_what_it_is_about_was_deleted_or_hidden(team: Team) -> None:
    said = team.publishes(team.played.tara, "Down with them.", account="own")
    hidden = team.publishes(team.played.tara, "On your page.", account="own", channel="page")
    quote = scheduled(team, "We see this.", kind="quote", parent=said["id"])
    reply = draft_of(
        team.writes("We hear you.", team.played.tom, channel="page", kind="reply", parent=hidden["id"])
    )
    gives_time(team, reply, 120)
    team.does(team.played.tara, "delete", post=said["id"], at=60)
    team.does(team.played.tom, "hide", post=hidden["id"], on=True, at=60)
    assert ticks(team, 121) == 0
    assert team.shown(quote["draft"]).stopped == "unknown_post"
    assert team.shown(reply["draft"]).stopped == "hidden"


def test_after_it_stopped_it_is_mended_and_sent(team: Team) -> None:
    said = team.publishes(team.played.tara, "Down with them.", account="own")
    here = scheduled(team, "We see this.", kind="quote", parent=said["id"])
    team.does(team.played.tara, "delete", post=said["id"], at=60)
    ticks(team, 121)
    mended = draft_of(team.writes("We have seen it.", team.played.tom, **here))
    view = team.shown(here["draft"])
    assert (view.state, view.stopped) == ("open", None)
    team.does(team.played.tom, "draft_publish", at=130, **mended)
    assert texts(team)[-1] == "We have seen it."


def test_an_ended_session_sends_nothing_and_a_reopened_one_does(team: Team) -> None:
    here = scheduled(team)
    with locked(team.played.session.pk) as session:
        sessions.end_session(session, team.cast.fiona, T0 + 60)
    assert ticks(team, 200) == 0
    assert team.shown(here["draft"]).state == "scheduled"
    with locked(team.played.session.pk) as session:
        sessions.reopen_session(session, team.cast.fiona, T0 + 300)
        sessions.resume_session(session, team.cast.fiona, T0 + 300)
    assert ticks(team, 361) == 1


# Once and only once ---------------------------------------------------------------------------------


def test_two_tickers_send_it_once(team: Team) -> None:
    scheduled(team)
    gate = Barrier(4)

    def nudge(_number: int) -> int:
        gate.wait()
        try:
            return scheduling.publish_due(team.played.north.pk, T0 + 121)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(nudge, range(4))) == [0, 0, 0, 1]
    assert texts(team) == ["Call 0800 123 456."]
    assert Draft.objects.filter(state="published").count() == 1


def test_those_of_one_second_go_out_in_their_order(team: Team) -> None:
    for text, due in (("Third.", 121), ("First.", 120), ("Second.", 120)):
        scheduled(team, text, at=due)
    assert ticks(team, 122) == 3
    assert texts(team) == ["First.", "Second.", "Third."]


def test_the_crowd_hears_of_it_the_same_after_a_restart(team: Team) -> None:
    """The windows made again from the actions give the state that the crowd had."""
    scheduled(team)
    for t in range(30, 180, 10):
        ticks(team, float(t))
    team.played.again()
    before = crowd_memory.crowd_before(team.played.session, team.played.north)
    crowd_memory.forget()
    again = crowd_memory.crowd_before(team.played.session, team.played.north)
    assert crowd.dump(before) == crowd.dump(again)


def test_the_workers_task_sends_it_and_makes_the_windows(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    scheduled(team)
    monkeypatch.setattr("feed.tasks.time.time", lambda: T0 + 121)
    assert advance_room.apply((team.played.north.pk,)).get() > 0
    assert texts(team) == ["Call 0800 123 456."]


def test_the_log_tells_when_it_was_to_go_out_and_what_came_of_it(team: Team) -> None:
    here = scheduled(team)
    gives_time(team, here, None, now=30)
    gives_time(team, here, 125, now=40)
    ticks(team, 126)
    lost = scheduled(team, "Never mind.", at=200)
    with locked(team.played.session.pk) as session:
        people.remove_participant(session, team.cast.fiona, T0 + 150, team.played.tom.pk)
    ticks(team, 201)
    record = session_record(team.played.again().session)
    rows = [(row.who, row.what) for row in log_rows(record, record.log) if "draft" in row.what]
    assert rows == [
        ("Tom", "scheduled draft 1, by Tom, for 02:00"),
        ("Tom", "took back the time of draft 1, by Tom"),
        ("Tom", "scheduled draft 1, by Tom, for 02:05"),
        ("Tom", "had draft 1, by Tom, go out as scheduled; approved by: –"),
        ("Tom", "scheduled draft 2, by Tom, for 03:20"),
        (
            "",
            "did not publish draft 2, by Tom, due at 03:20:"
            " Whoever wrote or scheduled it has left the exercise.",
        ),
    ]
    assert team.shown(lost["draft"]).stopped == "removed"
    told = {entry["what"] for entry in announce.log_after(team.played.session, 0)}
    assert {what for what in told if what.startswith("draft_")} <= set(page_texts()["log"])
