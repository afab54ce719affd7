"""The only reader and writer of the feed's tables; the index of words among them is `feed.search`'s.

Windows go in with COPY on PostgreSQL and executemany on SQLite; a page is found by keyset, never by offset.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from exercises.models import Action, Firing, Room

from .. import search
from ..crowd.types import EMOTIONS, Causes, Draft
from ..models import Change, Checkpoint, Epoch, Moment, Post, Watch
from ..query import Node
from . import polls
from .counting import Counts, count_on, counters, react
from .stories import GONE, there

__all__ = ["Counts", "count_on", "counters", "react"]  # of the counters, which are in a module of their own

KEPT_CHECKPOINTS = 2
FURTHER = 2000  # posts that a search looks through at once where what it finds is gone
NOTHING = "-"  # a reading without labels


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


def add_moment(
    room_id: int,
    window: int,
    causes: Causes,
    drafts: Iterable[Draft],
    trends: list[dict[str, Any]] | None,
    rumours: list[dict[str, Any]] | None,
    symbol: int | None,
) -> None:
    counts = [0] * len(EMOTIONS)
    for draft in drafts:
        counts[draft.emotion] += 1
    Moment.objects.create(
        room_id=room_id,
        window=window,
        shares=[round(share, 6) for share in causes.mood],
        volume=round(causes.volume, 3),
        counts=counts,
        terms=[
            [c.name, c.code, [round(x, 7) for x in c.shares], round(c.volume, 4)]
            for c in causes.terms
            if any(abs(x) > 5e-8 for x in c.shares) or abs(c.volume) > 5e-5
        ],
        trends=trends,
        rumours=rumours,
        symbol=symbol,
    )


def save_checkpoint(room_id: int, window: int, data: bytes) -> None:
    """Keeps the newest few checkpoints of the room."""
    Checkpoint.objects.create(room_id=room_id, window=window, data=data)
    kept = Checkpoint.objects.filter(room_id=room_id).order_by("-window").values_list("window", flat=True)
    old = list(kept[KEPT_CHECKPOINTS:])
    if old:
        Checkpoint.objects.filter(room_id=room_id, window__in=old).delete()


def newest_checkpoint(room_id: int, window: int) -> tuple[int, bytes] | None:
    """The newest checkpoint at or before `window`."""
    found = Checkpoint.objects.filter(room_id=room_id, window__lte=window).order_by("-window").first()
    return (found.window, bytes(found.data)) if found else None


def actions_between(room_id: int, first: int, last: int) -> list[Action]:
    """What people did with effect in windows first to last, in order."""
    return list(
        Action.objects.filter(room_id=room_id, window__gte=first, window__lte=last).order_by("number")
    )


def settled(room_id: int) -> list[tuple[str, str, int, int | None, str]]:
    """(inject, state, window, ref, content) of what has fired or was skipped, each inject once, without the
    cost of objects: it is asked for every window."""
    found = Firing.objects.filter(room_id=room_id).order_by()
    return list(found.values_list("inject", "state", "window", "ref", "content"))


def firings(room_id: int) -> list[Firing]:
    return list(Firing.objects.filter(room_id=room_id).order_by("window", "pk"))


def steering(room_id: int, kinds: Iterable[str]) -> list[Action]:
    return list(Action.objects.filter(room_id=room_id, kind__in=list(kinds)).order_by("number"))


def team_times_before(room_id: int, window: int) -> list[float]:
    """When the team published (s), as far as it took effect before `window`."""
    published = Action.objects.filter(room_id=room_id, kind="publish", window__lt=window).order_by("number")
    return [action.payload["t"] for action in published if action.payload["team"]]


def held_since(room_id: int, emotion: int, share: float, window: int) -> int | None:
    """First window of the stretch, up to the one before `window`, at whose end `emotion` had `share` or more.

    Looks back window by window in pages: a stretch is as long as the mood holds, often short.
    """
    held = None
    recent = Moment.objects.filter(room_id=room_id, window__lt=window).order_by("-window")
    for number, shares in recent.values_list("window", "shares").iterator(chunk_size=200):
        if shares[emotion] < share:
            break
        held = number + 1
    return held


def team_refs(room_id: int, among: Iterable[int | None]) -> frozenset[int]:
    """Those of `among` that are posts of the team."""
    refs = [ref for ref in among if ref is not None]
    return frozenset(
        Post.objects.filter(room_id=room_id, team=True, ref__in=refs).order_by().values_list("ref", flat=True)
    )


def claim(room: Room, windows: int, posts: int, home: str) -> int | None:
    """Takes the room's next `windows` windows: the seq of the first post, or None if something came between.

    Nothing may have been done in the room since it was read; ending a session counts as something done.
    No condition on another table: PostgreSQL does not look at that again after waiting for the row.
    """
    taken = Room.objects.filter(
        pk=room.pk, next_window=room.next_window, action_count=room.action_count
    ).update(next_window=F("next_window") + windows, last_seq=F("last_seq") + posts, home=home)
    if not taken:
        return None
    last: int = Room.objects.values_list("last_seq", flat=True).get(pk=room.pk)
    return last - posts + 1


def next_seq(room: Room) -> int:
    """Takes the next `seq` of a locked room."""
    Room.objects.filter(pk=room.pk).update(last_seq=F("last_seq") + 1)
    room.last_seq += 1
    return room.last_seq


def add_change(room: Room, ref: int, kind: str, data: dict[str, Any]) -> int:
    """Notes a change to a post of a locked room: its rev."""
    Room.objects.filter(pk=room.pk).update(rev=F("rev") + 1)
    room.rev += 1
    Change.objects.create(room=room, rev=room.rev, ref=ref, kind=kind, data=data)
    return room.rev


def changes_after(room_id: int, rev: int, limit: int) -> list[Change]:
    return list(Change.objects.filter(room_id=room_id, rev__gt=rev).order_by("rev")[:limit])


def post_of(room_id: int, ref: int, at: float | None = None) -> Post | None:
    """A post, unless it is gone at `at` (s of exercise)."""
    return there(Post.objects.filter(room_id=room_id, ref=ref), at).first()


def mark_deleted(post: Post) -> None:
    """Of a deleted post nobody is told any text: neither the last one, nor what it said before."""
    Post.objects.filter(pk=post.pk).update(deleted=True, pinned=False)
    _forget_texts(post)
    polls.end(post.room_id, post.ref)
    search.remove(post.room_id, post.seq)


def _forget_texts(post: Post) -> None:
    told = Change.objects.filter(room_id=post.room_id, ref=post.ref, kind__in=("edited", "shown"))
    told.update(data={})


def mark_hidden(post: Post, on: bool) -> None:
    """What is hidden no search finds, and no change tells; shown again, it is found again."""
    Post.objects.filter(pk=post.pk).update(hidden=on)
    if on:
        _forget_texts(post)
        search.remove(post.room_id, post.seq)
    else:
        _index(post)


def _index(post: Post) -> None:
    place = search.placed(post.seq, post.withheld)
    search.add([(post.room_id, place, post.text, post.handle)])


def mark_labelled(room_id: int, ref: int) -> None:
    Post.objects.filter(room_id=room_id, ref=ref).update(labelled=True)


def mark_pinned(room_id: int, ref: int, on: bool) -> None:
    Post.objects.filter(room_id=room_id, ref=ref).update(pinned=on)


def pinned(room_id: int) -> list[Post]:
    """What the team has pinned, the newest first."""
    return list(Post.objects.filter(room_id=room_id, pinned=True).order_by("-seq"))


def correct_reading(post: Post, labels: Sequence[str]) -> None:
    """Labels that a trainer gave a message; NOTHING where it does none of all that."""
    post.reading = " ".join(labels) or NOTHING
    Post.objects.filter(pk=post.pk).update(reading=post.reading)


def published(room_id: int, ref: int) -> dict[str, Any] | None:
    """What the crowd was told of a post that a person published."""
    published = Action.objects.filter(room_id=room_id, kind="publish", payload__ref=ref)
    found = published.order_by("number").first()
    return dict(found.payload) if found else None


def rewrite(post: Post, text: str, hashtags: str, mentions_team: bool, t: float) -> None:
    """Gives a post another text at exercise time `t`; a trainer's reading was of the one before."""
    changed = {"text": text, "hashtags": hashtags, "mentions_team": mentions_team, "edited": t, "reading": ""}
    for name, value in changed.items():
        setattr(post, name, value)
    post.save(update_fields=list(changed))
    if not post.hidden:
        search.remove(post.room_id, post.seq)
        _index(post)


