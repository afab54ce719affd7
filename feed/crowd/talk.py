"""What people talk about: topics and rumours that are known, headlines, hashtags, words in use."""

import re
from typing import NamedTuple

from feed.crowd import quoting
from feed.crowd.book import PRIVATE_CHANNELS, Book, InjectPlan
from feed.crowd.mourning import Mourning
from feed.crowd.quoting import Quoted
from feed.crowd.shunning import Barred, Shunned
from feed.crowd.telling import Tellings
from feed.crowd.trend import Tags, known, used
from feed.crowd.types import Edited, InjectFired, Published, Stimulus, Vector

_TAG = re.compile(r"#(\w{2,60})")
#: Whose posts are pasted as they stand; others' words are quoted with their name.
_HEADLINERS = frozenset({"journalist", "bot", "troll"})
_TOPICS = 24  # the latest that are still talked of
_HEADLINES, _HEADLINE = 5, 160  # how many are remembered, and characters of one
_SHELTER = re.compile(r"(?i)(open_?doors?|portes?_?ouvertes?|shelter|h[ée]bergement|un_?toit)")
_KITTENS = re.compile(r"(?i)\b(kittens?|cats?|chatons?|chats)\b")
_EVEN: Vector = (0.2, 0.2, 0.2, 0.2, 0.2)


class Moment(NamedTuple):
    """Something that people join in under one hashtag; `segment` is the voice's for it."""

    segment: str
    tag: str
    since: float


class Talk(NamedTuple):
    """`since` is when the first event became known (None: nobody knows of anything yet); `topics` are
    (code, s of exercise); `words` counts recent nouns as "slot:Word"; `said` is recent posts' emotions;
    `told` counts how rumours are told; `quotes` is what people may quote of the team; `shunned` are blocked
    accounts that will say so, `barred` all of them; `mourning` is what makes people leave tributes."""

    since: float | None
    topics: tuple[tuple[str, float], ...]
    headlines: tuple[str, ...]
    tags: Tags
    words: dict[str, float]
    said: Vector
    coined_at: int
    moments: tuple[Moment, ...]
    told: Tellings
    quotes: tuple[Quoted, ...]
    shunned: tuple[Shunned, ...] = ()
    mourning: Mourning = Mourning()
    barred: tuple[Barred, ...] = ()


def small_talk(book: Book) -> Talk:
    """Before anything is known: the scenario's standing hashtags, and life as it goes."""
    tags: Tags = {}
    for tag in book.tags:
        if tag.after is None:
            tags = known(tags, tag.tag, tag.weight, tag.emotion, 0)
    return Talk(None, (), (), tags, {}, _EVEN, 0, (), {}, ())


def heard(book: Book, talk: Talk, stimuli: tuple[Stimulus, ...], window: int) -> Talk:
    """The talk after a window's injects and posts are known."""
    for stimulus in stimuli:
        if isinstance(stimulus, InjectFired):
            talk = _event(book, talk, stimulus, window)
        elif isinstance(stimulus, Published) and stimulus.channel not in PRIVATE_CHANNELS:
            talk = _adopted(talk, stimulus.text, window, 1.5 if stimulus.team else 1.0)
            if _quotable(stimulus):
                talk = talk._replace(quotes=quoting.heard(talk.quotes, stimulus.ref, stimulus.text))
        elif isinstance(stimulus, Edited) and _quotable(stimulus.said):
            talk = talk._replace(quotes=quoting.heard(talk.quotes, stimulus.said.ref, stimulus.said.text))
    return talk


def _quotable(said: Published) -> bool:
    return said.team and said.kind != "share" and said.channel not in PRIVATE_CHANNELS


def standing(book: Book) -> tuple[str, ...]:
    """The hashtags of everyday life: those that need no event."""
    return tuple(tag.tag for tag in book.tags if tag.after is None and tag.emotion is None)


def hotness(book: Book, talk: Talk, t: float) -> list[tuple[str, int]]:
    """Known topics and how much each pulls at `t`: its weight, halved every half-life since last news."""
    topics = book.topics
    return [
        (code, 1 + int(10_000 * topics[code].weight * 2.0 ** ((since - t) / topics[code].half_life)))
        for code, since in talk.topics
    ]


def _event(book: Book, talk: Talk, fired: InjectFired, window: int) -> Talk:
    plan = book.injects.get(fired.code)
    shock = plan.shock if plan else None
    if shock:
        talk = talk._replace(since=float(window) if talk.since is None else talk.since)
    if shock and shock.topic:
        others = tuple(topic for topic in talk.topics if topic[0] != shock.topic)
        talk = talk._replace(topics=(*others, (shock.topic, float(window)))[-_TOPICS:])
        for tag in book.topics[shock.topic].tags:
            talk = talk._replace(tags=known(talk.tags, tag, 2.0, None, window))
    for planned in book.tags:
        if planned.after == fired.code:
            tags = known(talk.tags, planned.tag, planned.weight, planned.emotion, window)
            talk = _joined_in(talk._replace(tags=tags), "", [planned.tag], window)
    if plan and plan.channel == "mailbox":
        return talk  # a message to the team: the crowd never reads it
    if plan and plan.channel in PRIVATE_CHANNELS:
        return talk
    if talk.since is not None and fired.content.strip():
        talk = talk._replace(headlines=(*talk.headlines, _pasted(book, plan, fired.content))[-_HEADLINES:])
    return _adopted(talk, fired.content, window, 1.5)


def _adopted(talk: Talk, text: str, window: int, weight: float) -> Talk:
    """Hashtags that somebody of weight used are there for all to use."""
    found = list(dict.fromkeys(_TAG.findall(text)))
    tags = talk.tags
    for tag in found:
        tags = known(tags, tag, weight, None, window)
    spelled = {tag.lower(): tag for tag in tags}
    talk = talk._replace(tags=used(tags, {spelled[tag.lower()]: 1 for tag in found}, window))
    return _joined_in(talk, text, [spelled[tag.lower()] for tag in found], window)


def _joined_in(talk: Talk, text: str, tags: list[str], window: int) -> Talk:
    """Whether a text starts one of the moments that people join in."""
    shelter = next((tag for tag in tags if _SHELTER.search(tag)), None)
    kittens = next(iter(tags), None) if _KITTENS.search(text) else None
    for segment, tag in (("shelter", shelter), ("kittens", kittens)):
        if tag:
            others = tuple(moment for moment in talk.moments if moment.segment != segment)
            talk = talk._replace(moments=(*others, Moment(segment, tag, float(window))))
    return talk


def _pasted(book: Book, plan: InjectPlan | None, content: str) -> str:
    """A headline as others paste it: as it stands, or as somebody's words where it is one person's."""
    said = headline(content)
    author = book.authors.get(plan.persona or "") if plan else None
    if author is None or author.kind in _HEADLINERS:
        return said
    said = cut(said, _HEADLINE - len(author.handle) - 8)
    return f"«\u202f{said}\u202f» @{author.handle}" if book.lang == "fr" else f"“{said}” @{author.handle}"


def headline(content: str) -> str:
    """What people paste of a text: its title, or its first sentence."""
    return cut(re.split(r"\n|(?<=[.!?…])\s", content.strip(), maxsplit=1)[0], _HEADLINE)


def cut(text: str, limit: int) -> str:
    """The text within a limit, cut at a word, with an ellipsis where something is missing."""
    if len(text) <= limit:
        return text
    short = text[: limit - 1]
    head, gap, _rest = short.rpartition(" ")
    return (head if gap and len(head) > limit // 2 else short).rstrip(" ,;:") + "…"
