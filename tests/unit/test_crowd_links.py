"""Links in the crowd's posts: as often as people link, and never to anything that exists."""

import re

import pytest

from exercises.library import library_scenario
from exercises.package import plain
from feed.crowd.dice import Dice
from feed.crowd.links import Links, sites_of
from feed.crowd.simulation import played
from feed.crowd.types import Draft, PressureSet

LINK = re.compile(r"https?://(\S+?)/(\S+)")
ANY = re.compile(r"://|www\.|\b\w+\.(?:com|org|net|fr|be|info)\b")


@pytest.fixture(scope="module", params=["en", "fr"])
def posts(request: pytest.FixtureRequest) -> list[Draft]:
    script = plain(library_scenario("capital-attack"))
    moments = played(script, request.param, 3, 240, pressure=PressureSet(10_000))
    return [draft for moment in moments for draft in moment.drafts.posts if draft.kind != "share"]


def test_every_link_leads_to_a_host_that_nobody_can_own(posts: list[Draft]) -> None:
    linked = [draft for draft in posts if ANY.search(draft.text)]
    assert len(linked) > 300
    for draft in linked:
        links = LINK.findall(draft.text)
        assert len(links) == 1, draft.text
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*\.example", links[0][0]), draft.text


def test_some_articles_are_linked_by_many_and_most_links_are_somebodys_own(posts: list[Draft]) -> None:
    links = [match[0] for draft in posts if (match := LINK.search(draft.text))]
    once = sum(links.count(link) == 1 for link in set(links))
    assert 0.3 * len(links) < once < 0.95 * len(links)
    assert max(map(links.count, set(links))) >= 3


def test_a_headline_has_the_same_link_whoever_pastes_it() -> None:
    sites = sites_of(library_scenario("capital-attack"), "en")
    told = {
        said: {Links(sites, Dice(1, at), at).pasted(said, 200) for at in range(5)}
        for said in ("Shots at the station", "Doors open", "One man sought", "Two wounded", "All are safe")
    }
    assert all(len(links) == 1 for links in told.values())
    assert len(set.union(*told.values()) - {""}) > 1


def test_a_link_that_has_no_room_is_left_out() -> None:
    sites = sites_of(library_scenario("capital-attack"), "en")
    links = Links(sites, Dice(1, 1), 1)
    assert {links.link("topic", "original", True, 10) for _ in range(50)} == {""}
    assert {links.link("topic", "share", False, 200) for _ in range(50)} == {""}
