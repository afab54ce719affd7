"""Every address, as everybody, with true and with senseless parameters: no error, and nothing of others."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client

from exercises.access import seat_cookie
from exercises.memberships import open_administration
from exercises.models import Invitation, PhraseDraft, User
from exercises.people import observe, rate
from exercises.sessions import locked, start_session
from feed import conductor
from socialroom import machine
from socialroom.routes import Route, list_routes
from tests.conftest import Cast, Played, make_session

LEAVING = ("logout", "admin:logout", "leave")
PEOPLE = ["anonymous", "tom", "olga", "adele", "fiona", "omar"]
#: What only people of Here may read: names in its scenario, its session, its people.
OURS = ["Monday", "Linden Bridge", "pont des Tilleuls", "Inès Roche", "Valdor", "derailment", "Tara"]
SENSELESS = ["99999999999999999999999", "' OR 1=1 --é💥", "0", "-1", "x" * 3000]
QUERY = {
    "after": "x",
    "before": "-1",
    "limit": "99999999999999999999",
    "since": "1e400",
    "room": "' OR 1=1",
    "q": "\ufffd%_\\",
    "p": "abc",
    "o": "1.2.-999",
    "e": "1",
    "all": "",
    "scenario": "99999999999999999999999",
    "session": "é",
    "organisation": "1'",
    "_to_field": "password",
    "_popup": "1",
    "next": "//evil.example",
    "app_label": "exercises",
    "model_name": "invitation",
    "field_name": "organisation",
    "term": "\u202e",
}
FORM = {
    "x": "1",
    "lang": "../../etc",
    "next": "javascript:alert(1)",
    "code": "💥" * 500,
    "username": "x" * 3000,
    "password": "y" * 3000,
    "action": "delete_selected",
    "_selected_action": "99999999999999999999999",
    "injects-TOTAL_FORMS": "99999999",
    "injects-INITIAL_FORMS": "-5",
    "organisation": "' OR 1=1",
    "role": "emperor",
    "room": "nowhere",
    "name": "",
    "topics": "[" * 5000,
    "duration": "9" * 4000,
    "file": "no file",
}


@pytest.fixture
def world(cast: Cast, settings: Any) -> Iterator[tuple[Cast, Played]]:
    """A session of Here that has run for some seconds, with a note, a rating, an open invitation and a
    draft of phrases."""
    settings.LLM_URL = "http://127.0.0.1:9/v1"  # nothing is asked, but its pages are there
    for user in (cast.fiona, cast.olga, cast.adele, cast.omar):
        open_administration(user)
    played = make_session(cast, pressure=600)
    with locked(played.session.pk) as session:
        start_session(session, cast.fiona, 1e6)
        observe(session, cast.olga, 1e6, "Well answered on Linden Bridge", played.north)
        rate(session, cast.olga, 1e6, played.north, session.snapshot["objectives"][0]["code"], 4)
    while conductor.advance_room(played.north.pk, 1e6 + 5):
        pass
    Invitation.objects.create(
        organisation=cast.organisation, role="owner", note="Linden Bridge", expires_at="2099-01-01T00:00Z"
    )
    line = {"text": "Linden Bridge", "fault": "", "about": "", "accepted": False}
    draft = {"topic": "derailment", "emotion": "fear", "lang": "en", "state": "draft", "lines": [line]}
    PhraseDraft.objects.create(scenario_id=scenario_pk(played), **draft)
    cache.clear()
    yield cast, played.again()
    cache.clear()


def client_of(name: str, cast: Cast, played: Played) -> Client:
    client = Client(raise_request_exception=False)
    if name == "tom":
        cookie, value = seat_cookie(played.tom)
        client.cookies[cookie] = value
    elif name != "anonymous":
        client.force_login(getattr(cast, name))
    return client


def true_path(route: Route, played: Played, cast: Cast) -> str:
    """The route's address with what exists in Here; secrets that let one in are not among it."""
    values = {
        "pk": scenario_pk(played) if "/admin/" in route.path else played.session.pk,
        "code": "nosuchcode" if route.name == "join-session" else played.north.code,
        "ref": 1,
        "handle": played.session.snapshot["personas"][0]["handle"],
        "token": "unknown",
        "number": 1,
        "debrief": 1,
        "object_id": object_pk(route),
        "id": cast.fiona.pk,
        "content_type_id": 1,
        "url": "nowhere/",
    }
    path = re.sub(r"\^?\(\?P<app_label>[^)]*\)/\$", "exercises/", route.path)
    path = re.sub(r"\(\?P<url>[^)]*\)\$", "nowhere/", path)
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), path)


