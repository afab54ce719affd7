"""What the team's messages do: read, corrected by trainers, followed by the crowd, hidden from trainees."""

import json
from collections.abc import Sequence

import pytest

from exercises import sessions
from exercises.access import Seat, access_session
from exercises.models import LogEntry, Room
from exercises.sessions import Refused, locked
from feed import actions, conductor, crowd_memory, messages, presence, steering, store
from feed.crowd.reading import LABELS
from feed.frames import encode_for_trainees
from feed.models import Checkpoint
from feed.present import room_state
from tests.conftest import Cast, Played, make_cast, make_session

T0 = 1_000_000.0  # wall time of the start, s
SORRY = "We are sorry. Our thoughts are with the families. Please stay at home."
ANGER = 2


@pytest.fixture
def spoken(each_database: str) -> tuple[Cast, Played, int]:
    """Forty seconds of a session in which Tom has published at the thirtieth."""
    cast = make_cast()
    played = make_session(cast, pressure=600)
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    conductor.advance_room(played.north.pk, T0 + 30)
    ref = publish(played)
    conductor.advance_room(played.north.pk, T0 + 40)
    return cast, played.again(), ref


def publish(played: Played) -> int:
    team = next(p["code"] for p in played.session.snapshot["personas"] if p.get("team"))
    message = messages.Publish(
        type="publish", key="key-00000001", account=team, channel="microblog", kind="original", text=SORRY
    )
    made: int = actions.act(Seat(played.north, played.tom, None), message, T0 + 30.5)["id"]
    return made


def correct(
    cast: Cast, room: Room, ref: int, labels: Sequence[str], key: str = "key-00000009", who: str = "fiona"
) -> dict[str, object]:
    staff = access_session(getattr(cast, who), room.session_id)
    message = messages.CorrectReading(
        type="correct_reading", key=key, room=room.code, post=ref, labels=list(labels)
    )
    return steering.steer(staff, message, T0 + 40.5)


def shown(room: Room, ref: int, staff: bool = True) -> object:
    room = Room.objects.select_related("session").get(pk=room.pk)
    post = next(post for post in room_state(room, staff=staff).posts if post.id == ref)
    return post.reading


def anger(room: Room) -> float:
    moment = store.last_moment(room.pk)
    assert moment is not None
    return float(moment.shares[ANGER])


def advance(room: Room, until: float) -> None:
    while conductor.advance_room(room.pk, T0 + until):
        pass


def test_staff_see_what_a_message_does_and_which_words_said_so(spoken: tuple[Cast, Played, int]) -> None:
    _cast, played, ref = spoken
    reading = shown(played.north, ref)
    assert isinstance(reading, dict)
    assert {"apology", "empathy", "instructing"} <= set(reading)
    assert any("sorry" in words for words in reading["apology"])


def test_a_correction_is_shown_logged_and_followed_by_the_crowd(spoken: tuple[Cast, Played, int]) -> None:
    cast, played, ref = spoken
    assert correct(cast, played.north, ref, ["denial", "mockery"]) == {"labels": ["denial", "mockery"]}
    assert shown(played.north, ref) == {"denial": [], "mockery": []}
    entry = LogEntry.objects.filter(session=played.session, what="correct_reading").get()
    assert entry.data["labels"] == ["denial", "mockery"]
    advance(played.north, 140)
    other = make_session(cast, pressure=600)
    with locked(other.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    conductor.advance_room(other.north.pk, T0 + 30)
    publish(other)
    advance(other.north, 140)
    assert anger(played.north) > anger(other.north) + 0.01


def test_a_session_lived_through_again_ends_in_the_same_mood(spoken: tuple[Cast, Played, int]) -> None:
    cast, played, ref = spoken
    correct(cast, played.north, ref, [])
    assert shown(played.north, ref) == {}
    advance(played.north, 60)
    before = anger(played.north)
    crowd_memory.forget()
    Checkpoint.objects.filter(room=played.north).delete()
    advance(played.north, 61)
    assert anger(played.north) == pytest.approx(before, abs=5e-3)
    assert played.again().north.next_window == 61


def test_twice_the_same_message_corrects_once(spoken: tuple[Cast, Played, int]) -> None:
    cast, played, ref = spoken
    for _ in range(2):
        correct(cast, played.north, ref, ["fact"])
    assert LogEntry.objects.filter(session=played.session, what="correct_reading").count() == 1


def test_only_trainers_correct_and_only_what_the_team_itself_says(spoken: tuple[Cast, Played, int]) -> None:
    cast, played, ref = spoken
    with pytest.raises(Refused, match="read_only"):
        correct(cast, played.north, ref, ["fact"], who="olga")
    crowds = store.page(played.north.pk, before=played.north.last_seq + 1, limit=1)[0].ref
    for other in (crowds, 7):
        with pytest.raises(Refused):
            correct(cast, played.north, other, ["fact"], key=f"key-{other:012}"[:20])
    with pytest.raises(Refused):
        correct(cast, played.south, ref, ["fact"], key="key-00000011")


def test_a_label_that_nobody_knows_is_refused() -> None:
    raw = {"type": "correct_reading", "key": "key-00000012", "room": "abcd2345", "post": 1}
    assert messages.parse(json.dumps(raw | {"labels": list(LABELS)}), messages.STAFF_MESSAGES)
    for labels in (["lies"], "fact", [7], [*LABELS, "fact"], None):
        with pytest.raises(messages.Malformed):
            messages.parse(json.dumps(raw | {"labels": labels}), messages.STAFF_MESSAGES)


def test_no_byte_of_it_reaches_trainees(spoken: tuple[Cast, Played, int]) -> None:
    cast, played, ref = spoken
    correct(cast, played.north, ref, ["victimage"])
    seat = Seat(played.again().north, played.tom, None)
    for frame in (
        presence.room_welcome(seat, 0, T0 + 41),
        presence.room_news(seat, 0, 0, T0 + 41),
    ):
        told = encode_for_trainees(frame)
        assert b"victimage" not in told
        assert b'"reading"' not in told
        assert b'"rumours"' not in told


def test_a_deleted_message_is_read_no_more(spoken: tuple[Cast, Played, int]) -> None:
    cast, played, ref = spoken
    gone = messages.Delete(type="delete", key="key-00000002", post=ref)
    actions.act(Seat(played.north, played.tom, None), gone, T0 + 41)
    assert shown(played.north, ref) is None
    with pytest.raises(Refused):
        correct(cast, played.north, ref, ["fact"])
