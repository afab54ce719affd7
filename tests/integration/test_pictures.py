"""The picture of a post: who may have it, for which posts, and with which words around it."""

import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.core.cache import cache

from exercises import people, sessions
from exercises.access import Seat
from exercises.sessions import locked
from feed import actions, conductor, illustration, messages, store
from tests import conftest
from tests.conftest import Cast, Played, make_cast, make_session
from tests.integration.test_api import T0, browser, page, publish


@pytest.fixture
def shown(each_database: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Cast, Played, int]:
    """A session with a network of pictures, in which an inject with one came in both rooms; its post."""
    cache.clear()
    document = conftest.small_document()
    frame = {"kind": "photo", "name": {"en": "Frame", "fr": "Cadre"}, "length": 500}
    channels = [*document.model_dump()["channels"], frame]
    with_frame = type(document).model_validate(document.model_dump() | {"channels": channels})
    monkeypatch.setattr(conftest, "small_document", lambda: with_frame)
    cast = make_cast()
    played = make_session(cast, pressure=6000)
    code = next(item["code"] for item in played.session.snapshot["injects"] if item.get("media"))
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
        sessions.fire_inject(session, cast.fiona, T0, code, None)
    for room in (played.north, played.south):
        conductor.advance_room(room.pk, T0 + 10)
    ref = store.room_posts(played.north.pk).exclude(media="").values_list("ref", flat=True).get()
    return cast, played.again(), ref


def address(played: Played, ref: int, code: str = "") -> str:
    return f"/api/rooms/{code or played.north.code}/posts/{ref}/picture.svg"


def test_a_picture_is_an_image_and_nothing_else(shown: tuple[Cast, Played, int]) -> None:
    _cast, played, ref = shown
    answer = browser(played.tom).get(address(played, ref))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert ET.fromstring(answer.content).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314  our own
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"


def test_all_who_may_see_the_post_get_the_same_bytes(shown: tuple[Cast, Played, int]) -> None:
    cast, played, ref = shown
    who = (played.tom, played.tara, cast.fiona, cast.olga)
    seen = {browser(one).get(address(played, ref)).content for one in who}
    south = next(post for post in page(browser(played.tim), played.south, "limit=500") if post.get("media"))
    seen.add(browser(played.tim).get(address(played, south["id"], played.south.code)).content)
    assert len(seen) == 1


def test_nobody_else_gets_it(shown: tuple[Cast, Played, int]) -> None:
    cast, played, ref = shown
    assert browser().get(address(played, ref)).status_code == 401
    for stranger in (played.tim, cast.omar):
        assert browser(stranger).get(address(played, ref)).status_code == 404
    with locked(played.session.pk) as session:
        people.remove_participant(session, cast.fiona, T0 + 11, played.tom.pk)
    assert browser(played.tom).get(address(played, ref)).status_code == 403


def test_a_post_without_a_picture_a_deleted_one_and_one_that_is_not_there_have_none(
    shown: tuple[Cast, Played, int],
) -> None:
    _cast, played, ref = shown
    tom = browser(played.tom)
    plain = publish(played, "key-00000001", "We are sorry.")
    post = store.post_of(played.north.pk, ref)
    assert post is not None
    store.mark_deleted(post)
    for gone in (plain, ref, 999_999_999):
        assert tom.get(address(played, gone)).status_code == 404
    for senseless in ("-1", "x", 2**53, "1.5"):
        assert tom.get(f"/api/rooms/{played.north.code}/posts/{senseless}/picture.svg").status_code == 400


def test_trainees_and_staff_are_told_alike_which_posts_show_what(shown: tuple[Cast, Played, int]) -> None:
    cast, played, ref = shown
    told = [
        {post["id"]: post.get("picture") for post in page(browser(one), played.north, "limit=500")}
        for one in (played.tom, cast.fiona)
    ]
    assert told[0] == told[1]
    assert told[0][ref] == "still"


def test_on_a_network_of_pictures_people_and_the_crowd_both_show_one(
    shown: tuple[Cast, Played, int],
) -> None:
    """Else a trainee could tell by it who is a person."""
    _cast, played, _ref = shown
    said: dict[str, Any] = {"account": "own", "channel": "photo", "kind": "original", "text": "What a night."}
    actions.act(
        Seat(played.north, played.tara, None),
        messages.Publish(type="publish", key="key-00000004", **said),
        T0 + 11,
    )
    conductor.advance_room(played.north.pk, T0 + 40)
    tom = browser(played.tom)
    posts = page(tom, played.north, "limit=500&channel=photo")
    begun = [post for post in posts if post["kind"] == "original"]
    assert len(begun) > 1
    assert {post.get("picture") for post in begun} == {"still"}
    assert all(tom.get(address(played, post["id"])).status_code == 200 for post in begun[:20])


def test_a_picture_stays_when_the_words_of_its_post_change(shown: tuple[Cast, Played, int]) -> None:
    """It may be kept for ever, so it must not differ from what others were given."""
    _cast, played, _ref = shown
    tom, seat = browser(played.tom), Seat(played.north, played.tom, None)
    said: dict[str, Any] = {
        "account": "own",
        "channel": "photo",
        "kind": "original",
        "text": "A kitten in the street.",
    }
    made = actions.act(seat, messages.Publish(type="publish", key="key-00000002", **said), T0 + 11)["id"]
    before = tom.get(address(played, made))
    assert before.status_code == 200
    change = messages.Edit(type="edit", key="key-00000003", post=made, text="A fire in a factory.")
    actions.act(seat, change, T0 + 12)
    illustration._drawn.cache_clear()
    assert tom.get(address(played, made)).content == before.content
