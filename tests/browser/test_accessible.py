"""axe looks at every page in every state: light and dark, on the narrowest phone, from right to left.

One server and three sessions for all of it. The frame around a page is looked at once, then what is new.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessible import FACES, STILL, TURN, Inspection
from tests.browser.furnished import Furnished, furnish
from tests.laptop import Laptop, laptop
from tests.visitor import Visitor

pytestmark = pytest.mark.parametrize("face", list(FACES))
Look = Callable[..., None]
#: Nothing on its way any more: dots that stand for what loads are gone.
LOADED = "() => ![...document.querySelectorAll('[data-part=loading]')].some((dots) => dots.checkVisibility())"
#: All but the viewer of stories, which never opens without one.
DIALOGS = "() => [...document.querySelectorAll('dialog:not(#stories)')].map((dialog) => dialog.id)"
OPEN = "(id) => document.getElementById(id).showModal()"
CLOSE = "(id) => document.getElementById(id).close()"
TABS = "() => [...document.querySelectorAll('[role=tab]')].map((tab) => tab.id)"
VIEWS = "() => [...new Set([...document.querySelectorAll('[data-shows]')].map((tab) => tab.dataset.shows))]"
SHOW = "(name) => document.querySelector(`[data-shows='${name}']`).click()"
NOTICES = "(shown) => document.querySelectorAll('[data-notice]').forEach((note) => { note.hidden = !shown; })"


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    with laptop(tmp_path_factory.mktemp("laptop")) as machine:
        machine.env["SOCIALROOM_LLM_URL"] = "http://127.0.0.1:9/v1"  # asked for its pages alone
        machine.env["SOCIALROOM_LLM_MODEL"] = "small"
        machine.start()
        yield furnish(machine)


class Faces:
    """Browsers in one face, and one inspection of what they show."""

    def __init__(self, browser: Browser, machine: Laptop, face: str) -> None:
        self._browser, self._machine, self.face = browser, machine, face
        self.inspection = Inspection(whole=face in ("light", "narrow"))
        self.look = self.inspection.look
        self.errors: list[str] = []

    @contextmanager
    def page(self, visitor: Visitor | None = None) -> Iterator[Page]:
        context = self._browser.new_context(**FACES[self.face], **STILL, base_url=self.url)
        if self.face == "rtl":
            context.add_init_script(TURN)
        cookies = visitor.cookies if visitor else {}
        context.add_cookies(
            [{"name": name, "value": value, "url": self.url} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        yield page
        context.close()

    @property
    def url(self) -> str:
        return f"http://{self._machine.address}"

    def look_at_dialogs(self, page: Page) -> None:
        """All of them, as they are before anything is filled in."""
        for dialog in page.evaluate(DIALOGS):
            page.evaluate(OPEN, dialog)
            self.look(page, f"#{dialog}", f"#{dialog}")
            page.evaluate(CLOSE, dialog)


@pytest.fixture
def faces(furnished: Furnished, chromium: Browser, face: str) -> Iterator[Faces]:
    faces = Faces(chromium, furnished.machine, face)
    yield faces
    faces.inspection.assert_clean()
    assert faces.errors == []


# A trainee's ------------------------------------------------------------------------------------------


def test_every_view_of_a_room(furnished: Furnished, faces: Faces) -> None:
    with faces.page(furnished.tom) as tom:
        tom.goto(furnished.room())
        expect(tom.locator("[data-view=feed] .post").nth(8)).to_be_attached()
        faces.look(tom, "feed")
        for name in tom.evaluate(VIEWS):
            tom.evaluate(SHOW, name)
            view = f"[data-view='{name}']"
            expect(tom.locator(view)).to_be_visible()
            tom.wait_for_function(LOADED)
            faces.look(tom, name, view)
        _look_at_searches(faces, tom)
        tom.set_viewport_size({"width": 820, "height": 900})
        faces.look(tom, "on a tablet", ".rail")


def _look_at_searches(faces: Faces, tom: Page) -> None:
    view = "[data-view=search]"
    for asked in ("station", "zebrafinches", '"'):
        tom.goto(f"{tom.url}")
        tom.evaluate(SHOW, "search")
        tom.locator(f"{view} input").fill(asked)
        tom.locator(f"{view} input").press("Enter")
        answered = f"{view} .post, {view} [data-part=nothing], {view} [data-part=refused]"
        expect(tom.locator(answered).locator("visible=true").first).to_be_visible()
        faces.look(tom, f"search {asked}", view)


def test_what_opens_in_a_room(furnished: Furnished, faces: Faces) -> None:
    with faces.page(furnished.tom) as tom:
        tom.goto(furnished.room())
        expect(tom.locator("[data-view=feed] .post").nth(8)).to_be_attached()
        faces.look_at_dialogs(tom)
        _look_at_the_composer(faces, tom)
        _look_at_the_teams_post(faces, tom, furnished.posts["said"])
        _look_at_reactions(faces, tom)
        _look_at_a_story(faces, tom)
        tom.evaluate(NOTICES, True)
        faces.look(tom, "notices", "#notices")


def _look_at_the_composer(faces: Faces, tom: Page) -> None:
    composer = "#composer"
    tom.locator("[data-compose]:visible").first.click()
    tom.get_by_label("Text of the post").fill("x" * 300)
    faces.look(tom, "too long a text", composer)
    tom.get_by_label("Text of the post").fill("")
    tom.locator(f"{composer} [data-part=ask]").click()
    faces.look(tom, "poll", composer)
    tom.locator(f"{composer} [data-part=unask]").click()
    for form in ("release", "infographic"):
        tom.locator(f"{composer} .composer__choice:has([value={form}])").click()
        faces.look(tom, form, composer)
    tom.locator(f"{composer} [data-closes]").click()


def _look_at_the_teams_post(faces: Faces, tom: Page, said: int) -> None:
    tom.evaluate(SHOW, "ours")
    post = tom.locator(f"[data-view=ours] .stream:not(.pins__posts) > [data-post='{said}']")
    post.locator("[data-act=more]").click()
    faces.look(tom, "menu", "#post-menu")
    tom.locator("#post-menu [data-act=edit]").click()
    faces.look(tom, "edit", "#rewrite")
    tom.keyboard.press("Escape")
    post.locator(".post__edited").click()
    expect(tom.locator("#versions .version")).to_have_count(2)
    faces.look(tom, "versions", "#versions")
    tom.keyboard.press("Escape")
    post.locator("[data-act=author]").click()
    expect(tom.locator("#author [data-part=figures]")).to_be_visible()
    faces.look(tom, "author", "#author")
    tom.keyboard.press("Escape")
    post.locator("[data-act=more]").click()
    tom.locator("#post-menu [data-act=thread]").click()
    expect(tom.locator("[data-view=post] .post").first).to_be_visible()
    faces.look(tom, "conversation", "[data-view=post]")
    tom.evaluate(SHOW, "drafts")
    tom.locator("[data-view=drafts] [data-draft-act=schedule]:visible").first.click()
    tom.locator("#schedule [data-minutes]").first.click()
    faces.look(tom, "schedule", "#schedule")
    tom.keyboard.press("Escape")


def _look_at_reactions(faces: Faces, tom: Page) -> None:
    tom.evaluate(SHOW, "on-page")
    post = tom.locator("[data-view=on-page] .post").filter(has_text="answers the families")
    post.get_by_role("button", name="Choose a reaction").press("Enter")
    faces.look(tom, "reactions", "#reaction-picker")
    tom.keyboard.press("Escape")


def _look_at_a_story(faces: Faces, tom: Page) -> None:
    tom.evaluate(SHOW, "on-stories")
    tom.locator(".story-ring").first.click()
    expect(tom.locator("#stories .post")).to_be_visible()
    faces.look(tom, "story", "#stories")
    tom.locator("#stories [data-part=close]").click()


def test_a_room_before_the_start_and_after_the_end(furnished: Furnished, faces: Faces) -> None:
    with faces.page(furnished.waits) as tom:
        tom.goto(furnished.room("waiting"))
        expect(tom.get_by_text("The exercise has not started yet")).to_be_visible()
        faces.look(tom, "briefing", "main")
    with faces.page(furnished.saw_the_end) as tom:
        tom.goto(furnished.room("over"))
        expect(tom.get_by_text("The exercise is over.")).to_be_visible()
        faces.look(tom, "over", "main")


# Who is not logged in -----------------------------------------------------------------------------------


def test_the_ways_in_and_what_is_refused(furnished: Furnished, faces: Faces) -> None:
    code, over = furnished.made["waiting"]["code"], furnished.made["over"]["code"]
    joins = [f"/join/{suffix}" for suffix in ("", "WRONG/", f"{code}/", f"{over}/")]
    ways = [*joins, "/seat/", "/login/", "/invite/none/", "/none/"]
    with faces.page() as page:
        for path in ways:
            page.goto(path)
            faces.look(page, path)
        page.goto("/login/")
        page.get_by_label("User name").fill("nobody")
        page.get_by_label("Password").fill("nothing")
        page.get_by_role("button", name="Log in").click()
        faces.look(page, "wrong password", "main")
        page.goto(f"/join/{code}/")
        with page.expect_navigation():
            page.locator("form:has([name=name])").evaluate("(form) => form.submit()")
        faces.look(page, "nothing filled in", "main")
    with faces.page(furnished.adele) as adele:  # who writes scenarios, and runs none
        adele.goto(furnished.dashboard())
        faces.look(adele, "forbidden", "main")


# A trainer's --------------------------------------------------------------------------------------------


def test_the_dashboard(furnished: Furnished, faces: Faces) -> None:
    with faces.page(furnished.fiona) as fiona:
        fiona.goto(furnished.dashboard())
        expect(fiona.locator("#crowd-list .item").first).to_be_visible()
        expect(fiona.locator("#team-list .item").nth(2)).to_be_visible()
        faces.look(fiona, "dashboard")
        for tab in fiona.evaluate(TABS):
            fiona.locator(f"#{tab}").click()
            faces.look(fiona, tab, f"[aria-labelledby='{tab}']")
        faces.look_at_dialogs(fiona)
        _look_at_what_a_trainer_opens(faces, fiona)


def _look_at_what_a_trainer_opens(faces: Faces, fiona: Page) -> None:
    for opener, dialog in (
        ("[data-part=mend]", "#reading-dialog"),
        ("#speak", "#speak-dialog"),
        ("[data-opens=jump-dialog]", "#jump-dialog"),
        ("[data-opens=preflight-dialog]", "#preflight-dialog"),
        ("[data-asks=end]", "#end-dialog"),
    ):
        fiona.locator(f"{opener}:visible").first.click()
        expect(fiona.locator(dialog)).to_be_visible()
        if dialog == "#preflight-dialog":
            expect(fiona.locator("#preflight-list li").first).to_be_visible()
        faces.look(fiona, dialog, dialog)
        fiona.keyboard.press("Escape")


def test_sessions_and_how_one_begins_and_ends(furnished: Furnished, faces: Faces) -> None:
    with faces.page(furnished.fiona) as fiona:
        for path in ("/sessions/", "/sessions/new/", f"{furnished.dashboard()}join/"):
            fiona.goto(path)
            faces.look(fiona, path)
        fiona.goto(furnished.dashboard("waiting"))
        expect(fiona.get_by_role("heading", name="Before the exercise starts")).to_be_visible()
        faces.look(fiona, "before the start", "main")
        fiona.goto(furnished.dashboard("over"))
        expect(fiona.get_by_role("heading", name="The exercise has ended")).to_be_visible()
        faces.look(fiona, "ended", "main")


# An author's --------------------------------------------------------------------------------------------


def test_the_pages_of_the_administration_that_are_ours(furnished: Furnished, faces: Faces) -> None:
    scenario, draft = furnished.made["scenario"], furnished.made["draft"]
    with faces.page(furnished.adele) as adele:
        for path in (
            "/admin/",
            "/admin/exercises/scenario/",
            f"/admin/exercises/scenario/{scenario}/change/",
            "/admin/exercises/scenario/import/",
            "/admin/exercises/phrasedraft/add/",
            f"/admin/exercises/phrasedraft/add/?scenario={scenario}",
            f"/admin/exercises/phrasedraft/{draft}/change/",
        ):
            answer: Any = adele.goto(path)
            assert answer.status == 200, path
            faces.look(adele, path, "#main, .main")
