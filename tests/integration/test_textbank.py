"""Phrases from a model: asked for, waited for, reviewed, accepted; and what may come instead."""

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from exercises.memberships import open_administration
from exercises.models import DraftState, PhraseDraft, Scenario
from exercises.scenarios import dump_scenario, load_scenario, plain
from exercises.sessions import Refused
from feed.crowd.book import book
from feed.crowd.lint import same
from feed.crowd.voice_files import read_phrases
from feed.tasks import answer_drafts
from feed.textbank import decisions, drafts
from feed.textbank.checking import checked, known
from feed.textbank.failures import failure_text, fault_text
from feed.textbank.prompt import EXAMPLES, examples
from socialroom.celery import app as celery_app
from tests.conftest import Cast, make_cast, small_document
from tests.endpoint import Endpoint, Handler, endpoint
from tests.integration.test_people_races import at_once
from tests.laptop import laptop, logged_in

ADD = "/admin/exercises/phrasedraft/add/"
WISH = {"topic": "derailment", "emotion": "anger", "lang": "en", "wanted": 5, "hint": ""}
GOOD = (
    "Nobody answered the phone at {place} all evening.",
    "who checked those rails, and when",
    "{people} {is:people} owed more than a press release",
    "I rode that tram every morning, every single morning.",
    "They knew. {org} knew.",
)


@pytest.fixture
def model(settings: Any) -> Iterator[Endpoint]:
    """A local endpoint, and the product told of it."""
    celery_app.set_default()
    cache.clear()
    with endpoint() as server:
        settings.LLM_URL, settings.LLM_MODEL, settings.LLM_TIMEOUT = server.url, "small", 5
        yield server


@pytest.fixture
def scenario(cast: Cast) -> Scenario:
    for user in (cast.fiona, cast.olga, cast.adele, cast.omar):
        open_administration(user)
    return load_scenario(small_document(), cast.organisation)


@pytest.fixture
def adele(cast: Cast, scenario: Scenario) -> Client:
    client = Client()
    client.force_login(cast.adele)
    return client


def asked(client: Client, scenario: Scenario, **more: Any) -> PhraseDraft:
    """A draft that was asked for on the page, and that a worker looked at."""
    answer = client.post(f"{ADD}?scenario={scenario.pk}", {**WISH, **more})
    assert answer.status_code == 302, answer.content.decode()
    answer_drafts()
    return PhraseDraft.objects.latest("pk")


def page_of(draft: PhraseDraft) -> str:
    return reverse("admin:exercises_phrasedraft_change", args=[draft.pk])


def text_of(client: Client, draft: PhraseDraft) -> str:
    return client.get(page_of(draft)).content.decode()


def own(scenario: Scenario, emotion: str = "anger", lang: str = "en") -> list[str]:
    topic = Scenario.objects.get(pk=scenario.pk).topics[0]
    found: list[str] = topic.get("phrases", {}).get(emotion, {}).get(lang, [])
    return found


# The way it should go --------------------------------------------------------------------------------------


def test_phrases_are_asked_for_reviewed_and_added(
    adele: Client, cast: Cast, scenario: Scenario, model: Endpoint
):
    model.phrases(*GOOD)
    button = f"{ADD}?scenario={scenario.pk}"
    assert button in adele.get(f"/admin/exercises/scenario/{scenario.pk}/change/").content.decode()
    assert "127.0.0.1" in adele.get(button).content.decode()
    draft = asked(adele, scenario)
    assert draft.state == DraftState.DRAFT
    assert [line["text"] for line in draft.lines] == list(GOOD)
    assert not any(line["fault"] or line["accepted"] for line in draft.lines)
    assert own(scenario) == []
    page = text_of(adele, draft)
    assert " checked>" not in page
    edited = "They knew. {org} knew, and kept quiet."
    answer = adele.post(page_of(draft), {"accept": "1", "take-1": "on", "take-4": "on", "text-4": edited})
    assert answer.headers["Location"] == f"/admin/exercises/scenario/{scenario.pk}/change/"
    assert own(scenario) == [GOOD[1], edited]
    draft.refresh_from_db()
    assert (draft.state, draft.requested_by) == (DraftState.ACCEPTED, cast.adele)
    assert [line["accepted"] for line in draft.lines] == [False, True, False, False, True]
    assert LogEntry.objects.filter(object_id=str(scenario.pk), user=cast.adele).exists()
    assert GOOD[1] in text_of(adele, draft)


