"""Lists of accounts: whose they are, who sees and fills them, and the posts that they gather."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from exercises import people, sessions
from exercises.access import Seat, access_session
from exercises.models import Action, LogEntry
from exercises.sessions import Refused, locked
from feed import actions, broadcast, search, store
from feed.frames import STAFF_FRAME_FIELDS, STAFF_POST_FIELDS
from feed.listing import MOST_ACCOUNTS, MOST_LISTS
from feed.messages import Malformed
from feed.query import mark_of
from tests.conftest import Cast, Played
from tests.integration.test_api import T0, browser, keys_in
from tests.integration.test_watch import parsed, seen, stage

__all__ = ["stage"]  # a minute of a session in two rooms, on each database

KEYS = iter(range(10**9))


def do(played: Played, kind: str, who: str = "tom", room: str = "north", **fields: Any) -> dict[str, Any]:
    message = parsed(kind, **{"key": f"key-{next(KEYS):08}"} | fields)
    return actions.act(Seat(getattr(played, room), getattr(played, who), None), message, T0 + 91)


def make(played: Played, name: str = "Press", shared: bool = False, who: str = "tom", **more: Any) -> int:
    return int(do(played, "list_make", who, name=name, shared=shared, **more)["list"]["list"])


def fill(played: Played, number: int, mark: str, on: bool = True, who: str = "tom") -> list[str]:
    told = do(played, "list_fill", who, list=number, mark=mark, on=on)["list"]
    return [account["handle"] for account in told["accounts"]]


def refusal(played: Played, kind: str, who: str = "tom", room: str = "north", **fields: Any) -> str:
    with pytest.raises(Refused) as refused:
        do(played, kind, who, room, **fields)
    return refused.value.code


def lists(played: Played, who: Any = None) -> list[dict[str, Any]]:
    """As a fresh page is told."""
    state = browser(who or played.tom).get(f"/api/rooms/{played.north.code}/state").json()
    return [{name: one[name] for name in ("list", "name", "shared")} for one in state["lists"]]


def writers(played: Played, number: int) -> list[str]:
    """Accounts of the room, those who wrote most first."""
    posts = [post for post in store.room_posts(played.north.pk) if post.kind != "share" and not post.deleted]
    often = Counter(post.handle for post in posts)
    return sorted(often, key=lambda handle: (-often[handle], handle))[:number]


def feed(played: Played, number: int, who: Any = None, path: str = "posts", **query: Any) -> dict[str, Any]:
    address = f"/api/rooms/{played.north.code}/lists/{number}/{path}"
    answer = browser(who or played.tom).get(address, query)
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


# Whose they are -------------------------------------------------------------------------------------------


def test_a_list_is_its_makers_alone_until_it_is_shared(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    own = make(played, " Pre\u202ess ")
    assert lists(played) == [{"list": own, "name": "Press", "shared": False}]
    assert lists(played, played.tara) == lists(played, cast.fiona) == []
    anna = writers(played, 1)[0]
    assert refusal(played, "list_fill", "tara", list=own, mark=f"@{anna}", on=True) == "unknown_list"
    address = f"/api/rooms/{played.north.code}/lists/{own}/posts"
    assert browser(played.tara).get(address).status_code == 404

    do(played, "list_save", list=own, name="The press", shared=True)
    assert lists(played, played.tara) == [{"list": own, "name": "The press", "shared": True}]
    assert fill(played, own, f"@{anna}", who="tara") == [anna]
    assert browser(played.tara).get(address).status_code == 200
    for message in ({"type": "list_save", "name": "Mine", "shared": False}, {"type": "list_drop"}):
        kind = message.pop("type")
        assert refusal(played, str(kind), "tara", list=own, **message) == "not_your_list"

    do(played, "list_save", list=own, name="The press", shared=False)
    assert lists(played, played.tara) == []
    assert feed(played, own)["posts"]


def test_a_list_of_a_seat_that_is_no_longer_taken_is_the_teams(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    shared, own = make(played, shared=True), make(played, "Own")
    with locked(played.session.pk) as session:
        people.remove_participant(session, cast.fiona, T0 + 90.5, played.tom.pk)
    assert refusal(played, "list_drop", list=own) == "removed"
    assert lists(played, played.tara) == [{"list": shared, "name": "Press", "shared": True}]
    assert do(played, "list_drop", "tara", list=shared) == {"dropped": shared}
    assert lists(played, played.tara) == []


def test_another_room_another_organisation_and_staff_see_none(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    number = make(played, shared=True)
    assert refusal(played, "list_drop", "tim", "south", list=number) == "unknown_list"
    for path in ("posts", "volume"):
        address = f"/api/rooms/{played.north.code}/lists/{number}/{path}"
        south = address.replace(played.north.code, played.south.code)
        assert browser(played.tim).get(address).status_code == 404
        assert browser(played.tim).get(south).status_code == 404
        assert browser(cast.omar).get(address).status_code == 404
        assert browser(cast.fiona).get(address).status_code == 404
        assert browser().get(address).status_code == 401
    staff = access_session(cast.fiona, played.session.pk)
    message = parsed("list_make", name="x", shared=True)
    with pytest.raises(Refused) as refused:
        actions.act(Seat(played.north, None, staff), message, T0 + 91)
    assert refused.value.code == "read_only"


def test_lists_follow_the_seat_to_another_device(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    number = make(played, "Press of the city")
    fill(played, number, f"@{writers(played, 1)[0]}")
    do(played, "watch", columns=[{"name": "City", "kind": "list", "list": number}])
    people.move_seat(played.tom)
    assert lists(played.again())[0] == {"list": number, "name": "Press of the city", "shared": False}
    assert seen(played)["columns"][0]["list"] == number


def test_neither_the_crowd_nor_the_log_hears_of_lists(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    before = (Action.objects.count(), LogEntry.objects.count(), played.north.rev, played.north.action_count)
    number = make(played, shared=True)
    fill(played, number, f"@{writers(played, 1)[0]}")
    with locked(played.session.pk) as session:
        sessions.pause_session(session, cast.fiona, T0 + 90.5)
    log = LogEntry.objects.count()
    do(played, "list_save", list=number, name="In a pause", shared=True)
    do(played, "list_drop", list=number)
    north = played.again().north
    assert LogEntry.objects.count() == log
    assert (Action.objects.count(), before[1], north.rev, north.action_count) == before


# What is told of them ---------------------------------------------------------------------------------------


def test_the_team_is_told_what_it_shares_and_nothing_else(
    stage: tuple[Cast, Played], monkeypatch: pytest.MonkeyPatch
) -> None:
    _cast, played = stage
    sent: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(broadcast, "send", lambda group, message: sent.append((group, message)))
    told = lambda: json.loads(sent[-1][1]["trainees"])  # noqa: E731  the newest
    anna = writers(played, 1)[0]
    number = make(played, "Secret")
    fill(played, number, f"@{anna}")
    assert sent == []
    do(played, "list_save", list=number, name="Open", shared=True)
    assert sent[-1][0] == broadcast.room_group(played.north.code)
    assert [(one["name"], one["step"], len(one["accounts"])) for one in told()["lists"]] == [("Open", 3, 1)]
    fill(played, number, f"@{anna}", on=False, who="tara")
    assert told()["lists"][0]["accounts"] == []
    do(played, "list_save", list=number, name="Secret again", shared=False)
    assert told() == {
        "type": "lists",
        "room": played.north.code,
        "lists": [],
        "gone": [{"list": number, "step": 5, "deleted": False}],
    }
    do(played, "list_drop", list=number)
    assert len(sent) == 3
    assert all("staff" not in message for _group, message in sent)


def test_the_same_key_makes_one_list(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    first = do(played, "list_make", key="key-once-0001", name="Press", shared=False)
    assert do(played, "list_make", key="key-once-0001", name="Other", shared=False) == first
    assert len(lists(played)) == 1


# Who is in them ------------------------------------------------------------------------------------------


def test_an_account_is_put_in_once_and_taken_out(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    anna, ben = writers(played, 2)
    number = make(played)
    assert fill(played, number, f"@{anna.upper()}") == [anna]
    assert fill(played, number, f"@{anna}") == [anna]
    assert fill(played, number, f"@{ben}") == [anna, ben]
    assert fill(played, number, f"@{anna}", on=False) == [ben]
    assert fill(played, number, f"@{anna}", on=False) == [ben]


def test_only_who_has_written_is_put_in(stage: tuple[Cast, Played]) -> None:
    """A persona that has not spoken yet is as unknown as a name that nobody has: a list tells nothing."""
    _cast, played = stage
    number = make(played)
    spoke = {post.handle for post in store.room_posts(played.north.pk)}
    silent = [one["handle"] for one in played.session.snapshot["personas"] if one["handle"] not in spoke]
    for handle in (*silent[:1], "nobody_at_all"):
        assert refusal(played, "list_fill", list=number, mark=f"@{handle}", on=True) == "unknown_account"


def test_two_people_fill_a_shared_list_at_once_and_nobody_is_lost(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    number = make(played, shared=True)
    handles = writers(played, 12)

    def put(place: int) -> None:
        try:
            fill(played, number, f"@{handles[place]}", who=("tom", "tara")[place % 2])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(put, range(12)))
    assert set(fill(played, number, f"@{handles[0]}")) == set(handles)


def test_there_is_room_for_so_many_and_no_more(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    numbers = [make(played, f"L{place}") for place in range(MOST_LISTS)]
    assert refusal(played, "list_make", name="One more", shared=False) == "too_many_lists"
    handles = writers(played, MOST_ACCOUNTS + 1)
    assert len(handles) == MOST_ACCOUNTS + 1
    for handle in handles[:-1]:
        fill(played, numbers[0], f"@{handle}")
    full: dict[str, Any] = {"list": numbers[0], "mark": f"@{handles[-1]}", "on": True}
    assert refusal(played, "list_fill", **full) == "list_full"
    assert len(feed(played, numbers[0], limit=500)["posts"]) >= MOST_ACCOUNTS
    assert feed(played, numbers[0], path="volume")["total"] >= MOST_ACCOUNTS


def test_a_room_shares_so_many_and_no_more(
    stage: tuple[Cast, Played], monkeypatch: pytest.MonkeyPatch
) -> None:
    _cast, played = stage
    monkeypatch.setattr("feed.listing.MOST_SHARED", 2)
    first, own = make(played, shared=True), make(played)
    make(played, shared=True, who="tara")
    assert refusal(played, "list_make", name="x", shared=True) == "too_many_shared"
    assert refusal(played, "list_save", list=own, name="x", shared=True) == "too_many_shared"
    do(played, "list_save", list=first, name="Shared as before", shared=True)
    do(played, "list_drop", list=first)
    do(played, "list_save", list=own, name="x", shared=True)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("list_make", {"name": "", "shared": False}),
        ("list_make", {"name": "\u202e\t ", "shared": False}),
        ("list_make", {"name": "x" * 31, "shared": False}),
        ("list_make", {"name": ["x"], "shared": False}),
        ("list_make", {"name": "x", "shared": 1}),
        ("list_make", {"name": "x"}),
        ("list_save", {"name": "x", "shared": True}),
        ("list_save", {"name": "x", "shared": True, "list": -1}),
        ("list_save", {"name": "x", "shared": True, "list": 2**53}),
        ("list_make", {"name": "x", "shared": True, "owner": 1}),
        ("list_fill", {"list": 1, "mark": "#tag", "on": True}),
        ("list_fill", {"list": 1, "mark": "anna", "on": True}),
        ("list_fill", {"list": 1, "mark": "@" + "x" * 61, "on": True}),
        ("list_fill", {"list": 1, "mark": "@<b>", "on": True}),
        ("list_fill", {"list": 1, "mark": "@a", "on": "yes"}),
        ("list_fill", {"list": "1", "mark": "@a", "on": True}),
        ("list_drop", {"list": None}),
        ("list_drop", {}),
    ],
    ids=str,
)
def test_a_message_that_makes_no_sense_is_malformed(kind: str, fields: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        parsed(kind, **fields)


@pytest.mark.parametrize("kind", ["list_save", "list_fill", "list_drop"])
def test_a_list_that_is_not_there_is_refused(stage: tuple[Cast, Played], kind: str) -> None:
    _cast, played = stage
    fields: dict[str, dict[str, Any]] = {
        "list_save": {"name": "x", "shared": False},
        "list_fill": {"mark": "@a", "on": True},
        "list_drop": {},
    }
    for number in (10**6, 2**53 - 1):
        assert refusal(played, kind, list=number, **fields[kind]) == "unknown_list"


def test_hostile_names_come_back_as_they_were_written(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    name = "<img src=x onerror=1>'\"&{{7}}"
    make(played, name)
    assert lists(played)[0]["name"] == name


# What they gather -----------------------------------------------------------------------------------------


def test_a_list_gathers_what_its_accounts_wrote(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    handles = writers(played, 3)
    number = make(played)
    assert feed(played, number) == {
        "posts": [],
        "seq": played.north.last_seq,
        "rev": played.north.rev,
        "more": False,
    }
    assert feed(played, number, path="volume")["total"] == 0
    for handle in handles:
        fill(played, number, f"@{handle}")
    marks = {mark_of("@", handle) for handle in handles}
    rows = [post for post in store.room_posts(played.north.pk) if mark_of("@", post.handle) in marks]
    expected = [post.ref for post in reversed(rows) if post.kind != "share" and not post.deleted]
    told = feed(played, number, limit=500)
    assert [post["id"] for post in told["posts"]] == expected
    assert not told["more"]
    assert not keys_in(told) & (STAFF_POST_FIELDS | STAFF_FRAME_FIELDS)
    pages, before = [], None
    while True:
        page = feed(played, number, limit=2, **({"before": before} if before else {}))
        pages += [post["id"] for post in page["posts"]]
        if not page["more"]:
            break
        before = page["posts"][-1]["seq"]
    assert pages == expected
    curve = feed(played, number, path="volume")
    assert (curve["total"], curve["posts"][0]["id"]) == (len(expected), expected[-1])


def test_what_is_deleted_or_hidden_leaves_a_list(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    handle = writers(played, 1)[0]
    number = make(played)
    fill(played, number, f"@{handle}")
    first, second = (store.post_of(played.north.pk, one["id"]) for one in feed(played, number)["posts"][:2])
    assert first is not None
    assert second is not None
    store.mark_deleted(first)
    store.mark_hidden(second, True)
    assert not {first.ref, second.ref} & {post["id"] for post in feed(played, number)["posts"]}


def test_an_account_with_letters_of_any_script_is_found(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    last = store.room_posts(played.north.pk).exclude(kind="share").last()
    assert last is not None
    search.remove(played.north.pk, last.seq)
    store.room_posts(played.north.pk).filter(pk=last.pk).update(handle="Žofie_Ω")
    search.add([(played.north.pk, last.seq, last.text, "Žofie_Ω")])
    number = make(played)
    assert fill(played, number, "@zofie_ω") == ["Žofie_Ω"]
    assert [post["id"] for post in feed(played, number)["posts"]] == [last.ref]


@pytest.mark.parametrize("number", ["0", "-1", str(2**53), "9" * 40, "x", "%00", "1e3"])
def test_an_address_that_makes_no_sense_is_refused(stage: tuple[Cast, Played], number: str) -> None:
    _cast, played = stage
    for path in ("posts", "volume"):
        answer = browser(played.tom).get(f"/api/rooms/{played.north.code}/lists/{number}/{path}")
        assert answer.status_code in (400, 404)
