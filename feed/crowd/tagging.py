"""Where people put hashtags: before a word of theirs, in place of their last few words, or behind it all."""

import re
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from feed.crowd.book import Book
from feed.crowd.data import table
from feed.crowd.dice import Dice
from feed.crowd.facts import (
    CRIES_CATCH_ON,
    NOUN_TAGS,
    OWN_TAGS,
    TAG_CLAUSE,
    TAG_MADE,
    TAG_WORD,
    TAGGED,
    TAGGED_AMBIENT,
)
from feed.crowd.grammar import Fill
from feed.crowd.nouns import camel
from feed.crowd.reading import plain
from feed.crowd.subject import About
from feed.crowd.talk import Talk, standing
from feed.crowd.trend import PASSING, liking, pulls
from feed.crowd.types import EMOTIONS
from feed.crowd.voice_files import AMBIENT, SHELTER

_TRIES = 4
_TAG = re.compile(r"#(\w{2,60})")
_SHAPE = re.compile(r"(\w*)\{(?:(\w+):)?(\w+)\}")
_WORD = re.compile(r"[^\W\d_]+")
_SIGNS = r"[\s\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]*"
#: The last clause of a text, what parts it from the rest, and the signs behind it.
_LAST_CLAUSE = re.compile(
    rf"(?P<gap>[,;:.!?…]+)\s+(?P<clause>[^\W\d_][^\d.!?…,;:()«»\"“”#@_]*?)[.!…]*(?P<signs>{_SIGNS})$"
)
_KEPT = 24  # characters that a post has left at least, once its last clause is a hashtag
_OWN_LEAST, _OWN_MOST = 7, 28  # letters of a hashtag that somebody makes of their own words
_CLAUSE_MOST = 5  # words of one


class Tagged(NamedTuple):
    """A text with its hashtags in it, and which they are."""

    text: str
    tags: tuple[str, ...]


