import math

import pytest

from feed.crowd import EMOTIONS, State, Stimulus, mood
from feed.crowd.types import Causes, Deleted, InjectFired, PressureSet, WeightsSet
from tests.unit.crowd_cast import Acts, crowd, play, says

ANGER = EMOTIONS.index("anger")
SORRY = (
    "We are deeply sorry. Our thoughts are with the families. Please avoid the bridge and call the helpline."
)
DENIAL = "There is no problem with our trams."


def emotion(state: State, name: str) -> float:
    return mood(state)[EMOTIONS.index(name)]


def told(causes: list[Causes], name: str, emotion: int) -> float:
    return math.fsum(term.shares[emotion] for why in causes for term in why.terms if term.name == name)


def test_every_change_of_mood_and_volume_is_the_sum_of_its_causes() -> None:
    before = crowd()
    acts: Acts = {
        40: [WeightsSet((1, 1, 3, 0, 1))],
        60: [says(60, SORRY)],
        70: [PressureSet(5000)],
        80: [says(80, DENIAL), Deleted(says(60, SORRY).ref, True)],
        100: [PressureSet(None), WeightsSet((1, 1, 1, 1, 1))],
    }
    _, _, causes = play(before, range(420), acts, write=False)
    shares, volume = mood(before), before.mood.volume
    for why in causes:
        for e in range(5):
            change = math.fsum(term.shares[e] for term in why.terms)
            assert change == pytest.approx(why.mood[e] - shares[e], abs=1e-9)
        assert math.fsum(term.volume for term in why.terms) == pytest.approx(why.volume - volume, abs=1e-6)
        shares, volume = why.mood, why.volume
    assert {term.name for why in causes for term in why.terms} >= {
        "phase",
        "inject",
        "contagion",
        "answer",
        "silence",
        "trainer",
        "rumour",
    }


def test_mood_never_depends_on_what_is_written() -> None:
    acts: Acts = {0: [PressureSet(3000)], 34: [says(34, SORRY)]}
    written, _, causes = play(crowd(), range(45), acts)
    unwritten, posts, same = play(crowd(), range(45), acts, write=False)
    assert posts == []
    assert same == causes
    assert unwritten.mood == written.mood


def test_the_mood_follows_the_phase_its_injects_and_the_trainer() -> None:
    calm, _, _ = play(crowd(), range(200), script=False, write=False)
    blame, _, _ = play(calm, range(200, 500), script=False, write=False)
    assert emotion(calm, "fear") == pytest.approx(0.35, abs=0.05)
    assert emotion(blame, "anger") > emotion(calm, "anger") + 0.15

    fired: list[Stimulus] = [InjectFired("derailment", None, "A tram has come off the rails.")]
    shocked, _, causes = play(calm, range(200, 230), {200: fired}, script=False, write=False)
    assert emotion(shocked, "fear") > emotion(calm, "fear") + 0.05
    assert told(causes, "inject", EMOTIONS.index("fear")) > 0

    asked: list[Stimulus] = [WeightsSet((1, 1, 1, 4, 0))]
    weighed, _, causes = play(calm, range(200, 230), {200: asked}, script=False, write=False)
    assert emotion(weighed, "mockery") > 2 * emotion(calm, "mockery")
    assert emotion(weighed, "sadness") == 0.0
    assert told(causes, "trainer", EMOTIONS.index("mockery")) > 0.1


def test_posts_have_the_emotions_of_the_mood() -> None:
    state, posts, causes = play(crowd(), range(60), {0: [PressureSet(12_000)]})
    wanted = [math.fsum(why.mood[e] for why in causes) / len(causes) for e in range(5)]
    for e in range(5):
        assert sum(post.emotion == e for post in posts) / len(posts) == pytest.approx(wanted[e], abs=0.05)
    state, _, _ = play(state, range(60, 90), {60: [WeightsSet((0, 0, 1, 0, 0))]}, write=False)
    _, posts, _ = play(state, range(90, 96))
    assert {post.emotion for post in posts} == {ANGER}


def anger(acts: Acts) -> float:
    """Angry posts of seven minutes after the old report has come out, nothing else happening."""
    report: list[Stimulus] = [InjectFired("old-report", None, "They had been warned.")]
    _, _, causes = play(crowd(), range(420), {5: report, **acts}, script=False, write=False)
    return math.fsum(why.mood[ANGER] * why.volume / 300 for why in causes)


def test_a_good_answer_calms_silence_and_denial_inflame() -> None:
    silence = anger({})
    early, late = anger({60: [says(60, SORRY)]}), anger({300: [says(300, SORRY)]})
    denial = anger({60: [says(60, DENIAL)]})
    deleted = anger({60: [says(60, DENIAL)], 70: [Deleted(says(60, DENIAL).ref, True)]})
    assert early < late < silence < denial < deleted


def test_an_apology_is_told_as_the_cause_of_calm_and_wears_out_when_repeated() -> None:
    once, _, causes = play(crowd(), range(200), {60: [says(60, SORRY)]}, write=False)
    assert told(causes, "answer", ANGER) < -0.01
    twice, _, _ = play(crowd(), range(200), {60: [says(60, SORRY)], 90: [says(90, SORRY)]}, write=False)
    first, second = twice.mood.answers
    assert abs(second.size[ANGER]) < 0.4 * abs(first.size[ANGER])
    assert emotion(twice, "anger") <= emotion(once, "anger")


def test_silence_is_told_as_a_cause_and_ends_with_an_answer() -> None:
    silent, _, causes = play(crowd(), range(280), write=False)
    assert told(causes, "silence", ANGER) > 0.005
    _, _, after = play(silent, range(280, 299), {280: [says(280, SORRY)]}, write=False)
    assert told(after, "silence", ANGER) < 0


def test_a_corrected_rumour_cools() -> None:
    words = "It is not true that the driver was on his phone: we have inspected the records at 17:35."
    told_on, _, _ = play(crowd(), range(290), write=False)
    corrected, _, _ = play(crowd(), range(290), {230: [says(230, words)]}, write=False)
    assert corrected.mood.rumours[0].left < told_on.mood.rumours[0].left
