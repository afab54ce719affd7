"""Starts what docker-compose.yml describes, without Docker: the same commands, environment and health checks.

Only addresses change: hosts and ports, folders, and the names of machines. What each was and has become
is in `Deployment.addresses`.

    compose = Compose.read({"SECRET_KEY": …, "POSTGRES_PASSWORD": …, "ALLOWED_HOSTS": "127.0.0.1"})
    with deployed(compose, postgres, redis, folder) as deployment:
        deployment.run_to_end("migrate")
        web = deployment.start("web")
        web.wait_until_healthy()
"""

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg
import yaml
from psycopg import sql

from tests.services import PrivatePostgres, PrivateRedis, free_port

ROOT = Path(__file__).resolve().parent.parent
VARIABLE = re.compile(r"\$(?:\$|\{(?P<name>\w+)(?:(?P<how>:[-?])(?P<then>[^}]*))?\})")

EVERYWHERE = "0.0.0.0"  # noqa: S104  compared with what the file says, not bound


class MissingVariable(Exception):
    """A variable that the deployment demands is not set; the text is what docker compose would say."""


@dataclass(frozen=True)
class Compose:
    """docker-compose.yml with its anchors and variables put in."""

    services: dict[str, dict[str, Any]]

    @classmethod
    def read(cls, variables: Mapping[str, str], path: Path = ROOT / "docker-compose.yml") -> "Compose":
        """Raises MissingVariable as docker compose does."""
        return cls(_filled_in(yaml.safe_load(path.read_text()), variables)["services"])

    def command(self, service: str) -> list[str]:
        command: list[str] = self.services[service]["command"]
        return command

    def environment(self, service: str) -> dict[str, str]:
        environment: dict[str, str] = self.services[service].get("environment", {})
        return environment

    def health_check(self, service: str) -> list[str]:
        """As a command: what follows CMD, or a shell for CMD-SHELL."""
        kind, *command = self.services[service]["healthcheck"]["test"]
        return ["sh", "-c", *command] if kind == "CMD-SHELL" else command


def _filled_in(part: Any, variables: Mapping[str, str]) -> Any:
    """Every text of a YAML tree with `${NAME}`, `${NAME:-default}`, `${NAME:?message}` and `$$` put in."""
    if isinstance(part, dict):
        return {name: _filled_in(value, variables) for name, value in part.items()}
    if isinstance(part, list):
        return [_filled_in(value, variables) for value in part]
    return VARIABLE.sub(lambda found: _value(found, variables), part) if isinstance(part, str) else part


def _value(found: re.Match[str], variables: Mapping[str, str]) -> str:
    if found.group() == "$$":
        return "$"
    name, how, then = found.group("name", "how", "then")
    value = variables.get(name, "")
    if not value and how == ":?":
        raise MissingVariable(f"required variable {name} is missing a value: {then}")
    return value or (then if how == ":-" else "")


@dataclass
class Machine:
    """One replica of a service, as one container would be."""

    name: str
    process: "subprocess.Popen[bytes]"
    environment: dict[str, str]
    health_check: list[str]
    log: Path
    address: str = ""

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    @property
    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def is_healthy(self) -> bool:
        check = subprocess.run(
            self.health_check, cwd=ROOT, env=self.environment, capture_output=True, check=False
        )
        return check.returncode == 0

    def wait_until_healthy(self, within: float = 180) -> None:
        """Asks the service's own health check until it says yes, for at most `within` seconds."""
        deadline = time.monotonic() + within
        while not self.is_healthy():
            assert self.process.poll() is None, f"{self.name} ended:\n{self.said}"
            assert time.monotonic() < deadline, f"{self.name} is not healthy:\n{self.said}"
            time.sleep(0.2)

    def stop(self, within: float = 20) -> int:
        """SIGTERM, as docker stop sends it; the exit code. A failure when it takes over `within` seconds."""
        self.process.terminate()
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.name} did not stop:\n{self.said}") from None

    def kill(self) -> None:
        """kill -9 of the process and all its children."""
        with contextlib.suppress(psutil.NoSuchProcess):
            for child in psutil.Process(self.process.pid).children(recursive=True):
                child.kill()
        self.process.kill()
        self.process.wait()


