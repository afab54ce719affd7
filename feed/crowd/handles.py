"""How people call themselves on a network: handles and display names, varied as they are in life."""

import re
import unicodedata
from functools import lru_cache

from feed.crowd.data import table

_SIGNS = ("🌻", "☕", "🐈", "🌊", "📚", "🚲", "🎧", "⚽", "🌿", "✨", "🦊", "🎸")


def handle(first: str, last: str, kind: str, lang: str, bits: int) -> str:
    """A handle of 4 to 20 letters, digits and underscores."""
    given, family, names = _flat(first), _flat(last), table("names")[lang]
    number, style = bits % 100_000, (bits >> 24) % 100
    if kind == "bot":
        return f"{given[:8]}{family[:3]}{10_000_000 + (bits >> 32) % 90_000_000}"[:20]
    if kind == "troll" and style < 70:
        return f"{names['trolls'][number % len(names['trolls'])]}{number % 997}"
    if kind in names["jobs"] and style < 60:
        return f"{given[:7]}{family[:6]}{names['jobs'][kind]}"[:20]
    return _common(given, family, lang, number, style)


def _common(given: str, family: str, lang: str, number: int, style: int) -> str:
    """What most people make of their name, by the hundredth that `style` falls in."""
    nick = _nick(lang, number)
    year = (50 + number % 58) % 100  # 1950 to 2007
    if style < 16:
        made = f"{given}_{family}"
    elif style < 28:
        made = f"{given[:1]}{family}{year:02d}"
    elif style < 40:
        made = f"{given}{family[:3]}{number % 100:02d}"
    elif style < 50:
        made = f"{given}_{family[:3]}"
    elif style < 59:
        made = f"{given.capitalize()}{family.capitalize()}"
    elif style < 67:
        made = f"{given}{number % 10_000}"
    elif style < 74:
        made = f"{given}_{family}{number % 10}"
    elif style < 84:
        made = f"{nick}{number % 1000}"
    elif style < 89:
        made = f"x{given}{year:02d}x"
    elif style < 94:
        made = f"{family}{given[:1]}_{year:02d}"
    else:
        made = f"{given}{'_' * (1 + number % 2)}{number % 1000}"
    return made[:20]


def display_name(first: str, last: str, kind: str, lang: str, bits: int) -> str:
    """The name over a post: the full one mostly, an initial, a first name, a sign behind it."""
    style = bits % 100
    if kind in ("journalist", "official", "expert", "union"):
        return f"{first} {last}"
    if style < 52:
        return f"{first} {last}"
    if style < 64:
        return first
    if style < 74:
        return f"{first} {last[:1]}."
    if style < 82:
        return f"{first} {_SIGNS[(bits >> 16) % len(_SIGNS)]}"
    if style < 89:
        return f"{first} {last}".lower()
    if style < 94:
        return _nick(lang, bits >> 16).capitalize()
    return f"{first}{last[:1]}"


def _nick(lang: str, number: int) -> str:
    nicks: list[str] = table("names")[lang]["nicks"]
    return nicks[number % len(nicks)]


@lru_cache(maxsize=4096)
def _flat(name: str) -> str:
    """A name without accents, spaces and capitals."""
    letters = unicodedata.normalize("NFD", name.replace("œ", "oe").replace("æ", "ae"))
    return re.sub(r"[^a-z]", "", letters.lower())
