"""Stories of what a team puts on top, and of what it hides."""

import pytest
from playwright.sync_api import Page, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, Stage
from tests.browser.test_feed import posts, running, speak_as_oneself, write
from tests.browser.test_reports import trainer


@pytest.fixture
def pressure() -> int:
    return 300


def act(page: Page, view: str, does: str) -> None:
    """Something from the menu of the newest post of a view."""
    page.locator(f"[data-view={view}] .stream:not(.pins__posts) > .post [data-act=more]").first.click()
    page.locator(f"#post-menu [data-act={does}]").click()


def test_a_post_is_pinned_for_everybody_and_a_comment_hidden_from_them(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    tara = stage.join(stage.visitor(**PHONE), "Tara")
    mia = stage.join(stage.visitor(), "Mia")
    fiona = trainer(stage)
    running(stage, tom, tara, mia)
    write(tom, "Call 0800 123 456 for news of your family.")
    tom.locator(".rail [data-shows=ours]").click()
    expect(posts(tom, "ours")).to_have_count(1)
    act(tom, "ours", "pin")
    expect(tom.get_by_text("Pinned: it stands first, for everybody.")).to_be_visible()
    tara.locator(".tabbar [data-shows=ours]").click()
    for page in (tom, tara):
        pinned = page.locator("[data-view=ours] [data-pins] .post")
        expect(pinned).to_have_count(1)
        expect(pinned.get_by_text("Pinned", exact=True)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert_accessible(page)
    expect(fiona.locator("#team-list .item").get_by_text("Pinned", exact=True)).to_be_visible()
    tom.reload()
    tom.locator("[data-shows=on-microblog]:visible").first.click()
    expect(tom.locator("[data-view=on-microblog] [data-pins] .post")).to_contain_text("0800 123 456")

    speak_as_oneself(mia, "Mia")
    mia.locator(".rail [data-shows=ours]").click()
    posts(mia, "ours").last.locator("[data-act=reply]").click()
    mia.get_by_label("Text of the post").fill("Nobody answers there. Shame on you! #nobodyanswers")
    mia.get_by_role("button", name="Publish").click()
    tom.locator(".rail [data-shows=ours]").click()
    posts(tom, "ours").last.locator(".post__text").click()
    comment = tom.locator("[data-view=post] .post", has_text="#nobodyanswers")
    expect(comment).to_be_visible()
    comment.locator("[data-act=more]").click()
    tom.locator("#post-menu [data-act=hide]").click()
    hidden = tom.locator("[data-view=post] .post--hidden")
    expect(hidden.get_by_text("Your team has hidden this comment.")).to_be_visible()
    expect(hidden.locator(".post__text")).to_be_hidden()
    assert_accessible(tom)
    posts(mia, "ours").last.locator(".post__text").click()  # she does not notice
    expect(mia.locator("[data-view=post] .post", has_text="Shame on you")).to_be_visible()
    expect(mia.locator("[data-view=post] .post--hidden")).to_have_count(0)
    tom.reload()
    expect(hidden).to_have_count(1)
    assert "Shame on you" not in tom.content()
    hidden.get_by_role("button", name="Show it again").click()
    expect(tom.get_by_text("Everybody sees it again.")).to_be_visible()
    expect(tom.locator("[data-view=post] .post", has_text="Shame on you")).to_be_visible()
    fiona.locator("#tab-log").click()
    expect(fiona.locator("#log-list")).to_contain_text("hid what @Mia")