@dataclass
class Deployment:
    """The services of a compose file on this machine, beside a PostgreSQL and a Redis that run already."""

    compose: Compose
    folder: Path
    addresses: dict[str, str]
    machines: list[Machine] = field(default_factory=list)

    def start(self, service: str) -> Machine:
        """One more replica of `service`; its web address, where it has one, is free for it alone."""
        name = f"{service}-{1 + sum(machine.name.startswith(service + '-') for machine in self.machines)}"
        address = f"127.0.0.1:{free_port()}"
        moved = self._addresses_of(service, name, address)
        log = self.folder / f"{name}.log"
        environment = self._environment(service, moved, HOSTNAME=name)
        with log.open("wb") as output:
            process = subprocess.Popen(
                _moved(self.compose.command(service), moved),
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        check = _moved(self.compose.health_check(service), moved)
        machine = Machine(name, process, environment, check, log, address if service == "web" else "")
        self.machines.append(machine)
        if service == "web":
            self.addresses.setdefault("web:8000", address)
        return machine

    def run_to_end(self, service: str, within: float = 300) -> str:
        """What a one-shot service such as `migrate` says; it must end well."""
        return self._run(self.compose.command(service), service, within)

    def run(self, *command: str, service: str = "web", within: float = 180) -> str:
        """What `docker compose exec SERVICE COMMAND` would print; it must end well."""
        return self._run([*command], service, within)

    def _run(self, command: list[str], service: str, within: float) -> str:
        done = subprocess.run(
            _moved(command, self.addresses),
            cwd=ROOT,
            env=self._environment(service, self.addresses, HOSTNAME=service),
            capture_output=True,
            text=True,
            timeout=within,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _addresses_of(self, service: str, name: str, address: str) -> dict[str, str]:
        own = {"localhost:8000": address, EVERYWHERE: "127.0.0.1", "8000": address.rsplit(":", 1)[1]}
        return {**self.addresses, "%h": name, **(own if service == "web" else {})}

    def _environment(self, service: str, addresses: Mapping[str, str], **machine: str) -> dict[str, str]:
        """What the container would have, and nothing of this shell."""
        described = self.compose.environment(service)
        values = _moved([*described.values()], addresses)
        here = {
            "PATH": f"{Path(sys.executable).parent}:{os.defpath}",
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
        }
        return {**here, **machine, **dict(zip(described, values, strict=True))}


@contextlib.contextmanager
def deployed(
    compose: Compose, postgres: PrivatePostgres, redis: PrivateRedis, folder: Path
) -> Iterator[Deployment]:
    """A deployment whose PostgreSQL and Redis are those given; all that it started ends with the block."""
    _make_database(compose, postgres)
    addresses = {
        "@postgres:5432": f"@127.0.0.1:{postgres.port}",
        "redis:6379": f"127.0.0.1:{redis.port}",
        "/data": str(folder / "data"),
        "/static": str(folder / "static"),
    }
    deployment = Deployment(compose, folder, addresses)
    try:
        yield deployment
    finally:
        for machine in reversed(deployment.machines):
            machine.kill()


def _make_database(compose: Compose, postgres: PrivatePostgres) -> None:
    """The user, password and database that the postgres service makes from its environment."""
    wanted = compose.environment("postgres")
    user, name = sql.Identifier(wanted["POSTGRES_USER"]), sql.Identifier(wanted["POSTGRES_DB"])
    with psycopg.connect(postgres.url, autocommit=True) as link:
        password = sql.Literal(wanted["POSTGRES_PASSWORD"])
        link.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(user, password))
        link.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, user))


def _moved(texts: list[str], addresses: Mapping[str, str]) -> list[str]:
    """The texts with each address replaced. A bare port or host is one only as a whole text."""
    return [addresses.get(text) or _moved_within(text, addresses) for text in texts]


def _moved_within(text: str, addresses: Mapping[str, str]) -> str:
    for old, new in addresses.items():
        if not old.isdigit() and old != EVERYWHERE:
            text = (
                re.sub(re.escape(old) + r"(?![\w.])", new, text)
                if old.startswith("/")
                else text.replace(old, new)
            )
    return text
