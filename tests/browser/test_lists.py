"""Stories of lists of accounts: made, shared, filled by two, read as a feed and watched as a column."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, Stage
from tests.browser.test_blocked import says, searched
from tests.browser.test_feed import running
from tests.browser.test_watch import column, watch


def found(page: Page, post: int) -> Locator:
    return page.locator(f"[data-view=search] .post[data-post='{post}']")


def listed(page: Page, post: int) -> Locator:
    return page.locator(f"[data-view=list] .post[data-post='{post}']")


def open_list(page: Page, name: str) -> None:
    page.locator("[data-shows=lists]:visible").first.click()
    page.locator(".lists__open", has_text=name).click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def test_a_team_fills_a_list_together_reads_it_and_watches_it(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    tara = stage.join(stage.visitor(), "Tara")
    running(stage, tom, tara)
    first = says(stage, "ines-roche", "A word from the quokka desk", "00000011")
    searched(tom, "quokka")
    found(tom, first).locator("[data-act=more]").click()
    tom.get_by_role("button", name="Add to lists").click()
    assert_accessible(tom)
    picked = tom.get_by_role("dialog", name="Lists with this account")
    picked.get_by_label("New list").fill("Newsrooms")
    picked.get_by_label("Share with the team").check()
    picked.get_by_role("button", name="Add to it").click()
    expect(picked.get_by_role("checkbox", name="Newsrooms")).to_be_checked()
    picked.get_by_role("button", name="Done").click()

    open_list(tom, "Newsrooms")
    expect(listed(tom, first)).to_be_visible()
    open_list(tara, "Newsrooms")
    expect(tara.get_by_text("1 account · shared by Tom").last).to_be_visible()
    expect(listed(tara, first)).to_be_visible()
    expect(tara.get_by_label("Arrange the list")).to_be_hidden()

    second = says(stage, "ines-roche", "And again from that desk", "00000012")
    for page in (tom, tara):
        expect(listed(page, second)).to_be_visible()
    tom.locator("[data-view=list] [data-does=watch]").click()
    expect(column(tom, "Newsrooms").locator(f".post[data-post='{second}']")).to_be_visible()
    expect(column(tom, "Newsrooms").get_by_text("First seen")).to_be_visible()
    assert_accessible(tom)

    tara.locator("[data-view=list] [data-does=members]").click()
    members = tara.get_by_role("dialog", name="Accounts in “Newsrooms”")
    members.get_by_label("Put an account in").fill("nobody_of_that_name")
    members.get_by_role("button", name="Add").click()
    expect(members.get_by_text("Nothing by an account of this name is here.")).to_be_visible()
    assert_accessible(tara)
    members.get_by_role("button", name="Take @").click()
    expect(members.get_by_text("Nobody is in this list yet.")).to_be_visible()
    expect(column(tom, "Newsrooms").get_by_text("Nothing so far.")).to_be_visible()

    watch(tom)
    tom.reload()
    expect(column(tom, "Newsrooms")).to_be_visible()
    open_list(tom, "Newsrooms")
    tom.get_by_label("Arrange the list").click()
    tom.get_by_role("button", name="Delete the list").click()
    tom.get_by_role("button", name="Delete", exact=True).click()
    expect(tom.get_by_text("No list yet", exact=True)).to_be_visible()
    expect(members).to_be_hidden()
    expect(tara.locator("[data-view=list] .list-head__about")).to_have_text(
        "This list is not there any more."
    )
    watch(tom)
    expect(column(tom, "Newsrooms")).to_contain_text("This list is not there any more.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lists_on_a_phone_survive_a_lost_connection(stage: Stage, scheme: str) -> None:
    tom = stage.join(stage.visitor(**PHONE | {"viewport": {"width": 360, "height": 740}}), "Tom")
    tara = stage.join(stage.visitor(), "Tara")
    tom.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two that Playwright knows
    running(stage, tom, tara)
    tom.locator(".tabbar [data-shows=networks]").click()
    tom.locator("[data-shows=lists]:visible").click()
    assert_accessible(tom)
    tom.get_by_role("button", name="Make a list").click()
    form = tom.get_by_role("dialog", name="New list")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_text("Give the list a name.")).to_be_visible()
    assert_accessible(tom)
    form.get_by_label("Name").fill("<b>Théâtre & Cie</b>")
    form.get_by_label("Share with the team").check()
    form.get_by_role("button", name="Save").click()
    expect(tom.get_by_role("heading", name="<b>Théâtre & Cie</b>")).to_be_visible()
    assert_accessible(tom)
    assert tom.evaluate("document.documentElement.scrollWidth <= innerWidth")

    tom.context.set_offline(True)
    tom.evaluate("dispatchEvent(new Event('offline'))")
    spoken = says(stage, "ines-roche", "While you were away, quokka", f"{scheme:0>8}")
    searched(tara, "quokka")
    found(tara, spoken).locator("[data-act=author]").click()
    tara.locator("#author").get_by_role("button", name="Lists").click()
    tara.get_by_role("checkbox", name="Théâtre").check()
    tom.context.set_offline(False)
    expect(tom.get_by_text("1 account · shared with your team").last).to_be_visible()
    expect(listed(tom, spoken)).to_be_visible()
    assert_accessible(tom)
