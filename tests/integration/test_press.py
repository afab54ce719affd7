"""The press asks, and publishes with the team's answer or without it; everybody is told how that stands."""

import hashlib
import json
from typing import Any

import pytest
from django.test import Client

from exercises import sessions
from exercises.access import Seat, access_session, seat_cookie
from exercises.document import ScenarioDocument
from exercises.faults import BrokenScenario
from exercises.models import LogEntry, Participant, Room
from exercises.package import check_document, plain
from exercises.scenarios import load_scenario
from exercises.sessions import Refused, create_session, locked
from feed import actions, conductor, crowd_memory, messages, steering, store
from feed.crowd.types import Published
from feed.present import post_views, room_state
from feed.stage import set_stage
from feed.store import letters
from reports.presspage import press_rows
from reports.record import session_record
from tests.conftest import VERSIONS, Cast, Played, make_cast, small_document

T0 = 1_000_000.0  # wall time of the start, s
ASKED, DEADLINE = 20, 40  # s of exercise
LETTER = "Subject: The bridge\nHello. Since when did you know of the rails? I need a line."


def with_request(**request: Any) -> ScenarioDocument:
    """The small scenario, in which Inès Roche asks for comment, and a story is told in two articles."""
    data = plain(small_document())
    asks = {
        "code": "press-asks",
        "title": {"en": "The Gazette asks", "fr": "La Gazette demande"},
        "offset": ASKED,
        "channel": "mailbox",
        "persona": "ines-roche",
        "content": {"en": LETTER, "fr": LETTER},
        "request": {"deadline": DEADLINE, "outlet": {"en": "Amance Gazette", "fr": "Gazette d’Amance"}}
        | request,
    }
    first = asks | {"code": "live-1", "channel": "press", "offset": 5, "request": None}
    second = first | {"code": "live-2", "offset": 8, "live": "live-1"}
    data["injects"] += [asks, first, second]
    return check_document(data)


def play(cast: Cast, *, lang: str = "en", document: ScenarioDocument | None = None, seed: int = 1) -> Played:
    scenario = load_scenario(document or with_request(), cast.organisation)
    session = create_session(
        cast.fiona, scenario, name="Monday", lang=lang, room_names=["North", "South"], versions=VERSIONS,
        seed=seed, pressure=300,
    )  # fmt: skip
    north, south = session.rooms.order_by("position")
    people = [
        Participant.objects.create(session=session, room=room, name=name, function="spokesperson")
        for name, room in (("Tom", north), ("Tara", north), ("Tim", south))
    ]
    with locked(session.pk) as held:
        sessions.start_session(held, cast.fiona, T0)
    return Played(session, north, south, *people).again()


@pytest.fixture
def asked(each_database: str) -> tuple[Cast, Played]:
    cast = make_cast()
    played = play(cast)
    advance(played.north, 25)
    return cast, played.again()


def advance(room: Room, until: float) -> None:
    while conductor.advance_room(room.pk, T0 + until):
        pass


def letter(room: Room) -> Any:
    return store.room_posts(room.pk).get(inject="press-asks")


def articles(room: Room) -> list[Any]:
    return list(
        store.room_posts(room.pk).filter(channel="press", author_key="ines-roche", inject="", kind="original")
    )


def act(played: Played, at: float, message: Any) -> dict[str, Any]:
    return actions.act(Seat(played.north, played.tom, None), message, T0 + at)


def answer(played: Played, at: float, text: str = "We knew nothing of it.", **more: Any) -> dict[str, Any]:
    fields = {"account": "valdor", "channel": "mailbox", "kind": "reply", "parent": letter(played.north).ref}
    message = messages.Publish(type="publish", key=f"key-{at:08.0f}-answer", text=text, **(fields | more))
    return act(played, at, message)


def digest(room: Room) -> str:
    fields = ("ref", "t", "kind", "channel", "handle", "text", "parent", "root", "emotion", "likes")
    rows = sorted(store.room_posts(room.pk).values_list(*fields))
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def view(room: Room, post: Any) -> dict[str, Any]:
    return post_views(room.pk, [post])[0].model_dump(exclude_none=True)


