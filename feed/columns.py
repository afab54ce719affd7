"""What a trainee watches: the columns of the page's Watch view, and what is folded away. PURE."""

import unicodedata
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from exercises.document_parts import ChannelKind

from .query import LONGEST, mark_of, parse

MOST_COLUMNS = 8
MOST_MUTED = 30  # with the columns, the longest message stays under the socket's 16 KiB
LONGEST_NAME = 30  # characters
UNSEEN = {"Cc", "Cf", "Zl", "Zp"}  # controls, and what turns or breaks a line

Colour = Literal["blue", "teal", "green", "amber", "orange", "red", "violet", "grey"]


def one_line(text: str) -> str:
    """Without controls and without blanks around it. Raises ValueError where nothing is left."""
    if any(0xD800 <= ord(char) <= 0xDFFF for char in text):
        raise ValueError("forbidden character")
    line = "".join(char for char in text if unicodedata.category(char) not in UNSEEN).strip()
    if not line:
        raise ValueError("nothing is left of this text")
    return line


def _asks_something(text: str) -> str:
    """Raises BadQuery, which is a ValueError."""
    if any(char == "\x00" or 0xD800 <= ord(char) <= 0xDFFF for char in text):
        raise ValueError("forbidden character")
    parse(text)
    return text


def _folded(mark: str) -> str:
    found = mark_of(mark[0], mark[1:])
    if len(found) < 2:
        raise ValueError("nothing is left of this name")
    return found


Name = Annotated[str, StringConstraints(max_length=LONGEST_NAME), AfterValidator(one_line)]
#: A list of accounts: see feed.listing.
ListId = Annotated[int, Field(ge=1, lt=2**53)]
Query = Annotated[str, StringConstraints(max_length=LONGEST), AfterValidator(_asks_something)]
#: An account or a hashtag, as `feed.query` folds it.
Mark = Annotated[str, StringConstraints(pattern=r"^[#@]\w{1,60}$"), AfterValidator(_folded)]


class Column(BaseModel):
    """One column: a search (`q`), a network (`network`), a list of accounts (`list`), the mentions of the
    team, or its own posts.

    `rings` tells the trainee of what comes while nobody looks; `curve` shows how often it is said, `words`
    what stands out in so many minutes of exercise (0: nothing).
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Name
    kind: Literal["search", "network", "list", "mentions", "ours"]
    colour: Colour = "blue"
    q: Query | None = None
    network: ChannelKind | None = None
    list: ListId | None = None
    rings: bool = False
    curve: bool = True
    words: Literal[0, 5, 15, 30, 60] = 0

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        if (self.q is not None) != (self.kind == "search"):
            raise ValueError("a search has a query, and nothing else has one")
        if (self.network is not None) != (self.kind == "network"):
            raise ValueError("a network's column has a network, and nothing else has one")
        if (self.list is not None) != (self.kind == "list"):
            raise ValueError("a list's column has a list, and nothing else has one")
        return self

    def kept(self) -> dict[str, Any]:
        return self.model_dump(exclude_none=True)


Columns = Annotated[list[Column], Field(max_length=MOST_COLUMNS)]
