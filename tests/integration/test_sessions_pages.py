"""The trainer's pages: who gets them, what they offer, and what a wrong form or place is told."""

import json
import re
import shutil
import time
from collections import namedtuple
from typing import Any

import pytest
import segno
from django.conf import LazySettings
from django.test import Client

from exercises import preflight, sessions
from exercises.models import Scenario, Session, User
from exercises.scenarios import load_scenario
from exercises.views import qr_path
from tests.conftest import Cast, Played, make_session, small_document

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")


def as_(user: User, lang: str = "en") -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE=lang)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page_json(page: str, name: str) -> Any:
    found = re.search(rf'<script id="{name}" type="application/json">(.*?)</script>', page, re.S)
    assert found, name
    return json.loads(found[1])


def addresses(played: Played) -> list[str]:
    pk = played.session.pk
    return ["/sessions/", "/sessions/new/", f"/sessions/{pk}/", f"/sessions/{pk}/join/"]


# Who gets in --------------------------------------------------------------------------------------


def test_home_sends_staff_to_their_sessions_and_everybody_else_to_join(cast: Cast) -> None:
    assert as_(cast.fiona).get("/")["Location"] == "/sessions/"
    assert as_(cast.olga).get("/")["Location"] == "/sessions/"
    assert Client().get("/")["Location"] == "/join/"
    assert as_(cast.adele).get("/")["Location"] == "/join/"
    User.objects.filter(pk=cast.adele.pk).update(is_staff=True)
    assert as_(cast.adele).get("/")["Location"] == "/admin/"


def test_nobody_unknown_sees_a_page_of_the_trainers(played: Played) -> None:
    for address in [*addresses(played), f"/sessions/{played.session.pk}/preflight/"]:
        answer = Client().get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/login/"), address


def test_a_session_of_another_organisation_does_not_exist(played: Played, cast: Cast) -> None:
    omar = as_(cast.omar)
    assert "Monday" not in omar.get("/sessions/").content.decode()
    for rest in ("", "join/", "preflight/"):
        assert omar.get(f"/sessions/{played.session.pk}/{rest}").status_code == 404
    assert omar.get("/sessions/999999/").status_code == 404


def test_an_author_is_told_that_sessions_are_not_open_to_her(played: Played, cast: Cast) -> None:
    for address in addresses(played):
        assert as_(cast.adele).get(address).status_code == 403, address


def test_an_observer_watches_but_is_offered_nothing_that_steers(played: Played, cast: Cast) -> None:
    olga = as_(cast.olga)
    page = olga.get(f"/sessions/{played.session.pk}/").content.decode()
    assert "You observe this session" in page
    assert page_json(page, "dashboard-data")["may_steer"] is False
    for tool in (
        "data-verb",
        "data-asks=",
        'id="speak"',
        'data-does="fire"',
        'data-does="remove"',
        "lobby-lock",
    ):
        assert tool not in page.replace('data-asks="observe"', ""), tool
    assert 'data-does="note"' in page
    assert olga.get(f"/sessions/{played.session.pk}/preflight/").status_code == 403
    assert olga.get("/sessions/new/").status_code == 403
    assert "New session" not in olga.get("/sessions/").content.decode()


def test_a_suspended_organisation_has_no_pages(played: Played, cast: Cast) -> None:
    cast.organisation.suspended_at = "2026-01-01T00:00:00Z"
    cast.organisation.save()
    assert as_(cast.fiona).get(f"/sessions/{played.session.pk}/").status_code == 404
    assert as_(cast.fiona).get("/sessions/").status_code == 403


def test_pages_only_answer_to_what_they_are_for(played: Played, cast: Cast) -> None:
    fiona = as_(cast.fiona)
    for address in (
        f"/sessions/{played.session.pk}/",
        "/sessions/",
        f"/sessions/{played.session.pk}/preflight/",
    ):
        assert fiona.post(address).status_code == 405, address


# What the pages say -------------------------------------------------------------------------------


