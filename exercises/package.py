"""A scenario as a document: the one description of its form, in YAML files and in session snapshots.

PURE: pydantic and PyYAML only. A `ScenarioDocument` is complete in each of its languages, or it is
refused with every error and its path. Times are seconds of exercise from the session's start.
"""

from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

FORMAT = 1
LANGUAGES = ("en", "fr")
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
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Body = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000)]
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
            raise ValueError("at least one emotion needs a weight")
        return self


class Phase(Node):
    """A stretch of the scenario. `pressure` is its share of the dial's top: 1 is 10,000 per 5 minutes."""

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

    `term` names it in a sentence; `details` are noun phrases around it (places, people, things);
    `weight` is its pull against other topics, and it halves every `half_life` seconds. `phrases` are
    whole posts that only make sense about this topic, by emotion.
    """

    code: Code
    term: LocalTerm
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
            raise ValueError("emotion_above needs emotion and share")
        if self.what != "emotion_above" and self.inject is None:
            raise ValueError(f"{self.what} needs inject")
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
            raise ValueError("give either offset or condition")
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
    phases: Annotated[list[Phase], Field(min_length=1)]
    personas: Annotated[list[Persona], Field(min_length=1)]
    objectives: list[Objective] = []
    injects: list[Inject] = []
    expectations: list[Expectation] = []

    @model_validator(mode="after")
    def check_whole(self) -> Self:
        faults = [*_missing_texts(self), *_double_codes(self), *_dangling_codes(self), *_timing_faults(self)]
        if faults:
            raise ValueError("\n".join(faults))
        return self


class BrokenScenario(ValueError):
    """A document that cannot be a scenario. `faults` holds one line per error: "path: what is wrong"."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_document(text: str) -> ScenarioDocument:
    """Parse and check YAML. Raises BrokenScenario with every error and its path."""
    try:
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise BrokenScenario([f"yaml: {error}"]) from error
    return check_document(data)


def check_document(data: Any) -> ScenarioDocument:
    """Check plain data. Raises BrokenScenario with every error and its path."""
    try:
        return ScenarioDocument.model_validate(data)
    except ValidationError as error:
        raise BrokenScenario(_fault_lines(error)) from error


def plain(document: ScenarioDocument) -> dict[str, Any]:
    """The document as plain data, without what was left at its default."""
    return document.model_dump(mode="json", exclude_defaults=True) | {"format": document.format}


def write_document(document: ScenarioDocument) -> str:
    """The document as YAML that `read_document` reads back to an equal document."""
    return yaml.dump(plain(document), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)


def _fault_lines(error: ValidationError) -> list[str]:
    lines: list[str] = []
    for fault in error.errors(include_url=False):
        message = fault["msg"].removeprefix("Value error, ")
        path = ".".join(str(part) for part in fault["loc"])
        lines.extend(f"{path}: {line}" if path else line for line in message.split("\n"))
    return lines


LocalText = LocalLine | LocalBody | LocalTerm | LocalTag
LocalList = LocalTerms | LocalPhrases


def _missing_texts(document: ScenarioDocument) -> list[str]:
    """Every text of the document in every one of its languages; lists may be empty in all of them only."""
    faults: list[str] = []
    for path, node in _nodes(document, ""):
        if isinstance(node, LocalText):
            gaps = [lang for lang in document.languages if getattr(node, lang) is None]
        elif isinstance(node, LocalList) and any(getattr(node, lang) for lang in LANGUAGES):
            gaps = [lang for lang in document.languages if not getattr(node, lang)]
        else:
            continue
        faults.extend(f"{path}.{lang}: missing text" for lang in gaps)
    return faults


def _nodes(value: Any, path: str) -> list[tuple[str, Node]]:
    if isinstance(value, BaseModel):
        found = [(path, value)] if isinstance(value, Node) else []
        children = [(name, getattr(value, name)) for name in type(value).model_fields]
    elif isinstance(value, list):
        found, children = [], [(str(index), item) for index, item in enumerate(value)]
    elif isinstance(value, dict):
        found, children = [], list(value.items())
    else:
        return []
    for name, child in children:
        found.extend(_nodes(child, f"{path}.{name}" if path else name))
    return found


def _double_codes(document: ScenarioDocument) -> list[str]:
    faults = []
    for section in ("phases", "personas", "objectives", "injects", "expectations", "topics", "rumours"):
        codes = [item.code for item in getattr(document, section)]
        faults.extend(_doubles(section, "code", codes))
    faults.extend(_doubles("personas", "handle", [persona.handle.lower() for persona in document.personas]))
    faults.extend(_doubles("channels", "kind", [channel.kind for channel in document.channels]))
    faults.extend(_doubles("functions", "function", [brief.function for brief in document.functions]))
    return faults


def _doubles(section: str, field: str, values: list[str]) -> list[str]:
    return [
        f"{section}.{index}.{field}: '{value}' stands twice"
        for index, value in enumerate(values)
        if value in values[:index]
    ]


def _dangling_codes(document: ScenarioDocument) -> list[str]:
    known = {
        section: {item.code for item in getattr(document, section)}
        for section in ("personas", "objectives", "injects", "topics", "rumours")
    }
    channels = {channel.kind for channel in document.channels}
    used: list[tuple[str, str | None, set[str]]] = []
    for index, inject in enumerate(document.injects):
        here = f"injects.{index}"
        used.append((f"{here}.persona", inject.persona, known["personas"]))
        used.append((f"{here}.channel", inject.channel, channels))
        if inject.condition:
            used.append((f"{here}.condition.inject", inject.condition.inject, known["injects"]))
        if inject.shock:
            used.append((f"{here}.shock.topic", inject.shock.topic, known["topics"]))
            used.append((f"{here}.shock.rumour", inject.shock.rumour, known["rumours"]))
    for index, expectation in enumerate(document.expectations):
        here = f"expectations.{index}"
        used.append((f"{here}.inject", expectation.inject, known["injects"]))
        used.append((f"{here}.objective", expectation.objective, known["objectives"]))
        used.append((f"{here}.recognise.channel", expectation.recognise.channel, channels))
    for index, hashtag in enumerate(document.hashtags):
        used.append((f"hashtags.{index}.after", hashtag.after, known["injects"]))
    for index, persona in enumerate(document.personas):
        used.extend((f"personas.{index}.channels", kind, channels) for kind in persona.channels)
    return [f"{path}: unknown '{code}'" for path, code, codes in used if code and code not in codes]


def _timing_faults(document: ScenarioDocument) -> list[str]:
    faults = []
    offsets = [phase.offset for phase in document.phases]
    if offsets[0] != 0:
        faults.append("phases.0.offset: the first phase starts at 0")
    if offsets != sorted(set(offsets)):
        faults.append("phases: offsets must rise")
    for section, items in (("phases", document.phases), ("injects", document.injects)):
        for index, item in enumerate(items):
            if item.offset is not None and item.offset >= document.duration:
                faults.append(
                    f"{section}.{index}.offset: after the end of the exercise ({document.duration})"
                )
    if not any(persona.team for persona in document.personas):
        faults.append("personas: no account for the team (team: true)")
    return faults
