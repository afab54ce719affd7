import re
import subprocess
import sys
from collections import Counter
from hashlib import sha256

import orjson
import pytest

from feed.crowd import REFS_PER_WINDOW, Draft, State, Window, dump, load, step, trends
from feed.crowd.dice import Dice
from feed.crowd.population import account, activity_total, ranks
from feed.crowd.types import PressureSet, WeightsSet
from feed.crowd.voice_files import voice
from tests.unit.crowd_cast import SMALL, Acts, crowd, play, says, small

DENSE: Acts = {0: [PressureSet(20_000)]}  # 4,000 posts in a minute


@pytest.fixture(scope="module")
def minute() -> tuple[State, list[Draft]]:
    state, posts, _ = play(crowd(), range(60), DENSE)
    return state, posts


def fingerprint(posts: list[Draft]) -> str:
    return sha256(orjson.dumps(posts, default=list)).hexdigest()


def test_refs_are_unique_and_posts_come_in_order_of_time(minute: tuple[State, list[Draft]]) -> None:
    _, posts = minute
    assert len({post.ref for post in posts}) == len(posts)
    assert [post.t for post in posts] == sorted(post.t for post in posts)
    assert all(post.ref // REFS_PER_WINDOW == int(post.t) for post in posts)


def test_ten_thousand_posts_have_thousands_of_authors(minute: tuple[State, list[Draft]]) -> None:
    counts = Counter(ranks(Dice(3, 3).many_below(activity_total(), 10_000)))
    assert 4500 <= len(counts) <= 6700
    busiest = sorted(counts.values(), reverse=True)
    assert 0.09 <= sum(busiest[: len(busiest) // 100]) / 10_000 <= 0.16
    _, posts = minute  # threads and personas bring the same people back: fewer, but not many fewer
    drawn = len(set(ranks(Dice(3, 4).many_below(activity_total(), len(posts)))))
    assert 0.85 * drawn < len({post.author.key for post in posts}) <= drawn * 1.05


def test_originals_shares_and_replies_mix_as_they_do_in_crises(minute: tuple[State, list[Draft]]) -> None:
    _, posts = minute
    kinds = Counter(post.kind for post in posts)
    assert 0.33 <= kinds["share"] / len(posts) <= 0.45
    assert 0.18 <= kinds["reply"] / len(posts) <= 0.30
    assert 0.01 <= kinds["quote"] / len(posts) <= 0.06
    assert sum(post.channel == "microblog" for post in posts) / len(posts) >= 0.85


def test_replies_and_shares_come_after_what_they_answer(minute: tuple[State, list[Draft]]) -> None:
    _, posts = minute
    by_ref = {post.ref: post for post in posts}
    for post in posts:
        if post.parent is None:
            assert post.kind == "original"
        elif post.parent in by_ref:
            parent = by_ref[post.parent]
            assert parent.t < post.t
            assert post.channel == parent.channel
            if post.kind == "share":
                assert (post.text, post.emotion) == (parent.text, parent.emotion)
    mentions = [
        post.text.startswith("@") for post in posts if post.kind == "reply" and post.channel == "microblog"
    ]
    assert 0.9 <= sum(mentions) / len(mentions) <= 0.99


def test_nobody_mentions_an_event_before_it_is_known(minute: tuple[State, list[Draft]]) -> None:
    _, posts = minute
    early = [post for post in posts if post.t < 30]
    words = ("Valdor", "derail", "Linden", "LindenBridge", "city council", "maintenance records")
    assert not [post.text for post in early for word in words if word.lower() in post.text.lower()]
    assert {post.topic for post in early} == {""}
    late = [post.text for post in posts if post.t > 50 and post.kind == "original"]
    assert sum("derail" in text.lower() or "valdor" in text.lower() for text in late) > len(late) / 10


def test_the_team_and_the_injects_are_answered() -> None:
    said = says(40, "Please avoid Linden Bridge. Our teams are there.")
    _, posts, _ = play(crowd(), range(28, 52), {28: [PressureSet(20_000)], 40: [said]})
    answers = [post for post in posts if post.parent == said.ref]
    assert {post.kind for post in answers} >= {"reply", "share"}
    replies = [post.text for post in answers if post.kind == "reply"]
    assert sum(text.startswith("@Valdor_Transit") for text in replies) >= 0.8 * len(replies)
    witness = 30 * REFS_PER_WINDOW + 900_000
    assert sum(post.parent == witness for post in posts) > 20


def test_hashtags_in_the_text_are_told_and_some_rise(minute: tuple[State, list[Draft]]) -> None:
    state, posts = minute
    for post in posts:
        if post.kind == "original" and "#" not in post.text:
            assert post.hashtags == ()
    tagged = [bool(post.hashtags) for post in posts if post.kind == "original" and post.topic]
    assert 0.5 <= sum(tagged) / len(tagged) <= 0.8
    rising = trends(state)
    assert rising[0].tag == "LindenBridge"
    assert [trend.score for trend in rising] == sorted((trend.score for trend in rising), reverse=True)


def test_the_crowd_coins_a_hashtag_of_its_own_words_but_none_that_is_forbidden() -> None:
    state, _, _ = play(crowd(), range(60, 120), {60: [PressureSet(3000)]}, script=False)
    assert not any(trend.coined for trend in trends(state))  # everyday talk coins nothing
    state, _, _ = play(crowd(), range(300, 430), {300: [PressureSet(4000)]})
    coined = [tag for tag, use in state.talk.tags.items() if use.coined]
    assert coined
    assert "BoycottSaintAmance" not in coined


def test_everyday_talk_is_answered_in_its_own_emotion(minute: tuple[State, list[Draft]]) -> None:
    _, posts = minute
    by_ref = {post.ref: post for post in posts}
    answers = [
        (post, by_ref[post.parent])
        for post in posts
        if post.kind == "reply" and post.parent in by_ref and post.t > 40
    ]
    everyday = [(post, parent) for post, parent in answers if parent.t < 30]
    assert everyday
    assert all(post.emotion == parent.emotion for post, parent in everyday)


def test_few_texts_are_said_twice(minute: tuple[State, list[Draft]]) -> None:
    _, posts = minute
    own = Counter(post.text for post in posts if post.kind == "original" and post.topic)
    assert sum(own.values()) - len(own) < 0.12 * sum(own.values())


def test_the_same_seed_gives_the_same_posts_and_another_seed_others() -> None:
    acts: Acts = {0: [PressureSet(6000)], 33: [says(33, "We are sorry.")]}
    _, posts, _ = play(crowd("fr"), range(25, 40), acts, "fr")
    _, again, _ = play(crowd("fr"), range(25, 40), acts, "fr")
    _, other, _ = play(crowd("fr", seed=2), range(25, 40), acts, "fr")
    assert fingerprint(posts) == fingerprint(again) != fingerprint(other)


def test_a_checkpoint_goes_on_byte_for_byte() -> None:
    acts: Acts = {0: [PressureSet(9000)], 33: [says(33, "There is no problem.")]}
    state, _, _ = play(crowd(), range(36), acts)
    data = dump(state)
    back = load(small(), "en", 1, data)
    assert dump(back) == data
    through, posts, causes = play(state, range(36, 46))
    after, same, why = play(back, range(36, 46))
    assert (fingerprint(same), why) == (fingerprint(posts), causes)
    assert dump(after) == dump(through)


def test_a_step_leaves_the_state_that_it_was_given_as_it_was() -> None:
    state, _, _ = play(crowd(), range(33), {0: [PressureSet(9000)]})
    before = dump(state)
    _, first, _ = step(state, [], Window(33))
    step(state, [says(33, "We are sorry.")], Window(33))
    _, again, _ = step(state, [], Window(33))
    assert dump(state) == before
    assert first == again


def test_broken_checkpoints_are_refused() -> None:
    with pytest.raises(ValueError, match="no checkpoint"):
        load(small(), "en", 1, b"nonsense")


def test_likes_and_views_go_to_earlier_posts_only() -> None:
    state, _, _ = play(crowd(), range(40), {0: [PressureSet(9000)]})
    _, drafts, _ = step(state, [], Window(40))
    assert drafts.touches
    assert len({touch.ref for touch in drafts.touches}) == len(drafts.touches)
    for touch in drafts.touches:
        assert touch.ref < 40 * REFS_PER_WINDOW
        assert touch.views >= touch.likes > 0


def test_an_account_is_always_the_same_person() -> None:
    first = account(7, "fr", 1234)
    account.cache_clear()
    assert account(7, "fr", 1234) == first
    assert account(8, "fr", 1234) != first


_ELSEWHERE = """
import sys
from tests.unit.crowd_cast import crowd, play
from tests.unit.test_crowd_posts import fingerprint
from feed.crowd.types import PressureSet, WeightsSet
from feed.crowd.voice_files import voice
print(fingerprint(play(crowd("fr"), range(28, 36), {28: [PressureSet(6000)]}, "fr")[1]))
"""


def test_another_process_with_another_hash_seed_writes_the_same() -> None:
    _, posts, _ = play(crowd("fr"), range(28, 36), {28: [PressureSet(6000)]}, "fr")
    root = SMALL.parents[2]
    run = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE],
        capture_output=True,
        text=True,
        cwd=root,
        env={"PYTHONHASHSEED": "4242", "PYTHONPATH": str(root)},
        check=True,
    )
    assert run.stdout.strip() == fingerprint(posts)


def test_kittens_flood_a_hashtag_once_somebody_asks_for_them() -> None:
    asked = says(40, "Des chatons sur #PontDesTilleuls, s’il vous plaît")
    acts: Acts = {0: [WeightsSet((1, 0.1, 0.1, 1, 0.1))], 34: [PressureSet(20_000)], 40: [asked]}
    state, _, _ = play(crowd("fr"), range(34), acts, "fr", write=False)
    _, posts, _ = play(state, range(34, 46), acts, "fr")
    names = "|".join(voice("fr").grammar.words["cat"])
    cat = re.compile(rf"(?i)\b(?:chats?|chatte|chatons?|matous?|miaou|{names})\b")
    cats = [
        post.t
        for post in posts
        if post.kind == "original" and "PontDesTilleuls" in post.hashtags and cat.search(post.text)
    ]
    assert sum(t >= 40 for t in cats) > 5 * sum(t < 40 for t in cats)


def test_people_speak_of_themselves_as_who_they_are() -> None:
    acts: Acts = {30: [WeightsSet((0.1, 1, 3, 0.1, 0.1)), PressureSet(20_000)]}
    _, posts, _ = play(crowd("fr"), range(30, 60), acts, "fr")
    felt = re.compile(
        r"(?i)\bje suis (?:très |vraiment |trop )?(furieux|furieuse|inquiet|inquiète|\w+[^e]ée?)\b"
    )
    heard = [
        (account(1, "fr", post.author.key).woman, found[1].lower().endswith("e"))
        for post in posts
        if post.kind != "share" and isinstance(post.author.key, int)
        for found in felt.finditer(post.text)
    ]
    assert len({woman for woman, _as_woman in heard}) == 2
    assert [pair for pair in heard if pair[0] != pair[1]] == []
