"""Pictures that authors upload for injects: in the administration, in files and in sessions."""

import base64
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from exercises import authored, sessions
from exercises.demo import reset_demo
from exercises.faults import BrokenScenario
from exercises.kept_files import OLD
from exercises.memberships import open_administration
from exercises.models import Inject, Organisation, Picture, Scenario, Session
from exercises.package import check_document, read_document, write_document
from exercises.scenario_text import LARGEST
from exercises.scenarios import dump_scenario, load_scenario
from exercises.sessions import locked
from feed import conductor, crowd, store
from tests.conftest import VERSIONS, Cast, make_cast, small_document
from tests.integration.test_admin import form_of
from tests.integration.test_api import T0, browser, page
from tests.pictures_to_upload import SVG, opened, picture, with_gps

CODE = "derailment"


class Desk:
    """Adele's desk: the small scenario of Here, and the pages on which it is written."""

    def __init__(self, media: Path) -> None:
        self.media = media
        self.cast: Cast = make_cast()
        self.scenario: Scenario = load_scenario(small_document(), self.cast.organisation)
        for user in (self.cast.adele, self.cast.omar, self.cast.fiona):
            open_administration(user)

    @property
    def inject(self) -> Inject:
        return Inject.objects.get(scenario=self.scenario, code=CODE)

    def files(self) -> list[str]:
        return sorted(path.name for path in (self.media / "authored").glob("*"))

    def uploads(self, data: bytes, client: Client | None = None, **more: Any) -> Any:
        client = client or browser(self.cast.adele)
        address = f"/admin/exercises/inject/{self.inject.pk}/change/"
        said = form_of(client.get(address))
        if data:
            more["upload"] = SimpleUploadedFile("photo.jpg", data)
        return client.post(address, said | more)

    def plays(self) -> Session:
        return sessions.create_session(
            self.cast.fiona,
            self.scenario,
            name="Monday",
            lang="en",
            room_names=["North"],
            versions=VERSIONS,
            pressure=0,
        )

    def fires(self, session: Session) -> tuple[Any, int]:
        """The room, and the post of the inject in it."""
        room = session.rooms.get()
        with locked(session.pk) as held:
            sessions.start_session(held, self.cast.fiona, T0)
            sessions.fire_inject(held, self.cast.fiona, T0, CODE, None)
        conductor.advance_room(room.pk, T0 + 5)
        return room, store.room_posts(room.pk).values_list("ref", flat=True).get(inject=CODE)


@pytest.fixture
def desk(each_database: str, settings: Any, tmp_path: Path) -> Desk:
    cache.clear()
    settings.MEDIA_ROOT = tmp_path / "media"
    return Desk(tmp_path / "media")


def data_of(desk: Desk) -> str:
    inject = next(item for item in dump_scenario(desk.scenario).injects if item.code == CODE)
    assert inject.picture is not None
    assert inject.picture.data is not None
    return inject.picture.data


# In the administration ----------------------------------------------------------------------------


def test_an_author_gives_an_inject_a_picture_and_sees_it(desk: Desk) -> None:
    answer = desk.uploads(with_gps())
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    kept = desk.inject.picture
    assert kept is not None
    assert (kept.width, kept.height, kept.organisation) == (64, 48, desk.cast.organisation)
    adele = browser(desk.cast.adele)
    address = f"/admin/exercises/inject/{desk.inject.pk}"
    assert f"{address}/picture/" in adele.get(f"{address}/change/").content.decode()
    shown = adele.get(f"{address}/picture/")
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    drawn = shown.getvalue()
    assert opened(drawn).size == (64, 48)
    assert b"Secretphone" not in drawn
    assert desk.uploads(b"", drop_picture="on").status_code == 302
    assert desk.inject.picture is None
    assert adele.get(f"{address}/picture/").status_code == 404


def test_saving_the_rest_keeps_the_picture(desk: Desk) -> None:
    desk.uploads(picture())
    before = desk.inject.picture
    assert before is not None
    assert desk.uploads(b"").status_code == 302
    assert desk.inject.picture == before


