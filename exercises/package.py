"""A scenario as a document: the one description of its form, in YAML files and in session snapshots.

PURE: pydantic and PyYAML only. A `ScenarioDocument` is complete in each of its languages, or it is
refused with every error and its path. Times are seconds of exercise from the session's start.
"""

import unicodedata
from collections.abc import Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from . import scenario_text
from .coherence import incoherences
from .faults import BrokenScenario, Fault, named

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

    model_config = ConfigDict(extra="forbid", frozen=True)


class LocalLine(Node):
    """A short text in each language of the scenario."""

    en: Line | None = None
    fr: Line | None = None


class LocalBody(Node):
    """A longer text in each language of the scenario."""

    en: Body | None = None
    fr: Body | None = None


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


class Organisation(Node):
    """The fictional organisation at stake, whose voice the trainees are."""

    name: LocalTerm
    short: LocalTerm
    sector: LocalLine
    responsibility: Responsibility


class Channel(Node):
    """One simulated network. `length` is the longest post that it takes, in characters."""

    kind: ChannelKind
    name: LocalLine
    length: Annotated[int, Field(ge=50, le=10_000)] = 280


class FunctionBrief(Node):
    """What a trainee in this function is told and may do."""

    function: Function
    title: LocalLine
    brief: LocalBody


class Briefing(Node):
    """What a trainee reads before the start."""

    situation: LocalBody
    mission: LocalBody
    rules: LocalBody


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


class Phase(Node):
    """A stretch of the scenario. `pressure` is its share of FULL_PRESSURE."""

    code: Code
    name: LocalLine
    offset: Offset
    pressure: Annotated[float, Field(ge=0, le=1)]
    weights: Weights
    summary: LocalBody


class Persona(Node):
    """A named character; `team` marks an account that the trainees hold."""

    code: Code
    kind: PersonaKind
    handle: Handle
    name: Line
    bio: LocalLine
    followers: Annotated[int, Field(ge=0, le=500_000_000)]
    verified: bool = False
    team: bool = False
    tone: LocalLine | None = None
    stance: Annotated[float, Field(ge=-1, le=1)] = 0.0
    channels: list[ChannelKind] = ["microblog"]


class Objective(Node):
    code: Code
    title: LocalLine
    description: LocalBody
    weight: Annotated[int, Field(ge=1, le=100)] = 1


class Topic(Node):
    """What the crowd can talk about once it is known.

    `term` names it in a sentence, `aliases` are other names that people give it; `details` are noun phrases
    around it (places, people, things); `weight` is its pull against other topics, and it halves every
    `half_life` seconds. `phrases` are whole posts that only make sense about this topic, by emotion.
    """

    code: Code
    term: LocalTerm
    aliases: LocalTerms = LocalTerms()
    details: LocalTerms = LocalTerms()
    hashtags: list[LocalTag] = []
    weight: Annotated[float, Field(gt=0, le=10)] = 1.0
    half_life: Annotated[int, Field(ge=60, le=86_400)] = 1200
    phrases: dict[Emotion, LocalPhrases] = {}


class Shock(Node):
    """What an inject does to the crowd.

    `volume` is the part of the dial that it adds at its peak; `weights` the emotions that it stirs;
    `half_life` how long until half of it is gone (s); `topic` what people talk about from then on.
    """

    volume: Annotated[float, Field(ge=0, le=1)] = 0.2
    weights: Weights
    half_life: Annotated[int, Field(ge=30, le=86_400)] = 600
    topic: Code | None = None
    rumour: Code | None = None


class Rumour(Node):
    """A claim that circulates: true or not, and the ways in which people tell it."""

    code: Code
    claim: LocalLine
    true: bool
    variants: LocalPhrases


class Condition(Node):
    """When a conditional inject fires: `what` has been so for `for_seconds`, not before `after`.

    `silence`: no team post since inject `inject` fired; `answered`: a team post since then;
    `emotion_above`: the share of `emotion` is at least `share`.
    """

    what: Literal["silence", "answered", "emotion_above"]
    inject: Code | None = None
    emotion: Emotion | None = None
    share: Share | None = None
    for_seconds: Annotated[int, Field(ge=0, le=86_400)] = 0
    after: Offset = 0

    @model_validator(mode="after")
    def check_operands(self) -> Self:
        if self.what == "emotion_above" and (self.emotion is None or self.share is None):
            raise PydanticCustomError("emotion_operands", "emotion_above needs emotion and share")
        if self.what != "emotion_above" and self.inject is None:
            raise PydanticCustomError("inject_operand", "{what} needs inject", {"what": self.what})
        return self


class Inject(Node):
    """One scripted event: at `offset`, or when `condition` holds. Without a persona the network says it.

    `kind` tells what it is in the exercise: a post, an article, a message to the team, an alert…
    `media` describes a picture or clip in words.
    """

    code: Code
    title: LocalLine
    offset: Offset | None = None
    condition: Condition | None = None
    channel: ChannelKind
    persona: Code | None = None
    content: LocalBody
    media: LocalLine | None = None
    expected: LocalBody | None = None
    shock: Shock | None = None

    @model_validator(mode="after")
    def check_timing(self) -> Self:
        if (self.offset is None) == (self.condition is None):
            raise PydanticCustomError("offset_or_condition", "give either offset or condition")
        return self


class Recognise(Node):
    """How an expected response is recognised in what the team publishes.

    `words`: any of these words or stems, in any case, accents ignored; `reply_to_inject`: only replies
    to that inject's post count; `action` is the act that counts.
    """

    action: Literal["post", "report", "delete", "like"] = "post"
    words: LocalPhrases = LocalPhrases()
    reply_to_inject: bool = False
    channel: ChannelKind | None = None


