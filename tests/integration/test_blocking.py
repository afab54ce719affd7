"""The organisation's official account blocks another: an act that the room, the crowd and the log hear of."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from exercises import sessions
from exercises.access import Seat, access_session
from exercises.dashboard_texts import page_texts
from exercises.models import Action, LogEntry, Participant
from exercises.sessions import Refused, locked
from feed import actions, conductor, crowd_memory, messages, presence, steering, store
from feed.frames import encode_for_trainees
from feed.models import Moment, TeamBlock
from feed.present import room_state
from feed.watch import watch_view
from reports.logwords import log_rows
from reports.record import session_record
from reports.wording import cause_words
from tests.integration.test_drafts import T0, Team, counts

INES, TROLL = "@inesroche", "@railroast"


@pytest.fixture
def team(each_database: str) -> Team:
    return Team()


def blocks(team: Team, mark: str = INES, who: Participant | None = None, **more: Any) -> Any:
    said: dict[str, Any] = {"account": "valdor", "mark": mark, "on": True} | more
    return team.does(who or team.played.tom, "block", **said)


def crowd(team: Team, pressure: int = 6000) -> None:
    with locked(team.played.session.pk) as session:
        sessions.set_pressure(session, team.cast.fiona, T0, pressure)


def plays(team: Team, until: float, *, south: bool = False) -> None:
    room = team.played.south if south else team.played.north
    while conductor.advance_room(room.pk, T0 + until):
        pass


def terms(team: Team, *, south: bool = False) -> list[Any]:
    room = team.played.south if south else team.played.north
    found = Moment.objects.filter(room=room).order_by("window").values_list("terms", flat=True)
    return [term for terms in found for term in terms if term[0] == "block"]


def told(team: Team) -> dict[str, Any]:
    return dict(Action.objects.filter(kind="block").latest("number").payload)


def test_it_holds_for_the_team_is_logged_and_taken_back(team: Team) -> None:
    assert blocks(team) == {"blocked": [INES]}
    (view,) = room_state(team.played.again().north).blocked
    assert (view.mark, view.account) == (INES, "Valdor_Transit")
    assert room_state(team.played.south).blocked == []
    before = counts(team)
    assert blocks(team, who=team.played.tara) == {"blocked": [INES]}  # it is blocked already
    assert counts(team) == before
    assert blocks(team, on=False) == {"blocked": []}
    assert [entry.what for entry in LogEntry.objects.order_by("number")][-2:] == ["block", "unblock"]
    assert {"block", "unblock"} <= set(page_texts()["log"])
    record = session_record(team.played.again().session)
    rows = [row.what for row in log_rows(record, record.log) if "InesRoche" in row.what]
    assert rows == ["blocked @InesRoche as @Valdor_Transit", "no longer blocks @InesRoche as @Valdor_Transit"]


def test_what_the_crowd_is_told_of_the_blocked_one(team: Team) -> None:
    crowd(team)
    plays(team, 60)
    blocks(team)
    assert told(team) == {
        "by": "valdor", "handle": "InesRoche", "key": "ines-roche", "kind": "journalist",
        "followers": 18200, "role": "critic", "on": True,
    }  # fmt: skip
    blocks(team, TROLL, at=61)
    assert told(team)["role"] == "insulter"
    angry = store.room_posts(team.played.north.pk).filter(emotion=2, author_key__regex=r"^\d+$")
    post = angry.exclude(author_kind__in=("troll", "bot")).latest("seq")
    blocks(team, f"@{post.handle}", at=62)
    assert (told(team)["key"], told(team)["role"]) == (int(post.author_key), "critic")


def test_one_whose_post_was_taken_out_as_an_insult_is_an_insulter(team: Team) -> None:
    crowd(team)
    plays(team, 60)
    posts = [post for post in store.room_posts(team.played.north.pk) if post.author_kind == "citizen"]
    names = Counter(post.handle for post in posts if post.kind != "share")
    post = next(post for post in posts if names[post.handle] > 1 and post.kind != "share")  # one is left then
    team.does(team.played.tom, "report", post=post.ref, reason="insult", at=60)
    message = messages.DecideReport(
        type="decide_report", key="key-decide-1", room=team.played.north.code, report=1, verdict="remove"
    )
    steering.steer(access_session(team.cast.fiona, team.played.session.pk), message, T0 + 61)
    blocks(team, f"@{post.handle}", at=62)
    assert told(team)["role"] == "insulter"


def test_the_crowd_minds_it_and_the_debrief_names_it(team: Team) -> None:
    crowd(team)
    plays(team, 60)
    blocks(team, at=60)
    plays(team, 120)
    assert {term[1] for term in terms(team)} == {"InesRoche"}
    plays(team, 120, south=True)
    assert terms(team, south=True) == []
    record = session_record(team.played.again().session)
    assert cause_words(record, {}, "block", "InesRoche").text == "The team blocked @InesRoche"
    names = {pull.name for room in record.rooms for pull in room.pulls}
    assert "block" in names


def test_windows_made_again_by_another_worker_tell_the_same(team: Team) -> None:
    """Both rooms block the same journalist in the same second; the workers of one start anew."""
    crowd(team)
    for who in (team.played.tom, team.played.tim):
        blocks(team, who=who, at=10)
    for second in range(1, 131):
        plays(team, second + 0.2)
    for late in (25, 71, 72, 130.2):
        crowd_memory.forget()
        plays(team, late, south=True)
    rooms = (team.played.north, team.played.south)
    one, other = ([(p.ref, p.handle, p.text) for p in store.room_posts(room.pk)] for room in rooms)
    assert sorted(one) == sorted(other)
    assert terms(team) == terms(team, south=True) != []


def speaks(team: Team, parent: int | None, persona: str = "ines-roche", at: float = 30) -> dict[str, Any]:
    """The trainer as a persona."""
    said = {"persona": persona, "channel": "microblog", "text": "Is that so?", "room": team.played.north.code}
    raw = {"type": "persona_post", "key": f"key-speaks-{at}"} | said | ({"parent": parent} if parent else {})
    message = messages.parse(json.dumps(raw), messages.STAFF_MESSAGES)
    return steering.steer(access_session(team.cast.fiona, team.played.session.pk), message, T0 + at)


def test_a_trainer_cannot_answer_as_a_persona_that_the_account_has_blocked(team: Team) -> None:
    ref = team.publishes(team.played.tom, "We are sorry.", at=20)["id"]
    own = team.publishes(team.played.tom, "My own view.", account="own", at=21)["id"]
    blocks(team, at=25)
    before = store.room_posts(team.played.north.pk).count()
    with pytest.raises(Refused, match="blocked") as refused:
        speaks(team, ref)
    assert "@Valdor_Transit" in str(refused.value.message)
    assert store.room_posts(team.played.north.pk).count() == before
    for number, (parent, persona) in enumerate(((None, "ines-roche"), (own, "ines-roche"), (ref, "mayor"))):
        assert speaks(team, parent, persona, at=31 + number)["posts"]
    blocks(team, on=False, at=40)
    assert speaks(team, ref, at=41)["posts"]


def test_ones_own_block_stays_private(team: Team) -> None:
    before = counts(team)
    assert blocks(team, account="own") == {"blocked": [INES]}
    assert counts(team) == before
    assert not TeamBlock.objects.exists()
    assert watch_view(team.played.north.pk, team.played.tom.pk)["blocked"] == [INES]
    assert room_state(team.played.again().north).blocked == []


def test_two_devices_that_block_at_once_do_it_once(team: Team) -> None:
    gate = Barrier(2)

    def block(number: int) -> dict[str, Any]:
        raw = {"type": "block", "key": f"key-device-{number}", "mark": INES, "on": True, "account": "valdor"}
        message = messages.parse(json.dumps(raw), messages.ROOM_MESSAGES)
        gate.wait()
        try:
            return actions.act(Seat(team.played.north, team.played.tara, None), message, T0 + 20)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(block, (0, 1))) == [{"blocked": [INES]}] * 2
    assert TeamBlock.objects.count() == Action.objects.filter(kind="block").count() == 1


def test_what_cannot_be_blocked_is_refused_and_nothing_happens(team: Team) -> None:
    before = counts(team)
    wrong_ones: tuple[tuple[str, dict[str, Any]], ...] = (
        ("own_account", {"mark": "@valdor_transit"}),
        ("own_account", {"mark": f"@tom_{team.played.tom.pk}"}),
        ("unknown_author", {"mark": "@nobody_here"}),
        ("not_your_account", {"account": "mayor"}),
        ("unknown_account", {"account": "no-such"}),
    )
    for code, more in wrong_ones:
        with pytest.raises(Refused, match=code):
            blocks(team, **more)
    assert counts(team) == before
    for wrong in (
        {"mark": "#tag"},
        {"mark": 7},
        {"on": "yes"},
        {"account": "A b"},
        {"mark": "@" + "x" * 200},
    ):
        raw = {"type": "block", "key": "key-00000001", "mark": INES, "on": True, "account": "valdor"} | wrong
        with pytest.raises(messages.Malformed):
            messages.parse(json.dumps(raw), messages.ROOM_MESSAGES)


def test_before_the_start_and_in_a_pause_no_official_account_blocks(team: Team) -> None:
    with locked(team.played.session.pk) as session:
        sessions.pause_session(session, team.cast.fiona, T0 + 9)
    with pytest.raises(Refused, match="not_running"):
        blocks(team)
    assert blocks(team, account="own") == {"blocked": [INES]}


def test_no_trainee_is_told_what_the_blocked_one_was_to_the_team(team: Team) -> None:
    blocks(team)
    welcome = encode_for_trainees(
        presence.room_welcome(Seat(team.played.north, team.played.tara, None), 0, T0 + 20)
    )
    assert b'"blocked":[{"mark":"@inesroche","account":"Valdor_Transit"}]' in welcome
    assert b"critic" not in welcome
