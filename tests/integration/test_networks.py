"""What may be done on which network: what is written to a team alone stays with it."""

from typing import Any

import pytest

from exercises import sessions
from exercises.access import Seat, access_session
from exercises.models import Action
from exercises.sessions import Refused, locked
from feed import actions, conductor, messages, steering, store
from feed.crowd.types import Published
from feed.networks import network_views
from feed.stage import set_stage
from tests.conftest import Cast, Played, make_cast, make_session

T0 = 1_000_000.0  # wall time of the start, s


@pytest.fixture
def written(each_database: str) -> tuple[Cast, Played, int]:
    """A session under way in which a journalist has written to the team; the id of her letter."""
    cast = make_cast()
    played = make_session(cast, pressure=300)
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    staff = access_session(cast.fiona, played.session.pk)
    letter = messages.PersonaPost(
        type="persona_post",
        key="key-00000001",
        persona="ines-roche",
        channel="mailbox",
        text="Subject: The bridge\nIs it closed? I need a line by seven.",
        room=played.north.code,
    )
    made = steering.steer(staff, letter, T0 + 1)
    return cast, played.again(), made["posts"][played.north.code]


def say(played: Played, parent: int | None, kind: str = "reply", **more: Any) -> dict[str, Any]:
    team = next(p["code"] for p in played.session.snapshot["personas"] if p.get("team"))
    fields = {
        "type": "publish",
        "key": f"key-{len(str(more))}-{kind}-000",
        "account": team,
        "channel": "mailbox",
        "kind": kind,
        "text": "" if kind == "share" else "It is closed until Monday.",
        "parent": parent,
        **more,
    }
    return actions.act(Seat(played.north, played.tom, None), messages.Publish(**fields), T0 + 2)


def like(played: Played, post: int) -> dict[str, Any]:
    message = messages.Like(type="like", key="key-00000002", account="own", post=post, on=True)
    return actions.act(Seat(played.north, played.tom, None), message, T0 + 2)


def test_a_letter_is_answered_where_it_was_written(written: tuple[Cast, Played, int]) -> None:
    _cast, played, letter = written
    answer = store.post_of(played.north.pk, say(played, letter)["id"])
    assert answer is not None
    assert (answer.channel, answer.kind, answer.parent) == ("mailbox", "reply", letter)
    assert [post.ref for post in store.page(played.north.pk, channel="mailbox")] == [answer.ref, letter]


@pytest.mark.parametrize("kind", ["share", "quote"])
def test_a_letter_is_not_passed_on(written: tuple[Cast, Played, int], kind: str) -> None:
    _cast, played, letter = written
    with pytest.raises(Refused) as refused:
        say(played, letter, kind, channel="mailbox" if kind == "share" else "microblog")
    assert refused.value.code == ("addressed")
    assert not Action.objects.filter(room=played.north, participant=played.tom).exists()


def test_a_letter_is_not_liked(written: tuple[Cast, Played, int]) -> None:
    _cast, played, letter = written
    with pytest.raises(Refused) as refused:
        like(played, letter)
    assert refused.value.code == "addressed"


def test_an_answer_to_a_letter_does_not_become_public(written: tuple[Cast, Played, int]) -> None:
    """Otherwise the crowd would be told of what only the team could read."""
    _cast, played, letter = written
    with pytest.raises(Refused) as refused:
        say(played, letter, channel="microblog")
    assert refused.value.code == "bad_fields"


def test_the_crowd_hears_nothing_of_a_correspondence(written: tuple[Cast, Played, int]) -> None:
    _cast, played, letter = written
    say(played, letter)
    room = played.again().north
    stage = set_stage(played.session, room, room.next_window, room.next_window)
    stimuli, _settled = stage.enter(room.next_window, {"like": 1.0})
    said = [stimulus for stimulus in stimuli if isinstance(stimulus, Published)]
    assert [one.channel for one in said] == ["mailbox", "mailbox"]
    conductor.advance_room(room.pk, T0 + 30)
    answered = store.room_posts(room.pk).filter(parent=letter).exclude(participant=played.tom)
    assert not answered.exists()


def test_every_network_says_what_it_is_and_what_an_empty_one_means() -> None:
    kinds = ["microblog", "page", "messaging", "professional", "photo", "stories"]
    kinds += ["video", "press", "traffic", "safety", "wall", "mailbox"]
    views = network_views([{"kind": kind, "name": kind, "length": 280} for kind in kinds])
    assert all(view["about"] and view["empty"] for view in views)
    assert [view["kind"] for view in views if view["addressed"]] == ["messaging", "mailbox"]
