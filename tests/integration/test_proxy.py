"""deploy/nginx.conf, run by a real nginx in front of a server that tells what reaches it."""

import contextlib
import json
import shutil
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.datastructures import Headers
from websockets.http11 import Request, Response
from websockets.sync.client import connect
from websockets.sync.server import ServerConnection, serve

from tests.services import free_port

ROOT = Path(__file__).resolve().parents[2]
HASHED = "site.0123456789ab.css"


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    """Stands where Daphne does: a page shows the headers that came, a socket answers what it hears."""

    def page(connection: ServerConnection, request: Request) -> Response | None:
        if "Upgrade" in request.headers:
            return None
        body = json.dumps({"path": request.path, "headers": dict(request.headers.raw_items())}).encode()
        length = ("Content-Length", str(len(body)))
        return Response(200, "OK", Headers([length, ("Content-Type", "application/json")]), body)

    def answer(connection: ServerConnection) -> None:
        assert connection.request is not None
        connection.send(json.dumps(dict(connection.request.headers.raw_items())))
        for message in connection:
            connection.send(message)

    with serve(answer, "127.0.0.1", free_port(), process_request=page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield "{}:{}".format(*server.socket.getsockname())


@pytest.fixture(scope="module")
def proxy(web: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """nginx with the configuration of the deployment, its addresses changed; its own address."""
    nginx = shutil.which("nginx")
    if nginx is None:
        pytest.skip("nginx is not installed on this machine")
    folder = tmp_path_factory.mktemp("proxy")
    (folder / "static").mkdir()
    (folder / "static" / HASHED).write_text("body {}")
    (folder / "static" / "plain.css").write_text("body {}")
    address = f"127.0.0.1:{free_port()}"
    (folder / "nginx.conf").write_text(configuration(address, web, folder))
    command = [nginx, "-e", str(folder / "errors"), "-g", "daemon off;", "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        _until_open(address)
        yield address
        process.terminate()


def configuration(address: str, web: str, folder: Path) -> str:
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    for old, new in {
        "listen 80 default_server": f"listen {address}",
        "set $web web:8000": f"set $web {web}",
        "alias /static/": f"alias {folder}/static/",
        "pid /tmp/nginx.pid": f"pid {folder}/nginx.pid",
        "worker_processes auto": "worker_processes 1",
    }.items():
        assert old in text, old
        text = text.replace(old, new)
    owner = (
        "user root;\n" if folder.owner() == "root" else ""
    )  # the folders of tests are for their owner alone
    return owner + text


def test_what_a_client_claims_about_itself_goes_no_further(proxy: str) -> None:
    forged = {
        "X-Forwarded-For": "203.0.113.7",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "elsewhere.example",
        "X-Real-IP": "203.0.113.7",
        "Forwarded": "for=203.0.113.7",
    }
    seen = {name.lower(): value for name, value in _page(proxy, "/x", forged)["headers"].items()}
    assert seen["x-forwarded-for"] == "127.0.0.1"
    assert seen["x-forwarded-proto"] == "http"
    assert seen["host"] == proxy
    assert not {"x-forwarded-host", "x-real-ip", "forwarded"} & set(seen)


def test_nor_what_it_claims_while_opening_a_socket(proxy: str) -> None:
    forged = {"X-Forwarded-For": "203.0.113.7", "X-Real-IP": "203.0.113.7"}
    with connect(f"ws://{proxy}/ws/room/abcd/", additional_headers=forged) as link:
        seen = {name.lower(): value for name, value in json.loads(link.recv(5)).items()}
    assert seen["x-forwarded-for"] == "127.0.0.1"
    assert "x-real-ip" not in seen
    assert seen["host"] == proxy


def test_sockets_pass_both_ways(proxy: str) -> None:
    with connect(f"ws://{proxy}/ws/room/abcd/") as link:
        link.recv(5)
        link.send("there and back")
        assert link.recv(5) == "there and back"


def test_paths_and_queries_pass_unchanged(proxy: str) -> None:
    path = "/api/rooms/abcd/posts?after=7&q=%C3%A9t%C3%A9"
    assert _page(proxy, path)["path"] == path


def test_static_files_come_from_the_volume(proxy: str) -> None:
    with urllib.request.urlopen(f"http://{proxy}/static/{HASHED}", timeout=5) as answer:
        assert answer.headers.get_all("Cache-Control") == ["public, max-age=31536000, immutable"]
        assert answer.headers["Content-Type"] == "text/css"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    with urllib.request.urlopen(f"http://{proxy}/static/plain.css", timeout=5) as answer:
        assert answer.headers.get_all("Cache-Control") == ["max-age=3600"]


@pytest.mark.parametrize(
    "path", ["/static/../nginx.conf", "/static../nginx.conf", "/static/%2e%2e/nginx.conf"]
)
def test_nothing_beside_the_volume_is_served(proxy: str, path: str) -> None:
    host, port = proxy.split(":")
    with socket.create_connection((host, int(port)), timeout=5) as link:
        link.sendall(f"GET {path} HTTP/1.1\r\nHost: {proxy}\r\nConnection: close\r\n\r\n".encode())
        assert b"worker_processes" not in b"".join(iter(lambda: link.recv(65536), b""))


def test_figures_for_machines_stay_inside(proxy: str) -> None:
    assert _status(proxy, "/metrics") == 404


def test_body_over_ten_megabytes_is_refused(proxy: str) -> None:
    assert _status(proxy, "/login/", b"x" * (10 * 1024 * 1024 + 1)) == 413


def test_handshake_that_dawdles_is_cut(proxy: str) -> None:
    host, port = proxy.split(":")
    started = time.monotonic()
    with socket.create_connection((host, int(port)), timeout=20) as link:
        link.sendall(b"GET /ws/room/abcd/ HTTP/1.1\r\nHost: ")
        with contextlib.suppress(ConnectionResetError):
            assert link.recv(1000) == b""
    assert 5 < time.monotonic() - started < 15


def _page(proxy: str, path: str, headers: dict[str, str] | None = None) -> Any:
    request = urllib.request.Request(f"http://{proxy}{path}", headers=headers or {})
    with urllib.request.urlopen(request, timeout=5) as answer:
        return json.load(answer)


def _status(proxy: str, path: str, data: bytes | None = None) -> int:
    try:
        with urllib.request.urlopen(f"http://{proxy}{path}", data, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code


def _until_open(address: str) -> None:
    host, port = address.split(":")
    deadline = time.monotonic() + 20
    while True:
        try:
            return socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline, "nginx does not listen"
            time.sleep(0.05)
