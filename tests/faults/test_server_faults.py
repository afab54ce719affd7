"""A server's parts die under load, one after the other: nothing is lost or doubled, and all goes on.

The services are those of docker-compose.yml: two web processes, workers and tickers, and a PostgreSQL and a
Redis of their own. Trainees follow and publish all the time.
"""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from tests.compose import Compose, Deployment, Machine, deployed
from tests.faults.test_kills import VERIFY, message
from tests.laptop import PREPARE, is_welcome
from tests.many import MAKE_SEATS, Many, beside
from tests.services import PrivatePostgres, PrivateRedis, private_postgres, private_redis
from tests.visitor import Visitor

VARIABLES = {"SECRET_KEY": "k" * 50, "POSTGRES_PASSWORD": "ladder7", "ALLOWED_HOSTS": "127.0.0.1"}
CLIENTS = 20
SCHEDULE = 3.0  # s by which the script may be late after a kill
AWAY = 15  # s after which a session stands


@dataclass
class Site:
    deployment: Deployment
    postgres: PrivatePostgres
    redis: PrivateRedis
    made: dict[str, Any]
    cookies: list[str]
    fiona: Visitor

    def of(self, service: str) -> list[Machine]:
        """Those that live."""
        named = [m for m in self.deployment.machines if m.name.rsplit("-", 1)[0] == service]
        return [machine for machine in named if machine.process.poll() is None]

    @property
    def address(self) -> str:
        """What the proxy would choose: a web process that lives."""
        return self.of("web")[-1].address

    def start(self, service: str) -> Machine:
        machine = self.deployment.start(service)
        if service == "web":
            machine.wait_until_healthy()
        return machine

    def room(self) -> tuple[str, int]:
        """As the database has it: the queue of the worker that makes its windows, and the next window."""
        statement = "SELECT home, next_window FROM exercises_room WHERE code = %s"
        with psycopg.connect(f"postgresql://postgres@127.0.0.1:{self.postgres.port}/socialroom") as link:
            found: tuple[str, int] | None = link.execute(statement, [self.made["room"]]).fetchone()
        assert found is not None
        return found

    @property
    def home(self) -> Machine:
        name = self.room()[0]
        return next(machine for machine in self.of("worker") if machine.name in name)

    def steer(self, kind: str, **more: Any) -> None:
        key = f"{kind}-{time.monotonic_ns()}"
        with self.fiona.socket(self.address, f"/ws/session/{self.made['pk']}/") as staff:
            staff.wait_for(is_welcome, within=20)
            answer = staff.ask({"type": kind, "key": key, **more}, within=20)
            assert answer["type"] == "done", answer

    def clock(self) -> dict[str, Any]:
        with self.fiona.socket(self.address, f"/ws/session/{self.made['pk']}/") as staff:
            clock: dict[str, Any] = staff.wait_for(is_welcome, within=20)["clock"]
            return clock

    def posts(self) -> list[dict[str, Any]]:
        posts: list[dict[str, Any]] = []
        while True:
            after = posts[-1]["seq"] if posts else 0
            path = f"/api/rooms/{self.made['room']}/posts?after={after}&limit=500"
            page = self.fiona.json(self.address, path)["posts"]
            if not page:
                return posts
            posts += page

    @asynccontextmanager
    async def under_load(self) -> AsyncIterator[tuple[Many, "Talker"]]:
        """Followers and somebody who talks; at the end everything is exact, and the session goes on."""
        if not (await beside(self.clock))["running"]:
            await beside(lambda: self.steer("resume"))
        talker = Talker(self)
        talker.start()
        async with Many(self.address, self.made["room"], self.cookies[1:]) as many:
            try:
                await many.until(many.all_welcomed)
                await many.until(lambda: all(len(one.windows) > 2 for one in many.everybody))
                yield many, talker
            finally:
                talker.silent.set()
                await beside(lambda: talker.join(30))
            await beside(lambda: self.steer("pause"))
            await asyncio.sleep(1.5)
            await self._is_exact(many, talker)
            await beside(lambda: self.steer("resume"))

    async def _is_exact(self, many: Many, talker: "Talker") -> None:
        posts = await beside(self.posts)
        assert [post["seq"] for post in posts] == list(range(1, len(posts) + 1))
        assert len({post["id"] for post in posts}) == len(posts)
        await many.until(lambda: {(one.seq, one.total) for one in many.everybody} == {(len(posts),) * 2})
        for one in many.everybody:
            assert len(one.shown) == len(set(one.shown)), "a post was shown twice"
            assert one.windows == sorted(set(one.windows)), "a window came twice"
        stored = [post["id"] for post in posts]
        assert len(set(talker.acknowledged)) == len(talker.acknowledged)
        assert set(talker.acknowledged) <= set(stored)
        assert talker.acknowledged, "nobody could publish anything"


