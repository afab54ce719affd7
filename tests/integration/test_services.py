"""The servers that the other tests stand on."""

import contextlib
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import psycopg
import pytest
import redis
from django.db import connection

from exercises.models import Organisation
from tests.services import (
    NotStarted,
    PrivatePostgres,
    PrivateRedis,
    free_port,
    private_postgres,
    private_redis,
)

ROOT = Path(__file__).resolve().parents[2]


def test_postgres_comes_back_from_a_kill_with_what_was_committed(own_postgres: PrivatePostgres) -> None:
    port = own_postgres.port
    link = psycopg.connect(own_postgres.url)
    link.execute("CREATE TABLE kept (n int)")
    link.execute("INSERT INTO kept VALUES (7)")
    link.commit()
    link.execute("INSERT INTO kept VALUES (8)")  # not committed when the server dies
    own_postgres.kill()
    link.close()
    own_postgres.start()
    assert own_postgres.port == port
    with psycopg.connect(own_postgres.url) as link:
        assert link.execute("SELECT n FROM kept").fetchall() == [(7,)]


def test_killed_postgres_refuses_connections(own_postgres: PrivatePostgres) -> None:
    own_postgres.kill()
    assert not own_postgres.is_running
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(own_postgres.url, connect_timeout=2)


def test_redis_comes_back_from_a_kill_empty(own_redis: PrivateRedis) -> None:
    with redis.Redis.from_url(own_redis.url) as client:
        client.set("frame", "lost")
    own_redis.kill()
    own_redis.start()
    with redis.Redis.from_url(own_redis.url) as client:
        assert client.get("frame") is None


def test_frozen_redis_holds_the_connection_and_answers_once_thawed(own_redis: PrivateRedis) -> None:
    with redis.Redis.from_url(own_redis.url, socket_timeout=0.3) as client:
        client.ping()
        own_redis.freeze()
        with pytest.raises(redis.exceptions.TimeoutError):
            client.ping()
        own_redis.thaw()
        assert client.ping()


def test_servers_stay_away_from_the_usual_ports_and_from_the_network(
    postgres_server: PrivatePostgres, redis_server: PrivateRedis
) -> None:
    for server in (postgres_server, redis_server):
        assert server.port not in (5432, 6379)
        listening = [
            c for c in psutil.Process(server.pid).net_connections() if c.status == psutil.CONN_LISTEN
        ]
        assert {(c.laddr.ip, c.laddr.port) for c in listening} == {("127.0.0.1", server.port)}


def test_postgres_takes_many_connections() -> None:
    with private_postgres(max_connections=60) as postgres:
        links = [psycopg.connect(postgres.url) for _ in range(55)]
        assert all(link.execute("SELECT 1").fetchone() == (1,) for link in links)
        for link in links:
            link.close()


def test_server_that_cannot_start_says_why(own_redis: PrivateRedis, tmp_path: Path) -> None:
    second = PrivateRedis(tmp_path)
    second.port = own_redis.port
    with pytest.raises(NotStarted, match="in use"):
        second.start()
    assert own_redis.is_running


def test_servers_end_after_a_failure_in_the_block() -> None:
    with contextlib.suppress(ZeroDivisionError), private_redis() as server:
        pid, folder = server.pid, server.folder
        1 / 0  # noqa: B018  the test fails here
    assert not psutil.pid_exists(pid)
    assert not folder.exists()


def test_servers_end_when_their_starter_is_killed() -> None:
    script = textwrap.dedent("""
        from tests.services import private_postgres, private_redis
        with private_postgres() as postgres, private_redis() as redis:
            print(postgres.pid, redis.pid, postgres.folder, redis.folder, flush=True)
            input()
    """)
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as starter:
        assert starter.stdout is not None
        postgres, redis_, *folders = starter.stdout.readline().split()
        starter.kill()
    _eventually(lambda: not any(psutil.pid_exists(int(pid)) for pid in (postgres, redis_)))
    _eventually(lambda: not any(map(os.path.exists, folders)))


def test_each_test_has_an_empty_database_and_redis(postgres_url: str, redis_url: str) -> None:
    with psycopg.connect(postgres_url) as link:
        tables = link.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert tables == (0,)
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0


@pytest.mark.parametrize("turn", [1, 2])
def test_each_database_starts_empty_and_commits(each_database: str, turn: int) -> None:
    assert connection.vendor == each_database
    assert Organisation.objects.count() == 0
    Organisation.objects.create(name=f"Organisation of turn {turn}")
    assert not connection.in_atomic_block
    assert Organisation.objects.count() == 1


@pytest.mark.django_db
def test_sqlite_is_back_after_postgres() -> None:
    assert connection.vendor == "sqlite"


def test_free_port_is_free_and_below_those_of_clients() -> None:
    assert 20_000 <= free_port() < 32_000


def _eventually(holds, within: float = 5) -> None:
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)
