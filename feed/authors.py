"""Who an account is, as anybody on the network can see it: nothing here tells who is simulated.

What the crowd is told of one that is blocked (`known_as`) no browser gets.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from exercises.models import Room

from . import search, store
from .query import Term, mark_of
from .store import reports

if TYPE_CHECKING:
    from .models import Post

MOST_POSTS = 5000  # newest posts of an account that are summed up
LOOKED_AT = 200  # newest posts that name an account or are its own, by which it is judged
_HARSH = (1, 2, 3, 4)  # fear, anger, mockery, sadness
_CRITICS = frozenset({"journalist", "official", "expert", "union"})
_INSULTERS = frozenset({"troll", "bot"})
_OPPOSED = -0.2  # stance of a persona from which on it is a critic


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


def newest_of(room_id: int, mark: str) -> "Post | None":
    """The newest post that an account ("@…", as feed.query folds it) wrote and that a search finds."""
    seqs = search.find(room_id, Term((mark,)), None, 1)
    return store.post_at(room_id, seqs[0]) if seqs else None


def known_as(room: Room, mark: str) -> dict[str, Any] | None:
    """Who an account ("@handle", folded) is to the team: fields of feed.crowd.types.Blocked; None for one
    that is neither of the scenario nor has published anything here."""
    personas = room.session.snapshot["personas"]
    persona = next((one for one in personas if mark_of("@", one["handle"]) == mark), None)
    named = store.at_seqs(room.pk, search.find(room.pk, Term((mark,)), None, LOOKED_AT))
    own = [post for post in named if mark_of("@", post.handle) == mark and not post.participant_id]
    if persona is None and not own:
        return None
    if persona is not None:
        who = {"key": persona["code"], **{name: persona[name] for name in ("handle", "kind", "followers")}}
    else:
        newest = own[0]
        who = {"key": int(newest.author_key), "handle": newest.handle, "kind": newest.author_kind}
        who["followers"] = newest.followers
    return who | {"role": _role(room.pk, who["handle"], who["kind"], (persona or {}).get("stance", 0.0), own)}


def _role(room_id: int, handle: str, kind: str, stance: float, own: "Sequence[Post]") -> str:
    """What it was to the team: an insulter, a critic, or neither."""
    if kind in _INSULTERS or reports.has_insulted(room_id, handle):
        return "insulter"
    is_harsh = any(post.emotion in _HARSH for post in own)
    return "critic" if kind in _CRITICS or stance <= _OPPOSED or is_harsh else "other"
