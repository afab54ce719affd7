"""What the team wrote, in the mouths of the crowd."""

import pytest

from exercises.library import library_scenario
from exercises.package import plain
from feed.crowd.checkpoint import dump, load
from feed.crowd.dice import Dice
from feed.crowd.quoting import Quoted, fragments, heard, quote
from feed.crowd.simulation import Act, played
from feed.crowd.types import EMOTIONS, PressureSet

MOCKERY, ANGER, LIKE = (EMOTIONS.index(name) for name in ("mockery", "anger", "like"))


def test_a_message_is_cut_into_clauses_that_can_stand_alone() -> None:
    assert fragments("We are sorry. Stay indoors, please! #Alert @you https://a.example/x") == (
        "We are sorry",
        "Stay indoors",
    )
    assert fragments("Nous sommes désolés ; restez à l’abri (et chez vous).") == (
        "Nous sommes désolés",
        "restez à l’abri",
        "et chez vous",
    )
    (long,) = fragments("One two three four five six seven of the nine ten")
    assert long == "One two three four five six seven"
    assert fragments("Ok. #Tag 😀") == ()


def test_the_latest_messages_are_quoted_and_an_edited_one_in_both_its_forms() -> None:
    quotes: tuple[Quoted, ...] = ()
    for ref in range(6):
        quotes = heard(quotes, ref, f"This is message number {ref}.")
    assert [one.ref for one in quotes] == [2, 3, 4, 5]
    quotes = heard(quotes, 3, "It was never so.")
    assert quotes[-1] == Quoted(3, ("It was never so", "This is message number 3"))
    assert heard(quotes, 9, "#Tag") == quotes


def test_an_answer_quotes_what_it_answers_and_mockery_twists_some() -> None:
    quotes = heard(heard((), 1, "We are on it."), 2, "We have found it.")
    dice = Dice(1, 1)
    assert {quote(quotes, 1, dice, LIKE) for _ in range(40)} == {"We are on it"}
    assert {quote(quotes, None, dice, LIKE) for _ in range(40)} == {"We are on it", "We have found it"}
    mocked = {quote(quotes, 1, dice, MOCKERY) for _ in range(200)}
    assert mocked == {"We are on it", "wE ArE On iT"}
    assert {quote(quotes, 1, dice, ANGER) for _ in range(200)} == {"We are on it", "WE ARE ON IT"}


@pytest.mark.parametrize(
    ("lang", "said", "word"),
    [
        ("en", "The purple trams run all night.", "purple trams"),
        ("fr", "Les trams violets roulent toute la nuit.", "trams violets"),
    ],
)  # fmt: skip
def test_the_crowd_quotes_the_team_and_does_so_after_a_restart(lang: str, said: str, word: str) -> None:
    script = plain(library_scenario("capital-attack"))
    moments = list(played(script, lang, 1, 300, pressure=PressureSet(10_000), acts=[Act(100, text=said)]))
    texts = [d.text for moment in moments for d in moment.drafts.posts if d.kind != "share"]
    quoting = [text for text in texts if word in text.lower()]
    assert len(quoting) > 30
    assert not any("{" in text for text in texts)
    state = moments[-1].state
    assert load(script, lang, 1, dump(state)).talk.quotes == state.talk.quotes != ()
