"""Posts as they are read: one, a page by keyset, what a search finds, a thread, and what posts answer."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from .. import search
from ..models import Post
from ..query import Node
from .stories import GONE, there

FURTHER = 2000  # posts that a search looks through at once where what it finds is gone
PARENT = (
    "ref",
    "handle",
    "name",
    "verified",
    "text",
    "deleted",
    "hidden",
    "withheld",
    "kind",
    "channel",
    "media",
    "edited",
    "expires",
)


def post_of(room_id: int, ref: int, at: float | None = None) -> Post | None:
    """A post, unless it is gone at `at` (s of exercise)."""
    return there(Post.objects.filter(room_id=room_id, ref=ref), at).first()


def post_at(room_id: int, seq: int) -> Post | None:
    return Post.objects.filter(room_id=room_id, seq=seq).first()


def posts_of(room_id: int, refs: Iterable[int]) -> list[Post]:
    """The posts with these refs, in order."""
    found = Post.objects.filter(room_id=room_id, ref__in=list(refs)).order_by()
    return sorted(found, key=lambda post: post.seq)


def at_seqs(room_id: int, seqs: Iterable[int]) -> list[Post]:
    """The posts with these numbers, the newest first."""
    return list(Post.objects.filter(room_id=room_id, seq__in=list(seqs)).order_by("-seq"))


def times_of(room_id: int, seqs: Iterable[int]) -> list[tuple[int, float]]:
    """(seq, t) of those posts, in order."""
    found = Post.objects.filter(room_id=room_id, seq__in=list(seqs)).order_by("seq")
    return list(found.values_list("seq", "t"))


def room_posts(room_id: int) -> "QuerySet[Post]":
    """All posts of a room in order of `seq`, for exports and the debrief."""
    return Post.objects.filter(room_id=room_id).order_by("seq")


def team_refs(room_id: int, among: Iterable[int | None]) -> frozenset[int]:
    """Those of `among` that are posts of the team."""
    refs = [ref for ref in among if ref is not None]
    return frozenset(
        Post.objects.filter(room_id=room_id, team=True, ref__in=refs).order_by().values_list("ref", flat=True)
    )


def pinned(room_id: int) -> list[Post]:
    """What the team has pinned, the newest first."""
    return list(Post.objects.filter(room_id=room_id, pinned=True).order_by("-seq"))


def page(
    room_id: int,
    *,
    after: int | None = None,
    before: int | None = None,
    limit: int = 50,
    mentions: bool = False,
    team: bool = False,
    channel: str = "",
    begun: bool = False,
    at: float | None = None,
    seen: bool = False,
    group: str = "",
    outside: bool = False,
) -> list[Post]:
    """Posts by keyset: ascending after `after`, else descending before `before` (or from the newest).

    `begun` leaves out what others answered, shared or quoted, `at` what is gone then (s of exercise), `seen`
    what an operator withholds, `outside` what stands in groups.
    """
    posts = there(Post.objects.filter(room_id=room_id), at)
    posts = posts.filter(group=group) if group or outside else posts
    posts = posts.filter(channel=channel) if channel else posts
    posts = posts.filter(Q(kind="original") | Q(team=True)) if begun else posts
    posts = posts.filter(withheld=False) if seen else posts
    posts = posts.filter(mentions_team=True) if mentions else posts
    posts = posts.filter(team=True) if team else posts
    if after is not None:
        return list(posts.filter(seq__gt=after).order_by("seq")[:limit])
    if before is not None:
        posts = posts.filter(seq__lt=before)
    return list(posts.order_by("-seq")[:limit])


def found(
    room_id: int,
    asked: Node,
    *,
    before: int | None = None,
    limit: int = 50,
    at: float | None = None,
    withheld: bool = False,
) -> list[Post]:
    """Posts that a search asks for, newest first. Deleted ones are not found, nor shares: their words are
    another's, whose post is found if it is still there. `at` leaves out what is gone then (s of exercise);
    what an operator withholds only staff find (`withheld`)."""
    kept: list[Post] = []
    size = limit
    while len(kept) < limit:
        seqs = search.find(room_id, asked, before, size, withheld=withheld)
        posts = there(Post.objects.filter(room_id=room_id, seq__in=seqs, deleted=False), at)
        kept += posts.order_by("-seq")[: limit - len(kept)]
        if at is None or len(seqs) < size:
            break
        before, size = min(seqs), min(FURTHER, 4 * size)
    return kept


def counted(
    room_id: int, asked: Node, last: int, part: int, at: float | None, *, withheld: bool = False
) -> list[tuple[int, int, int]]:
    """How many posts a search asks for (see search.count), without those that are gone at `at`."""
    gone = None if at is None else (GONE, [room_id, at])
    return search.count(room_id, asked, last, part, gone, withheld=withheld)


def thread(room_id: int, ref: int, limit: int, at: float | None = None) -> list[Post]:
    """The thread of a post, its root first; nothing of what is gone at `at` (s of exercise)."""
    post = post_of(room_id, ref, at)
    if post is None:
        return []
    root = post.root if post.root is not None else post.ref
    answers = there(Post.objects.filter(room_id=room_id, root=root).exclude(kind="share"), at)
    first = post_of(room_id, root, at)
    found = answers.order_by("seq")[:limit]
    return [*([first] if first else []), *(item for item in found if item.ref != root)]


class Parent(NamedTuple):
    """What a post answers, shares or quotes, and who wrote it. `said` is its text even when it is deleted:
    for screenshots alone."""

    handle: str
    name: str
    verified: bool
    text: str
    deleted: bool
    hidden: bool
    said: str
    kind: str
    channel: str
    media: str
    edited: bool
    expires: float | None


def parents(room_id: int, posts: Iterable[Any]) -> dict[int, Parent]:
    """What `posts` answer, share or quote, by ref; one deleted, hidden or withheld has no text any more."""
    refs = {post.parent for post in posts if post.parent is not None}
    if not refs:
        return {}
    # In no order: for the usual one SQLite would walk through all posts of the room.
    found = Post.objects.filter(room_id=room_id, ref__in=refs).order_by()
    rows = found.only(*PARENT).iterator()
    return {
        row.ref: Parent(
            row.handle,
            row.name,
            row.verified,
            "" if row.deleted or row.hidden or row.withheld else row.text,
            row.deleted,
            row.hidden,
            row.text,
            row.kind,
            row.channel,
            row.media,
            row.edited is not None,
            row.expires,
        )
        for row in rows
    }
