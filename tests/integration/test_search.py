"""Search: what is found on both databases is what a plain look at every post finds."""

import random
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from exercises import sessions
from exercises.access import Seat
from exercises.models import Room
from exercises.sessions import locked
from feed import actions, conductor, crowd_memory, messages, search, store
from feed.frames import STAFF_FRAME_FIELDS, STAFF_POST_FIELDS
from feed.query import Either, Node, Term, fold, of_post, parse, words
from tests.conftest import Cast, Played, make_cast, make_session
from tests.integration.test_api import T0, browser, keys_in

HOSTILE = [
    "' OR 1=1 --", '"; DROP TABLE feed_search; --', "words:a", "feed_search MATCH 1", "NEAR(a b, 2)",
    "{a b} : c", "^a", "a:*", "a & !b", "a <-> b", "a | b", "'a':1A", "\\'a", "%1", "%", "_", "😱", "a\nb",
    "<script>alert(1)</script>", "a" * 200, "ab*" * 50, "((((a))))", "--a b", "é" * 200, "\u202eabc",
]  # fmt: skip


@pytest.fixture
def stage(each_database: str) -> tuple[Cast, Played]:
    """A minute of a session in French, in two rooms."""
    cache.clear()
    cast = make_cast()
    played = make_session(cast, lang="fr", pressure=5000)
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    for room in (played.north, played.south):
        while conductor.advance_room(room.pk, T0 + 45):
            pass
    return cast, played.again()


def say(played: Played, text: str, key: str = "key-00000001") -> int:
    team = next(p["code"] for p in played.session.snapshot["personas"] if p.get("team"))
    message = messages.Publish(
        type="publish", key=key, account=team, channel="microblog", kind="original", text=text
    )
    made: int = actions.act(Seat(played.north, played.tom, None), message, T0 + 46)["id"]
    return made


def found(room: Room, text: str, **where: Any) -> list[int]:
    return [post.seq for post in store.found(room.pk, parse(text), **{"limit": 10_000} | where)]


def looked_for(room: Room, text: str) -> list[int]:
    """The same without an index: every post is looked at."""
    asked = parse(text)
    rows = store.room_posts(room.pk).exclude(kind="share").values_list("seq", "text", "handle", "deleted")
    said = ((seq, *of_post(text, handle)) for seq, text, handle, deleted in rows if not deleted)
    return [seq for seq, line, marks in said if holds(asked, line, marks)][::-1]


def holds(node: Node, line: list[str], marks: list[str]) -> bool:
    if isinstance(node, Either):
        return any(holds(part, line, marks) for part in node.parts)
    if not isinstance(node, Term):
        lacks = not any(holds(part, line, marks) for part in node.without)
        return lacks and all(holds(part, line, marks) for part in node.parts)
    places = marks if node.words[0][0] in "#@" else line
    return any(fits(node, places[at : at + len(node.words)]) for at in range(len(places)))


def fits(term: Term, there: list[str]) -> bool:
    *whole, last = term.words
    if len(there) < len(term.words) or there[:-1] != whole:
        return False
    return there[-1].startswith(last) if term.begun else there[-1] == last


def drawn(room: Room, number: int) -> list[str]:
    """Queries of every shape, from words that were said."""
    rng = random.Random(3)
    posts = list(store.room_posts(room.pk).values_list("text", "handle", "hashtags"))
    lines = [line for text, _handle, _tags in posts if len(line := words(text)) > 3]
    tags = [tag for _text, _handle, found in posts for tag in found.split()]

    def word() -> str:
        return rng.choice(rng.choice(lines))

    def phrase() -> str:
        line = rng.choice(lines)
        at = rng.randrange(len(line) - 2)
        return " ".join(line[at : at + rng.choice((2, 3))])

    shapes = [
        word,
        lambda: f"{word()} {word()}",
        lambda: f"{word()} -{word()}",
        lambda: f'"{phrase()}"',
        lambda: f'{word()} SAUF "{phrase()}"',
        lambda: f"({word()} OU {word()}) ET ({word()} OR {word()})",
        lambda: f'{word()} -({word()} OR "{phrase()}")',
        lambda: f"{(word() + 'aa')[:3]}*",
        lambda: f'"{phrase()}"* OR {word()}',
        lambda: "#" + rng.choice(tags).lstrip("#"),
        lambda: f"#{rng.choice(tags).lstrip('#')[:3]}* -{word()}",
        lambda: "@" + rng.choice(posts)[1].upper(),
        lambda: rng.choice(posts)[0].split()[0] + " éÈ",
    ]
    return [shape() for _turn in range(number) for shape in shapes]


