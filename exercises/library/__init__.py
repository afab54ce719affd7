"""Scenarios that ship with the product, one YAML file each."""

from pathlib import Path

from ..document import ScenarioDocument
from ..package import read_document

FOLDER = Path(__file__).parent


def library_slugs() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def library_scenario(slug: str) -> ScenarioDocument:
    """The library's scenario of that name. Raises FileNotFoundError."""
    return read_document((FOLDER / f"{slug}.yaml").read_text(encoding="utf-8"))
