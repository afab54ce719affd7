"""The public groups of a room, as frames and the page show them."""

from typing import Any

from exercises.models import Room, Session
from exercises.models.fields import local

from .crowd.facts import GROUP_GROWS
from .group_frames import GroupView
from .groups import authored_in
from .store import groups as kept


def named_groups(session: Session) -> list[dict[str, Any]]:
    """Code, name and description of each, in the session's language."""
    return [
        {name: local(group[name], session.lang) for name in ("name", "about")} | {"code": group["code"]}
        for group in authored_in(session.snapshot)
    ]


def group_name(session: Session, code: str) -> str:
    """What a group is called, "" for none."""
    return next((one["name"] for one in named_groups(session) if one["code"] == code), "")


def group_views(room: Room) -> list[GroupView]:
    """How the groups stand now. People come to a group in which much is written."""
    authored = authored_in(room.session.snapshot)
    if not authored:
        return []
    activity, joined = kept.activity(room.pk), kept.joined(room.pk)
    views = []
    for group in authored:
        posts, newest = activity.get(group["code"], kept.NOTHING)
        ours = joined.get(group["code"], [])
        members = group["members"] + posts // GROUP_GROWS + len(ours)
        views.append(GroupView(group=group["code"], posts=posts, newest=newest, members=members, joined=ours))
    return views
