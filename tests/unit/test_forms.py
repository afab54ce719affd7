"""Press releases and infographics: their text is all of them, and what it must have."""

import xml.etree.ElementTree as ET

import pytest

from feed.forms import (
    COLOURS,
    HEADLINE,
    LABEL,
    LINE,
    TITLE,
    BadForm,
    Item,
    check,
    drawable,
    infographic,
    release,
)
from feed.pictures import MOST_BYTES, pictured
from feed.pictures import infographic as drawn
from feed.pictures.infographic import TINTS

SVG = "{http://www.w3.org/2000/svg}"
RELEASE = "Line B is closed\n\nSaint-Amance, 29 November — Buses run.\n\n“We are sorry.”\n\nAnne, 0800 11"
SHAPES = ("wide", "portrait", "tall")


def test_a_release_is_its_headline_what_it_says_and_whom_to_ask() -> None:
    headline, body, contact = release(RELEASE)
    assert headline == "Line B is closed"
    assert body == "Saint-Amance, 29 November — Buses run.\n\n“We are sorry.”"
    assert contact == "Anne, 0800 11"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "release"),
        ("Only a headline", "release"),
        ("A headline\n\nAnd a text", "release"),
        ("\n\n \n\n", "release"),
        ("Two\nlines\n\nText\n\nContact", "headline"),
        ("x" * (HEADLINE + 1) + "\n\nText\n\nContact", "headline"),
    ],
)
def test_what_lacks_a_part_is_no_release(text: str, fault: str) -> None:
    with pytest.raises(BadForm) as bad:
        check("release", text)
    assert bad.value.fault == fault


def test_an_infographic_is_its_title_and_its_figures_or_steps() -> None:
    made = infographic("What to do\n\n48 h\nSymptoms come\nwithin two days\n\nKeep away")
    assert made.title == "What to do"
    assert made.items == (Item("48 h", "Symptoms come within two days"), Item("Keep away", ""))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "infographic"),
        ("Only a title", "infographic"),
        ("Two\nlines\n\nLabel", "infographic"),
        ("Title" + "\n\nLabel" * 6, "infographic"),
        ("x" * (TITLE + 1) + "\n\nLabel", "too_long"),
        ("Title\n\n" + "x" * (LABEL + 1), "too_long"),
        ("Title\n\nLabel\n" + "x" * (LINE + 1), "too_long"),
    ],
)
def test_what_lacks_a_part_is_no_infographic(text: str, fault: str) -> None:
    with pytest.raises(BadForm) as bad:
        check("infographic", text)
    assert bad.value.fault == fault


def test_a_plain_text_may_have_any_form() -> None:
    check("", "x\n\n\n")


# The picture ------------------------------------------------------------------------------------------

PARTS = [("48 h", "Symptoms come within two days"), ("Keep away", "from the bridge"), ("7700", "")]
LONGEST = [("W" * LABEL, "W" * LINE)] * 5
HOSTILE = [
    ("<script>alert(1)</script>", "]]>&<!ENTITY x SYSTEM 'file:///etc/passwd'>"),
    ('"><image href="http://evil.test/x"/>', "' onload='alert(1)"),
    ("🐈" * LABEL, "漢字" * 60),
    ("\ufeff\u2028 \u00ad", "\u200d\u0301" * 60),
]


def words_of(svg: str) -> str:
    return " ".join(node.text or "" for node in ET.fromstring(svg).iter(f"{SVG}text"))  # noqa: S314  our own


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_all_words_stand_in_the_picture_whatever_its_shape(shape: str, count: int) -> None:
    parts = (PARTS * 2)[:count]
    said = words_of(drawn("What to do", parts, "green", shape))
    for words in ("What to do", *(word for part in parts for word in part)):
        assert all(word in said for word in words.split())


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("parts", [PARTS, LONGEST, HOSTILE], ids=["usual", "longest", "hostile"])
def test_the_same_words_are_drawn_the_same_small_and_safe(parts: list[tuple[str, str]], shape: str) -> None:
    once, twice = (drawn("<b>Title</b> & more", parts, "red", shape) for _ in range(2))
    assert once == twice
    assert len(once.encode()) <= MOST_BYTES
    tags = {node.tag.removeprefix(SVG) for node in ET.fromstring(once).iter()}  # noqa: S314  our own
    assert tags <= {"svg", "defs", "rect", "text"}
    assert "http" not in once.replace("http://www.w3.org/2000/svg", "").replace("http://evil.test", "")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("parts", [PARTS, LONGEST, [("What to do first of all, then", "x" * LINE)] * 5])
def test_nothing_is_drawn_outside(parts: list[tuple[str, str]], shape: str) -> None:
    root = ET.fromstring(drawn("W" * TITLE, parts, "blue", shape))  # noqa: S314  our own
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    for node in root.iter(f"{SVG}text"):
        assert 0 <= float(node.get("x", 0)) < width
        assert 0 < float(node.get("y", 0)) <= height


def test_every_colour_is_drawn_and_another_is_the_first() -> None:
    assert set(COLOURS) == set(TINTS)
    assert len({drawn("T", PARTS, colour, "wide") for colour in COLOURS}) == len(COLOURS)
    assert drawn("T", PARTS, "", "wide") == drawn("T", PARTS, "blue", "wide")


def test_what_cannot_stand_in_a_picture_is_left_out() -> None:
    assert drawable("a\x07b\ufffec\u202ed\n\ne\x00") == "abcd\n\ne"


def test_an_infographic_shows_a_picture_until_it_is_deleted() -> None:
    assert pictured("original", "microblog", "", False, "infographic") == "still"
    assert pictured("original", "microblog", "", True, "infographic") is None
    assert pictured("original", "press", "", False, "release") is None
