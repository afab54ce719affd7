"""A scenario as the crowd uses it: one language, numbers normalised, nouns and phrases compiled once."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from exercises.document import Persona, ScenarioDocument, Shock
from exercises.document_parts import LocalTerms, Term, Weights
from exercises.fleeting import story_life
from exercises.package import check_document
from feed.crowd.data import table
from feed.crowd.dice import Dice
from feed.crowd.facts import TRIBUTES
from feed.crowd.grammar import Fill, Phrase, UnknownSlot, say
from feed.crowd.links import Site, sites_of
from feed.crowd.nouns import Noun, noun
from feed.crowd.parsing import Grammar
from feed.crowd.reading import spaced
from feed.crowd.types import EMOTIONS, WALL, Author, Vector
from feed.crowd.voice_files import Voice, voice

_HOSTILE = ("anger", "mockery")
_MADE_UP = 7  # stream of draws for claims that people make up
_TELLINGS = 12  # tries at telling such a claim in another way
VOCABULARY = ("authority", "place", "people", "cause", "demand", "source", "matter")
#: Channels on which the anonymous crowd posts, the busiest first; the others are for named people.
CROWD_CHANNELS = ("microblog", "page", "photo", "video", "professional", "press", "stories", "wall")
#: What is said on these the crowd never sees.
PRIVATE_CHANNELS = frozenset({"messaging", "mailbox"})
#: On these whoever likes a post says with which of the five emotions.
REACTING_CHANNELS = frozenset({"page", "professional"})
#: On these it only answers, but for the tributes that it leaves.
ANSWER_CHANNELS = frozenset({"press", WALL})
#: Codes of claims that the crowd may make up begin so; that of the inject that raised the question follows.
BORN = "born-"
#: Numbers of a scenario's own phrases start here, so that they never meet those of the voice.
OWN_PHRASES = 1_000_000


class PhaseMood(NamedTuple):
    code: str
    offset: int
    pressure: float
    shares: Vector


class ShockPlan(NamedTuple):
    """What an inject does: `level` in parts of the dial, `half_life` in s of exercise."""

    level: float
    shares: Vector
    half_life: float
    topic: str | None
    rumour: str | None


class InjectPlan(NamedTuple):
    code: str
    channel: str
    persona: str | None
    shock: ShockPlan | None


class TopicTalk(NamedTuple):
    """A topic that can be talked about: the nouns of a post on it by slot, tags, its phrases by emotion."""

    code: str
    nouns: dict[str, tuple[Noun, ...]]
    tags: tuple[str, ...]
    weight: float
    half_life: float
    phrases: dict[int, tuple[Phrase, ...]]


class Claim(NamedTuple):
    """A rumour: whether it is true and how people tell it."""

    code: str
    true: bool
    claim: str
    variants: tuple[str, ...]


class KnownTag(NamedTuple):
    """A hashtag of the author's, known from the start or after an inject."""

    tag: str
    after: str | None
    emotion: int | None
    weight: float


class Secret(NamedTuple):
    """What the team must not tell from inject `after` (None: the start) until inject `until` (None: the end).
    Each of `words` is a phrase that tells it, in its plain form between blanks."""

    code: str
    after: str | None
    until: str | None
    words: tuple[str, ...]


class Book(NamedTuple):
    """Everything that never changes in a session. Shared by all rooms of a scenario and language."""

    lang: str
    time_scale: float
    story_life: float | None
    responsibility: str
    phases: tuple[PhaseMood, ...]
    injects: dict[str, InjectPlan]
    topics: dict[str, TopicTalk]
    claims: dict[str, Claim]
    tags: tuple[KnownTag, ...]
    hostile: re.Pattern[str]
    sites: tuple[Site, ...]
    secrets: dict[str, Secret]
    forbidden: frozenset[str]
    favoured: tuple[str, ...]
    personas: tuple[Persona, ...]
    authors: dict[str, Author]
    handles: frozenset[str]
    team_handle: str
    main: str
    others: tuple[str, ...]
    open_others: tuple[str, ...]
    lengths: dict[str, int]
    rated: frozenset[str]
    tributes: int  # of an hour of exercise at FULL_PRESSURE while everybody mourns; 0 without a wall
    org: Noun
    nouns: dict[str, tuple[Noun, ...]]
    voice: Voice


