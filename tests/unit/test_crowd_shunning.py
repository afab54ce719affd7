"""An official account blocks one of the crowd's: its followers mind it, and the blocked one may say so."""

from typing import Any

import orjson
import pytest

from feed.crowd import State, Window, dump, load, step
from feed.crowd.shunning import complaint, level
from feed.crowd.types import EMOTIONS, Blocked, Causes, Draft, PressureSet, Stimulus
from feed.crowd.voice_files import BLOCKED, LANGUAGES, PERSONAL, every_phrase, voice
from tests.unit.crowd_cast import TEAM, crowd, injects, play, says, small

AT = 40  # the window in which somebody is blocked
ANGER = EMOTIONS.index("anger")
SOMEBODY = 17  # an account of the population
CRITIC = Blocked(TEAM, "somebody", SOMEBODY, "citizen", 40_000, "critic")


def acts(*stimuli: Stimulus) -> dict[int, list[Stimulus]]:
    return {0: [PressureSet(3000)], AT: list(stimuli)}


def played(*stimuli: Stimulus, lang: str = "en", until: int = 190) -> tuple[list[Draft], list[Causes], State]:
    state, posts, causes = play(crowd(lang), range(until), acts(*stimuli), lang)
    return posts, causes, state


def blocking(causes: list[Causes]) -> list[tuple[str, float]]:
    """What was blocked, and what came of it for anger."""
    return [(term.code, term.shares[ANGER]) for one in causes for term in one.terms if term.name == "block"]


def complaints(posts: list[Draft], key: Any = SOMEBODY) -> list[Draft]:
    said = ("block",)
    return [post for post in posts if post.author.key == key and any(w in post.text.lower() for w in said)]


def test_a_blocked_critic_is_a_cause_of_its_own_that_vanishes_without_it() -> None:
    _posts, causes, _state = played(CRITIC)
    told = blocking(causes)
    assert {code for code, _change in told} == {"somebody"}
    assert sum(change for _code, change in told[:40]) > 0.005
    _posts, without, _state = played()
    assert blocking(without) == []
    assert causes[AT + 30].mood[ANGER] > without[AT + 30].mood[ANGER]
    assert causes[AT - 1] == without[AT - 1]


def test_the_blocked_one_finds_out_and_says_so_once() -> None:
    posts, _causes, state = played(CRITIC)
    (said,) = complaints(posts)
    assert said.t > AT + 5
    assert (said.kind, said.channel, EMOTIONS[said.emotion]) == ("original", "microblog", "anger")
    assert state.talk.shunned == ()
    assert complaints(played()[0]) == []


def test_who_is_let_in_again_before_finding_out_has_nothing_to_say() -> None:
    state = crowd()
    for number in range(190):
        more: list[Stimulus] = acts(CRITIC).get(number, [])
        more = [*more, CRITIC._replace(on=False)] if number == AT + 2 else more
        state, drafts, _why = step(state, [*injects(number), *more], Window(number))
        assert complaints(drafts.posts) == []


def test_the_more_follow_it_the_more_mind_and_an_insulter_is_hardly_missed() -> None:
    levels = [level(CRITIC._replace(followers=n)) for n in (0, 300, 40_000, 100_000, 5_000_000)]
    assert levels == sorted(levels)
    assert levels[0] == 0
    assert levels[3] == levels[4]
    insulter, other = (level(CRITIC._replace(role=role)) for role in ("insulter", "other"))
    assert insulter < 0.2 * level(CRITIC) < other < level(CRITIC)
    assert level(CRITIC._replace(kind="bot", role="insulter")) < insulter
    assert level(CRITIC._replace(kind="journalist", followers=100_000)) > level(
        CRITIC._replace(followers=100_000)
    )


def test_it_is_the_same_again_and_over_a_checkpoint() -> None:
    posts, causes, _state = played(CRITIC)
    assert played(CRITIC)[:2] == (posts, causes)
    state = crowd()
    again: list[Draft] = []
    for number in range(190):
        if number == AT + 3:
            assert state.talk.shunned
        if number % 7 == 3:
            state = load(small(), "en", 1, dump(state))
        state, drafts, _why = step(state, [*injects(number), *acts(CRITIC).get(number, [])], Window(number))
        again += drafts.posts
    assert again == posts


