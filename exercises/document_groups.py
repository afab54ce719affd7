"""The public groups of a page network, as a scenario describes them.

PURE: pydantic only.
"""

from typing import Annotated

from pydantic import Field

from .document_parts import Code, LocalLine, Node, PersonaKind, Weights


class Group(Node):
    """A community with a feed of its own, which everybody may read, answer in and join.

    `members` is how many there are at the start. What the crowd says of `topics` is said there rather than
    elsewhere, and of other topics nothing (none given: of everything), nor of everyday life unless it is
    `everyday`; `kinds` are those who write there (none given: anybody); `mood` weighs what those feel who do
    (none given: as everywhere).
    """

    code: Code
    name: LocalLine
    about: LocalLine
    members: Annotated[int, Field(ge=1, le=50_000_000)]
    topics: list[Code] = []
    kinds: list[PersonaKind] = []
    mood: Weights | None = None
    everyday: bool = True
