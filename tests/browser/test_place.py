"""Stories of the place: an area of the map that an operator hides, and a safety check that counts."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, Stage
from tests.browser.test_blocked import searched
from tests.browser.test_drafts import join
from tests.browser.test_networks import network
from tests.conftest import PASSWORD
from tests.laptop import Laptop
from tests.visitor import Visitor

SMALL = PHONE | {"viewport": {"width": 360, "height": 740}}
PIN = "Police check, Linden Bridge, both ways."
MADE = """
from exercises.models import Organisation
from exercises.package import check_document, plain
from exercises.scenarios import load_scenario
from tests.conftest import make_cast, small_document
if not Organisation.objects.exists():
    cast = make_cast()
    def place(code, kind, name, x, y):
        return {"code": code, "kind": kind, "name": {"en": name, "fr": name}, "x": x, "y": y}
    data = plain(small_document())
    data["channels"] = data["channels"] + [
        {"kind": kind, "name": {"en": name, "fr": name}}
        for kind, name in (("traffic", "Clearview"), ("safety", "Safe now"))]
    data["terrain"] = {
        "places": [
            place("east", "district", "East end", 70, 40),
            place("west", "district", "West end", 20, 50),
            place("bridge", "bridge", "Linden Bridge", 65, 60),
            place("mill", "square", "Mill Square", 15, 30),
        ],
        "sought": [{"name": "Lise Quillan"}],
    }
    load_scenario(check_document(data), cast.organisation)
