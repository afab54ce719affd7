"""What a message of the team does: a first, honest reading by words, with negation.

Each mark is found by stems, accents and case aside. A mark that stands behind a negation in the same
clause does not count ("we are not sorry"). The words that said so are kept.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

MARKS = ("empathy", "apology", "instruction", "fact", "denial", "blame")

_STEMS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "empathy": (
            r"thoughts (are|go)", r"our hearts?", r"heartfelt", r"condolence", r"sympath", r"we understand",
            r"we share", r"grie(f|v)", r"victims?\b", r"families", r"loved ones", r"suffer", r"worried",
            r"concern for", r"we know how", r"stand (by|with)", r"thank you to",
        ),
        "apology": (
            r"sorry", r"apolog", r"we regret", r"our (fault|mistake|responsib)", r"we (failed|let you down)",
            r"should have", r"take (full )?responsib", r"forgive",
        ),
        "instruction": (
            r"please (do|avoid|stay|call|keep|return|throw|check|follow|use|contact|bring|leave|wait)", r"avoid\b",
            r"stay (at|in|away|inside|home)", r"do not (go|eat|use|share|approach|travel|call|post)", r"call \+?\d",
            r"helpline", r"hotline", r"throw (it|them) away", r"bring (it|them) back", r"evacuat", r"shelter",
            r"follow the (advice|instructions)", r"keep away", r"recall(ing|ed)? (the|all|our|batch|lot)",
            r"don't (go|eat|use|share|travel|call)", r"check the", r"return the", r"stop (eating|using)",
        ),
        "fact": (
            r"\d+ (people|injured|dead|cases|passengers|teams|officers|batch|hours|minutes)",
            r"at \d{1,2}([:.h]\d\d| ?(am|pm))", r"confirm", r"investigat", r"our teams (are|have)",
            r"the (cause|results?|tests?|facts?)", r"as of", r"we have (stopped|closed|opened|sent|recalled|informed)",
            r"so far", r"inspect", r"batch(es)? (number )?\w*\d", r"update",
        ),
        "denial": (
            r"(is|are|was|were) (false|untrue|wrong|baseless|fake)", r"we deny", r"(is|are)(n't| not) true",
            r"no (problem|danger|risk|link|evidence|truth)", r"nothing (to do|wrong|happened)", r"rumou?rs?",
            r"unfounded", r"did(n't| not) happen", r"there (is|was) no ", r"fake news", r"hoax",
        ),
        "blame": (
            r"(is|are|was|were) (to blame|responsible|at fault)", r"blame", r"their (fault|mistake|negligence)",
            r"the (supplier|driver|customers?|media|press|previous|employee|subcontractor)s? (failed|should|did not)",
            r"irresponsible", r"troublemaker", r"legal action", r"we will sue", r"our lawyers?", r"defam", r"liars?\b",
        ),
    },
    "fr": {
        "empathy": (
            r"pensees", r"condoleance", r"compassion", r"solidarit", r"nous comprenons", r"on comprend",
            r"nous partageons", r"victimes?\b", r"familles", r"proches", r"souffr", r"inquietude", r"douleur",
            r"emotion", r"aux cotes", r"bouleverse", r"soutien aux?", r"merci aux?",
        ),
        "apology": (
            r"desole", r"excus", r"pardon", r"nous regrettons", r"regrets?\b", r"notre (faute|erreur|responsab)",
            r"nous avons (failli|manque|echoue)", r"aurions du", r"nous assumons", r"reconnaissons",
        ),
        "instruction": (
            r"evitez", r"restez", r"appelez", r"ne (partagez|diffusez|consommez|mangez|sortez|vous rendez|relayez)",
            r"suivez", r"consignes?", r"rapportez", r"jetez", r"numero (vert|d'urgence|special|d'information)",
            r"mettez[- ]vous", r"eloignez", r"confine", r"verifiez", r"merci de (ne|rester|suivre|rapporter|verifier)",
            r"rappel (du|des|de) (lots?|produits?)", r"contactez", r"signalez", r"privilegiez", r"abritez", r"pas de panique",
        ),
        "fact": (
            r"\d+ (personnes|blesses?|morts?|cas|passagers|agents|equipes|lots?|heures|minutes)",
            r"a \d{1,2} ?h", r"confirm", r"enquete", r"nos equipes (sont|ont)", r"la cause", r"analyses?", r"resultats",
            r"a ce stade", r"nous avons (arrete|ferme|ouvert|envoye|rappele|informe)", r"lots? (numero )?\w*\d",
            r"point de situation", r"inspect", r"a cette heure",
        ),
        "denial": (
            r"(est|sont|etait) (faux|fausses?|infondees?|inexactes?|mensong\w+)", r"(nous )?dement", r"faux\b",
            r"aucun(e)? (probleme|danger|risque|lien|preuve|deuxieme|autre)", r"rumeurs?", r"infond", r"intox",
            r"rien (a voir|d'anormal)", r"n'a (jamais|pas) eu lieu", r"il n'y a (pas|aucun)", r"fausse information",
        ),
        "blame": (
            r"(est|sont) (responsables?|fautifs?|en faute)", r"la faute (de|du|des|a)", r"leur (faute|erreur|negligence)",
            r"(fournisseur|conducteur|client|media|presse|sous-traitant|salarie)s? (a|ont|n'a|n'ont|aurai(t|ent)) ",
            r"irresponsable", r"porte(r|rons)? plainte", r"poursuites", r"nos avocats?", r"diffam", r"menteurs?",
        ),
    },
}  # fmt: skip
_NEGATION = {
    "en": re.compile(r"\b(not|never|no|nothing|n't|cannot|without|refuse to|isn't|aren't|won't|don't)\b"),
    "fr": re.compile(r"\b(n'|ne|pas|jamais|aucun(e)?|sans|ni|refus\w+)(\b|(?<='))"),
}
#: Marks whose own patterns contain a negation, or that a negation makes no less so.
_OWN_NEGATION = frozenset({"denial", "instruction", "fact"})
_CLAUSE = re.compile(r"[.!?;:\n…]|,| but | mais ")
_BEHIND = 28  # characters before a mark in which a negation undoes it


class Reading(NamedTuple):
    """What was found: each mark's weight from 0 to 1, and the words that said so."""

    marks: dict[str, float]
    because: dict[str, tuple[str, ...]]

    def has(self, mark: str) -> bool:
        return self.marks.get(mark, 0.0) > 0


