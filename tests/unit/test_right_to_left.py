"""Styles that read from either side: no rule names left or right where start and end are meant."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation

STYLES = Path(__file__).resolve().parents[2] / "static" / "css"
PHYSICAL = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius\b"
    r"|(?:left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b)"
)
BOX = re.compile(r"(?<![-\w])(margin|padding|inset)\s*:\s*([^;{}]+)")
PARTS = re.compile(r"(?:\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*\)|[^\s(])+")
#: Lines that mean a side of the screen or of paper, with the reason.
EXCEPTIONS = {
    "map.css": ("left: var(--x)", "a place on the map: west is left in every language"),
    "dashboard-mood.css": ("var(--at)", "a point of the curve, whose time runs from left to right"),
    "dashboard-dialogs.css": ("preflight__mark", "a tick and a cross, drawn by borders that are turned"),
}


def offences(name: str, text: str) -> list[str]:
    allowed = EXCEPTIONS.get(name, ("\0", ""))[0]
    return [line.strip() for line in text.splitlines() if is_physical(line) and allowed not in line]


def is_physical(line: str) -> bool:
    plain = re.sub(r"/\*.*?\*/", "", line)
    boxes = [PARTS.findall(value) for _name, value in BOX.findall(plain)]
    return bool(PHYSICAL.search(plain)) or any(len(box) == 4 and box[1] != box[3] for box in boxes)


@pytest.mark.parametrize("sheet", sorted(STYLES.glob("*.css")), ids=lambda sheet: sheet.name)
def test_no_style_names_a_side_of_the_screen(sheet: Path) -> None:
    assert offences(sheet.name, sheet.read_text()) == []


def test_a_physical_rule_would_be_found() -> None:
    for rule in (
        "margin-left: 1px;",
        "left: 0;",
        "text-align: right;",
        "padding: 0 1px 0 calc(2px + var(--x));",
    ):
        assert is_physical(rule), rule
    for rule in ("margin: 0 1px 0 1px;", "inset-inline: 0 auto;", ".post__left { width: 1px; }"):
        assert not is_physical(rule), rule


def test_the_page_goes_the_way_of_its_language() -> None:
    with translation.override("ar"):
        assert '<html lang="ar" dir="rtl">' in render_to_string("400.html")
    with translation.override("fr"):
        assert '<html lang="fr" dir="ltr">' in render_to_string("400.html")
