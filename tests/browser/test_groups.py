"""The story of a public group: found on the page, joined, written in, answered, and seen by a team mate."""

import pytest
from playwright.sync_api import expect

from tests.accessible import assert_accessible
from tests.browser.conftest import Stage
from tests.browser.test_feed import running

GROUP = "linden-neighbours"


@pytest.fixture
def pressure() -> int:
    return 300


def test_a_team_joins_a_group_and_writes_in_it(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    tara = stage.join(stage.visitor(), "Tara")
    running(stage, tom, tara)
    tom.evaluate("document.querySelector('[data-shows=on-page]').click()")
    card = tom.locator(f"[data-view=on-page] [data-shows=group-{GROUP}]")
    expect(card).to_contain_text("Linden neighbours")
    expect(card).to_contain_text("members")
    assert_accessible(tom)
    card.click()
    view = tom.locator(f"[data-view=group-{GROUP}]")
    expect(view.get_by_role("heading", name="Linden neighbours")).to_be_visible()
    expect(view.locator("[data-write-in]")).to_be_hidden()
    view.get_by_role("button", name="Join").click()
    expect(view.get_by_role("button", name="Leave")).to_be_visible()
    view.locator("[data-write-in]").click()
    expect(tom.get_by_text("New post in Linden neighbours")).to_be_visible()
    tom.locator("#composer-text").fill("We read you here as well, wombat.")
    tom.keyboard.press("Control+Enter")
    post = view.locator(".post[data-kind=original]", has_text="wombat")
    expect(post).to_be_visible()

    in_feed = tara.locator("[data-view=feed] .post[data-kind=original]", has_text="wombat")
    expect(in_feed.locator("[data-act=group]")).to_contain_text("Linden neighbours")
    stage.trainer("sessions.pause_session")  # in a feed that flows the post is soon out of sight
    expect(tara.get_by_text("The exercise is paused.")).to_be_visible()
    assert_accessible(tom)
    in_feed.locator("[data-act=group]").click()
    view = tara.locator(f"[data-view=group-{GROUP}]")
    expect(view.locator(".post[data-kind=original]", has_text="wombat")).to_be_visible()
    expect(view.get_by_role("button", name="Leave")).to_be_visible()  # the team's account is a member
    tara.locator(f"[data-view=group-{GROUP}] [data-shows=on-page]").click()
    expect(tara.locator(f"[data-view=on-page] [data-shows=group-{GROUP}]")).to_contain_text("Member")
    expect(tara.locator("[data-view=on-page] .post", has_text="wombat")).to_have_count(0)
