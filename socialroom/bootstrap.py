"""From a bare `python3` to the project's own `.venv`: the standard library alone.

manage.py calls `enter()` first. It makes `.venv` from the hashed lock when that is missing, stale or
half made, sees to the system's packages (machine.py), and goes on inside. When nothing is to do it
costs a small file and a hash or two, and touches no network. Python 3.7 must be able to read this
file and the two beside it, to say that it is too old.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from socialroom import machine
from socialroom.bootstrap_messages import message, say
from socialroom.machine import ROOT, Stopped

OLDEST = (3, 11)
#: What is installed for everyday use, and (all of that and more) for tests and benches.
LOCKS = {"run": "requirements.lock", "test": "requirements-test.lock"}
NEED_THE_TEST_LOCK = {"test", "bench"}
OPEN_A_ROOM = {"demo", "run"}

#: What a failed installer says, and the message that explains it. The first that fits wins.
CLUES = (
    ("disk", ("no space left on device", "os error 28", "disk quota exceeded")),
    ("hashes", ("do not match the hashes", "hash mismatch")),
    ("read_only", ("permission denied", "read-only file system")),
    ("network", ("name resolution", "name or service not known", "nodename nor servname", "dns error")),
    ("network", ("failed to establish a new connection", "connection refused", "connection reset")),
    ("network", ("network is unreachable", "timed out", "error sending request", "failed to fetch")),
    ("network", ("proxyerror", "tunnel connection failed", "certificate")),
)


def enter(arguments: list[str]) -> None:
    """Returns inside `.venv`, with every package in place; else replaces this process by one that is."""
    command = arguments[0] if arguments else ""
    made = make_ready(arguments)
    if not _inside():
        if command in OPEN_A_ROOM and not made:
            machine.say_what_pdfs_lack()
        _continue_inside(arguments)


def make_ready(arguments: list[str]) -> bool:
    """Prepares `.venv` for a command line; whether there was anything to do.

    Ends the process, saying why, when it cannot.
    """
    try:
        _require_python(arguments)
        return prepare(test=bool(NEED_THE_TEST_LOCK.intersection(arguments[:1])))
    except Stopped as reason:
        give_up(str(reason), 1)
    except KeyboardInterrupt:
        give_up("\n" + message("interrupted"), 130)


def run_tests(arguments: list[str]) -> NoReturn:
    """Becomes pytest, inside `.venv`, once the machine has what the tests need."""
    try:
        machine.prepare_tests()
    except Stopped as reason:
        give_up(str(reason), 1)
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *(arguments or whole_run())])


def whole_run(processors: int | None = None) -> list[str]:
    """pytest's arguments for all tests: one process for each processor, up to four.

    A module's tests stay together, in their order: they share a server or a browser.
    """
    processes = min(processors or os.cpu_count() or 1, 4)
    return [f"-n{processes}", "--dist=loadscope"] if processes > 1 else []


def prepare(root: Path = ROOT, *, test: bool = False) -> bool:
    """Makes `.venv` under `root` what the lock says; whether there was anything to do.

    Raises Stopped with the reason, in the reader's language.
    """
    if is_current(root, test=test):
        return False
    try:
        with _alone(root):
            if not is_current(root, test=test):
                _set_up(root, test=test)
    except OSError as error:
        raise Stopped(_meaning_of(error, root)) from error
    return True


def is_current(root: Path = ROOT, *, test: bool = False) -> bool:
    """Whether the stamp tells of the locks as they are, and of the Python that `.venv` runs on."""
    stamp = _read_stamp(root)
    return bool(stamp) and stamp == _wanted_stamp(root, test=test or bool(stamp.get("test")))


def give_up(text: str, code: int) -> NoReturn:
    print(text, file=sys.stderr, flush=True)
    raise SystemExit(code)


# Filling .venv -------------------------------------------------------------------------------------------


def _set_up(root: Path, *, test: bool) -> None:
    stamp = _read_stamp(root)
    venv = root / ".venv"
    keep = bool(stamp) and stamp.get("python") == _python_of(root)
    if keep:
        say("tests" if test and not stamp.get("test") else "update", venv=venv)
    else:
        say("again" if venv.exists() else "first_run", venv=venv)
    _stamp_path(root).unlink(missing_ok=True)  # what is interrupted from here on is begun again
    test = test or bool(stamp.get("test"))
    _install(root, LOCKS["test" if test else "run"], keep=keep)
    machine.prepare_pdf()
    _write_stamp(root, test=test)
    say("ready")


def _install(root: Path, lock: str, *, keep: bool) -> None:
    """Brings `.venv` to the lock: by uv where there is one, else (or when that fails) by venv and pip."""
    uv = shutil.which("uv")
    if uv is None:
        return _install_by_pip(root, lock, keep=keep)
    try:
        return _install_by_uv(uv, root, lock, keep=keep)
    except Stopped:
        if not _can_make_venv():
            raise
        return _install_by_pip(root, lock, keep=False)


def _install_by_uv(uv: str, root: Path, lock: str, *, keep: bool) -> None:
    if not keep:
        _run([uv, "venv", "--quiet", "--clear", "--python", _base_python(), str(root / ".venv")], root)
    sync = [uv, "pip", "sync", "--quiet", "--require-hashes", "--only-binary", ":all:"]
    _run([*sync, "--python", str(_venv_python(root)), str(root / "socialroom" / lock)], root)


def _install_by_pip(root: Path, lock: str, *, keep: bool) -> None:
    has_pip = any((root / ".venv").glob("lib/python3*/site-packages/pip"))  # uv makes a .venv without
    if not (keep and has_pip):
        _require_venv_module()
        _run([_base_python(), "-m", "venv", "--clear", str(root / ".venv")], root)
    install = [str(_venv_python(root)), "-m", "pip", "install", "--no-input"]
    install += ["--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    _run([*install, "-r", str(root / "socialroom" / lock)], root)


def _run(command: list[str], root: Path) -> None:
    done = subprocess.run(
        command, env=_installer_environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode != 0:
        raise Stopped(_meaning_of_output((done.stdout + done.stderr).decode(errors="replace"), root))


def _installer_environment() -> dict[str, str]:
    """pip's settings, said to uv as well; and few retries, so that "no network" is known within seconds."""
    environment = dict(os.environ, PIP_USER="0")
    environment.setdefault("PIP_RETRIES", "2")
    environment.setdefault("UV_HTTP_RETRIES", "2")
    if os.environ.get("PIP_NO_INDEX"):
        environment.setdefault("UV_NO_INDEX", "1")
    if os.environ.get("PIP_FIND_LINKS"):
        environment.setdefault("UV_FIND_LINKS", ",".join(os.environ["PIP_FIND_LINKS"].split()))
    return environment


