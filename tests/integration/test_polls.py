"""Polls: asked by a team or a trainee; each seat votes once, the crowd by its mood, and they end in time."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from exercises import sessions
from exercises.access import Seat, access_session
from exercises.approval import circuit
from exercises.dashboard_texts import page_texts
from exercises.models import Action, LogEntry, Participant
from exercises.sessions import Refused, locked
from feed import actions, announce, conductor, crowd_memory, messages, presence, steering, store
from feed.draft_views import live_drafts
from feed.frames import encode_for_trainees
from feed.models import Ballot, Change, Poll
from feed.poll_messages import Vote
from feed.present import post_views
from feed.query import parse
from reports.logwords import log_rows
from reports.record import session_record
from tests.integration.test_drafts import T0, Team, counts
from tests.integration.test_schedule import draft_of, gives_time, ticks

QUESTION = {"options": ["Yes", "No", "I do not know"], "minutes": 2}


@pytest.fixture
def team(each_database: str) -> Team:
    return Team()


def asks(team: Team, who: Participant | None = None, *, at: float = 10.0, **more: Any) -> int:
    said: dict[str, Any] = {"text": "Do you feel informed?", "poll": QUESTION, "at": at} | more
    return int(team.publishes(who or team.played.tom, **said)["id"])


def crowd(team: Team, pressure: int = 3000) -> None:
    with locked(team.played.session.pk) as session:
        sessions.set_pressure(session, team.cast.fiona, T0, pressure)


def shown(team: Team, ref: int, room: Any = None) -> Any:
    room = room or team.played.north
    return post_views(room.pk, store.posts_of(room.pk, [ref]))[0].poll


def plays(team: Team, first: int, last: int) -> None:
    for t in range(first, last + 1):
        conductor.advance_room(team.played.north.pk, T0 + t + 0.2)


def test_each_seat_votes_once_for_good(team: Team) -> None:
    ref = asks(team)
    view = shown(team, ref)
    assert (view.options, view.votes, view.closes, view.over) == (
        QUESTION["options"],
        [0, 0, 0],
        130.0,
        False,
    )
    assert team.does(team.played.tara, "vote", post=ref, option=1)["voted"] == 1
    assert team.does(team.played.tara, "vote", post=ref, option=0) == {"voted": 1, "again": True}
    assert team.does(team.played.tom, "vote", post=ref, option=0)["voted"] == 0
    assert shown(team, ref).votes == [1, 1, 0]
    assert [
        entry.data["option"] for entry in LogEntry.objects.filter(what="poll_vote").order_by("number")
    ] == ["No", "Yes"]
    told = [change.data for change in Change.objects.filter(kind="voted").order_by("rev")]
    assert [one["poll"]["votes"] for one in told] == [[0, 1, 0], [1, 1, 0]]
    tara = presence.room_welcome(Seat(team.played.north, team.played.tara, None), 0, T0 + 20)
    assert tara.rooms[0].voted == [(ref, 1)]
    assert tara.rooms[0].posts[-1].poll == shown(team, ref)


def test_two_devices_of_one_seat_vote_once(team: Team) -> None:
    ref, gate = asks(team), Barrier(2)

    def vote(option: int) -> dict[str, Any]:
        message = Vote(type="vote", key=f"key-device-{option}", post=ref, option=option)
        gate.wait()
        try:
            return actions.act(Seat(team.played.north, team.played.tara, None), message, T0 + 20)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(vote, (0, 1))
    assert first["voted"] == second["voted"]
    assert Ballot.objects.count() == sum(shown(team, ref).votes) == 1


def test_the_crowd_votes_window_by_window_until_it_is_over(team: Team) -> None:
    crowd(team)
    ref = asks(team)
    team.does(team.played.tara, "vote", post=ref, option=2, at=11)
    plays(team, 10, 60)
    half = shown(team, ref)
    assert sum(half.votes) > 20
    plays(team, 61, 135)
    end = shown(team, ref)
    assert end.over
    assert sum(end.votes) > sum(half.votes)
    plays(team, 136, 150)
    assert shown(team, ref) == end
    over = LogEntry.objects.get(what="poll_over")
    assert (over.t, over.data["post"]) == (130.0, ref)
    assert over.data["result"] == " · ".join(
        f"{o} ({n})" for o, n in zip(end.options, end.votes, strict=True)
    )
    with pytest.raises(Refused, match="poll_over"):
        team.does(team.played.tom, "vote", post=ref, option=0, at=151)


def test_windows_made_late_or_by_another_worker_bring_the_same_votes(team: Team) -> None:
    """The other room gets the same question in the same second, and its windows in heaps, after restarts."""
    crowd(team)
    said = {
        "account": "own",
        "channel": "microblog",
        "kind": "original",
        "text": "And you?",
        "poll": QUESTION,
    }
    refs = [team.does(who, "publish", at=10, **said)["id"] for who in (team.played.tom, team.played.tim)]
    assert refs[0] == refs[1]
    plays(team, 10, 140)
    for t in (31, 32, 90, 120, 150):
        crowd_memory.forget()
        while conductor.advance_room(team.played.south.pk, T0 + t):
            pass
    one, other = shown(team, refs[0]), shown(team, refs[1], team.played.south)
    assert sum(one.votes) > 0
    assert one == other


def test_a_jump_ends_it_without_votes_and_a_pause_holds_it(team: Team) -> None:
    crowd(team)
    ref = asks(team)
    plays(team, 10, 20)
    with locked(team.played.session.pk) as session:
        sessions.pause_session(session, team.cast.fiona, T0 + 21)
    plays(team, 22, 200)
    held = shown(team, ref)
    assert not held.over
    with locked(team.played.session.pk) as session:
        sessions.resume_session(session, team.cast.fiona, T0 + 300)
        sessions.jump_session(session, team.cast.fiona, T0 + 300, 400)
    plays(team, 301, 310)
    assert shown(team, ref).over
    assert sum(shown(team, ref).votes) == sum(held.votes)


def test_shares_quotes_search_and_the_api_show_it(team: Team) -> None:
    ref = asks(team)
    share = team.publishes(team.played.tara, "", account="own", kind="share", parent=ref)["id"]
    quote = team.publishes(team.played.tara, "Go and vote.", account="own", kind="quote", parent=ref)["id"]
    team.does(team.played.tara, "vote", post=ref, option=0)
    assert shown(team, share).id == shown(team, quote).id == ref
    assert shown(team, quote).votes == [1, 0, 0]
    found = store.found(team.played.north.pk, parse("informed"), limit=5)
    assert post_views(team.played.north.pk, found)[0].poll == shown(team, ref)
    with pytest.raises(Refused, match="no_poll"):
        team.does(team.played.tom, "vote", post=quote, option=0)


def test_a_deleted_one_shows_nothing_and_ends_without_a_result(team: Team) -> None:
    crowd(team)
    ref = asks(team)
    quote = team.publishes(team.played.tara, "Look.", account="own", kind="quote", parent=ref)["id"]
    team.does(team.played.tom, "delete", post=ref, at=12)
    plays(team, 12, 140)
    assert shown(team, ref) is shown(team, quote) is None
    assert Poll.objects.get(ref=ref).over
    assert not LogEntry.objects.filter(what="poll_over").exists()
    with pytest.raises(Refused, match="unknown_post"):
        team.does(team.played.tom, "vote", post=ref, option=0, at=141)
    welcome = presence.room_welcome(Seat(team.played.north, team.played.tara, None), 0, T0 + 141)
    assert b"I do not know" not in encode_for_trainees(welcome)


def test_what_the_team_hid_on_its_page_tells_no_answers(team: Team) -> None:
    ref = asks(team, team.played.tara, account="own", channel="page")
    team.does(team.played.tom, "hide", post=ref, on=True)
    welcome = presence.room_welcome(Seat(team.played.north, team.played.tom, None), 0, T0 + 20)
    assert b"I do not know" not in encode_for_trainees(welcome)
    with pytest.raises(Refused, match="no_poll"):
        team.does(team.played.tom, "vote", post=ref, option=0)
    assert team.does(team.played.tara, "vote", post=ref, option=0)["voted"] == 0


def test_its_words_stay_and_it_is_the_rooms_own(team: Team) -> None:
    ref = asks(team)
    with pytest.raises(Refused, match="poll_stays"):
        team.does(team.played.tom, "edit", post=ref, text="Are you angry?")
    with pytest.raises(Refused, match="unknown_post"):
        team.does(team.played.tim, "vote", post=ref, option=0)
    with pytest.raises(Refused, match="bad_fields"):
        team.does(team.played.tom, "vote", post=ref, option=3)
    plain = team.publishes(team.played.tom, "No question.")["id"]
    with pytest.raises(Refused, match="no_poll"):
        team.does(team.played.tom, "vote", post=plain, option=0)


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("no_polls", {"channel": "mailbox"}),
        ("no_polls", {"channel": "press", "form": "release", "text": "Title\n\nText\n\nContact"}),
        ("no_polls", {"kind": "quote", "parent": 1}),
        ("empty", {"text": ""}),
        ("bad_fields", {"picture": "x" * 32}),
    ],
)
def test_where_there_are_no_polls_none_is_asked(team: Team, code: str, more: dict[str, Any]) -> None:
    if "parent" in more:
        more = more | {"parent": team.publishes(team.played.tom, "A post.")["id"]}
    before = counts(team)
    with pytest.raises(Refused, match=code):
        asks(team, **more)
    assert counts(team) == before
    assert not Poll.objects.exists()


@pytest.mark.parametrize(
    "poll",
    [
        {"options": ["Yes"], "minutes": 5},
        {"options": ["A", "B", "C", "D", "E"], "minutes": 5},
        {"options": ["Yes", "yes"], "minutes": 5},
        {"options": ["Yes", "  "], "minutes": 5},
        {"options": ["Yes", "N\ud800o"], "minutes": 5},
        {"options": ["Yes", "x" * 41], "minutes": 5},
        {"options": ["Yes", 7], "minutes": 5},
        {"options": ["Yes", "No"], "minutes": 0},
        {"options": ["Yes", "No"], "minutes": 241},
        {"options": ["Yes", "No"], "minutes": 2.5},
        {"options": ["Yes", "No"]},
        {"options": ["Yes", "No"], "minutes": 5, "votes": [9, 0]},
        "Yes or no",
    ],
)
def test_what_is_no_question_is_malformed(poll: Any) -> None:
    raw = {"type": "publish", "key": "key-00000001", "account": "own", "channel": "microblog"}
    with pytest.raises(messages.Malformed):
        messages.parse(
            json.dumps(raw | {"kind": "original", "text": "?", "poll": poll}), messages.ROOM_MESSAGES
        )


def test_answers_are_text_on_one_line(team: Team) -> None:
    hostile = ["<img src=x onerror=alert(1)>", "two\nlines\u202e"]
    ref = asks(team, poll={"options": hostile, "minutes": 5})
    assert shown(team, ref).options == ["<img src=x onerror=alert(1)>", "twolines"]


def test_a_room_has_no_more_open_ones_than_each_window_can_count(team: Team) -> None:
    for _number in range(8):
        asks(team)
    with pytest.raises(Refused, match="too_many_polls"):
        asks(team)
    plays(team, 10, 140)
    asks(team, at=141)


def test_a_draft_asks_too_and_goes_out_by_itself(team: Team) -> None:
    made = team.writes("Do you feel informed?", team.played.tom, poll=QUESTION)
    asked = live_drafts(team.played.north, circuit(team.played.again().north))[0].poll
    assert asked is not None
    assert asked.options == QUESTION["options"]
    other = team.writes(
        "Do you feel informed?", team.played.tom, poll=QUESTION | {"minutes": 3}, **draft_of(made)
    )
    assert other["version"] == 2
    gives_time(team, draft_of(other), 60)
    ticks(team, 61)
    post = store.room_posts(team.played.north.pk).get(participant=team.played.tom)
    assert (shown(team, post.ref).options, shown(team, post.ref).closes) == (QUESTION["options"], 241.0)


def test_a_trainers_removal_ends_it(team: Team) -> None:
    ref = asks(team)
    staff = access_session(team.cast.fiona, team.played.session.pk)
    remove = messages.RemovePost(
        type="remove_post", key="key-00000001", room=team.played.north.code, post=ref
    )
    steering.steer(staff, remove, T0 + 15)
    assert Poll.objects.get(ref=ref).over


def test_the_log_and_the_debrief_tell_of_it(team: Team) -> None:
    ref = asks(team)
    team.does(team.played.tara, "vote", post=ref, option=1)
    plays(team, 10, 131)
    record = session_record(team.played.again().session)
    rows = [(row.who, row.what, row.text) for row in log_rows(record, record.log) if "poll" in row.what]
    question = "Do you feel informed?"
    assert rows == [
        ("Tara", "voted “No” in a poll of @Valdor_Transit", question),
        ("", "closed the poll of @Valdor_Transit: Yes (0) · No (1) · I do not know (0)", question),
    ]
    assert LogEntry.objects.get(what="post").data["text"] == f"{question} ▢ Yes ▢ No ▢ I do not know"
    told = {entry["what"] for entry in announce.log_after(team.played.session, 0)}
    assert {what for what in told if what.startswith("poll_")} <= set(page_texts()["log"])
    assert [action.kind for action in Action.objects.order_by("number")][-2:] == ["publish", "vote"]
