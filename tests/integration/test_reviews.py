"""Reviews on the organisation's page: kept, counted, told to everybody, and answered by the team."""

import json
from typing import Any

import pytest

from exercises import sessions
from exercises.access import Seat, access_session
from exercises.sessions import locked
from feed import actions, broadcast, conductor, messages, steering, store
from feed.frames import encode_for_trainees
from feed.models import Post
from feed.present import post_views, room_state
from tests.conftest import Cast, Played, make_cast, make_session

T0 = 1_000_000.0  # wall time of the start, s


@pytest.fixture
def reviewed(each_database: str) -> tuple[Cast, Played]:
    """A session in its third minute, whose page was reviewed in both rooms."""
    cast = make_cast()
    played = make_session(cast, pressure=9000)
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    while conductor.advance_room(played.north.pk, T0 + 150):
        pass
    return cast, played.again()


def stars(played: Played) -> list[Post]:
    found = [post for post in store.room_posts(played.north.pk) if post.stars]
    assert len(found) > 3
    return found


def test_what_stands_is_counted_in_each_room_for_itself(reviewed: tuple[Cast, Played]) -> None:
    _cast, played = reviewed
    counts = store.reviews(played.north.pk)
    assert counts == [len([post for post in stars(played) if post.stars == n]) for n in range(1, 6)]
    assert store.reviews(played.south.pk) == [0] * 5
    assert room_state(played.north, mine=played.tom).reviews == counts


def test_a_trainee_sees_the_stars_and_not_what_the_reviewer_feels(reviewed: tuple[Cast, Played]) -> None:
    _cast, played = reviewed
    state = json.loads(encode_for_trainees(room_state(played.north, mine=played.tom)))
    assert len(state["reviews"]) == 5
    views = [view.model_dump(exclude_none=True) for view in post_views(played.north.pk, stars(played))]
    assert all(1 <= view["stars"] <= 5 for view in views)


def test_a_review_that_is_removed_counts_no_more(
    reviewed: tuple[Cast, Played], monkeypatch: pytest.MonkeyPatch
) -> None:
    cast, played = reviewed
    gone, before = stars(played)[0], store.reviews(played.north.pk)
    away = messages.RemovePost(type="remove_post", key="remove-01", room=played.north.code, post=gone.ref)
    steering.steer(access_session(cast.fiona, played.session.pk), away, T0 + 151)
    before[(gone.stars or 0) - 1] -= 1
    assert store.reviews(played.north.pk) == before
    [view] = post_views(played.north.pk, [store.post_of(played.north.pk, gone.ref)])
    assert view.stars is None
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(broadcast, "send", lambda _group, message: sent.append(message))
    conductor.advance_room(played.north.pk, T0 + 156)
    frames = [json.loads(message["trainees"]) for message in sent]
    assert [frame["reviews"] for frame in frames if frame["type"] == "window"] == [
        store.reviews(played.north.pk)
    ]


def test_the_team_answers_a_review_on_its_page(reviewed: tuple[Cast, Played]) -> None:
    _cast, played = reviewed
    review = stars(played)[-1]
    team = next(p["code"] for p in played.session.snapshot["personas"] if p.get("team"))
    said: dict[str, Any] = {
        "account": team,
        "channel": "page",
        "kind": "reply",
        "text": "We are sorry. Please write to us.",
    }
    message = messages.Publish(type="publish", key="answer-01", parent=review.ref, **said)
    made = actions.act(Seat(played.north, played.tom, None), message, T0 + 151)
    answer = store.post_of(played.north.pk, made["id"])
    assert answer is not None
    assert (answer.parent, answer.root, answer.stars) == (review.ref, review.ref, None)
    assert [post.ref for post in store.thread(played.north.pk, review.ref, 50)][:1] == [review.ref]


def test_a_scenario_without_reviews_tells_of_none(
    each_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = make_session(make_cast())
    plain = [{**channel, "reviews": False} for channel in played.session.snapshot["channels"]]
    room = played.again().north
    monkeypatch.setitem(room.session.snapshot, "channels", plain)
    assert room_state(room, mine=played.tom).reviews is None
