"""How the crowd votes: by its mood, the same in every run, fewer as a poll grows old."""

import pytest

from feed.crowd.ballots import Poll, tone_of, votes_in
from feed.crowd.types import Vector

POLL = Poll(7_500_001, ("Yes", "No", "I do not care"), 30_000, 100.0, 400.0)
PLEASED: Vector = (0.8, 0.05, 0.05, 0.05, 0.05)
ANGRY: Vector = (0.05, 0.05, 0.8, 0.05, 0.05)
MOCKING: Vector = (0.05, 0.05, 0.05, 0.8, 0.05)


def result(mood: Vector, *, poll: Poll = POLL, seed: int = 1, volume: float = 3000.0) -> list[int]:
    windows = [votes_in(seed, poll, number, mood, volume) for number in range(90, 420)]
    return [sum(column) for column in zip(*windows, strict=True)]


def test_the_same_seed_votes_the_same_and_another_otherwise() -> None:
    assert result(ANGRY) == result(ANGRY)
    assert result(ANGRY, seed=2) != result(ANGRY)


def test_who_is_pleased_says_yes_and_who_is_angry_no() -> None:
    for seed in range(5):
        yes, no, _other = result(PLEASED, seed=seed)
        assert yes > 1.5 * no
        yes, no, _other = result(ANGRY, seed=seed)
        assert no > 2 * yes


def test_who_mocks_takes_the_last_answer_more_often() -> None:
    assert result(MOCKING)[2] > result(ANGRY)[2]


def test_nobody_votes_before_or_after_its_time() -> None:
    for window in (0, 99, 400, 5000):
        assert votes_in(1, POLL, window, ANGRY, 10_000) == [0, 0, 0]


def test_most_votes_come_while_it_is_new() -> None:
    early = sum(sum(votes_in(1, POLL, number, ANGRY, 3000)) for number in range(100, 250))
    late = sum(sum(votes_in(1, POLL, number, ANGRY, 3000)) for number in range(250, 400))
    assert early > 2 * late > 0


def test_few_followers_bring_few_votes_and_a_silent_crowd_none() -> None:
    assert sum(result(ANGRY, poll=POLL._replace(followers=120))) < sum(result(ANGRY)) / 5
    assert sum(result(ANGRY, poll=POLL._replace(followers=0))) == 0
    assert sum(result(ANGRY, volume=0.0)) == 0


def test_a_window_depends_on_no_other_window() -> None:
    alone = votes_in(1, POLL, 200, ANGRY, 3000)
    for number in range(100, 200):
        votes_in(1, POLL, number, ANGRY, 3000)
    assert votes_in(1, POLL, 200, ANGRY, 3000) == alone


@pytest.mark.parametrize(
    ("option", "tone"),
    [
        ("Yes, fully", "for"),
        ("Not safe", "against"),
        ("Oui, tout à fait d’accord", "for"),
        ("Pas du tout rassuré", "against"),
        ("J’ai peur", "worried"),
        ("Inquiète", "worried"),
        ("Blue", ""),
        ("", ""),
        ("🙂", ""),
    ],
)
def test_what_an_answer_says_of_whoever_asks(option: str, tone: str) -> None:
    assert tone_of(option) == tone