class Talker(threading.Thread):
    """Tom publishes all the time. What is not answered he sends again, with its key, over a new socket."""

    number = 0

    def __init__(self, site: Site) -> None:
        super().__init__(daemon=True)
        self.site = site
        self.tom = Visitor()
        name, value = site.cookies[0].split("=", 1)
        self.tom.cookies[name] = value
        self.acknowledged: list[int] = []
        self.refused: list[str] = []
        self.silent = threading.Event()

    def run(self) -> None:
        while not self.silent.is_set():
            try:
                with self.tom.socket(self.site.address, f"/ws/room/{self.site.made['room']}/") as socket:
                    account = socket.wait_for(is_welcome, within=3)["you"]["accounts"][0]["code"]
                    while not self.silent.is_set():
                        answer = socket.ask(message(Talker.number, account), within=3)
                        if answer["type"] == "done":
                            self.acknowledged.append(answer["result"]["id"])
                            Talker.number += 1
                        else:
                            self.refused.append(answer["code"])
                        time.sleep(0.1)
            except Exception:  # something was killed: again
                time.sleep(0.1)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A session at 6,000 reactions per 5 minutes on a server of two of everything."""
    with (
        private_postgres() as postgres,
        private_redis() as redis,
        deployed(Compose.read(VARIABLES), postgres, redis, tmp_path_factory.mktemp("site")) as deployment,
    ):
        deployment.run_to_end("migrate")
        for service in ("web", "web", "worker", "worker", "ticker", "ticker"):
            deployment.start(service)
        made = printed(deployment, PREPARE)
        cookies = printed(deployment, MAKE_SEATS.format(room=made["room"], count=CLIENTS + 1))
        found = Site(deployment, postgres, redis, made, cookies, Visitor())
        for machine in found.of("web"):
            machine.wait_until_healthy()
        status, _ = found.fiona.submit(found.address, "/login/", username="fiona", password=made["password"])
        assert status == 302
        found.steer("open_lobby")
        found.steer("pressure", value=6000)
        found.steer("start")
        begin(found)
        yield found
        print(*(f"{m.name} said:\n{m.said[-800:]}" for m in deployment.machines if m.said), sep="\n")


def begin(site: Site) -> None:
    """Waits for the first windows. Workers that took long to start left a gap."""
    deadline = time.monotonic() + 60
    while site.room()[1] < 3:
        assert time.monotonic() < deadline, [machine.said[-500:] for machine in site.deployment.machines]
        time.sleep(0.5)
        if not site.clock()["running"]:
            site.steer("resume")


def printed(deployment: Deployment, code: str) -> Any:
    said = deployment.run("python", "manage.py", "shell", "-v0", "-c", code, within=120)
    return json.loads(said.strip().splitlines()[-1])


def going_on(many: Many, windows: int = 6) -> Callable[[], bool]:
    """Whether so many more windows have come to everybody than now."""
    before = [len(one.windows) for one in many.everybody]
    return lambda: all(
        len(one.windows) >= count + windows for one, count in zip(many.everybody, before, strict=True)
    )


async def test_a_killed_worker_leaves_its_windows_to_another(site: Site) -> None:
    async with site.under_load() as (many, talker):
        for one in many.everybody:
            one.late = 0.0
        await beside(site.home.kill)
        await many.until(going_on(many))
        late = max(one.late for one in many.everybody)
        print(f"the script was {late:.1f} s late")
        assert late <= SCHEDULE
        assert not any(one.closed for one in many.everybody)
        assert not talker.refused
        await beside(lambda: site.start("worker"))


async def test_a_killed_ticker_is_missed_by_nobody_while_another_lives(site: Site) -> None:
    async with site.under_load() as (many, talker):
        for one in many.everybody:
            one.late = 0.0
        await beside(site.of("ticker")[0].kill)
        await many.until(going_on(many))
        late = max(one.late for one in many.everybody)
        print(f"the script was {late:.1f} s late")
        assert late <= SCHEDULE
        assert not talker.refused
        await beside(lambda: site.start("ticker"))


async def test_clients_of_a_killed_web_process_go_to_another(site: Site) -> None:
    async with site.under_load() as (many, _talker):
        victim = next(machine for machine in site.of("web") if machine.address in many.url)
        await beside(victim.kill)
        many.url = many.url.replace(victim.address, site.address)
        await many.until(lambda: all(one.closed for one in many.everybody))
        await many.until(going_on(many))
        await beside(lambda: site.start("web"))


async def test_a_redis_that_comes_back_empty_is_missed_for_seconds(site: Site) -> None:
    async with site.under_load() as (many, _talker):
        for one in many.everybody:
            one.resyncs = 0
        await beside(site.redis.kill)
        await asyncio.sleep(2)
        await beside(site.redis.start)
        began = time.monotonic()
        await many.until(going_on(many, 1))
        print(f"frames came again {time.monotonic() - began:.1f} s after Redis")
        await many.until(lambda: all(one.resyncs == 1 for one in many.everybody))
        assert not any(one.closed for one in many.everybody)
        assert (await beside(site.clock))["running"]


async def test_a_postgresql_that_was_killed_is_found_again(site: Site) -> None:
    async with site.under_load() as (many, talker):
        await beside(site.postgres.kill)
        await beside(site.postgres.start)
        began = time.monotonic()
        await many.until(going_on(many, 1))
        print(f"windows came again {time.monotonic() - began:.1f} s after PostgreSQL")
        assert set(talker.refused) <= {"unavailable"}


@pytest.mark.parametrize("server", ["redis", "postgres"])
async def test_what_is_away_for_long_stands_the_session_and_one_click_resumes_it(
    site: Site, server: str
) -> None:
    async with site.under_load() as (many, _talker):
        reached = many.everybody[0].clock["t"]
        await beside(getattr(site, server).kill)
        await asyncio.sleep(AWAY)
        await beside(getattr(site, server).start)
        began = time.monotonic()
        await many.until(lambda: all(one.clock.get("reason") == "gap" for one in many.everybody), within=40)
        print(f"everybody knew {time.monotonic() - began:.1f} s after {server}")
        stood = many.everybody[0].clock
        assert (stood["state"], stood["running"]) == ("paused", False)
        assert reached - 1 <= stood["t"] <= reached + 5
        await beside(lambda: site.steer("resume"))
        await many.until(going_on(many))


def test_after_all_that_the_room_is_as_if_nothing_had_died(site: Site) -> None:
    """The same actions in the same windows, without any kill, give the same posts."""
    if site.clock()["running"]:
        site.steer("pause")
    time.sleep(1.5)
    for machine in site.of("ticker") + site.of("worker"):  # the twin is made here, by nobody else
        machine.kill()
    found = printed(site.deployment, VERIFY.format(room=site.made["room"]))
    assert found["posts"] == found["last_seq"] > 500
    for fault in ("seq_holes", "window_holes", "log_holes", "fired_twice"):
        assert not found[fault], fault
    assert found["same_as_without_kills"]