def read(text: str, lang: str) -> Reading:
    """Read a message. A mark weighs 0.7 by one expression, 1 by two or more."""
    clauses = _CLAUSE.split(plain(text))
    found: dict[str, tuple[str, ...]] = {}
    for mark, pattern in _patterns(lang).items():
        words = [word for clause in clauses for word in _words(pattern, clause, mark, lang)]
        if words:
            found[mark] = tuple(words)
    return Reading({mark: 0.7 if len(words) == 1 else 1.0 for mark, words in found.items()}, found)


def plain(text: str) -> str:
    """Lower case, no accents, straight apostrophes: what stems are compared with."""
    flat = unicodedata.normalize("NFD", text.replace("’", "'").lower())
    return "".join(char for char in flat if not unicodedata.combining(char))


def content_words(text: str) -> frozenset[str]:
    """Words of four letters or more: enough to see that two messages say the same thing."""
    return frozenset(re.findall(r"[a-z0-9]{4,}", plain(text)))


def _words(pattern: re.Pattern[str], clause: str, mark: str, lang: str) -> list[str]:
    return [
        match[0]
        for match in pattern.finditer(clause)
        if mark in _OWN_NEGATION
        or not _NEGATION[lang].search(clause, max(0, match.start() - _BEHIND), match.start())
    ]


@lru_cache(maxsize=2)
def _patterns(lang: str) -> dict[str, re.Pattern[str]]:
    return {mark: re.compile(r"\b(?:" + "|".join(stems) + ")") for mark, stems in _STEMS[lang].items()}
