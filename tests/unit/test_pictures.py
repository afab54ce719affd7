"""Pictures made offline: the same each time, small, safe, and of what their author says they show."""

import re
import xml.etree.ElementTree as ET

import pytest

from exercises.library import library_scenario, library_slugs
from feed.pictures import MOST_BYTES, picture, pictured, shape_of
from feed.pictures.seeing import see

DESCRIBED = sorted(
    {
        (lang, text, inject.channel)
        for slug in library_slugs()
        for inject in library_scenario(slug).injects
        if inject.media is not None
        for lang, text in (("en", inject.media.en), ("fr", inject.media.fr))
        if text
    }
)
HOSTILE = (
    "<script>alert(1)</script>",
    'A screen that says "><image href="http://evil.test/x"/>',
    "]]><!ENTITY x SYSTEM 'file:///etc/passwd'> & &amp; 'quoted' \u202e \x07",
    "kitten " * 2000,
    "🐈" * 300,
    " ",
)
ELEMENTS_OUT = {"script", "image", "use", "foreignObject", "style", "iframe", "a", "animate", "set"}


@pytest.mark.parametrize(("lang", "text", "channel"), DESCRIBED)
def test_what_the_library_describes_is_drawn_the_same_each_time_and_small(
    lang: str, text: str, channel: str
) -> None:
    once, twice = (picture(text, lang, "7/12", shape_of(channel), "") for _ in range(2))
    assert once == twice
    assert len(once.encode()) <= MOST_BYTES
    assert ET.fromstring(once).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314  our own


def test_another_seed_draws_another_picture() -> None:
    text = "A grey kitten asleep in a police cap."
    assert picture(text, "en", "7/12", "portrait", "") != picture(text, "en", "7/13", "portrait", "")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("shape", ["portrait", "tall", "wide"])
def test_hostile_words_stay_words(text: str, shape: str) -> None:
    svg = picture(text, "en", "1/1", shape, text)
    assert len(svg.encode()) <= MOST_BYTES
    drawn = ET.fromstring(svg)  # noqa: S314  our own
    tags = {element.tag.rpartition("}")[2] for element in drawn.iter()}
    assert not tags & ELEMENTS_OUT
    for element in drawn.iter():
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert not re.search(r"https?:|javascript:|data:|file:", value), (name, value)


@pytest.mark.parametrize(
    ("lang", "text", "things"),
    [
        ("en", "A grey kitten asleep in a police cap.", {"kitten"}),
        ("fr", "Un chaton gris endormi dans une casquette de police.", {"kitten"}),
    ],
)
def test_what_is_named_is_seen(lang: str, text: str, things: set[str]) -> None:
    assert things <= set(see(text, lang).things)


@pytest.mark.parametrize(
    ("kind", "channel", "media", "deleted", "shown"),
    [
        ("original", "photo", "", False, "still"),
        ("original", "stories", "", False, "still"),
        ("original", "video", "", False, "clip"),
        ("reply", "photo", "", False, None),
        ("original", "microblog", "", False, None),
        ("original", "microblog", "A map with eleven pins.", False, "still"),
        ("original", "photo", "A map with eleven pins.", True, None),
    ],
)
def test_which_posts_have_a_picture(
    kind: str, channel: str, media: str, deleted: bool, shown: str | None
) -> None:
    assert pictured(kind, channel, media, deleted) == shown
