"""The crowd's words: the phrase for what a post is about, as its account types it.

One `Writer` writes one window. It remembers what was said lately, so that the crowd does not repeat
itself but where it means to: headlines and slogans are copied on purpose.
"""

import zlib
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from feed.crowd.book import Book
from feed.crowd.cascade import NO_EMOTION, Candidate
from feed.crowd.dice import Dice
from feed.crowd.facts import (
    ADDRESSED,
    BRIEF_PART,
    COPIED_PART,
    MENTION_IN_REPLY,
    MENTIONING,
    QUOTED,
    REQUESTED,
    REQUESTS_AFTER,
)
from feed.crowd.fitting import asks, otherwise
from feed.crowd.grammar import BRIEF, NOUN_SLOTS, TEXT_SLOTS, Fill, Phrase, say
from feed.crowd.habits import CAREFUL_KINDS, typed
from feed.crowd.links import Links
from feed.crowd.moodstate import Mood
from feed.crowd.nouns import Noun, bare_words, of_others
from feed.crowd.population import Account
from feed.crowd.quoting import quote
from feed.crowd.subject import PASSED_ON, About, Subjects
from feed.crowd.tagging import LazyTags, Tagger
from feed.crowd.talk import Talk, cut
from feed.crowd.telling import Told, retold
from feed.crowd.turns import turned
from feed.crowd.types import Author
from feed.crowd.voice_files import AMBIENT, BLOCKED, MOMENTS, OTHERS, PERSONAL, REQUESTS, TRIBUTE

#: How often somebody speaks as what they are, where their kind has a voice: those who write for a living
#: nearly always, others now and then.
_KIND_VOICE = {"journalist": 0.95, "official": 0.95, "expert": 0.8, "union": 0.7, "bot": 0.8, "troll": 0.6,
               "citizen": 0.12}  # fmt: skip
_OTHER_VOICE = 0.25
#: Which kinds are heard as such in which segment. To the team itself most people speak as people.
_VOICED = {
    "topic": PERSONAL,
    "organisation": PERSONAL,
    "plain": PERSONAL,
    "team": ("journalist", "official", "union"),
}
#: They never lean on a turn of phrase: they write with care, paste, or bait.
_PLAIN_SPOKEN = CAREFUL_KINDS | {"bot", "troll"}
_OWN_TOPIC_PHRASE = 0.045  # of posts on a topic, for each phrase of its own that fits, up to ten
_TURNED = 0.05  # of statements get a turn of phrase
_ASIDE, _BRIEF = 0.12, 70  # of originals of fewer characters get a second statement
_ASKED = 0.5  # of originals that would ask something do: most people state [PHEME: 7 % of originals]
#: Segments whose posts may say something else of the crisis, where all of theirs was said just now.
_WIDE = ("topic", "organisation", "authority", "plain")
_BLOCKED = frozenset(BLOCKED.values())
_UNTURNED = frozenset({AMBIENT, "tag", "team", TRIBUTE, *MOMENTS, *_BLOCKED})
_TRIES, _TRIES_ANSWERING = 5, 20
#: A phrase rests for this many windows divided by the ways in which it can be said, and for some at least:
#: what has but one wording comes back after half an hour, if there is anything else to say.
_REST, _REST_LEAST = 1800, 8
_FORGETS = 32  # windows between two prunings of phrases that have rested
_TEXTS = 8192  # places for marks of recent texts; a newer text takes the place of an older one
_MARK = 2  # bytes of a mark
_SPELLED_OUT = frozenset(TEXT_SLOTS)
_ALIKE = 20  # characters by which a headline is known again
#: How somebody's account is named in a post: to whom it is said, who should see it, or who said it first.
_NAMING = ("@{1} {0}", "@{1} {0}", "{0} cc @{1}", "{0} @{1}")
_PASSED_ON = ("{0} (via @{1})", "{0} via @{1}", "{0} cc @{1}", "@{1} {0}", "{0} @{1}")


class Memory(NamedTuple):
    """Phrases by the window from which they may be said again, and marks of recent texts: `texts` is a
    table of two bytes a place, where a text's checksum says which place."""

    phrases: dict[int, int]
    texts: bytes


def blank() -> Memory:
    """The memory of a crowd that has said nothing."""
    return Memory({}, bytes(_TEXTS * _MARK))


class Said(NamedTuple):
    """A text as it will stand in the feed. `about` is (segment, topic code, rumour code)."""

    text: str
    hashtags: tuple[str, ...]
    about: About


