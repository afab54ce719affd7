"""The plain commands: what they print, what they refuse."""

import json
from io import StringIO
from pathlib import Path
from typing import Any, get_args

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from exercises.access import access_session
from exercises.models import Membership, Organisation, User
from exercises.sessions import Refused, locked, start_session
from feed import conductor, steering
from feed.messages import ROOM_MESSAGES, STAFF_MESSAGES, StaffMessage
from socialroom.messages import OBSERVING, list_messages
from socialroom.routes import TABLE, list_routes
from tests.conftest import Cast, Played, make_session

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


# show_routes, show_messages --------------------------------------------------------------------------


def test_every_route_says_who_may_go_there():
    routes = json.loads(said("show_routes", "--json"))
    assert {"method", "path", "name", "who"} == set(routes[0])
    assert all(route["who"] and route["method"] in ("GET", "POST") for route in routes)
    shown = {(route["method"], route["path"]) for route in routes}
    assert ("GET", "/sessions/<int:pk>/") in shown
    assert ("GET", "/api/rooms/<code>/posts") in shown
    assert ("POST", "/admin/exercises/scenario/import/") in shown


def test_the_table_of_routes_names_no_route_that_is_gone():
    names = {route.name for route in list_routes()}
    assert set(TABLE) <= names


#: Addresses that take any method and change nothing by it.
FREE = ("admin:", "healthz", "readyz", "login", "api:openapi-json", "api:api-root")


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH"])
def test_no_route_takes_a_method_that_the_table_does_not_name(client: Client, cast: Cast, method: str):
    client.force_login(cast.fiona)
    known = {(route.method, route.name) for route in list_routes()}
    plain = {r.name: r.path for r in list_routes() if "<" not in r.path and "(" not in r.path}
    for name, path in plain.items():
        if (method, name) not in known and not name.startswith(FREE):
            assert client.generic(method, path).status_code in (404, 405), path


def test_every_message_has_its_form_and_its_sender():
    messages = json.loads(said("show_messages", "--json"))
    from_clients = [item for item in messages if item["sender"] == "client"]
    for item in messages:
        Draft202012Validator.check_schema(item["schema"])
        assert item["who"]
    for socket, adapter in (("/ws/room/<code>/", ROOM_MESSAGES), ("/ws/session/<id>/", STAFF_MESSAGES)):
        told = {item["type"] for item in from_clients if item["socket"] == socket}
        mapping = adapter.json_schema()["discriminator"]["mapping"]
        assert told == set(mapping)


@pytest.mark.django_db
def test_what_observers_may_not_send_is_refused(cast: Cast, played: Played):
    olga = access_session(cast.olga, played.session.pk)
    for item in list_messages():
        if item.socket.startswith("/ws/session") and item.sender == "client" and item.type not in OBSERVING:
            model = next(m for m in get_args(get_args(StaffMessage)[0]) if item.type in types_of(m))
            with pytest.raises(Refused) as refused:
                steering.steer(olga, model.model_construct(type=item.type, key="a-key-of-16-chars"), 0.0)
            assert refused.value.code == "read_only"


def types_of(model: Any) -> tuple[str, ...]:
    return get_args(model.model_fields["type"].annotation)


# export_session ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_export_has_every_post_in_order_and_the_log(cast: Cast, tmp_path: Path):
    played = make_session(cast, pressure=3000)
    with locked(played.session.pk) as session:
        start_session(session, cast.fiona, 1e6)
    for room in (played.north, played.south):
        while conductor.advance_room(room.pk, 1e6 + 20):
            pass
    said("export_session", str(played.session.pk), "--jsonl", "--out", str(tmp_path / "x.jsonl"))
    lines = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text().splitlines()]
    for room in (played.again().north, played.south):
        posts = [line for line in lines if line["kind"] == "post" and line["room"] == room.code]
        assert [post["seq"] for post in posts] == list(range(1, room.last_seq + 1))
        assert all(post["text"] and post["handle"] and post["form"] for post in posts)
    log = [line["number"] for line in lines if line["kind"] == "log"]
    assert log == list(range(1, played.session.log_count + 1))
    assert [line["kind"] for line in lines] == sorted((line["kind"] for line in lines), reverse=True)


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", "999", str(10**30), "-1"])
def test_an_export_of_no_session_says_so(number: str):
    with pytest.raises(CommandError, match="There is no session"):
        said("export_session", "--jsonl", "--", number)


@pytest.mark.django_db
def test_an_export_that_cannot_be_written_says_so(played: Played, tmp_path: Path):
    with pytest.raises(CommandError, match="No such file"):
        said("export_session", str(played.session.pk), "--jsonl", "--out", str(tmp_path / "no" / "x"))
