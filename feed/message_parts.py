"""What the messages of browsers are made of: their form, and the kinds of their fields. PURE."""

import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

MAX_TEXT = 5000  # longest text in any channel; a channel's own length is checked by actions


def clean(text: str) -> str:
    """Text without controls (tab and newline stay) and without blanks around it.

    Raises ValueError for U+0000 and lone surrogates.
    """
    if any(char == "\x00" or 0xD800 <= ord(char) <= 0xDFFF for char in text):
        raise ValueError("forbidden character")
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) != "Cc").strip()


def not_empty(text: str) -> str:
    if not text:
        raise ValueError("nothing is left of this text")
    return text


Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
MaybeText = Annotated[str, StringConstraints(max_length=MAX_TEXT), AfterValidator(clean)]
Text = Annotated[MaybeText, AfterValidator(not_empty)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
RoomCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{4,32}$")]
Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{32}$")]
Description = Annotated[str, StringConstraints(max_length=1000), AfterValidator(clean)]
Ref = Annotated[int, Field(ge=0, lt=2**53)]
Seq = Annotated[int, Field(ge=0, lt=2**53)]
Number = Annotated[int, Field(ge=1, lt=2**31)]
Note = Annotated[str, StringConstraints(max_length=500), AfterValidator(clean)]
Kind = Literal["original", "reply", "share", "quote"]
Emotion = Literal["like", "fear", "anger", "mockery", "sadness"]


class Message(BaseModel):
    """From client to server. Strict: no unknown field, no conversion of types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
