"""The HTTP API: keyset pages, who may see what, and whatever one may put into an address."""

import itertools
import random
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client

from exercises import people, sessions
from exercises.access import Seat, seat_cookie
from exercises.models import Membership, Participant, Room
from exercises.sessions import locked
from feed import actions, conductor, messages, presence, store
from feed.api import api
from feed.frames import PAGE, STAFF_FRAME_FIELDS, STAFF_POST_FIELDS
from feed.present import room_state
from tests.conftest import Cast, Played, make_cast, make_session

T0 = 1_000_000.0  # wall time of the start, s


@pytest.fixture
def stage(each_database: str) -> tuple[Cast, Played]:
    """Forty seconds of a session, with a post of Tom's in the middle."""
    cache.clear()
    cast = make_cast()
    played = make_session(cast, pressure=3000)
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    conductor.advance_room(played.north.pk, T0 + 20)
    publish(played, "key-00000001", "We are sorry. Please stay at home.")
    conductor.advance_room(played.north.pk, T0 + 40)
    conductor.advance_room(played.south.pk, T0 + 5)
    return cast, played.again()


def publish(played: Played, key: str, text: str) -> int:
    team = next(p["code"] for p in played.session.snapshot["personas"] if p.get("team"))
    message = messages.Publish(
        type="publish", key=key, account=team, channel="microblog", kind="original", text=text
    )
    made: int = actions.act(Seat(played.north, played.tom, None), message, T0 + 20.5)["id"]
    return made


def browser(who: Any = None) -> Client:
    client = Client()
    if isinstance(who, Participant):
        name, value = seat_cookie(who)
        client.cookies[name] = value
    elif who is not None:
        client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, room: Room, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/api/rooms/{room.code}/posts?{query}")
    assert answer.status_code == 200, answer.content
    posts: list[dict[str, Any]] = answer.json()["posts"]
    return posts


# Pages ------------------------------------------------------------------------------------------------------


