"""Fixtures that put Django on a real PostgreSQL, inside the test's own process.

`postgres_db` gives a migrated database with real commits (threads see them); `each_database` runs a
test twice, on SQLite and on PostgreSQL.
"""

import contextlib
from collections.abc import Iterator

import environ
import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from tests.services import PrivatePostgres


@pytest.fixture(scope="session")
def postgres_template(
    postgres_server: PrivatePostgres, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The name of a migrated database, from which each test's own is copied in a few milliseconds."""
    with postgres_server.database() as url, django_db_blocker.unblock():
        with django_on(url):
            call_command("migrate", verbosity=0)
        yield url.rsplit("/", 1)[1]


@pytest.fixture
def postgres_db(
    postgres_server: PrivatePostgres, postgres_template: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """Django's default database is a migrated PostgreSQL of this test's own; its URL. Not with `db`."""
    with (
        postgres_server.database(template=postgres_template) as url,
        django_db_blocker.unblock(),
        django_on(url),
    ):
        yield url


@pytest.fixture(params=[pytest.param("sqlite", marks=pytest.mark.django_db(transaction=True)), "postgresql"])
def each_database(request: pytest.FixtureRequest) -> str:
    """Runs the test on SQLite, then on PostgreSQL, with real commits; the vendor's name."""
    if request.param == "postgresql":
        request.getfixturevalue("postgres_db")
    return str(request.param)


@contextlib.contextmanager
def django_on(url: str) -> Iterator[None]:
    """Django's default database is the one at `url` for the length of the block.

    Connections belong to threads: those that this thread and new ones open go there.
    """
    before = connections.settings["default"]
    connections.settings["default"] = _described(url)
    _forget_database()
    try:
        yield
    finally:
        _forget_database()
        connections.settings["default"] = before


def _described(url: str) -> dict[str, object]:
    return connections.configure_settings({"default": environ.Env.db_url_config(url)})["default"]


def _forget_database() -> None:
    # Kept by alias for the life of the process: the numbers of one database would be written to the other.
    ContentType.objects.clear_cache()
    with contextlib.suppress(AttributeError):  # this thread has none
        connections["default"].close()
        del connections["default"]
