"""What a scenario's document is made of: names, texts in every language, terms with their grammar.

PURE: pydantic only. Times are seconds of exercise from the session's start.
"""

import unicodedata
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

FORMAT = 1
LANGUAGES = ("en", "fr")
FULL_PRESSURE = 10_000  # reactions per 5 minutes: a phase's pressure of 1
EMOTIONS = ("like", "fear", "anger", "mockery", "sadness")

Language = Literal["en", "fr"]
Emotion = Literal["like", "fear", "anger", "mockery", "sadness"]
ChannelKind = Literal[
    "microblog",
    "page",
    "messaging",
    "professional",
    "photo",
    "stories",
    "video",
    "press",
    "traffic",
    "safety",
    "wall",
    "mailbox",
]
PersonaKind = Literal[
    "journalist",
    "official",
    "blogger",
    "influencer",
    "employee",
    "union",
    "student",
    "customer",
    "citizen",
    "expert",
    "authority",
    "troll",
    "bot",
    "organisation",
]
Function = Literal["spokesperson", "community_manager", "legal", "director"]
Responsibility = Literal["victim", "accident", "preventable"]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
MaybeCode = Annotated[str, StringConstraints(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$", max_length=60)]
Handle = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{2,30}$")]
Tag = Annotated[str, StringConstraints(pattern=r"^#?\w{2,60}$")]


def _clean(text: str) -> str:
    """Without control characters (tab and newline stay); U+0000 and lone surrogates are refused."""
    if any(char == "\x00" or 0xD800 <= ord(char) <= 0xDFFF for char in text):
        raise PydanticCustomError("forbidden_character", "forbidden character")
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) != "Cc")


Text = Annotated[str, AfterValidator(_clean)]
Line = Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Body = Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000)]
Offset = Annotated[int, Field(ge=0, le=7 * 24 * 3600)]
Share = Annotated[float, Field(ge=0, le=1)]


class Node(BaseModel):
    """Frozen, and strict about unknown fields: a typing error in a file is never silently lost."""

    # Built when a document is first read: most starts of a server read none.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class LocalLine(Node):
    """A short text in each language of the scenario."""

    en: Line | None = None
    fr: Line | None = None


class LocalBody(Node):
    """A longer text in each language of the scenario."""

    en: Body | None = None
    fr: Body | None = None


class Uploaded(Node):
    """A picture that an author uploaded: the bytes of a WebP in base64.

    In the snapshot of a session `sha256` stands for them, with the measures (px).
    """

    data: Annotated[str, StringConstraints(min_length=1, max_length=300_000)] | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    width: Annotated[int, Field(ge=1, le=10_000)] | None = None
    height: Annotated[int, Field(ge=1, le=10_000)] | None = None


class Term(Node):
    """A noun or noun phrase that the crowd can put in a sentence.

    `text` carries no article. `article` is what stands before it: "the" (le, la, les, l'), "a"
    (un, une, des, a, an) or "" for a proper name. French needs `gender`; both need `number`.
    """

    text: Line
    article: Literal["the", "a", ""] = ""
    gender: Literal["m", "f"] = "m"
    number: Literal["s", "p"] = "s"


class LocalTerm(Node):
    """One thing, named in each language by one noun phrase."""

    en: Term | None = None
    fr: Term | None = None


class LocalTerms(Node):
    """Interchangeable noun phrases for one slot, written apart in each language."""

    en: list[Term] = []
    fr: list[Term] = []


class LocalPhrases(Node):
    """Sentences that the crowd uses, written apart in each language (voice format)."""

    en: list[Body] = []
    fr: list[Body] = []


class LocalTag(Node):
    """A hashtag, without the sign, in each language."""

    en: Tag | None = None
    fr: Tag | None = None


class Weights(Node):
    """Shares of the five emotions; they need not sum to 1."""

    like: Share = 0
    fear: Share = 0
    anger: Share = 0
    mockery: Share = 0
    sadness: Share = 0

    @model_validator(mode="after")
    def check_some_weight(self) -> Self:
        if not any(getattr(self, emotion) for emotion in EMOTIONS):
            raise PydanticCustomError("no_weight", "at least one emotion needs a weight")
        return self
