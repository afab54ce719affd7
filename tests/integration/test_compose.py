"""docker-compose.yml, run as it stands (but for addresses) against a real PostgreSQL and a real Redis."""

import json
import re
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.compose import Compose, Deployment, MissingVariable, deployed
from tests.services import free_port, private_postgres, private_redis

ROOT = Path(__file__).resolve().parents[2]
VARIABLES = {"SECRET_KEY": "k" * 50, "POSTGRES_PASSWORD": "ladder7", "ALLOWED_HOSTS": "127.0.0.1"}
OURS = ["web", "worker", "worker-slow", "ticker", "migrate"]


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """Migrated, with two web processes, two workers, one for the slow queue, and two tickers, all healthy."""
    folder = tmp_path_factory.mktemp("deployment")
    with (
        private_postgres() as postgres,
        private_redis() as redis,
        deployed(Compose.read(VARIABLES), postgres, redis, folder) as deployment,
    ):
        deployment.run_to_end("migrate")
        services = ["web", "web", "worker", "worker", "worker-slow", "ticker", "ticker"]
        machines = [deployment.start(service) for service in services]
        for machine in machines:
            machine.wait_until_healthy()
        yield deployment


def test_every_service_is_healthy_by_its_own_check(deployment: Deployment) -> None:
    for machine in deployment.machines:
        assert machine.is_healthy(), machine.said


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


def test_services_stop_when_asked(deployment: Deployment) -> None:
    machines = [deployment.start(service) for service in ("web", "worker", "worker-slow", "ticker")]
    for machine in machines:
        machine.wait_until_healthy()
    for machine in machines:
        assert machine.stop() in (0, -signal.SIGTERM), machine.said
        deployment.machines.remove(machine)


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


# The proxy -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def proxy(deployment: Deployment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """deploy/nginx.conf with its addresses changed, in front of the web process; its own address."""
    nginx = shutil.which("nginx")
    if nginx is None:
        pytest.skip("nginx is not installed on this machine")
    folder = tmp_path_factory.mktemp("proxy")
    address = f"127.0.0.1:{free_port()}"
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    for old, new in {
        "listen 80 default_server": f"listen {address}",
        "set $web web:8000": f"set $web {_of(deployment, 'web')[0].address}",
        "alias /static/": f"alias {deployment.folder}/static/",
        "/tmp/nginx.pid": f"{folder}/nginx.pid",  # noqa: S108  what it is in the container
    }.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "nginx.conf").write_text(f"user root;\n{text}")
    with subprocess.Popen([nginx, "-g", "daemon off;", "-c", str(folder / "nginx.conf")]) as process:
        _until_answers(f"http://{address}/healthz")
        yield address
        process.terminate()


def test_proxy_passes_pages_and_sockets(proxy: str) -> None:
    assert get(f"http://{proxy}/healthz")[0] == 200
    url = f"ws://{proxy}/ws/room/nowhere/"
    with connect(url, origin=Origin(f"http://{proxy}")) as socket, pytest.raises(ConnectionClosed) as closed:
        socket.recv(timeout=10)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code >= 4400


def test_proxy_serves_static_files_itself(proxy: str, deployment: Deployment) -> None:
    names = json.loads((deployment.folder / "static" / "staticfiles.json").read_text())["paths"]
    hashed = next(name for name in names.values() if name.endswith(".css"))
    with urllib.request.urlopen(f"http://{proxy}/static/{hashed}", timeout=5) as answer:
        assert answer.headers["Server"] == "nginx"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Type"] == "text/css"


def test_proxy_hides_what_is_for_machines(proxy: str) -> None:
    assert get(f"http://{proxy}/metrics")[0] == 404


def test_proxy_refuses_bodies_over_ten_megabytes(proxy: str) -> None:
    status, _ = get(f"http://{proxy}/login/", data=b"x" * (10 * 1024 * 1024 + 1))
    assert status == 413


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


def _until_answers(url: str) -> None:
    deadline = time.monotonic() + 10
    while True:
        try:
            return get(url) and None
        except urllib.error.URLError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