def _meaning_of_output(output: str, root: Path) -> str:
    text = output.lower()
    missing = "no matching distribution" in text or "no solution found" in text
    clue = next((name for name, signs in CLUES if any(sign in text for sign in signs)), "failed")
    if missing and os.environ.get("PIP_NO_INDEX"):
        clue = "offline"
    said = message(clue, root=root, links=os.environ.get("PIP_FIND_LINKS", ""))
    noise = ("warning", "ignoring ")
    lines = [line for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if not line.lower().startswith(noise)]
    return "\n".join([said, *("  | " + line[:160] for line in telling[-4:])])


def _meaning_of(error: OSError, root: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return message("disk", root=root)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return message("read_only", root=root)
    return f"{message('failed')} {error}"


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Holds the lock file of the folder: a second set-up waits, then finds the work done."""
    with open(root / ".venv.lock", "w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


# The stamp: written last, so that a half-made .venv has none -----------------------------------------------


def _stamp_path(root: Path) -> Path:
    return root / ".venv" / "socialroom-stamp.json"


def _read_stamp(root: Path) -> dict[str, Any]:
    try:
        stamp = json.loads(_stamp_path(root).read_text())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _write_stamp(root: Path, *, test: bool) -> None:
    unfinished = _stamp_path(root).with_suffix(".new")
    unfinished.write_text(json.dumps(_wanted_stamp(root, test=test)))
    unfinished.replace(_stamp_path(root))


def _wanted_stamp(root: Path, *, test: bool) -> dict[str, str]:
    locks = {"run": _digest(root, "run"), "test": _digest(root, "test") if test else ""}
    return {"python": _python_of(root), **locks}


def _digest(root: Path, lock: str) -> str:
    return hashlib.sha256((root / "socialroom" / LOCKS[lock]).read_bytes()).hexdigest()


def _python_of(root: Path) -> str:
    """The real interpreter behind `.venv`, its version in its path; empty when there is none (any more)."""
    python = _venv_python(root)
    return str(python.resolve()) if python.exists() else ""


def _venv_python(root: Path) -> Path:
    return root / ".venv" / "bin" / "python"


# Python --------------------------------------------------------------------------------------------------


def _require_python(arguments: list[str]) -> None:
    """Goes over to a newer Python of this machine when this one is too old."""
    if sys.version_info >= OLDEST:
        return
    names = [f"python3.{minor}" for minor in range(20, OLDEST[1] - 1, -1)]
    newer = next(filter(None, map(shutil.which, names)), None)
    if newer is not None:
        os.execv(newer, [newer, str(ROOT / "manage.py"), *arguments])
    mac = sys.platform == "darwin"
    line = machine.line_to_type("brew", ["python@3.13"]) if mac else "sudo apt-get install -y python3.11"
    version = ".".join(map(str, sys.version_info[:3]))
    raise Stopped(message("python_old", oldest="3.11", version=version, line=line))


def _inside() -> bool:
    return Path(sys.prefix).resolve() == (ROOT / ".venv").resolve()


def _continue_inside(arguments: list[str]) -> NoReturn:
    python = str(_venv_python(ROOT))
    if sys.platform == "darwin" and Path("/opt/homebrew/lib").is_dir():
        os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib")  # where brew puts Pango
    os.execv(python, [python, str(ROOT / "manage.py"), *arguments])


def _base_python() -> str:
    """The interpreter to make `.venv` from, also when this process already runs inside it."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _require_venv_module() -> None:
    if _can_make_venv():
        return
    packages = [_venv_package()]
    if not (machine.apt_install(packages) and _can_make_venv()):
        raise Stopped(message("no_venv", line=machine.line_to_type("apt-get", packages)))


def _can_make_venv() -> bool:
    check = [_base_python(), "-c", "import venv, ensurepip"]
    return subprocess.run(check, capture_output=True, check=False).returncode == 0


def _venv_package() -> str:
    default = os.path.realpath("/usr/bin/python3") == os.path.realpath(_base_python())
    return "python3-venv" if default else f"python3.{sys.version_info.minor}-venv"


if __name__ == "__main__":  # `python3 -m socialroom.bootstrap [test]`: the set-up alone
    make_ready(sys.argv[1:])
