"""A post of the team gets another text: shown, kept, told to the crowd, and open to everybody's eyes."""

import json

import pytest
from django.test import Client

from exercises import sessions
from exercises.access import Seat, access_session, seat_cookie
from exercises.models import Action, LogEntry, Participant, Room
from exercises.sessions import Refused, locked
from feed import actions, conductor, crowd_memory, messages, presence, steering, store
from feed.crowd.reading import LABELS
from feed.frames import encode_for_trainees
from feed.models import Checkpoint, Post
from feed.present import room_state
from feed.query import parse
from tests.conftest import Cast, Played, make_cast, make_session

BACKEND = "django.contrib.auth.backends.ModelBackend"
T0 = 1_000_000.0  # wall time of the start, s
COLD = "There is no danger. Critics should check their facts before they spread lies."
WARM = "We are deeply sorry. Please stay at home and call 0800 123 456. #Belvarne"


@pytest.fixture
def spoken(each_database: str) -> tuple[Cast, Played, int]:
    """Forty seconds of a session in which Tom has published at the thirtieth."""
    cast = make_cast()
    played = make_session(cast, pressure=600)
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    conductor.advance_room(played.north.pk, T0 + 30)
    ref = publish(played, played.tom, COLD)
    conductor.advance_room(played.north.pk, T0 + 40)
    return cast, played.again(), ref


def publish(
    played: Played,
    who: Participant,
    text: str,
    key: str = "key-00000001",
    account: str = "",
    parent: int | None = None,
) -> int:
    """A post, or where there is a parent a share of it."""
    team = next(p["code"] for p in played.session.snapshot["personas"] if p.get("team"))
    message = messages.Publish(
        type="publish",
        key=key,
        account=account or team,
        channel="microblog",
        kind="original" if parent is None else "share",
        text=text,
        parent=parent,
    )
    made: int = actions.act(Seat(played.north, who, None), message, T0 + 30.5)["id"]
    return made


def edit(
    played: Played, ref: int, text: str = WARM, who: Participant | None = None, key: str = "key-00000009",
    at: float = 40.5, seen: float | None = None,
) -> dict[str, object]:  # fmt: skip
    message = messages.Edit(type="edit", key=key, post=ref, text=text, seen=seen)
    return actions.act(Seat(played.north, who or played.tom, None), message, T0 + at)


def delete(played: Played, ref: int) -> None:
    message = messages.Delete(type="delete", key="key-00000004", post=ref)
    actions.act(Seat(played.north, played.tom, None), message, T0 + 41)


def stored(played: Played, ref: int) -> Post:
    post = store.post_of(played.north.pk, ref)
    assert post is not None
    return post


def shown(room: Room, ref: int, staff: bool = True):
    room = Room.objects.select_related("session").get(pk=room.pk)
    return next(post for post in room_state(room, staff=staff).posts if post.id == ref)


def anger(room: Room) -> float:
    moment = store.last_moment(room.pk)
    assert moment is not None
    return float(moment.shares[2])


def advance(room: Room, until: float) -> None:
    while conductor.advance_room(room.pk, T0 + until):
        pass


def test_it_reads_otherwise_from_now_on_and_is_read_anew(spoken: tuple[Cast, Played, int]) -> None:
    _cast, played, ref = spoken
    assert "denial" in shown(played.north, ref).reading
    assert edit(played, ref) == {"edited": ref, "t": 40.5}
    post = shown(played.north, ref)
    assert (post.text, post.edited) == (WARM, 40.5)
    assert "apology" in post.reading
    assert "denial" not in post.reading
    assert stored(played, ref).hashtags == "Belvarne"
    assert store.versions(played.north.pk, ref) == [(30.5, COLD), (40.5, WARM)]
    entry = LogEntry.objects.get(session=played.session, what="edit_post")
    assert (entry.data["before"], entry.data["text"]) == (COLD, WARM)


def test_a_search_finds_the_new_words_and_not_the_old(spoken: tuple[Cast, Played, int]) -> None:
    _cast, played, ref = spoken
    edit(played, ref)

    def found(words: str) -> list[int]:
        return [post.ref for post in store.found(played.north.pk, parse(words)) if post.ref == ref]

    assert found('"deeply sorry"') == found("#belvarne") == [ref]
    assert found("critics") == []
    delete(played, ref)
    assert found('"deeply sorry"') == []


