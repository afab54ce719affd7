"""Stories of a line that is lost: on a train, in a cellar, in a room with forty phones."""

import re

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, Stage
from tests.browser.test_feed import flowed, posts, running, write

AWAY = 60_000  # ms


class BrokenLine:
    """A line to the server that can be cut, and mended."""

    def __init__(self, page: Page) -> None:
        self.is_cut = False
        self._routes: list[WebSocketRoute] = []
        page.route_web_socket(re.compile("/ws/room/"), self._take)

    def _take(self, route: WebSocketRoute) -> None:
        if self.is_cut:
            route.close(code=1011)
            return
        route.connect_to_server()
        self._routes.append(route)

    def cut(self) -> None:
        self.is_cut = True
        for route in self._routes:
            route.close(code=1011)
        self._routes.clear()

    def mend(self) -> None:
        self.is_cut = False


def test_what_is_written_while_the_line_is_cut_goes_out_once(stage: Stage) -> None:
    tom = stage.visitor()
    line = BrokenLine(tom)
    stage.join(tom, "Tom")
    running(stage, tom)
    line.cut()
    expect(tom.get_by_text("Connection lost.")).to_be_visible(timeout=3000)
    write(tom, "Written in the dark.")
    expect(tom.get_by_text("It goes out as soon as the connection is back.")).to_be_visible()
    line.mend()
    expect(tom.get_by_text("Connection lost.")).to_be_hidden()
    expect(tom.locator("#outbox .post")).to_have_count(0)
    tom.locator(".rail [data-shows=ours]").click()
    expect(posts(tom, "ours").filter(has_text="Written in the dark.")).to_have_count(1)


def shown(page: Page) -> list[int]:
    """The numbers of the posts on the page, as they stand."""
    numbers: list[int] = page.locator("[data-view=feed] .stream > .post").evaluate_all(
        "cards => cards.map((card) => Number(card.dataset.seq))"
    )
    return numbers


@pytest.mark.parametrize("pressure", [10_000])
def test_a_phone_that_is_away_for_a_minute_at_full_pressure_loses_nothing(stage: Stage) -> None:
    tom = stage.visitor(**PHONE)
    line = BrokenLine(tom)
    stage.join(tom, "Tom")
    running(stage, tom)
    flowed(tom, 40)
    line.cut()
    tom.context.set_offline(True)
    expect(tom.get_by_text("Connection lost.")).to_be_visible(timeout=5000)
    write(tom, "Written in the tunnel.")
    expect(tom.get_by_text("It goes out as soon as the connection is back.")).to_be_visible()
    tom.evaluate("scrollTo(0, 1200)")  # what was there can be read on
    tom.wait_for_timeout(2000)
    assert_accessible(tom)
    read = tom.evaluate_handle("document.elementFromPoint(195, 400).closest('.post')")
    place, newest = read.evaluate("node => node.getBoundingClientRect().top"), max(shown(tom))
    tom.wait_for_timeout(AWAY)
    expect(tom.get_by_text("Connection lost.")).to_be_visible()
    assert max(shown(tom)) == newest

    tom.context.set_offline(False)
    line.mend()
    expect(tom.get_by_text("Connection lost.")).to_be_hidden(timeout=20_000)
    expect(tom.locator("#outbox .post")).to_have_count(0)
    pill = tom.locator("[data-view=feed] .pill")
    expect(pill).to_have_text(re.compile(r"[1-9](\.\d)?K new posts"))
    tom.wait_for_timeout(2000)
    assert abs(read.evaluate("node => node.getBoundingClientRect().top") - place) < 1

    stage.trainer("sessions.pause_session")
    expect(tom.get_by_text("The exercise is paused.")).to_be_visible()
    pill.tap()
    expect(pill).to_be_hidden()
    met = set(shown(tom))
    for _turn in range(120):
        tom.evaluate("scrollBy(0, 700)")
        tom.wait_for_function("() => document.querySelector('[data-view=feed] [data-part=loading]').hidden")
        met |= set(shown(tom))
    assert met == set(range(min(met), max(met) + 1))
    assert max(met) > newest + 1500
    tom.evaluate("scrollTo(0, 0)")
    tom.locator("#tabbar [data-shows=ours]").tap()
    expect(posts(tom, "ours").filter(has_text="Written in the tunnel.")).to_have_count(1)