@pytest.fixture(params=[False, True], ids=["one stretch", "many stretches"])
def short_stretches(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that PostgreSQL goes through all its ways with the few posts of a test."""
    if request.param:
        monkeypatch.setattr(search, "STRETCH", 6)
        monkeypatch.setattr(search, "SHORTER", (3, 4))
        store.index_again()


def test_what_is_found_is_what_a_look_at_every_post_finds(
    stage: tuple[Cast, Played], short_stretches: None
) -> None:
    _cast, played = stage
    say(played, "Évacuez l'ÉCOLE, sœurs et frères : #PortesOuvertes dès 20h30 !")
    hits, last, part = 0, played.again().north.last_seq, 7
    for query in [
        *drawn(played.north, 12),
        "evacuez ecole soeurs 20h30",
        "#portesouvertes",
        '"l’école sœurs"',
    ]:
        try:
            expected = looked_for(played.north, query)
        except ValueError:  # a draw such as "a*"
            continue
        assert found(played.north, query) == expected, query
        parts: dict[int, list[int]] = {}
        for seq in reversed(expected):
            parts.setdefault((seq - 1) // part * part + 1, []).append(seq)
        counted = search.count(played.north.pk, parse(query), last, part)
        assert counted == [(first, len(seqs), seqs[0]) for first, seqs in parts.items()], query
        hits += bool(expected)
    assert hits > 60


def test_pages_follow_each_other_without_hole_or_double(
    stage: tuple[Cast, Played], short_stretches: None
) -> None:
    _cast, played = stage
    whole = looked_for(played.north, "de OU la")
    tom, pages, before = browser(played.tom), [], ""
    while True:
        answer = ask(tom, played.north, f"q=de+OU+la&limit=30{before}")
        pages += [post["seq"] for post in answer["posts"]]
        if not answer["more"]:
            break
        assert len(answer["posts"]) == 30
        before = f"&before={pages[-1]}"
    assert pages == whole
    assert len(whole) > 90


def ask(client: Client, room: Room, query: str) -> dict[str, Any]:
    answer = client.get(f"/api/rooms/{room.code}/search?{query}")
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = answer.json()
    return told


def test_posts_come_as_pages_show_them_with_the_words_to_mark(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    say(played, "Restez chez vous, les secours arrivent.")
    for who in (played.tom, cast.fiona):
        client = browser(who)
        answer = ask(client, played.north, 'q="RESTEZ chez" secours* -panique')
        (listed,) = client.get(f"/api/rooms/{played.north.code}/posts?team=true").json()["posts"]
        assert answer["posts"] == [listed]
        assert answer["marks"] == [
            {"words": ["restez", "chez"], "begun": False},
            {"words": ["secours"], "begun": True},
        ]
        assert not answer["more"]
    assert not keys_in(ask(browser(played.tom), played.north, "q=de")) & (
        STAFF_POST_FIELDS | STAFF_FRAME_FIELDS
    )


def test_a_room_finds_nothing_of_another(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    say(played, "Zanzibar")
    assert len(found(played.north, "zanzibar")) == 1
    assert found(played.south, "zanzibar") == []


def test_what_was_deleted_is_not_found(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    ref = say(played, "Zanzibar #Zanzibar")
    delete = messages.Delete(type="delete", key="key-00000002", post=ref)
    actions.act(Seat(played.north, played.tom, None), delete, T0 + 47)
    assert found(played.north, "zanzibar OR #zanzibar") == []
    with transaction.atomic():
        store.index_again()
    assert found(played.north, "zanzibar OR #zanzibar") == []


def test_a_window_that_was_not_stored_left_no_words(
    stage: tuple[Cast, Played], monkeypatch: pytest.MonkeyPatch
) -> None:
    _cast, played = stage
    before = indexed()

    def die(*_arguments: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(store, "add_moment", die)
        with pytest.raises(RuntimeError):
            conductor.advance_room(played.north.pk, T0 + 50)
    assert indexed() == before
    crowd_memory.forget()
    while conductor.advance_room(played.north.pk, T0 + 50):
        pass
    assert indexed() == [
        search._rowid(room.pk, seq)
        for room in (played.again().north, played.south)
        for seq in store.room_posts(room.pk).exclude(kind="share").values_list("seq", flat=True)
    ]


def indexed() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM feed_search ORDER BY rowid")
        return [rowid for (rowid,) in cursor.fetchall()]


def test_the_migration_takes_up_the_posts_that_there_are(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    before, here = indexed(), found(played.north, "de OU la")
    assert before
    call_command("migrate", "feed", "0002", verbosity=0)
    try:
        with pytest.raises(Exception, match="feed_search"), transaction.atomic():
            indexed()
    finally:
        call_command("migrate", "feed", verbosity=0)
    assert indexed() == before
    assert found(played.north, "de OU la") == here


def test_words_go_with_their_room(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    other = [rowid for rowid in indexed() if rowid >> search.SEQ_BITS == played.south.pk]
    played.north.delete()
    assert indexed() == other != []


def test_hostile_queries_are_words_or_refused(stage: tuple[Cast, Played]) -> None:
    cast, played = stage
    for query in HOSTILE:
        for who in (played.tom, cast.fiona):
            answer = browser(who).get(f"/api/rooms/{played.north.code}/search", {"q": query})
            assert answer.status_code in (200, 400), query
            try:
                expected = looked_for(played.north, query)[:50]
            except ValueError:
                assert answer.json()["code"] == "bad_query", query
            else:
                assert [post["seq"] for post in answer.json()["posts"]] == expected, query
    assert indexed()


@pytest.mark.parametrize(("lang", "why"), [("en", "not closed"), ("fr", "pas fermé")])
def test_a_bad_query_is_refused_in_the_readers_language(
    stage: tuple[Cast, Played], lang: str, why: str
) -> None:
    _cast, played = stage
    answer = browser(played.tom).get(
        f"/api/rooms/{played.north.code}/search", {"q": '"a'}, headers={"Accept-Language": lang}
    )
    assert answer.status_code == 400
    assert why in answer.json()["message"]


def test_long_and_strange_words_are_stored_and_found(stage: tuple[Cast, Played]) -> None:
    _cast, played = stage
    text = f"{'x' * 150} ' \\ :* & ! | <-> %1 日本語 हिन्दी Ⅻ"
    say(played, text)
    for query in ("x" * 150, "日本語", "हिन्दी", "xii", '"日本語 हिन्दी"'):
        assert len(found(played.north, query)) == 1, query
    assert fold("Ⅻ") == "xii"