class Writer:
    """Writes one window. `nouns` counts the nouns that were said, as "slot:Word"; `heard` are handles of
    people who spoke lately, whom others may name."""

    def __init__(
        self,
        book: Book,
        dice: Dice,
        mood: Mood,
        talk: Talk,
        memory: Memory,
        window: int,
        heard: Sequence[str] = (),
    ) -> None:
        self.book, self.dice, self.talk, self.window, self._heard = book, dice, talk, window, heard
        self.phrases, self.texts = dict(memory.phrases), bytearray(memory.texts)
        self.nouns: Counter[str] = Counter()
        self.subjects = Subjects(book, dice, mood, talk, window)
        self.tagger = Tagger(book, dice, talk, window)
        self.links = Links(book.sites, dice, window)
        self._moments = {moment.segment: moment for moment in talk.moments}
        self._request = _request(mood, book.time_scale)
        self._answered: int | None = None  # the team's message that is being answered
        self._answering, self._heard_said = 0, ""  # which answers fit, and the words that are answered
        self._otherwise = False  # whether these are of somebody who feels otherwise
        self._slots: dict[tuple[bool, bool, bool], frozenset[str]] = {}

    def memory(self) -> Memory:
        """What to remember after this window."""
        phrases = self.phrases
        if self.window % _FORGETS == 0:
            phrases = {key: rested for key, rested in phrases.items() if rested > self.window}
        return Memory(phrases, bytes(self.texts))

    def original(self, emotion: int, account: Account, channel: str) -> Said:
        """A post of one's own, or somebody else's words pasted."""
        about = self.subjects.original(emotion, account.author)
        self._answered, self._answering, self._heard_said, self._otherwise = None, 0, "", False
        if about[0] == "rumour" and account.author.kind in CAREFUL_KINDS:
            about = ("doubt", about[1], about[2])  # they do not pass it on: they ask
        if about[0] != AMBIENT and self.talk.headlines and self.dice.chance(COPIED_PART):
            return self._pasted(about, account, emotion, channel)
        return self._written(emotion, about, "original", account, channel, "")

    def complaint(self, emotion: int, account: Account, channel: str, segment: str) -> Said:
        """What somebody says whom the official account has blocked; `segment` is the voice's for it."""
        self._answered, self._answering, self._heard_said, self._otherwise = None, 0, "", False
        return self._written(emotion, (segment, "", None), "original", account, channel, "")

    def reply(self, emotion: int, account: Account, parent: Candidate, kind: str, channel: str) -> Said:
        """An answer to `parent`, or (kind "quote") a word on top of it, published on `channel`."""
        about = self.subjects.answer(emotion, parent)
        mention = ""
        self._answered = parent.ref if parent.team else None
        felt = NO_EMOTION if self._is_pasted(parent.text) else parent.emotion  # news, whoever pastes it
        self._answering = asks(felt, parent.author)
        self._heard_said = bare_words(parent.text)
        self._otherwise = about[0] in _WIDE and otherwise(emotion, felt)
        if kind == "reply" and parent.channel == self.book.main and self.dice.chance(MENTION_IN_REPLY):
            mention = f"@{parent.author.handle} "
        return self._written(emotion, about, kind, account, channel, mention)

    def _written(
        self, emotion: int, about: About, kind: str, account: Account, channel: str, mention: str
    ) -> Said:
        author = account.author
        limit = self.book.lengths[channel] - len(mention)
        mode = "original" if kind == "original" else "reply"
        text, fill, fresh = self._words(emotion, about, mode, account, limit)
        if author.kind not in _PLAIN_SPOKEN and about[0] not in _UNTURNED:
            text = self._extended(
                text, fill, emotion, 1.0 if not fresh else _ASIDE if mode == "original" else 0.0
            )
        text = typed(text, account.habits, self.book.lang, emotion, self.dice.raw())
        if kind == "original":
            text = (
                self._addressed(text)
                if about[0] == "organisation" or about[0] in _BLOCKED
                else self._naming(text, author, about, channel)
            )
        self._noted(fill)
        text = cut(text, limit)
        text, tags = self.tagger.tagged(emotion, about, kind, text, limit - len(text), fill)
        text = mention + text
        room = self.book.lengths[channel] - len(text)
        if fresh and len(text) > BRIEF:
            text += self.links.link(about[0], kind, author.kind in CAREFUL_KINDS, room)
        return Said(text, tags, about)

    def _words(
        self, emotion: int, about: About, mode: str, account: Account, limit: int
    ) -> tuple[str, Fill, bool]:
        """A phrase with its slots filled, and whether it fits and nobody said it lately."""
        kind = account.author.kind
        brief = self._brief(emotion, about, mode, kind)
        if brief:
            fill = Fill(self.dice, {}, {}, account.woman)
            return say(brief.parts, fill), fill, True
        for attempt in range(_TRIES):
            phrase = self._phrase(emotion, about, mode, kind, attempt)
            texts = self._texts(phrase, about, emotion)
            nouns = self._nouns(about, account.author)
            fill = Fill(self.dice, nouns, texts, account.woman, heard=self._heard_said)
            text = say(phrase.parts, fill)
            if mode == "original" and "?" in text and attempt < 2 and not self.dice.chance(_ASKED):
                continue
            if len(text) <= limit and self._fresh(text):
                return text, fill, True
        return text, fill, False

    def _extended(self, text: str, fill: Fill, emotion: int, often: float) -> str:
        """A statement, now and then with a turn of phrase; `often` with a second one where it is brief."""
        if self.dice.chance(_TURNED):
            return turned(text, fill, self.book.lang, emotion)
        if len(text) >= _BRIEF or not self.dice.chance(often):
            return text
        aside = self._rested(self.book.voice.asides.get(emotion, ()))
        end = "" if text[-1:] in ".!?…" else "."
        return f"{text}{end} {say(aside.parts, fill)}" if aside else text

    def _addressed(self, text: str) -> str:
        """A post about the organisation, sometimes with its account named."""
        if "@" in text or not self.dice.chance(ADDRESSED):
            return text
        handle = f"@{self.book.team_handle}"
        return f"{handle} {text}" if self.dice.below(2) else f"{text} {handle}"

    def _naming(self, text: str, author: Author, about: About, channel: str) -> str:
        """A post with somebody's account named, now and then: a persona of the scenario or anybody."""
        if "@" in text or channel != self.book.main or not self._heard or not self.dice.chance(MENTIONING):
            return text
        handle = self.dice.pick(self._heard)
        if handle == author.handle:
            return text
        how = self.dice.pick(_PASSED_ON if about[0] in PASSED_ON else _NAMING)
        return how.format(text, handle)

    def _phrase(self, emotion: int, about: About, mode: str, kind: str, attempt: int) -> Phrase:
        options = self._options(emotion, about, mode, kind, attempt)
        return self._rested(options, self._available(about)) or self._always(emotion, mode)

    def _brief(self, emotion: int, about: About, mode: str, kind: str) -> Phrase | None:
        """Now and then the word or three that anybody says, and many say the same."""
        if (
            about[0] in _UNTURNED
            or kind in _PLAIN_SPOKEN
            or self._otherwise
            or not self.dice.chance(BRIEF_PART[self.book.lang][mode])
        ):
            return None
        options = self.book.voice.briefs.get((emotion, mode), ())
        place = max(0, len(options) - 1) * self.dice.below(1000) * self.dice.below(1000) // 1_000_000
        found = options[place] if options else None
        return found if found and found.fits & self._answering == self._answering else None

    def _rested(self, options: tuple[Phrase, ...], available: frozenset[str] = frozenset()) -> Phrase | None:
        """Of a few phrases that can be said now the first that has rested, or the one nearest to it."""
        best, due = None, 1 << 62
        asked = self._answering
        for _ in range((_TRIES_ANSWERING if asked else _TRIES) if options else 0):
            phrase = self.dice.pick(options)
            rested = self.phrases.get(phrase.key, 0)
            if rested < due and phrase.needs <= available and phrase.fits & asked == asked:
                best, due = phrase, rested
                if rested <= self.window:
                    break
        if best:
            self.phrases[best.key] = self.window + max(_REST_LEAST, _REST // best.ways)
        return best

    def _options(self, emotion: int, about: About, mode: str, kind: str, attempt: int) -> tuple[Phrase, ...]:
        """Phrases to choose from. Once a text was said already, people speak as anybody would."""
        voice, (segment, topic, _rumour) = self.book.voice, about
        if segment in _BLOCKED:
            return voice.choices(emotion, segment, mode)
        if attempt > 1 and segment in _WIDE:
            segment = "topic" if topic and segment == "plain" else "plain"
        if self._otherwise and kind not in CAREFUL_KINDS:
            others = voice.choices(emotion, OTHERS, mode)
            if others:
                return others
        if segment in QUOTED and not attempt and self.talk.quotes and self.dice.chance(QUOTED[segment]):
            quoting = voice.quoting.get((emotion, segment, mode), ())
            if quoting:
                return quoting
        if kind == "journalist" and self._request and not attempt and self.dice.chance(REQUESTED):
            options = voice.choices(emotion, self._request, mode)
            if options:
                return options
        own = _KIND_VOICE.get(kind, _OTHER_VOICE) if kind in _VOICED.get(segment, ()) else 0.0
        if (not attempt or kind in CAREFUL_KINDS) and self.dice.chance(own):
            options = voice.choices(emotion, kind, mode)
            if options:
                return options
        if segment == "topic" and mode == "original" and topic and not attempt:
            options = self.book.topics[topic].phrases.get(emotion, ())
            if self.dice.chance(_OWN_TOPIC_PHRASE * min(10, len(options))):
                return options
        return voice.choices(emotion, segment, mode) or voice.choices(emotion, "plain", mode)

    def _available(self, about: About) -> frozenset[str]:
        """The slots that can be filled in a post about this."""
        key = bool(about[1]), bool(about[1] and self.book.topics[about[1]].nouns["detail"]), bool(about[2])
        if key not in self._slots:
            slots = {slot for slot in NOUN_SLOTS if self.book.nouns.get(slot)} | {"mention"}
            slots |= {"tag", "tag2"} if self.tagger.named > 1 else {"tag"} if self.tagger.named else set()
            slots |= {"quote"} if self.talk.quotes else set()
            slots |= {slot for slot, there in zip(("topic", "detail", "claim"), key, strict=True) if there}
            self._slots[key] = frozenset(slots)
        return self._slots[key]

    def _always(self, emotion: int, mode: str) -> Phrase:
        """A phrase that needs nothing."""
        for segment in ("plain", AMBIENT):
            bare = [phrase for phrase in self.book.voice.choices(emotion, segment, mode) if not phrase.needs]
            fitting = [phrase for phrase in bare if phrase.fits & self._answering == self._answering]
            if bare:
                return self.dice.pick(fitting or bare)
        raise ValueError(f"the voice {self.book.lang} has no plain {mode} for emotion {emotion}")

    def _nouns(self, about: About, author: Author) -> dict[str, tuple[Noun, ...]]:
        nouns = self.book.topics[about[1]].nouns if about[1] else self.book.nouns
        return nouns if isinstance(author.key, int) else of_others(nouns, f"{author.name} {author.handle}")

    def _texts(self, phrase: Phrase, about: About, emotion: int) -> dict[str, str]:
        if phrase.needs.isdisjoint(_SPELLED_OUT):
            return {}
        texts = {"mention": f"@{self.book.team_handle}"}
        if about[2]:
            claim = self.dice.pick(self.book.claims[about[2]].variants)
            told = self.talk.told.get(about[2], Told())
            texts["claim"] = retold(claim, self.dice, told.posts, self.book.lang)
        if "quote" in phrase.needs:
            texts["quote"] = quote(self.talk.quotes, self._answered, self.dice, emotion)
        if about[0] in self._moments:
            texts["tag"] = f"#{self._moments[about[0]].tag}"
        return LazyTags(self.tagger, emotion, texts)

    def _fresh(self, text: str) -> bool:
        """Whether nobody said this lately (one in 65,536 is mistaken); from now on somebody did."""
        checksum = zlib.crc32(text.encode())
        at = checksum % _TEXTS * _MARK
        mark = (checksum >> 16 | 1).to_bytes(_MARK, "big")
        if self.texts[at : at + _MARK] == mark:
            return False
        self.texts[at : at + _MARK] = mark
        return True

    def _noted(self, fill: Fill) -> None:
        for slot, noun in fill.chosen.items():
            self.nouns[f"{slot}:{noun.tag}"] += 1

    def _is_pasted(self, text: str) -> bool:
        return any(text.startswith(headline[:_ALIKE]) for headline in self.talk.headlines)

    def _pasted(self, about: About, account: Account, emotion: int, channel: str) -> Said:
        """Somebody else's words: as they stand mostly, or with one's own typing and a hashtag."""
        limit = self.book.lengths[channel]
        others = [line for line in self.talk.headlines if f"@{account.author.handle} " not in f"{line} "]
        headline = text = self.dice.pick(others or self.talk.headlines)
        tags: tuple[str, ...] = ()
        if self.dice.below(4) == 0:
            text = typed(text, account.habits, self.book.lang, emotion, self.dice.raw())
            tag = self.tagger.draw(emotion)
            if tag and "#" not in text and len(text) + len(tag) + 2 <= limit:
                text, tags = f"{text} #{tag}", (tag,)
                self.tagger.uses[tag] += 1
        text = cut(text, limit)
        text += self.links.pasted(headline, limit - len(text))
        return Said(text, tags, ("topic", about[1], None))


def _request(mood: Mood, scale: float) -> str:
    """The segment in which journalists ask for the answer that they wait for; "" where they wait for none."""
    since = mood.silence.since
    waited = (mood.t - since) * scale if since is not None else 0.0
    passed = sum(waited >= after for after in REQUESTS_AFTER)
    return REQUESTS[passed - 1] if passed else ""