class Expectation(Node):
    """What the team should have done about an inject, within `deadline` seconds after it fired."""

    code: Code
    objective: Code
    inject: Code
    title: LocalLine
    deadline: Annotated[int, Field(ge=10, le=86_400)]
    weight: Annotated[int, Field(ge=1, le=100)] = 1
    recognise: Recognise


class Hashtag(Node):
    """A hashtag the crowd knows: from `after` (an inject) on, or from the start; drawn to `emotion`."""

    tag: LocalTag
    after: Code | None = None
    emotion: Emotion | None = None
    weight: Annotated[float, Field(gt=0, le=10)] = 1.0


class Coinage(Node):
    """What the crowd may coin: never the `forbidden` ones, more easily the `favoured` ones."""

    forbidden: list[Tag] = []
    favoured: list[Tag] = []


class Secret(Node):
    """What the team must not tell (where the police are, a victim's name), from inject `after` on or from the
    start, until inject `until` or to the end. A message that holds one of `words` tells it."""

    code: Code
    title: LocalLine
    words: LocalPhrases
    after: Code | None = None
    until: Code | None = None


class Vocabulary(Node):
    """Noun phrases for the crowd's sentences. All are lists: the crowd picks one each time.

    authority: who decides; place: where; people: who is hit; cause: what or whom they blame;
    demand: what they ask for; source: where to learn more; matter: the product, service or operation.
    """

    authority: LocalTerms
    place: LocalTerms
    people: LocalTerms
    cause: LocalTerms
    demand: LocalTerms
    source: LocalTerms
    matter: LocalTerms


class ScenarioDocument(Node):
    """A whole scenario. `time_scale` tells how many real seconds one second of exercise stands for."""

    format: Literal[1]
    slug: Code
    languages: Annotated[list[Language], Field(min_length=1)]
    title: LocalLine
    summary: LocalBody
    duration: Annotated[int, Field(ge=60, le=7 * 24 * 3600)]
    time_scale: Annotated[float, Field(gt=0, le=1000)]
    organisation: Organisation
    briefing: Briefing
    functions: Annotated[list[FunctionBrief], Field(min_length=1)]
    channels: Annotated[list[Channel], Field(min_length=1)]
    vocabulary: Vocabulary
    hashtags: list[Hashtag] = []
    coinage: Coinage = Coinage()
    topics: list[Topic] = []
    rumours: list[Rumour] = []
    secrets: list[Secret] = []
    phases: Annotated[list[Phase], Field(min_length=1)]
    personas: Annotated[list[Persona], Field(min_length=1)]
    objectives: list[Objective] = []
    injects: list[Inject] = []
    expectations: list[Expectation] = []

    @model_validator(mode="after")
    def check_whole(self, info: ValidationInfo) -> Self:
        if info.context is not _FORM_ALONE and (faults := _incoherences(self.model_dump())):
            raise ValueError("\n".join(faults))
        return self


_FORM_ALONE = {"form": "alone"}  # validation context: check_document looks at the whole itself


def read_file(raw: bytes) -> ScenarioDocument:
    """Parse and check a file's content. Raises BrokenScenario with every error and its path."""
    return read_document(scenario_text.decode(raw))


def read_document(text: str) -> ScenarioDocument:
    """Parse and check YAML. Raises BrokenScenario with every error and its path."""
    data, faults = scenario_text.parse(text)
    return check_document(data, faults)


def check_document(data: Any, already: Sequence[Fault] = ()) -> ScenarioDocument:
    """Check plain data. Raises BrokenScenario with every error and its path, and those found `already`.

    What is wrong in form does not hide what does not fit together: both are told, as far as the data allow.
    """
    faults = list(already)
    try:
        document = ScenarioDocument.model_validate(data, context=_FORM_ALONE)
        data = document.model_dump()
    except ValidationError as error:
        faults += section_faults(error)
    faults += _incoherences(data)
    if faults:
        raise BrokenScenario(sorted((named(fault, data) for fault in faults), key=_place))
    return document


def plain(document: ScenarioDocument) -> dict[str, Any]:
    """The document as plain data, without what was left at its default."""
    return document.model_dump(mode="json", exclude_defaults=True) | {"format": document.format}


def write_document(document: ScenarioDocument) -> str:
    """The document as YAML that `read_document` reads back to an equal document."""
    return scenario_text.write(plain(document))


def section_faults(error: ValidationError) -> list[Fault]:
    """What pydantic found wrong with a document, or with a section of one."""
    return [_fault(details) for details in error.errors(include_url=False)]


def _incoherences(data: Any) -> list[Fault]:
    return incoherences(ScenarioDocument, data, LANGUAGES)


def _fault(details: ErrorDetails) -> Fault:
    path = ".".join(str(part) for part in details["loc"] if part != "[key]")
    return Fault(path, details["type"], text=details["msg"], **details.get("ctx", {}))


def _place(fault: Fault) -> tuple[int, list[tuple[int, int, str]]]:
    """Where in the document the fault is: its section's turn, then index by index."""
    section, *rest = fault.path.split(".")
    turn = (
        list(ScenarioDocument.model_fields).index(section) if section in ScenarioDocument.model_fields else -1
    )
    return turn, [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in rest]


__all__ = ["BrokenScenario", "ScenarioDocument", "check_document", "plain", "read_document", "write_document"]
