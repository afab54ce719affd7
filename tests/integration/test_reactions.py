"""The five reactions on networks that have them: given, changed, taken back, counted, told; and by whom."""

import json
from collections import Counter
from functools import partial
from typing import Any

import pytest

from exercises import sessions
from exercises.access import Seat, access_session
from exercises.models import Action, LogEntry, Participant, Room
from exercises.sessions import Refused, locked
from feed import actions, broadcast, conductor, crowd_memory, frames, messages, presence, steering, store
from feed.crowd.types import EMOTIONS, Liked
from feed.export import session_lines
from feed.frames import encode_for_trainees
from feed.present import post_views
from feed.stage import set_stage
from reports.record import session_record
from tests.conftest import Cast, Played, make_cast, make_session
from tests.integration.test_races import at_once

T0 = 1_000_000.0  # wall time of the start, s
Running = tuple[Cast, Played, int]


@pytest.fixture
def running(each_database: str) -> Running:
    """A session under way in which a journalist has written on the page; the id of her post."""
    cast = make_cast()
    played = make_session(cast, pressure=3000)
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    return cast, played.again(), written(cast, played, "page")


def written(cast: Cast, played: Played, channel: str) -> int:
    fields: dict[str, Any] = {
        "persona": "ines-roche",
        "text": "Nobody answers us.",
        "room": played.north.code,
    }
    message = messages.PersonaPost(type="persona_post", key=f"key-{channel:_<8}", channel=channel, **fields)
    made = steering.steer(access_session(cast.fiona, played.session.pk), message, T0 + 1)
    return int(made["posts"][played.north.code])


def team_of(played: Played) -> str:
    return str(next(p["code"] for p in played.session.snapshot["personas"] if p.get("team")))


def react(
    room: Room, who: Participant, post: int, reaction: str | None, key: str, account: str = "own"
) -> dict[str, Any]:
    fields: dict[str, Any] = {"account": account, "post": post, "reaction": reaction}
    message = messages.React(type="react", key=f"react-{key:_<8}", **fields)
    return actions.act(Seat(room, who, None), message, T0 + 2)


def counts(room: Room, post: int) -> list[int]:
    found = store.post_of(room.pk, post)
    assert found is not None
    assert sum(found.reactions) == found.likes
    return found.reactions


def advance(room: Room, until: float) -> None:
    while conductor.advance_room(room.pk, T0 + until):
        pass


def refused(work: Any) -> str:
    with pytest.raises(Refused) as refusal:
        work()
    return refusal.value.code


def test_a_reaction_is_given_changed_and_taken_back(running: Running) -> None:
    _cast, played, post = running
    north = played.north
    assert react(north, played.tom, post, "anger", "a") == {"likes": 1, "reactions": [0, 0, 1, 0, 0]}
    assert react(north, played.tara, post, "sadness", "b") == {"likes": 2, "reactions": [0, 0, 1, 0, 1]}
    assert react(north, played.tom, post, "fear", "c") == {"likes": 2, "reactions": [0, 1, 0, 0, 1]}
    assert react(north, played.tom, post, None, "d") == {"likes": 1, "reactions": [0, 0, 0, 0, 1]}
    assert react(north, played.tom, post, None, "e") == {"likes": 1, "reactions": [0, 0, 0, 0, 1]}
    assert counts(north, post) == [0, 0, 0, 0, 1]


def test_the_team_and_ones_own_account_react_apart(running: Running) -> None:
    _cast, played, post = running
    react(played.north, played.tom, post, "anger", "a")
    react(played.north, played.tom, post, "sadness", "b", team_of(played))
    react(played.north, played.tara, post, "fear", "c", team_of(played))  # the same account
    assert counts(played.north, post) == [0, 1, 1, 0, 0]


def test_the_plain_like_is_one_of_them(running: Running) -> None:
    _cast, played, post = running
    held = Seat(played.north, played.tom, None)
    react(played.north, played.tom, post, "mockery", "a")
    like = messages.Like(type="like", key="like-00001", account="own", post=post, on=True)
    assert actions.act(held, like, T0 + 3) == {"likes": 1}
    assert counts(played.north, post) == [1, 0, 0, 0, 0]
    react(played.north, played.tom, post, "anger", "b")
    unlike = messages.Like(type="like", key="like-00002", account="own", post=post, on=False)
    assert actions.act(held, unlike, T0 + 4) == {"likes": 0}
    assert counts(played.north, post) == [0, 0, 0, 0, 0]


