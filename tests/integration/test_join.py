"""The door: codes, names, seats, and who gets in whatever somebody else tries."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from exercises import people, sessions
from exercises.access import seat_cookie
from exercises.models import LogEntry, Participant, State
from exercises.wrong_codes import LIMIT
from tests.conftest import Played

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_tried_yet() -> None:
    cache.clear()


@pytest.fixture
def lobby(played: Played, cast: Any) -> Played:
    sessions.open_lobby(played.session, cast.fiona, time.time())
    return played.again()


def form(played: Played, name: str = "Nadia", **changes: str) -> dict[str, str]:
    return {"name": name, "room": played.north.code, "function": "", "consent": "on"} | changes


def door(played: Played) -> str:
    return f"/join/{played.session.join_code}/"


def seat_of(client: Client, played: Played) -> Participant:
    return played.session.participants.get(name="Nadia")


def test_a_name_and_consent_lead_to_the_room(lobby: Played) -> None:
    client = Client()
    answer = client.post(door(lobby), form(lobby, function="spokesperson"))
    assert (answer.status_code, answer["Location"]) == (302, f"/room/{lobby.north.code}/")
    nadia = seat_of(client, lobby)
    assert (nadia.room, nadia.function, nadia.role) == (lobby.north, "spokesperson", "trainee")
    assert nadia.consented_at is not None
    assert client.get(answer["Location"]).status_code == 200


def test_the_seat_is_a_cookie_that_scripts_cannot_read(lobby: Played) -> None:
    client = Client()
    client.post(door(lobby), form(lobby))
    cookie = client.cookies[f"seat{lobby.session.pk}"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_joining_is_in_the_log(lobby: Played) -> None:
    Client().post(door(lobby), form(lobby))
    entry = LogEntry.objects.filter(session=lobby.session, what="join").get()
    assert (entry.who, entry.source, entry.room) == ("Nadia", "trainee", lobby.north)


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}-", "- {} -"])
def test_a_code_opens_however_it_is_typed(lobby: Played, typed: str) -> None:
    code = lobby.session.join_code
    spaced = typed.format(f"{code[:5].lower()} {code[5:].lower()}")
    answer = Client().post("/join/", {"code": spaced}, follow=True)
    assert answer.redirect_chain == [(door(lobby), 302)]
    assert answer.status_code == 200


def test_without_consent_nobody_joins(lobby: Played) -> None:
    fields = form(lobby)
    del fields["consent"]
    answer = Client().post(door(lobby), fields)
    assert answer.status_code == 400
    assert "You can only join if you agree" in answer.content.decode()
    assert not lobby.session.participants.filter(name="Nadia").exists()


def test_a_name_is_given_once(lobby: Played) -> None:
    answer = Client().post(door(lobby), form(lobby, name="tom"))
    assert answer.status_code == 400
    assert "already has this name" in answer.content.decode()


def test_the_room_of_another_session_is_no_choice(lobby: Played) -> None:
    answer = Client().post(door(lobby), form(lobby, room="abcd2345"))
    assert answer.status_code == 400
    assert "Choose a team." in answer.content.decode()


def test_hostile_names_are_text(lobby: Played) -> None:
    client = Client()
    answer = client.post(door(lobby), form(lobby, name="<script>alert(1)</script>"), follow=True)
    page = answer.content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_same_browser_takes_its_seat_back(lobby: Played) -> None:
    client = Client()
    client.post(door(lobby), form(lobby))
    assert client.get(door(lobby))["Location"] == f"/room/{lobby.north.code}/"
    assert "Go on as Nadia in North" in client.get("/join/").content.decode()
    assert lobby.session.participants.filter(name="Nadia").count() == 1


@pytest.mark.parametrize("state", [State.DRAFT, State.ENDED])
def test_a_closed_session_lets_nobody_in(lobby: Played, state: str) -> None:
    lobby.session.state = state
    lobby.session.save()
    assert Client().get(door(lobby)).status_code == 403
    assert Client().post(door(lobby), form(lobby)).status_code == 403
    assert not lobby.session.participants.filter(name="Nadia").exists()


def test_a_locked_lobby_lets_nobody_in(lobby: Played, cast: Any) -> None:
    people.lock_lobby(lobby.session, cast.fiona, time.time(), True)
    answer = Client().post(door(lobby), form(lobby))
    assert answer.status_code == 403
    assert "The trainer has closed the lobby" in answer.content.decode()


def test_who_was_removed_is_told_so(lobby: Played, cast: Any) -> None:
    client = Client()
    client.post(door(lobby), form(lobby))
    people.remove_participant(lobby.session, cast.fiona, time.time(), seat_of(client, lobby).pk)
    assert client.get(f"/room/{lobby.north.code}/").status_code == 403
    assert client.get(door(lobby)).status_code == 403


def test_a_one_time_code_moves_the_seat_and_works_once(lobby: Played, cast: Any) -> None:
    laptop, phone, thief = Client(), Client(), Client()
    laptop.post(door(lobby), form(lobby))
    nadia = seat_of(laptop, lobby)
    code = people.make_seat_code(lobby.session, cast.fiona, time.time(), nadia.pk)["code"]

    assert (
        phone.post("/seat/", {"code": f"{code[:3]}-{code[3:]}".lower()})["Location"]
        == f"/room/{lobby.north.code}/"
    )
    assert phone.get(f"/room/{lobby.north.code}/").status_code == 200
    assert laptop.get(f"/room/{lobby.north.code}/")["Location"] == "/join/"
    assert thief.post("/seat/", {"code": code}).status_code == 404


def test_an_old_one_time_code_opens_nothing(lobby: Played) -> None:
    Participant.objects.filter(pk=lobby.tom.pk).update(
        move_code="ABCD2345", move_code_until=timezone.now() - timedelta(seconds=1)
    )
    assert Client().post("/seat/", {"code": "ABCD2345"}).status_code == 404


def test_leaving_gives_the_seat_up(lobby: Played) -> None:
    client = Client()
    client.post(door(lobby), form(lobby))
    answer = client.post("/leave/", {"room": lobby.north.code})
    assert answer["Location"] == "/join/"
    assert client.get(f"/room/{lobby.north.code}/")["Location"] == "/join/"
    assert client.post(door(lobby), form(lobby)).status_code == 302  # the name is free again


def test_a_cookie_of_another_making_opens_nothing(lobby: Played) -> None:
    name, value = seat_cookie(lobby.tom)
    forger = Client()
    forger.cookies[name] = value[:-2] + ("AA" if value[-2:] != "AA" else "BB")
    assert forger.get(f"/room/{lobby.north.code}/")["Location"] == "/join/"


def test_a_wrong_and_an_unknown_code_read_alike(lobby: Played) -> None:
    wrong = Client().get("/join/AAAAAAAAAA/")
    odd = Client().get("/join/%F0%9F%98%80/")
    assert wrong.status_code == odd.status_code == 404
    assert "This code opens nothing" in wrong.content.decode()
    assert "This code opens nothing" in odd.content.decode()


def test_a_browser_that_guesses_is_barred_even_with_the_right_code(lobby: Played) -> None:
    guesser = Client()
    answers = [guesser.get(f"/join/WRONG{number}/").status_code for number in range(LIMIT + 2)]
    assert answers[0] == 404
    assert answers[-1] == 429
    assert guesser.get(door(lobby)).status_code == 429
    assert guesser.post("/seat/", {"code": "ABCD2345"}).status_code == 429


def test_guessers_without_cookies_are_refused_by_address_whatever_they_claim(lobby: Played) -> None:
    statuses = [
        Client().get(f"/join/WRONG{number}/", headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code
        for number in range(LIMIT + 2)
    ]
    assert statuses[0] == 404
    assert statuses[-1] == 429


def test_sixty_honest_joiners_get_in_behind_the_address_of_a_guesser(lobby: Played) -> None:
    for number in range(LIMIT + 5):
        Client().get(f"/join/WRONG{number}/")
    for number in range(60):
        answer = Client().post(door(lobby), form(lobby, name=f"Honest {number}"))
        assert answer.status_code == 302
    assert lobby.session.participants.filter(name__startswith="Honest").count() == 60


def test_who_is_inside_stays_inside_whatever_was_guessed(lobby: Played) -> None:
    client = Client()
    client.post(door(lobby), form(lobby))
    for number in range(LIMIT + 5):
        client.get(f"/join/WRONG{number}/")
    assert client.get(f"/room/{lobby.north.code}/").status_code == 200


def test_nobody_joins_a_suspended_organisation(lobby: Played, cast: Any) -> None:
    cast.organisation.suspended_at = timezone.now()
    cast.organisation.save()
    assert Client().get(door(lobby)).status_code == 404


def test_without_a_choice_the_emptiest_room_is_given(lobby: Played) -> None:
    lobby.session.rooms.filter(pk=lobby.north.pk).delete()
    Client().post(door(lobby), {"name": "Nadia", "consent": "on"})
    assert lobby.session.participants.get(name="Nadia").room == lobby.south


def test_a_trainer_who_tries_it_out_does_not_become_a_trainee(lobby: Played, cast: Any) -> None:
    client = Client()
    client.force_login(cast.fiona)
    client.post(door(lobby), form(lobby, name="Nadia"))
    assert lobby.session.participants.get(name="Nadia").user is None
