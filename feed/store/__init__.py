"""The only reader and writer of the feed's tables; the index of words among them is `feed.search`'s.

Windows go in with COPY on PostgreSQL and executemany on SQLite; a page is found by keyset, never by offset.
Here stands what belongs to every post and window; what concerns one thing alone (polls, drafts, reports …) is
in the module of that name.
"""

from ..models import Epoch, Watch
from .changes import (
    NOTHING,
    add_change,
    changes_after,
    correct_reading,
    mark_deleted,
    mark_hidden,
    mark_labelled,
    mark_pinned,
    published,
    rewrite,
    versions,
)
from .counting import Counts, count_on, counters, react
from .pages import (
    Parent,
    at_seqs,
    counted,
    found,
    page,
    parents,
    pinned,
    post_at,
    post_of,
    posts_of,
    room_posts,
    team_refs,
    thread,
    times_of,
)
from .rows import COLUMNS, NewPost, add_posts, drafted, index_again
from .sums import crowd_counts, first_with_tag, gained, loudest, reviews
from .windows import (
    actions_between,
    add_moment,
    claim,
    course,
    firings,
    held_since,
    last_moment,
    last_rumours,
    last_trends,
    moments,
    newest_checkpoint,
    next_seq,
    save_checkpoint,
    settled,
    steering,
    team_times_before,
)

__all__ = [
    "COLUMNS",
    "NOTHING",
    "Counts",
    "NewPost",
    "Parent",
    "actions_between",
    "add_change",
    "add_moment",
    "add_posts",
    "at_seqs",
    "changes_after",
    "claim",
    "correct_reading",
    "count_on",
    "counted",
    "counters",
    "course",
    "crowd_counts",
    "drafted",
    "epoch",
    "firings",
    "first_with_tag",
    "found",
    "gained",
    "held_since",
    "index_again",
    "last_moment",
    "last_rumours",
    "last_trends",
    "loudest",
    "mark_deleted",
    "mark_hidden",
    "mark_labelled",
    "mark_pinned",
    "moments",
    "new_epoch",
    "newest_checkpoint",
    "next_seq",
    "page",
    "parents",
    "pinned",
    "post_at",
    "post_of",
    "posts_of",
    "published",
    "react",
    "reviews",
    "rewrite",
    "room_posts",
    "save_checkpoint",
    "settled",
    "steering",
    "team_refs",
    "team_times_before",
    "thread",
    "times_of",
    "versions",
    "watch_of",
]


def watch_of(room_id: int, participant_id: int) -> Watch:
    """As it is kept; one that was never kept is empty."""
    found = Watch.objects.filter(room_id=room_id, participant_id=participant_id).first()
    return found or Watch(room_id=room_id, participant_id=participant_id)


def epoch() -> str:
    """Which history this database tells; it changes with a restore."""
    found = Epoch.objects.order_by("pk").last() or Epoch.objects.create()
    return found.value


def new_epoch() -> None:
    Epoch.objects.all().delete()
    Epoch.objects.create()
