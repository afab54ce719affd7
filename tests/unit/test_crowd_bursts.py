"""Bots that paste: a text that many of them post within seconds, told by who they are."""

from collections import Counter

import pytest

from exercises.library import library_scenario
from exercises.package import plain
from feed.crowd.checkpoint import dump, load
from feed.crowd.facts import BURST_LASTS
from feed.crowd.population import account, bots
from feed.crowd.simulation import Moment, played
from feed.crowd.types import PressureSet


@pytest.fixture(scope="module", params=["en", "fr"])
def moments(request: pytest.FixtureRequest) -> list[Moment]:
    script = plain(library_scenario("contaminated-food"))
    return list(played(script, request.param, 2, 480, pressure=PressureSet(10_000)))


def test_bots_paste_one_text_within_seconds_and_never_answer(moments: list[Moment]) -> None:
    held = set(bots(2))
    posts = [draft for moment in moments for draft in moment.drafts.posts if draft.author.key in held]
    pasted = [draft for draft in posts if draft.kind == "original"]
    texts = Counter(draft.text for draft in pasted)
    bursts = [text for text, count in texts.items() if count >= 5]
    assert bursts
    for text in bursts:
        when = [draft.t for draft in pasted if draft.text == text]
        assert max(when) - min(when) <= BURST_LASTS + 1
        assert len({draft.author.key for draft in pasted if draft.text == text}) >= 4
        assert len({draft.hashtags for draft in pasted if draft.text == text}) == 1


def test_they_can_be_told_by_their_names_and_their_following() -> None:
    found = [account(2, "fr", key).author for key in bots(2)]
    assert len(set(bots(2))) == len(found) == 60
    assert all(author.kind == "bot" and author.handle[-8:].isdigit() for author in found)
    assert sorted(author.followers for author in found)[30] < 100


def test_a_burst_goes_on_after_a_restart(moments: list[Moment]) -> None:
    script = plain(library_scenario("contaminated-food"))
    lang = moments[0].state.book.lang
    state = next(moment.state for moment in moments if moment.state.burst)
    assert load(script, lang, 2, dump(state)).burst == state.burst
