"""What the team wrote, as people quote it: a clause at a time, cut short, out of its context, mocked."""

import re
from typing import NamedTuple

from feed.crowd.dice import Dice
from feed.crowd.types import EMOTIONS

KEPT = 4  # of the team's latest messages that are quoted
_FRAGMENTS = 6  # of one message
_WORDS_LEAST, _WORDS_MOST = 2, 8
_LETTERS_LEAST, _LETTERS_MOST = 9, 60
_MOCKERY = EMOTIONS.index("mockery")
_ANGER = EMOTIONS.index("anger")
_SWUNG, _SHOUTED = 0.12, 0.1  # of mocking quotes are in cApItAlS by turns, of angry ones in capitals
_NO_WORDS = re.compile(r"https?://\S+|[#@]\w+|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]")
_CLAUSE = re.compile(r"[.!?…;:,()«»\"“”\n]+|\s[–—-]\s")
_HANGING = re.compile(
    r"(?i)^(?:a|an|the|of|to|in|on|at|by|for|from|and|or|but|with|that|is|are|was|be|been|has|have|do|does|not|no|"
    r"will|can|our|your|their|we|i|as|if|it|le|la|les|un|une|des|du|de|d|l|à|au|aux|en|et|ou|mais|que|qu|qui|est|"
    r"sont|a|ont|avons|avez|nos|vos|leurs|par|pour|sur|dans|ne|n|pas|se|s|si|plus|très|nous|vous)$"
)


class Quoted(NamedTuple):
    """A message of the team's, in the pieces that people repeat."""

    ref: int
    fragments: tuple[str, ...]


def fragments(text: str) -> tuple[str, ...]:
    """Clauses of a text that can be quoted by themselves, long ones cut after some words."""
    found: dict[str, None] = {}
    for clause in _CLAUSE.split(_NO_WORDS.sub(" ", text)):
        words = clause.split()
        if len(words) > _WORDS_MOST:
            words = words[:_WORDS_MOST]
            while words and _HANGING.match(words[-1].rstrip("’'")):
                words.pop()
        said = " ".join(words)
        if len(words) >= _WORDS_LEAST and _LETTERS_LEAST <= len(said) <= _LETTERS_MOST:
            found[said] = None
    return tuple(found)[:_FRAGMENTS]


def heard(quotes: tuple[Quoted, ...], ref: int, text: str) -> tuple[Quoted, ...]:
    """What may be quoted after one more message, or after a message reads otherwise: both texts are known."""
    told = fragments(text)
    if not told:
        return quotes
    before = next((one.fragments for one in quotes if one.ref == ref), ())
    newest = Quoted(ref, tuple(dict.fromkeys((*told, *before)))[:_FRAGMENTS])
    return (*(one for one in quotes if one.ref != ref), newest)[-KEPT:]


def quote(quotes: tuple[Quoted, ...], ref: int | None, dice: Dice, emotion: int) -> str:
    """Words of the message `ref`, or of one of the latest: the newest as often as all others together."""
    own = next((one for one in quotes if one.ref == ref), None)
    chosen = own or (quotes[-1] if dice.below(2) else dice.pick(quotes))
    return _twisted(dice.pick(chosen.fragments), dice, emotion)


def _twisted(said: str, dice: Dice, emotion: int) -> str:
    if emotion == _MOCKERY and dice.chance(_SWUNG):
        return "".join(char.upper() if at % 2 else char.lower() for at, char in enumerate(said))
    if emotion == _ANGER and dice.chance(_SHOUTED):
        return said.upper()
    return said
