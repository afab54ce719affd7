"""Stories of a team that prepares its texts together while the clock runs."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, Stage

FUNCTIONS = {
    "Tara": "Community manager",
    "Lena": "Legal adviser",
    "Dora": "Crisis director",
    "Tom": "Spokesperson",
}


@pytest.fixture
def pressure() -> int:
    return 300


def join(stage: Stage, name: str, **device: Any) -> Page:
    page = stage.visitor(**device)
    page.goto(stage.url(f"/join/{stage.made['code']}/"))
    page.get_by_label("Your name in the exercise").fill(name)
    page.get_by_label("North").check()
    page.get_by_label(FUNCTIONS[name]).check()
    page.get_by_label("I have read this and agree.").check()
    page.get_by_role("button", name="Join", exact=True).click()
    page.wait_for_url("**/room/**")
    return page


def drafts(page: Page) -> None:
    if page.locator(".tabbar").is_visible():
        page.locator(".tabbar [data-shows=networks]").click()
        page.locator(".network-list [data-shows=drafts]").click()
    else:
        page.locator(".rail [data-shows=drafts]").click()


def write(page: Page, text: str, button: str) -> None:
    page.locator("[data-compose]:visible").first.click()
    page.get_by_label("Text of the post").fill(text)
    page.locator("#composer").get_by_role("button", name=button).click()
    expect(page.locator("#composer")).to_be_hidden()


def card(page: Page) -> Locator:
    return page.locator("[data-view=drafts] .draft")


def state(page: Page, name: str | re.Pattern[str]) -> None:
    expect(page.locator("[data-view=drafts] .draft__state")).to_have_text(name)


def press(page: Page, act: str) -> None:
    page.locator(f"[data-draft-act={act}]:visible").click()


def badge(page: Page) -> Locator:
    return page.locator(".rail [data-drafts]")


def test_a_text_goes_through_four_hands(stage: Stage) -> None:
    tara, lena, dora, tom = (join(stage, name) for name in FUNCTIONS)
    stage.trainer("sessions.start_session")
    for page in (tara, lena, dora, tom):
        expect(page.locator("[data-view=feed]")).to_be_visible()

    tara.locator("[data-compose]:visible").first.click()
    asked = tara.locator(".composer__asked")
    expect(asked).to_contain_text("Legal adviser (Lena) and Crisis director (Dora)")
    tara.keyboard.press("Escape")
    write(tara, "It was not our fault.", "Ask for approval")
    expect(tara.get_by_text("Asked for approval: Legal adviser (Lena)")).to_be_visible()
    for page in (lena, dora):
        expect(page.get_by_text("Tara asks for your approval")).to_be_visible()
        expect(badge(page)).to_have_text("1")
    expect(badge(tom)).to_be_hidden()

    drafts(lena)
    state(lena, "waits for approval")
    expect(lena.locator(".draft__wait")).to_have_text(re.compile(r"Waiting for 00:0[1-9]"))
    assert_accessible(lena)
    press(lena, "return")
    lena.get_by_label("What has to change?").fill("Do not speak of fault before the inquiry.")
    assert_accessible(lena)
    lena.locator("#return-draft").get_by_role("button", name="Return").click()
    expect(tara.get_by_text("Lena returned your text: Do not speak of fault")).to_be_visible()
    expect(badge(dora)).to_be_hidden()
    expect(badge(tara)).to_have_text("1")

    drafts(tara)
    state(tara, "returned")
    expect(card(tara)).to_contain_text("Do not speak of fault before the inquiry.")
    press(tara, "edit")
    text = tara.get_by_label("Text of the post")
    expect(text).to_have_value("It was not our fault.")
    text.fill("We are very sorry. Stay off the bridge.")
    tara.keyboard.press("Control+Enter")
    expect(tara.locator("#composer")).to_be_hidden()
    state(tara, "waits for approval")

    state(lena, "waits for approval")
    expect(card(lena)).to_contain_text("Stay off the bridge.")
    press(lena, "approve")
    drafts(dora)
    expect(card(dora).locator("[data-said=approve]")).to_contain_text("Legal adviser (Lena)")
    expect(dora.locator("[data-draft-act=publish]")).to_be_hidden()
    press(dora, "approve")
    expect(tara.get_by_text("Your text is approved: it can be published")).to_be_visible()

    tom.reload()
    drafts(tom)
    state(tom, "approved")
    press(tom, "publish")
    expect(tom.get_by_text("No draft is waiting")).to_be_visible()
    for page in (tom, dora):
        page.locator("[data-shows=ours]:visible").first.click()
        post = page.locator("[data-view=ours] .post").first
        expect(post).to_contain_text("We are very sorry. Stay off the bridge.")
        expect(post).to_contain_text("@Valdor_Transit")
    expect(badge(tara)).to_be_hidden()


def test_two_who_edit_the_same_draft_see_both_texts(stage: Stage) -> None:
    tara, lena = join(stage, "Tara"), join(stage, "Lena")
    stage.trainer("sessions.start_session")
    tara.locator("[data-compose]:visible").first.click()
    tara.get_by_label("Text of the post").fill("A thought of my own.")
    tara.keyboard.press("Escape")
    write(lena, "The bridge is closed.", "Keep as draft")
    drafts(tara)
    drafts(lena)
    press(tara, "edit")
    press(lena, "edit")
    tara.get_by_label("Text of the post").fill("The bridge is closed until noon.")
    lena.get_by_label("Text of the post").fill("The bridge is closed for good.")
    lena.locator("#composer").get_by_role("button", name="Keep as draft").click()
    expect(tara.get_by_text("Lena has changed this text meanwhile.")).to_be_visible()
    tara.locator("#composer").get_by_role("button", name="Keep as draft").click()
    two = tara.locator("#two-texts")
    expect(two).to_contain_text("The bridge is closed for good.")
    expect(two).to_contain_text("The bridge is closed until noon.")
    assert_accessible(tara)
    two.get_by_role("button", name="Go on with mine").click()
    tara.locator("#composer").get_by_role("button", name="Keep as draft").click()
    expect(card(lena)).to_contain_text("The bridge is closed until noon.")
    expect(card(lena)).to_contain_text("by Lena, changed by Tara")
    tara.locator("[data-compose]:visible").first.click()
    expect(tara.get_by_label("Text of the post")).to_have_value("A thought of my own.")


def test_on_a_phone_a_verdict_is_two_taps_away(stage: Stage) -> None:
    tara = join(stage, "Tara")
    lena = join(stage, "Lena", **(PHONE | {"viewport": {"width": 360, "height": 740}}))
    stage.trainer("sessions.start_session")
    expect(lena.locator("[data-view=feed]")).to_be_visible()
    write(tara, "The bridge is closed until noon.", "Ask for approval")
    expect(lena.locator(".tabbar [data-unseen=all]")).to_have_text("1")
    lena.locator(".tabbar [data-shows=networks]").tap()
    expect(lena.locator(".network-list [data-drafts]")).to_have_text("1")
    assert_accessible(lena)
    lena.locator(".network-list [data-shows=drafts]").tap()
    assert_accessible(lena)
    assert lena.evaluate("document.documentElement.scrollWidth") == 360
    press(lena, "approve")
    state(lena, "approved")
    expect(lena.locator(".tabbar [data-unseen=all]")).to_be_hidden()
    stage.trainer("sessions.pause_session")
    expect(lena.get_by_text("The exercise is paused.")).to_be_visible()
    lena.reload()
    state(lena, "approved")