def test_every_page_carries_the_banner_and_points_nowhere_outside(played: Played, cast: Cast) -> None:
    for address in addresses(played):
        answer = as_(cast.fiona).get(address)
        page = answer.content.decode()
        assert answer.status_code == 200, address
        assert "EXERCISE — nothing here is real" in page, address
        assert "noindex" in answer["X-Robots-Tag"], address
        assert not re.findall(r'(?:href|src|action)="(?:https?:)?//', page), address
        assert not re.findall(r"<[^>]+ style=|<style|<script>|onclick=", page), address


def test_the_list_shows_what_is_under_way_first(played: Played, cast: Cast) -> None:
    page = as_(cast.fiona).get("/sessions/").content.decode()
    assert "Under way" not in page
    assert "Monday" in page
    assert "North · South" in page
    sessions.open_lobby(played.session, cast.fiona, time.time())
    assert "Under way" in as_(cast.fiona).get("/sessions/").content.decode()


def test_an_empty_list_says_how_to_begin(cast: Cast) -> None:
    page = as_(cast.fiona).get("/sessions/").content.decode()
    assert "No session yet" in page
    assert "Make the first one" in page


def test_the_dashboard_is_given_the_script_in_the_language_of_the_session(cast: Cast) -> None:
    played = make_session(cast, lang="fr")
    page = as_(cast.fiona).get(f"/sessions/{played.session.pk}/").content.decode()
    data = page_json(page, "dashboard-data")
    assert data["title"] == "Le tramway du pont des Tilleuls"
    assert [room["name"] for room in data["rooms"]] == ["North", "South"]
    assert len(data["injects"]) == len(small_document().injects)
    assert data["phases"][0]["offset"] == 0
    assert all(inject["title"] and inject["content"] for inject in data["injects"])
    assert all(inject["when"] for inject in data["injects"] if inject["state"] == "waiting")


def test_a_trainer_cannot_speak_as_the_account_of_the_team(played: Played, cast: Cast) -> None:
    page = as_(cast.fiona).get(f"/sessions/{played.session.pk}/").content.decode()
    codes = {persona["code"] for persona in page_json(page, "dashboard-data")["personas"]}
    team = {persona.code for persona in small_document().personas if persona.team}
    assert codes
    assert not codes & team


def test_editing_the_scenario_does_not_change_the_dashboard_of_its_session(
    played: Played, cast: Cast
) -> None:
    Scenario.objects.update(title={"en": "Another story"})
    page = as_(cast.fiona).get(f"/sessions/{played.session.pk}/").content.decode()
    assert page_json(page, "dashboard-data")["title"] == "The tram on Linden Bridge"


def test_names_are_shown_as_they_were_typed(played: Played, cast: Cast) -> None:
    hostile = '<script>alert("x")</script>'
    Session.objects.update(name=hostile)
    played.north.name = hostile
    played.north.save()
    for address in addresses(played):
        page = as_(cast.fiona).get(address).content.decode()
        assert hostile not in page, address
    assert "&lt;script&gt;" in as_(cast.fiona).get("/sessions/").content.decode()


def test_words_for_every_entry_of_the_log_are_there(played: Played, cast: Cast) -> None:
    """What the verbs write must not reach a trainer as a code."""
    now = time.time()
    for verb in (
        sessions.open_lobby,
        sessions.start_session,
        sessions.pause_session,
        sessions.resume_session,
    ):
        verb(played.session, cast.fiona, now)
    sessions.set_pressure(played.session, cast.fiona, now, 500)
    sessions.set_speed(played.session, cast.fiona, now, 2)
    sessions.jump_session(played.session, cast.fiona, now, 120)
    sessions.end_session(played.session, cast.fiona, now)
    page = as_(cast.fiona).get(f"/sessions/{played.session.pk}/").content.decode()
    words = page_json(page, "dashboard-texts")["log"]
    assert {entry.what for entry in played.session.log.all()} <= set(words)


# A new session ------------------------------------------------------------------------------------


@pytest.fixture
def scenario(cast: Cast) -> Scenario:
    return load_scenario(small_document(), cast.organisation)


