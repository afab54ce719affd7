"""The counters of posts: likes, reactions, shares, replies and views. Added up here, and nowhere else."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection
from django.db.models import F

from ..crowd.book import REACTING_CHANNELS
from ..crowd.types import EMOTIONS, Touch
from ..models import Liking, Post

if TYPE_CHECKING:
    from .rows import NewPost

COUNTERS = ("likes", "shares", "replies", "views")
FELT = EMOTIONS[1:]  # counters of the likes that are no plain ones


class Gains(NamedTuple):
    """What posts of a room gained, by ref: COUNTERS, and FELT on networks that have these."""

    counted: dict[int, list[int]]
    felt: dict[int, list[int]]


class Counts(NamedTuple):
    """Counters as they are now, in order of ref: [ref, likes, shares, replies, views] and, on networks that
    have these, [ref, like, fear, anger, mockery, sadness]."""

    touched: list[tuple[int, int, int, int, int]]
    reacted: list[tuple[int, int, int, int, int, int]]


def count_on(room_id: int, posts: "Iterable[NewPost]", touches: Iterable[Touch]) -> set[int]:
    """Adds shares, replies, likes and views to the posts that gained them; the refs that were touched."""
    gains = Gains({}, {})
    for post in posts:
        if post.parent is not None:
            gain = gains.counted.setdefault(post.parent, [0, 0, 0, 0])
            gain[2 if post.kind == "reply" else 1] += 1
    for touch in touches:
        gain = gains.counted.setdefault(touch.ref, [0, 0, 0, 0])
        gain[0] += touch.likes
        gain[3] += touch.views
        if touch.reactions and any(touch.reactions[1:]):
            felt = gains.felt.setdefault(touch.ref, [0, 0, 0, 0])
            felt[:] = [have + more for have, more in zip(felt, touch.reactions[1:], strict=True)]
    _add_gains(room_id, COUNTERS, gains.counted)
    _add_gains(room_id, FELT, gains.felt)
    return set(gains.counted)


def _add_gains(room_id: int, names: tuple[str, ...], gains: dict[int, list[int]]) -> None:
    """Adds to the columns `names`: four numbers by ref."""
    if not gains:
        return
    rows = sorted(gains.items())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = [[ref for ref, _gain in rows], *([gain[i] for _ref, gain in rows] for i in range(4))]
            cursor.execute(_at_once(names), [*columns, room_id])
        else:
            cursor.executemany(_one_by_one(names), [(*gain, room_id, ref) for ref, gain in rows])


@cache
def _one_by_one(names: tuple[str, ...]) -> str:
    sets = ", ".join(f"{name} = {name} + %s" for name in names)
    return f"UPDATE feed_post SET {sets} WHERE room_id = %s AND ref = %s"  # noqa: S608  our own columns


@cache
def _at_once(names: tuple[str, ...]) -> str:
    sets = ", ".join(f"{name} = p.{name} + g.{name}" for name in names)
    given = ", ".join(["%s::bigint[]", *["%s::int[]"] * len(names)])
    return (
        f"UPDATE feed_post p SET {sets} FROM unnest({given}) AS g(ref, {', '.join(names)}) "  # noqa: S608
        "WHERE p.room_id = %s AND p.ref = g.ref"
    )


def counters(room_id: int, refs: Iterable[int]) -> Counts:
    """The counters of these posts as they are now."""
    found = Post.objects.filter(room_id=room_id, ref__in=list(refs)).order_by("ref")
    rows = list(found.values_list("ref", "channel", *COUNTERS, *FELT))
    reacted = [
        (ref, likes - sum(felt), *felt)
        for ref, channel, likes, _shares, _replies, _views, *felt in rows
        if channel in REACTING_CHANNELS
    ]
    return Counts([(row[0], *row[2:6]) for row in rows], reacted)


def react(post: Post, account: str, reaction: int | None) -> bool:
    """Gives the post this reaction (a number of EMOTIONS; 0 is the like) of the account's instead of the one
    that it gave before, None takes that back; whether anything changed. The room is locked.

    `post` has its counters as they are then.
    """
    given = Liking.objects.filter(room_id=post.room_id, ref=post.ref, account=account)
    before = given.values_list("reaction", flat=True).first()
    if before == reaction:
        return False
    given.delete()
    if reaction is not None:
        Liking.objects.create(room_id=post.room_id, ref=post.ref, account=account, reaction=reaction)
    steps = {"likes": (reaction is not None) - (before is not None)}
    steps |= {EMOTIONS[before]: -1} if before else {}
    steps |= {EMOTIONS[reaction]: 1} if reaction else {}
    moved = {name: F(name) + step for name, step in steps.items()}
    Post.objects.filter(pk=post.pk).update(**moved)
    post.refresh_from_db(fields=["likes", *FELT])
    return True
