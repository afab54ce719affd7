"""What browsers send about lists of accounts. PURE."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from .columns import ListId, Mark, Name
from .message_parts import Key, Message


class ListMake(Message):
    """Makes a list; `shared` lets the whole team see it and fill it."""

    type: Literal["list_make"]
    key: Key
    name: Name
    shared: bool


class ListSave(Message):
    """Names a list anew, shares it or no longer."""

    type: Literal["list_save"]
    key: Key
    list: ListId
    name: Name
    shared: bool


class ListFill(Message):
    """Puts an account into a list, or takes it out."""

    type: Literal["list_fill"]
    key: Key
    list: ListId
    mark: Annotated[Mark, StringConstraints(pattern="^@")]
    on: bool


class ListDrop(Message):
    type: Literal["list_drop"]
    key: Key
    list: ListId