def book(scenario: dict[str, Any], lang: str) -> Book:
    """Compile a scenario's plain document. Raises BrokenScenario, or ValueError for a language it lacks."""
    return _compiled(orjson.dumps(scenario, option=orjson.OPT_SORT_KEYS), lang)


@lru_cache(maxsize=16)
def _compiled(plain: bytes, lang: str) -> Book:
    document = check_document(orjson.loads(plain))
    if lang not in document.languages:
        raise ValueError(f"scenario {document.slug} has no language {lang!r}")
    spoken = voice(lang)
    lengths: dict[str, int] = {channel.kind: channel.length for channel in document.channels}
    public = [kind for kind in CROWD_CHANNELS if kind in lengths] or [document.channels[0].kind]
    team = [persona for persona in document.personas if persona.team]
    walls = [channel for channel in document.channels if channel.kind == WALL]
    nouns = _nouns(document, lang)
    return Book(
        lang=lang,
        time_scale=document.time_scale,
        story_life=story_life(document.model_dump(include={"channels", "time_scale", "duration"})),
        responsibility=document.organisation.responsibility,
        phases=tuple(_phase(phase) for phase in document.phases),
        injects={inject.code: _inject(inject) for inject in document.injects},
        topics={
            topic.code: _topic(topic, lang, spoken, nouns, OWN_PHRASES + 1000 * index)
            for index, topic in enumerate(document.topics)
        },
        claims={
            **{rumour.code: _claim(rumour, lang) for rumour in document.rumours},
            **_made_up(document, lang, nouns),
        },
        tags=tuple(_tag(hashtag, lang) for hashtag in document.hashtags),
        hostile=_hostile(document, lang),
        sites=sites_of(document, lang),
        secrets={secret.code: _secret(secret, lang) for secret in document.secrets},
        forbidden=frozenset(tag.lstrip("#").lower() for tag in document.coinage.forbidden),
        favoured=tuple(tag.lstrip("#") for tag in document.coinage.favoured),
        personas=tuple(persona for persona in document.personas if not persona.team),
        authors={persona.code: _author(persona) for persona in document.personas},
        handles=frozenset(persona.handle.lower() for persona in document.personas),
        team_handle=team[0].handle,
        main=public[0],
        others=tuple(public[1:]),
        open_others=tuple(kind for kind in public[1:] if kind not in ANSWER_CHANNELS),
        lengths=lengths,
        rated=frozenset(channel.kind for channel in document.channels if channel.reviews),
        tributes=sum(TRIBUTES if wall.tributes is None else wall.tributes for wall in walls),
        org=noun(getattr(document.organisation.short, lang), lang),
        nouns=nouns,
        voice=spoken,
    )


def normalised(weights: Iterable[float]) -> Vector:
    """Five shares that sum to 1; equal shares where all weights are 0."""
    numbers = [float(weight) for weight in weights]
    total = sum(numbers)
    like, fear, anger, mockery, sadness = (n / total for n in numbers) if total > 0 else (0.2,) * 5
    return like, fear, anger, mockery, sadness


def _shares(weights: Weights) -> Vector:
    return normalised(getattr(weights, emotion) for emotion in EMOTIONS)


def _phase(phase: Any) -> PhaseMood:
    return PhaseMood(phase.code, phase.offset, phase.pressure, _shares(phase.weights))


def _inject(inject: Any) -> InjectPlan:
    shock: Shock | None = inject.shock
    plan = (
        ShockPlan(shock.volume, _shares(shock.weights), shock.half_life, shock.topic, shock.rumour)
        if shock
        else None
    )
    return InjectPlan(inject.code, inject.channel, inject.persona, plan)


