"""What browsers send about texts that a team prepares. PURE."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .composed import Composed
from .message_parts import Key, Message, Note, Number


class DraftSave(Composed):
    """A text for a team's account that waits for others: a new one, or `draft` given these words.

    `version` is the one that was changed; where somebody else changed it meanwhile, nothing is saved.
    """

    type: Literal["draft_save"]
    key: Key
    draft: Number | None = None
    version: Number | None = None

    @model_validator(mode="after")
    def check_version(self) -> Self:
        if (self.draft is None) != (self.version is None):
            raise ValueError("a draft is changed in one of its versions")
        return self


class DraftStep(Message):
    """`draft_submit` asks those who must approve it; the others put it away and publish it."""

    type: Literal["draft_submit", "draft_drop", "draft_publish"]
    key: Key
    draft: Number
    version: Number


class DraftSchedule(Message):
    """Has it published by itself at `at` (s of exercise); null takes that back."""

    type: Literal["draft_schedule"]
    key: Key
    draft: Number
    version: Number
    at: Annotated[int, Field(ge=0, lt=2**31)] | None


class DraftJudge(Message):
    """Somebody who is asked approves this version, or returns it and says why."""

    type: Literal["draft_judge"]
    key: Key
    draft: Number
    version: Number
    verdict: Literal["approve", "return"]
    note: Note = ""