def test_what_is_no_picture_is_refused_beside_its_field(desk: Desk) -> None:
    for data in (SVG, picture()[:300], b"words"):
        answer = desk.uploads(data)
        assert answer.status_code == 200
        assert len(answer.context["adminform"].form.errors["upload"]) == 1
    assert desk.inject.picture is None
    assert desk.files() == []


def test_nobody_elsewhere_sees_or_changes_it(desk: Desk) -> None:
    desk.uploads(picture())
    address = f"/admin/exercises/inject/{desk.inject.pk}"
    for who in (desk.cast.omar, None):
        client = browser(who)
        assert client.get(f"{address}/picture/").status_code in (302, 404)
        client.post(f"{address}/change/", {"drop_picture": "on"})
    assert desk.inject.picture is not None


# In files -----------------------------------------------------------------------------------------


def test_a_scenarios_file_carries_its_pictures_there_and_back(desk: Desk) -> None:
    desk.uploads(picture(2000, 1500))
    text = write_document(dump_scenario(desk.scenario))
    assert opened(base64.b64decode(data_of(desk))).size == (1280, 960)
    document = read_document(text)
    assert document == dump_scenario(desk.scenario)
    again = load_scenario(document, desk.cast.organisation)
    assert dump_scenario(again) == document
    assert Picture.objects.count() == 1
    there = load_scenario(document, desk.cast.elsewhere)
    (first, second) = Picture.objects.order_by("pk")
    assert (first.organisation, second.organisation) == (desk.cast.organisation, desk.cast.elsewhere)
    assert Inject.objects.get(scenario=there, code=CODE).picture == second
    assert len(desk.files()) == 2


def test_a_picture_from_a_file_is_looked_at_like_every_upload(desk: Desk) -> None:
    desk.uploads(picture())
    text = write_document(dump_scenario(desk.scenario)).replace(
        data_of(desk), base64.b64encode(with_gps()).decode()
    )
    load_scenario(read_document(text), desk.cast.elsewhere)
    kept = Picture.objects.get(organisation=desk.cast.elsewhere)
    with kept.file.open() as file:
        assert b"Secretphone" not in file.read()


@pytest.mark.parametrize("data", [base64.b64encode(SVG).decode(), "no base64!", "AAAA", "<script>"])
def test_a_file_with_a_false_picture_is_refused_whole(desk: Desk, data: str, tmp_path: Path) -> None:
    desk.uploads(picture())
    text = write_document(dump_scenario(desk.scenario)).replace(data_of(desk), f"'{data}'")
    with pytest.raises(BrokenScenario) as broken:
        load_scenario(read_document(text), desk.cast.elsewhere)
    (fault,) = broken.value.faults
    assert fault.path.startswith("injects.")
    assert fault.path.endswith(".picture")
    assert not desk.cast.elsewhere.scenarios.exists()
    (tmp_path / "s.yaml").write_text(text)
    with pytest.raises(CommandError, match="picture"):
        call_command("load_scenario", str(tmp_path / "s.yaml"), "--organisation", "elsewhere")
    assert not desk.cast.elsewhere.scenarios.exists()


def test_a_name_of_a_picture_is_no_picture(desk: Desk) -> None:
    """Sessions keep the name of a picture; a file that holds one shows nobody what is another's."""
    desk.uploads(picture())
    kept = desk.inject.picture
    assert kept is not None
    text = write_document(dump_scenario(desk.scenario))
    text = text.replace(f"data: {data_of(desk)}", f"sha256: '{kept.sha256}'")
    with pytest.raises(BrokenScenario):
        load_scenario(read_document(text), desk.cast.elsewhere)


def test_more_pictures_than_a_file_can_carry_are_told_of_before(desk: Desk) -> None:
    document = dump_scenario(desk.scenario).model_dump(mode="json")
    big = base64.b64encode(b"\x00" * 220_000).decode()
    for index, inject in enumerate(document["injects"][:5]):
        inject["picture"] = {"data": big[:-4] + f"{index:04}"}
    assert len(big) * 5 > 1_300_000
    assert len(document["injects"]) >= 5
    assert len(big) * 4 < LARGEST
    with pytest.raises(BrokenScenario, match="too large together"):
        check_document(document)


