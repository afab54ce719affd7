"""Which posts of a window go into its frame. PURE.

Mentions of the team and replies to it, authored personas and tributes on a wall (there are few), influence,
then a fair sample of the rest.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Ranked(Protocol):
    @property
    def ref(self) -> int: ...
    @property
    def mentions_team(self) -> bool: ...
    @property
    def inject(self) -> str: ...
    @property
    def author_key(self) -> str: ...
    @property
    def followers(self) -> int: ...
    @property
    def team(self) -> bool: ...
    @property
    def channel(self) -> str: ...
    @property
    def kind(self) -> str: ...


P = TypeVar("P", bound=Ranked)
INFLUENTIAL = 50_000  # followers from which an account is seen by everybody


def chosen(posts: Sequence[P], budget: int) -> list[P]:
    """At most `budget` of `posts`, in their order."""
    if len(posts) <= budget:
        return list(posts)
    ranked = sorted(posts, key=_rank)
    return sorted(ranked[:budget], key=lambda post: post.ref)


def _rank(post: Ranked) -> tuple[int, int]:
    """First what concerns the team; within a rank a scrambled order, the same each time, is a fair sample."""
    if post.inject or post.team:
        rank = 0
    elif post.mentions_team:
        rank = 1
    elif not post.author_key.isdecimal() or (post.channel == "wall" and post.kind == "original"):
        rank = 2
    elif post.followers >= INFLUENTIAL:
        rank = 3
    else:
        rank = 4
    return rank, post.ref * 2654435761 % 2**32  # Knuth's multiplicative hash
