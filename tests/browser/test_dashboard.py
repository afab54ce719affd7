"""Stories of a trainer and an observer in real browsers, against the real server in a process of its own."""

import json
import re
import secrets
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.accessible import assert_accessible
from tests.laptop import PREPARE, Laptop, joined, laptop
from tests.visitor import Follower, Visitor

PROJECTOR = {"width": 1280, "height": 720}
CLEAN = """
from exercises.models import *
Organisation.objects.all().delete()
User.objects.all().delete()
"""
FACT = """
from exercises.models import *
print({what})
"""


class Morning:
    """A running server with a session being prepared, and browsers to go to it."""

    def __init__(self, machine: Laptop, browser: Browser) -> None:
        self.machine = machine
        self.made = json.loads(machine.run("shell", "-v0", "-c", CLEAN + PREPARE).strip().splitlines()[-1])
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.errors: list[str] = []

    def browse(self, name: str = "fiona", path: str | None = None, **options: Any) -> Page:
        """A browser of its own, logged in as `name`. What it logs as an error fails the story."""
        visitor = Visitor()
        fields = {"username": name, "password": self.made["password"]}
        status, page = visitor.submit(self.machine.address, "/login/", **fields)
        assert status == 302, page
        context = self._browser.new_context(**({"viewport": PROJECTOR} | options))
        self._contexts.append(context)
        context.add_cookies(
            [
                {"name": key, "value": value, "domain": "127.0.0.1", "path": "/"}
                for key, value in visitor.cookies.items()
            ]
        )
        opened = context.new_page()
        opened.on("pageerror", lambda error: self.errors.append(str(error)))
        opened.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        opened.goto(f"http://{self.machine.address}{path or self.dashboard}")
        return opened

    @property
    def dashboard(self) -> str:
        return f"/sessions/{self.made['pk']}/"

    def fact(self, what: str) -> str:
        """Something as the database has it."""
        return self.machine.run("shell", "-v0", "-c", FACT.format(what=what)).strip()

    def trainee(self, name: str = "Tom B", room: str = "room") -> "Trainee":
        return Trainee(self, joined(self.machine, self.made, name, room), self.made[room])

    def leave(self) -> None:
        for context in self._contexts:
            context.close()
        self._contexts.clear()


class Trainee:
    """Somebody who publishes as the team."""

    def __init__(self, morning: Morning, visitor: Visitor, room: str) -> None:
        self._visitor, self._address, self._room = visitor, morning.machine.address, room

    def publish(self, text: str) -> None:
        with self._visitor.socket(self._address, f"/ws/room/{self._room}/") as follower:
            answer = follower.ask(self._post(follower, text))
            assert answer["type"] == "done", answer

    def does(self, **message: Any) -> None:
        with self._visitor.socket(self._address, f"/ws/room/{self._room}/") as follower:
            follower.wait_for(lambda frame: frame["type"] == "welcome")
            answer = follower.ask({**message, "key": secrets.token_urlsafe(12)})
            assert answer["type"] == "done", answer

    @staticmethod
    def _post(follower: Follower, text: str) -> dict[str, Any]:
        welcome = follower.wait_for(lambda frame: frame["type"] == "welcome")
        account = welcome["you"]["accounts"][0]["code"]
        message = {
            "type": "publish",
            "account": account,
            "channel": "microblog",
            "kind": "original",
            "text": text,
        }
        return {**message, "key": secrets.token_urlsafe(12)}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    with laptop(tmp_path_factory.mktemp("laptop")) as machine:
        machine.start()
        yield machine


@pytest.fixture
def morning(server: Laptop, chromium: Browser) -> Iterator[Morning]:
    morning = Morning(server, chromium)
    yield morning
    morning.leave()
    assert morning.errors == []


def start(page: Page) -> None:
    page.locator(".command [data-verb=start]").click()
    expect(page.locator("#state-badge")).to_have_text("Running", timeout=10_000)


def clock_of(page: Page) -> int:
    minutes, seconds = page.locator("#clock").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def number_in(node: Locator) -> int:
    return int(re.sub(r"\D", "", node.inner_text()) or 0)


# Steering -----------------------------------------------------------------------------------------


