"""`manage.py demo`: what it makes, what it leaves alone, and how it goes on at its second start."""

import json
import re
import sqlite3
import stat
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from exercises.demo import prepare_demo, reset_demo
from exercises.models import Membership, Organisation, Participant, Role, Session, State, User
from feed import crowd
from tests.conftest import Cast
from tests.laptop import Laptop, laptop
from tests.services import free_port
from tests.visitor import Visitor

STAFF_AND_TRAINEES = {"fiona", "olga", "adele", "tom", "tara", "tim"}
VERSIONS = (crowd.ENGINE_VERSION, crowd.VOICE_VERSION)
SECOND_START = 6.0  # s: about two when the machine does nothing else


def prepared(logins: Path, slug: str = "capital-attack", lang: str = "en") -> Any:
    return prepare_demo(logins, versions=VERSIONS, slug=slug, pressure=10_000, lang=lang)


@pytest.mark.django_db
def test_it_makes_an_organisation_with_people_and_both_scenarios_once(tmp_path: Path) -> None:
    first = prepared(tmp_path / "logins.json")
    again = prepared(tmp_path / "logins.json")
    assert (first.is_new, again.is_new) == (True, False)
    assert again.session == first.session
    assert set(first.passwords) == STAFF_AND_TRAINEES
    assert again.passwords == first.passwords
    assert stat.S_IMODE((tmp_path / "logins.json").stat().st_mode) == 0o600
    demo = Organisation.objects.get(is_demo=True)
    assert set(demo.scenarios.values_list("slug", flat=True)) == {"capital-attack", "contaminated-food"}
    assert {m.role for m in demo.memberships.all()} == {Role.TRAINER, Role.OBSERVER, Role.AUTHOR}
    assert Participant.objects.filter(session=first.session).count() == 3
    for name, password in first.passwords.items():
        assert User.objects.get(username=name).check_password(password)


@pytest.mark.django_db
def test_another_scenario_or_language_gets_a_session_of_its_own(tmp_path: Path) -> None:
    sessions = {prepared(tmp_path / "logins.json").session.pk}
    sessions.add(prepared(tmp_path / "logins.json", slug="contaminated-food").session.pk)
    sessions.add(prepared(tmp_path / "logins.json", lang="fr").session.pk)
    assert len(sessions) == 3


@pytest.mark.django_db
def test_an_ended_session_is_followed_by_a_new_one(tmp_path: Path) -> None:
    first = prepared(tmp_path / "logins.json")
    Session.objects.filter(pk=first.session.pk).update(state=State.ENDED)
    assert prepared(tmp_path / "logins.json").is_new


