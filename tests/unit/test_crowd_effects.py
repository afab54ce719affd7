"""What answers do to a crowd, in the order that research gives. `bench effects` counts over many seeds."""

from itertools import pairwise

import pytest

from exercises.library import library_scenario
from exercises.package import plain
from feed.crowd.answers import Answer
from feed.crowd.moodstate import Mood
from feed.crowd.simulation import Act, played
from feed.crowd.step import start, step
from feed.crowd.types import (
    ACTION_REFS,
    EMOTIONS,
    REFS_PER_WINDOW,
    Corrected,
    Deleted,
    Hidden,
    InjectFired,
    PressureSet,
    Published,
    Stimulus,
    Window,
)
from tests.bench.effects import GOOD, ways

ANGER = EMOTIONS.index("anger")
SLUGS = ("contaminated-food", "capital-attack")
LOUD = "We are deeply sorry, it is our responsibility. Our thoughts are with the children and their families."


def anger(slug: str, acts: list[Act], seconds: int = 3600) -> float:
    """Angry reactions expected in `seconds`, at a pressure of 500."""
    moments = played(
        plain(library_scenario(slug)), "en", 1, seconds, pressure=PressureSet(500), acts=acts, write=False
    )
    return sum(moment.causes.mood[ANGER] * 500 / 300 for moment in moments)


@pytest.mark.parametrize("slug", SLUGS)
def test_good_answers_early_beat_late_ones_beat_silence_beats_denial_beats_deletion(slug: str) -> None:
    told = [anger(slug, acts) for acts in ways(slug).values()]
    assert told == sorted(told)
    assert all(after > 1.1 * before for before, after in pairwise(told))


def test_however_badly_a_team_speaks_no_emotion_takes_all() -> None:
    worst = [
        Act(
            60 + 60 * n,
            text=f"{n}: how very funny. Stop whining, you liars, our lawyers will see you in court.",
        )
        for n in range(30)
    ]
    scorn = [*worst, *(Act(act.at + 30, action="delete") for act in worst)]
    for slug in SLUGS:
        moments = played(plain(library_scenario(slug)), "en", 1, 2400, acts=scorn, write=False)
        assert max(max(moment.causes.mood) for moment in moments) < 0.9


def test_the_same_apology_pasted_again_and_again_loses_its_effect() -> None:
    slug, at = "contaminated-food", range(200, 1200, 100)
    pasted = anger(slug, [Act(t, text=LOUD) for t in at], 1200)
    varied = anger(slug, [Act(t, text=GOOD[slug][n % 4]) for n, t in enumerate(at)], 1200)
    assert varied < pasted < anger(slug, [], 1200)
    sizes = [abs(answer.size[ANGER]) for answer in _answers([Act(t, text=LOUD) for t in (200, 210, 220)])]
    assert sizes[1] < 0.3 * sizes[0]
    assert sizes[2] < 0.3 * sizes[1]


def _answers(acts: list[Act], seconds: int = 230) -> tuple[Answer, ...]:
    moments = played(plain(library_scenario(SLUGS[0])), "en", 1, seconds, acts=acts, write=False)
    return [moment.state.mood.answers for moment in moments][-1]


def test_who_had_to_wait_too_long_doubts_the_next_answers_too_and_forgives_in_time() -> None:
    told, news = 700, GOOD[SLUGS[0]][2]
    in_time, late, forgiven = (
        _answers([*(Act(t, text=news) for t in first), Act(at, text=LOUD)], at + 5)[-1].size[ANGER]
        for first, at in [
            (range(70, told, 120), told),
            ([told - 30], told),
            ([told - 30, *range(told + 90, told + 1800, 120)], told + 1800),
        ]
    )
    assert in_time < 1.5 * late < 0
    assert forgiven < 1.2 * late
    denied = _answers([Act(told - 30, text="There is no problem."), Act(told, text=LOUD)], told + 5)
    assert denied[-1].size[ANGER] > late  # a denial is no answer: the wait goes on


def test_who_speaks_and_where_matters() -> None:
    slug = "contaminated-food"
    silence = anger(slug, [], 900)
    told = [
        anger(slug, [Act(200, by=by, channel=channel, text=LOUD)], 900)
        for by, channel in (("spokesperson", "microblog"), ("legal", "microblog"), ("spokesperson", "page"))
    ]
    assert told[0] < told[1] < silence
    assert told[0] < told[2] < silence


def test_a_contradiction_and_a_liked_insult_inflame() -> None:
    denied = Act(620, text="It is false that only batch L4127 is affected, we deny it.")
    admitted = Act(760, text="It is true that only batch L4127 is affected, we confirm it.")
    kept = Act(760, text="It is false that only batch L4127 is affected, we still deny it.")
    assert _named("contradicted", [denied, admitted])
    assert not _named("contradicted", [denied, kept])
    assert _named("liked", [Act(420, action="like")], write=True)


def test_an_edit_counts_as_what_the_post_says_now_and_the_more_is_changed_the_more_is_told() -> None:
    bare, sorry = "There is no problem with our milk. Nothing happened.", LOUD
    slip = LOUD.replace("deeply", "deepley")
    denial, mended, typo = (
        anger(SLUGS[0], [Act(200, text=first), *([Act(230, text=then, action="edit")] if then else [])], 1200)
        for first, then in ((bare, ""), (bare, sorry), (slip, sorry))
    )
    right = anger(SLUGS[0], [Act(200, text=sorry)], 1200)
    assert right < mended < denial
    assert typo == pytest.approx(right, rel=0.01)


