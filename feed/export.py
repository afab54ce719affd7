"""A session as lines of plain data: every post of every room in order of `seq`, then the log."""

from collections.abc import Iterator
from typing import Any

from exercises.logbook import entry_view
from exercises.models import LogEntry, Session

from . import store
from .crowd.types import EMOTIONS
from .networks import REACTING

AT_ONCE = 1000  # rows
#: Columns of a post that go out under their own names.
COLUMNS = (
    "seq",
    "t",
    "channel",
    "handle",
    "name",
    "author_kind",
    "followers",
    "verified",
    "team",
    "text",
    "parent",
    "root",
    "topic",
    "rumour",
    "inject",
    "media",
    "mentions_team",
    "likes",
    "shares",
    "replies",
    "views",
    "deleted",
    "stars",
    "expires",
    "group",
)


def session_lines(session: Session) -> Iterator[dict[str, Any]]:
    """One object per line; `kind` is "post" or "log". A post's own kind (original, reply …) is `form`."""
    codes = dict(session.rooms.values_list("pk", "code"))
    for pk, code in codes.items():
        for post in store.room_posts(pk).iterator(chunk_size=AT_ONCE):
            yield _post_line(post, code)
    entries = LogEntry.objects.filter(session=session).order_by("number")
    for entry in entries.iterator(chunk_size=AT_ONCE):
        yield {"kind": "log", **entry_view(entry, codes.get(entry.room_id or 0))}


def _post_line(post: Any, room: str) -> dict[str, Any]:
    emotion = EMOTIONS[post.emotion] if post.emotion is not None else None
    known = {name: getattr(post, name) for name in COLUMNS}
    if post.channel in REACTING:
        known["reactions"] = dict(zip(EMOTIONS, post.reactions, strict=True))
    told = {"id": post.ref, "form": post.kind, "emotion": emotion, "hashtags": post.hashtags.split()}
    return {"kind": "post", "room": room, **told, **known}