def scenario_pk(played: Played) -> int:
    assert played.session.scenario is not None
    return played.session.scenario.pk


def object_pk(route: Route) -> int:
    """An object of the model that an address of the administration is about."""
    found = re.match(r"/admin/(\w+)/(\w+)/", route.path)
    if found is None or "object_id" not in route.path or found[1] == "r":
        return 1
    item = apps.get_model(found[1], found[2])._default_manager.order_by("pk").first()
    return item.pk if item is not None else 1


def senseless_paths(route: Route) -> list[str]:
    parts = re.findall(r"<(?:\w+:)?\w+>", route.path)
    if not parts:
        return []
    values = SENSELESS[:2] if route.path.startswith("/admin/") else SENSELESS
    return ["".join(_filled(route.path, value)) for value in values]


def _filled(path: str, value: str) -> Iterator[str]:
    for part in re.split(r"(<(?:\w+:)?\w+>)", path):
        yield value if part.startswith("<") else part


def ask(client: Client, method: str, path: str) -> Any:
    return (
        client.generic("GET", path, QUERY_STRING=as_query()) if method == "GET" else client.post(path, FORM)
    )


def as_query() -> str:
    from urllib.parse import urlencode

    return urlencode(QUERY)


def broken_for(name: str, cast: Cast, played: Played) -> Iterator[str]:
    """Addresses that answered with an error of ours."""
    client = client_of(name, cast, played)
    for route in list_routes():
        if route.path.startswith("/admin/axes"):
            continue
        for path in (true_path(route, played, cast), *senseless_paths(route)):
            answer = ask(client, route.method, path)
            if route.name in LEAVING:
                client = client_of(name, cast, played)
            if answer.status_code >= 500 and route.name != "readyz":
                yield f"{answer.status_code} {route.method} {path[:80]} as {name}"


def body(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode(errors="replace"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", PEOPLE)
def test_no_address_breaks(world: tuple[Cast, Played], name: str):
    assert list(broken_for(name, *world)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["anonymous", "omar"])
def test_no_address_tells_of_others(world: tuple[Cast, Played], name: str):
    cast, played = world
    ours = [*OURS, played.session.join_code, played.tom.seat_token, Invitation.objects.get().token]

    told: list[str] = []
    client = client_of(name, cast, played)
    before = (User.objects.count(), cast.organisation.scenarios.count(), played.session.log_count)
    for route in list_routes():
        for query in ("", "?q=a") if route.method == "GET" else ("",):
            path = true_path(route, played, cast)
            answer = client.get(path + query) if route.method == "GET" else client.post(path, {"post": "yes"})
            client = client_of(name, cast, played) if route.name in LEAVING else client
            text = body(answer)
            told += [f"{word} by {route.method} {path}{query}" for word in ours if word in text]
    assert told == []
    played.again()
    assert (User.objects.count(), cast.organisation.scenarios.count(), played.session.log_count) == before


@pytest.fixture
def checker() -> Path:
    """The Nu HTML Checker."""
    if not machine.has_java_and_npm():
        pytest.skip("the Nu HTML Checker needs Java and npm, which this machine lacks")
    program = machine.html_checker()
    assert program, "the checker could not be installed: python3 manage.py test tries again"
    return program


@pytest.mark.django_db
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_page_is_valid_html(world: tuple[Cast, Played], checker: Path, tmp_path: Path, lang: str):
    pages: dict[str, str] = {}
    for name in PEOPLE:
        client = client_of(name, *world)
        client.cookies["lang"] = lang
        for route in list_routes():
            if route.method != "GET" or route.path.startswith("/admin/"):
                continue
            path = true_path(route, world[1], world[0])
            answer = client.get(path, follow=True)
            if answer.headers["Content-Type"].startswith("text/html"):
                pages[f"{name} {path}"] = body(answer)
    files = {tmp_path / f"{number}.html": page for number, page in enumerate(pages)}
    for file, page in files.items():
        file.write_text(pages[page], encoding="utf-8")
    command = [
        "java",
        "-jar",
        str(checker),
        "--errors-only",
        "--format",
        "json",
        "--stdout",
        *map(str, files),
    ]
    said = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)["messages"]
    assert len({*pages.values()}) > 20
    assert [f"{files[Path(m['url'].removeprefix('file:'))]}: {m['message']}" for m in said] == []