class Tagger:
    """The hashtags of one window; `uses` counts them, `named` says how many a phrase may name."""

    def __init__(self, book: Book, dice: Dice, talk: Talk, window: int) -> None:
        self.book, self.dice, self.talk, self.window = book, dice, talk, window
        self.uses: Counter[str] = Counter()
        self._moments = {moment.segment: moment.tag for moment in talk.moments}
        shelter = self._moments.get(SHELTER)  # stands under offers alone
        cries = _all_cries(book.lang)
        found = [pull for pull in pulls(talk.tags, window) if pull[1] != shelter]
        lasting = [pull for pull in found if talk.tags[pull[1]].weight > PASSING]  # no words of one person
        crying: list[tuple[int, str, int | None]] = [
            (pull, tag, cries[tag]) for pull, tag, _drawn_to in found if tag in cries
        ]
        self.named = len(lasting)
        self._any, self._lasting = _Drawn(lasting + crying, dice), _Drawn(lasting, dice)
        self._standing = standing(book)
        self._spelled = _spelling(tuple(talk.tags))

    def draw(self, emotion: int, lasting: bool = False) -> str | None:
        """A hashtag that fits the emotion, by its pull, or (`lasting`) one that nobody made in passing; None
        where nobody knows any."""
        return (self._lasting if lasting else self._any).draw(emotion)

    def tagged(self, emotion: int, about: About, kind: str, text: str, room: int, fill: Fill) -> Tagged:
        """The text with the hashtags that it holds already, or with one or two more."""
        inside = [self._spelled.get(_folded(tag), tag) for tag in _TAG.findall(text)] if "#" in text else []
        self.uses.update(dict.fromkeys(inside, 1))
        if inside or not self.dice.chance(TAGGED_AMBIENT if about[0] == AMBIENT else TAGGED[kind]):
            return Tagged(text, tuple(dict.fromkeys(inside)))
        limit, tags, behind = len(text) + room, [], ""
        for _ in range(1 + (self.dice.below(100) < 22)):
            body, tag, place = self._put(emotion, about, text, fill)
            after = f"{behind} #{tag}" if place else behind
            if tag and tag not in tags and len(body) + len(after) <= limit:
                text, behind = body, after
                tags.append(tag)
        return Tagged(text + behind, tuple(tags))

    def _put(self, emotion: int, about: About, text: str, fill: Fill) -> tuple[str, str, bool]:
        """A text, a hashtag ("" for none), and whether it is to stand behind that or is in it."""
        if about[0] not in self._moments and self.dice.chance(OWN_TAGS):
            point = self.dice.unit()
            if point < TAG_CLAUSE:
                clause = self._clause(text)
                if clause:
                    return *clause, True
            if point < TAG_CLAUSE + TAG_WORD:
                word = self._word(text)
                if word:
                    return *word, False
            if about[0] != AMBIENT:
                tag = self._made(emotion, fill) if self.dice.chance(TAG_MADE) else ""
                cry = tag or self.dice.pick(_cries(self.book.lang, emotion))
                if cry.lower() not in self.book.forbidden:
                    self.uses[cry] += not tag and self.dice.chance(CRIES_CATCH_ON)
                    return text, cry, True
        tag = self._behind(emotion, about, fill) or ""
        if tag:
            self.uses[tag] += 1
        return text, tag, True

    def _clause(self, text: str) -> tuple[str, str] | None:
        """The text without its last clause, and this as a hashtag: «… personne ne répond #CestLunaire»."""
        match = _LAST_CLAUSE.search(text)
        if not match:
            return None
        gap = match["gap"] if match["gap"][0] not in ",;:" else ""
        body = f"{text[: match.start()].rstrip()}{gap}{match['signs'].rstrip()}"
        words = _WORD.findall(match["clause"].replace("’", "").replace("'", ""))
        tag = "".join(word[:1].upper() + word[1:] for word in words)
        whole = 2 <= len(words) <= _CLAUSE_MOST and _whole(words, self.book.lang) and self._ownable(tag)
        return (body, tag) if whole and len(body) >= _KEPT else None

    def _word(self, text: str) -> tuple[str, str] | None:
        """The text with the sign before one of its nouns: «on attend toujours le #train»."""
        words = list(_nouns(self.book.lang).finditer(text))
        if not words:
            return None
        word = self.dice.pick(words)
        if word[0].lower() in self.book.forbidden:
            return None
        return f"{text[: word.start()]}#{text[word.start() :]}", word[0]

    def _made(self, emotion: int, fill: Fill) -> str:
        """A cry with a noun of the scenario in it: «HonteAuMinistère», or "" where it gets too long."""
        before, form, slot = self.dice.pick(_shapes(self.book.lang, emotion))
        if not fill.nouns.get(slot):
            return ""
        tag = before + camel(fill.noun(slot).forms[form])
        return tag if len(tag) <= _OWN_MOST else ""

    def _ownable(self, tag: str) -> bool:
        return _OWN_LEAST <= len(tag) <= _OWN_MOST and tag.lower() not in self.book.forbidden

    def _behind(self, emotion: int, about: About, fill: Fill) -> str | None:
        """A hashtag to put behind a text; everyday talk has only those of everyday life, what people do
        together has its own."""
        if about[0] in self._moments:
            return self._moments[about[0]]
        if about[0] == AMBIENT:
            return self.dice.pick(self._standing) if self._standing else None
        if fill.chosen and self.dice.chance(NOUN_TAGS):
            tag = self.dice.pick(list(fill.chosen.values())).tag
            return self._spelled.get(_folded(tag), tag) if self._usable(tag) else None
        return self.draw(emotion)

    def _usable(self, tag: str) -> bool:
        """Whether people may make a hashtag of a noun: short, and not one that the scenario forbids."""
        return len(tag) <= 22 and tag.lower() not in self.book.forbidden


