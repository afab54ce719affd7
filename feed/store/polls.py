"""The rows of polls and of the votes that people give. Nothing else reads or writes their tables."""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TYPE_CHECKING

from ..crowd.ballots import Poll as OpenPoll
from ..models import Ballot, Poll

if TYPE_CHECKING:
    from exercises.models import Participant

    from .rows import NewPost


def begin(post: "NewPost", options: Sequence[str], closes: float) -> Poll:
    """The poll of a post that was just stored."""
    return Poll.objects.create(
        room_id=post.room_id,
        ref=post.ref,
        options=list(options),
        votes=[0] * len(options),
        followers=post.followers,
        t=post.t,
        closes=closes,
    )


def of_post(room_id: int, ref: int) -> Poll | None:
    return Poll.objects.filter(room_id=room_id, ref=ref).first()


def of_posts(room_id: int, refs: Iterable[int]) -> dict[int, Poll]:
    """Those of these posts that are polls, by ref."""
    return {poll.ref: poll for poll in Poll.objects.filter(room_id=room_id, ref__in=list(refs))}


def number(room_id: int, *, alone_open: bool = False) -> int:
    found = Poll.objects.filter(room_id=room_id)
    return (found.filter(over=False) if alone_open else found).count()


def open_in(room_id: int) -> list[OpenPoll]:
    """The polls in which people may still vote, as the crowd sees them."""
    found = Poll.objects.filter(room_id=room_id, over=False).order_by("ref")
    return [OpenPoll(one.ref, tuple(one.options), one.followers, one.t, one.closes) for one in found]


def add_votes(room_id: int, gained: Mapping[int, Sequence[int]], over: Set[int]) -> list[Poll]:
    """Adds the crowd's votes, and closes those of which the ref is in `over`; the polls that changed.

    The room is locked, and the polls are read anew: people vote meanwhile.
    """
    changed = list(
        Poll.objects.filter(room_id=room_id, over=False, ref__in=gained.keys() | over).order_by("ref")
    )
    for poll in changed:
        more = gained.get(poll.ref, [0] * len(poll.options))
        poll.votes = [have + new for have, new in zip(poll.votes, more, strict=True)]
        poll.over = poll.ref in over
        poll.save(update_fields=["votes", "over"])
    return changed


def end(room_id: int, ref: int) -> None:
    """Nobody votes any more in the poll of a post that is deleted."""
    Poll.objects.filter(room_id=room_id, ref=ref).update(over=True)


def ballot_of(poll: Poll, participant: "Participant") -> int | None:
    """What somebody voted for, if they did."""
    given = Ballot.objects.filter(room_id=poll.room_id, ref=poll.ref, participant=participant)
    return given.values_list("option", flat=True).first()


def given_by(room_id: int, participant_id: int) -> list[tuple[int, int]]:
    """All that somebody voted for in the room: (ref, option)."""
    given = Ballot.objects.filter(room_id=room_id, participant_id=participant_id).order_by("ref")
    return list(given.values_list("ref", "option"))


def give(poll: Poll, participant: "Participant", option: int) -> None:
    """Somebody's vote; the room is locked."""
    Ballot.objects.create(room_id=poll.room_id, ref=poll.ref, participant=participant, option=option)
    poll.votes[option] += 1
    poll.save(update_fields=["votes"])
