"""Stories of pictures that trainees upload."""

import base64

import pytest
from playwright.sync_api import Page, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, Stage
from tests.browser.test_drafts import card, drafts, join, press
from tests.browser.test_feed import running
from tests.browser.test_pictures import drawn
from tests.pictures_to_upload import SVG, picture, with_gps

LOOKED_AT = 60_000  # ms: a process of its own, on a machine that is busy
SHOWS = "The station forecourt, empty."
DROP = """([base64, type]) => {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], "photo", { type }));
  const composer = document.getElementById("composer");
  const send = (name, more) => composer.dispatchEvent(
    new (name === "paste" ? ClipboardEvent : DragEvent)(name, { bubbles: true, cancelable: true, ...more }));
  return WAY === "paste"
    ? send("paste", { clipboardData: files })
    : [send("dragover", { dataTransfer: files }), send("drop", { dataTransfer: files })];
}"""


@pytest.fixture
def pressure() -> int:
    return 300


def compose(page: Page, text: str = "The station is closed. Stay away.") -> None:
    page.locator("[data-compose]:visible").first.click()
    page.get_by_label("Text of the post").fill(text)


def choose(page: Page, data: bytes, name: str = "IMG_2041.jpg") -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add a picture").click()
    chooser.value.set_files({"name": name, "mimeType": "image/jpeg", "buffer": data})


def bring(page: Page, way: str, data: bytes, kind: str = "image/png") -> None:
    page.evaluate(DROP.replace("WAY", repr(way)), [base64.b64encode(data).decode(), kind])


def attached(page: Page) -> None:
    expect(page.get_by_label("What the picture shows")).to_be_visible(timeout=LOOKED_AT)
    assert drawn(page.locator(".attached__picture"))


def test_a_picture_from_one_trainees_telephone_is_seen_by_another(stage: Stage) -> None:
    tom = stage.join(stage.visitor(**PHONE), "Tom")
    tara = stage.join(stage.visitor(), "Tara")
    running(stage, tom, tara)
    compose(tom)
    choose(tom, SVG, "photo.png")
    expect(tom.get_by_text("This file is something else: SVG.")).to_be_visible(timeout=LOOKED_AT)
    assert_accessible(tom)
    choose(tom, with_gps(width=900, height=600, orientation=6))
    attached(tom)
    tom.get_by_label("What the picture shows").fill(SHOWS)
    assert_accessible(tom)
    assert tom.evaluate("document.documentElement.scrollWidth") == 390
    tom.get_by_role("button", name="Publish").click()

    for page in (tom, tara):
        page.locator("[data-shows=ours]:visible").click()
        post = page.locator("[data-view=ours] .stream > .post").first
        expect(post).to_contain_text("The station is closed. Stay away.")
        image = post.get_by_alt_text(SHOWS)
        image.scroll_into_view_if_needed()
        assert drawn(image)
        box = image.bounding_box()
        assert box is not None
        assert abs(box["width"] / box["height"] - 2 / 3) < 0.03  # upright, and whole
    post.get_by_text("ALT", exact=True).click()
    expect(post.locator("figcaption p")).to_have_text(SHOWS)
    assert_accessible(tara)

    tom.locator("[data-view=ours] .stream > .post [data-act=more]").first.click()
    tom.locator("#post-menu [data-act=delete]").click()
    tom.locator("#remove").get_by_role("button", name="Delete").click()
    expect(post).to_contain_text("This post was deleted.")
    expect(post.locator("img.post__picture")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_picture_comes_by_hand_stays_over_a_reload_and_can_be_taken_away(stage: Stage, scheme: str) -> None:
    tom = stage.join(stage.visitor(color_scheme=scheme), "Tom")
    stage.trainer("sessions.start_session")
    expect(tom.locator("[data-view=feed]")).to_be_visible()
    compose(tom)
    bring(tom, "paste", picture(200, 100, "PNG"))
    attached(tom)
    tom.get_by_label("What the picture shows").fill("A first one.")
    bring(tom, "drop", picture(100, 200, "PNG"))
    attached(tom)
    expect(tom.get_by_label("What the picture shows")).to_have_value("A first one.")
    assert_accessible(tom)
    tom.reload()
    tom.locator("[data-compose]:visible").first.click()
    expect(tom.get_by_label("Text of the post")).to_have_value("The station is closed. Stay away.")
    attached(tom)
    tom.get_by_role("button", name="Remove the picture").click()
    expect(tom.locator(".attached")).to_be_hidden()
    expect(tom.get_by_role("button", name="Add a picture")).to_be_focused()
    tom.get_by_role("button", name="Publish").click()
    tom.locator("[data-shows=ours]:visible").click()
    post = tom.locator("[data-view=ours] .stream > .post").first
    expect(post).to_contain_text("The station is closed.")
    expect(post.locator(".post__media")).to_have_count(0)


def test_who_approves_a_text_sees_its_picture(stage: Stage) -> None:
    tara, lena = join(stage, "Tara"), join(stage, "Lena")
    stage.trainer("sessions.start_session")
    for page in (tara, lena):
        expect(page.locator("[data-view=feed]")).to_be_visible()
    compose(tara)
    choose(tara, picture(300, 200))
    attached(tara)
    tara.get_by_label("What the picture shows").fill(SHOWS)
    tara.get_by_role("button", name="Ask for approval").click()
    drafts(lena)
    assert drawn(card(lena).get_by_alt_text(SHOWS))
    expect(card(lena).locator(".draft__described")).to_have_text(SHOWS)
    assert_accessible(lena)
    press(lena, "edit")
    attached(lena)
    expect(lena.get_by_label("What the picture shows")).to_have_value(SHOWS)
    lena.get_by_label("Text of the post").fill("The station stays closed.")
    lena.locator("#composer").get_by_role("button", name="Keep as draft").click()
    expect(card(lena)).to_contain_text("The station stays closed.")
    press(lena, "approve")
    press(lena, "publish")
    tara.locator("[data-shows=ours]:visible").click()
    post = tara.locator("[data-view=ours] .stream > .post").first
    expect(post).to_contain_text("The station stays closed.")
    assert drawn(post.get_by_alt_text(SHOWS))
