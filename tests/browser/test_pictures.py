"""A trainee sees what a post shows, and reads what it is of."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import PHONE, Stage
from tests.browser.test_feed import running

DESCRIPTION = "A carriage lying across the bridge."


@pytest.fixture
def pressure() -> int:
    return 300


def drawn(picture: Locator) -> bool:
    """Whether the browser has it, whole."""
    return bool(picture.evaluate("async (image) => { await image.decode(); return image.naturalWidth > 0 }"))


def test_a_picture_comes_with_its_post_and_tells_what_it_shows(stage: Stage) -> None:
    tom = stage.join(stage.visitor(**PHONE), "Tom")
    running(stage, tom)
    stage.trainer("sessions.fire_inject", "derailment", None)
    post = tom.locator("[data-view=feed] .post", has=tom.get_by_alt_text(DESCRIPTION))
    picture = post.get_by_alt_text(DESCRIPTION)
    picture.scroll_into_view_if_needed()
    assert drawn(picture)
    box = post.locator(".post__media").bounding_box()
    assert box is not None
    assert abs(box["width"] / box["height"] - 16 / 9) < 0.05
    told = post.locator("figcaption p")
    expect(told).to_be_hidden()
    post.get_by_text("ALT", exact=True).click()
    expect(told).to_have_text(DESCRIPTION)
    expect(tom.locator("[data-view=feed]")).to_be_visible()  # and not the conversation
