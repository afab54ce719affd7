"""The set-up's judgement: when it has something to do, and what it says."""

import errno
import json
import re
import string
from pathlib import Path

import pytest

from socialroom import bootstrap, machine
from socialroom.bootstrap_messages import MESSAGES, message


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A project folder as the set-up leaves it, with an interpreter and a stamp."""
    (tmp_path / "socialroom").mkdir()
    for lock in bootstrap.LOCKS.values():
        (tmp_path / "socialroom" / lock).write_text("django==5.2\n")
    (tmp_path / "python3.11").touch()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(tmp_path / "python3.11")
    bootstrap._write_stamp(tmp_path, test=False)
    return tmp_path


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_nothing_to_do_when_the_stamp_fits(installed: Path) -> None:
    assert bootstrap.is_current(installed)
    assert bootstrap.prepare(installed) is False


def test_changed_lock_asks_for_a_new_set_up(installed: Path) -> None:
    (installed / "socialroom" / "requirements.lock").write_text("django==5.3\n")
    assert not bootstrap.is_current(installed)


def test_changed_test_lock_matters_only_where_tests_were_installed(installed: Path) -> None:
    lock = installed / "socialroom" / "requirements-test.lock"
    lock.write_text("pytest==9\n")
    assert bootstrap.is_current(installed)
    assert not bootstrap.is_current(installed, test=True)
    bootstrap._write_stamp(installed, test=True)
    assert bootstrap.is_current(installed)
    lock.write_text("pytest==10\n")
    assert not bootstrap.is_current(installed)


def test_another_python_behind_the_environment_asks_for_a_new_one(installed: Path) -> None:
    python = installed / ".venv" / "bin" / "python"
    python.unlink()
    (installed / "python3.13").touch()
    python.symlink_to(installed / "python3.13")
    assert not bootstrap.is_current(installed)


def test_python_that_has_gone_asks_for_a_new_environment(installed: Path) -> None:
    (installed / "python3.11").unlink()
    assert not bootstrap.is_current(installed)


@pytest.mark.parametrize("text", ["", "{", "[]", '"yes"', "{}", '{"python": "elsewhere"}'])
def test_damaged_stamp_counts_as_none(installed: Path, text: str) -> None:
    (installed / ".venv" / "socialroom-stamp.json").write_text(text)
    assert not bootstrap.is_current(installed)


def test_environment_without_a_stamp_is_not_trusted(installed: Path) -> None:
    (installed / ".venv" / "socialroom-stamp.json").unlink()
    assert not bootstrap.is_current(installed)


def test_stamp_is_written_whole_or_not_at_all(installed: Path) -> None:
    assert set(json.loads((installed / ".venv" / "socialroom-stamp.json").read_text())) == {
        "python",
        "run",
        "test",
    }
    assert not list((installed / ".venv").glob("*.new"))


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("ERROR: [Errno 28] No space left on device", "disk is full"),
        ("error: failed to write: No space left on device (os error 28)", "disk is full"),
        ("NewConnectionError: Failed to establish a new connection: [Errno -3]", "no network"),
        ("Could not fetch URL: dns error: failed to lookup address", "no network"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "its hash differs"),
        ("ERROR: Could not install packages: [Errno 13] Permission denied: '/x'", "cannot be written to"),
        ("ERROR: something nobody foresaw", "did not work"),
    ],
)
@pytest.mark.usefixtures("english")
def test_failed_installer_is_explained(output: str, said: str, tmp_path: Path) -> None:
    explained = bootstrap._meaning_of_output(f"WARNING: noise\n{output}\n", tmp_path)
    assert said in explained
    assert output in explained
    assert "noise" not in explained


@pytest.mark.usefixtures("english")
def test_package_missing_offline_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "/media/usb")
    explained = bootstrap._meaning_of_output(
        "ERROR: No matching distribution found for django==5.2", tmp_path
    )
    assert "/media/usb" in explained


@pytest.mark.parametrize(
    ("code", "said"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "cannot be written"), (errno.EACCES, "cannot be written")],
)
@pytest.mark.usefixtures("english")
def test_failing_disk_is_explained(code: int, said: str, tmp_path: Path) -> None:
    assert said in bootstrap._meaning_of(OSError(code, "system words"), tmp_path)


def test_pip_settings_reach_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "/a /b")
    environment = bootstrap._installer_environment()
    assert environment["UV_NO_INDEX"] == "1"
    assert environment["UV_FIND_LINKS"] == "/a,/b"


def test_every_message_is_in_both_languages_with_the_same_places() -> None:
    for name, texts in MESSAGES.items():
        assert set(texts) == {"en", "fr"}, name
        places = [
            {field for _, field, _, _ in string.Formatter().parse(text) if field} for text in texts.values()
        ]
        assert places[0] == places[1], name


def test_french_messages_follow_french_typography() -> None:
    for name, texts in MESSAGES.items():
        assert not re.search(r"[^\u202f][;!?]|[ ][:;!?]|[a-zé]'[a-zé]", texts["fr"]), name


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "Prêt."),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "fr_BE"}, "Prêt."),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "Ready."),
        ({"LANG": "de_DE.UTF-8"}, "Ready."),
        ({}, "Ready."),
    ],
)
def test_language_is_that_of_the_shell(
    variables: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert message("ready") == said


def test_line_to_type_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert machine.line_to_type("apt-get", ["chromium", "libatomic1"]) == (
        "sudo apt-get update && sudo apt-get install -y chromium libatomic1"
    )
    assert machine.line_to_type("brew", ["pango"]) == "brew install pango"
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert machine.line_to_type("dnf", ["pango"]) == "dnf install -y pango"


def test_test_lock_holds_all_of_the_everyday_lock_at_the_same_versions() -> None:
    pins = {
        use: set(re.findall(r"^\S+==\S+", (machine.ROOT / "socialroom" / name).read_text(), re.MULTILINE))
        for use, name in bootstrap.LOCKS.items()
    }
    assert pins["run"]
    assert pins["run"] < pins["test"]


def test_locks_carry_hashes_and_no_address() -> None:
    for name in bootstrap.LOCKS.values():
        text = (machine.ROOT / "socialroom" / name).read_text()
        assert "://" not in text
        assert "--find-links" not in text
        for pinned in re.split(r"\n(?=\S)", text.strip()):
            assert "--hash=sha256:" in pinned, pinned


@pytest.mark.parametrize(
    ("processors", "arguments"),
    [(1, []), (2, ["-n2", "--dist=loadscope"]), (64, ["-n4", "--dist=loadscope"])],
)
def test_all_tests_run_on_all_processors(processors: int, arguments: list[str]) -> None:
    assert bootstrap.whole_run(processors) == arguments
