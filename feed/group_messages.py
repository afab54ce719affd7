"""What browsers send about the public groups of the page network. PURE."""

from typing import Literal

from .message_parts import Key, Message, Slug


class Join(Message):
    """An account joins a group, in which it may then begin posts; or leaves it."""

    type: Literal["join"]
    key: Key
    account: Slug
    group: Slug
    on: bool