def test_a_trainer_leads_an_exercise_from_the_lobby_to_its_end(morning: Morning) -> None:
    page = morning.browse()
    expect(page.get_by_role("heading", name="Before the exercise starts")).to_be_visible()
    page.locator(".ready").get_by_role("button", name="Open the lobby").click()
    expect(page.locator("#state-badge")).to_have_text("Lobby open", timeout=10_000)
    before = number_in(page.locator("#people-count"))
    tom = morning.trainee()
    expect(page.locator("#people-count")).to_have_text(str(before + 1), timeout=10_000)

    start(page)
    expect(page.locator("#mood-panel")).to_be_visible()
    expect(page.locator("#crowd-list .item").first).to_be_visible(timeout=20_000)
    tom.publish("Line B is closed. Nobody must wait on the bridge: buses leave from Mill Square.")
    said = page.locator("#team-list .item").first
    expect(said).to_contain_text("buses leave from Mill Square", timeout=10_000)
    expect(said).to_contain_text("Tom B")

    page.get_by_role("button", name="Pause").click()
    expect(page.locator("#state-badge")).to_have_text("Paused", timeout=10_000)
    stood = clock_of(page)
    page.wait_for_timeout(1500)
    assert clock_of(page) == stood

    page.locator("[data-asks=end]").click()
    page.get_by_role("button", name="Go on with the exercise").click()
    expect(page.locator("#state-badge")).to_have_text("Paused")
    page.locator("[data-asks=end]").click()
    page.locator("#end-confirm").click()
    expect(page.get_by_role("heading", name="The exercise has ended")).to_be_visible(timeout=10_000)
    expect(page.locator("#pressure-panel")).to_be_hidden()
    page.get_by_role("button", name="Reopen the session").click()
    expect(page.locator("#state-badge")).to_have_text("Paused", timeout=10_000)


def test_the_dial_is_turned_by_keys_and_the_crowd_obeys(morning: Morning) -> None:
    page = morning.browse()
    start(page)
    dial = page.get_by_role("slider", name="Pressure")
    held, living = (page.get_by_role("button", name=name, exact=True) for name in ("Held", "Living"))
    expect(living).to_have_attribute("aria-pressed", "true")
    expect(dial).to_have_attribute("aria-valuetext", re.compile("scale"))
    held.click()
    expect(held).to_have_attribute("aria-pressed", "true", timeout=10_000)
    expect(dial).to_have_attribute("aria-valuetext", re.compile("asked for"))
    dial.focus()
    page.keyboard.press("End")
    expect(dial).to_have_attribute("aria-valuenow", "10000")
    page.wait_for_function(
        "() => parseInt(document.getElementById('measured').textContent.replace(/\\D/g, '')) > 4000",
        timeout=30_000,
    )
    assert morning.fact("sorted(set(Room.objects.values_list('pressure', flat=True)))") == "[10000]"
    living.click()
    expect(dial).to_have_attribute("aria-valuetext", re.compile("scale"), timeout=10_000)
    page.wait_for_timeout(500)
    assert morning.fact("set(Room.objects.values_list('pressure', 'living'))") == "{(10000, True)}"
    page.get_by_role("tab", name="Log").click()
    expect(page.locator("#log-list .entry").first).to_contain_text("living, at a scale of 10,000")


def test_what_one_does_applies_to_the_room_that_one_chose(morning: Morning) -> None:
    page = morning.browse()
    start(page)
    page.locator("[data-scope=room]").click()
    page.get_by_role("button", name=re.compile("^Storm")).click()
    expect(page.get_by_role("button", name=re.compile("^Storm"))).to_have_attribute(
        "aria-pressed", "true", timeout=10_000
    )
    page.locator("#rooms-bar button").nth(1).click()
    expect(page.locator("[data-scope=room]")).to_have_text("South")
    expect(page.get_by_role("slider", name="Pressure")).to_have_attribute("aria-valuenow", "10000")
    page.locator("#weight-anger").focus()
    page.keyboard.press("End")
    expect(page.locator("[data-emotion=anger] output")).to_have_text("×3")
    page.wait_for_timeout(1500)
    facts = morning.fact("list(Room.objects.order_by('position').values_list('name', 'pressure', 'weights'))")
    north, south = eval(facts)  # noqa: S307  our own literal
    assert north == ("North", 4000, {})
    assert south[1] is None
    assert south[2]["anger"] == 3


