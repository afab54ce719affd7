"""Reviews: what some who write on the organisation's page give it."""

from collections import Counter
from statistics import mean

import pytest

from exercises.faults import BrokenScenario
from exercises.package import check_document
from feed.crowd import Draft, Window, start, step
from feed.crowd.book import book
from feed.crowd.population import account
from feed.crowd.reviewing import stars_of
from feed.crowd.types import EMOTIONS, Author, PressureSet
from feed.crowd.voice_files import AMBIENT
from tests.unit.crowd_cast import crowd, injects, small

SOMEBODY = account(1, "en", 7).author


def given(emotion: int, seed: int = 1) -> list[int]:
    """The stars of those of 2,000 posts that are reviews."""
    script = book(small(), "en")
    found = (stars_of(script, seed, ref, "page", emotion, SOMEBODY, "topic") for ref in range(2000))
    return [stars for stars in found if stars is not None]


def posts(seconds: int = 150) -> list[Draft]:
    state, found = crowd(), []
    for number in range(seconds):
        acts = [PressureSet(9000)] if number == 0 else []
        state, drafts, _ = step(state, [*injects(number), *acts], Window(number))
        found += drafts.posts
    return found


def test_who_is_content_gives_many_stars_and_who_is_angry_one() -> None:
    means = {name: mean(given(emotion)) for emotion, name in enumerate(EMOTIONS)}
    assert means["like"] > 4.2
    assert means["anger"] < means["mockery"] < 2 < means["fear"] < means["sadness"] < 3.5
    assert Counter(given(EMOTIONS.index("anger"))).most_common(1)[0][0] == 1


def test_stars_are_from_one_to_five_and_most_posts_are_no_reviews() -> None:
    for emotion in range(5):
        stars = given(emotion)
        assert set(stars) <= set(range(1, 6))
        assert 0.3 < len(stars) / 2000 < 0.5


def test_the_same_seed_gives_the_same_stars_and_another_one_others() -> None:
    assert given(2) == given(2)
    assert given(2) != given(2, seed=2)


def test_everyday_talk_and_named_people_rate_nobody() -> None:
    script = book(small(), "en")
    mayor = Author("mayor", "mayor", "The Mayor", "elected", 9000)
    for ref in range(300):
        assert stars_of(script, 1, ref, "page", 2, SOMEBODY, AMBIENT) is None
        assert stars_of(script, 1, ref, "page", 2, mayor, "topic") is None
        assert stars_of(script, 1, ref, "microblog", 2, SOMEBODY, "topic") is None


def test_reviews_stand_on_the_page_and_are_posts_of_their_own() -> None:
    reviews = [post for post in posts() if post.stars]
    assert len(reviews) > 5
    assert {(post.channel, post.kind, post.parent) for post in reviews} == {("page", "original", None)}
    assert all(post.text for post in reviews)


def test_a_scenario_without_reviews_has_none_and_is_the_same_otherwise() -> None:
    plain = {**small(), "channels": [{**c, "reviews": False} for c in small()["channels"]]}
    with_them, without = crowd(), start(plain, "en", 1)
    for number in range(90):
        acts = [*injects(number), *([PressureSet(9000)] if number == 0 else [])]
        with_them, some, _ = step(with_them, acts, Window(number))
        without, none, _ = step(without, acts, Window(number))
        assert [post._replace(stars=None) for post in some.posts] == none.posts


def test_only_a_page_has_reviews() -> None:
    wrong = {**small(), "channels": [{**c, "reviews": c["kind"] == "press"} for c in small()["channels"]]}
    with pytest.raises(BrokenScenario) as broken:
        check_document(wrong)
    assert [fault.kind for fault in broken.value.faults] == ["reviews_on_page"]
