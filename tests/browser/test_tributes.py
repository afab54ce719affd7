"""A wall that fills: the crowd mourns, leaves tributes, and each shows what its words say."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, Stage
from tests.browser.test_stories import look_at, started

ENOUGH = 8  # tributes that are waited for
MOURNS = {"like": 0.5, "fear": 0.1, "anger": 0.05, "mockery": 0.05, "sadness": 1.0}
WIDER = """
from exercises.models import Scenario
from tests.conftest import make_cast, make_session
make_session(make_cast())
scenario = Scenario.objects.get()
scenario.time_scale = 120
wall = {"kind": "wall", "name": {"en": "The Wall", "fr": "Le Mur"}, "length": 400, "tributes": 5000}
scenario.channels += [wall]
scenario.save()
"""


@pytest.fixture(scope="module")
def prepared() -> str:
    """The scenario with a wall, in a faster grief than any real one."""
    return WIDER


@pytest.fixture
def pressure() -> int:
    return 4000


def filled(stage: Stage, page: Page) -> Locator:
    """The wall's tributes once there are some."""
    started(stage, page)
    stage.trainer("sessions.set_weights", MOURNS)
    stage.trainer("sessions.set_speed", 4.0)
    tributes = look_at(page, "wall").locator(".stream > .post")
    expect(tributes.nth(ENOUGH - 1)).to_be_attached(timeout=240_000)
    stage.trainer("sessions.pause_session")
    return tributes


@pytest.mark.parametrize(("device", "scheme"), [({}, "light"), (PHONE, "dark")], ids=["laptop", "phone"])
def test_a_wall_fills_with_pictures_of_many_things(stage: Stage, device: dict[str, Any], scheme: str) -> None:
    tom = stage.join(stage.visitor(**device, color_scheme=scheme), "Tom")
    tributes = filled(stage, tom)
    pictures = tributes.locator(".post__picture")
    told = pictures.evaluate_all("(all) => all.map((picture) => picture.alt)")
    assert all(told)
    assert len(set(told)) > ENOUGH / 2
    for place in range(ENOUGH):
        pictures.nth(place).scroll_into_view_if_needed()
        assert pictures.nth(place).evaluate("async (p) => { await p.decode(); return p.naturalWidth }") > 0
    words = tributes.locator(".post__text").all_text_contents()
    assert all(words)
    assert len(set(words)) == len(words)
    assert_accessible(tom)
