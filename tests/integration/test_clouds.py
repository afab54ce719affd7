"""The words that stand out: counted the same on each database, of what one may read, at a cost that does not
grow."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exercises.models import Room
from feed import clouds, search, store
from feed.clouds import Asked, cloud_of
from feed.frames import STAFF_FRAME_FIELDS, STAFF_POST_FIELDS
from feed.query import Either, Term, mark_of, parse
from feed.salience import Sample, standing_out
from feed.store import samples
from tests.conftest import Cast, Played
from tests.integration.test_api import browser, keys_in
from tests.integration.test_lists import do, fill, make, writers
from tests.integration.test_watch import stage

__all__ = ["stage"]  # a minute and a half of a session in two rooms, on each database


@pytest.fixture(autouse=True)
def no_past() -> None:
    clouds._pasts.clear()


def told(played: Played, who: Any = None, status: int = 200, **query: Any) -> dict[str, Any]:
    answer = browser(who or played.tom).get(f"/api/rooms/{played.north.code}/words", query)
    assert answer.status_code == status, answer.content
    found: dict[str, Any] = answer.json()
    return found


def room_of(played: Played) -> Room:
    return Room.objects.select_related("session").get(pk=played.north.pk)


def readable(played: Played) -> list[Any]:
    posts = store.room_posts(played.north.pk)
    return [p for p in posts if p.kind != "share" and not (p.deleted or p.hidden or p.withheld)]


def say(played: Played, text: str, number: int = 60) -> list[Any]:
    """The newest posts of the crowd say something else instead."""
    posts = [post for post in readable(played) if not post.team][-number:]
    for post in posts:
        search.remove(played.north.pk, post.seq)
        store.room_posts(played.north.pk).filter(pk=post.pk).update(text=text)
        search.add([(played.north.pk, post.seq, text, post.handle)])
    return [store.post_of(played.north.pk, post.ref) for post in posts]


def said(found: dict[str, Any]) -> list[str]:
    return [word["text"] for word in found["words"]]


# What stands out -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("q", [None, "the", "the OR a", "never_said_by_anybody"])
def test_a_cloud_is_what_one_would_count_by_hand(stage: tuple[Cast, Played], q: str | None) -> None:
    """The same on both databases, therefore: nothing in what is expected asks one."""
    _cast, played = stage
    say(played, "Smoke over the quay #quay")
    room = room_of(played)
    begin = room.next_window - 60
    asked = parse(q) if q else None
    found = {post.seq for post in store.found(room.pk, asked, limit=10**5)} if asked else None
    now, past = Sample(), Sample()
    texts = [p.text for p in readable(played) if p.t >= begin and (found is None or p.seq in found)]
    for text in texts:
        now.add(text)
    for post in readable(played):
        if post.t < begin:
            past.add(post.text)
    words, tags = standing_out(texts, now, past, "en", asked)
    cloud = cloud_of(room, Asked(asked), 1, None)
    assert (cloud.words, cloud.tags, cloud.posts) == (words, tags, now.posts)
    assert cloud.compared
    assert not cloud.sampled
    if q != "never_said_by_anybody":
        assert {"Smoke", "quay"} <= {word.text for word in cloud.words}


def test_each_kind_of_column_has_its_words(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    posts = say(played, "Quokka zebra quagga", 30)
    store.room_posts(played.north.pk).filter(pk__in=[p.pk for p in posts]).update(channel="press")
    store.room_posts(played.north.pk).filter(pk__in=[p.pk for p in posts]).update(mentions_team=True)
    store.room_posts(played.north.pk).filter(pk__in=[p.pk for p in posts]).update(team=True)
    number = make(played)
    for handle in sorted({post.handle for post in posts}):
        fill(played, number, f"@{handle}")
    for of in (
        {},
        {"q": "quagga"},
        {"channel": "press"},
        {"mentions": 1},
        {"team": 1},
        {"list": number},
    ):
        assert {"Quokka", "zebra"} <= set(said(told(played, minutes=1, **of))), of
    assert said(told(played, minutes=1, channel="wall")) == []
    assert "quagga" not in said(told(played, minutes=1, q="quagga"))


def test_an_empty_list_has_no_words_and_anothers_none_to_tell(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    number = make(played)
    assert told(played, list=number)["words"] == []
    fill(played, number, f"@{writers(played, 1)[0]}")
    for who in (played.tara, cast.fiona):
        told(played, who, 404, list=number)
    do(played, "list_save", list=number, name="x", shared=True)
    told(played, played.tara, list=number)


def test_nobody_is_told_words_that_one_may_not_read(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    posts = say(played, "Quokka zebra")
    assert "Quokka" in said(told(played, minutes=1))
    for post in posts[:20]:
        store.mark_hidden(post, True)
    for post in posts[20:40]:
        store.mark_deleted(post)
    store.room_posts(played.north.pk).filter(pk__in=[p.pk for p in posts[40:]]).update(withheld=True)
    for query in ({}, {"q": "quokka OR zebra OR the"}, {"channel": posts[0].channel}):
        assert not {"Quokka", "zebra"} & set(said(told(played, minutes=1, **query)))


def test_words_of_a_story_go_with_it(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    posts = say(played, "Quokka zebra")
    room = room_of(played)
    store.room_posts(room.pk).filter(pk__in=[p.pk for p in posts]).update(expires=room.next_window + 5.0)
    for at, is_there in ((room.next_window + 4.0, True), (room.next_window + 5.0, False), (None, True)):
        for asked in (Asked(), Asked(parse("zebra OR the")), Asked(channel=posts[0].channel)):
            words = {word.text for word in cloud_of(room, asked, 1, at).words}
            assert ("Quokka" in words) is is_there, (at, asked)


def test_an_answer_tells_words_and_nothing_else(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    for who in (played.tom, cast.fiona, cast.olga):
        found = told(played, who, minutes=1)
        assert set(found) == {"words", "tags", "posts", "sampled", "compared"}
        assert all(set(word) == {"text", "q", "weight", "share"} for word in found["words"] + found["tags"])
        assert not keys_in(found) & (STAFF_POST_FIELDS | STAFF_FRAME_FIELDS)


def test_who_may_not_see_the_room_sees_no_words(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    for who, status in ((played.tim, 404), (cast.omar, 404), (cast.adele, 403)):
        told(played, who, status)
    assert browser().get(f"/api/rooms/{played.north.code}/words").status_code == 401


@pytest.mark.parametrize(
    "query",
    [
        {"minutes": 0},
        {"minutes": 121},
        {"minutes": "x"},
        {"q": ""},
        {"q": '"a'},
        {"q": "x" * 201},
        {"q": "a", "team": 1},
        {"channel": "press", "mentions": 1},
        {"channel": "nowhere"},
        {"list": 0},
        {"list": 2**53},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(stage: tuple[Cast, Played], query: dict[str, Any]) -> None:
    _cast, played = stage
    assert told(played, status=400, **query)["code"] == "bad_query"


# What it costs ----------------------------------------------------------------------------------------------


def test_it_looks_at_so_many_posts_spread_over_the_minutes(
    stage: tuple[Cast, Played], monkeypatch: pytest.MonkeyPatch
) -> None:
    _cast, played = stage
    monkeypatch.setattr(clouds, "NOW", 40)
    monkeypatch.setattr(clouds, "PAST", 200)
    room = room_of(played)
    channel = readable(played)[-1].channel
    first, last = samples.first_since(room.pk, room.next_window - 60, room.last_seq), room.last_seq
    for asked in (Asked(), Asked(parse("the OR a OR to"))):
        assert cloud_of(room, asked, 1, None).posts <= 41
    for seqs in (
        samples.seqs_asked_for(room.pk, parse("the OR a OR to OR is OR in"), first, last, 40),
        samples.seqs_of(room.pk, channel, False, False, first, last, 40),
    ):
        assert 20 <= len(seqs) <= 41
        assert len(set(seqs)) == len(seqs)
        assert min(seqs) < first + (last - first) / 8
        assert max(seqs) > last - (last - first) / 8


def test_it_asks_as_many_questions_of_a_large_room_as_of_a_small_one(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    room = room_of(played)
    with CaptureQueriesContext(connection) as asked:
        cloud_of(room, Asked(), 1, None)
    assert len(asked) <= 30
    with CaptureQueriesContext(connection) as again:  # the past is known by now
        cloud_of(room, Asked(), 1, None)
    assert len(again) < len(asked)


def test_the_past_is_counted_anew_once_it_has_grown(
    stage: tuple[Cast, Played], monkeypatch: pytest.MonkeyPatch
) -> None:
    _cast, played = stage
    room = room_of(played)
    cloud_of(room, Asked(), 1, None)
    cloud_of(room, Asked(parse("the")), 1, None)
    assert len(clouds._pasts) == 1
    for minutes in range(1, 40):
        monkeypatch.setattr(room, "next_window", room.next_window + minutes)
        cloud_of(room, Asked(), 1, None)
    assert len(clouds._pasts) <= clouds.KEPT


def test_the_first_post_since_a_moment_is_found(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    rows = list(store.room_posts(played.north.pk).values_list("seq", "t"))
    last = played.north.last_seq
    for moment in (-5.0, 0.0, 12.5, 33.0, 60.0, rows[-1][1], rows[-1][1] + 0.1, 1e9):
        expected = min((seq for seq, t in rows if t >= moment), default=last + 1)
        found = samples.first_since(played.north.pk, moment, last)
        assert abs(found - expected) <= 2, moment  # within a window posts of people stand where they came


def test_a_list_of_accounts_is_a_search_for_their_names(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    marks = tuple(Term((mark_of("@", handle),)) for handle in writers(played, 3))
    seqs = samples.seqs_asked_for(played.north.pk, Either(marks), 1, played.north.last_seq, 1500)
    expected = [
        post.seq for post in readable(played) if mark_of("@", post.handle) in {m.words[0] for m in marks}
    ]
    assert sorted(seqs) == expected
