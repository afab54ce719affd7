"""A laptop's folder with a session in it, made once; each test gets a copy of its own."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.laptop import Laptop, laptop

Readied = Callable[[Path], AbstractContextManager[tuple[Laptop, dict[str, Any]]]]


@pytest.fixture(scope="session")
def ready_laptop(tmp_path_factory: pytest.TempPathFactory) -> Readied:
    """`with ready_laptop(folder) as (machine, made)`: migrated and prepared, not started yet."""
    template = tmp_path_factory.mktemp("template") / "data"
    template.mkdir()
    first = Laptop(template)
    first.run("migrate", "-v0")
    made = first.prepared()

    @contextmanager
    def ready(folder: Path) -> Iterator[tuple[Laptop, dict[str, Any]]]:
        shutil.copytree(template, folder, dirs_exist_ok=True)
        with laptop(folder) as machine:
            yield machine, dict(made)

    return ready
