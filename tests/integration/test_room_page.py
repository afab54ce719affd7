"""The trainees' page: who gets it, and what it must and must not say."""

import json
import re
import time
from typing import Any

import pytest
from django.test import Client

from exercises import sessions
from exercises.access import seat_cookie
from feed.avatars import face_of
from tests.conftest import Played

pytestmark = pytest.mark.django_db


def seated(participant: Any) -> Client:
    client = Client()
    name, value = seat_cookie(participant)
    client.cookies[name] = value
    return client


def page_state(page: str) -> dict[str, Any]:
    found = re.search(r'<script id="page-state" type="application/json">(.*?)</script>', page, re.S)
    assert found
    return dict(json.loads(found[1]))


def test_a_trainee_sees_the_briefing_before_the_start(played: Played) -> None:
    page = seated(played.tom).get(f"/room/{played.north.code}/").content.decode()
    assert "You speak for Valdor Transit" in page
    assert "Your function: Spokesperson" in page
    assert re.search(r'id="network"[^>]* hidden', page)
    assert not re.search(r'id="briefing"[^>]* hidden', page)


def test_once_it_runs_the_network_is_there_from_the_first_byte(played: Played, cast: Any) -> None:
    sessions.open_lobby(played.session, cast.fiona, time.time())
    sessions.start_session(played.again().session, cast.fiona, time.time())
    page = seated(played.tom).get(f"/room/{played.north.code}/").content.decode()
    assert re.search(r'id="briefing"[^>]* hidden', page)
    assert page_state(page)["clock"]["state"] == "running"


def test_every_page_carries_the_banner_and_wants_no_robots(played: Played) -> None:
    tom = seated(played.tom)
    for address in ("/join/", "/seat/", f"/room/{played.north.code}/", "/nothing-here/", "/join/WRONG/"):
        answer = tom.get(address)
        page = answer.content.decode()
        assert "EXERCISE — nothing here is real" in page, address
        assert 'name="robots" content="noindex' in page, address
        assert "noindex" in answer["X-Robots-Tag"], address


def test_no_page_points_outside(played: Played) -> None:
    tom = seated(played.tom)
    for address in ("/join/", "/seat/", f"/room/{played.north.code}/", "/nothing-here/"):
        page = tom.get(address).content.decode()
        assert not re.findall(r'(?:href|src|action)="(?:https?:)?//', page), address
        assert not re.findall(r"\sstyle=|<script>|\son\w+=", page), address


def test_the_page_names_the_accounts_that_a_trainee_holds(played: Played) -> None:
    state = page_state(seated(played.tom).get(f"/room/{played.north.code}/").content.decode())
    team = [p["handle"] for p in played.session.snapshot["personas"] if p.get("team")]
    assert [account["handle"] for account in state["accounts"]][:-1] == team
    assert state["accounts"][-1]["code"] == "own"
    assert state["socket"] == f"/ws/room/{played.north.code}/"


def test_no_word_of_the_script_is_in_a_trainees_page(played: Played) -> None:
    page = seated(played.tom).get(f"/room/{played.north.code}/").content.decode()
    for inject in played.session.snapshot["injects"]:
        assert inject["content"]["en"][:40] not in page
    assert str(played.session.seed) not in page_state(page)
    for secret in ("emotion", "rumour_code", "objectives", "shock"):
        assert secret not in json.dumps(page_state(page))


def test_a_stranger_is_sent_to_the_door(played: Played) -> None:
    assert Client().get(f"/room/{played.north.code}/")["Location"] == "/join/"


def test_an_unknown_room_is_not_found(played: Played) -> None:
    for code in ("zzzz", "%00", "a" * 300):
        assert Client().get(f"/room/{code}/").status_code in (400, 404)


def test_a_trainee_of_the_other_team_is_not_let_in(played: Played) -> None:
    assert seated(played.tim).get(f"/room/{played.north.code}/").status_code == 404


def test_staff_of_another_organisation_see_nothing(played: Played, cast: Any) -> None:
    client = Client()
    client.force_login(cast.omar)
    assert client.get(f"/room/{played.north.code}/").status_code == 404


def test_staff_look_on_without_an_account_to_speak_from(played: Played, cast: Any) -> None:
    client = Client()
    client.force_login(cast.olga)
    page = client.get(f"/room/{played.north.code}/").content.decode()
    assert page_state(page)["accounts"] == []
    assert "You are looking on." in page


def test_avatars_are_pictures_that_never_change() -> None:
    answer = Client().get("/avatars/255.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "immutable" in answer["Cache-Control"]
    assert answer.content.startswith(b"<svg")
    assert b"http://" not in answer.content.replace(b"http://www.w3.org/", b"").replace(
        b"http://purl.org/", b""
    ).replace(b"http://creativecommons.org/", b"")
    assert answer.content == Client().get("/avatars/255.svg").content
    assert Client().get("/avatars/256.svg").status_code == 404


def test_a_handle_always_has_the_same_face() -> None:
    assert face_of("Emma_Legrand42") == face_of("emma_legrand42") == 171
    assert 0 <= face_of("été") < 256
