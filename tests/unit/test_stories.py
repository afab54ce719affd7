"""How long stories live, what stays of them, and which tribute is the symbol."""

from typing import Any

import pytest

from exercises.faults import BrokenScenario
from exercises.fleeting import story_life
from exercises.package import check_document, plain, read_document, write_document
from feed.crowd import State, Window, start, step
from feed.crowd.types import ACTION_REFS, REFS_PER_WINDOW, Draft, Published
from feed.stories import expiry, is_gone, is_screenshot
from feed.symbol import symbol_of
from tests.unit.crowd_cast import small

LIFE = 120


def with_stories(**more: Any) -> dict[str, Any]:
    network = {"kind": "stories", "name": {"en": "Fleeting", "fr": "Éphémère"}, **more}
    return small() | {"channels": [*small()["channels"], network]}


@pytest.mark.parametrize(
    ("scale", "duration", "lasts", "life"),
    [
        (12, 3600, None, 600),  # a day would be two hours: a sixth of the exercise
        (288, 3600, None, 300),  # a day in five minutes
        (1000, 600, None, 86.4),
        (12, 120, None, 60),  # at least a minute
        (12, 3600, 900, 900),  # as its author says
    ],
)
def test_a_story_lives_a_day_squeezed_by_the_time_scale(
    scale: float, duration: int, lasts: int | None, life: float
) -> None:
    scenario = with_stories(**({"lasts": lasts} if lasts else {}))
    assert story_life(scenario | {"time_scale": scale, "duration": duration}) == life


def test_without_a_network_of_stories_nothing_goes() -> None:
    assert story_life(small()) is None


def test_an_author_says_how_long_stories_last_and_finds_it_again() -> None:
    document = check_document(with_stories(lasts=300))
    assert read_document(write_document(document)) == document
    assert plain(document)["channels"][-1]["lasts"] == 300
    assert "lasts" not in plain(check_document(with_stories()))["channels"][-1]


@pytest.mark.parametrize("lasts", [0, 59, -5, 7 * 86_400 + 1, "long", 61.5, True])
def test_what_is_no_time_for_a_story_is_refused(lasts: Any) -> None:
    with pytest.raises(BrokenScenario) as broken:
        check_document(with_stories(lasts=lasts))
    assert any(".lasts" in fault for fault in broken.value.faults)


def test_only_stories_have_a_time() -> None:
    channels = [dict(one) for one in small()["channels"]]
    channels[0]["lasts"] = 300
    with pytest.raises(BrokenScenario, match="only stories are gone after a time"):
        check_document(small() | {"channels": channels})


@pytest.mark.parametrize(
    ("kind", "channel", "parent", "goes"),
    [
        ("original", "stories", None, 130.0),
        ("quote", "stories", None, 130.0),  # of something that stays: a story like any other
        ("reply", "stories", 90.0, 90.0),  # with what it answers
        ("reply", "stories", None, None),  # to a screenshot
        ("share", "stories", 90.0, None),  # a screenshot
        ("quote", "microblog", 90.0, None),
        ("original", "microblog", None, None),
        ("reply", "microblog", None, None),
    ],
)
def test_what_goes_when(kind: str, channel: str, parent: float | None, goes: float | None) -> None:
    assert expiry(kind, channel, 10.0, LIFE, parent) == goes
    assert is_screenshot(kind, parent) == (kind in ("share", "quote") and parent is not None)


def test_staff_see_everything_and_others_until_the_moment() -> None:
    assert [is_gone(90.0, at) for at in (None, 89.9, 90.0)] == [False, False, True]
    assert not is_gone(None, 1e9)


# The crowd --------------------------------------------------------------------------------------------------


def story(window: int) -> Published:
    """The team shows something at the beginning of `window`."""
    ref = window * REFS_PER_WINDOW + ACTION_REFS
    return Published(
        ref, float(window), "valdor", True, "", "stories", "original", "Live from the depot.", None
    )


def told(windows: int) -> list[Draft]:
    state: State = start(with_stories(lasts=LIFE), "en", 1)
    posts: list[Draft] = []
    for number in range(windows):
        state, drafts, _causes = step(state, [story(5)] if number == 5 else [], Window(number))
        posts += drafts.posts
    return posts


def test_the_crowd_answers_a_story_while_it_is_there_and_passes_it_on_elsewhere() -> None:
    posts = told(2 * LIFE)
    shown = {post.ref: post.t for post in posts if post.channel == "stories" and post.kind == "original"}
    shown[story(5).ref] = 5.0
    about = [post for post in posts if post.parent in shown]
    assert {post.channel for post in about if post.kind == "reply"} == {"stories"}
    assert {post.channel for post in about if post.kind != "reply"} == {"microblog"}
    assert all(post.t <= shown[post.parent] + LIFE for post in about if post.parent is not None)


# The wall ---------------------------------------------------------------------------------------------------


def test_the_symbol_is_what_people_take_up_most_once_enough_do() -> None:
    assert symbol_of(None, {}) is None
    assert symbol_of(None, {1: 9, 2: 3}) is None
    assert symbol_of(None, {1: 10, 2: 40}) == 2
    assert symbol_of(None, {2: 40, 1: 40}) == 1  # the older of two


def test_the_symbol_does_not_flicker_between_two_that_are_close() -> None:
    holder = None
    changes = 0
    for taken in range(10, 400):
        for counts in ({1: taken, 2: taken - 1}, {1: taken, 2: taken + 2}):
            now = symbol_of(holder, counts)
            changes += now != holder
            holder = now
    assert (holder, changes) == (1, 1)


def test_another_takes_its_place_when_it_is_a_quarter_ahead_or_the_symbol_is_taken_down() -> None:
    assert symbol_of(1, {1: 100, 2: 124}) == 1
    assert symbol_of(1, {1: 100, 2: 125}) == 2
    assert symbol_of(1, {2: 12}) == 2
    assert symbol_of(1, {}) is None