# What is published ------------------------------------------------------------------------------------


def test_without_an_answer_the_press_says_so_when_the_deadline_is_over(asked: tuple[Cast, Played]) -> None:
    _cast, played = asked
    advance(played.north, ASKED + DEADLINE)
    assert articles(played.north) == []
    advance(played.north, ASKED + DEADLINE + 1)
    (article,) = articles(played.north)
    assert article.t == ASKED + DEADLINE
    assert article.name == "Inès Roche"
    assert "did not answer our questions before publication" in article.text
    advance(played.north, ASKED + DEADLINE + 30)
    assert len(articles(played.north)) == 1
    written = LogEntry.objects.get(what="article_missed", room=played.north)
    assert (written.source, written.t, written.data["inject"]) == ("script", ASKED + DEADLINE, "press-asks")


def test_an_answer_in_time_is_quoted(asked: tuple[Cast, Played]) -> None:
    _cast, played = asked
    answer(played, 40, "We read the report on Tuesday. We closed the line the same day.")
    advance(played.north, ASKED + DEADLINE + 1)
    (article,) = articles(played.north)
    assert "“We read the report on Tuesday. We closed the line the same day.”" in article.text
    assert "did not answer" not in article.text


def test_an_answer_after_the_deadline_comes_too_late_for_the_article(asked: tuple[Cast, Played]) -> None:
    _cast, played = asked
    answer(played, ASKED + DEADLINE + 0.2, "Too late.")
    advance(played.north, ASKED + DEADLINE + 5)
    (article,) = articles(played.north)
    assert "did not answer our questions before publication" in article.text


def test_a_late_tick_decides_by_when_the_team_answered(asked: tuple[Cast, Played]) -> None:
    """None was made since second 25; the answer takes effect in the next one, and was late all the same."""
    _cast, played = asked
    answer(played, ASKED + DEADLINE + 4, "Too late.")
    advance(played.north, ASKED + DEADLINE + 9)
    assert "did not answer" in articles(played.north)[0].text


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_authors_texts_are_published_in_the_language_of_the_session(
    each_database: str, lang: str
) -> None:
    cast = make_cast()
    texts = {"if_missed": {"en": "Silence\nThey said nothing.", "fr": "Silence\nIls n’ont rien dit."}}
    played = play(cast, lang=lang, document=with_request(**texts))
    advance(played.north, ASKED + DEADLINE + 1)
    assert articles(played.north)[0].text == texts["if_missed"][lang]


def test_each_room_has_its_own_article(asked: tuple[Cast, Played]) -> None:
    _cast, played = asked
    answer(played, 30, "Nothing to hide.")
    for room in (played.north, played.south):
        advance(room, ASKED + DEADLINE + 1)
    assert "Nothing to hide." in articles(played.north)[0].text
    assert "did not answer" in articles(played.south)[0].text


def test_hostile_answers_are_quoted_as_text(asked: tuple[Cast, Played]) -> None:
    _cast, played = asked
    said = "<script>alert(1)</script> {answer} {Org} %s"
    answer(played, 30, said)
    advance(played.north, ASKED + DEADLINE + 1)
    assert said in articles(played.north)[0].text


def test_what_was_taken_back_or_changed_in_time_is_what_counts(asked: tuple[Cast, Played]) -> None:
    _cast, played = asked
    first = answer(played, 30, "We do not know.")
    second = answer(played, 31, "Ask the police, please.")
    act(
        played,
        32,
        messages.Edit(type="edit", key="key-edit0001", post=first["id"], text="We know since May."),
    )
    act(played, 33, messages.Delete(type="delete", key="key-delete01", post=second["id"]))
    advance(played.north, ASKED + DEADLINE + 1)
    text = articles(played.north)[0].text
    assert "We know since May." in text
    assert "We do not know" not in text
    assert "police" not in text


def test_a_private_account_does_not_answer_for_the_team(asked: tuple[Cast, Played]) -> None:
    _cast, played = asked
    answer(played, 30, "I am just me.", account="own")
    assert "answered" not in view(played.north, letter(played.north))["request"]
    advance(played.north, ASKED + DEADLINE + 1)
    assert "did not answer" in articles(played.north)[0].text