def test_a_named_person_says_so_too() -> None:
    persona = Blocked(TEAM, "UnionLigneB", "union-line-b", "union", 3900, "critic")
    said = [post for post in played(persona)[0] if post.author.key == "union-line-b"]
    assert any("block" in post.text.lower() for post in said)


def reactions(*stimuli: Stimulus) -> list[Draft]:
    """All posts, while the team speaks a second after `stimuli`."""
    said: dict[int, list[Stimulus]] = {AT + 1: [says(AT + 1, "We are sorry. Buses run from ten.")]}
    return play(crowd(), range(AT + 40), acts(*stimuli) | said)[1]


def below(posts: list[Draft]) -> list[Draft]:
    """Those that answer, share or quote what the team said."""
    return [post for post in posts if post.parent == says(AT + 1, "").ref]


def ignored(key: int | str, on: bool = True) -> Blocked:
    """Nobody minds that this account is blocked: nobody follows it."""
    return Blocked(TEAM, f"nobody{key}", key, "citizen", 0, "insulter", on)


def test_a_blocked_account_answers_shares_and_quotes_nothing_of_the_one_that_blocked_it() -> None:
    before = below(reactions())
    assert {"reply", "share", "quote"} <= {post.kind for post in before}
    keys = sorted({post.author.key for post in before}, key=str)
    posts = reactions(*map(ignored, keys))
    after = below(posts)
    assert len(after) > len(before) // 2  # others come in their place
    assert not [post for post in after if post.author.key in keys]
    assert [post for post in posts if post.t > AT and post.author.key in keys]  # they post, and answer others
    others = reactions(*(ignored(key)._replace(by="mayor") for key in keys))
    assert [post for post in below(others) if post.author.key in keys]  # another account blocked them


def test_a_blocked_persona_does_not_answer_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feed.crowd.posts.PERSONA_PART", 0.5)
    people = [one["code"] for one in small()["personas"] if not one.get("team")]
    assert [post for post in below(reactions()) if isinstance(post.author.key, str)]
    blocked = reactions(*map(ignored, people))
    assert not [post for post in below(blocked) if isinstance(post.author.key, str)]


def test_where_nobody_is_blocked_any_more_the_crowd_is_the_same_to_the_byte() -> None:
    plain = orjson.dumps(reactions(), default=list)
    keys = sorted({post.author.key for post in below(reactions())}, key=str)
    let_in = [ignored(key, on) for key in keys for on in (True, False)]
    assert orjson.dumps(reactions(*let_in), default=list) == plain
    assert orjson.dumps(reactions(*map(ignored, keys)), default=list) != plain


def test_who_is_blocked_is_kept_over_a_checkpoint() -> None:
    state, _posts, _causes = play(crowd(), range(AT + 2), acts(ignored(3), ignored("mayor")))
    assert load(small(), "en", 1, dump(state)).talk.barred == ((TEAM, 3), (TEAM, "mayor"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_has_several_words_for_it_in_its_own_voice(lang: str) -> None:
    phrases: dict[str, list[str]] = {}
    for key, text in every_phrase(lang):
        if key[1] in BLOCKED.values():
            phrases.setdefault(key[1], []).append(text)
    assert set(phrases) == {BLOCKED[kind] for kind in PERSONAL}
    assert all(len(set(texts)) >= 3 for texts in phrases.values())
    for kind in (*PERSONAL, "authority", "organisation", "nobody"):
        emotion, segment = complaint(voice(lang), kind)
        assert voice(lang).choices(emotion, segment, "original")


def test_the_french_say_so_in_french() -> None:
    (said,) = [
        post
        for post in played(CRITIC, lang="fr")[0]
        if post.author.key == SOMEBODY and "bloqu" in post.text.lower()
    ]
    assert said.emotion in (ANGER, EMOTIONS.index("mockery"))