class _Drawn:
    """Tags to draw from by their pulls, in groups of those that are drawn to one emotion (None: to any)."""

    def __init__(self, found: list[tuple[int, str, int | None]], dice: Dice) -> None:
        self._dice = dice
        self._groups = _grouped(found)
        self._weights: dict[int, list[int]] = {}

    def draw(self, emotion: int) -> str | None:
        if not self._groups:
            return None
        if emotion not in self._weights:
            weights = (group.totals[-1] * liking(group.drawn_to, emotion) for group in self._groups)
            self._weights[emotion] = list(accumulate(weights))
        upto = self._weights[emotion]
        point = self._dice.below(upto[-1])
        at = bisect_right(upto, point)
        group = self._groups[at]
        return group.tags[
            bisect_right(group.totals, (upto[at] - 1 - point) // liking(group.drawn_to, emotion))
        ]


class _Group(NamedTuple):
    """Tags that are drawn to one emotion (None: to any), with the running total of their pulls."""

    drawn_to: int | None
    tags: list[str]
    totals: list[int]


def _grouped(found: list[tuple[int, str, int | None]]) -> list[_Group]:
    groups: dict[int | None, _Group] = {}
    for pull, tag, drawn_to in found:
        group = groups.get(drawn_to)
        if group is None:
            groups[drawn_to] = _Group(drawn_to, [tag], [pull])
        else:
            group.tags.append(tag)
            group.totals.append(group.totals[-1] + pull)
    return list(groups.values())


class LazyTags(dict[str, str]):
    """Texts of a phrase; hashtags are drawn only when it asks for them, two different ones at most."""

    def __init__(self, tagger: "Tagger", emotion: int, texts: dict[str, str]) -> None:
        super().__init__(texts)
        self._tagger, self._emotion = tagger, emotion
        self.drawn: list[str] = []

    def __missing__(self, slot: str) -> str:
        for _ in range(_TRIES):
            tag = self._tagger.draw(self._emotion, lasting=True)
            if tag and tag not in self.drawn:
                break
        if tag and tag not in self.drawn:
            self.drawn.append(tag)
        self[slot] = f"#{self.drawn[-1]}"
        return self[slot]


@lru_cache(maxsize=2)
def _nouns(lang: str) -> re.Pattern[str]:
    """The nouns that people put the sign before, as whole words."""
    return re.compile(rf"(?<![\w@#-])(?:{'|'.join(table('tags')[lang]['nouns'])})(?![\w’'-])")


@lru_cache(maxsize=16)
def _cries(lang: str, emotion: int) -> tuple[str, ...]:
    """Hashtags that anybody puts behind a post of this emotion."""
    return tuple(table("tags")[lang][EMOTIONS[emotion]])


@lru_cache(maxsize=16)
def _shapes(lang: str, emotion: int) -> tuple[tuple[str, str, str], ...]:
    """What stands before a noun, the noun's form, and its slot."""
    found = (_SHAPE.fullmatch(shape) for shape in table("tags")[lang]["made"][EMOTIONS[emotion]])
    return tuple((match[1], match[2] or "", match[3]) for match in found if match)


@lru_cache(maxsize=2)
def _all_cries(lang: str) -> dict[str, int]:
    """Cries by the emotion that they are of."""
    return {tag: emotion for emotion in range(len(EMOTIONS)) for tag in _cries(lang, emotion)}


def _whole(words: list[str], lang: str) -> bool:
    """Whether words can stand alone: a clause that was cut at a mention begins or ends in the middle."""
    first, last = _dangling(lang)
    return words[0].lower() not in first and words[-1].lower() not in last


@lru_cache(maxsize=2)
def _dangling(lang: str) -> tuple[frozenset[str], frozenset[str]]:
    read = table("coinage")[lang]
    return frozenset(read["not_first"]), frozenset(read["not_last"])


@lru_cache(maxsize=64)
def _spelling(tags: tuple[str, ...]) -> dict[str, str]:
    """The spelling in use of each tag, by what it is in any spelling."""
    return {_folded(tag): tag for tag in tags}


@lru_cache(maxsize=4096)
def _folded(tag: str) -> str:
    """A hashtag as it is found in any spelling."""
    return plain(tag)