def test_the_crowd_hears_the_new_text_and_that_there_was_another(spoken: tuple[Cast, Played, int]) -> None:
    cast, played, ref = spoken
    edit(played, ref)
    advance(played.north, 42)
    names = {cause[1] for moment in store.moments(played.north.pk, 40) for cause in moment.terms}
    assert f"edited:{ref}" in names
    advance(played.north, 200)
    other = make_session(cast, pressure=600)
    with locked(other.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    conductor.advance_room(other.north.pk, T0 + 30)
    publish(other, other.tom, COLD)
    advance(other.north, 200)
    assert anger(played.north) < anger(other.north)


def test_a_session_lived_through_again_ends_in_the_same_mood(spoken: tuple[Cast, Played, int]) -> None:
    _cast, played, ref = spoken
    edit(played, ref)
    advance(played.north, 60)
    before = anger(played.north)
    crowd_memory.forget()
    Checkpoint.objects.filter(room=played.north).delete()
    advance(played.north, 61)
    assert anger(played.north) == pytest.approx(before, abs=5e-3)
    assert played.again().north.next_window == 61


def test_it_is_done_once_and_again_with_another_text(spoken: tuple[Cast, Played, int]) -> None:
    _cast, played, ref = spoken
    edit(played, ref)
    edit(played, ref)
    edit(played, ref, "A third text.", key="key-00000010", at=44.25)
    assert [text for _t, text in store.versions(played.north.pk, ref)] == [COLD, WARM, "A third text."]
    assert LogEntry.objects.filter(session=played.session, what="edit_post").count() == 2
    assert shown(played.north, ref).edited == 44.25


def test_a_trainers_correction_falls_with_its_text(
    spoken: tuple[Cast, Played, int],
) -> None:
    _cast, played, ref = spoken
    store.correct_reading(stored(played, ref), ["victimage"])
    edit(played, ref)
    assert "victimage" not in shown(played.north, ref).reading


def test_team_mates_edit_what_the_team_said_and_nothing_else(
    spoken: tuple[Cast, Played, int],
) -> None:
    _cast, played, ref = spoken
    edit(played, ref, who=played.tara)
    own = publish(played, played.tara, "I cannot sleep.", key="key-00000002", account="own")
    with pytest.raises(Refused, match="not_your_post"):
        edit(played, own, key="key-00000011")
    edit(played, own, "I can sleep.", who=played.tara, key="key-00000012")
    assert shown(played.north, own).text == "I can sleep."
    crowds = next(p for p in store.page(played.north.pk, limit=50) if p.emotion is not None)
    with pytest.raises(Refused, match="not_your_post"):
        edit(played, crowds.ref, key="key-00000013")
    with pytest.raises(Refused, match="unknown_post"):
        edit(played, 7, key="key-00000014")
    south = Seat(played.south, played.tim, None)
    with pytest.raises(Refused, match="unknown_post"):
        actions.act(south, messages.Edit(type="edit", key="key-00000015", post=ref, text="x"), T0 + 41)


def test_what_changes_nothing_or_does_not_fit_is_refused(spoken: tuple[Cast, Played, int]) -> None:
    _cast, played, ref = spoken
    for code, text in (("same_text", COLD), ("too_long", "x" * 281)):
        with pytest.raises(Refused, match=code):
            edit(played, ref, text, key=f"key-{code:-<12}"[:20])
    share = publish(played, played.tom, "", key="key-00000003", parent=ref)
    with pytest.raises(Refused, match="not_editable"):
        edit(played, share, key="key-00000016")
    delete(played, ref)
    with pytest.raises(Refused, match="unknown_post"):
        edit(played, ref, key="key-00000017")
    assert not LogEntry.objects.filter(session=played.session, what="edit_post").exists()


def test_the_crowd_is_not_moved_by_what_somebody_says_in_private(spoken: tuple[Cast, Played, int]) -> None:
    _cast, played, _ref = spoken
    own = publish(played, played.tara, "I cannot sleep.", key="key-00000002", account="own")
    edit(played, own, WARM, who=played.tara)
    advance(played.north, 60)
    causes = {cause[1] for moment in store.moments(played.north.pk, 40) for cause in moment.terms}
    assert not {f"answer:{own}", f"edited:{own}"} & causes


def test_a_correction_after_an_edit_is_about_the_new_text(spoken: tuple[Cast, Played, int]) -> None:
    cast, played, ref = spoken
    edit(played, ref)
    message = messages.CorrectReading(
        type="correct_reading", key="key-00000019", room=played.north.code, post=ref, labels=["apology"]
    )
    steering.steer(access_session(cast.fiona, played.session.pk), message, T0 + 41)
    action = Action.objects.get(room=played.north, kind="correct")
    assert action.payload["said"]["text"] == WARM


def test_of_a_deleted_post_no_text_stays_in_the_changes(spoken: tuple[Cast, Played, int]) -> None:
    _cast, played, ref = spoken
    rev = played.north.rev
    edit(played, ref)
    delete(played, ref)
    seat = Seat(played.again().north, played.tara, None)
    told = encode_for_trainees(presence.room_news(seat, 0, rev, T0 + 42))
    assert WARM.encode() not in told
    assert [change["rev"] for change in presence.changes(played.north.pk, rev)] == [rev + 1, rev + 2]


def test_a_paused_exercise_changes_nothing(spoken: tuple[Cast, Played, int]) -> None:
    cast, played, ref = spoken
    with locked(played.session.pk) as session:
        sessions.pause_session(session, cast.fiona, T0 + 41)
    with pytest.raises(Refused, match="not_running"):
        edit(played, ref)


@pytest.mark.parametrize("text", ["", "   ", "\x00", 7, None, "x" * 5001])
def test_a_text_that_is_none_is_malformed(text: object) -> None:
    raw = {"type": "edit", "key": "key-00000012", "post": 1, "text": text}
    with pytest.raises(messages.Malformed):
        messages.parse(json.dumps(raw), messages.ROOM_MESSAGES)


def test_trainees_see_the_edit_and_no_byte_of_what_it_does(spoken: tuple[Cast, Played, int]) -> None:
    _cast, played, ref = spoken
    rev = played.north.rev
    edit(played, ref)
    seat = Seat(played.again().north, played.tara, None)
    welcome = encode_for_trainees(presence.room_welcome(seat, 0, T0 + 41))
    news = encode_for_trainees(presence.room_news(seat, played.north.last_seq, rev, T0 + 41))
    for told in (welcome, news):
        assert WARM.encode() in told
        assert b'"edited":40.5' in told
        assert not [label for label in LABELS if f'"{label}"'.encode() in told]


def test_everybody_in_the_room_may_see_what_it_said_before(spoken: tuple[Cast, Played, int]) -> None:
    cast, played, ref = spoken
    edit(played, ref)
    path = f"/api/rooms/{played.north.code}/posts/{ref}/versions"
    fiona = Client()
    fiona.force_login(cast.fiona, backend=BACKEND)
    tara = Client()
    name, value = seat_cookie(played.tara)
    tara.cookies[name] = value
    unedited = publish(played, played.tom, "As it was.", key="key-00000021")
    assert fiona.get(path.replace(str(ref), str(unedited))).status_code == 404
    told = {"versions": [{"t": 30.5, "text": COLD}, {"t": 40.5, "text": WARM}]}
    assert fiona.get(path).json() == told
    assert tara.get(path).json() == told
    omar = Client()
    omar.force_login(cast.omar, backend=BACKEND)
    assert omar.get(path).status_code in (403, 404)
    assert Client().get(path).status_code in (401, 403, 404)
    crowds = next(p for p in store.page(played.north.pk, limit=50) if p.emotion is not None)
    assert fiona.get(path.replace(str(ref), str(crowds.ref))).status_code == 404
    delete(played, ref)
    assert fiona.get(path).status_code == 404


def test_two_who_change_a_post_at_once_do_not_write_over_each_other(spoken: tuple[Cast, Played, int]) -> None:
    _cast, played, ref = spoken
    first = edit(played, ref, "Please stay at home.", seen=0)
    with pytest.raises(Refused) as refused:
        edit(played, ref, "Please leave at once.", played.tara, key="key-00000010", seen=0, at=41)
    assert refused.value.code == "changed_meanwhile"
    assert Post.objects.get(room=played.north, ref=ref).text == "Please stay at home."
    edited = float(str(first["t"]))
    edit(played, ref, "Please leave at once.", played.tara, key="key-00000011", seen=edited, at=42)
    assert Post.objects.get(room=played.north, ref=ref).text == "Please leave at once."
