"""Sums over a room's posts, and those that stand out: never all posts of a room."""

from collections.abc import Iterable

from django.db.models import Count, F, Max, Min, Sum
from django.db.models.functions import Coalesce

from ..models import Post
from .stories import there


def reviews(room_id: int) -> list[int]:
    """How many gave the organisation 1, 2, 3, 4, 5 stars, as far as they stand."""
    given = Post.objects.filter(room_id=room_id, stars__isnull=False, deleted=False).order_by()
    found = dict(given.values_list("stars").annotate(count=Count("pk")))
    return [found.get(stars, 0) for stars in range(1, 6)]


def crowd_counts(room_id: int) -> tuple[dict[str, dict[int, int]], int]:
    """The crowd's posts by kind and emotion, and how many accounts wrote them."""
    crowd = Post.objects.filter(room_id=room_id, emotion__isnull=False).order_by()
    kinds: dict[str, dict[int, int]] = {}
    for kind, emotion, count in crowd.values_list("kind", "emotion").annotate(count=Count("pk")):
        kinds.setdefault(kind, {})[emotion] = count
    return kinds, crowd.aggregate(authors=Count("author_key", distinct=True))["authors"]


def loudest(room_id: int, limit: int) -> list[Post]:
    """The posts that were shared and answered most."""
    posts = Post.objects.filter(room_id=room_id, deleted=False).exclude(kind="share")
    return list(posts.annotate(stir=F("shares") + F("replies")).order_by("-stir", "seq")[:limit])


def first_with_tag(room_id: int, tag: str) -> Post | None:
    """The first post with this hashtag."""
    found = Post.objects.filter(room_id=room_id, hashtags__contains=tag).order_by("seq")
    return next((post for post in found[:20].iterator() if tag in post.hashtags.split()), None)


def gained(room_id: int, handle: str, seqs: Iterable[int], at: float | None = None) -> dict[str, int]:
    """Of this account's posts among `seqs` that are not gone at `at` (s of exercise): how many there are, and
    what they brought it."""
    own = Post.objects.filter(room_id=room_id, seq__in=list(seqs), handle=handle, deleted=False)
    posts = there(own, at).order_by()
    sums = {name: Coalesce(Sum(name), 0) for name in ("likes", "shares", "replies")}
    return dict(posts.aggregate(posts=Count("pk"), first=Min("seq"), last=Max("seq"), **sums))
