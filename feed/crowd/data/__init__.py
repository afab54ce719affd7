"""Word lists that are neither voice nor code, as TOML, and learned numbers, as NumPy's arrays: read once."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).parent


@lru_cache(maxsize=16)
def table(name: str) -> dict[str, Any]:
    """The table of `<name>.toml`. Not to be changed."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def arrays(name: str) -> dict[str, npt.NDArray[Any]]:
    """The arrays of `<name>.npz`, each under its name."""
    with np.load(FOLDER / f"{name}.npz", allow_pickle=False) as read:
        return {key: read[key] for key in read.files}
