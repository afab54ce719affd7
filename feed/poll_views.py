"""Polls as frames show them."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from . import store
from .poll_frames import PollCount, PollView
from .store import polls as kept
from .stories import PASSING_ON

if TYPE_CHECKING:
    from .models import Poll


def poll_view(poll: "Poll") -> PollView:
    return PollView(
        id=poll.ref, votes=poll.votes, over=poll.over, options=poll.options, closes=round(poll.closes, 3)
    )


def poll_count(poll: "Poll") -> PollCount:
    return PollCount(id=poll.ref, votes=poll.votes, over=poll.over)


def polls_shown(room_id: int, posts: Iterable[Any], known: Mapping[int, store.Parent]) -> dict[int, PollView]:
    """The poll of each post that is one, shares one or quotes one, by the post's ref.

    The crowd asks nothing: of its originals and answers nothing is asked.
    """
    shown: dict[int, int] = {}
    for post in posts:
        if post.deleted:
            continue
        if post.kind in PASSING_ON and (parent := known.get(post.parent)) is not None:
            if not parent.deleted and not parent.hidden:
                shown[post.ref] = post.parent
        elif post.kind == "original" and (post.participant_id is not None or post.inject):
            shown[post.ref] = post.ref
    found = kept.of_posts(room_id, set(shown.values())) if shown else {}
    return {ref: poll_view(found[asked]) for ref, asked in shown.items() if asked in found}
