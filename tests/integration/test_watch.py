"""What a trainee watches: kept for the seat, told to nobody; how often a word fell; who an account is."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

from exercises import people, sessions
from exercises.access import Seat, access_session
from exercises.models import Action, LogEntry
from exercises.sessions import Refused, locked
from feed import actions, conductor, messages, search, store
from feed.blocking import MOST_BLOCKED
from feed.columns import MOST_COLUMNS, MOST_MUTED
from feed.frames import STAFF_FRAME_FIELDS, STAFF_POST_FIELDS
from feed.messages import Malformed
from feed.query import parse
from feed.watch import watch_view
from tests.conftest import Cast, Played, make_cast, make_session
from tests.integration.test_api import T0, browser, keys_in

LEAK: dict[str, Any] = {"name": "Leak", "kind": "search", "q": '"police ops" OR #leak', "colour": "red"}
PRESS = {"name": "Press", "kind": "network", "network": "press"}


@pytest.fixture
def stage(each_database: str) -> tuple[Cast, Played]:
    """A minute of a session in two rooms."""
    cache.clear()
    cast = make_cast()
    played = make_session(cast, pressure=3000)
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    for room in (played.north, played.south):
        while conductor.advance_room(room.pk, T0 + 90):
            pass
    return cast, played.again()


def parsed(kind: str, **fields: Any) -> Any:
    return messages.parse(json.dumps({"type": kind, "key": "key-00000001"} | fields), messages.ROOM_MESSAGES)


def keep(played: Played, *columns: dict[str, Any], key: str = "key-00000001") -> dict[str, Any]:
    return do(played, parsed("watch", key=key, columns=list(columns)))


def mute(played: Played, mark: str, on: bool = True, key: str = "key-00000002") -> dict[str, Any]:
    return do(played, parsed("mute", key=key, mark=mark, on=on))


def block(played: Played, mark: str, on: bool = True, key: str = "key-00000003", who: str = "tom") -> Any:
    return do(played, parsed("block", key=key, mark=mark, on=on), who)


def do(played: Played, message: Any, who: str = "tom") -> dict[str, Any]:
    return actions.act(Seat(played.north, getattr(played, who), None), message, T0 + 91)


def seen(played: Played, who: str = "tom") -> dict[str, Any]:
    return watch_view(played.north.pk, getattr(played, who).pk)


# Columns and what is folded away -------------------------------------------------------------------


def test_columns_follow_the_seat_and_are_nobody_elses(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    keep(played, LEAK, PRESS, {"name": " Us\u202e ", "kind": "ours", "rings": True})
    kept = seen(played)["columns"]
    assert [column["name"] for column in kept] == ["Leak", "Press", "Us"]
    assert kept[0] == LEAK | {"rings": False, "curve": True, "words": 0}
    assert seen(played, "tara") == {"columns": [], "muted": [], "blocked": []}
    people.move_seat(played.tom)
    page = browser(played.again().tom).get(f"/room/{played.north.code}/").content.decode()
    assert "#leak" in page
    assert "#leak" not in browser(played.tara).get(f"/room/{played.north.code}/").content.decode()


def test_the_crowd_and_the_log_hear_nothing_of_it(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    before = (Action.objects.count(), LogEntry.objects.count(), played.north.rev, played.north.action_count)
    keep(played, LEAK)
    mute(played, "#leak")
    north = played.again().north
    assert (Action.objects.count(), LogEntry.objects.count(), north.rev, north.action_count) == before


def test_it_is_arranged_in_a_pause_as_well(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    with locked(played.session.pk) as session:
        sessions.pause_session(session, cast.fiona, T0 + 90.5)
    keep(played, LEAK)
    assert len(seen(played)["columns"]) == 1


def test_the_same_key_is_kept_once_and_answered_again(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    keep(played, LEAK)
    assert keep(played, PRESS) == {"columns": 1, "muted": []}
    assert seen(played)["columns"][0]["name"] == "Leak"


def test_at_once_from_two_tabs_neither_is_lost_nor_doubled(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage

    def at_once(number: int) -> None:
        try:
            mute(played, f"#tag{number % 5}", key=f"key-{number:08}")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(at_once, range(10)))
    assert sorted(seen(played)["muted"]) == [f"#tag{number}" for number in range(5)]


def test_who_is_blocked_is_kept_for_one_seat_and_taken_back(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    assert block(played, "@Élodie_B") == {"blocked": ["@elodie_b"]}
    block(played, "@ELODIE_B", key="key-00000004")
    assert seen(played)["blocked"] == ["@elodie_b"]
    assert seen(played, "tara")["blocked"] == []
    mute(played, "#leak", key="key-00000005")
    assert block(played, "@elodie_b", on=False, key="key-00000006") == {"blocked": []}
    assert seen(played) == {"columns": [], "muted": ["#leak"], "blocked": []}


@pytest.mark.parametrize("mark", ["#leak", "elodie", "@", "@" + "x" * 61, "@a b", "@<b>", 7, None])
def test_only_an_account_is_blocked(mark: Any) -> None:
    with pytest.raises(Malformed):
        parsed("block", mark=mark, on=True)


def test_ones_own_accounts_are_not_blocked_nor_more_than_there_is_room_for(
    stage: tuple[Cast, Played],
) -> None:
    _cast, played = stage
    for number, mark in enumerate(("@valdor_transit", f"@Tom_{played.tom.pk}")):
        with pytest.raises(Refused) as refused:
            block(played, mark, key=f"key-own-{number}0")
        assert refused.value.code == "own_account"
    for number in range(MOST_BLOCKED):
        block(played, f"@a{number}", key=f"key-{number:08}")
    with pytest.raises(Refused) as refused:
        block(played, "@more", key="key-99999999")
    assert refused.value.code == "too_many_blocked"


def test_what_is_muted_is_folded_and_taken_back(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    mute(played, "@Élodie_B")
    mute(played, "#Panique", key="key-00000003")
    mute(played, "#PANIQUE", key="key-00000004")
    assert seen(played)["muted"] == ["@elodie_b", "#panique"]
    mute(played, "@elodie_B", on=False, key="key-00000005")
    assert seen(played)["muted"] == ["#panique"]


def test_there_is_room_for_so_many_and_no_more(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    for number in range(MOST_MUTED):
        mute(played, f"@a{number}", key=f"key-{number:08}")
    with pytest.raises(Refused) as refused:
        mute(played, "@more", key="key-99999999")
    assert refused.value.code == "too_many_muted"
    assert len(seen(played)["muted"]) == MOST_MUTED


@pytest.mark.parametrize("who", ["fiona", "olga"])
def test_staff_who_look_on_keep_nothing_here(stage: tuple[Cast, Played], who: str) -> None:
    cast, played = stage
    staff = access_session(getattr(cast, who), played.session.pk)
    with pytest.raises(Refused) as refused:
        actions.act(Seat(played.north, None, staff), parsed("watch", columns=[LEAK]), T0 + 91)
    assert refused.value.code == "read_only"


def test_a_removed_trainee_keeps_nothing(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    with locked(played.session.pk) as session:
        people.remove_participant(session, cast.fiona, T0 + 90.5, played.tom.pk)
    for message in (parsed("watch", columns=[LEAK]), parsed("mute", mark="#leak", on=True)):
        with pytest.raises(Refused) as refused:
            do(played, message)
        assert refused.value.code == "removed"
    assert seen(played) == {"columns": [], "muted": [], "blocked": []}


@pytest.mark.parametrize(
    "column",
    [
        {"kind": "search", "name": "x"},
        {"kind": "search", "name": "x", "q": ""},
        {"kind": "search", "name": "x", "q": '"a'},
        {"kind": "search", "name": "x", "q": "-only"},
        {"kind": "search", "name": "x", "q": "ab\x00"},
        {"kind": "search", "name": "x", "q": "ab" * 101},
        {"kind": "search", "name": "x", "q": ["ab"]},
        {"kind": "ours", "name": "x", "q": "ab"},
        {"kind": "network", "name": "x"},
        {"kind": "network", "name": "x", "network": "nowhere"},
        {"kind": "mentions", "name": "x", "network": "press"},
        {"kind": "ours", "name": "x", "words": 7},
        {"kind": "ours", "name": "x", "words": True},
        {"kind": "ours", "name": "x", "words": "15"},
        {"kind": "list", "name": "x"},
        {"kind": "list", "name": "x", "list": 0},
        {"kind": "list", "name": "x", "list": 2**53},
        {"kind": "list", "name": "x", "list": "1"},
        {"kind": "list", "name": "x", "list": 1, "q": "ab"},
        {"kind": "search", "name": "x", "list": 1, "q": "ab"},
        {"kind": "everything", "name": "x"},
        {"kind": "ours", "name": ""},
        {"kind": "ours", "name": " \u202e\t"},
        {"kind": "ours", "name": "x" * 31},
        {"kind": "ours", "name": "x", "colour": "url(x)"},
        {"kind": "ours", "name": "x", "rings": 1},
        {"kind": "ours", "name": "x", "more": 1},
        {"kind": "ours"},
        "ours",
        None,
    ],
    ids=str,
)
def test_a_column_that_makes_no_sense_is_malformed(column: Any) -> None:
    with pytest.raises(Malformed):
        parsed("watch", columns=[PRESS, column])


@pytest.mark.parametrize(
    "columns", [[PRESS] * (MOST_COLUMNS + 1), PRESS, None, "[]"], ids=["many", "one", "none", "text"]
)
def test_columns_are_a_list_and_not_too_long(columns: Any) -> None:
    with pytest.raises(Malformed):
        parsed("watch", columns=columns)


@pytest.mark.parametrize("mark", ["", "@", "#", "anna", "@a b", "#" + "x" * 61, "@<b>", "#ͺ", 7, None])
def test_only_an_account_or_a_hashtag_is_muted(mark: Any) -> None:
    with pytest.raises(Malformed):
        parsed("mute", mark=mark, on=True)


def test_the_longest_message_is_under_the_sockets_limit() -> None:
    column = {
        "name": "😱" * 30,
        "kind": "search",
        "q": "😱" * 196 + " abc",
        "colour": "orange",
        "rings": True,
    }
    whole = {"type": "watch", "key": "k" * 64, "columns": [column | {"curve": True}] * MOST_COLUMNS}
    raw = json.dumps(whole, ensure_ascii=False).encode()
    assert len(raw) < 16 * 1024
    messages.parse(raw, messages.ROOM_MESSAGES)


# How often ----------------------------------------------------------------------------------------


def volume(played: Played, q: str, who: Any = None) -> dict[str, Any]:
    answer = browser(who or played.tom).get(f"/api/rooms/{played.north.code}/search/volume", {"q": q})
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def counted(played: Played, q: str, bucket: int) -> dict[int, int]:
    """The same by looking at each post that the search finds."""
    posts = store.found(played.north.pk, parse(q), limit=100_000)
    minutes: dict[int, int] = {}
    for post in posts:
        minutes[int(post.t // bucket)] = minutes.get(int(post.t // bucket), 0) + 1
    return minutes


@pytest.mark.parametrize("q", ["the", "the -a", '"in the"', "(a OR the) is", "never_said_by_anybody"])
def test_the_curve_counts_what_the_search_finds(stage: tuple[Cast, Played], q: str) -> None:
    _cast, played = stage
    told = volume(played, q)
    expected = counted(played, q, told["bucket"])
    assert told["bucket"] == 60
    assert {at: number for at, number in enumerate(told["counts"]) if number} == expected
    assert told["total"] == sum(expected.values()) == sum(told["counts"])


def test_the_first_post_that_said_it_is_told_as_pages_show_it(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    oldest = store.found(played.north.pk, parse("the"), limit=100_000)[-1]
    for who in (played.tom, cast.fiona):
        told = volume(played, "the", who)
        page = browser(who).get(
            f"/api/rooms/{played.north.code}/posts", {"after": oldest.seq - 1, "limit": 1}
        )
        assert told["posts"] == page.json()["posts"]
    assert not keys_in(volume(played, "the")) & (STAFF_POST_FIELDS | STAFF_FRAME_FIELDS)
    store.mark_deleted(oldest)
    assert volume(played, "the")["posts"][0]["seq"] > oldest.seq
    assert volume(played, "never_said_by_anybody")["posts"] == []


def test_a_large_room_is_counted_by_parts_and_a_long_session_by_longer_buckets(
    stage: tuple[Cast, Played], monkeypatch: pytest.MonkeyPatch
) -> None:
    _cast, played = stage
    monkeypatch.setattr("feed.volume.PARTS", 10)
    told = volume(played, "the")
    assert sum(told["counts"]) == sum(counted(played, "the", 60).values())
    last = store.room_posts(played.north.pk).last()
    assert last is not None
    store.room_posts(played.north.pk).filter(pk=last.pk).update(t=5 * 3600, text="Zanzibar")
    monkeypatch.undo()
    search.remove(played.north.pk, last.seq)
    search.add([(played.north.pk, last.seq, "Zanzibar", last.handle)])
    told = volume(played, "zanzibar")
    assert (told["bucket"], len(told["counts"]), told["counts"][-1]) == (120, 151, 1)


def test_another_room_is_counted_by_nobody(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    total = volume(played, "the")["total"]
    assert total < sum(
        len(store.found(r.pk, parse("the"), limit=10**5)) for r in (played.north, played.south)
    )
    for path in ("search/volume?q=the", "authors/anybody"):
        assert browser(played.tim).get(f"/api/rooms/{played.north.code}/{path}").status_code == 404
        assert browser(cast.omar).get(f"/api/rooms/{played.north.code}/{path}").status_code == 404
        assert browser().get(f"/api/rooms/{played.north.code}/{path}").status_code == 401


def test_a_curve_of_nothing_is_refused_in_words(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    for q in ("", '"a', "-a", "a*", "x" * 201):
        answer = browser(played.tom).get(f"/api/rooms/{played.north.code}/search/volume", {"q": q})
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_query")
        assert answer.json()["message"]


# Who an account is ----------------------------------------------------------------------------------


def test_an_account_is_what_it_published(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    posts = [post for post in store.room_posts(played.north.pk) if post.kind != "share" and not post.deleted]
    handle = max((post.handle for post in posts), key=lambda name: sum(post.handle == name for post in posts))
    own = [post for post in posts if post.handle == handle]
    answer = browser(played.tom).get(f"/api/rooms/{played.north.code}/authors/{handle}")
    assert answer.json() == {
        "handle": handle,
        "name": own[-1].name,
        "verified": own[-1].verified,
        "followers": own[-1].followers,
        "posts": len(own),
        "likes": sum(post.likes for post in own),
        "shares": sum(post.shares for post in own),
        "replies": sum(post.replies for post in own),
        "first": {"id": own[0].ref, "t": own[0].t},
        "newest": {"id": own[-1].ref, "t": own[-1].t},
    }


@pytest.mark.parametrize("handle", ["nobody", "@", "-", "%00", "x" * 3000, "' OR 1=1", "😱", "#tag"])
def test_an_account_that_never_spoke_is_unknown(stage: tuple[Cast, Played], handle: str) -> None:
    _cast, played = stage
    answer = browser(played.tom).get(f"/api/rooms/{played.north.code}/authors/{handle}")
    assert answer.status_code in (400, 404)
