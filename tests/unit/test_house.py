"""Rules of the house that import-linter cannot say: they are read off the source."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("socialroom", "exercises", "feed", "reports")
#: Modules that compute, and know neither database nor network; a folder stands for all in it.
PURE = (
    "feed/crowd",
    "feed/frames.py",
    "feed/query.py",
    "exercises/clock.py",
    "exercises/script.py",
    "exercises/document.py",
    "exercises/document_parts.py",
    "exercises/document_terrain.py",
    "feed/terrain",
    "exercises/package.py",
    "reports/metrics.py",
    "reports/counterfactual.py",
    "reports/charts.py",
)
LIBRARIES = {"numpy", "pydantic", "pydantic_core", "orjson", "faker", "yaml"}


def sources(*places: str) -> list[Path]:
    found = [
        path
        for place in places
        for path in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))
    ]
    return [path for path in found if path.exists()]


@cache
def imports(path: Path) -> frozenset[str]:
    """Full names of what a module imports."""
    return frozenset(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    package = path.parent.relative_to(ROOT).parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            here = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*here, *([node.module] if node.module else [])])
            yield from (
                [f"{module}.{alias.name}" for alias in node.names]
                if node.level and not node.module
                else [module]
            )


def source_of(name: str) -> Path | None:
    """The file of a module of ours, also of one from which a name was imported."""
    for candidate in (name, name.rpartition(".")[0]):
        path = ROOT / candidate.replace(".", "/")
        for file in (path.with_suffix(".py"), path / "__init__.py"):
            if candidate and file.exists():
                return file
    return None


def reached_from(path: Path) -> set[str]:
    """What a module imports, and what the modules of ours among these import in turn."""
    found: set[str] = set()
    ahead = [path]
    while ahead:
        for name in imports(ahead.pop()) - found:
            found.add(name)
            source = source_of(name) if name.split(".")[0] in APPS else None
            ahead += [source] if source else []
    return found


@pytest.mark.parametrize("path", sources(*PURE), ids=lambda path: str(path.relative_to(ROOT)))
def test_pure_module_reaches_no_framework(path: Path) -> None:
    allowed = {*sys.stdlib_module_names, *LIBRARIES, *APPS}
    assert {name for name in reached_from(path) if name.split(".")[0] not in allowed} == set()


def test_the_layer_is_reached_through_broadcast_alone() -> None:
    users = [path for path in sources(*APPS) if "get_channel_layer" in path.read_text(encoding="utf-8")]
    assert [str(path.relative_to(ROOT)) for path in users] == ["feed/broadcast.py"]


def test_set_up_needs_nothing_but_the_standard_library() -> None:
    for name in ("bootstrap", "bootstrap_messages", "machine", "__init__"):
        for imported in imports(ROOT / "socialroom" / f"{name}.py"):
            assert imported.split(".")[0] in {*sys.stdlib_module_names, "socialroom"}, f"{name}: {imported}"
