"""What becomes of a post once it stands there: changed, deleted, hidden, marked; and what it was before."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F

from exercises.models import Action, Room

from .. import search
from ..models import Change, Post
from . import polls

NOTHING = "-"  # a reading without labels


def add_change(room: Room, ref: int, kind: str, data: dict[str, Any]) -> int:
    """Notes a change to a post of a locked room: its rev."""
    Room.objects.filter(pk=room.pk).update(rev=F("rev") + 1)
    room.rev += 1
    Change.objects.create(room=room, rev=room.rev, ref=ref, kind=kind, data=data)
    return room.rev


def changes_after(room_id: int, rev: int, limit: int) -> list[Change]:
    return list(Change.objects.filter(room_id=room_id, rev__gt=rev).order_by("rev")[:limit])


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
