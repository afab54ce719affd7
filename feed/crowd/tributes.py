"""The tributes of a window: who leaves what on the social wall, and what its picture shows.

They are drawn apart from the crowd's other dice. Each takes the place of an original that was planned, so
that pressure is what was asked for.
"""

from functools import cached_property
from typing import NamedTuple

from feed.crowd.book import Book
from feed.crowd.cascade import APPEAL_ONE, Candidate, appeal
from feed.crowd.dice import Dice, mixed
from feed.crowd.facts import ACCOUNTS, TRIBUTE_APPEAL, TRIBUTE_LEAST, TRIBUTE_LIKE, TRIBUTE_RESTS
from feed.crowd.grammar import Fill, Phrase, say
from feed.crowd.habits import CAREFUL_KINDS, Habits, typed
from feed.crowd.mourning import expected
from feed.crowd.plan import Plan
from feed.crowd.population import Account, account
from feed.crowd.talk import cut
from feed.crowd.types import EMOTIONS, WALL, Draft, Vector
from feed.crowd.voice_files import TRIBUTE
from feed.crowd.writer import Writer

_STREAM = 37  # of draws for tributes
_LIKE, _SADNESS = EMOTIONS.index("like"), EMOTIONS.index("sadness")
#: In these people leave something, and answer what others left.
TENDER = frozenset({_LIKE, _SADNESS})
_TRIES = 40
_THOUSAND, _MILLION = 1000, 1_000_000
_ELSEWHERE = CAREFUL_KINDS | {"bot", "troll"}  # they write of the matter, paste, or bait


_TRIBUTE = Plan("original", None, WALL, tribute=True)


class Left(NamedTuple):
    """A tribute, the post as others may answer it, and its pull."""

    draft: Draft
    candidate: Candidate
    pull: int


class Tributes:
    """The tributes of one window."""

    def __init__(self, book: Book, seed: int, writer: Writer, mood: Vector, window: int) -> None:
        self._book, self._seed, self._writer, self._mood, self._window = book, seed, writer, mood, window

    def among(self, plans: list[Plan]) -> list[Plan]:
        """The plans, some originals of which are tributes."""
        often = expected(self._book, self._writer.talk.mourning, self._mood, len(plans), self._window + 1.0)
        luck = mixed(self._seed, self._window, _STREAM) % _MILLION
        wanted = (round(often * _MILLION) + luck) // _MILLION
        if not wanted:
            return plans
        places = [place for place, plan in enumerate(plans) if plan.parent is None]
        chosen = set[int]()
        for _ in range(min(wanted, len(places))):
            chosen.add(places.pop(self._dice.below(len(places))))
        return [_TRIBUTE if place in chosen else plan for place, plan in enumerate(plans)]

    def left(self, ref: int, t: float) -> Left:
        """What somebody leaves."""
        emotion, who = self._emotion(), self._somebody()
        phrase, text = self._words(emotion, who)
        shows = self._dice.pick(self._book.voice.shown[phrase.key])
        about = (TRIBUTE, "", None)
        draft = Draft(
            ref, t, "original", WALL, emotion, who.author, text, None, None, (), "", None, media=shows
        )
        post = Candidate(ref, who.author, WALL, emotion, 0, ref, None, about, text, (), False)
        pull = round(TRIBUTE_APPEAL * appeal(self._dice, who.author.followers, reply=False))
        return Left(draft, post, max(TRIBUTE_LEAST * APPEAL_ONE, pull))

    @cached_property
    def _dice(self) -> Dice:
        """Made where somebody leaves something: most windows need none."""
        return Dice(self._seed, self._window, stream=_STREAM)

    def _emotion(self) -> int:
        sad, kind = self._mood[_SADNESS], TRIBUTE_LIKE * self._mood[_LIKE]
        return _SADNESS if self._dice.below(_THOUSAND) * (sad + kind) < _THOUSAND * sad else _LIKE

    def _somebody(self) -> Account:
        """Anybody, not the busiest: most who leave something hardly write otherwise."""
        for _ in range(_TRIES):
            who = account(self._seed, self._book.lang, self._dice.below(ACCOUNTS))
            if who.author.kind not in _ELSEWHERE:
                break
        return who

    def _words(self, emotion: int, who: Account) -> tuple[Phrase, str]:
        """What nobody left lately, or what has waited longest, within the room that the wall gives."""
        phrases, room = self._writer.phrases, self._book.lengths[WALL]
        options = self._book.voice.choices(emotion, TRIBUTE, "original")
        there = {slot for slot, nouns in self._book.nouns.items() if nouns}
        tried = [phrase for phrase in options if phrase.needs <= there]
        places = sorted(range(len(tried)), key=lambda _: self._dice.raw())
        places.sort(key=lambda place: max(phrases.get(tried[place].key, 0), self._window))
        for place in places[:_TRIES]:
            phrase, text = tried[place], self._typed(tried[place], emotion, who)
            if len(text) <= room:
                break
        phrases[phrase.key] = self._window + TRIBUTE_RESTS
        return phrase, cut(text, room)

    def _typed(self, phrase: Phrase, emotion: int, who: Account) -> str:
        """Typed more carefully than elsewhere: nobody shouts before candles."""
        text = say(phrase.parts, Fill(self._dice, self._book.nouns, {}, who.woman))
        return typed(text, _softly(who.habits), self._book.lang, emotion, self._dice.raw())


def _softly(how: Habits) -> Habits:
    return how._replace(bangs=False, loud=False, short=False, emoji=False, slips=how.slips // 2)
