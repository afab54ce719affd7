"""Coming in and going out, and the language of the screens."""

import pytest
from django.test import Client

from exercises.models import User
from tests.conftest import PASSWORD, Cast

pytestmark = pytest.mark.django_db


def log_in(client: Client, name: str, password: str = PASSWORD, **extra: str):
    return client.post("/login/", {"username": name, "password": password, **extra})


def test_a_trainer_lands_on_the_sessions(client: Client, cast: Cast):
    assert log_in(client, "fiona").url == "/sessions/"


def test_an_author_lands_where_scenarios_are_written(client: Client, cast: Cast):
    User.objects.filter(pk=cast.adele.pk).update(is_staff=True)
    assert log_in(client, "adele").url == "/admin/"


def test_log_in_leads_back_to_where_one_was_going(client: Client, cast: Cast):
    assert log_in(client, "fiona", next="/sessions/new/").url == "/sessions/new/"


@pytest.mark.parametrize(
    "where", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"]
)
def test_log_in_never_leads_elsewhere(client: Client, cast: Cast, where: str):
    assert log_in(client, "fiona", next=where).url == "/sessions/"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(client: Client, cast: Cast):
    wrong = log_in(client, "fiona", "not her password")
    unknown = log_in(client, "nobody", "not her password")
    assert wrong.status_code == unknown.status_code == 400
    assert "do not go together" in wrong.content.decode()
    assert "do not go together" in unknown.content.decode()


def test_the_language_of_the_account_becomes_that_of_the_browser(client: Client, cast: Cast):
    User.objects.filter(pk=cast.fiona.pk).update(language="fr")
    assert log_in(client, "fiona").cookies["language"].value == "fr"


def test_a_guest_chooses_a_language(client: Client, db: None):
    answer = client.post("/language/", {"lang": "fr", "next": "/join/"})
    assert answer.headers["Location"] == "/join/"
    assert 'lang="fr"' in client.get("/join/").content.decode()


def test_a_user_chooses_a_language_for_good(client: Client, cast: Cast):
    client.force_login(cast.fiona)
    client.post("/language/", {"lang": "fr"})
    cast.fiona.refresh_from_db()
    assert cast.fiona.language == "fr"


@pytest.mark.parametrize("lang", ["", "de", "en" * 500, "../fr"])
def test_an_unknown_language_is_refused_and_changes_nothing(client: Client, cast: Cast, lang: str):
    client.force_login(cast.fiona)
    answer = client.post("/language/", {"lang": lang})
    cast.fiona.refresh_from_db()
    assert (answer.status_code, cast.fiona.language) == (400, "en")
    assert "language" not in answer.cookies


def test_log_out_ends_the_log_in(client: Client, cast: Cast):
    client.force_login(cast.fiona)
    assert client.post("/logout/").headers["Location"] == "/login/"
    assert client.get("/sessions/").status_code == 302


def test_a_link_cannot_log_anybody_out(client: Client, cast: Cast):
    client.force_login(cast.fiona)
    assert client.get("/logout/").status_code == 405
    assert client.get("/sessions/").status_code == 200


def test_ten_wrong_passwords_close_the_log_in_for_that_name(client: Client, cast: Cast):
    for _index in range(10):
        last = log_in(client, "fiona", "wrong again")
    assert last.status_code == 429
    assert "Too many wrong passwords" in last.content.decode()
    assert log_in(client, "fiona").status_code == 429


def test_who_is_inside_is_never_locked_out(client: Client, cast: Cast):
    client.force_login(cast.fiona)
    for _index in range(11):
        log_in(Client(), "fiona", "wrong again")
    assert client.get("/sessions/").status_code == 200


def test_others_behind_the_same_address_get_in(client: Client, cast: Cast):
    for _index in range(11):
        log_in(Client(), "fiona", "wrong again")
    assert log_in(client, "olga").status_code == 302


@pytest.mark.parametrize("name", ["x" * 5000, "é" * 200, "a\tb", "💥", " "])
def test_a_hostile_name_is_refused_plainly(client: Client, db: None, name: str):
    assert log_in(client, name, "whatever").status_code == 400
