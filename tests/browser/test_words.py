"""The story of words that stand out, in a search and in a column."""

import json

from playwright.sync_api import expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, Stage
from tests.browser.test_blocked import searched
from tests.browser.test_feed import running
from tests.browser.test_watch import arrange, column, watch

SAY = """
import json, time
from exercises.access import access_session
from exercises.models import Session, User
from feed import steering
from feed.messages import PersonaPost
staff = access_session(User.objects.get(username="fiona"), {pk})
for number, text in enumerate({texts!r}):
    said = dict(persona="ines-roche", channel="microblog", text=text)
    message = PersonaPost(type="persona_post", key=f"key-word-{{number:04}}", **said)
    steering.steer(staff, message, time.time())
print(json.dumps(True))
"""
TEXTS = [f"Quokka in the aquarium, number {n} <b>tank</b> #Flood" for n in range(8)]


def test_a_word_that_stands_out_opens_its_search(stage: Stage) -> None:
    tom = stage.join(stage.visitor(), "Tom")
    running(stage, tom)
    code = SAY.format(pk=stage.made["pk"], texts=TEXTS)
    assert json.loads(stage.machine.run("shell", "-v0", "-c", code).strip().splitlines()[-1])
    searched(tom, "quokka")
    found = tom.locator("[data-view=search]")
    found.get_by_role("button", name="Words").click()
    words = found.get_by_role("region", name="Words that stand out")
    expect(words.get_by_role("button", name="aquarium")).to_be_visible()
    expect(words.get_by_role("button", name="tank")).to_be_visible()
    expect(words.get_by_role("list", name="Hashtags").get_by_role("button", name="#flood")).to_be_visible()
    expect(words.get_by_role("button", name="quokka", exact=True)).to_have_count(0)
    assert_accessible(tom)
    words.get_by_role("button", name="aquarium").click()
    expect(found.get_by_label("Search the posts")).to_have_value("aquarium")
    expect(words.get_by_role("button", name="Quokka")).to_be_visible()

    found.get_by_role("button", name="Watch this").click()
    arrange(tom, "aquarium", "words")
    shown = column(tom, "aquarium").get_by_role("region", name="Words that stand out")
    expect(shown.get_by_role("button", name="Quokka")).to_be_visible()
    shown.get_by_label("Over how long").select_option("60")
    expect(shown.get_by_role("button", name="Quokka")).to_be_visible()
    assert_accessible(tom)
    tom.wait_for_timeout(1500)  # what is kept goes out calmly
    tom.emulate_media(color_scheme="dark")
    tom.set_viewport_size({"width": 360, "height": 740})
    tom.reload()
    expect(shown.get_by_label("Over how long")).to_have_value("60")
    expect(shown.get_by_role("button", name="Quokka")).to_be_visible()
    assert_accessible(tom)
    assert tom.evaluate("document.documentElement.scrollWidth <= innerWidth")
    arrange(tom, "aquarium", "words")
    expect(shown).to_be_hidden()


def test_on_a_phone_a_column_of_mentions_says_when_nothing_stands_out(stage: Stage) -> None:
    tom = stage.join(stage.visitor(**PHONE), "Tom")
    running(stage, tom)
    watch(tom)
    tom.locator("#watch [data-does=quick][data-kind=mentions]").click()
    arrange(tom, "Mentions", "words")
    expect(column(tom, "Mentions").locator(".cloud__note")).to_contain_text("posts")
    assert_accessible(tom)