def test_injects_are_fired_skipped_and_edited_from_the_timeline(morning: Morning) -> None:
    page = morning.browse()
    start(page)
    coming = page.locator("[data-group=coming] .inject")
    coming.nth(1).locator("summary").click()
    title = coming.nth(1).locator(".inject__title").inner_text()
    coming.nth(1).get_by_role("button", name="Skip").click()
    done = page.locator("[data-group=done] .inject")
    expect(done.filter(has_text=title)).to_contain_text("skipped", timeout=15_000)

    following = page.locator("[data-group=next] .inject")
    title = following.locator(".inject__title").inner_text()
    following.get_by_role("button", name="Edit").click()
    page.get_by_label("Content").fill("Edited on the spot.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#inject-dialog")).to_be_hidden(timeout=10_000)
    following.get_by_role("button", name="Fire now").click()
    expect(done.filter(has_text=title)).to_contain_text("fired", timeout=15_000)
    page.get_by_role("tab", name="Log").click()
    page.get_by_label("Search the log").fill("Edited on")
    expect(page.locator("#log-list .entry").first).to_contain_text("Edited on the spot.")
    assert "Edited on the spot." in morning.fact("list(Firing.objects.values_list('content', flat=True))")


def test_an_observation_on_a_post_takes_two_clicks(morning: Morning) -> None:
    page = morning.browse()
    start(page)
    tom = morning.trainee()
    tom.publish("We do not know yet.")
    post = page.locator("#team-list .item").first
    expect(post).to_contain_text("We do not know yet.", timeout=10_000)
    post.hover()
    post.get_by_role("button", name="Note an observation on this post").click()
    page.get_by_role("button", name="Wrong tone").click()
    expect(page.locator("#note-dialog")).to_be_hidden(timeout=10_000)
    page.get_by_role("tab", name="Notes").click()
    expect(page.locator("#notes-list .note").first).to_contain_text("Wrong tone", timeout=10_000)
    assert morning.fact("Observation.objects.get().post is not None") == "True"


