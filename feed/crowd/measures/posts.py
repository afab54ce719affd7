"""Posts of a file as columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feed.crowd.types import EMOTIONS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Posts:
    """Columns of the same length, in order of time. `parent` is a row or −1; `emotion` indexes EMOTIONS."""

    t: Floats
    kind: list[str]
    author: list[str]
    followers: Floats
    text: list[str]
    parent: Ints
    emotion: Ints
    likes: Floats
    hashtags: list[list[str]]

    def __len__(self) -> int:
        return len(self.kind)

    def rows(self, *kinds: str) -> list[int]:
        """The rows of these kinds."""
        return [row for row, kind in enumerate(self.kind) if kind in kinds]

    def children(self, *kinds: str) -> list[int]:
        """The rows of these kinds whose parent is in the file too."""
        return [row for row in self.rows(*kinds) if self.parent[row] >= 0]


def columns(posts: Iterable[Mapping[str, Any]]) -> Posts:
    """The posts as columns. Raises KeyError or ValueError for an object that is no post."""
    found = sorted(posts, key=lambda post: (post["t"], post["id"]))
    row_of = {post["id"]: row for row, post in enumerate(found)}
    return Posts(
        t=np.array([post["t"] for post in found], dtype=np.float64),
        kind=[post["kind"] for post in found],
        author=[post["author"] for post in found],
        followers=np.array([post["followers"] for post in found], dtype=np.float64),
        text=[post["text"] for post in found],
        parent=np.array([row_of.get(post["parent_id"], -1) for post in found], dtype=np.int64),
        emotion=np.array([EMOTIONS.index(post["emotion"]) for post in found], dtype=np.int64),
        likes=np.array([post["likes"] for post in found], dtype=np.float64),
        hashtags=[list(post["hashtags"]) for post in found],
    )
