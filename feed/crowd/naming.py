"""What people are called, and whether a woman bears the name: she speaks of herself as one.

Names come from Faker's lists of the language's locale, read once, and a few of our own that these lists
lack.
"""

import re
from functools import lru_cache

from faker.providers.person.en_GB import Provider as English
from faker.providers.person.fr_FR import Provider as French

from feed.crowd.data import table

_SOURCES: dict[str, type[English] | type[French]] = {"en": English, "fr": French}
#: How women's names end that no list knows.
_HERS = re.compile(r"(?:a|ie|ine|ise|lle|nne|tte)$")


def named(lang: str, traits: int) -> tuple[str, str]:
    """A first and a last name, never a celebrity's."""
    firsts, lasts, famous = _names(lang)
    first = firsts[traits % len(firsts)]
    place = (traits >> 16) % len(lasts)
    while f"{first} {lasts[place]}" in famous:
        place = (place + 1) % len(lasts)
    return first, lasts[place]


@lru_cache(maxsize=4096)
def is_woman(name: str, lang: str) -> bool:
    """Whether a woman is called so: «Léa», «Dr Nora Belcasse». The same name is always the same answer.

    The first word that is known as a name or a title says so, else how the first word ends.
    """
    known = _known(lang)
    words = re.findall(r"\w+", name.lower())
    return next((known[word] for word in words if word in known), bool(words and _HERS.search(words[0])))


@lru_cache(maxsize=2)
def _known(lang: str) -> dict[str, bool]:
    """Names and titles by whether a woman bears them: where languages differ, as this one has it."""
    known = dict.fromkeys(table("names")["men"], False) | dict.fromkeys(table("names")["women"], True)
    for spoken in sorted(_SOURCES, key=lang.__eq__):
        source, ours = _SOURCES[spoken], table("names")[spoken]
        known |= dict.fromkeys((*source.first_names_male, *ours["men"]), False)
        known |= dict.fromkeys((*source.first_names_female, *ours["women"]), True)
    return {name.lower(): hers for name, hers in known.items()}


@lru_cache(maxsize=2)
def _names(lang: str) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """First names, last names, and pairs to avoid; ours stand thrice, for Faker's lists are long."""
    source, ours = _SOURCES[lang], table("names")[lang]
    firsts = (*dict.fromkeys(source.first_names), *(ours["women"] + ours["men"]) * 3)
    return firsts, (*dict.fromkeys(source.last_names), *ours["last"] * 3), frozenset(ours["famous"])
