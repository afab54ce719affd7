"""Noun phrases that agree: articles, contractions, elision and the small verbs, in English and French.

A `Noun` is a scenario's term with every form that a phrase may ask of it, worked out once.
"""

import re
import unicodedata
from typing import NamedTuple

from exercises.document_parts import Term

#: Forms that a noun slot can be asked for, `{form:slot}`; the bare `{slot}` is form "".
FORMS = {
    "en": ("", "bare", "poss", "is", "was", "has"),
    "fr": ("", "bare", "de", "a", "e", "est", "etait", "a_verbe", "va", "il", "ce"),
}
#: French words whose h is aspirated: no elision before them (the common ones).
ASPIRATED = re.compile(
    r"h(ach|aie|aine|all\b|alles?\b|alley|alte|amac|amburger|ameau|amster|anche|and|angar|ant|arc|ardi|aricot|"
    r"arnais|asard|ashtag|auss|aut|avre|ernie|éris|ero?s\b|éros\b|éron|êtr|eurt|ibou|ideu|ippie|ippy|och|ockey|"
    r"ollande|omard|onte|ors|otline|ouill|ouss|ublot|uit|umer|url|utte)"
)

_WORDS = re.compile(r"\w+")
_WHO = ("org", "authority", "source")  # slots whose nouns are somebody
_STEM = 4  # letters by which «maire» is known in «MairieBelvarne»


class Noun(NamedTuple):
    """One noun phrase: `forms` by name, the `tag` that people make of it (CamelCase, no sign), and how it is
    found in a text of `bare_words`."""

    forms: dict[str, str]
    tag: str
    found: str


def noun(term: Term, lang: str) -> Noun:
    """All forms of a term in a language."""
    forms = _french(term) if lang == "fr" else _english(term)
    return Noun(forms, camel(term.text), bare_words(term.text))


def bare_words(text: str) -> str:
    """A text's words in small letters, each with a blank before it and one behind the last."""
    return f" {' '.join(_WORDS.findall(text.lower()))} "


def named(nouns: tuple[Noun, ...], heard: str) -> tuple[Noun, ...]:
    """Those of the nouns that a text, given as `bare_words`, names."""
    return tuple(noun for noun in nouns if noun.found in heard)


def camel(text: str) -> str:
    """«pont des Tilleuls» as people write it in a hashtag: PontDesTilleuls."""
    words = re.findall(r"\w+", re.sub(r"'(?=[st]\b)", "", text.replace("’", "'")))
    return "".join(word[:1].upper() + word[1:] for word in words)


def elides(word: str) -> bool:
    """Whether French puts l’, d’, qu’ before this word."""
    head = unicodedata.normalize("NFD", word.lstrip("«\u202f\u00a0 ").lower())
    if not head:
        return False
    if head[0] in "aeiou" or word[:1].lower() in "œæ":
        return not re.match(r"(onze|onzi|oui|ouistiti|uhlan|yaourt)", head)
    return head[0] == "h" and not ASPIRATED.match(unicodedata.normalize("NFC", head))


def of_others(nouns: dict[str, tuple[Noun, ...]], name: str) -> dict[str, tuple[Noun, ...]]:
    """The nouns without those that name whoever speaks, by a name and a handle: nobody speaks of themselves
    as of another."""
    own = name.lower()
    others = dict(nouns)
    for slot in _WHO:
        found = nouns.get(slot, ())
        others[slot] = tuple(noun for noun in found if not _names(noun, own)) or found
    return others


def _names(noun: Noun, own: str) -> bool:
    return any(len(word) >= _STEM and word[:_STEM] in own for word in noun.found.split())


def _english(term: Term) -> dict[str, str]:
    plural = term.number == "p"
    article = {"the": "the ", "a": "" if plural else _a_or_an(term.text), "": ""}[term.article]
    full = article + term.text
    return {
        "": full,
        "bare": term.text,
        "poss": full + ("’" if full.endswith("s") and plural else "’s"),
        "is": "are" if plural else "is",
        "was": "were" if plural else "was",
        "has": "have" if plural else "has",
    }


def _a_or_an(text: str) -> str:
    if re.match(r"(?i)(uni|use|euro|one\b|u[bkst]\b)", text):
        return "a "
    return "an " if re.match(r"(?i)([aeiou]|hour|hono|hones)", text) else "a "


def _french(term: Term) -> dict[str, str]:
    plural, feminine = term.number == "p", term.gender == "f"
    elided = elides(term.text)
    agreement = ("e" if feminine else "") + ("s" if plural else "")
    forms = {
        "bare": term.text,
        "e": agreement,
        "est": "sont" if plural else "est",
        "etait": "étaient" if plural else "était",
        "a_verbe": "ont" if plural else "a",
        "va": "vont" if plural else "va",
        "il": ("elles" if plural else "elle") if feminine else ("ils" if plural else "il"),
        "ce": _ce(plural, feminine, elided) + " " + term.text,
    }
    forms |= _articles(term, plural, feminine, elided)
    return forms


def _ce(plural: bool, feminine: bool, elided: bool) -> str:
    if plural:
        return "ces"
    if feminine:
        return "cette"
    return "cet" if elided else "ce"


def _articles(term: Term, plural: bool, feminine: bool, elided: bool) -> dict[str, str]:
    """The three forms in which the article matters: «la gare», «de la gare», «à la gare»."""
    text = term.text
    if term.article == "a":
        if plural:
            return {"": f"des {text}", "de": ("d’" if elided else "de ") + text, "a": f"à des {text}"}
        one = "une" if feminine else "un"
        return {"": f"{one} {text}", "de": f"d’{one} {text}", "a": f"à {one} {text}"}
    if term.article == "":
        return {"": text, "de": ("d’" if elided else "de ") + text, "a": f"à {text}"}
    if plural:
        return {"": f"les {text}", "de": f"des {text}", "a": f"aux {text}"}
    if elided:
        return {"": f"l’{text}", "de": f"de l’{text}", "a": f"à l’{text}"}
    if feminine:
        return {"": f"la {text}", "de": f"de la {text}", "a": f"à la {text}"}
    return {"": f"le {text}", "de": f"du {text}", "a": f"au {text}"}
