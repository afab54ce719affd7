"""axe looks at every page that a trainee meets, light and dark, on a laptop and on a phone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Stage

LAPTOP = {"viewport": {"width": 1280, "height": 720}}


def assert_accessible(page: Page) -> None:
    page.wait_for_timeout(400)  # the animations are over
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_every_page_of_a_trainee(stage: Stage, device: dict[str, Any], scheme: str) -> None:
    tom = stage.visitor(**device, color_scheme=scheme)
    for path in ("/join/", "/join/WRONG/", f"/join/{stage.made['code']}/", "/seat/", "/nothing/"):
        tom.goto(stage.url(path))
        assert_accessible(tom)
    stage.join(tom, "Tom")
    assert_accessible(tom)
    stage.trainer("sessions.start_session")
    expect(tom.locator("[data-view=feed] .post").nth(8)).to_be_attached(timeout=30_000)
    assert_accessible(tom)
    tom.locator("[data-compose]:visible").first.click()
    tom.get_by_label("Text of the post").fill("x" * 300)
    assert_accessible(tom)
    tom.get_by_label("Text of the post").fill("A first text.")
    tom.get_by_role("button", name="Publish").click()
    _look_at_a_changed_post(tom)
    tom.keyboard.press("?")
    expect(tom.locator("#keys")).to_be_visible()
    assert_accessible(tom)
    tom.keyboard.press("Escape")
    tom.keyboard.press("/")
    tom.keyboard.type("first")
    tom.keyboard.press("Enter")
    expect(tom.locator("[data-view=search] mark, [data-view=search] .post").first).to_be_attached()
    assert_accessible(tom)
    tom.locator("[data-shows=feed]:visible").click()
    stage.trainer("sessions.pause_session")
    expect(tom.get_by_text("The exercise is paused.")).to_be_visible()
    tom.locator("[data-view=feed] [data-act=more]").nth(1).click()
    assert_accessible(tom)
    tom.locator("#post-menu [data-act=report]").click()
    assert_accessible(tom)
    tom.keyboard.press("Escape")
    tom.locator("[data-shows=mentions]:visible").click()
    assert_accessible(tom)
    _look_at_the_networks(tom)
    stage.trainer("sessions.end_session")
    expect(tom.get_by_text("The exercise is over.")).to_be_visible(timeout=10_000)
    assert_accessible(tom)


def _look_at_the_networks(tom: Page) -> None:
    for kind in ("mailbox", "page", "press"):
        if tom.locator(".tabbar").is_visible():
            tom.locator(".tabbar [data-shows=networks]").click()
            assert_accessible(tom)
        tom.locator(f"[data-shows=on-{kind}]:visible").first.click()
        assert_accessible(tom)


def _look_at_a_changed_post(tom: Page) -> None:
    tom.locator("[data-shows=ours]:visible").click()
    post = tom.locator("[data-view=ours] .stream > .post").first
    expect(post).to_contain_text("A first text.")
    post.locator("[data-act=more]").click()
    tom.locator("#post-menu [data-act=edit]").click()
    assert_accessible(tom)
    tom.get_by_label("The new text").fill("A second text.")
    tom.locator("#rewrite").get_by_role("button", name="Save").click()
    expect(tom.locator("#rewrite")).to_be_hidden()
    post.locator(".post__edited").click()
    expect(tom.locator("#versions .version")).to_have_count(2)
    assert_accessible(tom)
    tom.keyboard.press("Escape")
