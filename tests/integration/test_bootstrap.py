"""The set-up for real, offline: a project of one tiny package, a folder of packages, a bare python3."""

import base64
import hashlib
import json
import os
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from socialroom.bootstrap import _base_python

ROOT = Path(__file__).resolve().parents[2]
#: Stands where Django would: it says where it runs and what it was asked.
DJANGO = """
import sys
def execute_from_command_line(arguments):
    print("inside", sys.prefix, "with", *arguments)
"""


class Project:
    """A copy of what the set-up consists of, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wheels = folder / "wheels"
        self.wheels.mkdir(parents=True)
        (folder / "socialroom").mkdir()
        for name in ("__init__.py", "bootstrap.py", "bootstrap_messages.py", "machine.py"):
            shutil.copy(ROOT / "socialroom" / name, folder / "socialroom")
        shutil.copy(ROOT / "manage.py", folder)
        self.lock("1.0")

    def lock(self, version: str, *, digest: str | None = None) -> None:
        """Both locks ask for Django in this version, of which a wheel is made."""
        wheel = make_wheel(self.wheels, "django", version, {"django/core/management.py": DJANGO})
        digest = digest or hashlib.sha256(wheel.read_bytes()).hexdigest()
        for name in ("requirements.lock", "requirements-test.lock"):
            pinned = f"django=={version} \\\n    --hash=sha256:{digest}\n"
            (self.folder / "socialroom" / name).write_text(pinned)

    def start(self, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
        offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "LC_ALL": "C.UTF-8", "PATH": PATH}
        return subprocess.Popen(
            [_base_python(), "manage.py", *arguments],
            cwd=self.folder,
            env={"HOME": str(self.folder), **offline, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_with_ctrl_c,
        )

    def run(self, *arguments: str, **environment: str) -> tuple[int, str, str]:
        """Exit code, what was printed, what was said beside it."""
        process = self.start(*arguments, **environment)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err

    @property
    def stamp(self) -> Path:
        return self.folder / ".venv" / "socialroom-stamp.json"


#: No uv, no apt-get: what a plain user has.
PATH = "/nonexistent"


def _with_ctrl_c() -> None:
    """Ctrl-C works in the process even where the tests run in the background of a shell, which ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose first start is over."""
    project = Project(tmp_path_factory.mktemp("ready") / "project")
    code, out, err = project.run("demo", "--port", "9000")
    assert code == 0, err
    assert "First start" in err
    assert f"inside {project.folder}/.venv with manage.py demo --port 9000" in out
    return project


def test_second_start_does_nothing_but_go_on(ready: Project) -> None:
    before = ready.stamp.stat().st_mtime_ns
    code, out, err = ready.run("migrate", PIP_FIND_LINKS="/nonexistent")
    assert (code, err) == (0, "")
    assert "with manage.py migrate" in out
    assert ready.stamp.stat().st_mtime_ns == before


def test_changed_lock_is_followed(ready: Project) -> None:
    ready.lock("1.1")
    code, _, err = ready.run("migrate")
    assert code == 0, err
    assert "list of packages has changed" in err
    assert list(ready.folder.glob(".venv/lib/*/site-packages/django-1.1.dist-info"))
    assert "First start" not in err


def test_french_shell_hears_french(ready: Project) -> None:
    ready.lock("1.2")
    _, _, err = ready.run("migrate", LC_ALL="fr_FR.UTF-8")
    assert "La liste des paquets a changé" in err


def test_package_with_another_hash_is_refused(project: Project) -> None:
    project.lock("1.0", digest="0" * 64)
    code, _, err = project.run("demo")
    assert code == 1
    assert "its hash differs" in err
    assert "Traceback" not in err
    assert not project.stamp.exists()


def test_missing_package_offline_is_named(project: Project) -> None:
    for wheel in project.wheels.iterdir():
        wheel.unlink()
    code, _, err = project.run("demo")
    assert code == 1
    assert str(project.wheels) in err
    assert "django==1.0" in err
    assert "Traceback" not in err


def test_no_network_is_said_within_seconds(project: Project) -> None:
    started = time.monotonic()
    nowhere = {"PIP_NO_INDEX": "", "PIP_INDEX_URL": "http://127.0.0.1:9/simple"}
    code, _, err = project.run("demo", **nowhere, PIP_FIND_LINKS="")
    assert code == 1
    assert "no network?" in err
    assert "Traceback" not in err
    assert time.monotonic() - started < 60


@pytest.mark.parametrize("fatal", [signal.SIGKILL, signal.SIGINT])
def test_interrupted_set_up_is_begun_again(project: Project, fatal: signal.Signals) -> None:
    first = project.start("demo")
    _eventually(lambda: (project.folder / ".venv").exists())
    first.send_signal(fatal)
    _, err = first.communicate(timeout=30)
    assert "Traceback" not in err
    assert not project.stamp.exists()
    code, out, err = project.run("demo")
    assert code == 0, err
    assert "starting it again" in err
    assert "with manage.py demo" in out


def test_two_at_once_make_one_environment(project: Project) -> None:
    both = [project.start("demo"), project.start("run")]
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sum("First start" in err for _, err in said) == 1
    assert sum("waiting for it" in err for _, err in said) == 1
    assert "with manage.py demo" in said[0][0]
    assert "with manage.py run" in said[1][0]


def test_read_only_folder_is_explained(project: Project) -> None:
    # root may write anywhere, unless it is root without its privileges
    as_anybody = ["setpriv", "--bounding-set=-all"] if os.geteuid() == 0 else []
    project.folder.chmod(0o555)
    done = subprocess.run(
        [*as_anybody, _base_python(), "-B", "manage.py", "demo"],
        cwd=project.folder,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    project.folder.chmod(0o755)
    assert done.returncode == 1
    assert f"{project.folder} cannot be written to" in done.stderr
    assert "Traceback" not in done.stderr


def test_full_disk_is_explained(project: Project) -> None:
    """The limit on the size of one file stands for the full disk: both end in an OSError while writing."""
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); sys.argv = ['manage.py', 'demo'];"
        "import manage; manage.main(['demo'])"
    )
    done = subprocess.run(
        [_base_python(), "-B", "-c", script],
        cwd=project.folder,
        env={"PATH": PATH, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "The set-up did not work" in done.stderr
    assert "File too large" in done.stderr
    assert not project.stamp.exists()


def test_uv_does_it_where_there_is_one(project: Project) -> None:
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("uv is not installed on this machine")
    code, out, err = project.run("demo", PATH=str(Path(uv).parent))
    assert code == 0, err
    assert "with manage.py demo" in out
    project.lock("1.1")
    code, _, err = project.run("demo", PATH=str(Path(uv).parent))
    assert code == 0, err
    assert list(project.folder.glob(".venv/lib/*/site-packages/django-1.1.dist-info"))
    assert json.loads(project.stamp.read_text())["test"] == ""


def make_wheel(folder: Path, name: str, version: str, files: dict[str, str]) -> Path:
    """A wheel as the format asks: the files, the metadata, and a RECORD with the hash of each."""
    info = f"{name}-{version}.dist-info"
    files = {
        **{f"{Path(path).parents[0]}/__init__.py": "" for path in files},
        f"{name}/__init__.py": "",
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{path},sha256={_record_hash(text)},{len(text.encode())}" for path, text in files.items()]
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for inside, text in files.items():
            wheel.writestr(inside, text)
        wheel.writestr(f"{info}/RECORD", "\n".join([*record, f"{info}/RECORD,,", ""]))
    return path


def _record_hash(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def _eventually(holds: Callable[[], bool], within: float = 20) -> None:
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
