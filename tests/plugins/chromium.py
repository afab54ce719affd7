"""Fixtures: a Chromium, the machine's own.

Started anew for each module that asks: Playwright's synchronous way keeps an event loop running in the
thread as long as it lives, and the asynchronous tests of other modules could not start theirs.
"""

import contextlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from socialroom import machine


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser. Without one the test fails, with the line to type."""
    with open_chromium() as browser:
        yield browser


@contextlib.contextmanager
def open_chromium() -> Iterator[Browser]:
    path = machine.chromium()
    if path is None:
        pytest.fail(f"Chromium is missing: {machine.line_for('browser')}", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()