def test_a_hashtag_made_against_the_team_grows_by_its_own_account() -> None:
    tagged = anger(SLUGS[0], [Act(200, text=f"{LOUD} #BoycottClervanne")], 1200)
    assert tagged > anger(SLUGS[0], [Act(200, text=LOUD)], 1200)
    assert _named("amplified", [Act(200, text=f"{LOUD} #BoycottClervanne")])
    assert not _named("amplified", [Act(200, text=f"{LOUD} #Clervanne")])


def test_what_must_stay_secret_costs_dear_while_it_is_one() -> None:
    told, slug = "The tactical unit is going in from the roof.", "capital-attack"
    assert _named("exposed", [Act(500, text=told)], slug=slug)
    assert not _named("exposed", [Act(500, text="Please stay away from the arcade.")], slug=slug)
    assert not _named("exposed", [Act(2, text=told)], slug=slug)


def test_a_correction_counts_as_if_the_message_had_been_read_so_from_the_first() -> None:
    script = plain(library_scenario(SLUGS[0]))
    said = Published(
        200 * REFS_PER_WINDOW + ACTION_REFS, 200.0, "clervanne", True, "spokesperson", "microblog",
        "original", "Whatever you heard, we have nothing to add to our release.", None,
    )  # fmt: skip

    def mood_after(corrections: dict[int, tuple[str, ...]], said: Published = said) -> Mood:
        state = start(script, "en", 1)
        for moment in played(script, "en", 1, 200, write=False):
            state = moment.state
        for number in range(200, 320):
            stimuli: list[Stimulus] = [said] if number == 200 else []
            stimuli += [Corrected(said, corrections[number])] if number in corrections else []
            state, _drafts, _causes = step(state, stimuli, Window(number, write=False))
        return state.mood

    apology, denial = ("apology", "empathy"), ("denial", "rumour_denied")
    left, sorry, denied = mood_after({}), mood_after({210: apology}), mood_after({210: denial})
    assert sorry.shares[ANGER] < left.shares[ANGER] < denied.shares[ANGER]
    again = mood_after({210: denial, 230: apology})  # 20 s of silence and of contagion stay
    assert abs(again.shares[ANGER] - sorry.shares[ANGER]) < 0.1 * (denied.shares[ANGER] - sorry.shares[ANGER])
    assert denied.silence.since is not None
    assert sorry.silence.since is None


def test_a_correction_of_what_was_an_answer_before_leaves_what_waits_since_then() -> None:
    script = plain(library_scenario(SLUGS[0]))
    said = Published(200 * REFS_PER_WINDOW + ACTION_REFS, 200.0, "clervanne", True, "spokesperson",
                     "microblog", "original", LOUD, None)  # fmt: skip
    news = next(inject["code"] for inject in script["injects"] if "shock" in inject)
    at: dict[int, list[Stimulus]] = {
        200: [said],
        210: [InjectFired(news, None, "")],
        220: [Corrected(said, ("apology", "instructing"))],
    }
    state, waiting = start(script, "en", 1), {}
    for number in range(190, 230):
        state, _drafts, _causes = step(state, at.get(number, []), Window(number, write=False))
        waiting[number] = state.mood.silence
    assert waiting[205].since is None
    assert waiting[215].since == waiting[225].since == 210.0
    assert waiting[225].doubt == waiting[215].doubt


def _named(what: str, acts: list[Act], write: bool = False, slug: str = "contaminated-food") -> bool:
    """Whether a cause of that name moved the mood."""
    moments = played(
        plain(library_scenario(slug)),
        "en",
        1,
        800,
        pressure=PressureSet(500),
        acts=acts,
        write=write,
    )
    return any(term.code.startswith(f"{what}:") for moment in moments for term in moment.causes.terms)


def after_ten_minutes(deed: list[Stimulus]) -> Mood:
    """The mood a minute after `deed`, which comes ten minutes after a message of the team."""
    state = start(plain(library_scenario("contaminated-food")), "en", 1)
    said = Published(
        60 * REFS_PER_WINDOW + ACTION_REFS, 60.0, "own", False, "", "page", "original", "You lie.", None
    )
    acts: dict[int, list[Stimulus]] = {0: [PressureSet(500)], 60: [said], 660: deed}
    for number in range(720):
        state, _drafts, _causes = step(state, acts.get(number, []), Window(number, write=False))
    return state.mood


def test_what_is_hidden_is_missed_by_fewer_than_what_is_deleted_and_sooner_hidden_by_fewer_still() -> None:
    ref = 60 * REFS_PER_WINDOW + ACTION_REFS
    deeds: list[list[Stimulus]] = [[], [Hidden(ref, 60.0)], [Hidden(ref, 655.0)], [Deleted(ref, True)]]
    nothing, hidden, fresh, deleted = (after_ten_minutes(deed).shares[ANGER] for deed in deeds)
    assert nothing < fresh < hidden < deleted
    assert hidden - nothing < (deleted - nothing) / 2
