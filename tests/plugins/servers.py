"""Fixtures: PostgreSQL and Redis of the session's own, started when the first test asks for them."""

from collections.abc import Iterator

import pytest

from tests.services import PrivatePostgres, PrivateRedis, private_postgres, private_redis


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PrivatePostgres]:
    """The session's PostgreSQL. Never kill it: take `own_postgres` for that."""
    with private_postgres() as postgres:
        yield postgres


@pytest.fixture(scope="session")
def redis_server() -> Iterator[PrivateRedis]:
    """The session's Redis. Never kill it: take `own_redis` for that."""
    with private_redis() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PrivatePostgres) -> Iterator[str]:
    """The URL of an empty PostgreSQL database of this test's own."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture
def redis_url(redis_server: PrivateRedis) -> str:
    """The URL of an empty Redis."""
    redis_server.empty()
    return redis_server.url


@pytest.fixture
def own_postgres() -> Iterator[PrivatePostgres]:
    """A PostgreSQL that this test may kill, freeze and start again."""
    with private_postgres() as postgres:
        yield postgres


@pytest.fixture
def own_redis() -> Iterator[PrivateRedis]:
    """A Redis that this test may kill, freeze and start again."""
    with private_redis() as server:
        yield server
