"""The crowd's words: what a post is about, the phrase for it, and its hashtags.

One `Writer` writes one window. It remembers what was said lately, so that the crowd does not repeat
itself but where it means to: headlines, slogans and other people's words are copied on purpose.
"""

import math
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from feed.crowd.book import Book
from feed.crowd.cascade import NO_EMOTION, Candidate
from feed.crowd.dice import Dice
from feed.crowd.facts import (
    ADDRESSED,
    AMBIENT_LEFT,
    COPIED_PART,
    MENTION_IN_REPLY,
    MOMENT_HALF_LIFE,
    MOMENT_PART,
    NEWS_SPREADS,
    NOUN_TAGS,
    RUMOUR_TALK,
    TAGGED,
    TAGGED_AMBIENT,
    TEXTS_REMEMBERED,
)
from feed.crowd.grammar import NOUN_SLOTS, Fill, Phrase, say
from feed.crowd.habits import CAREFUL_KINDS, typed
from feed.crowd.mood import Mood
from feed.crowd.nouns import Noun
from feed.crowd.population import Account
from feed.crowd.reading import plain
from feed.crowd.rumour import heat
from feed.crowd.talk import Talk, hotness, standing
from feed.crowd.trend import pull
from feed.crowd.turns import turned
from feed.crowd.voice_files import AMBIENT, MOMENTS, PERSONAL

#: What originals are about, and what replies to the crowd's own posts turn to, in parts of 100.
_ORIGINALS = (("topic", 42), ("organisation", 19), ("authority", 9), ("plain", 22), ("tag", 8))
_REPLIES = (("plain", 45), ("topic", 30), ("organisation", 15), ("authority", 10))
#: How often somebody speaks as what they are, where their kind has a voice: those who write for a living
#: nearly always, others now and then.
_KIND_VOICE = {"journalist": 0.95, "official": 0.95, "expert": 0.8, "union": 0.7, "bot": 0.8, "troll": 0.6}
_OTHER_VOICE = 0.35
#: Which kinds are heard as such in which segment. To the team itself most people speak as people.
_VOICED = {
    "topic": PERSONAL,
    "organisation": PERSONAL,
    "plain": PERSONAL,
    "team": ("journalist", "official", "union"),
}
#: They never lean on a turn of phrase: they write with care, paste, or bait.
_PLAIN_SPOKEN = CAREFUL_KINDS | {"bot", "troll"}
_OWN_TOPIC_PHRASE = 0.45  # of posts on a topic that brings phrases of its own
_TURNED_FRESH, _TURNED_USED = 0.1, 0.4  # of phrases get a turn: those not yet said, and the others
_UNTURNED = frozenset({"tag", *MOMENTS})
_TRIES = 4
_TAG = re.compile(r"#(\w{2,60})")
About = tuple[str, str, str | None]


@lru_cache(maxsize=4096)
def _folded(tag: str) -> str:
    """A hashtag as it is found in any spelling."""
    return plain(tag)


class Memory(NamedTuple):
    """Phrases by the window that last used them, and checksums of recent texts, the oldest first."""

    phrases: dict[int, int]
    texts: dict[int, None]


class Said(NamedTuple):
    """A text as it will stand in the feed. `about` is (segment, topic code, rumour code)."""

    text: str
    hashtags: tuple[str, ...]
    about: About


