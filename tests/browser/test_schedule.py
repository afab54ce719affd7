"""Stories of texts that go out by themselves."""

import re

import pytest
from playwright.sync_api import expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, Stage
from tests.browser.test_drafts import card, drafts, join, press, state
from tests.browser.test_feed import participant


@pytest.fixture
def pressure() -> int:
    return 300


def test_a_text_is_given_a_time_taken_back_and_goes_out_by_itself(stage: Stage) -> None:
    tom, lena = join(stage, "Tom"), join(stage, "Lena", **PHONE)
    stage.trainer("sessions.start_session")
    tom.locator("[data-compose]:visible").first.click()
    tom.get_by_label("Text of the post").fill("The bridge opens again at noon.")
    tom.locator("#composer").get_by_role("button", name="Schedule").click()
    dialog = tom.locator("#schedule")
    expect(dialog).to_contain_text(re.compile(r"It goes out at 05:\d\d, by the clock of the exercise"))
    dialog.get_by_role("button", name="2 min", exact=True).click()
    expect(dialog).to_contain_text(re.compile(r"It goes out at 02:\d\d"))
    assert_accessible(tom)
    dialog.get_by_role("button", name="Schedule").click()
    expect(tom.locator("#composer")).to_be_hidden()
    expect(tom.get_by_text(re.compile(r"It goes out by itself at 02:\d\d"))).to_be_visible()

    drafts(lena)
    state(lena, re.compile(r"scheduled for 02:\d\d"))
    expect(card(lena)).to_contain_text(re.compile(r"Goes out by itself in 01:\d\d, as Tom asked"))
    assert_accessible(lena)
    press(lena, "unschedule")
    state(lena, "draft")
    press(lena, "schedule")
    lena.get_by_label("In so many minutes of the exercise").fill("1")
    lena.locator("#schedule").get_by_role("button", name="Schedule").click()
    expect(tom.get_by_text(re.compile(r"Lena has scheduled your text for 01:\d\d"))).to_be_visible()
    stage.trainer("sessions.set_speed", 10)
    expect(lena.get_by_text("No draft is waiting")).to_be_visible()
    expect(tom.get_by_text("Your text is published")).to_be_visible()
    tom.locator("[data-shows=ours]:visible").first.click()
    post = tom.locator("[data-view=ours] .post").first
    expect(post).to_contain_text("The bridge opens again at noon.")
    expect(post).to_contain_text("@Valdor_Transit")


def test_a_text_that_cannot_go_out_says_so_to_the_team(stage: Stage) -> None:
    tom, dora = join(stage, "Tom"), join(stage, "Dora")
    stage.trainer("sessions.start_session")
    tom.locator("[data-compose]:visible").first.click()
    tom.get_by_label("Text of the post").fill("More at six.")
    tom.locator("#composer").get_by_role("button", name="Schedule").click()
    tom.get_by_label("In so many minutes of the exercise").fill("1")
    tom.locator("#schedule").get_by_role("button", name="Schedule").click()
    drafts(dora)
    state(dora, re.compile("scheduled for"))
    stage.trainer("people.remove_participant", participant(stage, "Tom"))
    stage.trainer("sessions.set_speed", 10)
    reason = "Whoever wrote or scheduled it has left the exercise."
    expect(dora.get_by_text(f"A scheduled text did not go out. {reason}")).to_be_visible()
    state(dora, "did not go out")
    expect(card(dora).locator(".draft__stopped")).to_have_text(reason)
    assert_accessible(dora)
    press(dora, "publish")
    expect(dora.get_by_text("No draft is waiting")).to_be_visible()
