"""Lists of accounts, as frames show them. PURE."""

from typing import Literal

from .frame_parts import Frame


class ListedView(Frame):
    """An account of a list, as it was called when it was put in."""

    handle: str
    name: str
    verified: bool = False


class ListView(Frame):
    """A list of accounts as it is now. `owner` is the seat that made it; where that seat is no longer taken
    (`orphan`), a shared list is everybody's. `step` counts what happened to it: a view with a lower one is
    old."""

    list: int
    step: int
    name: str
    shared: bool
    owner: int
    owner_name: str
    orphan: bool = False
    accounts: tuple[ListedView, ...]


class UnlistedView(Frame):
    """A list that the team sees no more: deleted, or (where it is not) again its owner's alone."""

    list: int
    step: int
    deleted: bool


class ListsFrame(Frame):
    """Shared lists of a room as they are now, and those that are not shared any more; those that it does not
    name are as they were. For trainees alone."""

    type: Literal["lists"] = "lists"
    room: str
    lists: list[ListView] = []
    gone: list[UnlistedView] = []
