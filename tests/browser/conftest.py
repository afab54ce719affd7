"""A stage for stories: the real server in a process of its own, and browsers that go to it as phones do."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from socialroom.network import lan_addresses
from tests.laptop import Laptop

expect.set_options(timeout=20_000)  # ms: several browsers and a server share the machine's cores
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
NEW_SESSION = """
import json, time
from exercises import sessions
from exercises.models import Organisation, Scenario, User
from tests.conftest import VERSIONS, make_cast, make_session
if not Organisation.objects.exists():
    make_session(make_cast())
fiona = User.objects.get(username="fiona")
session = sessions.create_session(
    fiona, Scenario.objects.get(), name="Story", lang="en", room_names=["North", "South"], versions=VERSIONS,
    seed=1, pressure=PRESSURE,
)
sessions.open_lobby(session, fiona, time.time())
print(json.dumps({"pk": session.pk, "code": session.join_code, "room": session.rooms.first().code}))
"""
VERB = """
import json, time
from exercises import people, sessions
from exercises.models import Session, User
with sessions.locked(PK) as session:
    print(json.dumps(VERB(session, User.objects.get(username="fiona"), time.time(), *ARGUMENTS)))
"""
STATE = """
import json
from exercises.models import Session
print(json.dumps(Session.objects.get(pk=PK).state))
"""


class LanLaptop(Laptop):
    """The embedded server, reached by the machine's address on its network where it has one."""

    listens = "0.0.0.0"  # noqa: S104
    host = next(iter(lan_addresses()), "127.0.0.1")

    @property
    def address(self) -> str:
        return f"{self.host}:{self.port}"


class Stage:
    """One session in its lobby, and browsers of their own to come to it."""

    def __init__(self, machine: Laptop, browser: Browser, pressure: int) -> None:
        self.machine = machine
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.errors: list[str] = []
        self.made = self._run(NEW_SESSION.replace("PRESSURE", str(pressure)))

    def trainer(self, verb: str, *arguments: Any) -> Any:
        """What Fiona does: a verb of sessions or people, without her browser."""
        script = VERB.replace("PK", str(self.made["pk"])).replace("ARGUMENTS", repr(list(arguments)))
        return self._run(script.replace("VERB", verb))

    def visitor(self, **options: Any) -> Page:
        """A browser of its own. An error in its page fails the story."""
        context = self._browser.new_context(**({"viewport": {"width": 1280, "height": 720}} | options))
        context.set_default_timeout(30_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._refuse_violations)
        return page

    def url(self, path: str) -> str:
        return f"http://{self.machine.address}{path}"

    def join(self, page: Page, name: str, team: str = "North") -> Page:
        page.goto(self.url(f"/join/{self.made['code']}/"))
        page.get_by_label("Your name in the exercise").fill(name)
        page.get_by_label(team).check()
        page.get_by_label("I have read this and agree.").check()
        page.get_by_role("button", name="Join", exact=True).click()
        page.wait_for_url("**/room/**")
        return page

    def close(self) -> None:
        """The session ends, so that it does not go on beside the next story."""
        for context in self._contexts:
            context.close()
        if self._run(STATE.replace("PK", str(self.made["pk"]))) in ("running", "paused"):
            self.trainer("sessions.end_session")

    def _refuse_violations(self, message: Any) -> None:
        if "Content Security Policy" in message.text:
            self.errors.append(message.text)

    def _run(self, script: str) -> Any:
        return json.loads(self.machine.run("shell", "-v0", "-c", script).strip().splitlines()[-1])


@pytest.fixture(scope="module")
def prepared() -> str:
    """What the server's shell runs before the first story of a module."""
    return ""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, prepared: str) -> Iterator[Laptop]:
    machine = LanLaptop(tmp_path_factory.mktemp("laptop"))
    try:
        machine.start(within=240)
        if prepared:
            machine.run("shell", "-v0", "-c", prepared)
        yield machine
    finally:
        if machine.process is not None and machine.process.poll() is None:
            machine.kill()


@pytest.fixture
def pressure() -> int:
    """Reactions per 5 minutes that the story's session begins with."""
    return 1500


@pytest.fixture
def stage(server: Laptop, chromium: Browser, pressure: int) -> Iterator[Stage]:
    stage = Stage(server, chromium, pressure)
    yield stage
    stage.close()
    assert stage.errors == []
