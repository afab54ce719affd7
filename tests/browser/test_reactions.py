"""Stories of trainees who react on a network that has five reactions."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, Stage
from tests.browser.test_networks import Speak, network, speak

__all__ = ["speak"]  # a fixture
TEXT = "Nobody from the operator has said a word to the families."


@pytest.fixture
def pressure() -> int:
    return 300


def the_post(page: Page) -> Locator:
    """The journalist's post on the page network."""
    if page.locator(".tabbar").is_visible():
        page.locator(".tabbar [data-shows=networks]").click()
    network(page, "page")
    post = page.locator("[data-view=on-page] .post").filter(has_text=TEXT)
    expect(post).to_be_visible()
    return post


def told(post: Locator, name: str) -> Locator:
    """The button that counts a reaction."""
    return post.locator(".post__reactions").get_by_role("button", name=f"{name}:")


def count(post: Locator, name: str) -> int:
    return int(told(post, name).inner_text() or 0)


def test_one_reacts_by_keyboard_changes_ones_mind_and_the_others_see_it(stage: Stage, speak: Speak) -> None:
    tom, tara = stage.join(stage.visitor(), "Tom"), stage.join(stage.visitor(), "Tara")
    stage.trainer("sessions.start_session")
    speak("page", TEXT)
    stage.trainer("sessions.set_pressure", 0)
    mine, hers = the_post(tom), the_post(tara)
    tara.locator("input[name=speaking-as][value=own]").check(force=True)  # an account reacts once

    mine.get_by_role("button", name="Choose a reaction").focus()
    tom.keyboard.press("Enter")
    picker = tom.locator("#reaction-picker")
    expect(picker.get_by_role("button", name="Like")).to_be_focused()
    assert_accessible(tom)
    for _step in range(2):
        tom.keyboard.press("ArrowRight")
    tom.keyboard.press("Enter")
    expect(picker).to_be_hidden()
    expect(mine.get_by_role("button", name="Choose a reaction")).to_be_focused()
    expect(told(mine, "Anger")).to_have_attribute("aria-pressed", "true")
    expect(told(hers, "Anger")).to_have_attribute("aria-pressed", "false")
    expect(told(hers, "Anger")).to_have_text(re.compile(r"[1-9]"))  # it comes with the next window
    angry = count(hers, "Anger")
    assert angry >= 1
    assert_accessible(tom)

    told(hers, "Anger").click()  # she feels the same
    expect(told(mine, "Anger")).to_have_text(str(angry + 1))
    tom.keyboard.press("Enter")
    tom.keyboard.press("Escape")
    expect(picker).to_be_hidden()
    tom.keyboard.press("Enter")
    picker.get_by_role("button", name="Sadness").click()
    expect(told(hers, "Anger")).to_have_text(str(angry))
    expect(told(hers, "Sadness")).not_to_have_text("")

    told(hers, "Anger").click()  # and takes it back
    expect(told(hers, "Anger")).not_to_have_attribute("aria-pressed", "true")
    tom.reload()
    mine = the_post(tom)
    expect(told(mine, "Sadness")).to_have_attribute("aria-pressed", "true")
    expect(mine.get_by_role("button", name="Sadness", exact=True)).to_have_attribute("aria-pressed", "true")


def test_the_choice_opens_under_a_mouse_and_under_a_finger(stage: Stage, speak: Speak) -> None:
    tom, tara = stage.join(stage.visitor(), "Tom"), stage.join(stage.visitor(**PHONE), "Tara")
    stage.trainer("sessions.start_session")
    speak("page", TEXT)
    stage.trainer("sessions.set_pressure", 0)
    mine, hers = the_post(tom), the_post(tara)

    mine.locator("[data-act=like]").hover()
    picker = tom.locator("#reaction-picker")
    expect(picker).to_be_visible()
    picker.get_by_role("button", name="Mockery").click()
    expect(told(hers, "Mockery")).not_to_have_text("")

    like = hers.locator("[data-act=like]")
    box = like.bounding_box()
    assert box is not None
    middle = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    touch = tara.context.new_cdp_session(tara)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [middle]})
    expect(tara.locator("#reaction-picker")).to_be_visible()
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    tara.wait_for_timeout(600)
    expect(tara.locator("#reaction-picker")).to_be_visible()  # lifting the finger chose nothing
    expect(like).to_have_attribute("aria-pressed", "false")
    assert_accessible(tara)
    tara.locator("#reaction-picker").get_by_role("button", name="Fear").tap()
    expect(told(mine, "Fear")).not_to_have_text("")
    like.tap()  # a short tap takes it back
    expect(like).to_have_attribute("aria-pressed", "false")


def test_the_page_says_what_people_give_and_the_team_answers_a_review(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    stage.trainer("sessions.set_pressure", 10_000)
    stage.trainer("sessions.start_session")
    network(tom, "page")
    rating = tom.locator("[data-rating]")
    expect(rating).to_be_visible(timeout=90_000)
    expect(rating.locator("[data-part=mean]")).to_have_text(re.compile(r"^[1-5]\.\d$"))
    expect(rating.locator("[data-part=number]")).to_have_text(re.compile(r"^\d+ reviews?$"))
    stage.trainer("sessions.set_pressure", 0)
    review = tom.locator("[data-view=on-page] .post").filter(has=tom.locator(".stars")).first
    expect(review.get_by_role("img", name="of 5 stars")).to_be_visible()
    assert_accessible(tom)
    review.locator("[data-act=reply]").click()
    tom.get_by_label("Text of the post").fill("We are sorry. Please write to us.")
    tom.get_by_role("button", name="Publish").click()
    answer = tom.locator("[data-view=on-page] .post--team").filter(has_text="Please write to us.")
    expect(answer).to_be_visible()
    assert answer.locator(".stars").count() == 0