def test_a_lost_file_is_told_of(desk: Desk) -> None:
    desk.uploads(picture())
    for path in (desk.media / "authored").iterdir():
        path.unlink()
    with pytest.raises(BrokenScenario, match="picture"):
        dump_scenario(desk.scenario)
    desk.uploads(picture())  # the same again: its file is there again
    dump_scenario(desk.scenario)


# In sessions --------------------------------------------------------------------------------------


def test_trainees_see_it_when_its_inject_fires(desk: Desk) -> None:
    desk.uploads(picture(300, 200))
    session = desk.plays()
    room, ref = desk.fires(session)
    for who in (desk.cast.fiona, desk.cast.olga):
        shown = next(post for post in page(browser(who), room) if post["id"] == ref)
        assert (shown["photo"], shown["picture"]) == ([300, 200], "still")
        answer = browser(who).get(f"/api/rooms/{room.code}/posts/{ref}/photo")
        assert opened(answer.getvalue()).size == (300, 200)
    assert browser(desk.cast.omar).get(f"/api/rooms/{room.code}/posts/{ref}/photo").status_code == 404
    post = store.post_of(room.pk, ref)
    assert post is not None
    store.mark_deleted(post)
    assert browser(desk.cast.fiona).get(f"/api/rooms/{room.code}/posts/{ref}/photo").status_code == 404


def test_a_session_keeps_what_it_was_made_with(desk: Desk) -> None:
    desk.uploads(picture(300, 200))
    session = desk.plays()
    assert "data" not in str(session.snapshot["injects"][0].get("picture"))
    assert len(str(session.snapshot)) < 100_000
    desk.uploads(picture(100, 100, "PNG"))
    later = desk.plays()
    Picture.objects.update(at=timezone.now() - 2 * OLD)
    assert authored.sweep() == 0
    for played, size in ((session, (300, 200)), (later, (100, 100))):
        room, ref = desk.fires(played)
        answer = browser(desk.cast.fiona).get(f"/api/rooms/{room.code}/posts/{ref}/photo")
        assert opened(answer.getvalue()).size == size


def test_the_crowd_does_not_mind_a_picture(desk: Desk) -> None:
    """The same session with and without one goes the same way."""
    plain = desk.plays()
    desk.uploads(picture())
    shown = desk.plays()
    moods = []
    for session in (plain, shown):
        state = crowd.start(session.snapshot, "en", 1)
        moods.append(crowd.dump(state))
    assert plain.snapshot_hash != shown.snapshot_hash
    assert moods[0] == moods[1]


# What stays, and what goes ------------------------------------------------------------------------


def test_what_nothing_refers_to_any_more_is_swept_away(desk: Desk) -> None:
    desk.uploads(picture(300, 200))
    session = desk.plays()
    desk.uploads(picture(100, 100, "PNG"))
    assert len(desk.files()) == 2
    session.delete()
    assert authored.sweep() == 0  # somebody may be about to use it
    Picture.objects.update(at=timezone.now() - 2 * OLD)
    assert authored.sweep() == 1
    assert len(desk.files()) == 1
    assert desk.inject.picture is not None


def test_the_demo_takes_its_pictures_along(desk: Desk) -> None:
    Organisation.objects.filter(pk=desk.cast.elsewhere.pk).update(is_demo=True)
    desk.uploads(picture())
    load_scenario(dump_scenario(desk.scenario), desk.cast.elsewhere)
    assert len(desk.files()) == 2
    reset_demo()
    (kept,) = Picture.objects.all()
    assert kept.organisation == desk.cast.organisation
    assert len(desk.files()) == 1


def test_a_backup_carries_them_along(desk: Desk, tmp_path: Path) -> None:
    desk.uploads(picture(300, 200))
    room, ref = desk.fires(desk.plays())
    call_command("backup", str(tmp_path / "b.zip"), stdout=StringIO())
    Session.objects.all().delete()
    Picture.objects.all().delete()
    assert desk.files() == []
    call_command("restore", str(tmp_path / "b.zip"), "--force", stdout=StringIO())
    answer = browser(desk.cast.fiona).get(f"/api/rooms/{room.code}/posts/{ref}/photo")
    assert opened(answer.getvalue()).size == (300, 200)
    assert desk.inject.picture is not None
