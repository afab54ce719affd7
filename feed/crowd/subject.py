"""What a post is about: everyday life, a topic, a rumour, the organisation, or what its parent was about."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from feed.crowd.book import Book
from feed.crowd.cascade import NO_EMOTION, Candidate
from feed.crowd.dice import Dice
from feed.crowd.facts import (
    AMBIENT_LEFT,
    MOMENT_HALF_LIFE,
    MOMENT_PART,
    NEWS_SPREADS,
    RUMOUR_STANCES,
    RUMOUR_TALK,
)
from feed.crowd.moodstate import Mood
from feed.crowd.nouns import bare_words, named
from feed.crowd.rumour import heat
from feed.crowd.talk import Talk, hotness
from feed.crowd.telling import STANCES
from feed.crowd.types import Author
from feed.crowd.voice_files import AMBIENT, TRIBUTE

#: (segment of the voice, topic code or "", rumour code)
About = tuple[str, str, str | None]
#: What originals are about, and what replies to the crowd's own posts turn to, in parts of 100.
_ORIGINALS = (("topic", 38), ("organisation", 16), ("authority", 8), ("plain", 30), ("tag", 8))
_REPLIES = (("plain", 56), ("topic", 24), ("organisation", 12), ("authority", 8))
#: What people pass on of others.
PASSED_ON = frozenset({"topic", "authority", "rumour", "doubt", "debunk"})
#: A reply speaks of these where the post that it answers did.
_SPOKEN_OF = {"organisation": "org", "authority": "authority"}


class Subjects:
    """The subjects of one window."""

    def __init__(self, book: Book, dice: Dice, mood: Mood, talk: Talk, window: int) -> None:
        self.book, self.dice, self.talk, self.window = book, dice, talk, window
        self._topics = Choice(dice, hotness(book, talk, float(window)))
        rumours, self._telling = _hot(book, mood, float(window))
        self._rumours = Choice(dice, rumours)
        self._states = {live.code: live.state for live in mood.rumours}
        self._stances = {
            state: Choice(dice, list(zip(STANCES, weights, strict=True)))
            for state, weights in RUMOUR_STANCES.items()
        }
        self._originals, self._replies = Choice(dice, _ORIGINALS), Choice(dice, _REPLIES)
        self._moments = {moment.segment: moment for moment in talk.moments}
        self._ambient = self._ambient_part()

    def original(self, emotion: int, author: Author) -> About:
        """What somebody speaks of; the scenario's own people speak of the event once there is one."""
        if self.dice.chance(self._ambient) and (isinstance(author.key, int) or self.talk.since is None):
            return AMBIENT, "", None
        for segment, moment in self._moments.items():
            age = self.window - moment.since
            if self.book.voice.choices(emotion, segment, "original") and self.dice.chance(
                MOMENT_PART * 2.0 ** (-age / MOMENT_HALF_LIFE)
            ):
                return segment, self.topic(), None
        if self._rumours and self.dice.chance(self._telling):
            return self._taken(self._rumours.draw(), self.topic(), emotion, "original")
        return self._originals.draw(), self.topic(), None

    def answer(self, emotion: int, parent: Candidate) -> About:
        segment, topic, rumour = parent.about
        if self.talk.since is None or (segment == AMBIENT and not parent.team):
            return AMBIENT, "", None
        if parent.team:
            return "team", topic or self.topic(), None
        if segment == TRIBUTE:
            fits = self.book.voice.choices(emotion, TRIBUTE, "reply")
            return TRIBUTE if fits else "plain", topic, None
        if segment in self._moments and self.book.voice.choices(emotion, segment, "reply"):
            return segment, topic, None
        if rumour and rumour in self.book.claims and self.dice.chance(0.6):
            return self._taken(rumour, topic, emotion, "reply")
        if (
            parent.emotion != NO_EMOTION
            and segment in ("organisation", "authority")
            and self.dice.chance(0.5)
        ):
            return segment, topic, None
        turn = self._replies.draw()
        if turn in _SPOKEN_OF and parent.emotion != NO_EMOTION and segment != turn:
            spoken_of = named(self.book.nouns.get(_SPOKEN_OF[turn], ()), bare_words(parent.text))
            turn = turn if spoken_of else "plain"
        return turn, topic or self.topic(), None

    def _taken(self, rumour: str, topic: str, emotion: int, mode: str) -> About:
        """The stance that somebody takes to a rumour, by its state: a segment of the voice."""
        stance = self._stances[self._states.get(rumour, "contested")].draw()
        if not self.book.voice.choices(emotion, stance, mode):
            stance = "rumour"
        return stance, topic, rumour

    def topic(self) -> str:
        return self._topics.draw() if self._topics else ""

    def _ambient_part(self) -> float:
        since = self.talk.since
        if since is None:
            return 1.0
        unaware = 2.0 ** (-(self.window - since) / NEWS_SPREADS)
        return AMBIENT_LEFT + (1.0 - AMBIENT_LEFT) * round(unaware, 9)


def _hot(book: Book, mood: Mood, t: float) -> tuple[list[tuple[str, int]], float]:
    """Live rumours by heat, and the part of posts that tell one: many rumours share the talk."""
    heats = [(r.code, heat(r, book.claims[r.code].true, t, book.time_scale)) for r in mood.rumours]
    telling = RUMOUR_TALK * min(1.5, math.fsum(hot for _code, hot in heats))
    return [(code, max(1, round(1000 * hot))) for code, hot in heats], telling


class Choice:
    """One of several options, by their weights (whole numbers)."""

    def __init__(self, dice: Dice, options: Sequence[tuple[str, int]]) -> None:
        self._dice = dice
        self._options = [option for option, _weight in options]
        self._totals = list(accumulate(weight for _option, weight in options))

    def __bool__(self) -> bool:
        return bool(self._options)

    def draw(self) -> str:
        return self._options[bisect_right(self._totals, self._dice.below(self._totals[-1]))]
