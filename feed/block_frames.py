"""Accounts that the team's official ones have blocked, as frames show them. PURE."""

from typing import Literal

from .frame_parts import Frame


class BlockView(Frame):
    """A blocked account, as a `mark` ("@handle", folded), and the handle of the `account` that blocked it."""

    mark: str
    account: str


class BlocksFrame(Frame):
    """All that the team's accounts have blocked now, the oldest first."""

    type: Literal["blocks"] = "blocks"
    room: str
    blocked: list[BlockView]
