"""The rows of lists of accounts. Nothing else reads or writes their table."""

from typing import TYPE_CHECKING

from django.db.models import Q

from ..models import AccountList

if TYPE_CHECKING:
    from django.db.models import QuerySet


def seen_by(room_id: int, participant_id: int) -> "list[AccountList]":
    """Those that somebody made, and those that others of the room share, the oldest first."""
    return list(_seen(room_id, participant_id).order_by("pk"))


def one_seen_by(room_id: int, participant_id: int, number: int) -> AccountList | None:
    return _seen(room_id, participant_id).filter(pk=number).first()


def _seen(room_id: int, participant_id: int) -> "QuerySet[AccountList]":
    own = Q(participant_id=participant_id)
    return AccountList.objects.select_related("participant").filter(own | Q(shared=True), room_id=room_id)


def number_of(room_id: int, participant_id: int) -> int:
    """How many somebody made."""
    return AccountList.objects.filter(room_id=room_id, participant_id=participant_id).count()


def number_shared(room_id: int) -> int:
    return AccountList.objects.filter(room_id=room_id, shared=True).count()


def new(room_id: int, participant_id: int, name: str, shared: bool) -> AccountList:
    return AccountList.objects.create(
        room_id=room_id, participant_id=participant_id, name=name, shared=shared
    )


def keep(held: AccountList) -> None:
    """Stores what was changed; whoever calls holds the session's lock."""
    held.step += 1
    held.save(update_fields=["name", "shared", "accounts", "step"])


def drop(held: AccountList) -> None:
    AccountList.objects.filter(pk=held.pk).delete()