def filled_in(scenario: Scenario, **changes: Any) -> dict[str, Any]:
    return {"scenario": scenario.pk, "lang": "en", "rooms": ["Red", "Blue"], "follow": "on", **changes}


def test_a_new_session_has_its_rooms_language_and_seed(scenario: Scenario, cast: Cast) -> None:
    fields = filled_in(scenario, name="Tuesday", lang="fr", rooms=["Rouge", " Bleu  ciel ", ""], seed="42")
    answer = as_(cast.fiona).post("/sessions/new/", fields)
    made = Session.objects.get()
    assert answer["Location"] == f"/sessions/{made.pk}/"
    assert (made.name, made.lang, made.seed, made.state) == ("Tuesday", "fr", 42, "draft")
    assert [room.name for room in made.rooms.all()] == ["Rouge", "Bleu ciel"]
    assert {room.pressure for room in made.rooms.all()} == {None}
    assert made.log.get().what == "create"


def test_without_a_name_it_is_called_like_its_scenario(scenario: Scenario, cast: Cast) -> None:
    as_(cast.fiona).post("/sessions/new/", filled_in(scenario))
    assert Session.objects.get().name == "The tram on Linden Bridge"


def test_a_pressure_of_its_own_is_where_the_dial_stands(scenario: Scenario, cast: Cast) -> None:
    fields = filled_in(scenario, pressure="1500")
    del fields["follow"]
    as_(cast.fiona).post("/sessions/new/", fields)
    assert {room.pressure for room in Session.objects.get().rooms.all()} == {1500}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"rooms": ["", "  "]}, "Give at least one room a name."),
        ({"rooms": ["Red", "red"]}, "Two rooms have the same name."),
        ({"rooms": [f"Room {n}" for n in range(13)]}, "A session has at most 12 rooms."),
        ({"rooms": ["R" * 81]}, "A room’s name has at most 80 characters."),
        ({"lang": "de"}, "Select a valid choice"),
        ({"scenario": "999999"}, "Select a valid choice"),
        ({"scenario": "' OR 1=1"}, "Select a valid choice"),
        ({"follow": "", "pressure": ""}, "Give a pressure, or let the session follow the scenario."),
        ({"follow": "", "pressure": "10001"}, "less than or equal to 10000"),
        ({"follow": "", "pressure": "-1"}, "greater than or equal to 0"),
        ({"seed": "99999999999999999999"}, "less than or equal to"),
        ({"seed": "a"}, "Enter a whole number."),
        ({"name": "x" * 121}, "at most 120 characters"),
    ],
)
def test_a_wrong_form_is_told_what_is_wrong_and_makes_nothing(
    scenario: Scenario, cast: Cast, changes: dict[str, Any], told: str
) -> None:
    fields = {name: value for name, value in (filled_in(scenario) | changes).items() if value != ""}
    answer = as_(cast.fiona).post("/sessions/new/", fields)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Session.objects.exists()


def test_a_scenario_that_lacks_the_language_is_refused(scenario: Scenario, cast: Cast) -> None:
    scenario.languages = ["en"]
    scenario.save()
    answer = as_(cast.fiona).post("/sessions/new/", filled_in(scenario, lang="fr"))
    assert "This scenario is not written in that language." in answer.content.decode()
    assert not Session.objects.exists()


def test_the_scenario_of_another_organisation_cannot_be_run(scenario: Scenario, cast: Cast) -> None:
    omar = as_(cast.omar)
    assert "The tram on Linden Bridge" not in omar.get("/sessions/new/").content.decode()
    assert omar.post("/sessions/new/", filled_in(scenario)).status_code == 400
    assert not Session.objects.exists()


def test_without_a_scenario_the_page_says_what_is_missing(cast: Cast) -> None:
    assert "There is no scenario yet" in as_(cast.fiona).get("/sessions/new/").content.decode()


# Joining and checking -----------------------------------------------------------------------------


def test_the_qr_code_is_the_one_of_the_link() -> None:
    link = "http://192.0.2.7:8000/join/ABCDEFGHJK/"
    drawn = qr_path(link)
    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn["path"])}
    matrix = segno.make(link, error="m", boost_error=True).matrix
    assert drawn["side"] == len(matrix)
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, cell in enumerate(row) if cell}


