"""A trainee searches what was said."""

import pytest
from playwright.sync_api import Page, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, Stage
from tests.browser.test_feed import posts, running, write

HOSTILE = '<img src=x onerror="document.title=1"> \' OR 1=1'


def search(page: Page, query: str) -> None:
    field = page.locator("[data-search] input:visible").first
    field.fill(query)
    field.press("Enter")


@pytest.mark.parametrize("pressure", [6000])
def test_a_word_is_found_marked_and_followed_back(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    running(stage, tom)
    write(tom, "Évacuez the ÉCOLE <b>now</b> #Shelter")
    expect(tom.locator("#outbox .post")).to_have_count(0)
    tom.wait_for_timeout(12_000)
    stage.trainer("sessions.pause_session")
    expect(tom.get_by_text("The exercise is paused.")).to_be_visible()

    tom.locator("body").press("/")
    expect(tom.locator("#search-feed")).to_be_focused()
    tom.keyboard.type('"evacuez the ecole" #shelter')
    tom.keyboard.press("Enter")
    expect(posts(tom, "search")).to_have_count(1)
    expect(tom.locator("[data-view=search] [role=status]")).to_have_text("1 post found")
    assert tom.locator("[data-view=search] mark").all_inner_texts() == ["Évacuez the ÉCOLE", "#Shelter"]
    expect(posts(tom, "search").locator(".post__text")).to_have_text("Évacuez the ÉCOLE <b>now</b> #Shelter")
    assert_accessible(tom)

    search(tom, "the OR a OR i OR to")
    expect(posts(tom, "search")).to_have_count(50)
    tom.get_by_role("button", name="Older posts").click()
    expect(posts(tom, "search").nth(60)).to_be_attached()
    shown = tom.evaluate(
        "[...document.querySelectorAll('[data-view=search] .post')].map((post) => +post.dataset.seq)"
    )
    assert shown == sorted(set(shown), reverse=True)
    expect(posts(tom, "search").nth(50)).to_be_focused()

    posts(tom, "search").nth(55).press("Enter")
    expect(tom.locator("[data-view=post] .post").first).to_be_visible()
    tom.go_back()
    expect(posts(tom, "search").nth(60)).to_be_attached()
    tom.keyboard.press("Escape")
    expect(tom.locator("[data-view=feed]")).to_be_visible()


def test_what_is_hostile_wrong_or_never_said_is_told_as_text(stage: Stage) -> None:
    tom = stage.join(stage.visitor(**PHONE), "Tom")
    running(stage, tom)
    tom.get_by_role("button", name="Search the posts").tap()
    expect(tom.locator("#search-view")).to_be_focused()
    expect(tom.get_by_text("Ways to search")).to_be_visible()
    search(tom, HOSTILE)
    expect(tom.get_by_text("Nothing found")).to_be_visible()
    expect(tom.locator("#search-view")).to_have_value(HOSTILE)
    assert tom.title() != "1"
    search(tom, '"never closed')
    expect(tom.get_by_role("alert")).to_have_text("A quotation mark is opened but not closed.")
    assert tom.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(tom)
    tom.route("**/search?*", lambda route: route.abort())
    search(tom, "smoke")
    retry = tom.get_by_role("button", name="The search did not get through. Try again")
    expect(retry).to_be_visible()
    tom.unroute("**/search?*")
    retry.tap()
    expect(retry).to_be_hidden()
    expect(tom.get_by_role("alert")).to_be_hidden()