def test_the_crowd_can_say_what_was_added(adele: Client, scenario: Scenario, model: Endpoint):
    for lang, texts in (
        ("en", GOOD),
        ("fr", ("Personne n'a répondu près de {place}.", "Et {org} se tait ?")),
    ):
        model.phrases(*texts)
        draft = asked(adele, scenario, lang=lang)
        adele.post(page_of(draft), {"accept": "1", "take-0": "on", "take-1": "on"})
    document = plain(dump_scenario(Scenario.objects.get(pk=scenario.pk)))
    for lang in ("en", "fr"):
        assert len(book(document, lang).topics["derailment"].phrases[2]) == 2
    assert own(scenario, lang="fr")[0] == "Personne n’a répondu près {de:place}."


def test_a_language_that_is_still_without_is_told(adele: Client, scenario: Scenario, model: Endpoint):
    model.phrases(*GOOD)
    draft = asked(adele, scenario)
    assert "In French the topic has no phrases" in text_of(adele, draft)
    answer = adele.post(page_of(draft), {"accept": "1", "take-0": "on"}, follow=True)
    assert "In French the topic has no phrases" in answer.content.decode()


def test_the_model_is_told_of_the_scenario_alone(adele: Client, scenario: Scenario, model: Endpoint):
    asked(adele, scenario, hint="More about the {weather} & the <b>cold</b>", wanted=17)
    path, headers, body = model.asked[0]
    assert (path, body["model"], headers["Authorization"]) == ("/v1/chat/completions", "small", "Bearer none")
    told = "\n".join(message["content"] for message in body["messages"])
    for fact in (
        "Valdor Transit",
        "derailment on Linden Bridge",
        "{detail}: the overturned carriage",
        "17 new",
    ):
        assert fact in told
    assert "{authority}: the city council" in told
    assert "<b>cold</b>" in told
    assert "Adele" not in told


def test_the_key_goes_to_the_endpoint(adele: Client, scenario: Scenario, model: Endpoint, settings: Any):
    settings.LLM_KEY = "s3cret"
    draft = asked(adele, scenario)
    assert model.asked[0][1]["Authorization"] == "Bearer s3cret"
    assert "s3cret" not in text_of(adele, draft)


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("emotion", ["like", "fear", "anger", "mockery", "sadness"])
def test_examples_are_phrases_that_the_check_would_take(emotion: str, lang: str):
    found = examples(emotion, lang)
    assert len(set(found)) == EXAMPLES
    lines = checked(found, known([{"code": "x", "details": {lang: ["y"]}}], "x", lang))
    assert {line["fault"] for line in lines} <= {"voice"}


# What may come back ----------------------------------------------------------------------------------------


def listed(*texts: str) -> str:
    return "\n".join(f"{number}. “{text}”" for number, text in enumerate(texts, 1))


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(GOOD),
        "Here you are, with {place}:\n```json\n" + json.dumps({"phrases": GOOD}, indent=1) + "\n```\nEnjoy!",
        json.dumps({"phrases": [{"text": text, "emotion": "anger"} for text in GOOD]}),
        json.dumps({"phrases": GOOD})[:-2] + ', "and then they',
        "<think>\n- not this\n</think>\n" + listed(*GOOD),
        "\n".join(f"- **{text}**" for text in GOOD),
        "\n".join(GOOD),
        [{"type": "thinking", "thinking": []}, {"type": "text", "text": json.dumps(GOOD)}],
    ],
    ids=["list", "fenced", "groups", "cut off", "thoughts", "bullets", "lines", "parts"],
)
def test_phrases_are_found_in_whatever_form_they_come(
    adele: Client, scenario: Scenario, model: Endpoint, content: Any
):
    model.says(content)
    draft = asked(adele, scenario)
    assert [line["text"] for line in draft.lines] == list(GOOD), draft.failure


REFUSAL = "I'm sorry, but I can't help with <b>that</b>."


def reset(handler: Handler) -> None:
    handler.connection.close()


