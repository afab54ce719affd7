"""Who an account is, as anybody on the network can see it: nothing here tells who is simulated."""

from typing import Any

from . import search, store
from .query import Term, mark_of

MOST_POSTS = 5000  # newest posts of an account that are summed up


def author_view(room_id: int, handle: str, at: float | None = None) -> dict[str, Any] | None:
    """An account by what it published in the room, or None where it published nothing that is still there (at
    `at`, s of exercise).

    Shares are another's words: they do not count, here as in a search.
    """
    mark = mark_of("@", handle)
    if mark == "@":
        return None
    seqs = search.find(room_id, Term((mark,)), None, MOST_POSTS)
    sums = store.gained(room_id, handle, seqs, at)
    first, last = (store.post_at(room_id, sums[end]) if sums["posts"] else None for end in ("first", "last"))
    if first is None or last is None:
        return None
    return {
        "handle": last.handle,
        "name": last.name,
        "verified": last.verified,
        "followers": last.followers,
        **{name: sums[name] for name in ("posts", "likes", "shares", "replies")},
        "first": {"id": first.ref, "t": first.t},
        "newest": {"id": last.ref, "t": last.t},
    }
