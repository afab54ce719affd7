"""A scenario as a document: the one description of its form, in YAML files and in session snapshots.

PURE: pydantic only. Times are seconds of exercise from the session's start.
"""

from typing import Annotated, Literal, Self

from pydantic import (
    Field,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from .coherence import incoherences
from .document_groups import Group
from .document_parts import (
    LANGUAGES,
    ChannelKind,
    Code,
    Emotion,
    Function,
    Handle,
    Language,
    Line,
    LocalBody,
    LocalLine,
    LocalPhrases,
    LocalTag,
    LocalTerm,
    LocalTerms,
    MaybeCode,
    Node,
    Offset,
    PersonaKind,
    Responsibility,
    Share,
    Tag,
    Uploaded,
    Weights,
)
from .document_poll import NETWORKS as POLLING
from .document_poll import Poll
from .document_terrain import Terrain
from .fleeting import DAY, LEAST

FORM_ALONE = {"form": "alone"}  # validation context: whoever gives it looks at the whole by himself


class Organisation(Node):
    """The fictional organisation at stake, whose voice the trainees are."""

    name: LocalTerm
    short: LocalTerm
    sector: LocalLine
    responsibility: Responsibility


class Channel(Node):
    """One simulated network. `length` is the longest post that it takes, in characters; on a page with
    `reviews` people give the organisation 1 to 5 stars; `groups` are the public ones of a page network;
    `lasts` is how long a story can be seen (see exercises.fleeting); `tributes` is how many people leave on
    the wall in an hour of exercise at FULL_PRESSURE while everybody mourns (None: see feed.crowd.facts)."""

    kind: ChannelKind
    name: LocalLine
    length: Annotated[int, Field(ge=50, le=10_000)] = 280
    reviews: bool = False
    groups: Annotated[list[Group], Field(max_length=12)] = []
    lasts: Annotated[int, Field(ge=LEAST, le=7 * DAY)] | None = None
    tributes: Annotated[int, Field(ge=0, le=5000)] | None = None

    @model_validator(mode="after")
    def check_only_pages_have(self) -> Self:
        if self.reviews and self.kind != "page":
            raise PydanticCustomError("reviews_on_page", "only a page has reviews")
        if self.groups and self.kind != "page":
            raise PydanticCustomError("groups_on_page", "only a page network has groups")
        return self

    @model_validator(mode="after")
    def check_only_stories_go(self) -> Self:
        if self.lasts is not None and self.kind != "stories":
            raise PydanticCustomError("only_stories_last", "only stories are gone after a time")
        return self

    @model_validator(mode="after")
    def check_only_walls_have(self) -> Self:
        if self.tributes is not None and self.kind != "wall":
            raise PydanticCustomError("tributes_on_wall", "only a wall has tributes")
        return self


class FunctionBrief(Node):
    """What a trainee in this function is told and may do."""

    function: Function
    title: LocalLine
    brief: LocalBody


class Approval(Node):
    """Each of `approves` must agree to what a trainee in the function `writes` publishes for the team.

    A function of which nobody is in the room is not asked.
    """

    writes: Function
    approves: Annotated[list[Function], Field(min_length=1, max_length=4)]


class Briefing(Node):
    """What a trainee reads before the start."""

    situation: LocalBody
    mission: LocalBody
    rules: LocalBody


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


class Request(Node):
    """A journalist wants the team's answer within `deadline` seconds after the inject fired.

    Then the press site publishes `if_answered` (in which {answer} stands for the answer's own words) or
    `if_missed`; without them an article is made of what was asked. `outlet` is whom the journalist works for.
    """

    deadline: Annotated[int, Field(ge=10, le=86_400)]
    outlet: LocalLine | None = None
    if_answered: LocalBody | None = None
    if_missed: LocalBody | None = None


class Inject(Node):
    """One scripted event: at `offset`, or when `condition` holds. Without a persona the network says it.

    `kind` tells what it is in the exercise: a post, an article, a message to the team, an alert…
    `media` describes a picture or clip in words; it is drawn from them, unless there is a `picture`.
    A `request` asks the team for comment, in its mailbox or on the press site. `live` is the inject whose
    article this one carries on: both are one rolling story. On a page network it may stand in a `group`.
    With a `poll` its content is a question to which people vote.
    """

    code: Code
    title: LocalLine
    offset: Offset | None = None
    condition: Condition | None = None
    channel: ChannelKind
    persona: Code | None = None
    content: LocalBody
    media: LocalLine | None = None
    picture: Uploaded | None = None
    expected: LocalBody | None = None
    shock: Shock | None = None
    request: Request | None = None
    live: MaybeCode = ""
    group: MaybeCode = ""
    poll: Poll | None = None

    @model_validator(mode="after")
    def check_timing(self) -> Self:
        if (self.offset is None) == (self.condition is None):
            raise PydanticCustomError("offset_or_condition", "give either offset or condition")
        return self

    @model_validator(mode="after")
    def check_press(self) -> Self:
        if self.request and (self.persona is None or self.channel not in ("mailbox", "press")):
            raise PydanticCustomError(
                "request_operands", "a request comes from a persona, by mailbox or press"
            )
        if self.live and self.channel != "press":
            raise PydanticCustomError("live_press", "a rolling story is told on the press site")
        return self

    @model_validator(mode="after")
    def check_poll(self) -> Self:
        shows = self.media or self.picture
        if self.poll and (self.persona is None or shows or self.channel not in POLLING):
            raise PydanticCustomError(
                "poll_operands",
                "a poll is asked by a persona, on the microblog or the page, without a picture",
            )
        return self

    @model_validator(mode="after")
    def check_group(self) -> Self:
        if self.group and self.channel != "page":
            raise PydanticCustomError("groups_on_page", "only a page network has groups")
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
    approval: list[Approval] = []
    channels: Annotated[list[Channel], Field(min_length=1)]
    vocabulary: Vocabulary
    terrain: Terrain = Terrain()
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
        if info.context is FORM_ALONE:
            return self
        if faults := incoherences(type(self), self.model_dump(), LANGUAGES):
            raise ValueError("\n".join(faults))
        return self
