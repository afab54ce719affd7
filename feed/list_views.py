"""Lists of accounts, as frames show them."""

from typing import TYPE_CHECKING

from exercises.models import Participant, Room

from .list_frames import ListedView, ListView
from .store import lists

if TYPE_CHECKING:
    from .models import AccountList


def list_view(held: "AccountList") -> ListView:
    return ListView(
        list=held.pk,
        step=held.step,
        name=held.name,
        shared=held.shared,
        owner=held.participant_id,
        owner_name=held.participant.name,
        orphan=held.participant.removed_at is not None,
        accounts=[ListedView(**{key: one[key] for key in ListedView.model_fields}) for one in held.accounts],
    )


def lists_state(room: Room, mine: Participant | None) -> list[ListView]:
    """All that somebody sees; staff see none: what a team watches is its own affair."""
    return [list_view(held) for held in lists.seen_by(room.pk, mine.pk)] if mine is not None else []
