"""docker-compose.yml, run as it stands (but for addresses) against a real PostgreSQL and a real Redis."""

import json
import re
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.compose import Compose, Deployment, MissingVariable, deployed
from tests.services import private_postgres, private_redis
from tests.visitor import Follower, Visitor

ROOT = Path(__file__).resolve().parents[2]
VARIABLES = {"SECRET_KEY": "k" * 50, "POSTGRES_PASSWORD": "ladder7", "ALLOWED_HOSTS": "127.0.0.1"}
OURS = ["web", "worker", "worker-slow", "ticker", "migrate"]


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """Migrated, with two web processes, two workers, one for the slow queue, and two tickers."""
    folder = tmp_path_factory.mktemp("deployment")
    with (
        private_postgres() as postgres,
        private_redis() as redis,
        deployed(Compose.read(VARIABLES), postgres, redis, folder) as deployment,
    ):
        deployment.run_to_end("migrate")
        services = ["web", "web", "worker", "worker", "worker-slow", "ticker", "ticker"]
        machines = [deployment.start(service) for service in services]
        for machine in machines[:2]:
            machine.wait_until_healthy()
        yield deployment


def test_every_service_is_healthy_by_its_own_check(deployment: Deployment) -> None:
    for machine in deployment.machines:
        machine.wait_until_healthy()


def test_every_web_process_is_ready(deployment: Deployment) -> None:
    for machine in _of(deployment, "web"):
        status, body = get(machine.url + "/readyz")
        assert (status, json.loads(body)) == (200, {"database": True, "layer": True, "progress": True})


def test_migrate_makes_tables_in_postgres_and_collects_static_files(deployment: Deployment) -> None:
    found = deployment.run(
        "python", "manage.py", "shell", "-v0", "-c", "from django.db import connection as c; print(c.vendor)"
    )
    assert found.strip().splitlines()[-1] == "postgresql"
    assert (deployment.folder / "static" / "staticfiles.json").exists()


def test_handshake_from_another_origin_is_refused(deployment: Deployment) -> None:
    address = _of(deployment, "web")[0].address
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://{address}/ws/room/nowhere/", origin=Origin("http://elsewhere.example"))
    assert refused.value.response.status_code == 403


def test_unknown_host_is_refused(deployment: Deployment) -> None:
    status, _ = get(_of(deployment, "web")[0].url + "/healthz", Host="elsewhere.example")
    assert status == 400


# A session ----------------------------------------------------------------------------------------------

PREPARE = """
import json
from exercises.models import User
from tests.conftest import PASSWORD, make_cast, make_session
cast = make_cast()
User.objects.filter(pk=cast.fiona.pk).update(is_staff=True)
played = make_session(cast)
session = played.session
codes = {"code": session.join_code, "room": played.north.code}
print(json.dumps({"pk": session.pk, "password": PASSWORD, **codes}))
"""


@dataclass
class Evening:
    """A session under way: Fiona's and Tara's sockets at one web process, Tom's at the other."""

    deployment: Deployment
    pk: int
    room: str
    fiona: Follower
    tom: Follower
    tara: Follower
    fiona_visits: Visitor
    tom_visits: Visitor


@pytest.fixture(scope="module")
def evening(deployment: Deployment) -> Iterator[Evening]:
    """Fiona logs in and starts a session; Tom and Tara join it, each at another web process."""
    one, two = (machine.address for machine in _of(deployment, "web")[:2])
    made = json.loads(
        deployment.run("python", "manage.py", "shell", "-v0", "-c", PREPARE).strip().splitlines()[-1]
    )
    fiona, tom, tara = Visitor(), Visitor(), Visitor()
    status, _ = fiona.submit(one, "/login/", username="fiona", password=made["password"])
    assert status == 302
    with fiona.socket(one, f"/ws/session/{made['pk']}/") as staff:
        staff.wait_for(lambda frame: frame["type"] == "welcome")
        assert staff.ask({"type": "open_lobby", "key": "open-lobby"})["type"] == "done"
        for visitor, address, name in ((tom, two, "Tom B"), (tara, one, "Tara B")):
            fields = {"name": name, "room": made["room"], "function": "", "consent": "on"}
            status, where = visitor.submit(address, f"/join/{made['code']}/", **fields)
            assert (status, where) == (302, f"/room/{made['room']}/")
        path = f"/ws/room/{made['room']}/"
        with tom.socket(two, path) as toms, tara.socket(one, path) as taras:
            for follower in (toms, taras):
                follower.wait_for(lambda frame: frame["type"] == "welcome")
            assert staff.ask({"type": "pressure", "key": "pressure", "value": 6000})["type"] == "done"
            assert staff.ask({"type": "start", "key": "start-it"})["type"] == "done"
            yield Evening(deployment, made["pk"], made["room"], staff, toms, taras, fiona, tom)


