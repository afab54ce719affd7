"""The five reactions: what the crowd's likes are on networks where one says what one feels."""

import pytest

from feed.crowd import State, Stimulus, Window, dump, load, step
from feed.crowd.cascade import NO_EMOTION
from feed.crowd.reacting import NEUTRAL, Liked, nature_of, reactions
from feed.crowd.reading import read
from feed.crowd.types import ACTION_REFS, EMOTIONS, REFS_PER_WINDOW, PressureSet, Touch, Vector
from feed.crowd.types import Liked as LikedBy
from tests.unit.crowd_cast import TEAM, crowd, injects, says, small

LIKE, FEAR, ANGER, MOCKERY, SADNESS = range(5)
EVEN: Vector = (0.2, 0.2, 0.2, 0.2, 0.2)
CONDOLENCE = "Our thoughts are with the families of the victims tonight. We share their grief."
EVASION = "There is no proof of anything. The driver alone is to blame, and the press makes too much of it."


def shares(nature: Vector, mood: Vector = EVEN, likes: int = 100_000) -> list[float]:
    counts = reactions(1, 1, mood, Liked(1, "page", NO_EMOTION, nature), likes)
    assert counts is not None
    return [count / likes for count in counts]


def minutes(
    seed: int = 1, text: str = CONDOLENCE, windows: int = 60
) -> tuple[State, dict[int, str], list[list[Touch]]]:
    """The tram scenario with a post of the team's on its page in second 20: the state, the network of each
    of the crowd's posts, and what was touched by window."""
    state = crowd(seed=seed)
    channels: dict[int, str] = {}
    touches: list[list[Touch]] = []
    for number in range(windows):
        acts: list[Stimulus] = [PressureSet(9000)] if number == 0 else []
        acts += [says(20, text, channel="page")] if number == 20 else []
        state, drafts, _ = step(state, [*injects(number), *acts], Window(number))
        channels |= {draft.ref: draft.channel for draft in drafts.posts}
        touches.append(drafts.touches)
    return state, channels, touches


@pytest.mark.parametrize("likes", [1, 2, 7, 999, 5000])
@pytest.mark.parametrize("emotion", range(6))
def test_reactions_sum_to_the_likes(likes: int, emotion: int) -> None:
    for ref in range(50):
        counts = reactions(3, 9, (0.05, 0.3, 0.4, 0.2, 0.05), Liked(ref, "page", emotion), likes)
        assert counts is not None
        assert sum(counts) == likes
        assert min(counts) >= 0


def test_a_network_without_them_has_the_like_alone() -> None:
    assert reactions(1, 1, EVEN, Liked(1, "microblog", ANGER), 5) is None


def test_the_same_seed_gives_the_same_reactions_and_another_one_others() -> None:
    def all_of(seed: int) -> list[object]:
        return [reactions(seed, 4, EVEN, Liked(ref, "page", ANGER), 3) for ref in range(40)]

    assert all_of(1) == all_of(1)
    assert all_of(1) != all_of(2)


def test_single_reactions_come_to_the_same_as_many_at_once() -> None:
    """Most posts get one at a time: they may not all be of the biggest kind."""
    mood = (0.1, 0.3, 0.35, 0.15, 0.1)
    many = shares(NEUTRAL, mood)
    singly = [0] * 5
    for ref in range(4000):
        counts = reactions(1, 2, mood, Liked(ref, "page", NO_EMOTION), 1)
        assert counts is not None
        singly = [a + b for a, b in zip(singly, counts, strict=True)]
    assert [one / 4000 for one in singly] == pytest.approx(many, abs=0.03)


def test_anger_meets_anger_and_grief_meets_grief() -> None:
    for emotion in (FEAR, ANGER, MOCKERY, SADNESS):
        counts = reactions(1, 1, EVEN, Liked(1, "page", emotion), 1000)
        assert counts is not None
        assert max(counts) == counts[emotion]


def test_what_nobody_feels_nobody_gives() -> None:
    counts = reactions(1, 1, (0.5, 0.5, 0.0, 0.0, 0.0), Liked(1, "page", ANGER), 1000)
    assert counts is not None
    assert counts[ANGER] == counts[MOCKERY] == counts[SADNESS] == 0


