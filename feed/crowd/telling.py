"""How rumours are told: counted post by post, and changed a little by each who tells them on."""

import re
from functools import lru_cache
from typing import NamedTuple

from feed.crowd.book import BORN, Book
from feed.crowd.data import table
from feed.crowd.dice import Dice
from feed.crowd.facts import RETOLD_MOST, RETOLD_POSTS
from feed.crowd.moodstate import Mood
from feed.crowd.rumour import heat

#: The voice's segment for each stance: support, deny, ask, comment.
STANCES = ("rumour", "debunk", "doubt", "plain")


class Told(NamedTuple):
    """How often a claim was told. `reach` is the followers of all who told it, shares counted too."""

    posts: int = 0
    reach: int = 0
    support: int = 0
    deny: int = 0
    ask: int = 0
    comment: int = 0


class RumourView(NamedTuple):
    """A live rumour as others see it. `since` is s of exercise, `heat` 0 to 1, `origin` a persona's code,
    "crowd", or "" where the network itself brought it up."""

    code: str
    claim: str
    true: bool
    origin: str
    state: str
    since: float
    heat: float
    told: Told


Tellings = dict[str, Told]


def counted(tellings: Tellings, code: str, stance: str, followers: int) -> None:
    """One more post about a claim, in the given tellings."""
    old = tellings.get(code, Told())
    stances = [count + (segment == stance) for count, segment in zip(old[2:], STANCES, strict=True)]
    tellings[code] = Told(old.posts + 1, old.reach + followers, *stances)


def views(book: Book, mood: Mood, tellings: Tellings) -> list[RumourView]:
    """The live rumours, the hottest first."""
    found = []
    for rumour in mood.rumours:
        claim = book.claims[rumour.code]
        hot = heat(rumour, claim.true, mood.t, book.time_scale)
        told = tellings.get(rumour.code, Told())
        origin = _origin(book, rumour.code)
        found.append(
            RumourView(rumour.code, claim.claim, claim.true, origin, rumour.state, rumour.t, hot, told)
        )
    return sorted(found, key=lambda view: (-view.heat, view.code))


def _origin(book: Book, code: str) -> str:
    if code.startswith(BORN):
        return "crowd"
    plans = (plan for plan in book.injects.values() if plan.shock and plan.shock.rumour == code)
    return next((plan.persona or "" for plan in plans), "")


def retold(claim: str, dice: Dice, told: int, lang: str) -> str:
    """The claim as one more person tells it: the more have told it, the more its numbers have grown and the
    likelier something was put behind it."""
    if not dice.chance(min(RETOLD_MOST, told / RETOLD_POSTS)):
        return claim
    steps = 1 + dice.below(2)
    grown = _numbers(lang).sub(lambda match: _grown(match[0], steps, lang), claim, count=1)
    return grown if "?" in claim else grown + dice.pick(table("claims")[lang]["twists"])


def _grown(word: str, steps: int, lang: str) -> str:
    if word.isdecimal():
        return str(int(word) + steps * max(1, int(word) // 2))
    numbers = table("claims")[lang]["numbers"]
    return str(numbers[min(len(numbers) - 1, numbers.index(word) + steps)])


@lru_cache(maxsize=2)
def _numbers(lang: str) -> re.Pattern[str]:
    """A count that people let grow: a word for it, or one or two digits before a noun; no time, no day."""
    words = "|".join(table("claims")[lang]["numbers"][1:-2])
    return re.compile(
        rf"\b(?:{words}|\d{{1,2}}(?= [a-zà-ÿ]{{4,}}))\b(?! ?(?:h|heures?|o'clock|minutes?|ans|years?)\b)"
    )
