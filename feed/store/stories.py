"""Which posts go after their time, and which are there."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q

from ..models import Post
from ..stories import expiry, is_screenshot

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from .rows import NewPost

#: The `seq` of what is gone, for statements that know the room and a time.
GONE = "SELECT seq FROM feed_post WHERE room_id = %s AND expires <= %s"


def there(posts: "QuerySet[Post]", at: float | None) -> "QuerySet[Post]":
    """Those that are not gone at `at` (s of exercise); all of them for whoever sees everything (None)."""
    return posts if at is None else posts.filter(Q(expires=None) | Q(expires__gt=at))


def expiries(room_id: int, refs: Iterable[int]) -> dict[int, float]:
    """When those of the posts go that do (s of exercise)."""
    # With `expires__isnull=False` SQLite would walk through all stories of the room instead of the refs.
    found = Post.objects.filter(room_id=room_id, ref__in=list(refs)).order_by()
    return {ref: expires for ref, expires in found.values_list("ref", "expires") if expires is not None}


def date(room_id: int, posts: Sequence["NewPost"], life: float | None) -> None:
    """Gives new rows, in their order, the time at which they go. What a screenshot is answered with stands
    under the screenshot: the story will not be there."""
    if life is None:
        return
    known: dict[int, float] = {}
    own = {post.ref for post in posts}
    asked = {post.parent for post in posts if post.parent is not None} - own
    known.update(expiries(room_id, asked))
    for post in posts:
        shown = known.get(post.parent) if post.parent is not None else None
        expires = expiry(post.kind, post.channel, post.t, life, shown)
        if expires is not None:
            known[post.ref] = expires
            object.__setattr__(post, "expires", expires)
        elif is_screenshot(post.kind, shown):
            object.__setattr__(post, "root", post.ref)
