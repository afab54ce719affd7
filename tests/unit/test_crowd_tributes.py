"""What the crowd leaves on the social wall: by whom, when, in which words, and what its picture shows."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import pytest

from exercises.faults import BrokenScenario
from exercises.package import check_document
from feed.crowd import Causes, Draft, State, Window, dump, load, start, step
from feed.crowd.book import book
from feed.crowd.dice import Dice
from feed.crowd.facts import TRIBUTES
from feed.crowd.grammar import Fill, Phrase, say
from feed.crowd.mourning import Mourning, after, expected, tender
from feed.crowd.types import (
    EMOTIONS,
    Drafts,
    InjectFired,
    PressureSet,
    Published,
    Stimulus,
    Vector,
    WeightsSet,
)
from feed.crowd.voice_files import LANGUAGES, TRIBUTE, read_tributes, voice
from feed.pictures import picture
from feed.pictures.seeing import see
from feed.symbol import LEAST, symbol_of
from tests.unit.crowd_cast import injects, small

MOURNS: Vector = (0.5, 0.05, 0.02, 0.02, 1.0)
RAGES: Vector = (0.1, 0.1, 1.0, 0.5, 0.1)
FASTER = 60  # time scale: six hours of grief in as many minutes
SECONDS = 360
MANY = 5000  # tributes an hour, for tests that have no hour
SPOKEN = Published(60_500_000, 60.0, "mayor", False, "", "wall", "original", "A candle for each.", None)


class Played(NamedTuple):
    state: State
    drafts: Drafts
    causes: Causes


def walled(**wall: Any) -> dict[str, Any]:
    """The tram scenario, faster, with a social wall."""
    channel = {"kind": "wall", "name": {"en": "The Wall", "fr": "Le Mur"}, "length": 400, **wall}
    return {**small(), "time_scale": FASTER, "channels": [*small()["channels"], channel]}


def stimuli(number: int, weights: Vector, lang: str = "en") -> list[Stimulus]:
    """The script, and the mayor who leaves something on the wall."""
    begun: list[Stimulus] = [PressureSet(10_000), WeightsSet(weights)] if number == 0 else []
    return [*injects(number, lang), *begun, *([SPOKEN] if number == 60 else [])]


def played(
    scenario: dict[str, Any], weights: Vector, lang: str = "en", seconds: int = SECONDS
) -> list[Played]:
    """Each window of a crowd that feels so, at full pressure."""
    state, found = start(scenario, lang, 1), []
    for number in range(seconds):
        found.append(Played(*step(state, stimuli(number, weights, lang), Window(number))))
        state = found[-1].state
    return found


@cache
def mourning(lang: str = "en") -> tuple[Played, ...]:
    return tuple(played(walled(tributes=MANY), MOURNS, lang))


@cache
def without() -> tuple[Played, ...]:
    """The same crowd where the author wants no tributes."""
    return tuple(played(walled(tributes=0), MOURNS))


def posts(windows: Sequence[Played]) -> list[Draft]:
    return [post for window in windows for post in window.drafts.posts]


def left(windows: Sequence[Played]) -> list[Draft]:
    return [post for post in posts(windows) if (post.channel, post.kind) == ("wall", "original")]


def test_a_mourning_crowd_leaves_tributes_and_an_angry_one_next_to_none() -> None:
    grieved, enraged = left(mourning()), left(played(walled(tributes=MANY), RAGES))
    assert len(grieved) > 60
    assert len(enraged) < len(grieved) / 12


def test_people_are_sad_or_kind_by_what_the_crowd_feels() -> None:
    felt = Counter(EMOTIONS[post.emotion] for post in left(mourning()))
    assert set(felt) == {"sadness", "like"}
    assert felt["sadness"] > felt["like"]
    assert tender((0.0, 0.2, 0.7, 0.1, 0.0)) == 0.0
    assert tender((0.1, 0.1, 0.5, 0.2, 0.1)) < 0.15 < 0.5 < tender((0.24, 0.09, 0.28, 0.08, 0.31))
    assert tender((0.3, 0.0, 0.0, 0.0, 0.7)) == 1.0


def test_there_are_none_before_anybody_is_hurt() -> None:
    first = next(window for window in range(SECONDS) if injects(window))
    assert all(post.t > first for post in left(mourning()))
    assert expected(book(walled(), "en"), Mourning(), MOURNS, 1000, 500.0) == 0.0


def test_there_are_none_without_a_wall_or_where_the_author_wants_none() -> None:
    assert left(without()) == []
    assert without()[-1].state.talk.mourning == Mourning()
    state, script = start(small(), "en", 1), book(small(), "en")
    for number in range(40):
        state, drafts, _why = step(state, injects(number), Window(number))
        assert not any(post.channel == "wall" for post in drafts.posts)
    assert state.talk.mourning == Mourning()
    assert expected(script, Mourning(((0.0, 1.0),)), MOURNS, 1000, 100.0) == 0.0


def test_an_author_says_how_many() -> None:
    counts = [book(scenario, "en").tributes for scenario in (small(), walled(), walled(tributes=40))]
    assert counts == [0, TRIBUTES, 40]
    grieved = Mourning(((0.0, 1.0),))
    few, many = (
        expected(book(walled(tributes=n), "en"), grieved, MOURNS, 1000, 100.0) for n in (MANY // 5, MANY)
    )
    assert 0 < few == pytest.approx(many / 5)
    for wrong in (-1, 5001, "many"):
        with pytest.raises(BrokenScenario):
            check_document(walled(tributes=wrong))
    elsewhere = {**small(), "channels": [{**channel, "tributes": 9} for channel in small()["channels"]]}
    with pytest.raises(BrokenScenario) as broken:
        check_document(elsewhere)
    assert {fault.kind for fault in broken.value.faults} == {"tributes_on_wall"}


def test_grief_grows_dies_down_and_finds_the_wall_once_it_is_spoken_of() -> None:
    script, news = book(walled(), "en"), 30
    grieved = after(script, Mourning(), [InjectFired("derailment", None, "")], news)
    at = (news, news + 30, news + 300, news + 1800)
    level = [expected(script, grieved, MOURNS, 1000, float(t)) for t in at]
    assert level[0] == 0.0 < level[1] < level[2] > level[3] > 0.0
    spoken = after(script, grieved, [SPOKEN], news + 290)
    assert expected(script, spoken, MOURNS, 1000, float(at[2])) > 2 * level[2]
    assert expected(script, spoken, MOURNS, 1000, float(at[3])) < level[2]
    for other in (SPOKEN._replace(channel="page"), SPOKEN._replace(kind="reply", parent=9)):
        assert after(script, grieved, [other], news + 200) == grieved


def test_bad_news_that_only_angers_is_not_mourned() -> None:
    shocks = {one["code"]: one["shock"]["weights"] for one in small()["injects"] if one.get("shock")}
    codes = [code for code, weights in shocks.items() if weights.get("anger", 0) > 0.5]
    assert codes
    fired = [InjectFired(code, None, "") for code in codes]
    assert after(book(walled(), "en"), Mourning(), fired, 30) == Mourning()


def test_pressure_and_causes_are_what_they_are_without() -> None:
    assert [window.causes for window in mourning()] == [window.causes for window in without()]
    counts = [[len(window.drafts.posts) for window in windows] for windows in (mourning(), without())]
    assert counts[0] == counts[1]


def test_until_the_first_one_the_crowd_says_what_it_says_without() -> None:
    first = int(left(mourning())[0].t)
    assert first > 40
    both = zip(mourning()[:first], without()[:first], strict=True)
    assert all(one.drafts == other.drafts for one, other in both)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_leaves_the_same_twice_and_a_grid_shows_many_things(lang: str) -> None:
    tributes = left(mourning(lang))
    for grid in (tributes[:40], tributes[-40:]):
        assert len({post.text.lower() for post in grid}) == len({post.author.key for post in grid}) == 40
        shown = Counter(post.media for post in grid)
        assert len(shown) >= 20
        assert max(shown.values()) <= 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_they_fit_a_narrow_wall(lang: str) -> None:
    tributes = left(played(walled(tributes=MANY, length=70), MOURNS, lang, 200))
    assert len(tributes) > 10
    assert all(0 < len(post.text) <= 70 for post in tributes)
    assert not any(post.text.endswith("…") for post in tributes)  # a short one, not half of a long one


@pytest.mark.parametrize("lang", LANGUAGES)
def test_they_are_the_plain_words_of_people_who_do_not_write_for_a_living(lang: str) -> None:
    for post in left(mourning(lang)):
        assert not any(sign in post.text for sign in "#@{}!")
        assert post.author.kind not in {"journalist", "official", "expert", "union", "bot", "troll"}
        assert (post.hashtags, post.topic, post.rumour, post.parent) == ((), "", None, None)


def said(phrase: Phrase, *, woman: bool) -> str:
    return say(phrase.parts, Fill(Dice(1, 1), book(walled(), "fr").nouns, {}, woman))


def test_women_speak_of_themselves_as_women() -> None:
    spoken = voice("fr").choices(EMOTIONS.index("sadness"), TRIBUTE, "original")
    (came,) = [phrase for phrase in spoken if "alors je suis venu" in said(phrase, woman=False)]
    assert said(came, woman=False) == "Je ne savais pas où aller, alors je suis venu ici"
    assert said(came, woman=True) == "Je ne savais pas où aller, alors je suis venue ici"


def test_any_batching_and_any_restart_bring_the_same() -> None:
    scenario = walled(tributes=MANY)
    state, again = start(scenario, "en", 1), []
    for number in range(SECONDS):
        if number % 40 == 13:
            state = load(scenario, "en", 1, dump(state))
        if number % 50 == 0:
            step(state, stimuli(number, MOURNS), Window(number))  # by a worker that lost the race
        state, drafts, _why = step(state, stimuli(number, MOURNS), Window(number))
        again.append(drafts)
    assert again == [window.drafts for window in mourning()]
    assert state.talk.mourning == mourning()[-1].state.talk.mourning != Mourning()


def test_people_take_some_of_them_up_so_that_one_can_become_the_symbol() -> None:
    own, taken = {post.ref for post in left(mourning())}, Counter[int]()
    for window in mourning():
        taken.update({touch.ref: touch.likes for touch in window.drafts.touches if touch.ref in own})
    taken.update(post.parent for post in posts(mourning()) if post.kind == "share" and post.parent in own)
    assert symbol_of(None, taken) in own
    assert max(taken.values()) >= LEAST
    assert sum(taken[ref] > 0 for ref in own) > len(own) / 3  # not one alone


def test_they_are_answered_where_they_are_by_people_who_speak_of_them() -> None:
    own = {post.ref for post in left(mourning())}
    answers = [post for post in posts(mourning()) if post.kind == "reply" and post.parent in own]
    assert len(answers) > 10
    assert all(post.channel == "wall" for post in answers)
    kind = [post for post in answers if EMOTIONS[post.emotion] in ("like", "sadness")]
    assert not any("@" in post.text or "http" in post.text for post in kind)
    assert len(kind) > len(answers) / 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_are_words_enough_and_each_picture_shows_what_it_says(lang: str) -> None:
    read = list(read_tributes(lang))
    assert len({text for _key, text, _shows in read}) >= 80
    shown = {description for _key, _text, shows in read for description in shows}
    assert all(see(description, lang).is_found for description in shown)
    drawn = {picture(description, lang, "same", "portrait") for description in shown}
    assert len(drawn) == len(shown) >= 60
