"""Turns of phrase around a sentence: «Honestly. …», «… Voilà.» Two people rarely say a thing alike."""

from functools import lru_cache

from feed.crowd.data import table
from feed.crowd.dice import Dice
from feed.crowd.types import EMOTIONS

_BEFORE, _BEHIND = 45, 85  # of 100: up to here something stands before, up to there behind, then both
_MOODY = 60  # of 100 turns those of the emotion, the rest fit any


def turned(text: str, dice: Dice, lang: str, emotion: int) -> str:
    """The sentence with a turn before it, behind it or both."""
    point = dice.below(100)
    if point < _BEFORE or point >= _BEHIND:
        text = f"{_turn(dice, lang, 'before', emotion)} {text}"
    if point >= _BEFORE:
        end = "" if text[-1:] in ".!?…" else "."
        text = f"{text}{end} {_turn(dice, lang, 'behind', emotion)}"
    return text


def _turn(dice: Dice, lang: str, place: str, emotion: int) -> str:
    return dice.pick(_turns(lang, place, emotion if dice.below(100) < _MOODY else None))


@lru_cache(maxsize=32)
def _turns(lang: str, place: str, emotion: int | None) -> tuple[str, ...]:
    turns = table("turns")[lang]
    return tuple(turns[place] if emotion is None else turns[f"{place}_mood"][EMOTIONS[emotion]])
