"""Which hashtags stand in a text, and which are put behind it."""

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
    NOUN_TAGS,
    OWN_TAGS,
    OWN_TAGS_CATCH_ON,
    TAGGED,
    TAGGED_AMBIENT,
)
from feed.crowd.grammar import Fill
from feed.crowd.reading import plain
from feed.crowd.subject import About
from feed.crowd.talk import Talk, standing
from feed.crowd.trend import liking, pulls
from feed.crowd.voice_files import AMBIENT

_TRIES = 4
_TAG = re.compile(r"#(\w{2,60})")
_CLAUSE = re.compile(r"[^.!?…,;:()«»\"“”#@\d\U0001f000-\U0001faff\u2600-\u27bf]+")
_MENTION = re.compile(r"(?:\b(?:via|cc) )?@\w+")
_WORD = re.compile(r"[^\W\d_]+")
_OWN_LEAST, _OWN_MOST = 7, 28  # letters of a hashtag that somebody makes of their own words


class Tagged(NamedTuple):
    all: tuple[str, ...]
    added: tuple[str, ...]


class Tagger:
    """The hashtags of one window; `uses` counts them."""

    def __init__(self, book: Book, dice: Dice, talk: Talk, window: int) -> None:
        self.book, self.dice, self.talk, self.window = book, dice, talk, window
        self.uses: Counter[str] = Counter()
        self._groups = _grouped(pulls(talk.tags, window))
        self._weights: dict[int, list[int]] = {}
        self._standing = standing(book)
        self._spelled = _spelling(tuple(talk.tags))

    def draw(self, emotion: int) -> str | None:
        """A hashtag that fits the emotion, by its pull; None where nobody knows any."""
        if not self._groups:
            return None
        if emotion not in self._weights:
            weights = (group.totals[-1] * liking(group.drawn_to, emotion) for group in self._groups)
            self._weights[emotion] = list(accumulate(weights))
        upto = self._weights[emotion]
        point = self.dice.below(upto[-1])
        at = bisect_right(upto, point)
        group = self._groups[at]
        return group.tags[
            bisect_right(group.totals, (upto[at] - 1 - point) // liking(group.drawn_to, emotion))
        ]

    def tagged(self, emotion: int, about: About, kind: str, text: str, room: int, fill: Fill) -> Tagged:
        """Hashtags that the text holds already, or one or two behind it."""
        inside = [self._spelled.get(_folded(tag), tag) for tag in _TAG.findall(text)] if "#" in text else []
        added: list[str] = []
        if not inside and self.dice.chance(TAGGED_AMBIENT if about[0] == AMBIENT else TAGGED[kind]):
            for _ in range(1 + (self.dice.below(100) < 22)):
                own = self._own(text) if self.dice.chance(OWN_TAGS) else None
                tag = own or self._behind(emotion, about, fill)
                if tag and tag not in added and len(tag) + 2 <= room:
                    added.append(tag)
                    room -= len(tag) + 2
                    if not own or self.dice.chance(OWN_TAGS_CATCH_ON):
                        self.uses[tag] += 1
        self.uses.update(dict.fromkeys(inside, 1))
        return Tagged(tuple(dict.fromkeys((*inside, *added))), tuple(added))

    def _own(self, text: str) -> str | None:
        """A hashtag of one's own words: a few of them run together, the more the better. Most of them nobody
        uses again."""
        options = []
        for clause in _CLAUSE.findall(_MENTION.sub("", text).replace("’", "").replace("'", "")):
            if len(clause) + 2 > len(text):
                break  # a post that is one clause: nobody says the same twice
            words = _WORD.findall(clause)
            tag = "".join(word[:1].upper() + word[1:] for word in words)
            if 2 <= len(words) <= 5 and _whole(words, self.book.lang) and self._ownable(tag):
                options.append(tag)
        return max(options, key=len) if options else None

    def _ownable(self, tag: str) -> bool:
        return _OWN_LEAST <= len(tag) <= _OWN_MOST and tag.lower() not in self.book.forbidden

    def _behind(self, emotion: int, about: About, fill: Fill) -> str | None:
        """A hashtag to put behind a text; everyday talk has only those of everyday life."""
        if about[0] == AMBIENT:
            return self.dice.pick(self._standing) if self._standing else None
        if fill.chosen and self.dice.chance(NOUN_TAGS):
            tag = self.dice.pick(list(fill.chosen.values())).tag
            return self._spelled.get(_folded(tag), tag) if self._usable(tag) else None
        return self.draw(emotion)

    def _usable(self, tag: str) -> bool:
        """Whether people may make a hashtag of a noun: short, and not one that the scenario forbids."""
        return len(tag) <= 22 and tag.lower() not in self.book.forbidden


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
            tag = self._tagger.draw(self._emotion)
            if tag and tag not in self.drawn:
                break
        if tag and tag not in self.drawn:
            self.drawn.append(tag)
        self[slot] = f"#{self.drawn[-1]}"
        return self[slot]


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
