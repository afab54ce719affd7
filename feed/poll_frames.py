"""Polls, as frames show them. PURE."""

from .frame_parts import Frame


class PollCount(Frame):
    """How a poll stands: votes by answer. `id` is its post; when it is `over`, nobody votes any more."""

    id: int
    votes: list[int]
    over: bool = False


class PollView(PollCount):
    """A poll with its answers; `closes` is the second of exercise from which nobody votes any more."""

    options: list[str]
    closes: float


class AskedView(Frame):
    """A poll that is still a draft."""

    options: list[str]
    minutes: int
