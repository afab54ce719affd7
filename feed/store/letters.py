"""The rows of articles about what the press asked, and of the answers that it got."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from exercises.models import Action

from .. import press
from ..models import Article, Post


def articles(room_id: int) -> list[press.Article]:
    rows: Any = Article.objects.filter(room_id=room_id).order_by("window", "ref")
    return [press.Article(*row) for row in rows.values_list("inject", "outcome", "window", "ref", "content")]


def keep(room_id: int, made: Iterable[press.Article]) -> None:
    Article.objects.bulk_create(Article(room_id=room_id, **article._asdict()) for article in made)


def correspondence(room_id: int, refs: Sequence[int], window: int) -> list[Action]:
    """What people did, with effect before `window`, that may concern the letters `refs`: answers to them, and
    changes and deletions of whatever post."""
    concerns = Q(kind="publish", payload__parent__in=list(refs)) | Q(kind__in=("rewrite", "delete"))
    return list(Action.objects.filter(concerns, room_id=room_id, window__lt=window).order_by("number"))


def answered(room_id: int, refs: Iterable[int]) -> dict[int, float]:
    """When the team first answered each of these posts, by ref; what it deleted is no answer."""
    found: Any = Post.objects.filter(
        room_id=room_id, root__in=list(refs), kind="reply", team=True, deleted=False
    ).order_by()
    first: dict[int, float] = {}
    for parent, t in found.values_list("parent", "t"):
        first[parent] = min(t, first.get(parent, t))
    return first


def withdrawn(room_id: int, refs: Iterable[int]) -> set[int]:
    """Those of these posts that were taken out."""
    rows: Any = Post.objects.filter(room_id=room_id, ref__in=list(refs), deleted=True).order_by()
    return set(rows.values_list("ref", flat=True))
