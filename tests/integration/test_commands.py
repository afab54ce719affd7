"""The plain commands: what they print, what they refuse."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from exercises.models import Membership, Organisation, User
from tests.conftest import Cast

GOOD = "three green trams at dawn"


def said(command: str, *arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out, **options)
    return out.getvalue()


# create_owner ----------------------------------------------------------------------------------------


def owner(
    tmp_path: Path, *more: str, name: str = "Ville de Nord", username: str = "nina", password: str = GOOD
):
    (tmp_path / "password").write_text(password + "\n")
    file = str(tmp_path / "password")
    return said(
        "create_owner", "--organisation", name, "--username", username, "--password-file", file, *more
    )


@pytest.mark.django_db
def test_create_owner_makes_an_organisation_and_somebody_who_enters(tmp_path: Path, client: Client):
    text = owner(tmp_path)
    assert "Ville de Nord" in text
    assert "nina" in text
    assert Organisation.objects.get().slug == "ville-de-nord"
    assert Membership.objects.get().role == "owner"
    assert not User.objects.get().is_superuser
    assert client.post("/login/", {"username": "nina", "password": GOOD}).status_code == 302
    assert client.get("/admin/exercises/invitation/add/").status_code == 200


@pytest.mark.django_db
def test_create_owner_adds_an_owner_to_an_organisation_that_is_there(tmp_path: Path):
    owner(tmp_path)
    assert "was there already" in owner(tmp_path, username="nora", name="ville de nord")
    assert Organisation.objects.count() == 1
    assert Membership.objects.filter(role="owner").count() == 2


@pytest.mark.django_db
def test_two_organisations_of_like_names_get_addresses_of_their_own(tmp_path: Path):
    owner(tmp_path, name="Ville de Nord")
    owner(tmp_path, name="Ville-de-Nord", username="nora")
    owner(tmp_path, name="東京", username="nils")
    slugs = set(Organisation.objects.values_list("slug", flat=True))
    assert slugs == {"ville-de-nord", "ville-de-nord-2", "organisation"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"username": "no spaces please"}, "username"),
        ({"username": ""}, "--username"),
        ({"username": "x" * 200}, "username"),
        ({"name": "x" * 500}, "name"),
        ({"name": "   "}, "name"),
        ({"password": "short"}, "too short"),
        ({"password": "password123"}, "too common"),
        ({"password": ""}, "no password"),
        ({"password": "x" * 5000}, "no password"),
    ],
)
def test_create_owner_refuses_plainly_and_makes_nothing(tmp_path: Path, change: dict[str, str], told: str):
    with pytest.raises(CommandError, match=told):
        owner(tmp_path, **change)
    assert not Organisation.objects.exists()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_create_owner_takes_no_name_twice(cast: Cast, tmp_path: Path):
    with pytest.raises(CommandError, match="username"):
        owner(tmp_path, username="fiona")
    assert not Organisation.objects.filter(name="Ville de Nord").exists()


@pytest.mark.django_db
def test_create_owner_reads_variables(monkeypatch: pytest.MonkeyPatch):
    for name, value in (("ORGANISATION", "Nord"), ("USERNAME", "nina"), ("PASSWORD", GOOD)):
        monkeypatch.setenv(f"OWNER_{name}", value)
    said("create_owner")
    assert Membership.objects.get().user.username == "nina"


@pytest.mark.django_db
def test_create_owner_says_which_file_it_cannot_read(tmp_path: Path):
    with pytest.raises(CommandError, match=r"none cannot|none: "):
        said(
            "create_owner",
            "--organisation",
            "Nord",
            "--username",
            "nina",
            "--password-file",
            str(tmp_path / "none"),
        )
