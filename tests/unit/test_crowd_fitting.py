"""Answers that fit, hashtags and links where people put them, nobody a stranger to themselves."""

import re
from collections import Counter

import pytest

from exercises.document_parts import Term
from exercises.library import library_scenario
from exercises.package import plain
from feed.crowd.dice import Dice
from feed.crowd.fitting import ANYBODY, asks, fits, otherwise
from feed.crowd.grammar import Fill
from feed.crowd.links import Links, sites_of
from feed.crowd.nouns import bare_words, noun, of_others
from feed.crowd.simulation import played
from feed.crowd.types import Author, Draft, PressureSet
from feed.crowd.voice_files import OTHERS, voice

LIKE, FEAR, ANGER, MOCKERY, SADNESS, NONE = range(6)


def somebody(kind: str = "citizen") -> Author:
    return Author(1, "jules_m", "Jules", kind, 80)


def answers(text: str, emotion: int, parent: int, kind: str = "citizen") -> bool:
    asked = asks(parent, somebody(kind))
    return fits(text, "fr", emotion) & asked == asked


def test_an_answer_that_agrees_fits_only_those_who_feel_the_same() -> None:
    assert answers("moi aussi j’ai peur", FEAR, SADNESS)
    assert not answers("moi aussi j’ai peur", FEAR, LIKE)
    assert answers("{yes}, qu’ils partent", ANGER, ANGER)
    assert not answers("{yes}, qu’ils partent", ANGER, FEAR)


def test_an_answer_that_contradicts_fits_only_those_who_feel_otherwise() -> None:
    assert answers("arrête de leur dire merci", ANGER, LIKE)
    assert not answers("arrête de leur dire merci", ANGER, ANGER)


def test_nobody_is_close_to_a_stranger_who_speaks_in_public() -> None:
    assert answers("tu es où ? réponds", FEAR, FEAR)
    assert not answers("tu es où ? réponds", FEAR, FEAR, "journalist")
    assert fits("quelle horreur, ces images", "fr", FEAR) == ANYBODY


def test_an_answer_speaks_of_what_it_answers() -> None:
    trams = tuple(noun(Term(text=text, article="the"), "fr") for text in ("maire", "préfet", "procureur"))
    heard = bare_words("Et le PRÉFET, il en dit quoi ?")
    said = {Fill(Dice(1, n), {"authority": trams}, {}, heard=heard).noun("authority").tag for n in range(20)}
    assert said == {"Préfet"}
    free = {Fill(Dice(1, n), {"authority": trams}, {}, heard=" ? ").noun("authority").tag for n in range(40)}
    assert len(free) == 3


def test_nobody_speaks_of_themselves_as_of_another() -> None:
    who = tuple(noun(Term(text=text, article="the"), "fr") for text in ("mairie", "préfet"))
    assert [one.tag for one in of_others({"authority": who}, "Bastien MairieBelvarne")["authority"]] == [
        "Préfet"
    ]
    alone = of_others({"authority": who[:1]}, "Bastien MairieBelvarne")["authority"]
    assert alone == who[:1]  # rather so than nothing to say


@pytest.fixture(scope="module")
def posts() -> list[Draft]:
    script = plain(library_scenario("capital-attack"))
    moments = played(script, "fr", 5, 300, pressure=PressureSet(10_000))
    return [draft for moment in moments for draft in moment.drafts.posts if draft.kind != "share"]


def test_a_hashtag_does_not_repeat_the_post_that_it_ends(posts: list[Draft]) -> None:
    repeated = []
    for post in posts:
        words = "".join(re.findall(r"[^\W\d_]+", post.text.partition(" #")[0].lower()))
        repeated += [tag for tag in post.hashtags if len(tag) > 12 and tag.lower() in words]
    assert len(repeated) < len(posts) / 100


def test_hashtags_stand_in_posts_and_behind_them(posts: list[Draft]) -> None:
    tagged = [post for post in posts if post.hashtags]
    inside = [post for post in tagged if re.search(r"#\w+[\s,.!?]+[^#@\s\W]", post.text)]
    assert 0.1 * len(tagged) < len(inside) < 0.6 * len(tagged)
    assert max(Counter(tag for post in tagged for tag in post.hashtags).values()) > 50


def test_nobody_names_themselves(posts: list[Draft]) -> None:
    assert [post.text for post in posts if re.search(rf"@{post.author.handle}\b", post.text)] == []


def test_what_people_say_of_themselves_goes_with_a_picture_more_than_what_they_heard() -> None:
    sites = sites_of(library_scenario("capital-attack"), "fr")
    pictures = {site.host for site in sites if site.kind == "picture"}
    assert pictures

    def part(segment: str) -> float:
        links = [Links(sites, Dice(2, n), n).link(segment, "original", False, 200) for n in range(600)]
        hosts = [link.split("/")[2] for link in links if link]
        return sum(host in pictures for host in hosts) / len(hosts)

    assert part("plain") > 0.5 > part("topic")


def test_who_feels_otherwise_is_answered_otherwise() -> None:
    assert otherwise(FEAR, ANGER)
    assert otherwise(MOCKERY, SADNESS)
    assert not otherwise(LIKE, SADNESS)  # comfort
    assert not any(otherwise(emotion, NONE) or otherwise(emotion, emotion) for emotion in range(5))
    assert all(voice("fr").choices(emotion, OTHERS, "reply") for emotion in range(5))
