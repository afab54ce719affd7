"""Turns of phrase around a sentence: «Honestly. …», «… Voilà.» Two people rarely say a thing alike."""

from functools import lru_cache

from feed.crowd.data import table
from feed.crowd.dice import Dice
from feed.crowd.grammar import Fill, Parts, parse, say
from feed.crowd.types import EMOTIONS

_BEFORE, _BEHIND = 40, 85  # of 100: up to here something stands before, up to there behind, then both
_MOODY = 60  # of 100 turns those of the emotion, the rest fit any
_DETAIL = 40  # of 100 turns behind a post on a topic that has details speak of one


def turned(text: str, fill: Fill, lang: str, emotion: int) -> str:
    """The sentence with a turn before it, behind it or both."""
    point = fill.dice.below(100)
    if point < _BEFORE or point >= _BEHIND:
        text = f"{_turn(fill.dice, lang, 'before', emotion)} {text}"
    if point >= _BEFORE:
        end = "" if text[-1:] in ".!?…" else "."
        text = f"{text}{end} {_behind(fill, lang, emotion)}"
    return text


def _behind(fill: Fill, lang: str, emotion: int) -> str:
    if fill.nouns.get("detail") and fill.dice.below(100) < _DETAIL:
        return say(fill.dice.pick(_detail_turns(lang)), fill)
    return _turn(fill.dice, lang, "behind", emotion)


def _turn(dice: Dice, lang: str, place: str, emotion: int) -> str:
    return dice.pick(_turns(lang, place, emotion if dice.below(100) < _MOODY else None))


@lru_cache(maxsize=32)
def _turns(lang: str, place: str, emotion: int | None) -> tuple[str, ...]:
    turns = table("turns")[lang]
    return tuple(turns[place] if emotion is None else turns[f"{place}_mood"][EMOTIONS[emotion]])


@lru_cache(maxsize=2)
def _detail_turns(lang: str) -> tuple[Parts, ...]:
    return tuple(parse(text, lang, {}) for text in table("turns")[lang]["behind_detail"])