def test_what_a_message_does_is_shown_and_one_click_corrects_it(morning: Morning) -> None:
    page = morning.browse()
    start(page)
    tom = morning.trainee()
    tom.publish("We are sorry. Our thoughts are with the families. Please stay at home.")
    labels = page.locator("#team-list .label")
    expect(labels.filter(has_text="Apology")).to_be_visible(timeout=10_000)
    labels.filter(has_text="Apology").get_by_role("button").click()
    expect(labels.filter(has_text="Apology")).to_have_count(0)
    page.get_by_role("button", name="Correct what this message does").click()
    page.get_by_role("button", name="Holding line", exact=True).click()
    expect(page.get_by_role("button", name="Holding line", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    page.keyboard.press("Escape")
    expect(labels.filter(has_text="Holding line")).to_be_visible()
    page.reload()
    expect(labels.filter(has_text="Holding line")).to_be_visible(timeout=10_000)
    expect(labels.filter(has_text="Apology")).to_have_count(0)
    watching = morning.browse("olga")
    expect(watching.locator("#team-list .label").filter(has_text="Holding line")).to_be_visible()
    expect(watching.locator("#team-list .label button")).to_have_count(0)


def test_rumours_stand_beside_the_trends(morning: Morning) -> None:
    page = morning.browse()
    start(page)
    page.locator("#tab-rumours").click()
    expect(page.locator("#rumours-empty")).to_be_visible()
    fired = page.locator(".inject", has_text="The driver was on his phone")
    fired.hover()
    fired.locator("[data-does=fire]").click()
    rumour = page.locator("#rumours .rumour").first
    expect(rumour).to_contain_text("going round", timeout=15_000)
    expect(rumour).to_contain_text("in truth: no")
    expect(page.locator("#rumours-count")).to_have_text("1")


def test_the_trainer_speaks_as_a_character_and_takes_a_post_out(morning: Morning) -> None:
    page = morning.browse()
    start(page)
    page.keyboard.press("p")
    page.locator("#speak-search").fill("journalist")
    page.locator("#speak-personas .persona:visible").first.click()
    page.locator("#speak-text").fill("Is the mayor there?")
    page.get_by_role("button", name=re.compile("^Publish as")).click()
    expect(page.locator("#speak-dialog")).to_be_hidden(timeout=10_000)
    page.locator("#crowd-filter").select_option("personas")
    post = page.locator("#crowd-list .item").filter(has_text="Is the mayor there?")
    expect(post).to_be_visible(timeout=15_000)
    post.hover()
    post.get_by_role("button", name="Take this post out of the feed").click()
    page.get_by_role("button", name="Take it out").click()
    expect(page.locator("#crowd-list .item--deleted")).to_be_visible(timeout=10_000)


def test_a_character_begins_a_post_in_a_public_group(morning: Morning) -> None:
    page = morning.browse()
    start(page)
    page.keyboard.press("p")
    page.locator("#speak-search").fill("MairieAmance")
    page.locator("#speak-personas .persona:visible").first.click()
    page.locator("#speak-channel").select_option("microblog")
    expect(page.locator("#speak-group")).to_be_hidden()
    page.locator("#speak-channel").select_option("page")
    page.locator("#speak-group").select_option("linden-neighbours")
    page.locator("#speak-text").fill("The market opens at ten, wombat.")
    page.get_by_role("button", name=re.compile("^Publish as")).click()
    expect(page.locator("#speak-dialog")).to_be_hidden(timeout=10_000)
    found = page.evaluate(
        "code => fetch(`/api/rooms/${code}/posts?group=linden-neighbours`).then((answer) => answer.text())",
        morning.made["room"],
    )
    assert "wombat" in found


def test_whom_the_team_blocks_and_where_it_joined_is_shown_at_once(morning: Morning) -> None:
    page = morning.browse()
    start(page)
    tom = morning.trainee()
    expect(page.locator("#circles")).to_be_hidden()
    tom.does(type="block", account="valdor", mark="@inesroche", on=True)
    tom.does(type="join", account="valdor", group="linden-neighbours", on=True)
    lines = page.locator("#circles li")
    expect(lines).to_have_text(
        ["@Valdor_Transit has blocked @inesroche", "@Valdor_Transit joined Linden neighbours"]
    )
    page.reload()
    expect(lines).to_have_count(2)
    assert_accessible(page)
    tom.does(type="block", account="valdor", mark="@inesroche", on=False)
    expect(lines).to_have_count(1)


def test_a_jump_says_what_it_skips_and_only_goes_forward(morning: Morning) -> None:
    page = morning.browse()
    start(page)
    page.locator("[data-opens=jump-dialog]").click()
    field = page.get_by_label("To exercise time")
    field.fill("0:00")
    expect(page.locator("#jump-error")).to_contain_text("One can only jump forward.")
    expect(page.locator("#jump-confirm")).to_be_disabled()
    field.fill("99:00")
    expect(page.locator("#jump-error")).to_contain_text("The exercise ends at 10:00.")
    field.fill("5:00")
    expect(page.locator("#jump-skips")).to_contain_text(re.compile(r"\d+ injects will be skipped"))
    page.locator("#jump-confirm").click()
    page.wait_for_function(
        "() => parseInt(document.getElementById('clock').textContent) >= 5", timeout=15_000
    )


def test_a_removed_trainee_can_be_let_in_again_and_a_seat_can_move(morning: Morning) -> None:
    page = morning.browse()
    start(page)
    morning.trainee("Zoe B")
    page.get_by_role("tab", name="People").click()
    zoe = page.locator(".person").filter(has_text="Zoe B")
    zoe.get_by_label("Actions for Zoe B").click()
    zoe.get_by_role("button", name="Move to another device").click()
    code = page.locator(".seat__code")
    expect(code).to_have_text(re.compile(r"^[A-Z0-9]{8,}$"), timeout=10_000)
    assert morning.fact("Participant.objects.get(name='Zoe B').move_code") == code.inner_text()
    page.keyboard.press("Escape")
    zoe.get_by_label("Actions for Zoe B").click()
    zoe.get_by_role("button", name="Remove from the session").click()
    page.locator("#ask-dialog").get_by_role("button", name="Remove").click()
    expect(zoe).to_contain_text("removed", timeout=10_000)
    zoe.get_by_label("Actions for Zoe B").click()
    zoe.get_by_role("button", name="Let in again").click()
    expect(zoe.get_by_text("removed")).to_be_hidden(timeout=10_000)
    page.get_by_role("switch", name="Lock the lobby").check()
    page.wait_for_timeout(1000)
    assert morning.fact("Session.objects.get().lobby_locked") == "True"


# Watching -----------------------------------------------------------------------------------------


def test_an_observer_rates_and_notes_but_steers_nothing(morning: Morning) -> None:
    trainer = morning.browse()
    olga = morning.browse("olga")
    start(trainer)
    expect(olga.locator("#state-badge")).to_have_text("Running", timeout=10_000)
    expect(olga.get_by_text("You observe this session")).to_be_visible()
    expect(olga.get_by_role("slider", name="Pressure")).to_have_attribute("aria-disabled", "true")
    expect(olga.locator("#weight-fear")).to_be_disabled()
    olga.keyboard.press("Space")
    olga.get_by_role("tab", name="Notes").click()
    score = olga.locator(".rating").first.get_by_role("button", name="4 of 5")
    score.click()
    expect(score).to_have_attribute("aria-pressed", "true", timeout=10_000)
    olga.get_by_label("Note an observation").first.fill("Calm so far.")
    olga.get_by_role("button", name="Note it").first.click()
    trainer.get_by_role("tab", name="Notes").click()
    expect(trainer.locator("#notes-list")).to_contain_text("Calm so far.", timeout=10_000)
    assert morning.fact("Session.objects.get().state, Rating.objects.get().score") == "running 4"


def test_the_page_says_when_the_server_is_away_and_sends_what_was_done_meanwhile(
    morning: Morning, server: Laptop
) -> None:
    page = morning.browse()
    start(page)
    server.kill()
    expect(page.locator("#link-notice")).to_be_visible(timeout=3_000)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Pause")).to_have_attribute("aria-busy", "true")
    server.start()
    expect(page.locator("#link-notice")).to_be_hidden(timeout=30_000)
    expect(page.locator("#state-badge")).to_have_text("Paused", timeout=10_000)
    morning.errors.clear()  # the browser logs each attempt to connect that failed


def test_reloading_shows_the_same_as_having_stayed(morning: Morning) -> None:
    page = morning.browse()
    start(page)
    tom = morning.trainee()
    tom.publish("Stay away from the bridge.")
    expect(page.locator("#team-list .item")).to_have_count(1, timeout=10_000)
    page.wait_for_timeout(12_000)
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("#state-badge")).to_have_text("Paused", timeout=10_000)
    page.wait_for_timeout(1500)

    def what_stands() -> list[str]:
        done = page.locator("[data-group=done] .inject__title").all_inner_texts()
        return [
            *page.locator("#team-list .item__text").all_inner_texts(),
            *done,
            *page.locator(".trend__tag").all_inner_texts(),
        ]

    stayed, rate = what_stands(), number_in(page.locator("#measured"))
    page.reload()
    expect(page.locator("#team-list .item")).to_have_count(1, timeout=10_000)
    page.wait_for_timeout(1500)
    assert what_stands() == stayed
    assert number_in(page.locator("#measured")) == pytest.approx(rate, rel=0.25)


def test_hostile_text_is_text(morning: Morning) -> None:
    hostile = "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>"
    page = morning.browse()
    start(page)
    tom = morning.trainee("<b>Tom</b>")
    tom.publish(hostile)
    post = page.locator("#team-list .item").first
    expect(post).to_contain_text(hostile, timeout=10_000)
    expect(post).to_contain_text("<b>Tom</b>")
    assert page.locator("#dashboard img[src], #dashboard b, #dashboard script").count() == 0
    assert "owned" not in page.title()


# How it looks -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1440, 900), (1920, 1080)])
def test_on_a_projector_everything_is_on_one_screen(morning: Morning, width: int, height: int) -> None:
    page = morning.browse(viewport={"width": width, "height": height})
    start(page)
    expect(page.locator("#crowd-list .item").first).to_be_visible(timeout=20_000)
    fits = "() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
    assert page.evaluate(fits) == [height, width]
    essentials = (
        "#clock",
        "[data-verb=pause]",
        "[data-asks=end]",
        "#dial",
        "[data-mode=held]",
        "#weight-sadness",
        "#mood-chart",
        "[data-group=next] [data-does=fire]",
        "#speak",
        "#tab-trends",
        "#tab-rumours",
    )
    for essential in essentials:
        box = page.locator(essential).first.bounding_box()
        assert box, essential
        assert box["x"] >= 0, essential
        assert box["x"] + box["width"] <= width, essential
        assert box["y"] + box["height"] <= height, essential


@pytest.mark.parametrize("width", [390, 820, 1024])
def test_on_smaller_screens_nothing_is_cut_off_sideways(morning: Morning, width: int) -> None:
    page = morning.browse(viewport={"width": width, "height": 844})
    start(page)
    expect(page.locator("#crowd-list .item").first).to_be_visible(timeout=20_000)
    assert page.evaluate("() => document.documentElement.scrollWidth") == width
    page.locator("#tab-trends").scroll_into_view_if_needed()
    expect(page.locator("#tab-trends")).to_be_in_viewport()


# Around it ----------------------------------------------------------------------------------------


def test_the_join_page_counts_who_comes_in(morning: Morning) -> None:
    trainer = morning.browse()
    page = morning.browse(path=f"{morning.dashboard}join/")
    expect(page.locator("#join-state")).to_have_text("The lobby opens soon.", timeout=10_000)
    expect(page.locator("#joined-count")).to_have_text("3")  # the cast has its seats
    trainer.locator(".ready [data-verb=open_lobby]").click()
    expect(page.locator("#join-state")).to_have_text("The lobby is open.", timeout=10_000)
    morning.trainee("Nina B")
    expect(page.locator("#joined-count")).to_have_text("4", timeout=10_000)
    assert page.locator(".join__key").inner_text().replace(" ", "") == morning.made["code"]


def test_a_session_is_made_in_a_minute(morning: Morning) -> None:
    page = morning.browse(path="/sessions/new/")
    page.get_by_label("Name of room 1").fill("Red")
    page.get_by_role("button", name="Add a room").click()
    page.keyboard.type("Blue")
    page.get_by_role("button", name="Add a room").click()
    page.get_by_role("button", name="Take this room away").last.click()
    page.get_by_label("Language of the exercise").select_option("fr")
    page.get_by_role("button", name="Make the session").click()
    expect(page.get_by_role("heading", name="Before the exercise starts")).to_be_visible(timeout=10_000)
    assert page.locator("#rooms-bar .rooms__name").all_inner_texts() == ["Red", "Blue"]


def test_the_check_tells_in_plain_words(morning: Morning) -> None:
    page = morning.browse()
    page.locator(".ready").get_by_role("button", name="Check").click()
    expect(page.locator("#preflight-verdict")).not_to_have_text("Checking…", timeout=10_000)
    said = page.locator("#preflight-list")
    for line in (
        "Address for trainees",
        "Disk space",
        "Database",
        "PDF of the debrief",
        "Clock",
        "Live messages",
    ):
        expect(said).to_contain_text(line)


def test_shortcuts_wait_while_one_types_and_can_be_switched_off(morning: Morning) -> None:
    page = morning.browse()
    start(page)
    page.get_by_role("tab", name="Log").click()
    page.get_by_label("Search the log").press("p")
    expect(page.locator("#speak-dialog")).to_be_hidden()
    page.locator("#mood-title").click()
    page.keyboard.press("?")
    page.get_by_role("switch", name="Shortcuts are on").uncheck()
    page.keyboard.press("Escape")
    page.locator("#mood-title").click()
    page.keyboard.press("p")
    expect(page.locator("#speak-dialog")).to_be_hidden()


def test_an_hour_of_posts_does_not_make_the_page_grow(morning: Morning) -> None:
    """At ×10 and full pressure for a while: nodes in the page stay where they were."""
    page = morning.browse()
    page.get_by_role("button", name=re.compile("^Full")).click()
    page.locator("#speed").select_option("10")
    start(page)
    expect(page.locator("#crowd-list .item").nth(11)).to_be_attached(timeout=30_000)
    count = "() => document.querySelectorAll('*').length"
    early = page.evaluate(count)
    began = time.monotonic()
    while time.monotonic() - began < 15:
        page.wait_for_timeout(1000)
    assert page.evaluate(count) < early * 1.25
    assert page.locator("#crowd-list .item").count() <= 12