@pytest.mark.parametrize(
    ("lang", "condolence", "evasion"),
    [
        ("en", CONDOLENCE, EVASION),
        (
            "fr",
            "Toutes nos pensées vont aux victimes et à leurs familles. Nous partageons leur peine.",
            "Rien ne prouve quoi que ce soit. Le conducteur est seul responsable, la presse en fait trop.",
        ),
    ],
)
def test_a_condolence_is_mourned_with_and_an_evasion_mocked(lang: str, condolence: str, evasion: str) -> None:
    mourned = shares(nature_of(read(condolence, lang), team=True))
    mocked = shares(nature_of(read(evasion, lang), team=True))
    assert max(mourned[FEAR:]) == mourned[SADNESS]
    assert mourned[SADNESS] > mourned[ANGER] + mourned[MOCKERY]
    assert mocked[ANGER] + mocked[MOCKERY] > 0.6
    assert mocked[ANGER] + mocked[MOCKERY] > 3 * (mourned[ANGER] + mourned[MOCKERY])


def test_a_stranger_is_not_blamed_for_how_he_argues() -> None:
    assert nature_of(read(EVASION, "en"), team=False) == NEUTRAL


def test_what_the_team_says_on_its_page_gets_reactions_of_its_own() -> None:
    ref = 20 * REFS_PER_WINDOW + ACTION_REFS
    felt = {}
    for text in (CONDOLENCE, EVASION):
        _, _, touches = minutes(text=text)
        mine = [touch.reactions for window in touches for touch in window if touch.ref == ref]
        assert None not in mine
        felt[text] = [sum(counts) for counts in zip(*(m for m in mine if m), strict=True)]
        assert sum(felt[text]) > 20
    part = {text: (felt[text][ANGER] + felt[text][MOCKERY]) / sum(felt[text]) for text in felt}
    assert part[EVASION] > part[CONDOLENCE] + 0.1
    assert felt[CONDOLENCE][SADNESS] > felt[EVASION][SADNESS]


def test_only_where_a_network_has_them_and_always_there() -> None:
    _, channels, touches = minutes()
    told = dict.fromkeys(("page", "microblog"), 0)
    for touch in (touch for window in touches for touch in window if touch.ref in channels):
        channel = channels[touch.ref]
        assert (touch.reactions is not None) == (channel == "page")
        if touch.reactions:
            assert sum(touch.reactions) == touch.likes
        told[channel] = told.get(channel, 0) + 1
    assert min(told.values()) > 5


def test_reactions_come_again_from_a_checkpoint() -> None:
    state, _, _ = minutes(windows=40)
    again = load(small(), "en", 1, dump(state))
    for number in range(40, 60):
        state, drafts, _ = step(state, [], Window(number))
        again, same, _ = step(again, [], Window(number))
        assert same.touches == drafts.touches
    assert dump(again) == dump(state)


def anger_after(emotion: int | None, reaction: int) -> float:
    state = crowd()
    for number in range(90):
        acts: list[Stimulus] = [PressureSet(3000)] if number == 0 else []
        acts += [LikedBy(5, TEAM, emotion, reaction)] if number == 30 else []
        state, _, causes = step(state, acts, Window(number, write=False))
    return causes.mood[ANGER] + causes.mood[MOCKERY]


def test_a_team_that_applauds_an_insult_or_laughs_is_held_to_it() -> None:
    calm = anger_after(None, LIKE)
    for emotion, reaction in [(ANGER, LIKE), (MOCKERY, LIKE), (ANGER, MOCKERY), (SADNESS, MOCKERY)]:
        assert anger_after(emotion, reaction) > calm, (EMOTIONS[emotion], EMOTIONS[reaction])
    for emotion, reaction in [(ANGER, SADNESS), (MOCKERY, ANGER), (SADNESS, SADNESS), (LIKE, LIKE)]:
        assert anger_after(emotion, reaction) == calm, (EMOTIONS[emotion], EMOTIONS[reaction])
