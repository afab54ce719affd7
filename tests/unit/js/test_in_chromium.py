"""The page's pure functions and small classes, tested in Chromium: each sentence of each file is one test."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

HERE = Path(__file__).parent
STATIC = Path(__file__).resolve().parents[3] / "static"
ORIGIN = "http://units.test"  # answered from the disk below: nothing leaves
SENTENCE = re.compile(r'^  (?:async )?"([^"]+)"\(', re.M)
FILES = sorted(HERE.glob("*.test.js"))
TESTS = [(file.name, sentence) for file in FILES for sentence in SENTENCE.findall(file.read_text())]


@pytest.fixture(scope="module")
def units(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    page.route("**/*", from_disk)
    page.goto(f"{ORIGIN}/")
    yield page
    page.close()


def from_disk(route: Route) -> None:
    path = route.request.url.removeprefix(f"{ORIGIN}/")
    if not path:
        route.fulfill(body="<!doctype html><title>units</title>", content_type="text/html")
    elif path.startswith("static/"):
        route.fulfill(path=STATIC / path.removeprefix("static/"), content_type="text/javascript")
    else:
        route.fulfill(path=HERE / path, content_type="text/javascript")


@pytest.mark.parametrize(("file", "sentence"), TESTS)
def test_javascript(units: Page, file: str, sentence: str) -> None:
    units.evaluate(
        "async ([file, sentence]) => (await import(file)).default[sentence]()", [f"{ORIGIN}/{file}", sentence]
    )


def test_every_file_has_tests() -> None:
    assert {file for file, _sentence in TESTS} == {file.name for file in FILES}
    assert len(TESTS) > 20