def test_pages_forwards_and_backwards_hold_every_post_once(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    tom, room = browser(played.tom), played.north
    everything = list(range(1, room.last_seq + 1))
    up: list[int] = []
    while found := page(tom, room, f"limit=70&after={up[-1] if up else 0}"):
        up += [post["seq"] for post in found]
    down: list[int] = []
    while found := page(tom, room, f"limit=70&before={down[-1] if down else room.last_seq + 1}"):
        down += [post["seq"] for post in found]
    assert up == everything == down[::-1]
    assert [post["seq"] for post in page(tom, room)] == everything[: -50 - 1 : -1]


def test_filters_find_what_concerns_the_team(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    tom = browser(played.tom)
    (own,) = page(tom, played.north, "team=true")
    assert (own["text"], own["mine"]) == ("We are sorry. Please stay at home.", True)
    assert all(post["mentions_team"] for post in page(tom, played.north, "mentions=true"))


def _is_begun(post: dict[str, Any]) -> bool:
    return post["kind"] == "original" or bool(post["team"])


def test_a_network_is_paged_alone(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    tom = browser(played.tom)
    everything = page(tom, played.north, "limit=500&after=0")
    kinds = {post["channel"] for post in everything}
    assert len(kinds) > 1
    for kind in kinds:
        wanted = [post["seq"] for post in everything if post["channel"] == kind]
        assert [
            post["seq"] for post in page(tom, played.north, f"limit=500&after=0&channel={kind}")
        ] == wanted
        newest = page(tom, played.north, f"limit=3&channel={kind}")
        assert [post["seq"] for post in newest] == wanted[: -3 - 1 : -1]
    begun = page(tom, played.north, "limit=500&after=0&channel=microblog&begun=1")
    wanted = [post["seq"] for post in everything if post["channel"] == "microblog" and _is_begun(post)]
    assert [post["seq"] for post in begun] == wanted
    answer = tom.get(f"/api/rooms/{played.north.code}/posts?channel=pigeon")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_query")


def test_a_thread_starts_with_its_root(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    tom = browser(played.tom)
    replies = [post for post in page(tom, played.north, "limit=500&after=0") if post["kind"] == "reply"]
    answer = tom.get(f"/api/rooms/{played.north.code}/posts/{replies[0]['id']}/thread").json()["posts"]
    assert answer[0]["kind"] != "reply"
    assert replies[0]["id"] in {post["id"] for post in answer}


def test_changes_beyond_a_page_are_not_claimed_to_be_held(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    with locked(played.session.pk) as session:
        (room, *_others) = sessions.locked_rooms(session)
        for index in range(PAGE + 30):
            store.add_change(room, 7, "liked", {"likes": index})
    tom, held, changes = browser(played.tom), 0, []
    while True:
        answer = tom.get(f"/api/rooms/{played.north.code}/changes?after={held}").json()
        if not answer["changes"]:
            break
        assert answer["rev"] == answer["changes"][-1]["rev"]
        held = answer["rev"]
        changes += answer["changes"]
    assert [change["rev"] for change in changes] == list(range(1, PAGE + 31))
    seat = Seat(played.north, played.tom, None)
    caught = presence.room_news(seat, 0, 0, T0 + 41)
    assert caught.rooms[0].rev == caught.changes[played.north.code][-1]["rev"] == PAGE
    assert presence.room_news(seat, 0, PAGE, T0 + 41).rooms[0].rev == PAGE + 30


def test_a_snapshot_holds_no_post_that_its_seq_does_not_count(stage: tuple[Cast, Played]) -> None:
    """A window may be stored between the two reads; its posts come with its frame."""
    _cast, played = stage
    room = Room.objects.select_related("session").get(pk=played.north.pk)
    conductor.advance_room(room.pk, T0 + 45)
    state = room_state(room)
    assert state.posts[-1].seq == state.seq == state.total == room.last_seq
    assert Room.objects.get(pk=room.pk).last_seq > state.seq


def test_snapshots_made_once_for_many_know_whose_post_is_whose(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    conductor.advance_room(played.north.pk, T0 + 41)
    ref = publish(played, "key-00000002", "A second message.")
    room = Room.objects.select_related("session").get(pk=played.north.pk)
    marks = {
        name: {view.id: view.mine for view in room_state(room, mine=person).posts}[ref]
        for name, person in (("tom", played.tom), ("tara", played.tara), ("staff", None))
    }
    assert marks == {"tom": True, "tara": None, "staff": None}
    assert [view.seq for view in room_state(room, last_seq=room.last_seq - 3).posts] == [
        room.last_seq - 2,
        room.last_seq - 1,
        room.last_seq,
    ]


def test_a_snapshot_is_as_fresh_as_the_last_change(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    ref = publish(played, "key-00000002", "To be deleted.")

    def shown() -> bool:
        room = Room.objects.select_related("session").get(pk=played.north.pk)
        return {view.id: view.deleted for view in room_state(room).posts}[ref]

    assert not shown()
    delete = messages.Delete(type="delete", key="key-00000003", post=ref)
    actions.act(Seat(played.north, played.tom, None), delete, T0 + 41)
    assert shown()


# Who may see what -------------------------------------------------------------------------------------------


def paths(played: Played) -> list[str]:
    room, session = played.north.code, played.session.pk
    return [
        f"/api/rooms/{room}/posts",
        f"/api/rooms/{room}/posts/{store.page(played.north.pk, limit=1)[0].ref}/thread",
        f"/api/rooms/{room}/search?q=the",
        f"/api/rooms/{room}/changes",
        f"/api/rooms/{room}/trends",
        f"/api/rooms/{room}/state",
        f"/api/sessions/{session}/history?room={room}",
        f"/api/sessions/{session}/log",
    ]


def test_every_route_lets_in_whom_it_should_and_nobody_else(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    expected = {
        "tom": ([200] * 6, [401] * 2),  # no user: a seat gives no way to what is the staff's
        "tim": ([404] * 6, [401] * 2),
        "fiona": ([200] * 6, [200] * 2),
        "olga": ([200] * 6, [200] * 2),
        "adele": ([403] * 6, [403] * 2),
        "omar": ([404] * 6, [404] * 2),
        "nobody": ([401] * 6, [401] * 2),
    }
    whom = {"tom": played.tom, "tim": played.tim, "nobody": None}
    for name, (room, session) in expected.items():
        client = browser(whom.get(name, getattr(cast, name, None)))
        assert [client.get(path).status_code for path in paths(played)] == room + session, name


def test_a_seat_that_ended_shows_nothing_more(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    tom = browser(played.tom)
    with locked(played.session.pk) as session:
        people.remove_participant(session, cast.fiona, T0 + 41, played.tom.pk)
    assert tom.get(paths(played)[0]).status_code == 403
    moved = browser(played.tara)
    people.move_seat(played.tara)
    assert moved.get(paths(played)[0]).status_code == 401


def test_who_lost_the_role_or_the_organisation_sees_nothing_more(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    fiona, olga, tom = browser(cast.fiona), browser(cast.olga), browser(played.tom)
    Membership.objects.filter(user=cast.fiona).delete()
    assert {fiona.get(path).status_code for path in paths(played)} == {404}
    cast.olga.is_active = False
    cast.olga.save()
    assert {olga.get(path).status_code for path in paths(played)} == {401}
    from django.utils import timezone

    cast.organisation.suspended_at = timezone.now()
    cast.organisation.save()
    assert {tom.get(path).status_code for path in paths(played)[:6]} == {404}


def keys_in(data: Any) -> set[str]:
    if isinstance(data, dict):
        return set(data) | {key for value in data.values() for key in keys_in(value)}
    return {key for item in data for key in keys_in(item)} if isinstance(data, list) else set()


def test_no_answer_to_a_trainee_tells_what_is_for_staff(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    tom, fiona = browser(played.tom), browser(cast.fiona)
    secret = STAFF_POST_FIELDS | STAFF_FRAME_FIELDS | {"coined"}
    for path in paths(played)[:6]:
        assert not keys_in(tom.get(path).json()) & secret, path
    assert keys_in(fiona.get(paths(played)[0]).json()) >= {"emotion", "author_kind"}


# Whatever one may put into an address -----------------------------------------------------------------------

GARBAGE = [
    "", "0", "1", "-1", "+1", " 1", "1.5", "1e99", "0x10", "abc", "null", "true", "[]", "{}", "١٢٣", "²",
    str(2**31), str(2**53), str(2**63 - 1), str(2**63), str(2**64), "9" * 400, "NaN", "Infinity",
    "' OR 1=1 --", "\"; DROP TABLE feed_post; --", "<script>alert(1)</script>", "../../etc/passwd", "%",
    "_", "\\", "\x00", "a\x00b", "\n", "\r\nX: 1", "\u202e", "\ufeff", "😀", "é" * 200, "x" * 3000,
]  # fmt: skip
RAW = ["%00", "%ff%fe", "%ed%a0%80", "%u0041", "%", "%zz", "&&&", "=", "after=1&after=2", "a[b]=c", ";", "#"]


def parameters() -> Iterator[tuple[str, str, list[str]]]:
    """Every route of the API: method, path and the names of its queries."""
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, described in methods.items():
            names = [p["name"] for p in described.get("parameters", []) if p["in"] == "query"]
            yield method, path, names


def fuzzed(played: Played) -> Iterator[str]:
    """Addresses with garbage in each place, one at a time, and some in all places."""
    real = {"code": played.north.code, "ref": "7", "handle": "InesRoche", "pk": str(played.session.pk)}
    real |= {"token": "x" * 32, "number": "1"}
    rng = random.Random(11)
    for method, path, names in parameters():
        if method != "get":  # see test_uploads for what is sent
            continue
        holders = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        plain = path.format(**real)
        for name, garbage in itertools.product(names, GARBAGE):
            yield f"{plain}?{name}={quote(garbage)}"
        for name, garbage in itertools.product(holders, GARBAGE):
            yield path.format(**real | {name: quote(garbage, safe="")})
        for raw in RAW:
            yield f"{plain}?{raw}"
            yield f"{plain}?{'&'.join(f'{name}={raw}' for name in names)}"
            yield path.format(**real | {holders[0]: raw})
        for _turn in range(40):
            query = "&".join(f"{name}={quote(rng.choice(GARBAGE))}" for name in names)
            yield f"{path.format(**{n: quote(rng.choice(GARBAGE), safe='') for n in holders})}?{query}"


def test_garbage_in_any_place_of_any_route_gets_a_plain_refusal(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    people_at_hand = {"tom": browser(played.tom), "fiona": browser(cast.fiona), "nobody": browser()}
    asked = 0
    for url in fuzzed(played):
        for name, client in people_at_hand.items():
            if name != "fiona" and asked % 7:  # the door stands before everything else for the others
                continue
            answer = client.get(url)
            asked += 1
            assert answer.status_code in (200, 301, 400, 401, 403, 404), (name, url, answer.status_code)
            if (
                answer.status_code >= 400
                and url.startswith("/api/")
                and answer["Content-Type"][:5] != "text/"
            ):
                assert {"code", "message"} <= set(answer.json()), url
        asked += 1
    assert asked > 1500


def test_other_methods_and_bodies_change_nothing(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    fiona = browser(cast.fiona)
    for path in paths(played):
        for method in ("post", "put", "patch", "delete", "trace"):
            call = getattr(fiona, method)
            answer = (
                call(path) if method == "trace" else call(path, b"\xff{", content_type="application/json")
            )
            assert answer.status_code == 405, (method, path)