def _topic(
    topic: Any, lang: str, spoken: Voice, nouns: dict[str, tuple[Noun, ...]], number: int
) -> TopicTalk:
    terms = (getattr(topic.term, lang), *getattr(topic.aliases, lang))
    details = tuple(noun(term, lang) for term in getattr(topic.details, lang))
    return TopicTalk(
        code=topic.code,
        nouns={**nouns, "topic": tuple(noun(term, lang) for term in terms), "detail": details},
        tags=tuple(getattr(tag, lang).lstrip("#") for tag in topic.hashtags),
        weight=topic.weight,
        half_life=topic.half_life,
        phrases=_own_phrases(topic, lang, spoken, number),
    )


def _own_phrases(topic: Any, lang: str, spoken: Voice, number: int) -> dict[int, tuple[Phrase, ...]]:
    """The topic's whole posts, numbered from `number` on. Raises UnknownSlot, naming the topic, for a slot
    that nobody can fill."""
    own: dict[int, tuple[Phrase, ...]] = {}
    for emotion, texts in topic.phrases.items():
        phrases = []
        for text in getattr(texts, lang):
            try:
                phrases.append(spoken.grammar.phrase(number := number + 1, text))
            except UnknownSlot as fault:
                raise UnknownSlot(f"topic {topic.code}: {fault}") from fault
        own[EMOTIONS.index(emotion)] = tuple(phrases)
    return own


def _claim(rumour: Any, lang: str) -> Claim:
    claim = getattr(rumour.claim, lang)
    return Claim(rumour.code, rumour.true, claim, tuple(getattr(rumour.variants, lang)) or (claim,))


def _made_up(document: ScenarioDocument, lang: str, nouns: dict[str, tuple[Noun, ...]]) -> dict[str, Claim]:
    """What people would make up about each inject that shakes them, where nobody answers: one claim each,
    told in a few ways. None of it is true."""
    patterns = table("claims")[lang]["claims"]
    grammar = Grammar(lang, {})
    made: dict[str, Claim] = {}
    for index, inject in enumerate(inject for inject in document.injects if inject.shock):
        dice = Dice(index, 0, stream=_MADE_UP)
        ways = grammar.parse(patterns[index % len(patterns)], first=False)
        told = tuple(dict.fromkeys(say(ways, Fill(dice, nouns, {})) for _ in range(_TELLINGS)))
        made[BORN + inject.code] = Claim(BORN + inject.code, False, told[0], told)
    return made


def _tag(hashtag: Any, lang: str) -> KnownTag:
    emotion = EMOTIONS.index(hashtag.emotion) if hashtag.emotion else None
    return KnownTag(getattr(hashtag.tag, lang).lstrip("#"), hashtag.after, emotion, hashtag.weight)


def _hostile(document: ScenarioDocument, lang: str) -> re.Pattern[str]:
    """Hashtags made against the organisation: the author's angry and mocking ones, and those that crowds coin
    of an organisation's name in anger."""
    own = [_tag(hashtag, lang).tag for hashtag in document.hashtags if hashtag.emotion in _HOSTILE]
    org = noun(getattr(document.organisation.short, lang), lang).tag
    made = [shape.format(org) for slot, shape in table("coinage")[lang]["anger"] if slot == "org"]
    return re.compile("|".join(map(re.escape, (*own, *made))), re.IGNORECASE)


def _secret(secret: Any, lang: str) -> Secret:
    return Secret(secret.code, secret.after, secret.until, tuple(map(spaced, getattr(secret.words, lang))))


def _author(persona: Persona) -> Author:
    return Author(
        persona.code, persona.handle, persona.name, persona.kind, persona.followers, persona.verified
    )


def _nouns(document: ScenarioDocument, lang: str) -> dict[str, tuple[Noun, ...]]:
    """Nouns by slot; the organisation goes by its short name twice as often as by its full one."""
    vocabulary: dict[str, tuple[Noun, ...]] = {}
    for slot in VOCABULARY:
        terms: LocalTerms = getattr(document.vocabulary, slot)
        vocabulary[slot] = tuple(noun(term, lang) for term in getattr(terms, lang))
    names: list[Term] = [getattr(document.organisation.short, lang)] * 2
    names.append(getattr(document.organisation.name, lang))
    vocabulary["org"] = tuple(noun(term, lang) for term in names)
    return vocabulary
