"""Who joined the public groups of a room, and what is written in them."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Max

from ..models import GroupMember, Post


class Activity(NamedTuple):
    """`posts` of a group that stand, and when the newest came (s of exercise)."""

    posts: int
    newest: float | None


NOTHING = Activity(0, None)


def activity(room_id: int) -> dict[str, Activity]:
    """By group; those in which nothing stands are not named."""
    posts = Post.objects.filter(room_id=room_id, deleted=False, hidden=False).exclude(group="").order_by()
    found = posts.values("group").annotate(posts=Count("pk"), newest=Max("t"))
    return {row["group"]: Activity(row["posts"], row["newest"]) for row in found}


def groups_among(room_id: int, refs: Iterable[int]) -> dict[int, str]:
    """In which groups those of the posts stand that stand in one, by ref."""
    found = Post.objects.filter(room_id=room_id, ref__in=list(refs)).exclude(group="").order_by()
    return dict(found.values_list("ref", "group"))


def joined(room_id: int) -> dict[str, list[str]]:
    """The codes of the room's accounts that joined, by group, in the order in which they did."""
    members = GroupMember.objects.filter(room_id=room_id).order_by("pk")
    found: dict[str, list[str]] = {}
    for group, account in members.values_list("group", "account"):
        found.setdefault(group, []).append(account)
    return found


def is_member(room_id: int, group: str, account: str) -> bool:
    return GroupMember.objects.filter(room_id=room_id, group=group, account=account).exists()


def enter(room_id: int, group: str, account: str) -> None:
    GroupMember.objects.create(room_id=room_id, group=group, account=account)


def leave(room_id: int, group: str, account: str) -> None:
    GroupMember.objects.filter(room_id=room_id, group=group, account=account).delete()
