"""Scenarios in the database: loaded from files, dumped to files, the same."""

import io
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from exercises.library import library_scenario, library_slugs
from exercises.models import Inject, Organisation, Scenario
from exercises.package import read_document, write_document
from exercises.scenarios import dump_scenario, load_scenario
from tests.conftest import SMALL, Cast, Played, small_document

pytestmark = pytest.mark.django_db


def said(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def here() -> Organisation:
    return Organisation.objects.create(name="Here", slug="here")


def test_the_library_is_what_ships() -> None:
    assert library_slugs() == ["capital-attack", "contaminated-food"]


@pytest.mark.parametrize("slug", ["capital-attack", "contaminated-food"])
def test_a_library_scenario_comes_back_the_same(here: Organisation, slug: str):
    document = library_scenario(slug)
    first = write_document(dump_scenario(load_scenario(document, here)))
    again = write_document(dump_scenario(load_scenario(read_document(first), here)))
    assert again == first
    assert read_document(first) == document


@pytest.mark.parametrize("slug", ["capital-attack", "contaminated-food"])
def test_a_library_scenario_is_complete(slug: str):
    """What the product promises of each scenario that it ships."""
    document = library_scenario(slug)
    assert set(document.languages) == {"en", "fr"}
    assert document.duration == 3600
    assert len(document.phases) >= 4
    assert len(document.injects) >= 20
    assert len({inject.channel for inject in document.injects}) >= 5
    assert len(document.personas) >= 25
    kinds = {persona.kind for persona in document.personas}
    assert kinds >= {"journalist", "official", "blogger", "influencer", "employee", "union", "student"}
    assert kinds >= {"customer", "citizen", "expert", "authority", "troll", "bot"}
    assert len(document.objectives) >= 4
    assert len(document.expectations) >= 10


def test_commands_load_and_dump_the_same(here: Organisation, tmp_path: Path):
    said("load_scenario", str(SMALL))
    first = said("dump_scenario", "small-tram")
    (tmp_path / "again.yaml").write_text(first, encoding="utf-8")
    said("load_scenario", str(tmp_path / "again.yaml"))
    said("dump_scenario", "small-tram", "--out", str(tmp_path / "out.yaml"))
    assert (tmp_path / "out.yaml").read_text(encoding="utf-8") == first
    assert Scenario.objects.count() == 1


def test_a_scenario_of_the_library_is_loaded_by_its_name(here: Organisation):
    assert "contaminated-food" in said("load_scenario", "contaminated-food")
    assert Scenario.objects.get().slug == "contaminated-food"


def test_a_scenario_comes_from_standard_input(here: Organisation, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SMALL.read_bytes())))
    said("load_scenario", "-")
    assert Scenario.objects.get().slug == "small-tram"


def test_a_broken_file_is_refused_with_every_error_and_loads_nothing(here: Organisation, tmp_path: Path):
    text = SMALL.read_text(encoding="utf-8")
    broken = text.replace("duration: 600", "duration: long").replace(
        "persona: ines-roche", "persona: nobody", 1
    )
    (tmp_path / "broken.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        said("load_scenario", str(SMALL), str(tmp_path / "broken.yaml"))
    assert "duration: must be a whole number" in str(refused.value)
    assert "unknown ‘nobody’" in str(refused.value)
    assert not Scenario.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xff", b"a: &a 1\nb: *a", b"[" * 9999, b"x" * 3_000_000])
def test_a_hostile_file_is_refused(here: Organisation, tmp_path: Path, content: bytes):
    (tmp_path / "x.yaml").write_bytes(content)
    with pytest.raises(CommandError):
        said("load_scenario", str(tmp_path / "x.yaml"))
    assert not Scenario.objects.exists()


def test_a_file_that_is_not_there_is_named(here: Organisation, tmp_path: Path):
    with pytest.raises(CommandError, match=r"none\.yaml cannot be read: No such file"):
        said("load_scenario", str(tmp_path / "none.yaml"))
    with pytest.raises(CommandError, match="cannot be read"):
        said("load_scenario", str(tmp_path))


def test_the_organisation_is_asked_for_when_there_are_several(cast: Cast):
    with pytest.raises(CommandError, match="elsewhere, here"):
        said("load_scenario", str(SMALL))
    with pytest.raises(CommandError, match="no organisation nowhere"):
        said("load_scenario", str(SMALL), "--organisation", "nowhere")
    said("load_scenario", str(SMALL), "--organisation", "elsewhere")
    assert Scenario.objects.get().organisation == cast.elsewhere


def test_an_unknown_scenario_is_answered_with_those_there_are(here: Organisation):
    load_scenario(small_document(), here)
    with pytest.raises(CommandError, match="There are: small-tram"):
        said("dump_scenario", "nothing")


def test_loading_again_leaves_a_session_what_it_had(played: Played):
    before = played.session.snapshot_hash
    Inject.objects.all().delete()
    load_scenario(small_document(), played.session.organisation)
    assert played.again().session.snapshot_hash == before
    assert len(played.session.snapshot["injects"]) == len(small_document().injects)
