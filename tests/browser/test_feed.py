"""Stories of trainees in real browsers."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from tests.browser.conftest import PHONE, Stage

HOSTILE = '<script>document.title = "broken"</script> & <b>bold</b> @ValdorTransit #Test'


def feed(page: Page) -> Locator:
    return page.locator("[data-view=feed]")


def posts(page: Page, view: str = "feed") -> Locator:
    return page.locator(f"[data-view={view}] .stream > .post")


def write(page: Page, text: str) -> None:
    page.locator("[data-compose]:visible").first.click()
    page.get_by_label("Text of the post").fill(text)
    page.get_by_role("button", name="Publish").click()


def speak_as_oneself(page: Page, name: str) -> None:
    page.locator(".rail .identity", has_text=name).click()


def running(stage: Stage, *pages: Page) -> None:
    """The trainer starts; every page turns into the network by itself, and posts come."""
    stage.trainer("sessions.start_session")
    for page in pages:
        expect(page.locator("#network")).to_be_visible()
        expect(posts(page).nth(5)).to_be_attached(timeout=30_000)


def test_from_the_code_to_a_post_that_the_team_sees(stage: Stage) -> None:
    tom = stage.visitor()
    tom.goto(stage.url("/join/"))
    code = stage.made["code"]
    tom.get_by_label("Code").fill(f" {code[:5].lower()}-{code[5:].lower()} ")
    tom.get_by_role("button", name="Go on").click()
    tom.get_by_label("Your name in the exercise").fill("Tom")
    tom.get_by_label("North").check()
    tom.get_by_label("Spokesperson").check()
    tom.get_by_label("I have read this and agree.").check()
    tom.get_by_role("button", name="Join", exact=True).click()
    expect(tom.get_by_role("heading", name="Your mission").first).to_be_visible()
    expect(tom.get_by_text("Your function: Spokesperson").first).to_be_visible()
    tara = stage.join(stage.visitor(), "Tara")
    tim = stage.join(stage.visitor(), "Tim", "South")
    running(stage, tom, tara, tim)

    write(tom, HOSTILE)
    for page in (tom, tara):
        page.locator(".rail [data-shows=ours]").click()
        expect(posts(page, "ours").first.locator(".post__text")).to_have_text(HOSTILE)
        expect(posts(page, "ours").first.locator(".post__name")).to_have_text("Valdor Transit")
        assert "broken" not in page.title()
    tim.locator(".rail [data-shows=ours]").click()
    expect(tim.get_by_text("Your team has not said anything yet")).to_be_visible()

    speak_as_oneself(tara, "Tara")
    posts(tara, "ours").first.locator("[data-act=reply]").click()
    tara.get_by_label("Text of the post").fill("Well said.")
    tara.get_by_role("button", name="Publish").click()
    tom.locator(".rail [data-shows=mentions]").click()
    expect(posts(tom, "mentions").filter(has_text="Well said.")).to_have_count(1)
    posts(tom, "mentions").filter(has_text="Well said.").locator(".post__replying").click()
    expect(tom.locator("[data-view=post] .post").first).to_contain_text("bold")
    expect(tom.locator("[data-view=post] .post", has_text="Well said.")).to_have_count(1)
    tom.go_back()
    expect(tom.locator("[data-view=mentions]")).to_be_visible()


def test_likes_reports_and_deletions_reach_the_others(stage: Stage) -> None:
    tom, tara = (stage.join(stage.visitor(), name) for name in ("Tom", "Tara"))
    running(stage, tom, tara)
    write(tom, "This will be taken back.")
    for page in (tom, tara):
        page.locator(".rail [data-shows=ours]").click()
    post = posts(tara, "ours").first
    expect(post).to_contain_text("This will be taken back.")
    post.locator("[data-act=like]").click()
    expect(post.locator("[data-act=like]")).to_have_attribute("aria-pressed", "true")
    expect(posts(tom, "ours").first.locator("[data-slot=likes]")).not_to_be_empty()

    post.locator("[data-act=more]").click()
    expect(tara.locator("#post-menu [data-act=report]")).to_be_hidden()  # nobody reports the own team
    tara.keyboard.press("Escape")
    tara.locator(".rail [data-shows=feed]").click()
    others = tara.locator("[data-view=feed] .post:not(.post--team, [data-kind=share])")
    seq = others.first.get_attribute("data-seq")
    tara.locator(f"[data-view=feed] .post[data-seq='{seq}'] [data-act=more]").click()
    tara.locator("#post-menu [data-act=report]").click()
    tara.get_by_label("It is false").check()
    tara.locator("#report").get_by_role("button", name="Report", exact=True).click()
    expect(tara.get_by_text("Thank you. The report went out.")).to_be_visible()
    tara.locator(".rail [data-shows=ours]").click()

    posts(tom, "ours").first.locator("[data-act=more]").click()
    tom.locator("#post-menu [data-act=delete]").click()
    tom.locator("#remove").get_by_role("button", name="Delete").click()
    for page in (tom, tara):
        expect(posts(page, "ours").first.locator(".post__text")).to_have_text("This post was deleted.")


def test_a_changed_text_reaches_the_others_and_shows_what_it_was(stage: Stage) -> None:
    tom, tara = (stage.join(stage.visitor(), name) for name in ("Tom", "Tara"))
    running(stage, tom, tara)
    write(tom, "Trains run at half past eihgt.")
    for page in (tom, tara):
        page.locator(".rail [data-shows=ours]").click()
    post = posts(tara, "ours").first
    expect(post).to_contain_text("eihgt")
    expect(post.locator(".post__edited")).to_be_hidden()

    post.locator("[data-act=more]").click()
    tara.locator("#post-menu [data-act=edit]").click()
    dialog = tara.locator("#rewrite")
    expect(dialog.get_by_label("The new text")).to_have_value("Trains run at half past eihgt.")
    dialog.get_by_label("The new text").fill(HOSTILE)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    for page in (tom, tara):
        expect(posts(page, "ours").first.locator(".post__text")).to_have_text(HOSTILE)
        expect(posts(page, "ours").first.locator(".post__edited")).to_be_visible()

    posts(tom, "ours").first.locator(".post__edited").click()
    versions = tom.locator("#versions .version__text")
    expect(versions).to_have_text([HOSTILE, "Trains run at half past eihgt."])
    tom.keyboard.press("Escape")
    tom.reload()
    tom.locator(".rail [data-shows=ours]").click()
    expect(posts(tom, "ours").first.locator(".post__edited")).to_be_visible()

    stage.trainer("sessions.pause_session")
    expect(tara.get_by_text("The exercise is paused.")).to_be_visible()
    posts(tara, "ours").first.locator("[data-act=more]").click()
    tara.locator("#post-menu [data-act=edit]").click()
    dialog.get_by_label("The new text").fill("Typed while nothing runs.")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("not running")
    expect(dialog.get_by_label("The new text")).to_have_value("Typed while nothing runs.")


def test_two_who_write_at_once_are_told_of_each_other(stage: Stage) -> None:
    tom, tara = (stage.join(stage.visitor(), name) for name in ("Tom", "Tara"))
    running(stage, tom, tara)
    stage.trainer("sessions.pause_session")
    beside = tara.locator("#composer [data-part=others]")
    tom.locator("[data-compose]:visible").first.click()
    tara.locator("[data-compose]:visible").first.click()
    expect(beside).to_be_hidden()
    tom.get_by_label("Text of the post").type("We are")
    expect(beside).to_have_text("Tom is writing as Valdor Transit")
    tom.locator("#composer [data-closes]").click()
    expect(beside).to_be_hidden()
    tara.locator("#composer [data-closes]").click()

    number = posts(tom).first.get_attribute("data-seq")
    for page in (tom, tara):
        page.locator(f'[data-view=feed] .post[data-seq="{number}"] [data-act=reply]').click()
        page.get_by_label("Text of the post").fill("Both of us.")
    for page, other in ((tom, "Tara"), (tara, "Tom")):
        expect(page.locator("#composer [data-part=others]")).to_have_text(
            f"{other} is answering this post too"
        )
        expect(page.locator("#composer")).to_be_visible()


def test_single_keys_do_what_is_done_most_and_can_be_switched_off(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    running(stage, tom)
    stage.trainer("sessions.pause_session")
    expect(tom.get_by_text("The exercise is paused.")).to_be_visible()
    tom.keyboard.press("j")
    expect(posts(tom).nth(0)).to_be_focused()
    tom.keyboard.press("j")
    tom.keyboard.press("j")
    expect(posts(tom).nth(2)).to_be_focused()
    tom.keyboard.press("k")
    expect(posts(tom).nth(1)).to_be_focused()
    tom.keyboard.press("r")
    expect(tom.locator("#composer-title")).to_have_text("Your reply")
    tom.keyboard.type("nj/?")
    expect(tom.get_by_label("Text of the post")).to_have_value("nj/?")
    tom.get_by_label("Text of the post").fill("")
    tom.keyboard.press("Escape")
    tom.keyboard.press("n")
    expect(tom.locator("#composer-title")).to_have_text("New post")
    tom.keyboard.press("Escape")
    tom.keyboard.press("?")
    keys = tom.locator("#keys")
    expect(keys).to_be_visible()
    keys.get_by_role("switch").uncheck()
    tom.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    for key in ("?", "n", "/", "j", "k"):
        tom.keyboard.press(key)
    expect(tom.locator("dialog[open]")).to_have_count(0)
    tom.reload()
    expect(posts(tom).nth(2)).to_be_attached()
    tom.keyboard.press("n")
    expect(tom.locator("#composer")).to_be_hidden()
    tom.get_by_role("button", name="Keyboard shortcuts").click()
    expect(keys.get_by_role("switch")).not_to_be_checked()


def test_a_post_of_the_crowd_cannot_be_deleted_by_a_trainee(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    running(stage, tom)
    stage.trainer("sessions.pause_session")
    expect(tom.get_by_text("The exercise is paused.")).to_be_visible()
    posts(tom).nth(2).locator("[data-act=more]").click()
    expect(tom.locator("#post-menu [data-act=report]")).to_be_visible()
    expect(tom.locator("#post-menu [data-act=delete]")).to_be_hidden()
    expect(tom.locator("#post-menu [data-act=edit]")).to_be_hidden()


def test_nothing_moves_while_one_reads(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    running(stage, tom)
    flowed(tom, 40)
    tom.mouse.move(640, 400)
    tom.mouse.wheel(0, 900)
    expect(feed(tom).locator(".pill")).to_be_visible()
    read = tom.evaluate_handle("document.elementFromPoint(640, 300).closest('.post')")
    before = read.evaluate("node => node.getBoundingClientRect().top")
    waiting = number_in(feed(tom).locator(".pill").inner_text())
    tom.wait_for_timeout(4000)
    assert read.evaluate("node => node.getBoundingClientRect().top") == before
    assert number_in(feed(tom).locator(".pill").inner_text()) > waiting

    feed(tom).locator(".pill").click()
    expect(feed(tom).locator(".pill")).to_be_hidden()
    assert tom.evaluate("scrollY") == 0
    newest = seq_of(posts(tom).first)
    tom.mouse.move(100, 700)
    tom.wait_for_function(
        "seq => Number(document.querySelector('[data-view=feed] .stream .post').dataset.seq) > seq",
        arg=newest,
    )


def flowed(page: Page, number: int) -> None:
    """Waits until so many posts have come; the column holds those in sight, and some."""
    newest = page.locator("[data-view=feed] .stream > .post").first
    newest.wait_for()
    page.wait_for_function(
        "seq => Number(document.querySelector('[data-view=feed] .stream > .post').dataset.seq) >= seq",
        arg=number,
    )
    assert posts(page).count() < 20


def number_in(text: str) -> int:
    found = re.search(r"\d+", text)
    assert found, text
    return int(found[0])


def seq_of(post: Locator) -> int:
    return int(post.get_attribute("data-seq") or 0)


def thinned(route: WebSocketRoute) -> None:
    """The line to the server, on which every window brings three posts and leaves the others out."""
    server = route.connect_to_server()

    def pass_on(message: str | bytes) -> None:
        frame = json.loads(message)
        if frame["type"] == "window":
            frame["left_out"] += len(frame["posts"][3:])
            frame["posts"] = frame["posts"][:3]
        route.send(json.dumps(frame))

    server.on_message(pass_on)


@pytest.mark.parametrize("pressure", [10_000])
def test_scrolling_back_finds_every_post_in_order(stage: Stage) -> None:
    tom = stage.visitor()
    tom.route_web_socket(re.compile("/ws/room/"), thinned)
    stage.join(tom, "Tom")
    running(stage, tom)
    tom.wait_for_timeout(12_000)
    stage.trainer("sessions.pause_session")
    expect(tom.get_by_text("The exercise is paused.")).to_be_visible()
    total = len(all_seqs(tom))
    assert total > 200
    tom.mouse.move(100, 700)
    expect(feed(tom).locator(".pill")).to_be_hidden()
    down, _in_sight = scroll_through(tom, 500, until=AT_THE_END)
    up, in_sight = scroll_through(tom, -500, until="() => scrollY === 0")
    assert down | up == in_sight == set(range(1, total + 1))


def all_seqs(page: Page) -> list[int]:
    """The numbers of all posts, as the API has them."""
    script = """async () => { const base = JSON.parse(document.getElementById('page-state').textContent).api;
      const seqs = [];
      for (;;) {
        const page = await (await fetch(`${base}posts?after=${seqs.at(-1) ?? 0}&limit=500`)).json();
        if (!page.posts.length) return seqs;
        seqs.push(...page.posts.map((post) => post.seq));
      } }"""
    return list(page.evaluate(script))


def scroll_through(page: Page, step: int, until: str) -> tuple[set[int], set[int]]:
    """Scrolls by `step` pixels until it is so: the numbers of the posts that were there, and in sight.

    Along the way the posts stand in order without doubles, and never more than a window of them.
    """
    page.mouse.move(640, 400)
    there: set[int] = set()
    in_sight: set[int] = set()
    for _turn in range(600):
        shown, visible = page.evaluate(SHOWN)
        assert shown == sorted(set(shown), reverse=True)
        assert len(shown) <= 170
        there |= set(shown)
        in_sight |= set(visible)
        if page.evaluate(until):
            return there, in_sight
        page.mouse.wheel(0, step)
        page.wait_for_timeout(150)
        page.wait_for_function(LOADED)
    raise AssertionError(f"no end after {len(there)} posts")


AT_THE_END = """() => !document.querySelector('[data-view=feed] [data-part=end]').hidden
  && scrollY + innerHeight > document.documentElement.scrollHeight - 2"""
LOADED = "() => document.querySelector('[data-view=feed] [data-part=loading]').hidden"
SHOWN = """() => {
  const cards = [...document.querySelectorAll('[data-view=feed] .stream > .post')];
  const inSight = cards.filter((card) => {
    const box = card.getBoundingClientRect();
    return box.bottom > 80 && box.top < innerHeight;
  });
  return [cards.map((card) => Number(card.dataset.seq)), inSight.map((card) => Number(card.dataset.seq))];
}"""


@pytest.mark.parametrize("pressure", [10_000])
def test_the_page_stays_small_however_long_it_runs(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    running(stage, tom)
    tom.mouse.move(100, 700)
    tom.wait_for_timeout(10_000)
    assert tom.evaluate("document.querySelectorAll('.post').length") <= 110
    assert tom.evaluate("document.querySelectorAll('*').length") < 6000


def test_a_refusal_says_why_and_keeps_the_text(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    running(stage, tom)
    stage.trainer("sessions.pause_session")
    expect(tom.get_by_text("The exercise is paused.")).to_be_visible()
    write(tom, "Too early.")
    failed = tom.locator("#outbox .post")
    expect(failed).to_contain_text("nothing can be published now")
    stage.trainer("sessions.resume_session")
    expect(tom.get_by_text("The exercise is paused.")).to_be_hidden()
    failed.get_by_role("button", name="Try again").click()
    tom.locator(".rail [data-shows=ours]").click()
    expect(posts(tom, "ours").filter(has_text="Too early.")).to_have_count(1)


def test_a_seat_moves_to_a_phone_by_its_code(stage: Stage) -> None:
    laptop, phone = stage.join(stage.visitor(), "Tom"), stage.visitor(**PHONE)
    running(stage, laptop)
    code = stage.trainer("people.make_seat_code", participant(stage, "Tom"))["code"]
    phone.goto(stage.url("/seat/"))
    assert stage.machine.address.startswith("127.") or not phone.evaluate("isSecureContext")
    phone.get_by_label("Code").fill(code)
    phone.get_by_role("button", name="Take my seat").click()
    expect(posts(phone).first).to_be_visible()
    expect(laptop.get_by_text("Your seat has been closed.")).to_be_visible()
    write(phone, "From my phone.")
    phone.locator("#tabbar [data-shows=ours]").tap()
    expect(posts(phone, "ours").first).to_contain_text("From my phone.")


def participant(stage: Stage, name: str) -> int:
    find = "from exercises.models import Participant as P; print(P.objects.get(name={!r}, session={}).pk)"
    script = find.format(name, stage.made["pk"])
    return int(stage.machine.run("shell", "-v0", "-c", script).strip().splitlines()[-1])


def test_who_is_removed_is_told_and_the_page_stays_shut(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    running(stage, tom)
    stage.trainer("people.remove_participant", participant(stage, "Tom"))
    expect(tom.get_by_text("Your seat has been closed.")).to_be_visible()
    tom.reload()
    expect(tom.get_by_role("heading", name="Your seat has been closed")).to_be_visible()


def test_the_end_thanks_and_leaves_the_feed_to_read(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    running(stage, tom)
    stage.trainer("sessions.end_session")
    expect(tom.get_by_text("The exercise is over. Thank you.")).to_be_visible()
    expect(tom.locator(".rail [data-compose]")).to_be_disabled()
    tom.reload()
    expect(tom.get_by_text("The exercise is over. Thank you.")).to_be_visible()
    expect(posts(tom).nth(5)).to_be_attached()


def test_the_banner_stays_in_sight_on_a_phone_even_while_writing(stage: Stage) -> None:
    tom = stage.join(stage.visitor(**PHONE), "Tom")
    running(stage, tom)
    tom.locator("#tabbar [data-compose]").tap()
    banner = tom.get_by_text("EXERCISE — nothing here is real")
    expect(banner).to_be_in_viewport()
    covering: Any = banner.evaluate(
        "node => { const box = node.getBoundingClientRect();"
        " return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === node; }"
    )
    dialog_top = tom.locator("#composer").evaluate("node => node.getBoundingClientRect().top")
    assert covering or dialog_top >= banner.evaluate("node => node.getBoundingClientRect().bottom") - 1
    assert tom.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_feed_is_told_by_keyboard_alone(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    running(stage, tom)
    stage.trainer("sessions.pause_session")
    expect(tom.get_by_text("The exercise is paused.")).to_be_visible()
    expect(posts(tom).first).to_have_attribute("data-seq", str(max(all_seqs(tom))))  # the last has dripped
    posts(tom).first.focus()
    tom.keyboard.press("j")
    expect(posts(tom).nth(1)).to_be_focused()
    tom.keyboard.press("k")
    expect(posts(tom).first).to_be_focused()
    tom.keyboard.press("r")
    expect(tom.get_by_label("Text of the post")).to_be_focused()
    expect(tom.get_by_role("heading", name="Your reply")).to_be_visible()
    tom.keyboard.press("Escape")
    expect(tom.locator("#composer")).to_be_hidden()
