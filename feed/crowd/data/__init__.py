"""Word lists that are neither voice nor code, as TOML, and learned numbers, as JSON: read once."""

import json
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@lru_cache(maxsize=16)
def table(name: str) -> dict[str, Any]:
    """The table of `<name>.toml`. Not to be changed."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def numbers(name: str) -> dict[str, Any]:
    """The object of `<name>.json`. Not to be changed."""
    read: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return read
