"""Requests for comment: how one stands, what a newsroom makes of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from exercises.library import library_scenario
from exercises.package import plain
from feed.articles import QUOTED, article, excerpt, question_of, quoted
from feed.crowd.types import Deleted, Edited, Published
from feed.press import Asked, Desk, standing
from tests.conftest import small_document

CASES = json.loads((Path(__file__).parent / "js" / "standing.json").read_text(encoding="utf-8"))
ASKED = Asked("press-asks", 900_001, 100.0, 400.0, "Since when have you known?")


def answer(ref: int, t: float, text: str = "Since Monday.", **more: Any) -> Published:
    said = Published(ref, t, "valdor", True, "", "mailbox", "reply", text, ASKED.ref)
    return said._replace(**more)


def desk(*heard: Any) -> Desk:
    made = Desk()
    made.ask(ASKED)
    for stimulus in heard:
        made.hear(stimulus)
    return made


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['answered']} at {case['now']}")
def test_a_request_stands_as_the_clock_and_the_answer_say(case: dict[str, Any]) -> None:
    """The page asks the same table: tests/unit/js/asking.test.js."""
    assert standing(case["due"], case["answered"], case["now"]) == case["is"]


def test_nothing_is_due_before_the_deadline_and_each_request_once() -> None:
    made = desk()
    assert made.due(399) == []
    assert made.due(400) == [(ASKED, "")]
    assert made.due(401) == []


def test_a_window_that_comes_late_finds_what_was_due_before() -> None:
    assert desk().due(430) == [(ASKED, "")]


@pytest.mark.parametrize(
    ("heard", "quote"),
    [
        ([answer(1, 150)], "Since Monday."),
        ([answer(1, 400.0)], "Since Monday."),
        ([answer(1, 400.2)], ""),
        ([answer(1, 150, team=False)], ""),
        ([answer(1, 150, parent=12)], ""),
        ([answer(1, 150, kind="quote")], ""),
        ([answer(1, 150, "We come back to you."), answer(2, 300, "We have known since Monday.")],
         "We have known since Monday."),
        ([answer(1, 150), Edited(answer(1, 150, "Since Tuesday."), "Since Monday.")], "Since Tuesday."),
        ([answer(1, 150), Deleted(1, team=True)], ""),
        ([answer(1, 150), answer(2, 160, "No."), Deleted(1, team=True)], "No."),
    ],
)  # fmt: skip
def test_what_is_quoted_is_what_the_team_had_answered_in_time(heard: list[Any], quote: str) -> None:
    assert desk(*heard).due(400) == [(ASKED, quote)]


def test_a_letter_that_was_taken_out_is_waited_for_no_more() -> None:
    assert desk(Deleted(ASKED.ref, team=False)).due(400) == []


# What is published ------------------------------------------------------------------------------------


def inject(**request: Any) -> dict[str, Any]:
    return {"code": "press-asks", "request": {"deadline": 300, **request}}


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("answered", [True, False])
def test_an_article_is_made_where_the_author_wrote_none(lang: str, answered: bool) -> None:
    letter = {"en": "Hello. Since when have you known? Thank you.", "fr": "Depuis quand savez-vous ? Merci."}
    said = {"en": "We have known since Monday.", "fr": "Nous le savons depuis lundi."}[lang]
    outcome, text = article(plain(small_document()), inject(), letter[lang], said if answered else "", lang)
    assert outcome == ("in_time" if answered else "missed")
    title, _gap, body = text.partition("\n\n")
    assert "Valdor" in title
    assert "{" not in text
    assert question_of(letter[lang]) in body
    missing = {"en": "did not answer our questions before publication", "fr": "pas répondu à nos questions"}
    assert (said in body) is answered
    assert (missing[lang] in body) is not answered


@pytest.mark.parametrize("slug", ["capital-attack", "contaminated-food"])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_library_asks_at_least_twice_and_each_request_has_its_articles(slug: str, lang: str) -> None:
    script = plain(library_scenario(slug))
    asking = [item for item in script["injects"] if item.get("request")]
    assert len(asking) >= 2
    for item in asking:
        letter = item["content"][lang]
        _outcome, with_answer = article(script, item, letter, "We were told at noon. We are sorry.", lang)
        _outcome, without = article(script, item, letter, "", lang)
        assert "We were told at noon. We are sorry." in with_answer
        assert "We were told" not in without
        assert "{" not in with_answer + without
        assert item["offset"] + item["request"]["deadline"] < script["duration"]
        for text in (with_answer, without):
            assert "\n" in text, "an article has a headline"


def test_the_authors_own_texts_are_used() -> None:
    texts = {"if_answered": {"en": "They told us: {answer} Nothing else."}, "if_missed": {"en": "Nothing."}}
    snapshot = plain(small_document())
    asked = inject(**texts)
    assert (
        article(snapshot, asked, "?", "It is closed.", "en")[1]
        == "They told us: “It is closed.” Nothing else."
    )
    assert article(snapshot, asked, "?", "", "en")[1] == "Nothing."
    plainly = inject(if_answered={"en": "They answered."})
    assert article(snapshot, plainly, "?", "Yes.", "en")[1] == "They answered.\n\n“Yes.”"


def test_hostile_answers_are_words_and_no_patterns() -> None:
    said = "{Org} {answer} {question} <script>alert(1)</script> %s \\1"
    _outcome, text = article(plain(small_document()), inject(), "Why {answer}?", said, "en")
    assert said in text
    _outcome, text = article(
        plain(small_document()), inject(if_answered={"en": "So: {answer}"}), "?", said, "en"
    )
    assert text == f"So: “{said}”"


def test_a_long_answer_is_cut_at_a_sentence() -> None:
    sentence = "We are sorry for everybody who was hurt on the bridge this morning. "
    cut = excerpt(sentence * 20, QUOTED)
    assert cut.endswith("this morning.")
    assert 300 < len(cut) <= QUOTED
    assert excerpt("word " * 200, QUOTED).endswith("word …")
    assert len(excerpt("x" * 5000, QUOTED)) <= QUOTED
    assert excerpt("One.\n\nTwo.", QUOTED) == "One. Two."


@pytest.mark.parametrize(
    ("letter", "question"),
    [
        ("Three: since when? Which batches? Are you recalling them, yes or no? Thanks.",
         "Are you recalling them, yes or no?"),
        ("1. Who decided?\n\n2. Is anybody looked for?\n\nI quote in full.", "Is anybody looked for?"),
        ("One comes back. “Last night, who was in charge?”\nRegards.", "Last night, who was in charge?"),
        ("Une seule : « Que dites-vous aux parents ? » Je la lirai.", "Que dites-vous aux parents ?"),
        ("Confirm or deny. Three minutes.", ""),
        ("?", "?"),
        ("x" * 500 + "?", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_last_question_of_a_letter_is_told(letter: str, question: str) -> None:
    assert question_of(letter) == question


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [
        ("Closed.", "en", "“Closed.”"),
        ("“Closed”, he said.", "en", "“‘Closed’, he said.”"),
        ('He said "closed".', "en", "“He said ‘closed’.”"),
        ("Fermé.", "fr", "«\u202fFermé.\u202f»"),
        ("Il dit « fermé ».", "fr", "«\u202fIl dit “fermé”.\u202f»"),
    ],
)
def test_words_are_quoted_as_the_language_does(text: str, lang: str, said: str) -> None:
    assert quoted(text, lang) == said
