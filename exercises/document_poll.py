"""A poll that an inject asks, as a scenario describes it.

PURE: pydantic only. Times are seconds of exercise.
"""

import unicodedata
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from .document_parts import LANGUAGES, Node

LONGEST_ANSWER = 40  # characters
LASTS = 600  # s, unless the author says otherwise
NETWORKS = ("microblog", "page")
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, and what turns or breaks a line


def _one_line(text: str) -> str:
    if any(unicodedata.category(char) in _UNSEEN for char in text):
        raise PydanticCustomError("forbidden_character", "forbidden character")
    return text


Answer = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_ANSWER),
    AfterValidator(_one_line),
]


class LocalAnswer(Node):
    """One answer of a poll, in each language of the scenario."""

    en: Answer | None = None
    fr: Answer | None = None


class Poll(Node):
    """What makes an inject a poll, of which the content is the question: its answers, and for how long (s)
    people may vote."""

    options: Annotated[list[LocalAnswer], Field(min_length=2, max_length=4)]
    lasts: Annotated[int, Field(ge=60, le=14_400)] = LASTS

    @model_validator(mode="after")
    def check_different(self) -> Self:
        for lang in LANGUAGES:
            given = [
                text.casefold() for option in self.options if (text := getattr(option, lang)) is not None
            ]
            if len(set(given)) < len(given):
                raise PydanticCustomError("answer_twice", "the same answer stands twice")
        return self
