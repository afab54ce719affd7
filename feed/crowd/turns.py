"""Turns of phrase around a statement, of its emotion: «… I won't forget.» Rare: most people just say it."""

from functools import lru_cache

from feed.crowd.data import table
from feed.crowd.grammar import Fill, Parts, say
from feed.crowd.parsing import Grammar
from feed.crowd.types import EMOTIONS

_BEFORE = 25  # of 100 turns stand before the statement, the rest behind it
_DETAIL = 40  # of 100 turns behind a post on a topic that has details speak of one


def turned(text: str, fill: Fill, lang: str, emotion: int) -> str:
    """The statement with a turn before or behind it. A question stays as it is: nothing may follow it."""
    if "?" in text or text[-1:] == ":":
        return text
    if fill.dice.below(100) < _BEFORE:
        return f"{say(fill.dice.pick(_turns(lang, 'before', emotion)), fill)} {text}"
    end = "" if text[-1:] in ".!…" else "."
    return f"{text}{end} {_behind(fill, lang, emotion)}"


def _behind(fill: Fill, lang: str, emotion: int) -> str:
    if fill.nouns.get("detail") and fill.dice.below(100) < _DETAIL:
        return say(fill.dice.pick(_detail_turns(lang)), fill)
    return say(fill.dice.pick(_turns(lang, "behind", emotion)), fill)


@lru_cache(maxsize=32)
def _turns(lang: str, place: str, emotion: int) -> tuple[Parts, ...]:
    grammar = Grammar(lang, {})
    return tuple(grammar.parse(text) for text in table("turns")[lang][f"{place}_mood"][EMOTIONS[emotion]])


@lru_cache(maxsize=2)
def _detail_turns(lang: str) -> tuple[Parts, ...]:
    grammar = Grammar(lang, {})
    return tuple(grammar.parse(text) for text in table("turns")[lang]["behind_detail"])