class Writer:
    def __init__(self, book: Book, dice: Dice, mood: Mood, talk: Talk, memory: Memory, window: int) -> None:
        self.book, self.dice, self.talk, self.window = book, dice, talk, window
        self.phrases, self.texts = dict(memory.phrases), dict(memory.texts)
        self.uses: Counter[str] = Counter()
        self.nouns: Counter[str] = Counter()
        self._topics = hotness(book, talk, float(window))
        self._pulls: dict[int, tuple[list[str], list[int]]] = {}
        self._slots: dict[tuple[bool, bool, bool], frozenset[str]] = {}
        self._rumours, self._telling = _hot(book, mood, float(window))
        self._ambient = self._ambient_part()
        self._standing = standing(book)
        self._moments = {moment.segment: moment for moment in talk.moments}
        self._spelled = {_folded(tag): tag for tag in talk.tags}

    def memory(self) -> Memory:
        """What to remember after this window."""
        texts = self.texts
        if len(texts) > TEXTS_REMEMBERED * 5 // 4:  # now and then, not in every window
            texts = dict.fromkeys(list(texts)[-TEXTS_REMEMBERED:])
        return Memory(self.phrases, texts)

    def original(self, emotion: int, account: Account, channel: str) -> Said:
        """A post of one's own, or somebody else's words pasted."""
        about = self._subject(emotion)
        if about[0] == "rumour" and account.author.kind in CAREFUL_KINDS:
            about = ("topic" if about[1] else "plain", about[1], None)  # they do not pass it on
        if about[0] != AMBIENT and self.talk.headlines and self.dice.chance(COPIED_PART):
            return self._pasted(about, channel)
        return self._written(emotion, about, "original", account, channel, "")

    def reply(self, emotion: int, account: Account, parent: Candidate, kind: str) -> Said:
        """An answer to `parent`, or (kind "quote") a word on top of it."""
        about = self._answer_subject(emotion, parent)
        mention = ""
        if kind == "reply" and parent.channel == self.book.main and self.dice.chance(MENTION_IN_REPLY):
            mention = f"@{parent.author.handle} "
        return self._written(emotion, about, kind, account, parent.channel, mention)

    # ── about what ────────────────────────────────────────────────────────────────────────────────

    def _ambient_part(self) -> float:
        since = self.talk.since
        if since is None:
            return 1.0
        unaware = 2.0 ** (-(self.window - since) / NEWS_SPREADS)
        return AMBIENT_LEFT + (1.0 - AMBIENT_LEFT) * round(unaware, 9)

    def _subject(self, emotion: int) -> About:
        if self.dice.chance(self._ambient):
            return AMBIENT, "", None
        for segment, moment in self._moments.items():
            age = self.window - moment.since
            if self.book.voice.choices(emotion, segment, "original") and self.dice.chance(
                MOMENT_PART * 2.0 ** (-age / MOMENT_HALF_LIFE)
            ):
                return segment, self._topic(), None
        if self._rumours and self.dice.chance(self._telling):
            return "rumour", self._topic(), _weighed(self.dice, self._rumours)
        return self._segment(_ORIGINALS), self._topic(), None

    def _answer_subject(self, emotion: int, parent: Candidate) -> About:
        segment, topic, rumour = parent.about
        if self.talk.since is None or (segment == AMBIENT and not parent.team):
            return AMBIENT, "", None
        if parent.team:
            return "team", topic or self._topic(), None
        if segment in self._moments and self.book.voice.choices(emotion, segment, "reply"):
            return segment, topic, None
        if rumour and rumour in self.book.claims and self.dice.chance(0.6):
            return "rumour", topic, rumour
        if (
            parent.emotion != NO_EMOTION
            and segment in ("organisation", "authority")
            and self.dice.chance(0.5)
        ):
            return segment, topic, None
        return self._segment(_REPLIES), topic or self._topic(), None

    def _segment(self, parts: Sequence[tuple[str, int]]) -> str:
        return _weighed(self.dice, parts)

    def _topic(self) -> str:
        return _weighed(self.dice, self._topics) if self._topics else ""

    # ── in which words ────────────────────────────────────────────────────────────────────────────

    def _written(
        self, emotion: int, about: About, kind: str, account: Account, channel: str, mention: str
    ) -> Said:
        author = account.author
        limit = self.book.lengths[channel] - len(mention)
        mode = "original" if kind == "original" else "reply"
        for attempt in range(_TRIES):
            phrase, used = self._phrase(emotion, about, mode, author.kind)
            fill = Fill(self.dice, self.book.lang == "fr", self._nouns(about), self._texts(about, emotion))
            text = say(phrase.parts, fill)
            if author.kind not in _PLAIN_SPOKEN and about[0] not in _UNTURNED:
                often = 1.0 if attempt else _TURNED_USED if used else _TURNED_FRESH
                text = turned(text, fill, self.book.lang, emotion) if self.dice.chance(often) else text
            text = typed(text, account.habits, self.book.lang, emotion, self.dice.raw())
            if kind == "original" and about[0] == "organisation":
                text = self._addressed(text)
            if len(text) <= limit and self._fresh(text):
                break
        self._noted(fill)
        text = _cut(text, limit)
        tags = self._tags(emotion, about, kind, text, limit - len(text), fill)
        text = mention + text + "".join(f" #{tag}" for tag in tags.added)
        return Said(text, tags.all, about)

    def _addressed(self, text: str) -> str:
        """A post about the organisation, sometimes with its account named."""
        if "@" in text or not self.dice.chance(ADDRESSED):
            return text
        handle = f"@{self.book.team_handle}"
        return f"{handle} {text}" if self.dice.below(2) else f"{text} {handle}"

    def _phrase(self, emotion: int, about: About, mode: str, kind: str) -> tuple[Phrase, bool]:
        """Of a few phrases that can be said now the one not used for longest; whether it was used at all."""
        options, available = self._options(emotion, about, mode, kind), self._available(about)
        best, used = None, self.window + 1
        for _ in range(_TRIES):
            phrase = self.dice.pick(options)
            last = self.phrases.get(phrase.key, -1)
            if last < used and phrase.needs <= available:
                best, used = phrase, last
            if last < 0 and best is phrase:
                break
        best = best or self._always(emotion, mode)
        before = self.phrases.get(best.key)
        self.phrases[best.key] = self.window
        return best, before is not None

    def _options(self, emotion: int, about: About, mode: str, kind: str) -> tuple[Phrase, ...]:
        voice, (segment, topic, _rumour) = self.book.voice, about
        own = _KIND_VOICE.get(kind, _OTHER_VOICE) if kind in _VOICED.get(segment, ()) else 0.0
        if self.dice.chance(own):
            options = voice.choices(emotion, kind, mode)
            if options:
                return options
        if segment == "topic" and mode == "original" and topic and self.dice.chance(_OWN_TOPIC_PHRASE):
            options = self.book.topics[topic].phrases.get(emotion, ())
            if options:
                return options
        return voice.choices(emotion, segment, mode) or voice.choices(emotion, "plain", mode)

    def _available(self, about: About) -> frozenset[str]:
        """The slots that can be filled in a post about this."""
        key = bool(about[1]), bool(about[1] and self.book.topics[about[1]].details), bool(about[2])
        if key not in self._slots:
            slots = {slot for slot in NOUN_SLOTS if self.book.nouns.get(slot)} | {"mention"}
            slots |= {"tag", "tag2"} if len(self.talk.tags) > 1 else {"tag"} if self.talk.tags else set()
            slots |= {slot for slot, there in zip(("topic", "detail", "claim"), key, strict=True) if there}
            self._slots[key] = frozenset(slots)
        return self._slots[key]

    def _always(self, emotion: int, mode: str) -> Phrase:
        """A phrase that needs nothing."""
        for segment in ("plain", AMBIENT):
            bare = [phrase for phrase in self.book.voice.choices(emotion, segment, mode) if not phrase.needs]
            if bare:
                return self.dice.pick(bare)
        raise ValueError(f"the voice {self.book.lang} has no plain {mode} for emotion {emotion}")

    def _nouns(self, about: About) -> dict[str, tuple[Noun, ...]]:
        if not about[1]:
            return self.book.nouns
        topic = self.book.topics[about[1]]
        return {**self.book.nouns, "topic": topic.nouns, "detail": topic.details}

    def _texts(self, about: About, emotion: int) -> "_LazyTags":
        texts = {"mention": f"@{self.book.team_handle}"}
        if about[2]:
            texts["claim"] = self.dice.pick(self.book.claims[about[2]].variants)
        if about[0] in self._moments:
            texts["tag"] = f"#{self._moments[about[0]].tag}"
        return _LazyTags(self, emotion, texts)

    def _fresh(self, text: str) -> bool:
        mark = zlib.crc32(text.encode())
        if mark in self.texts:
            return False
        self.texts[mark] = None
        return True

    def _noted(self, fill: Fill) -> None:
        for slot, noun in fill.chosen.items():
            self.nouns[f"{slot}:{noun.tag}"] += 1

    def _pasted(self, about: About, channel: str) -> Said:
        text = _cut(self.dice.pick(self.talk.headlines), self.book.lengths[channel])
        return Said(text, (), ("topic", about[1], None))

    # ── with which hashtags ───────────────────────────────────────────────────────────────────────

    def _usable(self, tag: str) -> bool:
        """Whether people may make a hashtag of a noun: short, and not one that the scenario forbids."""
        return len(tag) <= 22 and tag.lower() not in self.book.forbidden

    def draw_tag(self, emotion: int) -> str | None:
        """A hashtag that fits the emotion, by its pull; None where nobody knows any."""
        if emotion not in self._pulls:
            tags = sorted(self.talk.tags)
            totals, total = [], 0
            for tag in tags:
                total += pull(self.talk.tags[tag], self.window, emotion)
                totals.append(total)
            self._pulls[emotion] = tags, totals
        tags, totals = self._pulls[emotion]
        if not tags or not totals[-1]:
            return None
        point = self.dice.below(totals[-1])
        return next(tag for tag, upto in zip(tags, totals, strict=True) if point < upto)

    def _tags(self, emotion: int, about: About, kind: str, text: str, room: int, fill: Fill) -> "_Tagged":
        """Hashtags that the text holds already, or one or two behind it."""
        inside = [self._spelled.get(_folded(tag), tag) for tag in _TAG.findall(text)] if "#" in text else []
        added: list[str] = []
        if not inside and self.dice.chance(TAGGED_AMBIENT if about[0] == AMBIENT else TAGGED[kind]):
            for _ in range(1 + (self.dice.below(100) < 22)):
                tag = self._behind(emotion, about, fill)
                if tag and tag not in added and len(tag) + 2 <= room:
                    added.append(tag)
                    room -= len(tag) + 2
        both = tuple(dict.fromkeys((*inside, *added)))
        self.uses.update(both)
        return _Tagged(both, tuple(added))

    def _behind(self, emotion: int, about: About, fill: Fill) -> str | None:
        """A hashtag to put behind a text; everyday talk has only those of everyday life."""
        if about[0] == AMBIENT:
            return self.dice.pick(self._standing) if self._standing else None
        if fill.chosen and self.dice.chance(NOUN_TAGS):
            tag = self.dice.pick(list(fill.chosen.values())).tag
            return self._spelled.get(_folded(tag), tag) if self._usable(tag) else None
        return self.draw_tag(emotion)