@pytest.mark.parametrize(
    ("send", "failure", "told"),
    [
        (lambda m: m.sends(b"{not json"), "garbage", "cannot be read"),
        (lambda m: m.sends(b""), "garbage", "cannot be read"),
        (lambda m: m.sends(b"\xff\xfe\x00" * 50), "garbage", "cannot be read"),
        (lambda m: m.sends(b"[" * 60_000), "garbage", "cannot be read"),
        (lambda m: m.sends(b'{"choices": []}'), "garbage", "cannot be read"),
        (lambda m: m.sends(b'{"choices": [{"message": 7}]}'), "garbage", "cannot be read"),
        (lambda m: m.sends(b"<html><script>alert(1)</script></html>", kind="text/html"), "garbage", "cannot"),
        (lambda m: m.sends(b"<html>down</html>", 502, "text/html"), "status", "error (502)"),
        (lambda m: m.sends(b'{"error": {"message": "no"}}', 401), "key", "refused the key"),
        (lambda m: m.sends(b"{}", 403), "key", "refused the key"),
        (lambda m: m.sends(b"{}", 404), "model", "does not know the model “small”"),
        (lambda m: m.sends(b"{}", 429), "busy", "too much to do"),
        (lambda m: m.sends(b"{}", 500), "status", "error (500)"),
        (lambda m: m.sends(b"", 302), "status", "error (302)"),
        (lambda m: m.sends(b"x" * 5_000_000, 500), "too_large", "more than a list"),
        (lambda m: m.says("x " * 2_500_000), "too_large", "more than a list"),
        (lambda m: m.says(REFUSAL), "prose", "I&#x27;m sorry, but I can&#x27;t help with &lt;b&gt;that"),
        (lambda m: m.says("No.\x00\u202e\nNever."), "prose", "“No. Never.”"),
        (lambda m: m.says(None, refusal=REFUSAL), "refused", "The model refused. It said: “I&#x27;m sorry"),
        (lambda m: m.says(""), "nothing", "answered with nothing"),
        (lambda m: m.says("<think>hm, {\"phrases\": [\"no\"]}"), "nothing", "answered with nothing"),
        (lambda m: m.says("[" * 50_000), "prose", "no list of phrases"),
        (lambda m: m.phrases(), "prose", "no list of phrases"),
        (lambda m: setattr(m, "answers", reset), "unreachable", "cannot be reached"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told_plainly(
    adele: Client,
    scenario: Scenario,
    model: Endpoint,
    send: Callable[[Endpoint], None],
    failure: str,
    told: str,
):
    send(model)
    draft = asked(adele, scenario)
    assert (draft.state, draft.failure) == (DraftState.FAILED, failure)
    page = text_of(adele, draft)
    assert told in page
    assert "Ask again" in page
    assert "<b>that" not in page
    assert len(model.asked) == 1  # asked once, whatever came


def test_a_compressed_bomb_is_not_unpacked(adele: Client, scenario: Scenario, model: Endpoint):
    bomb = gzip.compress(b" " * 200_000_000, 9)  # takes its time: not while the page waits

    def send(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Encoding", "gzip")
        handler.end_headers()
        handler.wfile.write(bomb)

    model.answers = send
    assert asked(adele, scenario).failure in ("too_large", "garbage")
    assert model.asked[0][1]["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("slow", [lambda h: h.server.over.wait(20), lambda h: h.drip(0.05)])
def test_who_waits_too_long_is_told(
    adele: Client, scenario: Scenario, model: Endpoint, settings: Any, slow: Callable[[Handler], None]
):
    settings.LLM_TIMEOUT = 1
    model.answers = slow
    began = time.monotonic()
    draft = asked(adele, scenario)
    assert time.monotonic() - began < 4
    assert draft.failure == "timeout"
    assert "did not answer within 1 s" in text_of(adele, draft)


def test_an_endpoint_that_is_away_is_told(adele: Client, scenario: Scenario, model: Endpoint):
    model.server_close()
    assert asked(adele, scenario).failure == "unreachable"


def test_what_goes_wrong_in_ourselves_leaves_nobody_waiting(
    adele: Client, scenario: Scenario, model: Endpoint, settings: Any
):
    settings.LLM_KEY = "clé"  # no header can hold it
    draft = asked(adele, scenario)
    assert draft.failure == "unexpected"
    assert "unexpectedly" in text_of(adele, draft)


# What is wrong with a line ---------------------------------------------------------------------------------

VOICE = next(text for _key, text in read_phrases("en") if "{" not in text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("we want {answers_from_above}", "slot"),
        ("we want {place", "slot"),
        ("{de:place} again", "slot"),
        ("have you heard, {claim}?", "claim"),
        ("look at {detail}", "detail"),
        ("<script>alert(1)</script> look", "markup"),
        ("so &lt;b&gt; it is", "markup"),
        ("see https://evil.example/x", "address"),
        ("long " * 60, "too_long"),
        ("…", "empty"),
        (VOICE.upper() + "!", "voice"),
        ("a single line of mine", "scenario"),
        ("I love you all <3", ""),
        ("{a|b|c} people, {is:people} you there? 👩‍🚒", ""),
    ],
)
def test_a_line_is_held_against_grammar_voice_and_scenario(text: str, fault: str):
    topics = [{"code": "t", "phrases": {"fear": {"en": ["A single line, of mine."]}}}]
    (line,) = checked([text], known(topics, "t", "en"))
    assert line["fault"] == fault
    assert bool(fault_text({**line})) == bool(fault)


def test_a_line_that_stands_twice_is_taken_once():
    lines = checked(["They knew.", "they knew!", "They knew"], known([], "t", "en"))
    assert [line["fault"] for line in lines] == ["", "twice", "twice"]


@pytest.mark.parametrize(
    ("raw", "lang", "clean"),
    [
        ("  1.  Hello\tthere\r\nyou ", "en", "Hello there you"),
        ("“It’s late”", "en", "It's late"),
        ("« C'est l'heure. »", "fr", "C’est l’heure."),
        ("Près de {place}, à {place}, De {org}", "fr", "Près {de:place}, {a:place}, {de:org}"),
        ("a\u202eb\u200b\ud800\x00c", "en", "ab c"),
        ("e\u0301te\u0301", "fr", "été"),
        ('\'tis "odd" and "even"', "en", '\'tis "odd" and "even"'),
    ],
)
def test_lines_are_cleaned(raw: str, lang: str, clean: str):
    assert checked([raw], known([], "t", lang))[0]["text"] == clean


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_voice_itself_would_pass_but_for_being_known(lang: str):
    """Nothing that is good in the voice is called bad in a draft."""
    texts = [text for (_emotion, segment, _mode), text in read_phrases(lang) if segment in ("topic", "plain")]
    against = known([{"code": "t", "details": {lang: ["x"]}}], "t", lang)
    assert {line["fault"] for line in checked(texts, against)} == {"voice"}


def test_no_more_than_forty_lines_are_kept(adele: Client, scenario: Scenario, model: Endpoint):
    model.phrases(*(f"This is number {number} of them." for number in range(300)))
    assert len(asked(adele, scenario).lines) == 40


def test_whatever_a_model_writes_is_text(adele: Client, scenario: Scenario, model: Endpoint):
    model.phrases("</textarea><script>alert(1)</script>", '" onfocus="alert(2)', "{place}</td><img src=x>")
    draft = asked(adele, scenario, hint="<script>alert(3)</script>")
    listing = adele.get("/admin/exercises/phrasedraft/").content.decode()
    for page in (text_of(adele, draft), listing):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert '" onfocus' not in page


# Deciding --------------------------------------------------------------------------------------------------


def ready(scenario: Scenario, *texts: str, **more: Any) -> PhraseDraft:
    """A draft that has come, as if a model had written it."""
    lines = checked(texts, known(scenario.topics, "derailment", "en"))
    return PhraseDraft.objects.create(
        scenario=scenario, topic="derailment", emotion="anger", lang="en", state="draft", lines=lines, **more
    )


def test_what_is_ticked_is_looked_at_again_and_taken_whole_or_not(
    adele: Client, scenario: Scenario, model: Endpoint
):
    draft = ready(scenario, *GOOD, "no {nonsense} here", "see www.example.org")
    data = {"accept": "1", "take-0": "on", "take-5": "on", "text-1": "what I wrote <i>meanwhile</i>"}
    answer = adele.post(page_of(draft), data)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "cannot be filled: unknown slot {nonsense}" in page
    assert "what I wrote &lt;i&gt;meanwhile" in page
    assert "holds a web address" in page  # of one that is not ticked
    assert page.count(" checked>") == 2
    assert own(scenario) == []
    assert PhraseDraft.objects.get(pk=draft.pk).state == DraftState.DRAFT
    adele.post(page_of(draft), data | {"text-5": "no nonsense here, please"})
    assert own(scenario) == [GOOD[0], "no nonsense here, please"]


def test_what_the_scenario_says_by_now_is_not_added_twice(adele: Client, scenario: Scenario, model: Endpoint):
    first, second = ready(scenario, *GOOD), ready(scenario, *GOOD)
    adele.post(page_of(first), {"accept": "1", "take-0": "on"})
    assert adele.post(page_of(second), {"accept": "1", "take-0": "on"}).status_code == 400
    assert own(scenario) == [GOOD[0]]


def test_nothing_ticked_adds_nothing(adele: Client, scenario: Scenario, model: Endpoint):
    draft = ready(scenario, *GOOD)
    answer = adele.post(page_of(draft), {"accept": "1", "take-99": "on", "take--1": "on"}, follow=True)
    assert "Tick the phrases" in answer.content.decode()
    assert own(scenario) == []


def test_what_was_rejected_is_never_used(adele: Client, scenario: Scenario, model: Endpoint):
    draft = ready(scenario, *GOOD)
    adele.post(page_of(draft), {"reject": "1"})
    assert PhraseDraft.objects.get(pk=draft.pk).state == DraftState.REJECTED
    assert "was rejected" in text_of(adele, draft)
    answer = adele.post(page_of(draft), {"accept": "1", "take-0": "on"}, follow=True)
    assert "decided on this draft already" in answer.content.decode()
    assert own(scenario) == []


def test_a_topic_that_is_gone_takes_nothing(adele: Client, scenario: Scenario, model: Endpoint):
    draft = ready(scenario, *GOOD)
    Scenario.objects.filter(pk=scenario.pk).update(topics=[])
    assert adele.get(page_of(draft)).status_code == 200
    answer = adele.post(page_of(draft), {"accept": "1", "take-0": "on"}, follow=True)
    assert "not in the scenario any more" in answer.content.decode()


def test_accepted_twice_at_once_is_added_once(each_database: str):
    scenario = load_scenario(small_document(), make_cast().organisation)
    draft = ready(scenario, *GOOD)
    results = at_once(*[lambda: decisions.accept(draft.pk, {}, {0, 1})] * 5)
    assert sum(isinstance(result, PhraseDraft) for result in results) == 1, results
    assert sum(isinstance(result, Refused) for result in results) == 4
    assert own(scenario) == list(GOOD[:2])


def test_two_drafts_accepted_at_once_are_both_added(each_database: str):
    scenario = load_scenario(small_document(), make_cast().organisation)
    pair = [ready(scenario, GOOD[0]), ready(scenario, GOOD[1])]
    at_once(*[lambda draft=draft: decisions.accept(draft.pk, {}, {0}) for draft in pair])
    assert sorted(own(scenario)) == sorted(GOOD[:2])


# Waiting ---------------------------------------------------------------------------------------------------


def waiting(scenario: Scenario, **more: Any) -> PhraseDraft:
    return PhraseDraft.objects.create(
        scenario=scenario, topic="derailment", emotion="anger", lang="en", **more
    )


def test_the_page_says_that_it_waits(adele: Client, scenario: Scenario, model: Endpoint):
    draft = waiting(scenario)
    assert "Waiting for a worker" in text_of(adele, draft)
    PhraseDraft.objects.filter(pk=draft.pk).update(claimed_at=timezone.now())
    page = text_of(adele, draft)
    assert "The model is writing. It has 5 s" in page
    assert "js/admin/draft.js" in page
    adele.post(page_of(draft), {"stop": "1"})
    assert "stopped waiting" in text_of(adele, draft)


def test_a_scenario_asks_for_one_draft_at_a_time(adele: Client, scenario: Scenario, model: Endpoint):
    waiting(scenario)
    answer = adele.post(f"{ADD}?scenario={scenario.pk}", WISH)
    assert answer.status_code == 400
    assert "on their way already" in answer.content.decode()
    assert PhraseDraft.objects.count() == 1


def test_what_was_lost_with_its_worker_is_given_up(adele: Client, scenario: Scenario, model: Endpoint):
    draft = waiting(scenario, claimed_at=timezone.now() - timedelta(seconds=100))
    assert "got lost" in text_of(adele, draft)
    assert asked(adele, scenario).pk != draft.pk


def test_an_answer_that_nobody_waits_for_any_more_is_dropped(
    adele: Client, scenario: Scenario, model: Endpoint
):
    draft = waiting(scenario)
    model.phrases(*GOOD)
    claimed = drafts._claim()
    assert claimed is not None
    adele.post(page_of(draft), {"stop": "1"})
    drafts._answer(claimed)
    draft.refresh_from_db()
    assert (draft.state, draft.failure, draft.lines) == (DraftState.FAILED, "stopped", [])


def test_a_topic_that_is_gone_is_not_asked_about(adele: Client, scenario: Scenario, model: Endpoint):
    draft = waiting(scenario)
    Scenario.objects.filter(pk=scenario.pk).update(topics=[])
    answer_drafts()
    draft.refresh_from_db()
    assert (draft.failure, model.asked) == ("topic", [])


def test_a_process_asks_one_thing_at_a_time(adele: Client, scenario: Scenario, model: Endpoint):
    """The other threads of a laptop's worker are for live rooms."""
    waiting(scenario)
    assert drafts._at_work.acquire(blocking=False)
    try:
        assert drafts.answer_next() is False
    finally:
        drafts._at_work.release()
    assert model.asked == []
    waiting(scenario)
    assert drafts.answer_next() is True
    assert drafts.answer_next() is False
    assert len(model.asked) == 2


def test_the_task_never_waits_in_the_live_queue():
    assert celery_app.amqp.router.route({}, answer_drafts.name)["queue"].name == "slow"


def test_a_start_does_not_load_the_client():
    code = "import django; django.setup(); import sys, socialroom.urls; print('openai' in sys.modules)"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip().endswith("False")


# Who may ---------------------------------------------------------------------------------------------------


def pages_of(draft: PhraseDraft) -> list[str]:
    pages = ("change", "delete", "history")
    return [reverse(f"admin:exercises_phrasedraft_{page}", args=[draft.pk]) for page in pages]


DECIDING = {"accept": "1", "take-0": "on", "post": "yes"}


def test_an_author_of_elsewhere_finds_no_draft_of_here(cast: Cast, scenario: Scenario, model: Endpoint):
    draft = ready(scenario, *GOOD)
    cast.omar.memberships.update(role="author")
    client = Client()
    client.force_login(cast.omar)
    for address in pages_of(draft):
        assert client.get(address).status_code == client.post(address, DECIDING).status_code == 404, address
    assert "derailment" not in client.get("/admin/exercises/phrasedraft/?q=a").content.decode()
    assert own(scenario) == []
    assert PhraseDraft.objects.get().state == DraftState.DRAFT


@pytest.mark.parametrize("name", ["fiona", "olga", "omar"])
def test_who_does_not_write_sees_no_draft(cast: Cast, scenario: Scenario, model: Endpoint, name: str):
    draft = ready(scenario, *GOOD)
    client = Client()
    client.force_login(getattr(cast, name))
    for address in (*pages_of(draft), "/admin/exercises/phrasedraft/", ADD, f"{ADD}?scenario={scenario.pk}"):
        for answer in (client.get(address), client.post(address, WISH | DECIDING)):
            assert answer.status_code in (302, 403, 404), address
            assert answer.status_code != 302 or answer.headers["Location"].startswith("/admin/login/")
    page = client.get(f"/admin/exercises/scenario/{scenario.pk}/change/").content.decode()
    assert "phrasedraft" not in page
    assert own(scenario) == []
    assert PhraseDraft.objects.get().state == DraftState.DRAFT


def test_an_author_of_elsewhere_asks_nothing_for_a_scenario_of_here(
    cast: Cast, scenario: Scenario, model: Endpoint
):
    cast.omar.memberships.update(role="author")
    client = Client()
    client.force_login(cast.omar)
    assert client.get(f"{ADD}?scenario={scenario.pk}").status_code == 404
    assert client.post(f"{ADD}?scenario={scenario.pk}", WISH).status_code == 404
    assert "Linden" not in client.get(ADD).content.decode()
    assert not PhraseDraft.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"topic": "nowhere"},
        {"emotion": "joy"},
        {"lang": "de"},
        {"wanted": 4},
        {"wanted": 41},
        {"hint": "x" * 301},
    ],
)
def test_a_wish_that_cannot_be_is_refused(
    adele: Client, scenario: Scenario, model: Endpoint, wrong: dict[str, Any]
):
    assert adele.post(f"{ADD}?scenario={scenario.pk}", WISH | wrong).status_code == 400
    assert not PhraseDraft.objects.exists()


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, ""])
def test_a_scenario_that_is_none_is_not_found(adele: Client, model: Endpoint, number: str):
    assert adele.get(f"{ADD}?scenario={number}").status_code == 404


