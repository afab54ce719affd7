"""Stories of a question to which a team, another trainee and the crowd vote."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, Stage
from tests.browser.test_drafts import drafts, join
from tests.browser.test_reports import trainer


@pytest.fixture
def pressure() -> int:
    return 1500


def poll(page: Page) -> Locator:
    page.locator("[data-shows=ours]:visible").first.click()
    return page.locator("[data-view=ours] .poll").first


def begin(page: Page, minutes: str = "2") -> None:
    page.locator("[data-compose]:visible").first.click()
    page.get_by_label("Text of the post").fill("Do you feel informed?")
    page.locator("#composer").get_by_role("button", name="Add a poll").click()
    page.get_by_label("Answer 1", exact=True).fill("Yes")
    page.get_by_label("Answer 2", exact=True).fill("No")
    page.get_by_label("People vote for so many minutes of the exercise").fill(minutes)


def test_a_question_is_asked_voted_on_and_closed(stage: Stage) -> None:
    tom, lena = join(stage, "Tom"), join(stage, "Lena", **PHONE)
    stage.trainer("sessions.start_session")
    begin(tom)
    expect(tom.locator("#composer [data-part=attach]")).to_be_hidden()
    assert_accessible(tom)
    tom.locator("#composer").get_by_role("button", name="Publish").click()
    mine, hers = poll(tom), poll(lena)
    expect(hers).to_contain_text(re.compile(r"votes? · 01:\d\d left"))
    hers.get_by_role("button", name="No").tap()
    expect(lena.get_by_text("Your vote is counted.")).to_be_visible()
    expect(hers.get_by_role("button", name="No")).to_have_attribute("aria-pressed", "true")
    expect(mine.get_by_role("button", name="No")).to_have_attribute("aria-pressed", "false")
    expect(mine).to_contain_text(re.compile(r"[1-9]\d* votes"))
    assert_accessible(lena)
    assert lena.evaluate("document.documentElement.scrollWidth") == 390
    lena.reload()
    expect(poll(lena).get_by_role("button", name="No")).to_have_attribute("aria-pressed", "true")

    fiona = trainer(stage)
    told = fiona.locator("#team-list .tally")
    expect(told).to_contain_text(re.compile(r"[1-9]\d* votes · 0[01]:\d\d left"))
    expect(told.locator("li")).to_contain_text(["Yes", "No"])
    assert_accessible(fiona)

    before = mine.locator(".poll__foot").inner_text()
    expect(mine.locator(".poll__foot")).not_to_have_text(before)
    stage.trainer("sessions.set_speed", 10)
    for page in (tom, lena):
        expect(page.locator("[data-view=ours] .poll__foot").first).to_contain_text("Final result")
    parts = ".poll__share, .poll__foot"
    expect(told).to_contain_text("Final result")
    told_to = {str(poll(page).locator(parts).all_inner_texts()) for page in (tom, lena)}
    assert len(told_to) == 1, "everybody sees the same result"
    first = tom.locator("[data-view=ours] .poll__choice").first
    expect(first).to_have_attribute("aria-disabled", "true")
    assert_accessible(tom)


def test_a_poll_waits_for_approval_as_a_draft(stage: Stage) -> None:
    tara, lena = join(stage, "Tara"), join(stage, "Lena")
    stage.trainer("sessions.start_session")
    begin(tara)
    tara.locator("#composer").get_by_role("button", name="Ask for approval").click()
    drafts(lena)
    expect(lena.locator(".draft__poll")).to_have_text("Poll, 2 min: Yes / No")
    lena.locator("[data-draft-act=edit]").click()
    expect(lena.get_by_label("Answer 2", exact=True)).to_have_value("No")
    lena.get_by_label("Answer 2", exact=True).fill("Yes")
    expect(lena.locator("#composer [type=submit]")).to_have_attribute("aria-disabled", "true")
    lena.get_by_label("Answer 2", exact=True).fill("Not at all")
    lena.locator("#composer [data-part=keep]").click()
    expect(lena.locator(".draft__poll")).to_have_text("Poll, 2 min: Yes / Not at all")
    tara.locator("[data-compose]:visible").first.click()
    expect(tara.get_by_label("Answer 1", exact=True)).to_be_hidden()
