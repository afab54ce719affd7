"""Stories of a team and the press: what is asked by a deadline, what a form announces, a rolling story."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, Stage
from tests.conftest import PASSWORD
from tests.laptop import Laptop

ASKING = """
from exercises.models import Inject, Organisation, Persona, Scenario
from tests.conftest import make_cast, make_session
if not Organisation.objects.exists():
    make_session(make_cast())
scenario = Scenario.objects.get()
ines = Persona.objects.get(scenario=scenario, code="ines-roche")
outlet = {"en": "Amance Gazette", "fr": "Gazette d’Amance"}
def inject(code, offset, channel, text, **more):
    both = {"en": text, "fr": text}
    Inject.objects.get_or_create(scenario=scenario, code=code, defaults={
        "title": {"en": code, "fr": code}, "offset": offset, "channel": channel, "persona": ines,
        "content": both, "position": 100 + offset, **more})
inject("long-letter", 3, "mailbox", "Subject: The rails\\nSince when did you know of the rails?",
       request={"deadline": 240, "outlet": outlet})
inject("short-letter", 5, "mailbox", "Subject: The driver\\nWho drove the tram? I publish in seconds.",
       request={"deadline": 25})
inject("story-1", 4, "press", "LIVE: the accident on Linden Bridge\\nA tram is lying on its side.")
inject("story-2", 6, "press", "Rescue teams arrive\\nThe bridge is closed.", live="story-1")
inject("story-3", 8, "press", "All passengers are out\\nNobody is missing.", live="story-1")
inject("story-4", 10, "press", "A helpline opens\\nFamilies may ring all night.", live="story-1")
print(1)
"""


@pytest.fixture(autouse=True)
def asking(server: Laptop) -> None:
    """The scenario in which the press asks and tells a story, before a session of it is made."""
    server.run("shell", "-v0", "-c", ASKING)


@pytest.fixture
def pressure() -> int:
    return 300


@pytest.fixture
def tom(stage: Stage) -> Page:
    page = stage.join(stage.visitor(), "Tom")
    stage.trainer("sessions.start_session")
    return page


def network(page: Page, kind: str) -> None:
    if page.locator(".tabbar").is_visible():
        page.locator(".tabbar [data-shows=networks]").click()
    page.locator(f"[data-shows=on-{kind}]:visible").first.click()


def letter(page: Page, about: str) -> Any:
    return page.locator("[data-view=on-mailbox] .post").filter(has_text=about)


def test_one_request_is_answered_before_its_deadline_and_one_is_missed(stage: Stage, tom: Page) -> None:
    network(tom, "mailbox")
    rails, driver = letter(tom, "The rails"), letter(tom, "The driver")
    expect(rails.locator(".asking")).to_contain_text("Amance Gazette")
    expect(rails.locator(".asking")).to_have_attribute("data-state", "open")
    expect(driver.locator(".asking")).to_have_attribute("data-state", "near")
    first = driver.locator(".asking__state").inner_text()
    expect(driver.locator(".asking__state")).not_to_have_text(first)
    expect(tom.locator(".rail [data-due=mailbox]")).to_be_visible()
    expect(tom.get_by_text("left to answer Inès Roche")).to_be_visible()

    rails.locator("[data-act=reply]").click()
    tom.get_by_label("Text of the post").fill(
        "We read the report on Tuesday. We closed the line the same day."
    )
    tom.get_by_role("button", name="Publish").click()
    expect(rails.locator(".asking")).to_have_attribute("data-state", "in_time")
    expect(rails.locator(".asking__state")).to_have_text("answered in time")
    expect(driver.locator(".asking")).to_have_attribute("data-state", "missed", timeout=40_000)
    expect(tom.locator(".rail [data-due=mailbox]")).to_be_hidden()

    network(tom, "press")
    missed = tom.locator("[data-view=on-press] .stream > .post").filter(has_text="Valdor did not answer")
    expect(missed).to_contain_text("did not answer our questions before publication", timeout=40_000)
    stage.trainer("sessions.jump_session", 245)
    told = tom.locator("[data-view=on-press] .stream > .post").filter(has_text="Since when did you know")
    expect(told).to_contain_text(
        "“We read the report on Tuesday. We closed the line the same day.”", timeout=40_000
    )
    network(tom, "mailbox")
    tom.reload()
    expect(rails.locator(".asking__state")).to_have_text("answered in time")
    expect(driver.locator(".asking__state")).to_have_text("missed")


def test_an_answer_after_the_deadline_is_late_for_everybody(stage: Stage, tom: Page) -> None:
    fiona = stage.visitor()
    fiona.goto(stage.url("/login/"))
    fiona.locator("[name=username]").fill("fiona")
    fiona.locator("[name=password]").fill(PASSWORD)
    fiona.get_by_role("button", name="Log in").click()
    fiona.wait_for_url(lambda address: "login" not in address)
    fiona.goto(stage.url(f"/sessions/{stage.made['pk']}/"))
    fiona.locator("#tab-press").click()
    listed = fiona.locator("#press li")
    expect(listed).to_have_count(2)
    expect(fiona.locator("#press-count")).to_have_text("2")
    network(tom, "mailbox")
    driver = letter(tom, "The driver")
    expect(driver.locator(".asking")).to_have_attribute("data-state", "missed", timeout=40_000)
    late = listed.filter(has_text="short-letter")
    expect(late.locator("[data-part=state]")).to_have_text("missed")
    driver.locator("[data-act=reply]").click()
    tom.get_by_label("Text of the post").fill("We do not name anybody.")
    tom.get_by_role("button", name="Publish").click()
    expect(driver.locator(".asking__state")).to_have_text("answered late")
    expect(late.locator("[data-part=state]")).to_have_text("answered late")
    expect(fiona.locator("#press-count")).to_have_text("1")
    assert_accessible(fiona)


def test_a_rolling_story_gathers_under_one_headline(tom: Page) -> None:
    network(tom, "press")
    blog = tom.locator(".liveblog")
    expect(blog.locator(".liveblog__title")).to_have_text("LIVE: the accident on Linden Bridge")
    expect(blog.locator(".post:visible")).to_have_count(3)
    expect(blog.locator(".post").first).to_contain_text("A helpline opens")
    blog.get_by_role("button", name="Show 1 earlier entry").click()
    expect(blog.locator(".post:visible")).to_have_count(4)
    expect(blog.locator(".post").last).to_contain_text("A tram is lying on its side.")
    assert (
        tom.locator("[data-view=on-press] .stream > .post").filter(has_text="A helpline opens").count() == 0
    )
    tom.reload()
    expect(blog).to_have_count(1)
    expect(blog.locator(".post").first).to_contain_text("A helpline opens")


def fill_release(page: Page) -> None:
    page.get_by_label("Headline").fill("Line B is closed until Monday")
    page.get_by_label("What you announce").fill("Buses replace the trams.\n\n“We are with the families.”")


def test_a_press_release_is_published_as_the_organisations(tom: Page) -> None:
    network(tom, "press")
    tom.locator("[data-view=on-press] [data-form=release]").click()
    expect(tom.get_by_label("Place and date")).to_have_value(f"Linden Bridge, {_today(tom)}")
    fill_release(tom)
    tom.get_by_label("Headline").press("Enter")  # on to the next field, not out
    expect(tom.get_by_label("Place and date")).to_be_focused()
    publish = tom.locator("#composer [type=submit]")
    expect(publish).to_have_attribute("aria-disabled", "true")
    tom.get_by_label("Contact for the press").fill("<b>Anne</b>, 0800 11 22 33")
    expect(publish).to_have_attribute("aria-disabled", "false")
    publish.click()
    post = tom.locator("[data-view=on-press] .post[data-form=release]")
    expect(post.locator(".post__title")).to_have_text("Line B is closed until Monday")
    expect(post.locator(".post__text")).to_contain_text("— Buses replace the trams.")
    expect(post.locator(".post__contact")).to_contain_text("<b>Anne</b>, 0800 11 22 33")
    expect(post.locator(".post__name")).to_have_text("Valdor Transit")
    assert post.locator("b").count() == 0


def _today(page: Page) -> str:
    """As the server writes the day."""
    said = page.evaluate("JSON.parse(document.getElementById('page-state').textContent).release.place")
    return str(said).partition(", ")[2]


def test_an_infographic_is_prepared_by_two_and_published(stage: Stage, tom: Page) -> None:
    tara = stage.join(stage.visitor(**PHONE), "Tara")
    tom.locator(".prompt").click()
    tom.get_by_text("Infographic", exact=True).click()
    tom.get_by_label("Title", exact=True).fill("What to do")
    rows = tom.locator(".paper__item")
    rows.nth(0).get_by_label("Figure or step").fill("48 h")
    rows.nth(1).get_by_label("What it means").fill("explained without a label")
    submit = tom.locator("#composer [type=submit]")
    expect(submit).to_have_attribute("aria-disabled", "true")
    rows.nth(1).get_by_label("Figure or step").fill("Keep away")
    expect(submit).to_have_attribute("aria-disabled", "false")
    expect(tom.locator(".paper__sketch img")).to_be_visible()
    tom.get_by_role("button", name="Keep as draft").click()

    tara.locator(".tabbar [data-shows=networks]").click()
    tara.locator(".network-list [data-shows=drafts]").click()
    card = tara.locator("[data-view=drafts] .draft")
    expect(card.locator("[data-slot=sketch]")).to_be_visible()
    card.locator("[data-draft-act=edit]").click()
    expect(tara.get_by_label("Title", exact=True)).to_have_value("What to do")
    tara.locator(".paper__item").nth(0).get_by_label("What it means").fill("within two days")
    tara.locator("[data-tint=green]").click()
    tara.get_by_role("button", name="Keep as draft").click()
    expect(tara.locator("#composer")).to_be_hidden()
    card.locator("[data-draft-act=publish]").click()

    tom.locator("[data-shows=ours]:visible").first.click()
    post = tom.locator("[data-view=ours] .post[data-form=infographic]")
    expect(post.locator(".post__text")).to_have_text("What to do")
    picture = post.locator(".post__picture")
    assert "within two days" in (picture.get_attribute("alt") or "")
    assert picture.evaluate("async (image) => (await image.decode(), image.naturalWidth)") == 640


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [{}, PHONE, {**PHONE, "viewport": {"width": 360, "height": 740}}],
                         ids=["laptop", "phone", "narrow"])  # fmt: skip
def test_what_belongs_to_the_press_can_be_used_by_everybody(
    stage: Stage, device: dict[str, Any], scheme: str
) -> None:
    tom = stage.join(stage.visitor(**device, color_scheme=scheme), "Tom")
    stage.trainer("sessions.start_session")
    network(tom, "mailbox")
    expect(letter(tom, "The driver").locator(".asking")).to_have_attribute("data-state", "near")
    assert_accessible(tom)
    expect(letter(tom, "The driver").locator(".asking")).to_have_attribute(
        "data-state", "missed", timeout=40_000
    )
    assert_accessible(tom)
    network(tom, "press")
    expect(tom.locator(".liveblog")).to_be_visible()
    assert_accessible(tom)
    tom.locator("[data-view=on-press] [data-form=release]").click()
    fill_release(tom)
    assert_accessible(tom)
    tom.get_by_label("Contact for the press").fill("Anne")
    tom.locator("#composer [type=submit]").click()
    expect(tom.locator("[data-view=on-press] .post[data-form=release]")).to_be_visible()
    assert_accessible(tom)
    tom.locator("[data-compose]:visible").last.click()
    tom.get_by_text("Infographic", exact=True).click()
    tom.get_by_label("Title", exact=True).fill("What to do")
    tom.locator(".paper__item").nth(0).get_by_label("Figure or step").fill("48 h")
    expect(tom.locator(".paper__sketch img")).to_be_visible()
    assert_accessible(tom)
    assert tom.evaluate("document.documentElement.scrollWidth <= innerWidth")
