"""The rows of uploaded pictures, and their files. Nothing else reads or writes their table."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet
from django.utils import timezone

from exercises.images import SUFFIX, Drawn
from exercises.kept_files import go_with_row, strays
from exercises.models import Room, State

from ..models import Draft, Post, Upload
from .drafts import LIVE
from .stories import there

if TYPE_CHECKING:
    from exercises.models import Participant

FOLDER = "pictures"
WAITS = timedelta(days=1)  # that an upload may wait for its post
go_with_row(Upload, "file")


def keep(room: Room, participant: "Participant", drawn: Drawn) -> Upload:
    """Stores the file, then its row, or neither; inside the caller's transaction."""
    upload = Upload(room=room, participant=participant, width=drawn.width, height=drawn.height)
    upload.file.save(f"{room.session_id}-{secrets.token_hex(8)}.{SUFFIX}", drawn.file, save=False)
    try:
        upload.save()
    except BaseException:
        upload.file.storage.delete(upload.file.name or "")
        raise
    return upload


def of_token(room_id: int, token: str) -> Upload | None:
    return Upload.objects.filter(room_id=room_id, token=token).first()


def of_post(room_id: int, ref: int) -> Upload | None:
    return Upload.objects.filter(room_id=room_id, post=ref).first()


def measures(room_id: int, refs: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Width and height (px) of what posts show, by ref."""
    found = Upload.objects.filter(room_id=room_id, post__in=list(refs)).order_by()
    rows = found.values_list("post", "width", "height")
    return {ref: (width, height) for ref, width, height in rows if ref is not None}


def measures_of_tokens(room_id: int, tokens: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Width and height (px) by token."""
    asked = [token for token in tokens if token]
    if not asked:
        return {}
    found = Upload.objects.filter(room_id=room_id, token__in=asked).order_by()
    return {token: (width, height) for token, width, height in found.values_list("token", "width", "height")}


def is_seen(upload: Upload, at: float | None = None) -> bool:
    """Whether it may be shown: not once its post was deleted, or is gone at `at` (s of exercise)."""
    if upload.post is None:
        return True
    posts = Post.objects.filter(room_id=upload.room_id, ref=upload.post, deleted=False)
    return there(posts, at).exists()


def is_drafted(upload: Upload, *, apart_from: int | None = None) -> bool:
    """Whether a live draft holds it, other than the one with number `apart_from`."""
    holding = Draft.objects.filter(room_id=upload.room_id, picture=upload.token, state__in=LIVE)
    others = holding if apart_from is None else holding.exclude(number=apart_from)
    return others.exists()


def use(upload: Upload, ref: int) -> None:
    """From now on it is the picture of this post."""
    upload.post = ref
    upload.save(update_fields=["post"])


def count(room: Room, participant: "Participant | None" = None, since: datetime | None = None) -> int:
    """Uploads of the room, or of one seat in it, since a moment of wall time."""
    found = Upload.objects.filter(room=room)
    found = found if participant is None else found.filter(participant=participant)
    return (found if since is None else found.filter(at__gt=since)).count()


def _unused() -> "QuerySet[Upload]":
    """In no post, and in no draft that is still there."""
    drafted = Draft.objects.filter(state__in=LIVE).exclude(picture="").values("picture")
    return Upload.objects.filter(post=None).exclude(token__in=drafted)


def drop_oldest(room: Room, participant: "Participant", keep_newest: int) -> None:
    """Of what a seat uploaded and uses nowhere, the newest few stay."""
    found = _unused().filter(room=room, participant=participant).order_by("-at", "-pk")
    for upload in found[keep_newest:]:
        upload.delete()


def sweep() -> int:
    """Drops what nobody used, of ended sessions or older than WAITS, and files without a row; how many."""
    asked = Q(room__session__state=State.ENDED) | Q(at__lt=timezone.now() - WAITS)
    dropped = 0
    for upload in _unused().filter(asked):
        upload.delete()
        dropped += 1
    for name in strays(FOLDER, lambda name: Upload.objects.filter(file=name).exists()):
        default_storage.delete(name)
        dropped += 1
    return dropped
