"""Rumours: where they come from, how they are told, and what the team's words do to them."""

import pytest

from exercises.library import library_scenario
from exercises.package import plain
from feed.crowd import Draft, State, dump, load, rumours
from feed.crowd.dice import Dice
from feed.crowd.simulation import Act, played
from feed.crowd.telling import Told, counted, retold
from feed.crowd.types import PressureSet

SCENARIO = plain(library_scenario("contaminated-food"))
PROOF = (
    "It is false that only batch L4127 is affected: the laboratory results published this morning show two "
    "batches, L4127 and L4131. The full list is on our website."
)


def run(seconds: int, *acts: Act, write: bool = True, seed: int = 1) -> tuple[State, list[Draft]]:
    posts: list[Draft] = []
    moments = played(SCENARIO, "en", seed, seconds, pressure=PressureSet(3000), acts=acts, write=write)
    for moment in moments:
        posts += moment.drafts.posts
    return moment.state, posts


@pytest.fixture(scope="module")
def silence() -> tuple[State, list[Draft]]:
    """Ten minutes in which the team says nothing."""
    return run(600)


def test_a_question_that_nobody_answers_brings_forth_a_rumour(silence: tuple[State, list[Draft]]) -> None:
    born = [view for view in rumours(silence[0]) if view.origin == "crowd"]
    assert born
    assert not born[0].true
    assert born[0].told.posts > 20
    answered, _posts = run(
        600,
        *(
            Act(at, text=f"Update {at}: please stop eating batch L4127, call 0800 {at}.")
            for at in range(60, 600, 60)
        ),
    )
    assert not [view for view in rumours(answered) if view.origin == "crowd"]


def test_how_a_rumour_is_told_is_counted_post_by_post(silence: tuple[State, list[Draft]]) -> None:
    state, posts = silence
    for view in rumours(state):
        about = [post for post in posts if post.rumour == view.code]
        assert view.told.posts == len(about)
        assert view.told.reach == sum(post.author.followers for post in about)
        assert view.told.support > max(view.told.deny, view.told.comment)


def test_a_correction_with_proof_is_told_but_travels_less_far() -> None:
    until = 900
    silent, _ = run(until, write=False)
    corrected, posts = run(until, *(Act(at, text=PROOF) for at in (420, 600)))
    before = {view.code: view for view in rumours(silent)}
    after = {view.code: view for view in rumours(corrected)}
    assert after["wrong-batch"].state == "corrected"
    assert before["wrong-batch"].state == "circulating"
    assert after["wrong-batch"].heat < before["wrong-batch"].heat
    assert after["wrong-batch"].told.deny > 10
    assert after["wrong-batch"].told.support > 0
    assert posts


def test_a_rumour_survives_a_checkpoint(silence: tuple[State, list[Draft]]) -> None:
    state, _ = silence
    assert rumours(load(SCENARIO, "en", 1, dump(state))) == rumours(state)


def test_numbers_grow_as_a_claim_is_passed_on() -> None:
    told = {retold("two people died near the plant", Dice(1, n), 100_000, "en") for n in range(200)}
    assert "two people died near the plant" in told
    assert any(claim.startswith("three people died") for claim in told)
    assert any(claim.startswith("five people died") for claim in told)
    assert {retold("at 2 o'clock", Dice(1, n), 100_000, "en")[:12] for n in range(50)} == {"at 2 o'clock"}
    assert retold("two people died", Dice(1, 1), 0, "en") == "two people died"


def test_counting_keeps_the_old_tellings() -> None:
    old = {"a": Told(1, 10, 1)}
    new = dict(old)
    counted(new, "a", "doubt", 5)
    assert old == {"a": Told(1, 10, 1)}
    assert new == {"a": Told(2, 15, 1, 0, 1, 0)}
