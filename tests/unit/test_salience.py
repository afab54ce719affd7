"""Which words stand out, and which do not."""

import pytest

from feed.query import parse
from feed.salience import (
    ENOUGH,
    FEWEST,
    MOST_TAGS,
    MOST_WORDS,
    Sample,
    Standing,
    said_in,
    standing_out,
    stop_words,
)

EVERY_DAY = [f"the bus was late again on line number {n % 9}" for n in range(400)]


def sample(texts: list[str]) -> Sample:
    found = Sample()
    for text in texts:
        found.add(text)
    return found


def cloud(
    texts: list[str], past: list[str] = EVERY_DAY, q: str | None = None, lang: str = "en"
) -> tuple[list[Standing], list[Standing]]:
    asked = parse(q) if q else None
    return standing_out(texts, sample(texts), sample(past), lang, asked)


def words(texts: list[str], past: list[str] = EVERY_DAY, q: str | None = None, lang: str = "en") -> list[str]:
    return [word.text for word in cloud(texts, past, q, lang)[0]]


def test_what_was_always_said_does_not_stand_out_however_often_it_is_said() -> None:
    now = EVERY_DAY[:200] + ["smoke over the bridge"] * 20
    assert set(words(now)) == {"smoke", "bridge"}


def test_what_was_said_before_less_often_stands_out_less() -> None:
    past = EVERY_DAY + ["smoke"] * 40
    told = cloud(EVERY_DAY[:100] + ["smoke bridge"] * 30, past)[0]
    assert [word.text for word in told] == ["bridge", "smoke"]
    assert told[0].weight > told[1].weight


def test_what_two_people_said_is_chance() -> None:
    assert words(EVERY_DAY[:100] + ["zeppelin"] * (FEWEST - 1)) == []
    assert words(EVERY_DAY[:100] + ["zeppelin"] * FEWEST * 2) == ["zeppelin"]


def test_a_post_counts_once_however_often_it_says_a_word() -> None:
    assert words([*EVERY_DAY[:100], "fire " * 50]) == []


def test_a_word_is_told_as_people_write_it_most() -> None:
    now = ["Évacuation"] * 3 + ["evacuation"] * 2 + ["ÉVACUATION"] * 2
    told = cloud(EVERY_DAY[:50] + now)[0]
    assert [(word.text, word.q) for word in told] == [("Évacuation", "evacuation")]
    assert told[0].share == round(7 / 57, 4)


def test_a_word_and_its_plural_stand_there_once_and_are_looked_for_together() -> None:
    told = cloud(EVERY_DAY[:50] + ["trains"] * 9 + ["train"] * 5)[0]
    assert [(word.text, word.q) for word in told] == [("trains", "trains OR train")]
    parse(told[0].q)


def test_links_accounts_and_numbers_are_no_words_and_tags_stand_apart() -> None:
    text = "See https://news.example/smoke?a=b and paper.example/x @anna_b 112 20h #Bridge_Fire ok l'hôpital"
    assert said_in(text) == ({"see", "and", "hopital"}, {"#bridge_fire"})
    now, tags = cloud(EVERY_DAY[:50] + ["smoke #OldMill @anna_b"] * 9)
    assert [word.text for word in now] == ["smoke"]
    assert [(tag.text, tag.q) for tag in tags] == [("#oldmill", "#oldmill")]


@pytest.mark.parametrize("q", ["smoke", "smok*", '"smoke there"', "(smoke OR fire) -drill", "#mill"])
def test_what_was_asked_for_is_not_told_again(q: str) -> None:
    now, tags = cloud(EVERY_DAY[:50] + ["smoke bridge #mill #fire"] * 9, q=q)
    assert "bridge" in [word.text for word in now]
    asked = q.strip('"(').split()[0].rstrip("*")
    assert not [word for word in (*now, *tags) if word.q.startswith(asked)]


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "because they don't really think"), ("fr", "parce qu'ils étaient déjà là-bas")]
)
def test_words_that_say_nothing_are_left_out_in_their_language(lang: str, text: str) -> None:
    told = words(EVERY_DAY[:50] + [f"{text} tunnel"] * 9, lang=lang)
    assert told == ["tunnel"] or set(told) <= {"tunnel", "bas"}
    assert not set(told) & stop_words(lang)


def test_lists_of_such_words_are_folded_and_hold_nothing_twice() -> None:
    from feed.query import words as folded

    for lang in ("en", "fr"):
        assert all(folded(word) == [word] and len(word) > 2 for word in stop_words(lang))
        assert len(stop_words(lang)) > 200
    assert stop_words("de") == frozenset()
    for crisis in ("smoke", "fire", "police", "dead", "help", "alone", "water", "train", "bridge"):
        assert crisis not in stop_words("en") - {"alone"}
    for crisis in ("fumee", "feu", "police", "mort", "aide", "eau", "secours", "gare", "pont", "attaque"):
        assert crisis not in stop_words("fr")


def test_without_a_past_what_is_said_most_is_told() -> None:
    now = ["smoke bridge"] * 9 + ["smoke"] * 9
    assert words(now, []) == ["smoke", "bridge"]
    assert words(now, EVERY_DAY[: ENOUGH - 1]) == ["smoke", "bridge"]


def test_no_more_words_than_one_reads_and_five_weights() -> None:
    texts = [f"word{chr(97 + n % 26)}q #tag{n % 12}" for n in range(3000)]
    now, tags = cloud(EVERY_DAY[:50] + texts)
    assert (len(now), len(tags)) == (MOST_WORDS, MOST_TAGS)
    assert {word.weight for word in now} <= {1, 2, 3, 4, 5}
    weights = [word.weight for word in cloud(EVERY_DAY[:50] + ["a1 smoke"] * 40 + ["bridge"] * 8)[0]]
    assert weights == [5, 1]


def test_nothing_said_is_nothing_told() -> None:
    assert cloud([]) == ([], [])
    assert cloud([], []) == ([], [])
    assert cloud(["", "   ", "@anna", "https://x.example"]) == ([], [])


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800", "😱" * 50, "a" * 5000, "İßŒ'ΣΣς", "<script>alert(1)</script>" * 9]
)
def test_hostile_text_is_counted_as_text(text: str) -> None:
    told, _tags = cloud(EVERY_DAY[:50] + [f"{text} smoke"] * 9)
    assert "smoke" in [word.text for word in told]
    assert all("<" not in word.text and len(word.text) <= 30 for word in told)


def test_the_same_posts_in_another_order_tell_the_same() -> None:
    now = EVERY_DAY[:50] + ["smoke bridge"] * 9 + ["fire tunnel"] * 9 + ["Smoke"] * 9
    assert cloud(now) == cloud(now[::-1])
