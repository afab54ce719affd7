"""The cast of every test, and the services that tests share.

Fiona trains; Tom and Tara are one team, Tim the other; Olga observes; Adele writes; Omar belongs to another
organisation and must see nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from exercises.document import ScenarioDocument
from exercises.models import Membership, Organisation, Participant, Room, Session, User
from exercises.package import read_document
from exercises.scenarios import load_scenario
from exercises.sessions import create_session
from feed import crowd, crowd_memory

pytest_plugins = [
    "tests.plugins.servers",
    "tests.plugins.databases",
    "tests.plugins.chromium",
    "tests.plugins.skips",
]

SMALL = Path(__file__).parent / "scenarios" / "small.yaml"
PASSWORD = "a long password for tests"
VERSIONS = (crowd.ENGINE_VERSION, crowd.VOICE_VERSION)


@dataclass
class Cast:
    organisation: Organisation
    elsewhere: Organisation
    fiona: User
    olga: User
    adele: User
    omar: User


@dataclass
class Played:
    """A session of the small scenario with two rooms, Tom and Tara in the first, Tim in the second."""

    session: Session
    north: Room
    south: Room
    tom: Participant
    tara: Participant
    tim: Participant

    def again(self) -> "Played":
        """As the database has it now."""
        for item in (self.session, self.north, self.south, self.tom, self.tara, self.tim):
            item.refresh_from_db()
        return self


@cache
def small_document() -> ScenarioDocument:
    return read_document(SMALL.read_text(encoding="utf-8"))


def make_cast() -> Cast:
    here = Organisation.objects.create(name="Here", slug="here")
    elsewhere = Organisation.objects.create(name="Elsewhere", slug="elsewhere")
    people = {}
    for name, organisation, role in (
        ("fiona", here, "trainer"),
        ("olga", here, "observer"),
        ("adele", here, "author"),
        ("omar", elsewhere, "trainer"),
    ):
        people[name] = User.objects.create_user(name, password=PASSWORD, first_name=name.title())
        Membership.objects.create(user=people[name], organisation=organisation, role=role)
    return Cast(here, elsewhere, **people)


def make_session(cast: Cast, *, lang: str = "en", seed: int = 1, **options: Any) -> Played:
    scenario = load_scenario(small_document(), cast.organisation)
    session = create_session(
        cast.fiona,
        scenario,
        name="Monday",
        lang=lang,
        room_names=["North", "South"],
        versions=VERSIONS,
        seed=seed,
        **options,
    )
    north, south = session.rooms.order_by("position")
    tom, tara, tim = (
        Participant.objects.create(session=session, room=room, name=name, function=function)
        for name, room, function in (
            ("Tom", north, "spokesperson"),
            ("Tara", north, "community_manager"),
            ("Tim", south, "spokesperson"),
        )
    )
    return Played(session, north, south, tom, tara, tim)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def played(cast: Cast) -> Played:
    return make_session(cast)


@pytest.fixture(autouse=True)
def fresh_worker() -> None:
    """No test finds the crowds of another in memory."""
    crowd_memory.forget()


@pytest.fixture
def small() -> Callable[[], ScenarioDocument]:
    return small_document