def test_session_reaches_both_web_processes_alike(evening: Evening) -> None:
    for follower in (evening.tom, evening.tara):
        follower.wait_for(lambda frame: frame["type"] == "window" and frame["windows"][1] >= 5, within=20)
    assert _windows(evening.tom)[:5] == _windows(evening.tara)[:5]
    assert sum(len(frame["posts"]) for frame in evening.tom.windows()) > 20


def test_message_of_a_trainee_reaches_the_other_web_process_once(evening: Evening) -> None:
    message = {
        "type": "publish",
        "key": "message-1",
        "account": "own",
        "channel": "microblog",
        "kind": "original",
        "text": "The lines are open again.",
    }
    answers = [evening.tom.ask(message), evening.tom.ask(message)]
    assert [answer["type"] for answer in answers] == ["done", "done"]
    assert answers[0]["result"] == answers[1]["result"]
    evening.tara.wait_for(lambda frame: bool(_originals(frame, message["text"])))
    time.sleep(2)
    shown = [post["id"] for frame in evening.tara.frames for post in _originals(frame, message["text"])]
    assert len(shown) == 1  # the crowd may share it, in posts of its own


def test_killed_worker_and_ticker_leave_no_hole(evening: Evening) -> None:
    before = _windows(evening.tom)[-1]
    worker, ticker = (_of(evening.deployment, service)[0] for service in ("worker", "ticker"))
    for machine in (worker, ticker):
        machine.kill()
        evening.deployment.machines.remove(machine)
    evening.tom.wait_for(
        lambda frame: frame["type"] == "window" and frame["windows"][1] > before + 8, within=30
    )
    seen = _windows(evening.tom)
    assert seen == list(range(seen[0], seen[-1] + 1))
    assert evening.fiona.frames[-1]["type"] != "error"


def test_feed_has_every_post_once_and_agrees_with_its_counter(evening: Evening) -> None:
    assert evening.fiona.ask({"type": "pause", "key": "pause-it"})["type"] == "done"
    time.sleep(1)
    address = _of(evening.deployment, "web")[1].address
    posts: list[Any] = []
    while page := evening.tom_visits.json(
        address, f"/api/rooms/{evening.room}/posts?limit=500&after={posts[-1]['seq'] if posts else 0}"
    )["posts"]:
        posts += page
    assert [post["seq"] for post in posts] == list(range(1, len(posts) + 1))
    assert len(posts) == max(frame["total"] for frame in evening.tom.frames if "total" in frame)
    shown = {post["id"] for frame in evening.tom.frames for post in frame.get("posts", [])}
    assert shown <= {post["id"] for post in posts}


def test_oversized_message_closes_the_socket_with_1009(evening: Evening) -> None:
    """Daphne's own limit, set in the command."""
    address = _of(evening.deployment, "web")[1].address
    with evening.tom_visits.socket(address, f"/ws/room/{evening.room}/") as socket:
        socket.wait_for(lambda frame: frame["type"] == "welcome")
        socket.send_raw("x" * 20_000)
        assert socket.wait_until_closed() == 1009


def test_end_reaches_everybody(evening: Evening) -> None:
    assert evening.fiona.ask({"type": "end", "key": "end-it-now"})["type"] == "done"
    for follower in (evening.tom, evening.tara):
        follower.wait_for(lambda frame: frame["type"] == "state" and frame["clock"]["state"] == "ended")