def test_a_letter_that_the_trainer_takes_out_has_no_article(asked: tuple[Cast, Played]) -> None:
    cast, played = asked
    staff = access_session(cast.fiona, played.session.pk)
    gone = messages.RemovePost(
        type="remove_post", key="key-remove01", room=played.north.code, post=letter(played.north).ref
    )
    steering.steer(staff, gone, T0 + 30)
    advance(played.north, ASKED + DEADLINE + 5)
    assert articles(played.north) == []
    assert session_record(played.session).rooms[0].press == ()


def test_a_jump_over_the_deadline_brings_the_article_after_it(asked: tuple[Cast, Played]) -> None:
    cast, played = asked
    with locked(played.session.pk) as session:
        sessions.jump_session(session, cast.fiona, T0 + 26, 100)
    advance(played.north, 26 + 6)
    (article,) = articles(played.north)
    assert article.t >= 100


# The crowd, and exact repetition ------------------------------------------------------------------------


def test_the_crowd_reads_the_article_but_never_the_letter(asked: tuple[Cast, Played]) -> None:
    _cast, played = asked
    answer(played, 30)
    advance(played.north, ASKED + DEADLINE)
    room = played.again().north
    stage = set_stage(played.session, room, room.next_window, room.next_window)
    stimuli, _settled = stage.enter(room.next_window, {"like": 1.0})
    (read,) = [one for one in stimuli if isinstance(one, Published)]
    assert (read.channel, read.by, read.team) == ("press", "ines-roche", False)
    assert "We knew nothing of it." in read.text


@pytest.mark.parametrize("answers", [True, False])
def test_the_same_actions_give_the_same_posts_however_they_are_made(
    each_database: str, answers: bool
) -> None:
    cast = make_cast()

    def run(steps: list[float], forget: bool) -> str:
        played = play(cast, seed=5)
        for at in steps:
            advance(played.north, at)
            if forget:
                crowd_memory.forget()
            if at == 25 and answers:
                answer(played, 25.5, "We have known since Monday. We are sorry.")
        assert len(articles(played.north)) == 1
        return digest(played.again().north)

    every_second = run([float(second) for second in range(1, 91)], False)
    in_gulps = run([25.0, 90.0], False)
    by_new_workers = run([7.0, 25.0, 33.0, 59.0, 60.0, 61.0, 62.0, 75.0, 90.0], True)
    assert every_second == in_gulps == by_new_workers


def test_a_worker_that_starts_from_nothing_knows_what_was_published(asked: tuple[Cast, Played]) -> None:
    """Windows made again tell the crowd the same article, from what is stored."""
    _cast, played = asked
    answer(played, 30, "We knew.")
    advance(played.north, 70)
    (made,) = letters.articles(played.north.pk)
    room = played.again().north
    stage = set_stage(played.session, room, 0, room.next_window - 1)
    told = [one for one in stage.replay(ASKED + DEADLINE) if isinstance(one, Published)]
    assert [(one.ref, one.text) for one in told] == [(made.ref, made.content)]


# Who is told what -------------------------------------------------------------------------------------


def test_a_letter_tells_until_when_and_from_whom_and_whether_it_was_answered(
    asked: tuple[Cast, Played],
) -> None:
    _cast, played = asked
    request = {"due": float(ASKED + DEADLINE), "outlet": "Amance Gazette"}
    assert view(played.north, letter(played.north))["request"] == request
    said = answer(played, 30)
    assert view(played.north, letter(played.north))["request"] == request | {"answered": 30.0}
    (change,) = [c for c in store.changes_after(played.north.pk, 0, 10) if c.kind == "answered"]
    assert change.data == {"request": request | {"answered": 30.0}}
    answer(played, 35, "And more.")
    act(played, 36, messages.Delete(type="delete", key="key-delete02", post=said["id"]))
    assert view(played.north, letter(played.north))["request"] == request | {"answered": 35.0}
    last = [c for c in store.changes_after(played.north.pk, 0, 10) if c.kind == "answered"][-1]
    assert last.data["request"]["answered"] == 35.0


