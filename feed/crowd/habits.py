"""How an account types. Habits follow from the account's traits and stay with it."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from feed.crowd.data import table
from feed.crowd.slips import slipped
from feed.crowd.types import EMOTIONS

#: Kinds that write for a living: no habit but their apostrophes.
CAREFUL_KINDS = frozenset({"journalist", "official", "expert", "union", "authority", "organisation"})

_SHOUTED = 70  # characters of a post that is shouted whole, at most
_SLIP = 40  # of so many posts one has a slip of the finger, whoever types it
_LONG_WORD = re.compile(r"(?<![\w@#’'-])[a-zà-öø-ÿœ]{5,}(?=\s*(?:[.!?…]|$))")
#: Letters without their accents.
_BARE = str.maketrans(
    {chr(code): unicodedata.normalize("NFD", chr(code))[0] for code in range(0xC0, 0x180)}
    | {"œ": "oe", "Œ": "Oe"}
)


class Habits(NamedTuple):
    """What an account always does with its keyboard."""

    lower: bool
    bare: bool  # no accents
    straight: bool  # ' and " instead of ’ and « »
    tight: bool  # no space before ! and ?
    dot: bool
    bangs: bool
    emoji: bool
    short: bool
    loud: bool
    slips: int  # of the finger: 0 never, 1 now and then, 2 often, and apostrophes left out


#: How authored personas type: with care.
CAREFUL = Habits(False, False, False, False, True, False, False, False, False, 0)


def habits(traits: int, kind: str, lang: str) -> Habits:
    """The habits that follow from 70 bits of traits (probabilities are settings, by eye)."""
    if kind in CAREFUL_KINDS:
        return CAREFUL._replace(straight=traits % 2 == 0, dot=traits % 3 > 0)
    return Habits(  # seven bits each: so many accounts of 128
        lower=traits & 127 < 18,
        bare=lang == "fr" and traits >> 7 & 127 < 11,
        straight=traits >> 14 & 127 < 76,
        tight=traits >> 21 & 127 < 60,
        dot=traits >> 28 & 127 < 28,
        bangs=traits >> 35 & 127 < 30,
        emoji=traits >> 42 & 127 < 26,
        short=traits >> 49 & 127 < 12,
        loud=traits >> 56 & 127 < 40,
        slips=1 + (traits >> 63 & 127 < 20),
    )


def typed(text: str, how: Habits, lang: str, emotion: int, bits: int) -> str:
    """A phrase as this account types it. `bits` decide what it does not do each time."""
    if how.lower:
        text = text.lower()
    if how.short:
        text = _shortened(text, lang)
    if how.loud and bits % 3:
        text = text.upper() if _shouts(text, emotion, bits) else _louder(text, lang, bits)
    if how.slips == 2 or (how.slips and (bits >> 44) % _SLIP == 0):
        text = slipped(text, bits, often=how.slips == 2)
    text = _ended(text, how, bits)
    if how.emoji and bits % 5 < 2:
        text = f"{text} {_emoji(emotion, bits)}"
    return _spelled(text, how, lang)


def _ended(text: str, how: Habits, bits: int) -> str:
    """The end of a post: a full stop for some, «!!!» for others, mostly nothing."""
    if text.rfind("#") > text.rfind(" "):
        return text
    last = text[-1:]
    if how.bangs and last in "!" and bits % 2:
        return text + "!!"
    if last.isalnum() or last in ")»":
        return text + ("!" * (1 + bits % 3) if how.bangs and bits % 2 == 0 else "." if how.dot else "")
    return text


def _shouts(text: str, emotion: int, bits: int) -> bool:
    """Whether the whole post is shouted: a short one, now and then, in fear or anger."""
    return EMOTIONS[emotion] in ("fear", "anger") and len(text) < _SHOUTED and (bits >> 32) % 5 == 0


def _louder(text: str, lang: str, bits: int) -> str:
    """One of the words that bear the stress in capitals, or one that ends a sentence; never a name."""
    words = list(_stressed(lang).finditer(text)) or list(_LONG_WORD.finditer(text))
    if not words:
        return text
    word = words[(bits >> 8) % len(words)]
    return text[: word.start()] + word[0].upper() + text[word.end() :]


def _emoji(emotion: int, bits: int) -> str:
    signs = _emojis()[emotion]
    return signs[(bits >> 16) % len(signs)] * (1 + (bits >> 24) % 3 // 2)


@lru_cache(maxsize=1)
def _emojis() -> tuple[tuple[str, ...], ...]:
    """Signs by emotion."""
    return tuple(tuple(table("typing")["emoji"][emotion]) for emotion in EMOTIONS)


def _spelled(text: str, how: Habits, lang: str) -> str:
    if how.straight:
        text = (
            text.replace("’", "'").replace("« ", '"').replace(" »", '"').replace("« ", '"').replace(" »", '"')
        )
    if lang != "fr":
        return text
    text = text.replace("\u202f", " ")
    if how.tight:
        text = re.sub(r" ([!?])", r"\1", text)
    if how.bare:
        text = text.translate(_BARE)
    return text


@lru_cache(maxsize=2)
def _stressed(lang: str) -> re.Pattern[str]:
    return re.compile(r"(?i)(?<![\w@#’'-])(?:" + "|".join(table("typing")["loud"][lang]) + r")(?![\w’'-])")


def _shortened(text: str, lang: str) -> str:
    short = table("typing")["short"][lang]
    return _short_words(lang).sub(lambda match: short[match[0]], text)


@lru_cache(maxsize=2)
def _short_words(lang: str) -> re.Pattern[str]:
    longest_first = sorted(table("typing")["short"][lang], key=lambda word: (-len(word), word))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
