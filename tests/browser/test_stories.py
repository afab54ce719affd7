"""A story that expires: seen, gone while one looks, its screenshot stays. And a wall with its symbol."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, Stage
from tests.conftest import PASSWORD
from tests.visitor import Visitor

LASTS = 240  # s of exercise
LATER = 400  # where the trainer jumps to: no story of before is there any more
WIDER = f"""
from exercises.models import Scenario
from tests.conftest import make_cast, make_session
make_session(make_cast())
scenario = Scenario.objects.get()
scenario.channels += [
    {{"kind": "stories", "name": {{"en": "Fleeting", "fr": "Éphémère"}}, "lasts": {LASTS}}},
    {{"kind": "wall", "name": {{"en": "The Wall", "fr": "Le Mur"}}}},
]
scenario.save()
"""
TAKEN_UP = """
from feed.models import Post
Post.objects.filter(ref=REF).update(likes=40, shares=9)
print("{}")
"""
Speak = Callable[..., int]


@pytest.fixture(scope="module")
def prepared() -> str:
    """The scenario's networks, and one of stories and a wall besides."""
    return WIDER


@pytest.fixture
def pressure() -> int:
    return 300


@pytest.fixture
def speak(stage: Stage) -> Speak:
    """The trainer publishes as a character of the scenario; the post's id."""
    address = stage.machine.address
    fiona = Visitor()
    status, _where = fiona.submit(address, "/login/", username="fiona", password=PASSWORD)
    assert status == 302

    def spoken(channel: str, text: str, persona: str = "ines-roche") -> int:
        fields = {"persona": persona, "channel": channel, "text": text, "room": stage.made["room"]}
        with fiona.socket(address, f"/ws/session/{stage.made['pk']}/") as socket:
            socket.wait_for(lambda frame: frame["type"] == "welcome")
            key = f"key-{abs(hash((channel, text))):018}"
            answer = socket.ask({"type": "persona_post", "key": key, **fields})
        made: int = answer["result"]["posts"][stage.made["room"]]
        return made

    return spoken


def look_at(page: Page, kind: str) -> Locator:
    """The view of a network, by the way that the device has."""
    if page.locator(".tabbar").is_visible():
        page.locator(".tabbar [data-shows=networks]").click()
    page.locator(f"[data-shows=on-{kind}]:visible").first.click()
    view = page.locator(f"[data-view=on-{kind}]")
    expect(view).to_be_visible()
    return view


def ring_of(view: Locator, name: str) -> Locator:
    return view.get_by_role("navigation", name="Who is showing stories").get_by_role("button", name=name)


def started(stage: Stage, page: Page) -> None:
    stage.trainer("sessions.start_session")
    expect(page.locator("[data-view=feed] .post").nth(2)).to_be_attached(timeout=60_000)


def test_a_story_that_expires(stage: Stage, speak: Speak) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    started(stage, tom)
    story = speak("stories", "Behind the quay they are lying down, live.")
    view = look_at(tom, "stories")
    tile = view.locator(f".post[data-post='{story}']")
    expect(tile).to_contain_text("min left")

    ring = ring_of(view, "Inès Roche")
    expect(ring).to_contain_text("1 story, with something new")
    ring.click()
    viewer = tom.locator("#stories")
    expect(viewer.locator(".post")).to_contain_text("Behind the quay")
    expect(viewer.locator("[data-part=left]")).to_contain_text("left")
    assert viewer.locator(".post__picture").evaluate(
        "async (image) => { await image.decode(); return image.naturalWidth }"
    )

    viewer.get_by_role("button", name="Share").click()  # a screenshot, made from the viewer
    tom.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(ring).to_contain_text("1 story, all seen")
    tom.locator("[data-shows=ours]:visible").first.click()
    shot = tom.locator("[data-view=ours] .screenshot")
    expect(shot).to_contain_text("Screenshot of a story")

    look_at(tom, "stories")
    expect(tile).to_be_visible()
    stage.trainer("sessions.jump_session", LATER)
    expect(tile).to_have_count(0)  # it goes while one looks at the list
    expect(ring).to_have_count(0)
    answer = tom.request.get(stage.url(f"/api/rooms/{stage.made['room']}/posts/{story}/thread"))
    assert answer.status == 404
    tom.locator("[data-shows=ours]:visible").first.click()
    expect(shot).to_contain_text("Behind the quay they are lying down, live.")
    tom.reload()
    tom.locator("[data-shows=ours]:visible").first.click()
    expect(shot).to_contain_text("Behind the quay they are lying down, live.")
    picture = shot.locator(".post__picture")
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("async (image) => { await image.decode(); return image.naturalWidth }") > 0


def test_one_goes_through_the_stories_by_key_click_and_swipe(stage: Stage, speak: Speak) -> None:
    tom = stage.join(stage.visitor(**PHONE), "Tom")
    started(stage, tom)
    for text, persona in (
        ("The first.", "ines-roche"),
        ("The second.", "ines-roche"),
        ("A third.", "tram-troll"),
    ):
        speak("stories", text, persona)
    view = look_at(tom, "stories")
    ring_of(view, "Inès Roche").click()
    viewer = tom.locator("#stories")
    shown = viewer.locator(".post__text")
    expect(shown).to_have_text("The first.")
    expect(viewer.get_by_role("status")).to_contain_text("Stories of Inès Roche, 1 of 2")
    tom.keyboard.press("ArrowRight")
    expect(shown).to_have_text("The second.")
    box = viewer.locator("[data-part=stage]").bounding_box()
    assert box is not None
    tom.mouse.click(box["x"] + 20, box["y"] + box["height"] / 2)
    expect(shown).to_have_text("The first.")
    tom.mouse.move(box["x"] + 300, box["y"] + 300)
    tom.mouse.down()
    tom.mouse.move(box["x"] + 100, box["y"] + 305)
    tom.mouse.up()
    expect(shown).to_have_text("The second.")
    stage.trainer("sessions.jump_session", LATER)
    expect(viewer).to_be_hidden()  # the last one is gone: back to the list
    expect(view).to_be_visible()


@pytest.mark.parametrize(("device", "scheme"), [({}, "light"), (PHONE, "dark")], ids=["laptop", "phone"])
def test_stories_and_the_wall_are_accessible(
    stage: Stage, speak: Speak, device: dict[str, Any], scheme: str
) -> None:
    tom = stage.join(stage.visitor(**device, color_scheme=scheme), "Tom")
    started(stage, tom)
    speak("stories", "Look: #blue lights @ValdorTransit, on my way home.")
    candle = speak("wall", "A candle in our window.")
    speak("wall", "For those who opened their doors.")
    stage._run(TAKEN_UP.replace("REF", str(candle)))
    view = look_at(tom, "stories")
    expect(ring_of(view, "Inès Roche")).to_be_visible()
    assert_accessible(tom)
    ring_of(view, "Inès Roche").click()
    expect(tom.locator("#stories .post")).to_be_visible()
    assert_accessible(tom)
    tom.locator("#stories").get_by_role("button", name="Share").click()
    tom.keyboard.press("Escape")
    tom.locator("[data-shows=ours]:visible").first.click()
    expect(tom.locator("[data-view=ours] .screenshot")).to_be_visible()
    assert_accessible(tom)
    wall = look_at(tom, "wall")
    symbol = wall.locator("[data-part=symbol]")
    expect(symbol).to_contain_text("A candle in our window.", timeout=60_000)
    expect(wall.locator(".stream > .post")).to_have_count(2)
    assert_accessible(tom)
