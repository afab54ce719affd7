"""What a window brought, before it is stored."""

from dataclasses import dataclass
from typing import Any

from .ballots import NONE, Ballots
from .crowd.types import Causes, Drafts
from .press import Article
from .stage import Settled
from .terrain import Report


@dataclass
class Made:
    """One window, made but not stored yet."""

    number: int
    drafts: Drafts
    causes: Causes
    settled: list[Settled]
    reports: list[Report]
    articles: list[Article]
    trends: list[dict[str, Any]] | None
    rumours: list[dict[str, Any]] | None
    checkpoint: bytes | None
    ballots: Ballots = NONE
    symbol: int | None = None  # of the wall, when the window was looked at
