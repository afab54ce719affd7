"""Stories of a team that reports posts and follows up what becomes of them."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, Stage
from tests.browser.test_feed import posts, running
from tests.browser.test_watch import LEAK, add, column, says, watch
from tests.conftest import PASSWORD


@pytest.fixture
def pressure() -> int:
    return 300


def trainer(stage: Stage) -> Page:
    """Fiona's dashboard of the session."""
    page = stage.visitor()
    page.goto(stage.url("/login/"))
    page.fill("[name=username]", "fiona")
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=password]) [type=submit]")
    page.wait_for_url("**/sessions/**")
    page.goto(stage.url(f"/sessions/{stage.made['pk']}/"))
    return page


def report(page: Page, post: Locator, reason: str) -> None:
    post.locator("[data-act=more]").click()
    page.locator("#post-menu [data-act=report]").click()
    page.get_by_text(reason).click()
    page.locator("#report").get_by_role("button", name="Report", exact=True).click()


def reports(page: Page) -> Locator:
    if page.locator(".tabbar").is_visible():
        page.locator(".tabbar [data-shows=networks]").click()
        page.locator(".network-list [data-shows=reports]").click()
    else:
        page.locator(".rail [data-shows=reports]").click()
    return page.locator("[data-view=reports] .report")


def test_a_leak_found_by_a_column_reported_and_removed(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    tara = stage.join(stage.visitor(), "Tara")
    fiona = trainer(stage)
    running(stage, tom, tara)
    assert reports(tom).count() == 0
    expect(tom.get_by_text("Your team has not reported anything")).to_be_visible()
    assert_accessible(tom)
    watch(tom)
    add(tom, "search", '"old mill" OR #oldmill', "Leak", rings=True)
    tom.locator("[data-shows=feed]:visible").first.click()
    says(stage, tara, LEAK)

    expect(tom.get_by_text("Leak: 1 new post")).to_be_visible()
    watch(tom)
    found = column(tom, "Leak").locator(".post")
    report(tom, found, "It gives away an operation")
    expect(tom.get_by_text("Thank you. The report went out.")).to_be_visible()
    card = reports(tom)
    expect(card).to_have_count(1)
    expect(card.locator(".report__state")).to_have_text("received")
    expect(card).to_contain_text("behind the OLD MILL")
    expect(card).to_contain_text("Reported by Tom")
    assert_accessible(tom)

    other = reports(tara)  # the whole team follows it up, and nobody reports it again
    expect(other.locator(".report__state")).to_have_text("received")
    other.get_by_role("button", name="Show the post").click()
    tara.locator("[data-view=post] .post [data-act=more]").first.click()
    expect(tara.locator("#post-menu [data-act=report]")).to_be_hidden()
    tara.locator("#post-menu [data-act=reported]").click()
    expect(other).to_be_visible()
    tara.locator("[data-shows=feed]:visible").first.click()

    fiona.locator("#tab-reports").click()
    expect(fiona.locator("#reports-count")).to_have_text("1")
    row = fiona.locator("#reports .reported")
    expect(row).to_contain_text("behind the OLD MILL")
    expect(row).to_contain_text(re.compile(r"The network (removes it|leaves it up) at \d\d:\d\d"))
    assert_accessible(fiona)
    row.get_by_role("button", name="Remove the post of").click()
    expect(row.locator("[data-part=state]")).to_have_text("removed")
    expect(row.locator("[data-part=verbs]")).to_be_hidden()
    expect(fiona.locator("#reports-count")).to_be_hidden()

    news = re.compile("Pulse has removed the post of @.* that your team reported")
    for page in (tom, tara):
        expect(page.get_by_text(news)).to_be_visible()
    expect(tara.locator(".rail [data-reports]")).to_have_text("1")
    expect(tom.locator(".rail [data-reports]")).to_be_hidden()
    expect(card.locator(".report__state")).to_have_text("removed")
    expect(card.locator(".report__answer")).to_contain_text("it may give away what must stay confidential")
    expect(card).not_to_contain_text("MILL")
    assert_accessible(tom)
    watch(tom)
    expect(found.last).to_contain_text("This post was deleted.")
    tom.reload()
    expect(reports(tom).locator(".report__state")).to_have_text("removed")
    fiona.locator("#tab-log").click()
    expect(fiona.locator("#log-list")).to_contain_text("removed the reported post of @")


def test_what_is_left_up_is_followed_up_on_a_phone(stage: Stage) -> None:
    tom = stage.join(stage.visitor(**PHONE), "Tom")
    fiona = trainer(stage)
    running(stage, tom)
    stage.trainer("sessions.pause_session")
    expect(tom.get_by_text("The exercise is paused.")).to_be_visible()
    seq = posts(tom).and_(tom.locator(":not([data-kind=share])")).first.get_attribute("data-seq")
    post = tom.locator(f"[data-view=feed] .post[data-seq='{seq}']")
    report(tom, post, "It is false")
    expect(tom.get_by_text("The exercise is not running")).to_be_visible()
    stage.trainer("sessions.resume_session")
    expect(tom.get_by_text("The exercise is paused.")).to_be_hidden()
    report(tom, post, "It is false")
    expect(tom.get_by_text("Thank you. The report went out.")).to_be_visible()
    fiona.locator("#tab-reports").click()
    fiona.locator("#reports").get_by_role("button", name="Leave the post of").click()
    expect(tom.locator(".tabbar [data-unseen=all]")).to_be_visible()
    card = reports(tom)
    expect(card.locator(".report__state")).to_have_text("left up")
    expect(card.locator(".report__answer")).to_contain_text("not for us to judge what is true")
    for width in (390, 360):
        tom.set_viewport_size({"width": width, "height": 700})
        assert tom.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert_accessible(tom)