class _Tagged(NamedTuple):
    all: tuple[str, ...]
    added: tuple[str, ...]


class _LazyTags(dict[str, str]):
    """Texts of a phrase; hashtags are drawn only when it asks for them, two different ones at most."""

    def __init__(self, writer: Writer, emotion: int, texts: dict[str, str]) -> None:
        super().__init__(texts)
        self._writer, self._emotion = writer, emotion
        self.drawn: list[str] = []

    def __missing__(self, slot: str) -> str:
        for _ in range(_TRIES):
            tag = self._writer.draw_tag(self._emotion)
            if tag and tag not in self.drawn:
                break
        if tag and tag not in self.drawn:
            self.drawn.append(tag)
        self[slot] = f"#{self.drawn[-1]}"
        return self[slot]


def _hot(book: Book, mood: Mood, t: float) -> tuple[list[tuple[str, int]], float]:
    """Live rumours by heat, and the part of posts that tell one: many rumours share the talk."""
    heats = [(r.code, heat(r, book.claims[r.code].true, t, book.time_scale)) for r in mood.rumours]
    telling = RUMOUR_TALK * min(1.5, math.fsum(hot for _code, hot in heats))
    return [(code, max(1, round(1000 * hot))) for code, hot in heats], telling


def _weighed(dice: Dice, options: Sequence[tuple[str, int]]) -> str:
    """One of the options, by its weight (a whole number)."""
    point = dice.below(sum(weight for _option, weight in options))
    for option, weight in options:
        if point < weight:
            return option
        point -= weight
    return options[-1][0]


def _cut(text: str, limit: int) -> str:
    """The text within a limit, cut at a word, with an ellipsis where something is missing."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, gap, _rest = cut.rpartition(" ")
    return (head if gap and len(head) > limit // 2 else cut).rstrip(" ,;:") + "…"
