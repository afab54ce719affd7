"""Posts on their way into the feed's table: a row each, and how they get there."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from django.db import connection

from .. import search
from ..crowd.types import Draft
from ..models import Post


@dataclass(frozen=True, slots=True)
class NewPost:
    """A row for the feed, in the order of its columns."""

    room_id: int
    seq: int
    ref: int
    t: float
    kind: str
    channel: str
    author_key: str
    handle: str
    name: str
    author_kind: str
    followers: int
    verified: bool
    team: bool
    participant_id: int | None
    text: str
    parent: int | None
    root: int | None
    emotion: int | None
    hashtags: str
    topic: str
    rumour: str
    inject: str
    media: str
    mentions_team: bool
    reading: str = ""
    edited: float | None = None
    expires: float | None = None
    likes: int = 0
    shares: int = 0
    replies: int = 0
    views: int = 0
    deleted: bool = False
    labelled: bool = False
    pinned: bool = False
    hidden: bool = False
    fear: int = 0
    anger: int = 0
    mockery: int = 0
    sadness: int = 0
    stars: int | None = None
    place: str = ""
    withheld: bool = False

    @property
    def reactions(self) -> list[int]:
        """How many of the likes are each emotion, in their order."""
        others = [self.fear, self.anger, self.mockery, self.sadness]
        return [self.likes - sum(others), *others]

    form: str = ""
    colour: str = ""
    group: str = ""


COLUMNS = tuple(field.name for field in fields(NewPost))
_row = attrgetter(*COLUMNS)  # a post's values; dataclasses.astuple copies each of them, deeply


def drafted(
    room_id: int,
    seq: int,
    draft: Draft,
    handles: frozenset[str],
    team_posts: frozenset[int],
    group: str = "",
) -> NewPost:
    """A draft of the crowd as a row; `group` is the one in which it is begun."""
    speaks = draft.kind != "share"  # a share repeats what somebody else said
    mentions = speaks and (
        draft.parent in team_posts or any(f"@{handle}" in draft.text for handle in handles)
    )
    author = draft.author
    return NewPost(
        room_id,
        seq,
        draft.ref,
        round(draft.t, 3),
        draft.kind,
        draft.channel,
        str(author.key),
        author.handle,
        author.name,
        author.kind,
        author.followers,
        author.verified,
        False,
        None,
        draft.text,
        draft.parent,
        draft.root,
        draft.emotion,
        " ".join(draft.hashtags),
        draft.topic,
        draft.rumour or "",
        "",
        draft.media,
        mentions,
        stars=draft.stars,
        group=group,
    )


def add_posts(posts: Sequence[NewPost]) -> None:
    """Stores rows and their words as fast as the database takes them; inside the caller's transaction."""
    if not posts:
        return
    names = ", ".join(f'"{name}"' for name in COLUMNS)  # one of them is a word of SQL's own
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY feed_post ({names}) FROM STDIN") as copy:
                for post in posts:
                    copy.write_row(_row(post))
        else:
            places = ", ".join(["%s"] * len(COLUMNS))
            cursor.executemany(
                f"INSERT INTO feed_post ({names}) VALUES ({places})",  # noqa: S608  names of our own columns
                [_row(post) for post in posts],
            )
    told = (post for post in posts if post.kind != "share")
    search.add((p.room_id, search.placed(p.seq, p.withheld), p.text, p.handle) for p in told)


def index_again() -> None:
    """Makes the index of words anew from the posts that there are; inside the caller's transaction."""
    search.clear()
    posts = Post.objects.filter(deleted=False, hidden=False).exclude(kind="share").order_by()
    rows = posts.values_list("room_id", "seq", "withheld", "text", "handle").iterator()
    search.add_all(
        (room, search.placed(seq, withheld), text, handle) for room, seq, withheld, text, handle in rows
    )
