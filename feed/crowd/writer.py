"""The crowd's words: the phrase for what a post is about, as its account types it.

One `Writer` writes one window. It remembers what was said lately, so that the crowd does not repeat
itself but where it means to: headlines and slogans are copied on purpose.
"""

import zlib
from collections import Counter
from typing import NamedTuple

from feed.crowd.book import Book
from feed.crowd.cascade import Candidate
from feed.crowd.dice import Dice
from feed.crowd.facts import ADDRESSED, COPIED_PART, MENTION_IN_REPLY, TEXTS_REMEMBERED
from feed.crowd.grammar import NOUN_SLOTS, Fill, Phrase, say
from feed.crowd.habits import CAREFUL_KINDS, typed
from feed.crowd.moodstate import Mood
from feed.crowd.nouns import Noun
from feed.crowd.population import Account
from feed.crowd.subject import About, Subjects
from feed.crowd.tagging import LazyTags, Tagger
from feed.crowd.talk import Talk
from feed.crowd.turns import turned
from feed.crowd.voice_files import AMBIENT, MOMENTS, PERSONAL

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
    """Writes one window. `nouns` counts the nouns that were said, as "slot:Word"."""

    def __init__(self, book: Book, dice: Dice, mood: Mood, talk: Talk, memory: Memory, window: int) -> None:
        self.book, self.dice, self.talk, self.window = book, dice, talk, window
        self.phrases, self.texts = dict(memory.phrases), dict(memory.texts)
        self.nouns: Counter[str] = Counter()
        self.subjects = Subjects(book, dice, mood, talk, window)
        self.tagger = Tagger(book, dice, talk, window)
        self._moments = {moment.segment: moment for moment in talk.moments}
        self._slots: dict[tuple[bool, bool, bool], frozenset[str]] = {}

    def memory(self) -> Memory:
        """What to remember after this window."""
        texts = self.texts
        if len(texts) > TEXTS_REMEMBERED * 5 // 4:  # now and then, not in every window
            texts = dict.fromkeys(list(texts)[-TEXTS_REMEMBERED:])
        return Memory(self.phrases, texts)

    def original(self, emotion: int, account: Account, channel: str) -> Said:
        """A post of one's own, or somebody else's words pasted."""
        about = self.subjects.original(emotion)
        if about[0] == "rumour" and account.author.kind in CAREFUL_KINDS:
            about = ("topic" if about[1] else "plain", about[1], None)  # they do not pass it on
        if about[0] != AMBIENT and self.talk.headlines and self.dice.chance(COPIED_PART):
            return self._pasted(about, channel)
        return self._written(emotion, about, "original", account, channel, "")

    def reply(self, emotion: int, account: Account, parent: Candidate, kind: str) -> Said:
        """An answer to `parent`, or (kind "quote") a word on top of it."""
        about = self.subjects.answer(emotion, parent)
        mention = ""
        if kind == "reply" and parent.channel == self.book.main and self.dice.chance(MENTION_IN_REPLY):
            mention = f"@{parent.author.handle} "
        return self._written(emotion, about, kind, account, parent.channel, mention)

    def _written(
        self, emotion: int, about: About, kind: str, account: Account, channel: str, mention: str
    ) -> Said:
        author = account.author
        limit = self.book.lengths[channel] - len(mention)
        mode = "original" if kind == "original" else "reply"
        for attempt in range(_TRIES):
            phrase, used = self._phrase(emotion, about, mode, author.kind)
            fill = Fill(self.dice, self._nouns(about), self._texts(about, emotion))
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
        tags = self.tagger.tagged(emotion, about, kind, text, limit - len(text), fill)
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
        key = bool(about[1]), bool(about[1] and self.book.topics[about[1]].nouns["detail"]), bool(about[2])
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
        return self.book.topics[about[1]].nouns if about[1] else self.book.nouns

    def _texts(self, about: About, emotion: int) -> LazyTags:
        texts = {"mention": f"@{self.book.team_handle}"}
        if about[2]:
            texts["claim"] = self.dice.pick(self.book.claims[about[2]].variants)
        if about[0] in self._moments:
            texts["tag"] = f"#{self._moments[about[0]].tag}"
        return LazyTags(self.tagger, emotion, texts)

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


def _cut(text: str, limit: int) -> str:
    """The text within a limit, cut at a word, with an ellipsis where something is missing."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, gap, _rest = cut.rpartition(" ")
    return (head if gap and len(head) > limit // 2 else cut).rstrip(" ,;:") + "…"