@pytest.mark.parametrize("topics", [[], "x", [7], [{"code": "a"}], [{"code": "a", "term": {"en": None}}]])
def test_an_unfinished_scenario_breaks_nothing(
    adele: Client, scenario: Scenario, model: Endpoint, topics: Any
):
    values: dict[str, Any] = {"topics": topics, "at_stake": {}, "vocabulary": {}}
    Scenario.objects.filter(pk=scenario.pk).update(**values)
    assert adele.get(f"{ADD}?scenario={scenario.pk}").status_code == 200
    if isinstance(topics, list) and topics and isinstance(topics[0], dict):
        model.phrases(*GOOD)
        assert asked(adele, scenario, topic="a").state == DraftState.DRAFT


def test_without_an_endpoint_there_is_nothing(adele: Client, scenario: Scenario, settings: Any):
    assert settings.LLM_URL == ""
    addresses = [*pages_of(ready(scenario, *GOOD)), ADD, f"{ADD}?scenario={scenario.pk}"]
    addresses += ["/admin/exercises/phrasedraft/", "/admin/exercises/phrasedraft/1/"]
    for address in addresses:
        assert adele.get(address).status_code == adele.post(address, WISH).status_code == 404
    for address in ("/admin/", "/admin/exercises/", f"/admin/exercises/scenario/{scenario.pk}/change/"):
        assert "phrasedraft" not in adele.get(address).content.decode()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"LLM_URL": "localhost:11434"}, "socialroom.E004"),
        ({"LLM_URL": "ftp://model/v1"}, "socialroom.E004"),
        ({"LLM_URL": "http://model/v1/chat/completions"}, "socialroom.E004"),
        ({"LLM_URL": "http://me:secret@model/v1"}, "socialroom.E004"),
        ({"LLM_URL": "http://[model/v1"}, "socialroom.E004"),
        ({"LLM_URL": "http://model:99999/v1"}, "socialroom.E004"),
        ({"LLM_MODEL": ""}, "socialroom.E005"),
        ({"LLM_TIMEOUT": 0.0}, "socialroom.E006"),
    ],
)
def test_the_check_tells_what_is_wrong_with_the_settings(settings: Any, values: dict[str, Any], told: str):
    settings.LLM_URL, settings.LLM_MODEL = "http://localhost:11434/v1", "small"
    call_command("check")
    for name, value in values.items():
        setattr(settings, name, value)
    with pytest.raises(SystemCheckError, match=told) as found:
        call_command("check")
    assert "HINT" in str(found.value)
    assert "secret" not in str(found.value)