def test_the_join_page_shows_the_address_by_which_this_machine_is_reached(
    played: Played, cast: Cast, settings: LazySettings
) -> None:
    settings.LAN_ADDRESSES = lambda: ["192.0.2.7", "10.0.0.1"]
    address = f"/sessions/{played.session.pk}/join/"
    by_loopback = as_(cast.fiona).get(address, headers={"host": "127.0.0.1:8123"}).content.decode()
    assert "192.0.2.7:8123/join/" in by_loopback
    assert played.session.join_code[:5] in by_loopback
    by_name = as_(cast.fiona).get(address, headers={"host": "localhost"}).content.decode()
    assert "192.0.2.7/join/" in by_name


def test_without_a_network_the_join_page_says_so(played: Played, cast: Cast, settings: LazySettings) -> None:
    settings.LAN_ADDRESSES = lambda: []
    page = as_(cast.fiona).get(f"/sessions/{played.session.pk}/join/", headers={"host": "localhost"})
    assert "This machine is on no network" in page.content.decode()


def checks(played: Played, cast: Cast) -> dict[str, dict[str, str]]:
    answer = as_(cast.fiona).get(
        f"/sessions/{played.session.pk}/preflight/", headers={"host": "127.0.0.1:8123"}
    )
    assert answer.status_code == 200
    return {check["code"]: check for check in answer.json()["checks"]}


def test_the_check_tells_of_everything_that_an_exercise_needs(
    played: Played, cast: Cast, settings: LazySettings
) -> None:
    settings.LAN_ADDRESSES = lambda: ["192.0.2.7"]
    found = checks(played, cast)
    assert set(found) >= {"address", "disk", "database", "pdf", "progress", "layer"}
    assert found["address"]["detail"] == "People join at http://192.0.2.7:8123."
    assert found["database"]["state"] == "ok"
    assert found["layer"]["state"] == "ok"


def test_a_machine_that_nobody_can_reach_is_found(played: Played, cast: Cast, settings: LazySettings) -> None:
    settings.LAN_ADDRESSES = lambda: []
    found = checks(played, cast)["address"]
    assert found["state"] == "bad"
    assert "Wi-Fi" in found["cure"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://localhost:8000", True),
        ("http://127.0.1.1", True),
        ("http://[::1]", True),
        ("http://192.0.2.7:8000", False),
        ("https://exercise.example", False),
    ],
)
def test_an_address_of_this_machine_alone_is_known_as_such(address: str, expected: bool) -> None:
    assert preflight.is_loopback(address) is expected


@pytest.mark.parametrize(("free", "state"), [(5e9, "ok"), (1e9, "warn"), (1e8, "bad")])
def test_a_disk_that_fills_up_is_found(
    played: Played, cast: Cast, monkeypatch: pytest.MonkeyPatch, free: float, state: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(1e12, 1e12 - free, free))
    found = checks(played, cast)["disk"]
    assert found["state"] == state
    assert bool(found["cure"]) == (state != "ok")


def test_a_session_that_stands_still_is_found(played: Played, cast: Cast) -> None:
    now = time.time()
    sessions.start_session(played.session, cast.fiona, now)
    assert checks(played, cast)["progress"]["state"] == "ok"
    Session.objects.update(ticked_at=now - 60)
    found = checks(played, cast)["progress"]
    assert (found["state"], found["detail"]) == ("bad", "1 running session stands still.")


def test_the_check_leaves_the_session_as_it_was(played: Played, cast: Cast) -> None:
    before = Session.objects.values().get()
    checks(played, cast)
    assert Session.objects.values().get() == before


def test_a_check_that_breaks_is_a_finding_and_no_broken_page(
    played: Played, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(session: Session, address: str) -> preflight.Check:
        raise OSError("no such device")

    monkeypatch.setattr(preflight, "_more", [broken])
    found = checks(played, cast)["broken"]
    assert (found["state"], found["detail"]) == ("bad", "This could not be checked: OSError")
