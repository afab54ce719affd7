"""Coming in and going out, and the language of the screens."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from exercises.models import Invitation, Membership, Organisation, User
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


def test_a_browser_that_tries_many_names_is_stopped(client: Client, cast: Cast):
    for index in range(21):
        last = log_in(client, f"somebody{index}", "whatever it is")
    assert last.status_code == 429
    assert log_in(client, "fiona").status_code == 429


def test_an_address_that_tries_many_names_is_stopped_and_honest_people_are_not(cast: Cast):
    for index in range(21):
        last = log_in(Client(headers={"x-forwarded-for": f"10.0.0.{index}"}), f"n{index}", "whatever it is")
    assert last.status_code == 429
    assert log_in(Client(), "olga").status_code == 302


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    cache.clear()


@pytest.mark.parametrize("name", ["x" * 5000, "é" * 200, "a\tb", "💥", " "])
def test_a_hostile_name_is_refused_plainly(client: Client, db: None, name: str):
    assert log_in(client, name, "whatever").status_code == 400


# Invitations -------------------------------------------------------------------------------------------

ACCOUNT = {
    "full_name": "Nina Roy",
    "username": "nina",
    "password": "three green trams at dawn",
    "again": "three green trams at dawn",
}


def invite(cast: Cast, role: str = "author", **more: Any) -> Invitation:
    valid = {"expires_at": timezone.now() + timedelta(days=1)} | more
    return Invitation.objects.create(organisation=cast.organisation, role=role, **valid)


def test_an_invitation_makes_an_account_with_its_role(client: Client, cast: Cast):
    invitation = invite(cast)
    page = client.get(f"/invite/{invitation.token}/").content.decode()
    assert "Here" in page
    client.cookies["language"] = "fr"
    answer = client.post(f"/invite/{invitation.token}/", ACCOUNT)
    nina = User.objects.get(username="nina")
    assert answer.headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert (nina.is_staff, nina.is_superuser, nina.language) == (True, False, "fr")
    assert Membership.objects.get(user=nina).role == "author"
    invitation.refresh_from_db()
    assert invitation.accepted_by == nina


def test_an_invitation_works_once(cast: Cast):
    invitation = invite(cast)
    Client().post(f"/invite/{invitation.token}/", ACCOUNT)
    again = Client().post(f"/invite/{invitation.token}/", ACCOUNT | {"username": "nora"})
    assert again.status_code == 404
    assert not User.objects.filter(username="nora").exists()


@pytest.mark.parametrize("token", ["x", "a" * 27, "é", "x" * 3000])
def test_an_unknown_invitation_is_answered_like_a_used_one(client: Client, cast: Cast, token: str):
    used = invite(cast, accepted_at=timezone.now())
    texts = [client.get(f"/invite/{t}/") for t in (token, used.token)]
    assert [answer.status_code for answer in texts] == [404, 404]
    assert "This invitation is closed" in texts[0].content.decode()


def test_an_invitation_expires(client: Client, cast: Cast):
    late = invite(cast, expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(f"/invite/{late.token}/").status_code == 404
    assert client.post(f"/invite/{late.token}/", ACCOUNT).status_code == 404
    assert not User.objects.filter(username="nina").exists()


def test_an_invitation_of_a_suspended_organisation_is_closed(client: Client, cast: Cast):
    invitation = invite(cast)
    Organisation.objects.filter(pk=cast.organisation.pk).update(suspended_at=timezone.now())
    assert client.post(f"/invite/{invitation.token}/", ACCOUNT).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"username": ""},
        {"username": "fiona"},
        {"username": "FIONA"},
        {"username": "a b"},
        {"username": "x" * 151},
        {"full_name": ""},
        {"full_name": "x" * 151},
        {"password": "short", "again": "short"},
        {"password": "password123", "again": "password123"},
        {"password": "nina nina", "again": "nina nina"},
        {"again": "something else"},
        {"password": "x" * 2000, "again": "x" * 2000},
    ],
)
def test_a_bad_account_is_refused_and_the_invitation_stays_open(
    client: Client, cast: Cast, change: dict[str, str]
):
    invitation = invite(cast)
    answer = client.post(f"/invite/{invitation.token}/", ACCOUNT | change)
    assert answer.status_code == 400
    assert client.get(f"/invite/{invitation.token}/").status_code == 200
    assert User.objects.count() == 4


def test_somebody_with_an_account_accepts_with_it(client: Client, cast: Cast):
    invitation = invite(cast, role="trainer")
    client.force_login(cast.omar)
    assert "omar" in client.get(f"/invite/{invitation.token}/").content.decode().lower()
    assert client.post(f"/invite/{invitation.token}/").headers["Location"] == "/sessions/"
    assert Membership.objects.get(user=cast.omar, organisation=cast.organisation).role == "trainer"
    assert Membership.objects.get(user=cast.omar, organisation=cast.elsewhere).role == "trainer"


def test_an_invitation_takes_nothing_from_who_is_in_already(client: Client, cast: Cast):
    invitation = invite(cast, role="observer")
    client.force_login(cast.fiona)
    assert client.post(f"/invite/{invitation.token}/").status_code == 400
    assert Membership.objects.get(user=cast.fiona).role == "trainer"
    assert Invitation.objects.get().accepted_at is None


def test_an_observer_who_is_invited_does_not_enter_the_administration(client: Client, cast: Cast):
    client.post(f"/invite/{invite(cast, role='observer').token}/", ACCOUNT)
    assert not User.objects.get(username="nina").is_staff
    assert client.get("/sessions/").status_code == 200
