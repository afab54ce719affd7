"""The crowd's votes in the polls of a room, and what comes of polls when their time is over, in windows."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from exercises.logbook import log
from exercises.models import Room, Session

from . import store
from .crowd.ballots import Poll, votes_in
from .crowd.types import Causes
from .poll_frames import PollCount
from .poll_views import poll_count
from .store import polls as kept

if TYPE_CHECKING:
    from .models import Poll as KeptPoll


class Ballots(NamedTuple):
    """What a window brings to polls: the crowd's `votes` by answer, by ref, and those `over` at its end."""

    votes: Mapping[int, Sequence[int]]
    over: tuple[int, ...]


NONE = Ballots({}, ())


def ballots_in(
    session: Session, voting: Sequence[Poll], window: int, causes: Causes, *, speaks: bool
) -> Ballots:
    """A window that a jump passes over brings no votes, but ends polls."""
    if not voting:
        return NONE
    cast = {poll.ref: votes_in(session.seed, poll, window, causes.mood, causes.volume) for poll in voting}
    return Ballots(
        {ref: votes for ref, votes in cast.items() if speaks and any(votes)},
        tuple(poll.ref for poll in voting if poll.closes <= window + 1),
    )


def settle_polls(room: Room, windows: Sequence[Ballots]) -> list[PollCount]:
    """Counts the votes of windows that are stored now, and closes what is over, inside the transaction that
    stores them; the polls that changed."""
    if not any(window.votes or window.over for window in windows):
        return []
    gained: dict[int, list[int]] = {}
    for window in windows:
        for ref, votes in window.votes.items():
            have = gained.get(ref, [0] * len(votes))
            gained[ref] = [one + more for one, more in zip(have, votes, strict=True)]
    over = {ref for window in windows for ref in window.over}
    changed = kept.add_votes(room.pk, gained, over)
    for poll in changed:
        if poll.over:
            _tell_result(room, poll)
    return [poll_count(poll) for poll in changed]


def _tell_result(room: Room, poll: "KeptPoll") -> None:
    post = store.post_of(room.pk, poll.ref)
    if post is None or post.deleted:
        return
    result = " · ".join(f"{option} ({votes})" for option, votes in zip(poll.options, poll.votes, strict=True))
    data = {"post": poll.ref, "account": post.handle, "text": post.text[:500], "result": result}
    log(room.session, poll.closes, "system", "", "poll_over", data, room)