def test_each_reaction_is_told_once_with_all_counts(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    _cast, played, post = running
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(broadcast, "send", lambda _group, message: sent.append(message))
    react(played.north, played.tom, post, "anger", "a")
    react(played.north, played.tom, post, "anger", "b")  # nothing new
    [change] = [json.loads(message["trainees"]) for message in sent]
    assert (change["id"], change["likes"], change["reactions"]) == (post, 1, [0, 0, 1, 0, 0])
    missed = presence.changes(played.north.pk, 0)
    assert [one for one in missed if one["rev"] == change["rev"]] == [
        {"rev": change["rev"], "id": post, "likes": 1, "reactions": [0, 0, 1, 0, 0]}
    ]


def test_nothing_but_the_counts_reaches_a_trainee(running: Running) -> None:
    """How many are angry everybody may see; what a post or the crowd feels nobody."""
    _cast, played, _post = running
    advance(played.north, 40)
    rows = [row for row in store.room_posts(played.north.pk) if row.channel == "page" and row.emotion]
    assert rows
    told = json.loads(
        encode_for_trainees(frames.PostsFrame(room="x", seq=(1, 1), rev=0, total=1, posts=post_views(
            played.north.pk, rows
        )))
    )["posts"]  # fmt: skip
    for view in told:
        assert "emotion" not in view
        assert view["kind"] == "share" or len(view["reactions"]) == 5
    assert not any(f'"{name}"' in json.dumps(told) for name in EMOTIONS)


def test_only_networks_with_reactions_tell_and_take_them(running: Running) -> None:
    cast, played, _post = running
    short, letter = written(cast, played, "microblog"), written(cast, played, "mailbox")
    for post in (short, letter):
        assert (
            refused(lambda post=post: react(played.north, played.tom, post, "anger", "x")) == "no_reactions"
        )
    found = store.post_of(played.north.pk, short)
    [view] = post_views(played.north.pk, [found])
    assert view.reactions is None
    assert counts(played.north, short) == [0, 0, 0, 0, 0]
    assert not Action.objects.filter(room=played.north, kind="own_react").exists()


def test_who_may_not_react_does_not(running: Running) -> None:
    cast, played, post = running
    assert refused(lambda: react(played.south, played.tim, post, "anger", "a")) == "unknown_post"
    assert refused(lambda: react(played.north, played.tom, 999, "anger", "b")) == "unknown_post"
    assert refused(lambda: react(played.north, played.tom, post, "anger", "c", "ines-roche")) == (
        "not_your_account"
    )
    assert refused(lambda: react(played.north, played.tom, post, "anger", "d", "nobody")) == "unknown_account"
    staff = Seat(played.north, None, access_session(cast.fiona, played.session.pk))
    message = messages.React(type="react", key="react-staff", account="own", post=post, reaction="anger")
    assert refused(lambda: actions.act(staff, message, T0 + 2)) == "read_only"
    with locked(played.session.pk) as session:
        sessions.pause_session(session, cast.fiona, T0 + 3)
    assert refused(lambda: react(played.north, played.tom, post, "anger", "e")) == "not_running"
    assert counts(played.north, post) == [0, 0, 0, 0, 0]


def test_a_deleted_post_takes_none(running: Running) -> None:
    cast, played, post = running
    away = messages.RemovePost(type="remove_post", key="remove-01", room=played.north.code, post=post)
    steering.steer(access_session(cast.fiona, played.session.pk), away, T0 + 2)
    assert refused(lambda: react(played.north, played.tom, post, "anger", "a")) == "unknown_post"


def test_the_same_key_is_done_once_and_many_at_once_are_each_counted(running: Running) -> None:
    _cast, played, post = running
    same = at_once([partial(react, played.north, played.tom, post, "anger", "same")] * 6)
    assert same == [same[0]] * 6
    given = [partial(react, played.north, played.tara, post, emotion, f"k{emotion}") for emotion in EMOTIONS]
    given += [partial(react, played.north, played.tom, post, "fear", "f", team_of(played))]
    answers = at_once(given)
    assert all(isinstance(answer, dict) for answer in answers), answers
    last = Counter(store.post_of(played.north.pk, post).reactions)  # type: ignore[union-attr]
    assert sum(counts(played.north, post)) == 3, last


def test_the_crowd_is_told_that_the_team_laughs_and_the_log_as_well(running: Running) -> None:
    _cast, played, _post = running
    advance(played.north, 40)
    angry = store.room_posts(played.north.pk).filter(channel="page", emotion=2, deleted=False)
    post = angry.exclude(kind="share").first()
    assert post is not None
    react(played.north, played.tom, post.ref, "mockery", "a", team_of(played))
    react(played.north, played.tara, post.ref, "mockery", "b")  # her own account, one of thousands
    room = played.again().north
    stage = set_stage(played.session, room, room.next_window, room.next_window)
    stimuli, _settled = stage.enter(room.next_window, {"like": 1.0})
    [seen] = [stimulus for stimulus in stimuli if isinstance(stimulus, Liked)]
    assert (seen.ref, seen.emotion, EMOTIONS[seen.reaction]) == (post.ref, 2, "mockery")
    [entry] = LogEntry.objects.filter(session=played.session, what="react")
    assert (entry.who, entry.data["reaction"], entry.data["post"]) == ("Tom", "mockery", post.ref)
    [deed] = session_record(played.session).rooms[0].deeds
    assert (deed.kind, deed.reason, deed.by) == ("react", "mockery", "Tom")


def test_what_the_crowd_gives_is_kept_told_and_exported_whole(running: Running) -> None:
    _cast, played, _post = running
    for room in (played.north, played.south):
        advance(room, 60)
        crowd_memory.forget(room.pk)  # a worker that begins from the checkpoint
        advance(room, 120)
    rows = list(store.room_posts(played.south.pk).exclude(emotion=None))
    given = [row for row in rows if sum(row.reactions[1:])]
    assert given
    assert {row.channel for row in given} == {"page"}
    for row in rows:
        assert sum(row.reactions) == row.likes
    told = store.counters(played.south.pk, [row.ref for row in rows])
    assert len(told.touched) == len(rows)
    assert {ref: list(felt) for ref, *felt in told.reacted} == {
        row.ref: row.reactions for row in rows if row.channel == "page"
    }
    lines = [line for line in session_lines(played.session) if line.get("reactions")]
    assert lines
    assert all(sum(line["reactions"].values()) == line["likes"] for line in lines)