def versions(room_id: int, ref: int) -> list[tuple[float, str]]:
    """(exercise time, text) of each text that a person's post has had, the first one first."""
    first = published(room_id, ref)
    if first is None:
        return []
    edits = Action.objects.filter(room_id=room_id, kind="rewrite", payload__said__ref=ref).order_by("number")
    return [(first["t"], first["text"]), *((edit.t, edit.payload["said"]["text"]) for edit in edits)]


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


def last_moment(room_id: int) -> Moment | None:
    return Moment.objects.filter(room_id=room_id).order_by("-window").first()


def last_trends(room_id: int) -> list[dict[str, Any]]:
    found = Moment.objects.filter(room_id=room_id, trends__isnull=False).order_by("-window").first()
    return list(found.trends or []) if found else []


def reviews(room_id: int) -> list[int]:
    """How many gave the organisation 1, 2, 3, 4, 5 stars, as far as they stand."""
    given = Post.objects.filter(room_id=room_id, stars__isnull=False, deleted=False).order_by()
    found = dict(given.values_list("stars").annotate(count=Count("pk")))
    return [found.get(stars, 0) for stars in range(1, 6)]


def last_rumours(room_id: int) -> list[dict[str, Any]]:
    found = Moment.objects.filter(room_id=room_id, rumours__isnull=False).order_by("-window").first()
    return list(found.rumours or []) if found else []


