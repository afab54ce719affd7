"""Public groups of the page network, as frames show them. PURE."""

from typing import Literal

from .frame_parts import Frame


class GroupView(Frame):
    """How a group stands: its `posts`, when the `newest` came (s of exercise), how many `members` it has, and
    the codes of the room's accounts that `joined`."""

    group: str
    posts: int
    newest: float | None = None
    members: int
    joined: list[str] = []


class GroupsFrame(Frame):
    """All groups of a room, because one of its accounts joined one, or left it."""

    type: Literal["groups"] = "groups"
    room: str
    groups: list[GroupView]
