"""Stories of a trainee who watches what is said."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, Stage
from tests.browser.test_feed import posts, running, write
from tests.browser.test_search import search

LEAK = "The officers stand behind the OLD MILL, I can see their vans #oldmill"


def watch(page: Page) -> None:
    page.locator("[data-shows=watch]:visible").first.click()
    expect(page.locator("#watch")).to_be_visible()


def add(page: Page, kind: str, q: str = "", name: str = "", rings: bool = False) -> None:
    page.locator("#watch [data-does=add]:visible").first.click()
    page.get_by_label("What it shows").select_option(kind)
    if q:
        page.locator("#watch-q").fill(q)
    page.get_by_label("Name (as you like)").fill(name)
    page.get_by_label("Tell me of what comes while I look elsewhere").set_checked(rings)
    page.get_by_role("button", name="Save").click()


def column(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def arrange(page: Page, name: str, does: str) -> None:
    page.get_by_label(f"Arrange the column {name}", exact=True).click()
    column(page, name).locator(f"[data-does={does}]:visible").click()


def names(page: Page) -> list[str]:
    return page.locator("#watch .watch-col__name").all_inner_texts()


def says(stage: Stage, page: Page, text: str) -> None:
    """Another trainee of the team, as a private person: the crowd says what it likes, and not this."""
    page.locator(".rail .identity", has_text="Tara").click()
    write(page, text)
    expect(page.locator("#outbox .post")).to_have_count(0)


def test_a_leak_is_found_by_a_column_told_reported_and_traced(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    tara = stage.join(stage.visitor(), "Tara")
    running(stage, tom, tara)
    watch(tom)
    add(tom, "search", '"old mill" OR #oldmill -drill', "Leak", rings=True)
    expect(column(tom, "Leak").get_by_text("Nothing so far.")).to_be_visible()
    tom.locator("[data-shows=feed]:visible").first.click()
    says(stage, tara, LEAK)

    expect(tom.get_by_text("Leak: 1 new post")).to_be_visible()
    expect(tom.locator(".rail [data-watch-count]")).to_have_text("1")
    assert tom.title().startswith("(1)")
    watch(tom)
    found = column(tom, "Leak").locator(".post")
    expect(found).to_have_count(1)
    assert found.locator("mark").all_inner_texts() == ["OLD MILL", "#oldmill"]
    expect(tom.locator(".rail [data-watch-count]")).to_be_hidden()

    found.locator("[data-act=more]").click()
    tom.locator("#post-menu [data-act=report]").click()
    tom.get_by_text("It gives away an operation").click()
    tom.get_by_role("button", name="Report", exact=True).click()
    expect(tom.get_by_text("Thank you. The report went out.")).to_be_visible()

    tom.reload()
    watch(tom)
    curve = column(tom, "Leak").get_by_role("img", name="1 post · at most 1 a minute")
    expect(curve).to_be_visible()
    assert_accessible(tom)
    column(tom, "Leak").get_by_role("button", name="First seen").click()
    expect(tom.locator("[data-view=post] .post").first).to_contain_text("behind the OLD MILL")
    tom.go_back()
    expect(column(tom, "Leak").locator(".post")).to_have_count(1)


def test_columns_are_arranged_by_keyboard_and_by_hand_and_follow_the_seat(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    running(stage, tom)
    watch(tom)
    tom.locator("[data-does=quick][data-kind=mentions]").click()
    add(tom, "search", "the", "The")
    add(tom, "on-press")
    assert names(tom)[:2] == ["Mentions", "The"]
    third = names(tom)[2]

    summary = tom.get_by_label("Arrange the column The", exact=True)
    summary.focus()
    tom.keyboard.press("Enter")
    column(tom, "The").get_by_role("button", name="Move left").press("Enter")
    assert names(tom) == ["The", "Mentions", third]
    expect(summary).to_be_focused()
    heads = tom.locator("#watch .watch-col__head")
    heads.nth(2).drag_to(heads.nth(0), target_position={"x": 20, "y": 20})
    assert names(tom) == [third, "The", "Mentions"]

    arrange(tom, "The", "edit")
    tom.locator("#watch-q").fill('"never closed')
    tom.get_by_role("button", name="Save").click()
    expect(tom.get_by_role("alert")).to_have_text("A quotation mark is opened but not closed.")
    tom.locator("#watch-q").fill("the OR a")
    tom.get_by_label("Name (as you like)").fill("Articles <b>")
    tom.locator("#watch-form [data-colour=teal]").click()
    assert_accessible(tom)
    tom.get_by_role("button", name="Save").click()
    expect(column(tom, "Articles <b>").locator(".post").nth(5)).to_be_attached()
    expect(column(tom, "Articles <b>")).to_have_attribute("data-colour", "teal")
    arrange(tom, "Mentions", "remove")
    expect(column(tom, "Mentions")).to_have_count(0)
    tom.wait_for_timeout(1500)

    other = stage.visitor(**PHONE)
    other.context.add_cookies(tom.context.cookies())  # type: ignore[arg-type]  # typed apart
    other.goto(tom.url)
    watch(other)
    expect(other.locator(".watch-tab")).to_contain_text([third, "Articles <b>"])
    expect(column(other, third)).to_be_visible()
    expect(column(other, "Articles <b>")).to_be_hidden()
    other.locator(".watch-tab", has_text="Articles").tap()
    expect(column(other, "Articles <b>").locator(".post").first).to_be_visible()
    expect(column(other, third)).to_be_hidden()
    for width in (390, 360):
        other.set_viewport_size({"width": width, "height": 700})
        assert other.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(other)


@pytest.mark.parametrize("pressure", [3000])
def test_what_is_read_stands_still_and_what_comes_is_counted(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    running(stage, tom)
    watch(tom)
    add(tom, "search", "the OR a OR i OR to", "All")
    live = column(tom, "All")
    expect(live.locator(".post").nth(5)).to_be_attached()
    tom.mouse.move(640, 50)
    before = int(live.locator(".post").first.get_attribute("data-seq") or 0)
    expect(live.locator(f".post[data-seq='{before}']")).to_be_attached()
    tom.wait_for_function(
        "before => +document.querySelector('.watch-col .post').dataset.seq > before", arg=before
    )
    live.locator(".post").nth(3).focus()
    tom.keyboard.press("j")
    first = live.locator(".post").first.get_attribute("data-seq")
    expect(live.locator(".pill")).to_be_visible()
    assert live.locator(".post").first.get_attribute("data-seq") == first
    live.locator(".pill").click()
    expect(live.locator(".pill")).to_be_hidden()
    assert live.locator(".post").first.get_attribute("data-seq") != first


def test_what_the_frames_leave_out_is_said_and_fetched(stage: Stage) -> None:
    """The frames of this page lose their posts on the way, as under a load beyond the budget of frames."""
    tom = stage.visitor()
    tom.add_init_script("""
        const Whole = WebSocket;
        window.WebSocket = class extends Whole {
          addEventListener(kind, listener) {
            super.addEventListener(kind, kind !== "message" ? listener : (event) => {
              const frame = JSON.parse(event.data);
              if (frame.type === "window" && window.lossy) frame.posts = [];
              listener({ data: JSON.stringify(frame) });
            });
          }
        };
    """)
    stage.join(tom, "Tom")
    running(stage, tom)
    watch(tom)
    add(tom, "search", "the OR a OR i OR to", "All")
    live = column(tom, "All")
    expect(live.locator(".post").nth(3)).to_be_attached()
    tom.mouse.move(640, 50)
    newest = int(live.locator(".post").first.get_attribute("data-seq") or 0)
    tom.evaluate("window.lossy = true")
    expect(live.get_by_text("Much is being said")).to_be_visible()
    tom.wait_for_function(
        "newest => +document.querySelector('.watch-col .post').dataset.seq > newest", arg=newest
    )


def test_a_search_tells_what_was_found_since(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    tara = stage.join(stage.visitor(), "Tara")
    running(stage, tom, tara)
    search(tom, "#oldmill")
    expect(tom.get_by_text("Nothing found")).to_be_visible()
    says(stage, tara, LEAK)
    tom.get_by_role("button", name="1 new post found").click()
    expect(posts(tom, "search")).to_have_count(1)
    expect(tom.get_by_role("button", name="1 new post found")).to_be_hidden()
    tom.get_by_role("button", name="Watch this").click()
    expect(column(tom, "#oldmill").locator(".post")).to_have_count(1)


def test_an_account_is_looked_up_muted_opened_and_taken_back(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    running(stage, tom)
    stage.trainer("sessions.pause_session")
    expect(tom.get_by_text("The exercise is paused.")).to_be_visible()
    post = tom.locator("[data-view=feed] .post:not(.post--mention, [data-kind=share])").first
    seq, handle = post.get_attribute("data-seq"), post.locator("[data-slot=handle]").inner_text()
    is_verified = post.locator("[data-slot=verified]").count() > 0
    name = post.locator("[data-slot=name]")
    name.focus()
    tom.keyboard.press("Enter")
    dialog = tom.get_by_role("dialog")
    expect(dialog.get_by_text(handle, exact=True)).to_be_visible()
    expect(dialog.locator("[data-part=posts]")).not_to_have_text("")
    expect(dialog.get_by_role("img", name="Verified")).to_be_visible(visible=is_verified)
    assert "simulated" not in dialog.inner_text().lower()
    assert_accessible(tom)
    dialog.get_by_role("button", name="Mute").click()

    post = tom.locator(f"[data-view=feed] .post[data-seq='{seq}']")
    expect(post.get_by_text(f"{handle.lower()} is muted")).to_be_visible()
    expect(post.locator(".post__text")).to_be_hidden()
    tom.wait_for_timeout(500)
    tom.reload()
    expect(post.get_by_text("is muted")).to_be_visible()
    assert_accessible(tom)
    post.get_by_role("button", name="Show").click()
    expect(post.locator(".post__text")).to_be_visible()
    watch(tom)
    tom.get_by_role("button", name=f"Take {handle.lower()} back: show its posts again").click()
    expect(tom.locator("#muted")).to_be_hidden()
    tom.wait_for_timeout(500)
    tom.reload()
    tom.locator("[data-shows=feed]:visible").first.click()
    expect(post.locator(".post__text")).to_be_visible()


SOUNDS = """
window.sounds = [];
const { start } = OscillatorNode.prototype;
OscillatorNode.prototype.start = function (at) { sounds.push(at); start.call(this, at); };
"""


def test_news_sounds_once_and_a_muted_page_stays_silent(stage: Stage) -> None:
    tom, tara = stage.visitor(), stage.join(stage.visitor(), "Tara")
    tom.add_init_script(SOUNDS)
    running(stage, stage.join(tom, "Tom"), tara)
    sound = tom.locator(".rail [data-sound]")
    expect(sound).to_have_attribute("aria-pressed", "true")
    watch(tom)
    add(tom, "search", "oldmill", "Leak", rings=True)
    tom.locator("[data-shows=feed]:visible").first.click()
    says(stage, tara, LEAK)
    expect(tom.get_by_text("Leak: 1 new post")).to_be_visible()
    tom.wait_for_function("document.title.startsWith('(')")
    assert tom.evaluate("sounds.length") == 2  # one sound of two notes, whatever else came meanwhile
    sound.click()
    tom.reload()
    expect(sound).to_have_attribute("aria-pressed", "false")