def moments(room_id: int, first: int = 0, last: int | None = None) -> "QuerySet[Moment]":
    found = Moment.objects.filter(room_id=room_id, window__gte=first).order_by("window")
    return found if last is None else found.filter(window__lte=last)


def room_posts(room_id: int) -> "QuerySet[Post]":
    """All posts of a room in order of `seq`, for exports and the debrief."""
    return Post.objects.filter(room_id=room_id).order_by("seq")


# What a debrief asks: sums and single posts, never all posts of a room ---------------------------


def course(room_id: int) -> Iterator[tuple[Any, ...]]:
    """(window, counts, shares, volume, terms, trends, rumours) of every window, in order."""
    asked = ("window", "counts", "shares", "volume", "terms", "trends", "rumours")
    rows = moments(room_id).values_list(*asked)
    return rows.iterator(chunk_size=500)


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


def posts_of(room_id: int, refs: Iterable[int]) -> list[Post]:
    """The posts with these refs, in order."""
    found = Post.objects.filter(room_id=room_id, ref__in=list(refs)).order_by()
    return sorted(found, key=lambda post: post.seq)


# What a trainee watches ---------------------------------------------------------------------------


def watch_of(room_id: int, participant_id: int) -> Watch:
    """As it is kept; one that was never kept is empty."""
    found = Watch.objects.filter(room_id=room_id, participant_id=participant_id).first()
    return found or Watch(room_id=room_id, participant_id=participant_id)


def times_of(room_id: int, seqs: Iterable[int]) -> list[tuple[int, float]]:
    """(seq, t) of those posts, in order."""
    found = Post.objects.filter(room_id=room_id, seq__in=list(seqs)).order_by("seq")
    return list(found.values_list("seq", "t"))


def at_seqs(room_id: int, seqs: Iterable[int]) -> list[Post]:
    """The posts with these numbers, the newest first."""
    return list(Post.objects.filter(room_id=room_id, seq__in=list(seqs)).order_by("-seq"))


def post_at(room_id: int, seq: int) -> Post | None:
    return Post.objects.filter(room_id=room_id, seq=seq).first()


def gained(room_id: int, handle: str, seqs: Iterable[int], at: float | None = None) -> dict[str, int]:
    """Of this account's posts among `seqs` that are not gone at `at` (s of exercise): how many there are, and
    what they brought it."""
    own = Post.objects.filter(room_id=room_id, seq__in=list(seqs), handle=handle, deleted=False)
    posts = there(own, at).order_by()
    sums = {name: Coalesce(Sum(name), 0) for name in ("likes", "shares", "replies")}
    return dict(posts.aggregate(posts=Count("pk"), first=Min("seq"), last=Max("seq"), **sums))


def epoch() -> str:
    """Which history this database tells; it changes with a restore."""
    found = Epoch.objects.order_by("pk").last() or Epoch.objects.create()
    return found.value


def new_epoch() -> None:
    Epoch.objects.all().delete()
    Epoch.objects.create()
