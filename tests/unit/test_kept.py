"""What is compiled once and kept: the same as compiled, and never trusted further than it may be."""

import os
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from feed.crowd import kept, voice_files
from feed.crowd.kept import kept as keep


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "_folder", tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def numbers() -> Iterator[int]:
    return iter(range(10))


def made(numbers: Iterator[int], version: str = "1") -> int:
    return keep("thing", version, lambda: next(numbers))


def the_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_a_thing_is_made_once_for_each_version_and_the_old_one_goes(folder: Path, numbers: Iterator[int]):
    assert [made(numbers), made(numbers), made(numbers, "2"), made(numbers, "2")] == [0, 0, 1, 1]
    assert the_file(folder).name.startswith("thing-2-")


def test_drafts_of_a_killed_process_go_in_time(folder: Path, numbers: Iterator[int]):
    made(numbers)
    fresh, old = folder / "thing-a.new", folder / "thing-b.new"
    for draft in (fresh, old):
        draft.write_text("half")
    os.utime(old, (0, 0))
    made(numbers, "2")
    assert sorted(path.suffix for path in folder.iterdir()) == [".new", ".pickle"]
    assert fresh.exists()


def test_only_its_owner_may_read_it(folder: Path, numbers: Iterator[int]):
    made(numbers)
    assert folder.stat().st_mode & 0o077 == 0
    assert the_file(folder).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"", b"\x80\x05", b"nonsense", pickle.dumps("foreign")[:-3]])
def test_a_torn_file_is_made_anew(folder: Path, numbers: Iterator[int], content: bytes):
    made(numbers)
    the_file(folder).write_bytes(content)
    assert [made(numbers), made(numbers)] == [1, 1]


def test_a_file_that_others_may_write_is_not_read(folder: Path, numbers: Iterator[int]):
    made(numbers)
    the_file(folder).chmod(0o620)
    assert made(numbers) == 1


def test_a_file_of_somebody_else_is_not_read(
    folder: Path, numbers: Iterator[int], monkeypatch: pytest.MonkeyPatch
):
    made(numbers)
    monkeypatch.setattr(os, "geteuid", lambda: the_file(folder).stat().st_uid + 1)
    assert made(numbers) == 1


def test_what_cannot_be_kept_is_made(folder: Path, numbers: Iterator[int]):
    folder.write_text("no folder")
    assert [made(numbers), made(numbers)] == [0, 1]


def test_a_fault_in_the_making_is_told(folder: Path):
    with pytest.raises(ZeroDivisionError):
        keep("thing", "1", lambda: 1 // 0)
    assert not folder.exists()


@pytest.mark.parametrize("lang", voice_files.LANGUAGES)
def test_a_voice_comes_back_as_it_was_compiled(folder: Path, lang: str):
    compiled = voice_files._compiled(lang)
    keep("voice", "1", lambda: compiled)
    back = keep("voice", "1", lambda: voice_files._compiled("none"))
    assert back is not compiled
    assert back._replace(grammar=compiled.grammar) == compiled
    text = "{org}, {plain|simple}: {claim}"
    assert back.grammar.phrase(1, text) == compiled.grammar.phrase(1, text)
