"""The story of an account that somebody does not want to see any more."""

import json

from playwright.sync_api import Page, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import Stage
from tests.browser.test_feed import running

SAYS = """
import json, time
from exercises.access import access_session
from exercises.models import Session, User
from feed import steering
from feed.messages import PersonaPost
staff = access_session(User.objects.get(username="fiona"), {pk})
said = dict(persona={persona!r}, channel="microblog", text={text!r})
made = steering.steer(staff, PersonaPost(type="persona_post", key="key-{key}", **said), time.time())
print(json.dumps(list(made["posts"].values())[0]))
"""


def says(stage: Stage, persona: str, text: str, key: str) -> int:
    code = SAYS.format(pk=stage.made["pk"], persona=persona, text=text, key=key)
    return int(json.loads(stage.machine.run("shell", "-v0", "-c", code).strip().splitlines()[-1]))


def searched(page: Page, word: str) -> None:
    page.locator("[data-shows=search]:visible").first.click()
    page.locator("[data-view=search] [name=q]").fill(word)
    page.keyboard.press("Enter")


def test_a_blocked_account_is_seen_nowhere_until_that_is_taken_back(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    tara = stage.join(stage.visitor(), "Tara")
    running(stage, tom, tara)
    first = says(stage, "ines-roche", "Hear hear @Valdor_Transit quokka", "00000001")
    searched(tom, "quokka")
    card = tom.locator(f"[data-view=search] .post[data-post='{first}']")
    expect(card).to_be_visible()
    card.locator("[data-act=author]").click()
    assert_accessible(tom)
    tom.locator("#author").get_by_role("button", name="Block", exact=True).click()
    expect(tom.get_by_text("you see nothing of this account any more")).to_be_visible()
    expect(card).to_be_hidden()

    second = says(stage, "ines-roche", "Once more @Valdor_Transit quokka", "00000002")
    tara.locator("[data-shows=mentions]:visible").first.click()
    expect(tara.locator(f"[data-view=mentions] .post[data-post='{second}']")).to_be_visible()
    tom.locator("[data-shows=mentions]:visible").first.click()
    expect(tom.locator(f"[data-view=mentions] .post[data-post='{second}']")).to_be_hidden()
    tom.reload()
    searched(tom, "quokka")
    expect(tom.locator(f"[data-view=search] .post[data-post='{second}']")).to_be_attached()
    expect(tom.locator(f"[data-view=search] .post[data-post='{second}']")).to_be_hidden()

    tom.locator("[data-shows=watch]:visible").first.click()
    expect(tom.locator("#blocked")).to_contain_text("@")
    assert_accessible(tom)
    tom.locator("#blocked button").click()
    expect(tom.locator("#blocked")).to_be_hidden()
    searched(tom, "quokka")
    expect(tom.locator(f"[data-view=search] .post[data-post='{second}']")).to_be_visible()


def test_the_official_account_blocks_for_the_whole_team(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    tara = stage.join(stage.visitor(), "Tara")
    running(stage, tom, tara)
    ref = says(stage, "tram-troll", "Late again @Valdor_Transit numbat", "00000003")
    for page in (tom, tara):
        searched(page, "numbat")
        expect(page.locator(f"[data-view=search] .post[data-post='{ref}']")).to_be_visible()
    tom.locator(f"[data-view=search] .post[data-post='{ref}'] [data-act=author]").click()
    expect(tom.locator("#author [data-does=block-team]")).to_contain_text("Block as")
    assert_accessible(tom)
    tom.locator("#author [data-does=block-team]").click()
    expect(tom.get_by_text("@Valdor_Transit has blocked @railroast")).to_be_visible()
    for page in (tom, tara):
        expect(page.locator(f"[data-view=search] .post[data-post='{ref}']")).to_be_hidden()
    tara.locator("[data-shows=watch]:visible").first.click()
    expect(tara.locator("#blocked")).to_contain_text("@railroast, by @Valdor_Transit")
    assert_accessible(tara)
    tara.locator("#blocked button").click()
    expect(tara.locator("#blocked")).to_be_hidden()
    expect(tom.locator(f"[data-view=search] .post[data-post='{ref}']")).to_be_visible()
