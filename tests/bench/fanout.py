"""`manage.py bench fanout`: what a delivered post costs the web process, and how late it comes.

Real Daphne, real sockets, private PostgreSQL and Redis. One process stores the posts, one serves them, one is
all the clients. Beside it, in the same run, the same stored posts go through the consumer of Channels'
tutorial on the core Redis layer: one group_send and one JSON message per post.
"""

import json
import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from tests.services import free_port, private_postgres, private_redis

ROOT = Path(__file__).resolve().parents[2]
SETTLE = 3.0  # s after the last client is in before the clock starts


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--rate", type=float, default=33.0, help="posts per second")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--no-tutorial", action="store_true", help="leave the comparison out")
    parser.add_argument("--embedded", action="store_true", help="everything in one process, on SQLite")


def run(options: dict[str, Any]) -> dict[str, Any]:
    with TemporaryDirectory(prefix="socialroom-bench-") as folder:
        if options["embedded"]:
            return _run_embedded(options, Path(folder))
        with private_postgres() as postgres, private_redis() as redis, postgres.database() as url:
            return _run_server(options, _environment(Path(folder), url, redis.url))


def _run_server(options: dict[str, Any], env: dict[str, str]) -> dict[str, Any]:
    stage = _role("prepare", env, options)
    with _web("socialroom.asgi:application", env) as web:
        ours = _measure(web, "ours", stage, env, options)
    result = _result(options, ours)
    if options["no_tutorial"]:
        return result
    with _web("tests.bench.tutorial:application", env) as web:
        tutorial = _measure(web, "tutorial", stage, env, options)
    return result | {
        "tutorial_lost": tutorial["lost"],
        "tutorial_p50_ms": tutorial["p50_ms"],
        "tutorial_p99_ms": tutorial["p99_ms"],
        "tutorial_cpu_us_per_post": tutorial["cpu_us_per_post"],
        "ratio_cpu_per_post": round(tutorial["cpu_us_per_post"] / ours["cpu_us_per_post"], 1),
    }


def _run_embedded(options: dict[str, Any], folder: Path) -> dict[str, Any]:
    env = os.environ | {"DATA_DIR": str(folder), "SOCIALROOM_MODE": "embedded", "LOG_LEVEL": "ERROR"}
    env = {name: value for name, value in env.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    stage = _role("prepare", env, options)
    port = free_port()
    command = [sys.executable, "manage.py", "run", "--host", "127.0.0.1", "--port", str(port)]
    with _process(command, env, port) as (process, _port):
        measured = _measure((process, port), "embedded", stage, env, options)
    return _result(options, measured) | {"embedded": True}


def _result(options: dict[str, Any], measured: dict[str, Any]) -> dict[str, Any]:
    return {"clients": options["clients"], "rate": options["rate"], "seconds": options["seconds"]} | measured


def _environment(folder: Path, database: str, redis: str) -> dict[str, str]:
    return os.environ | {
        "SOCIALROOM_MODE": "server",
        "SECRET_KEY": "only for this bench",
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATA_DIR": str(folder),
        "SOCIALROOM_MAX_PRESSURE": "1000000",
        "LOG_LEVEL": "ERROR",
    }


Web = tuple[psutil.Process, int]


@contextmanager
def _web(application: str, env: dict[str, str]) -> Iterator[Web]:
    port = free_port()
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port), "-v", "0", application]
    with _process(command, env, port) as web:
        yield web


@contextmanager
def _process(command: list[str], env: dict[str, str], port: int) -> Iterator[Web]:
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield psutil.Process(process.pid), port
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline and process.poll() is None:
        if any(
            c.laddr.port == port
            for c in psutil.Process(process.pid).net_connections()
            if c.status == "LISTEN"
        ):
            return
        time.sleep(0.1)
    raise RuntimeError(f"nothing listens on port {port}")


def _measure(
    web: Web, side: str, stage: dict[str, Any], env: dict[str, str], options: dict[str, Any]
) -> dict[str, Any]:
    """Clients connect, the posts come, and the web process's CPU is read around them."""
    process, port = web
    told = options | {"side": side, "port": port, "stage": stage}
    clients = _start("clients", env, told)
    _line(clients)  # all are in
    time.sleep(SETTLE)
    before, began = _cpu(process), time.monotonic()
    publisher = _start("publish", env, told)
    published = _line(publisher)
    time.sleep(2)
    spent, wall = _cpu(process) - before, time.monotonic() - began
    received = _ask(clients, published)
    return {
        "delivered": received["delivered"],
        "lost": received["lost"],
        "p50_ms": received["p50_ms"],
        "p99_ms": received["p99_ms"],
        "cpu_us_per_post": round(spent / max(1, received["delivered"]) * 1e6, 2),
        "cpu_share": round(spent / wall, 3),
    }


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _role(name: str, env: dict[str, str], told: dict[str, Any]) -> dict[str, Any]:
    process = _start(name, env, told)
    result = _line(process)
    process.wait(60)
    return result


def _start(name: str, env: dict[str, str], told: dict[str, Any]) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.fanout_roles", name],
        cwd=ROOT,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(told, default=str) + "\n")
    process.stdin.flush()
    return process


def _line(process: "subprocess.Popen[str]") -> dict[str, Any]:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"a process of the bench ended early ({process.wait()})")
    result: dict[str, Any] = json.loads(line)
    return result


def _ask(process: "subprocess.Popen[str]", question: dict[str, Any]) -> dict[str, Any]:
    assert process.stdin is not None
    process.stdin.write(json.dumps(question) + "\n")
    process.stdin.flush()
    answer = _line(process)
    process.wait(30)
    return answer