def test_debrief_is_made_while_no_live_worker_runs(evening: Evening) -> None:
    """It has a worker and a queue of its own, so that no window waits for it."""
    for machine in _of(evening.deployment, "worker"):
        assert machine.stop() == 0, machine.said
        evening.deployment.machines.remove(machine)
    web = _of(evening.deployment, "web")[0].address
    deadline = time.monotonic() + 240
    while (debrief := _last_debrief(evening, web))["state"] != "ready":
        assert debrief["state"] != "failed", debrief
        assert time.monotonic() < deadline, debrief
        time.sleep(0.5)
    assert evening.fiona_visits.download(web, debrief["pdf"]).startswith(b"%PDF-")
    assert evening.tom_visits.get(web, debrief["pdf"])[0] in (302, 403)


def test_services_stop_when_asked_with_people_connected(evening: Evening) -> None:
    for machine in evening.deployment.machines:
        assert machine.stop() in (0, -signal.SIGTERM), machine.said
    evening.deployment.machines.clear()


def _last_debrief(evening: Evening, web: str) -> dict[str, Any]:
    made = evening.fiona_visits.json(web, f"/sessions/{evening.pk}/debrief/")["debriefs"]
    return made[-1] if made else {"state": "none"}


def _windows(follower: Follower) -> list[int]:
    """Numbers of the windows that came, in the order in which they came."""
    return [
        number
        for frame in follower.windows()
        for number in range(frame["windows"][0], frame["windows"][1] + 1)
    ]


def _originals(frame: dict[str, Any], text: str) -> list[dict[str, Any]]:
    return [post for post in frame.get("posts", []) if (post["kind"], post.get("text")) == ("original", text)]


# The file itself -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", VARIABLES)
def test_secret_that_is_not_set_is_asked_for_by_name(name: str) -> None:
    with pytest.raises(MissingVariable, match=name):
        Compose.read({**VARIABLES, name: ""})


def test_file_holds_no_secret() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD"):
        assert set(re.findall(rf"(?m)^\s*{name}: (.)", text)) == {"$"}


def test_services_read_the_same_environment_without_debug() -> None:
    compose = Compose.read(VARIABLES)
    environments = [compose.environment(service) for service in OURS]
    assert all(environment == environments[0] for environment in environments)
    assert environments[0]["SOCIALROOM_MODE"] == "server"
    assert "DEBUG" not in environments[0]


def test_every_lasting_service_has_a_health_check_and_comes_back() -> None:
    compose = Compose.read(VARIABLES)
    for name, service in compose.services.items():
        if name != "migrate":
            assert service["healthcheck"]["test"], name
            assert service["restart"] == "unless-stopped", name


def test_only_the_proxy_is_reachable_from_outside() -> None:
    described: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    reachable = [name for name, service in described["services"].items() if "ports" in service]
    assert reachable == ["proxy"]
    assert described["networks"]["inside"] == {"internal": True}
    outside = [name for name, service in described["services"].items() if "outside" in service["networks"]]
    assert outside == ["proxy"]


def test_ours_run_without_privileges() -> None:
    compose = Compose.read(VARIABLES)
    for name in OURS:
        assert compose.services[name]["cap_drop"] == ["ALL"]
        assert compose.services[name]["read_only"] is True
    assert re.search(r"(?m)^USER socialroom$", (ROOT / "Dockerfile").read_text())


def test_image_and_set_up_name_the_same_system_packages() -> None:
    from socialroom.machine import PACKAGES

    dockerfile = (ROOT / "Dockerfile").read_text()
    for need in ("pango", "emoji"):
        for package in PACKAGES["apt-get"][need]:
            assert package in dockerfile


def get(url: str, data: bytes | None = None, **headers: str) -> tuple[int, str]:
    """Status and body, also of refusals."""
    request = urllib.request.Request(url, data, headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode(errors="replace")


def _of(deployment: Deployment, service: str) -> list[Any]:
    return [machine for machine in deployment.machines if machine.name.rsplit("-", 1)[0] == service]
