"""What was compiled once and is kept on disk, so that the next process need not do it again.

Where nothing can be kept, nothing is lost but time: what cannot be read is compiled, what cannot be written
is not kept.
"""

import contextlib
import gc
import hashlib
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

Made = TypeVar("Made")
_CODE = Path(__file__).parent
_OTHERS_MAY_WRITE = 0o022
_ABANDONED = 3600.0  # s after which a draft's writer is not at it any more
_folder: Path | None = None


def keep_in(folder: Path) -> None:
    """From now on compiled things are kept there. They are read back by `pickle`, which runs what a file
    says: only a file that belongs to this user and that nobody else may write is read."""
    global _folder
    _folder = folder


def kept(name: str, version: str, make: Callable[[], Made]) -> Made:
    """What `make` makes: read from disk where this version of it was made before by the same code."""
    if _folder is None:
        return make()
    path = _folder / f"{name}-{version}-{_code_version()}.pickle"
    with contextlib.suppress(Exception):  # missing, torn, foreign, of another make: all the same
        return cast(Made, _read(path))
    made = make()
    with contextlib.suppress(OSError):
        _write(path, name, made)
    return made


def _read(path: Path) -> object:
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        if found.st_uid != os.geteuid() or found.st_mode & _OTHERS_MAY_WRITE:
            raise PermissionError(path)
        with _without_collecting():
            return pickle.load(file)  # noqa: S301  ours, see keep_in


def _write(path: Path, name: str, made: object) -> None:
    """Whole or not at all; what earlier versions left goes."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(prefix=f"{name}-", suffix=".new", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            pickle.dump(made, file, protocol=pickle.HIGHEST_PROTOCOL)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    for old in path.parent.glob(f"{name}-*"):
        if old != path and (old.suffix == ".pickle" or time.time() - old.stat().st_mtime > _ABANDONED):
            old.unlink(missing_ok=True)


@contextlib.contextmanager
def _without_collecting() -> Iterator[None]:
    """Half a million new objects, none of them garbage: five times as fast without looking for it."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@cache
def _code_version() -> str:
    """A short hash of the Python and of the crowd's code that runs."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(_CODE.glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