@pytest.mark.django_db
def test_who_changed_the_password_gets_the_printed_one_back(tmp_path: Path) -> None:
    made = prepared(tmp_path / "logins.json")
    tom = User.objects.get(username="tom")
    tom.set_password("my own")
    tom.save()
    prepared(tmp_path / "logins.json")
    tom.refresh_from_db()
    assert tom.check_password(made.passwords["tom"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "torn", ["", "[]", "{", '{"passwords": {"tom": "x"}, "stored": {}}', '{"fiona": "x"}']
)
def test_a_file_of_log_ins_that_cannot_be_read_is_made_anew(tmp_path: Path, torn: str) -> None:
    before = prepared(tmp_path / "logins.json")
    (tmp_path / "logins.json").write_text(torn)
    after = prepared(tmp_path / "logins.json")
    assert after.session == before.session
    assert after.passwords["tom"] not in {before.passwords["tom"], "x"}
    assert User.objects.get(username="tom").check_password(after.passwords["tom"])


@pytest.mark.django_db
def test_people_of_others_who_have_such_names_keep_their_own(cast: Cast, tmp_path: Path) -> None:
    theirs = {name: getattr(cast, name).password for name in ("fiona", "olga", "adele")}
    made = prepared(tmp_path / "logins.json")
    assert set(made.passwords) == {"demo-fiona", "demo-olga", "demo-adele", "tom", "tara", "tim"}
    assert made.session.created_by.username == "demo-fiona"
    reset_demo()
    for name, password in theirs.items():
        getattr(cast, name).refresh_from_db()
        assert getattr(cast, name).password == password
    assert not User.objects.filter(username__in=made.passwords).exists()
    assert prepared(tmp_path / "logins.json").passwords.keys() == made.passwords.keys()


@pytest.mark.django_db
def test_a_reset_leaves_who_also_belongs_elsewhere(tmp_path: Path) -> None:
    prepared(tmp_path / "logins.json")
    elsewhere = Organisation.objects.create(name="Elsewhere", slug="elsewhere")
    Membership.objects.create(
        user=User.objects.get(username="olga"), organisation=elsewhere, role=Role.OBSERVER
    )
    reset_demo()
    assert set(User.objects.values_list("username", flat=True)) == {"olga"}
    assert list(Organisation.objects.all()) == [elsewhere]
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_a_reset_leaves_who_only_took_a_seat(tmp_path: Path) -> None:
    made = prepared(tmp_path / "logins.json")
    stranger = User.objects.create_user("stranger", password="a password of her own")
    Participant.objects.create(
        session=made.session, room=made.session.rooms.first(), user=stranger, name="Stranger"
    )
    reset_demo()
    assert set(User.objects.values_list("username", flat=True)) == {"stranger"}


def made_posts(machine: Laptop) -> int:
    path = machine.folder / "socialroom.sqlite3"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return int(database.execute("select count(*) from feed_post").fetchone()[0])


def wait_for_more(machine: Laptop, than: int, within: float) -> int:
    deadline = time.monotonic() + within
    while (posts := made_posts(machine)) <= than:
        assert time.monotonic() < deadline, machine.said
        time.sleep(0.1)
    return posts


def test_the_second_start_is_quick_and_goes_on_where_it_stood(tmp_path: Path) -> None:
    with laptop(tmp_path) as machine:
        machine.start("demo", "--lang", "fr")
        posts = wait_for_more(machine, 100, within=30)
        assert machine.stop() < 3
        printed = machine.said
        assert re.search(r"^Code d’accès: [A-Z0-9]{10}$", printed, re.MULTILINE)
        assert "█" in printed
        kept = made_posts(machine)
        assert kept >= posts
        took = machine.start("demo", "--lang", "fr")
        assert took < SECOND_START
        wait_for_more(machine, kept, within=SECOND_START)
        assert "reprend où elle en était" in machine.said[len(printed) :]
        logins = json.loads((tmp_path / "demo-logins.json").read_text())
        status, _page = Visitor().submit(
            machine.address, "/login/", username="fiona", password=logins["passwords"]["fiona"]
        )
        assert status == 302
        for name in ("demo-logins.json", "secret-key", "socialroom.sqlite3"):
            assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600, name
        assert machine.stop() < 3


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--scenario", "nothing"], "Choose one of: capital-attack, contaminated-food"),
        (["--pressure", "10001"], "The pressure goes from 0"),
        (["--pressure", "-1"], "The pressure goes from 0"),
        (["--host", "198.51.100.1"], "no network interface has that address"),
    ],
)
def test_what_cannot_start_says_why(options: list[str], told: str) -> None:
    with pytest.raises(CommandError, match=told):
        call_command("demo", "--port", str(free_port()), *options)


def test_a_port_in_use_is_told_with_another(tmp_path: Path) -> None:
    with laptop(tmp_path) as machine:
        machine.start()
        with pytest.raises(CommandError, match=f"Port {machine.port} is in use.*--port {machine.port + 1}"):
            call_command("demo", "--host", "127.0.0.1", "--port", str(machine.port))


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socialroom.launch.DISK_NEEDED", 2**60)
    with pytest.raises(CommandError, match="nearly full"):
        call_command("demo", "--port", str(free_port()))
