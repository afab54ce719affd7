"""The lists beside these modules, read when somebody asks: words between blanks become sets."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=8)
def listed(name: str) -> dict[str, Any]:
    """What `<name>.toml` holds. Not to be changed."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def by_word(table: dict[str, str]) -> dict[str, str]:
    """The table turned round: under every word the keys where it stands, in their order."""
    found: dict[str, str] = {}
    for key, text in table.items():
        for word in text.split():
            found[word] = found.get(word, "") + key
    return found
