"""What browsers send about polls. PURE."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from .columns import one_line
from .message_parts import Key, Message, Ref

LONGEST_OPTION = 40  # characters


def _different(options: list[str]) -> list[str]:
    if len({option.casefold() for option in options}) < len(options):
        raise ValueError("the same answer twice")
    return options


Option = Annotated[str, StringConstraints(max_length=LONGEST_OPTION), AfterValidator(one_line)]


class Question(BaseModel):
    """What makes a post a poll, of which the text is the question: its answers, and for how many minutes of
    exercise people may vote."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    options: Annotated[list[Option], Field(min_length=2, max_length=4), AfterValidator(_different)]
    minutes: Annotated[int, Field(ge=1, le=240)]

    def kept(self) -> dict[str, Any]:
        return self.model_dump()


class Vote(Message):
    """One's only vote in a poll: the place of an answer, from 0."""

    type: Literal["vote"]
    key: Key
    post: Ref
    option: Annotated[int, Field(ge=0, le=3)]
