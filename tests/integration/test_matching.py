"""The search of the server and that of the page are one: a table, then posts and queries by chance."""

import json
import random
import sys
import unicodedata
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from feed import search
from feed.query import BadQuery, fold, of_post, parse
from tests.integration.test_search import holds
from tests.unit.js.test_in_chromium import HERE, ORIGIN, from_disk

CASES: list[dict[str, Any]] = json.loads((HERE / "matching.json").read_text(encoding="utf-8"))
ROOM = 7
PIECES = [
    "fire", "Fïre", "smoke", "the bridge", "œuvre", "Straße", "ΣΑΣ", "#Feu", "#feu_2", "@Anna", "20h30",
    "a#b", "é", "-", "'", "…", "😱", "हिन्दी", "fir", "l’école", "\u00a0",
]  # fmt: skip
SIGNS = [" ", " ", " ", " OR ", " -", " NOT ", " (", ") ", '"', '"', "* ", " AND ", "#", "@", "«", "\x1f"]
ANSWER = """async ([address, asked]) => {
  const { BadQuery, holds, ofPost, parse } = await import(address);
  return asked.map(({ q, text, handle }) => {
    try { return holds(parse(q), ofPost(text, handle)); } catch (error) {
      if (error instanceof BadQuery) return error.fault;
      throw error;
    }
  });
}"""
FOLD = "async ([address, texts]) => texts.map((await import(address)).fold)"


@pytest.fixture
def script(chromium: Browser) -> Any:
    page: Page = chromium.new_page()
    page.route("**/*", from_disk)
    page.goto(f"{ORIGIN}/")
    yield lambda code, value: page.evaluate(code, [f"{ORIGIN}/static/js/feed/matching.js", value])
    page.close()


def said(query: str, text: str, handle: str) -> bool | str:
    try:
        return holds(parse(query), *of_post(text, handle))
    except BadQuery as error:
        return error.fault


def test_the_servers_index_answers_the_table_as_the_page_does(each_database: str) -> None:
    """The page's answers to it are in tests/unit/js/matching.test.js."""
    asked = [case for case in CASES if "found" in case]
    search.add((ROOM, seq, case["text"], case["handle"]) for seq, case in enumerate(asked, 1))
    for seq, case in enumerate(asked, 1):
        found = search.find(ROOM, parse(case["q"]), None, 1000)
        assert (seq in found) == case["found"], case


@pytest.mark.parametrize("case", [case for case in CASES if "fault" in case], ids=lambda case: case["q"][:20])
def test_the_server_refuses_what_the_page_refuses(case: dict[str, str]) -> None:
    with pytest.raises(BadQuery) as refused:
        parse(case["q"])
    assert refused.value.fault == case["fault"]


def test_posts_and_queries_by_chance_are_answered_alike(script: Any) -> None:
    rng = random.Random(11)

    def text(most: int) -> str:
        return "".join(
            rng.choice(PIECES) + rng.choice(SIGNS[:1] * 8 + SIGNS) for _ in range(rng.randint(1, most))
        )

    asked = [{"q": text(4), "text": text(12), "handle": rng.choice(["Anna", "tim_2"])} for _ in range(6000)]
    expected = [said(one["q"], one["text"], one["handle"]) for one in asked]
    differ = [
        (one, here, there)
        for one, here, there in zip(asked, expected, script(ANSWER, asked), strict=True)
        if here != there
    ]
    assert differ == []
    assert min(expected.count(True), expected.count(False), expected.count("quotes")) > 200


def test_every_letter_is_folded_alike(script: Any) -> None:
    """What is one word for the server is one for the page, and what is two is two."""
    letters = [
        chr(number)
        for number in range(sys.maxunicode)
        if not 0xD800 <= number <= 0xDFFF and unicodedata.category(chr(number))[0] in "LN"
    ]
    here = [fold(letter) for letter in letters]
    there = script(FOLD, letters)
    pairs = dict(zip(zip(here, there, strict=True), letters, strict=True))
    assert len(pairs) == len(set(here)) == len(set(there)), _torn(pairs)


def _torn(pairs: dict[tuple[str, str], str]) -> list[str]:
    """Letters that fall together on one side and not on the other."""
    seen: dict[str, str] = {}
    back: dict[str, str] = {}
    torn = []
    for (here, there), letter in pairs.items():
        if seen.setdefault(here, there) != there or back.setdefault(there, here) != here:
            torn.append(f"{letter} U+{ord(letter):04X}")
    return torn
