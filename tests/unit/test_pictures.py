"""Pictures made offline: the same each time, small, safe, and of what their author says they show."""

import re
import xml.etree.ElementTree as ET
from random import Random

import pytest

from exercises.library import library_scenario, library_slugs
from feed.pictures import MOST_BYTES, picture, pictured, shape_of
from feed.pictures.seeing import scenes, see

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
    'A cardboard sign that says "    "',
    "Un panneau manuscrit : «    »",
    "choir shelf confetti snow flames placards candles flowers tape curtain crowd orchestra " * 8,
)
ELEMENTS_OUT = {"script", "image", "foreignObject", "style", "iframe", "a", "animate", "set"}


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
    own = {element.get("id") for element in drawn.iter()} - {None}
    tags = {element.tag.rpartition("}")[2] for element in drawn.iter()}
    assert not tags & ELEMENTS_OUT
    for element in drawn.iter():
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert not re.search(r"https?:|javascript:|data:|file:", value), (name, value)
            assert not name.endswith("href") or value.removeprefix("#") in own, (name, value)


#: What each picture of the library is of, and what is in it, in both languages.
SCENES: dict[str, tuple[str, set[str]]] = {
    "running-crowd": ("street", {"running", "night", "clip"}),
    "route-tranquille-confetti": ("road", {"car", "confetti", "cartoon"}),
    "six-seconds": ("steps", {"choir", "television", "clip"}),
    "missing-daughter": ("garden", {"woman", "cello"}),
    "app-late": ("alert", {"23:01"}),
    "denial-checked": ("pair", set()),
    "leak-roof": ("roofs", {"crowd", "night", "blurred"}),
    "leak-window": ("courtyard", {"curtain", "night", "blurred"}),
    "kittens-start": ("home", {"kitten", "cap", "asleep", "#8b9098"}),
    "kittens-by-themselves": ("kitchen", {"kitten", "chair", "#c9773a"}),
    "roadblock-pins": ("map", {"11", "#2f62c9"}),
    "wrong-man": ("cafe", {"portrait", "masked"}),
    "clumsy-word": ("street", {"man", "suit", "tape"}),
    "lantern-drawing": ("street", {"lantern", "pencil", "receipt"}),
    "timeline": ("line", {"20:43"}),
    "swollen-pouch": ("kitchen", {"pouch", "swollen", "cloudy", "Yolimou"}),
    "wrong-poster": ("shelf", {"poster", "empty", "L4127", "#c8372d"}),
    "voucher-screenshot": ("email", {"screen"}),
    "student-meme": ("beach", {"cloud", "coin", "sandcastle", "suit"}),
    "leak": ("email", {"redacted", "screen"}),
    "influencer-breaks": ("kitchen", {"selfie", "box", "bag", "clip"}),
    "relabel-rumour": ("gate", {"lorry", "night", "blurred"}),
    "parliament": ("chamber", {"clip"}),
    "silence-after-results": ("gate", {"microphone", "wind", "empty"}),
    "expert-explains": ("classroom", {"man", "bow_tie", "chalk"}),
}


def test_every_picture_of_the_library_is_of_what_its_author_says() -> None:
    injects = {i.code: i for slug in library_slugs() for i in library_scenario(slug).injects if i.media}
    assert set(injects) == set(SCENES)
    for code, inject in injects.items():
        assert inject.media is not None
        for lang, text in (("en", inject.media.en), ("fr", inject.media.fr)):
            seen = see(text or "", lang)
            parts = {*seen.things, *seen.layers, *seen.manner, seen.light, seen.colour, seen.code, seen.name}
            parts |= {seen.time, str(seen.number)}
            assert (seen.scene, SCENES[code][1] - parts) == (SCENES[code][0], set()), (code, lang)


@pytest.mark.parametrize("kind", ["place", "paper", "chart"])
def test_what_is_left_when_all_else_is_taken_away_is_small_enough(kind: str) -> None:
    for entry in scenes()[kind].values():
        for lang in ("en", "fr"):
            for shape in ("portrait", "tall", "wide"):
                assert len(picture(entry[lang][0], lang, "1/1", shape).encode()) <= MOST_BYTES


def test_whatever_is_heaped_up_stays_small() -> None:
    tables = scenes()
    words = [
        phrase for kind in ("place", "thing", "layer") for e in tables[kind].values() for phrase in e["en"]
    ]
    dice = Random(3)
    for number in range(400):
        text = " and ".join(dice.sample(words, 6))
        assert len(picture(text, "en", str(number), dice.choice(["wide", "tall"])).encode()) <= MOST_BYTES, (
            text
        )


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