def test_a_trainer_sees_how_each_request_stands(asked: tuple[Cast, Played]) -> None:
    _cast, played = asked
    answer(played, 30)

    def inject() -> dict[str, Any]:
        injects = room_state(played.again().north, staff=True).injects or []
        return next(one for one in injects if one["code"] == "press-asks")

    told = inject()
    assert (told["state"], told["t"], told["deadline"], told["answered"]) == ("fired", ASKED, DEADLINE, 30.0)
    assert told["post"] == letter(played.north).ref


def test_a_trainee_gets_the_request_and_no_byte_of_its_script(asked: tuple[Cast, Played]) -> None:
    _cast, played = asked
    client = Client()
    cookie, value = seat_cookie(played.tom)
    client.cookies[cookie] = value
    answered = client.get(f"/api/rooms/{played.north.code}/posts?channel=mailbox")
    (post,) = answered.json()["posts"]
    assert post["request"]["due"] == ASKED + DEADLINE
    assert b"press-asks" not in answered.content
    assert b"deadline" not in answered.content


def test_articles_of_one_story_know_the_one_that_began_it(asked: tuple[Cast, Played]) -> None:
    _cast, played = asked
    first, second = (store.room_posts(played.north.pk).get(inject=code) for code in ("live-1", "live-2"))
    assert [view(played.north, post).get("story") for post in (first, second)] == [first.ref, first.ref]
    assert "story" not in view(played.north, letter(played.north))


@pytest.mark.parametrize(
    ("at", "end", "state"),
    [(30, 70, "met"), (62, 70, "late"), (None, 70, "missed"), (None, 40, "open")],
)
def test_the_debrief_says_what_was_asked_and_what_came_of_it(
    asked: tuple[Cast, Played], at: float | None, end: float, state: str
) -> None:
    cast, played = asked
    if at is not None and at > 60:
        advance(played.north, 61)
    if at is not None:
        answer(played, at)
    advance(played.north, end)
    with locked(played.session.pk) as session:
        sessions.end_session(session, cast.fiona, T0 + end)
    record = session_record(played.again().session)
    (row,) = press_rows(record, record.rooms[0].press)
    assert row["state"] == state
    assert row["title"] == "The Gazette asks"
    assert row["by"] == "Inès Roche · Amance Gazette"
    assert bool(row["answered"]) is (at is not None)


# What an author may write ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        {"request": {"deadline": 5}},
        {"request": {"deadline": "soon"}},
        {"request": {"deadline": 60, "dead": 1}},
        {"request": {"deadline": 60, "if_missed": {"en": "x" * 6000, "fr": "y"}}},
        {"request": {"deadline": 60, "if_missed": {"en": "Only in English."}}},
        {"request": {"deadline": 60}, "channel": "microblog"},
        {"request": {"deadline": 60}, "persona": None},
        {"live": "nowhere", "channel": "press"},
        {"live": "derailment", "channel": "microblog"},
    ],
    ids=str,
)
def test_a_request_that_cannot_be_played_is_refused(broken: dict[str, Any]) -> None:
    data = plain(small_document())
    data["injects"][1] |= {"channel": "mailbox"} | broken
    with pytest.raises(BrokenScenario):
        check_document(data)


def test_a_request_needs_a_press_site_to_publish_on() -> None:
    data = plain(with_request())
    data["channels"] = [channel for channel in data["channels"] if channel["kind"] != "press"]
    with pytest.raises(BrokenScenario, match="request: unknown ‘press’"):
        check_document(data)


def test_nobody_answers_before_the_letter_or_after_the_end(asked: tuple[Cast, Played]) -> None:
    cast, played = asked
    with pytest.raises(Refused):
        answer(played, 30, parent=letter(played.north).ref + 1)
    with locked(played.session.pk) as session:
        sessions.end_session(session, cast.fiona, T0 + 31)
    with pytest.raises(Refused):
        answer(played, 32)