def test_french_authors_read_french(adele: Client, scenario: Scenario, model: Endpoint):
    model.says(REFUSAL)
    draft = asked(adele, scenario)
    adele.cookies["language"] = "fr"
    assert "Le modèle n’a pas donné de liste" in text_of(adele, draft)
    with translation.override("fr"):
        assert failure_text("timeout") != failure_text("unreachable")


# Whole -----------------------------------------------------------------------------------------------------


def test_on_a_laptop_it_works_from_page_to_page(tmp_path: Path):
    """The real server, its worker and a model beside it."""
    with endpoint() as server, laptop(tmp_path) as machine:
        server.phrases(*GOOD)
        machine.env |= {"SOCIALROOM_LLM_URL": server.url, "SOCIALROOM_LLM_MODEL": "small"}
        machine.run("migrate", "-v0")
        made = machine.prepared()
        machine.run("shell", "-v0", "-c", "from exercises.models import Membership as M\n"
                    "M.objects.filter(user__username='fiona').update(role='owner')")  # fmt: skip
        machine.start()
        fiona = logged_in(machine, made)
        page = f"{ADD}?scenario=1"
        fields = {name: str(value) for name, value in WISH.items()}
        status, where = fiona.submit(machine.address, page, **fields)
        assert (status, where[:-9]) == (302, "/admin/exercises/phrasedraft/"), where
        deadline = time.monotonic() + 15
        while "who checked those rails" not in (shown := fiona.get(machine.address, where)[1]):
            assert time.monotonic() < deadline, shown
            time.sleep(0.1)
        assert fiona.submit(machine.address, where, **{"accept": "1", "take-0": "on"})[0] == 302
        assert "was added" in fiona.get(machine.address, "/admin/exercises/scenario/1/change/")[1]


def test_same_is_what_the_voice_check_calls_double():
    assert same("It’s late!") == same("it s LATE")