print("{}")
"""
Steer = Callable[..., Any]


@pytest.fixture
def pressure() -> int:
    return 300


@pytest.fixture
def stage(server: Laptop, chromium: Browser, pressure: int) -> Any:
    server.run("shell", "-v0", "-c", MADE)
    stage = Stage(server, chromium, pressure)
    yield stage
    stage.close()
    assert stage.errors == []


@pytest.fixture
def steer(stage: Stage) -> Steer:
    """What Fiona does through her socket."""
    address, fiona = stage.machine.address, Visitor()
    status, _where = fiona.submit(address, "/login/", username="fiona", password=PASSWORD)
    assert status == 302

    def sent(kind: str, **fields: Any) -> Any:
        with fiona.socket(address, f"/ws/session/{stage.made['pk']}/") as socket:
            socket.wait_for(lambda frame: frame["type"] == "welcome")
            message = {"type": kind, "room": stage.made["room"], **fields}
            answer = socket.ask(message | {"key": f"key-{abs(hash(repr(message))):018}"})
            assert answer["type"] == "done", answer
            return answer["result"]

    return sent


def speak(steer: Steer, text: str) -> None:
    steer("persona_post", persona="ines-roche", channel="traffic", text=text)


def pins(page: Page) -> Any:
    return page.locator("#map .pin")


def dashboard(stage: Stage) -> Page:
    page = stage.visitor()
    page.goto(stage.url("/login/"))
    page.locator("[name=username]").fill("fiona")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main [type=submit]").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    page.goto(stage.url(f"/sessions/{stage.made['pk']}/"))
    return page


def ask_to_hide(page: Page, area: str, reason: str) -> None:
    page.locator("[data-asks=hide]").click()
    page.locator("#appeal").get_by_label("Area").select_option(area)
    page.locator("#appeal").get_by_label("Why").fill(reason)
    page.get_by_role("button", name="Send the request").click()
    expect(page.locator("#appeal")).to_be_hidden()


def test_an_area_is_hidden_from_the_team_and_not_from_staff_and_shown_again(
    stage: Stage, steer: Steer
) -> None:
    tom, tara = join(stage, "Tom"), join(stage, "Tara", **PHONE)
    stage.trainer("sessions.start_session")
    expect(tom.locator("[data-view=feed] .post").nth(1)).to_be_attached()
    speak(steer, PIN)
    speak(steer, "Accident, Mill Square, nothing moves.")
    network(tom, "traffic")
    tara.locator(".tabbar [data-shows=networks]").click()
    network(tara, "traffic")
    for page in (tom, tara):
        expect(pins(page)).to_have_count(2)
        expect(page.locator(".alerts").get_by_text("Linden Bridge")).to_be_visible()
    pins(tom).and_(tom.locator("[title='Police check, Linden Bridge']")).click()
    expect(tom.locator("[data-view=post] .post")).to_contain_text(PIN)
    tom.go_back()

    hostile = "An armed man reads this. <img src=x onerror=alert(1)>"
    ask_to_hide(tom, "east", hostile)
    for page in (tom, tara):
        expect(page.locator(".appeal")).to_contain_text("waits for an answer")
        expect(page.locator(".appeal__reason")).to_have_text(hostile)
    fiona = dashboard(stage)
    fiona.get_by_role("tab", name=re.compile("Requests")).click()
    expect(fiona.locator(".request")).to_contain_text("Hide East end for 30 min")
    fiona.locator(".request").get_by_role("button", name="Agree").click()
    for page in (tom, tara):
        expect(page.locator(".appeal .badge")).to_have_text("hidden")
        expect(pins(page)).to_have_count(1)
        expect(page.locator("[data-veil=east]")).to_be_visible()
        expect(page.locator("[data-view=on-traffic] .stream .post:visible")).to_have_count(1)
    tom.reload()
    expect(pins(tom)).to_have_count(1)
    assert "Linden Bridge, both ways" not in tom.locator("#column").inner_text()
    watching = stage.visitor()
    cookies: Any = fiona.context.cookies()
    watching.context.add_cookies(cookies)
    watching.goto(stage.url(f"/room/{stage.made['room']}/"))
    network(watching, "traffic")
    expect(pins(watching)).to_have_count(2)
    speak(steer, "Police check, Linden Bridge: still there.")
    expect(pins(watching)).to_have_count(3)
    expect(pins(tom)).to_have_count(1)

    tom.get_by_role("button", name="Show it again: Hide East end").click()
    for page in (tom, tara):
        expect(pins(page)).to_have_count(3)
        expect(page.locator(".appeal .badge")).to_have_text("shown again")
        expect(page.locator("[data-view=on-traffic] .stream .post:visible")).to_have_count(3)


def test_whoever_may_not_publish_alone_is_told_who_must_agree(stage: Stage) -> None:
    join(stage, "Dora")
    tara = join(stage, "Tara")
    stage.trainer("sessions.start_session")
    network(tara, "traffic")
    tara.locator("[data-asks=hide]").click()
    tara.locator("#appeal").get_by_label("Why").fill("Please.")
    tara.get_by_role("button", name="Send the request").click()
    expect(tara.locator("#appeal [role=alert]")).to_have_text("Dora must approve this text first.")
    expect(tara.locator("#appeal").get_by_label("Why")).to_have_value("Please.")


def test_a_safety_check_is_opened_marked_asked_and_closed(stage: Stage, steer: Steer) -> None:
    tom, tara = join(stage, "Tom"), join(stage, "Tara")
    stage.trainer("sessions.start_session")
    for page in (tom, tara):
        network(page, "safety")
        expect(page.get_by_text("No safety check is open.")).to_be_visible()
    tom.locator("[data-asks=safety]").click()
    tom.locator("#appeal").get_by_label("Why").fill("People look for each other.")
    tom.get_by_role("button", name="Send the request").click()
    expect(tom.locator("#safety .appeal")).to_contain_text("waits for an answer")
    steer("appeal_decide", appeal=1, agree=True)
    safe = tara.locator("#safety [data-part=safe]")
    expect(safe).to_be_visible()
    expect(safe).to_have_text(re.compile(r"[1-9]"))
    first = int(safe.inner_text().replace(",", ""))
    tom.get_by_role("button", name="I am safe", exact=True).click()
    expect(tom.get_by_role("button", name="You are marked safe")).to_be_visible()
    expect(tara.get_by_text("Marked safe in your team: Tom")).to_be_visible()
    reads = "Number(document.querySelector('#safety [data-part=safe]').textContent.replace(/\\D/g, ''))"
    tara.wait_for_function(f"first => {reads} > first", arg=first)
    tara.get_by_label("Look for somebody").fill("to")
    tara.get_by_role("button", name="Look", exact=True).click()
    expect(tara.locator(".person-found", has_text="Tom")).to_contain_text("safe since")
    tara.get_by_label("Look for somebody").fill("lise q")
    tara.get_by_role("button", name="Look", exact=True).click()
    expect(tara.locator(".person-found")).to_have_text("Lise Quillanno word yet")
    tara.get_by_label("Look for somebody").fill("<script>")
    tara.get_by_role("button", name="Look", exact=True).click()
    expect(tara.get_by_text("Nobody of that name is known here.")).to_be_visible()
    tom.get_by_role("button", name="Close the check: Open a safety check").click()
    for page in (tom, tara):
        expect(page.locator("#safety [data-part=mine]")).to_be_hidden()
        expect(page.locator(".safety [data-part=state]")).to_have_text("closed")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "device", [{}, PHONE | {"viewport": {"width": 360, "height": 740}}], ids=["laptop", "phone"]
)
def test_the_place_is_accessible(stage: Stage, steer: Steer, device: dict[str, Any], scheme: str) -> None:
    tom = stage.visitor(**device, color_scheme=scheme)
    stage.join(tom, "Tom")
    stage.trainer("sessions.start_session")
    expect(tom.locator("[data-view=feed] .post").nth(1)).to_be_attached()

    def go(kind: str) -> None:
        if tom.locator(".tabbar").is_visible():
            tom.locator(".tabbar [data-shows=networks]").click()
        network(tom, kind)

    go("traffic")
    assert_accessible(tom)
    speak(steer, PIN)
    speak(steer, "Accident, Mill Square, nothing moves.")
    expect(pins(tom)).to_have_count(2)
    tom.locator("[data-asks=hide]").click()
    assert_accessible(tom)
    tom.keyboard.press("Escape")
    ask_to_hide(tom, "east", "An armed man reads this.")
    steer("appeal_decide", appeal=1, agree=True)
    expect(pins(tom)).to_have_count(1)
    assert_accessible(tom)
    assert tom.evaluate("document.documentElement.scrollWidth <= innerWidth")
    go("safety")
    assert_accessible(tom)
    tom.locator("[data-asks=safety]").click()
    tom.locator("#appeal").get_by_label("Why").fill("People look for each other.")
    assert_accessible(tom)
    tom.get_by_role("button", name="Send the request").click()
    steer("appeal_decide", appeal=2, agree=True)
    tom.get_by_label("Look for somebody").fill("lise")
    tom.get_by_role("button", name="Look", exact=True).click()
    expect(tom.locator(".person-found")).to_have_count(1)
    assert_accessible(tom)
    assert tom.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_staff_find_a_hidden_alert_and_see_that_it_is_withheld(stage: Stage, steer: Steer) -> None:
    tom = join(stage, "Tom")
    stage.trainer("sessions.start_session")
    network(tom, "traffic")
    speak(steer, PIN)
    expect(pins(tom)).to_have_count(1)
    ask_to_hide(tom, "east", "An armed man reads this.")
    fiona = dashboard(stage)
    fiona.goto(stage.url(f"/room/{stage.made['room']}/"))
    steer("appeal_decide", appeal=1, agree=True)
    searched(fiona, "Linden")
    found = fiona.locator("[data-view=search] .post", has_text=PIN)
    expect(found.get_by_text("Withheld from trainees")).to_be_visible()
    assert_accessible(fiona)
    searched(tom, "Linden")
    expect(tom.locator("[data-view=search]")).to_contain_text("Nothing found")
    expect(tom.locator("[data-view=search] .post")).to_have_count(0)
    steer("appeal_end", appeal=1)
    expect(found.get_by_text("Withheld from trainees")).to_be_hidden()


def test_the_dashboard_with_requests_is_accessible(stage: Stage, steer: Steer) -> None:
    tom = join(stage, "Tom")
    stage.trainer("sessions.start_session")
    network(tom, "traffic")
    ask_to_hide(tom, "west", "An armed man reads this.")
    fiona = dashboard(stage)
    fiona.get_by_role("tab", name=re.compile("Requests")).click()
    expect(fiona.locator(".request").get_by_role("button", name="Refuse")).to_be_visible()
    assert_accessible(fiona)
    fiona.locator(".request").get_by_role("button", name="Refuse").click()
    expect(fiona.locator(".request .badge")).to_have_text("refused")
    expect(tom.locator(".appeal .badge")).to_have_text("refused")
    assert_accessible(fiona)
