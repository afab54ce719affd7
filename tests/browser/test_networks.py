"""Stories of a trainee who finds their way between the networks of an exercise."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Stage
from tests.conftest import PASSWORD
from tests.visitor import Visitor

Speak = Callable[[str, str], None]


@pytest.fixture
def speak(stage: Stage) -> Speak:
    """The trainer publishes a text on a network, as the journalist of the scenario."""
    address = stage.machine.address
    fiona = Visitor()
    status, _where = fiona.submit(address, "/login/", username="fiona", password=PASSWORD)
    assert status == 302

    def spoken(channel: str, text: str) -> None:
        fields = {"persona": "ines-roche", "channel": channel, "text": text, "room": stage.made["room"]}
        with fiona.socket(address, f"/ws/session/{stage.made['pk']}/") as socket:
            socket.wait_for(lambda frame: frame["type"] == "welcome")
            answer = socket.ask({"type": "persona_post", "key": f"key-{abs(hash(text)):018}", **fields})
            assert answer["type"] == "done", answer

    return spoken


def network(page: Page, kind: str) -> None:
    page.locator(f"[data-shows=on-{kind}]:visible").first.click()


def unseen(page: Page, kind: str) -> str:
    badge = page.locator(f".rail [data-unseen={kind}]")
    return badge.inner_text() if badge.is_visible() else ""


def test_a_letter_is_told_counted_read_and_answered(stage: Stage, speak: Speak) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    stage.trainer("sessions.start_session")
    expect(tom.locator("[data-view=feed] .post").nth(3)).to_be_attached()
    speak("mailbox", "Subject: The bridge\nIs it closed? I need a line by seven.")
    expect(tom.get_by_text("Inès Roche has written to your team")).to_be_visible()
    expect(tom.locator(".rail [data-unseen=mailbox]")).to_have_text("1")
    assert tom.locator("[data-view=feed]").get_by_text("I need a line by seven").count() == 0

    network(tom, "mailbox")
    letter = tom.locator("[data-view=on-mailbox] .post")
    expect(letter.locator(".post__title")).to_have_text("The bridge")
    expect(letter.locator(".post__text")).to_have_text("Is it closed? I need a line by seven.")
    expect(letter.locator("[data-act=share]")).to_be_hidden()
    expect(tom.locator(".rail [data-unseen=mailbox]")).to_be_hidden()

    letter.locator("[data-act=reply]").click()
    tom.get_by_label("Text of the post").fill("It is closed until Monday.")
    tom.get_by_role("button", name="Publish").click()
    expect(tom.locator("[data-view=on-mailbox] .post")).to_have_count(2)
    expect(tom.locator("[data-view=on-mailbox] .post").first).to_contain_text("It is closed until Monday.")
    tom.locator("[data-shows=feed]:visible").first.click()
    assert tom.locator("[data-view=feed] .post").get_by_text("It is closed until Monday.").count() == 0


def test_what_was_read_stays_read_and_the_rest_waits(stage: Stage, speak: Speak) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    stage.trainer("sessions.start_session")
    expect(tom.locator("[data-view=feed] .post").nth(3)).to_be_attached()
    speak("mailbox", "Subject: One\nThe first letter.")
    expect(tom.locator(".rail [data-unseen=mailbox]")).to_have_text("1")
    network(tom, "mailbox")
    expect(tom.locator("[data-view=on-mailbox] .post")).to_have_count(1)
    speak("mailbox", "Subject: Two\nThe second, while one is reading.")
    expect(tom.locator("[data-view=on-mailbox] .post")).to_have_count(2)
    speak("press", "BRIDGE CLOSED\nNobody says for how long.")
    expect(tom.locator(".rail [data-unseen=press]")).to_have_text("1")
    tom.locator("[data-shows=feed]:visible").first.click()
    tom.reload()
    expect(tom.locator(".rail [data-unseen=press]")).to_have_text("1")
    assert unseen(tom, "mailbox") == ""


def test_an_empty_network_says_so_and_fills_while_one_looks(stage: Stage, speak: Speak) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    stage.trainer("sessions.start_session")
    expect(tom.locator("[data-view=feed] .post").nth(3)).to_be_attached()
    network(tom, "mailbox")
    expect(tom.get_by_text("Whoever writes to your team lands here.")).to_be_visible()
    speak("mailbox", "Subject: The bridge\nIs it closed?")
    expect(tom.locator("[data-view=on-mailbox] .post")).to_have_count(1)
    expect(tom.get_by_text("Whoever writes to your team lands here.")).to_be_hidden()


def test_one_writes_on_the_network_that_one_looks_at(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    stage.trainer("sessions.start_session")
    network(tom, "page")
    tom.locator("[data-view=on-page]").get_by_role("button", name="Write").click()
    expect(tom.get_by_label("On", exact=True)).to_have_value("page")
    tom.get_by_label("Text of the post").fill("Our page is open all night.")
    tom.get_by_role("button", name="Publish").click()
    expect(tom.locator("[data-view=on-page] .post").first).to_contain_text("Our page is open all night.")
    assert tom.locator("[data-view=on-press]").get_by_role("button", name="Write").count() == 0


def test_on_a_phone_the_networks_are_a_tab(stage: Stage, speak: Speak) -> None:
    tom = stage.join(stage.visitor(**PHONE), "Tom")
    stage.trainer("sessions.start_session")
    expect(tom.locator("[data-view=feed] .post").nth(3)).to_be_attached()
    speak("mailbox", "Subject: The bridge\nIs it closed?")
    expect(tom.locator(".tabbar [data-unseen=all]")).to_have_text("1")
    tom.locator(".tabbar [data-shows=networks]").click()
    expect(tom.locator("[data-view=networks] [data-unseen=mailbox]")).to_have_text("1")
    network(tom, "mailbox")
    expect(tom.locator("[data-view=on-mailbox] .post")).to_have_count(1)
    expect(tom.locator(".tabbar [data-unseen=all]")).to_be_hidden()
    tom.go_back()
    expect(tom.locator("[data-view=networks]")).to_be_visible()
