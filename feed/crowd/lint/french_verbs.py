"""Slips of French around a verb: who does it, and whether what is said of them agrees."""

from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from typing import NamedTuple

from feed.crowd.lint.french import lexicon
from feed.crowd.lint.lists import by_word, listed, words
from feed.crowd.lint.tokens import Words

_ALL = frozenset(("tous", "toutes"))
_HERE = frozenset(("en", "même", "aussi"))
_BEFORE_BEING = frozenset(("ne", "n’", "s’", "se", "en", "y", "l’", "lui", "leur", "m’", "t’", "nous"))
_LED_BY_THAT = ("que", "qu’", "et")


class _Lists(NamedTuple):
    """Persons by verb form and by subject; and what stands around a verb."""

    forms: Mapping[str, str]
    subjects: Mapping[str, str]
    opening: Mapping[str, str]
    relative: Mapping[str, str]
    openers: frozenset[str]
    between: frozenset[str]
    before_them: frozenset[str]
    being: frozenset[str]
    having: frozenset[str]
    adverbs: frozenset[str]
    ent: frozenset[str]
    to_themselves: frozenset[str]
    said_before: frozenset[str]
    wishing: frozenset[str]
    no_wish: frozenset[str]
    before_plural: frozenset[str]
    before_singular: frozenset[str]
    no_participles: frozenset[str]
    telling: Set[str]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    read, known = listed("french"), lexicon()
    verbs: dict[str, str] = read["verbs"]
    subjects, opening = by_word(read["subjects"]), by_word(read["opening"])
    being, having = words(verbs["being"]), words(verbs["having"])
    return _Lists(
        forms=by_word(read["forms"]),
        subjects=subjects,
        opening=opening,
        relative=by_word(read["relative"]),
        openers=words(verbs["openers"]),
        between=words(verbs["between"]),
        before_them=words(verbs["before_them"]),
        being=being,
        having=having,
        adverbs=words(verbs["adverbs"]),
        ent=words(verbs["ent"]),
        to_themselves=words(verbs["to_themselves"]),
        said_before=words(verbs["said_before"]),
        wishing=words(verbs["wishing"]),
        no_wish=words(verbs["no_wish"]),
        before_plural=words(verbs["before_plural"]),
        before_singular=words(verbs["before_singular"]),
        no_participles=words(read["no_participles"]),
        telling={
            "monde",
            "qui",
            "que",
            "qu’",
            *being,
            *having,
            *subjects,
            *opening,
            *known.nouns,
            *known.plurals,
        },
    )


def verbal_slips(said: Words) -> Iterator[str]:
    lists = _lists()
    for at, word in enumerate(said):
        if word not in lists.telling:
            continue
        person = _subject(said, at)
        if person:
            yield from _conjugated(said, at, person)
        if word in lists.being:
            yield from _agreed(said, at)
        if word in lists.having:
            yield from _with_having(said, at)
        if word in ("que", "qu’") and at and said[at - 1] in lists.wishing:
            yield from _unwished(said, at)


def _subject(said: Words, at: int) -> str:
    """Who does what follows, if this word says so: "1" to "6", or ""."""
    lists, known = _lists(), lexicon()
    word, before = said[at], said[at - 1] if at else ","
    if word in lists.subjects:
        return "" if _governed(word, before) else lists.subjects[word]
    if word in lists.opening:
        return lists.opening[word] if before in lists.openers else ""
    if word == "qui":
        return lists.relative.get(before, "")
    if word == "monde" and said[max(0, at - 2) : at] == ["tout", "le"]:
        return "3" if _opens(said, at - 2) else ""
    if word in known.plurals and before in lists.before_plural:
        return "6" if _opens(said, at - 1) else ""
    if word in known.nouns and before in lists.before_singular:
        return "3" if _opens(said, at - 1) else ""
    return ""


def _governed(word: str, before: str) -> bool:
    """«Pour elle est»: she does nothing there."""
    return word[:2] in ("el", "il") and before in _lists().before_them and before not in _LED_BY_THAT


def _opens(said: Words, at: int) -> bool:
    """Whether a clause begins with this word, and not the second half of «mon père et ma mère»."""
    return at == 0 or (said[at - 1] in _lists().openers and said[at - 1] not in (",", "et"))


def _conjugated(said: Words, at: int, person: str) -> Iterator[str]:
    """Whether the verb that follows is this person's."""
    lists, pronoun = _lists(), said[at] in _lists().subjects
    place = at + 1
    while place < len(said) and said[place] in lists.between and (pronoun or said[place] not in _ALL):
        if pronoun and said[place] in ("se", "s’") and person not in "36":
            yield f"{said[at]} {said[place]}: not the same person"
        place += 1
    if place >= len(said):
        return
    verb = said[place]
    persons = lists.forms.get(verb, "")
    if persons:
        wrong = person not in persons
    elif verb in lists.adverbs:
        wrong = False
    elif pronoun:
        wrong = _ends_wrong(verb, person)
    else:  # «les alertes m’angoisse»
        wrong = person == "6" and verb.endswith("e") and not _HERE.issuperset(said[at + 1 : place])
    if wrong:
        yield f"{' '.join(said[at if pronoun else max(0, at - 1) : place + 1])}: not the subject’s form"


def _ends_wrong(verb: str, person: str) -> bool:
    """Of a verb that no list holds, by its ending."""
    if person == "6":
        return verb.endswith(("e", "es", "ons", "ez", "it"))
    if verb.endswith("ent") and not verb.endswith("ment") and verb not in _lists().ent:
        return True
    return person == "2" and verb.endswith(("e", "ons", "ez"))


def _agreed(said: Words, at: int) -> Iterator[str]:
    """«Elle est fatigué», «ils sont prêt», «la gare est fermé»."""
    gender, number = _of_subject(said, at)
    if not gender or said[at].endswith("nt") != (number == "p"):
        return  # nobody's, or somebody else's verb
    lists, known, place = _lists(), lexicon(), at + 1
    while place < len(said) and said[place] in lists.adverbs:
        place += 1
    word = said[place] if place < len(said) else ""
    if word in lists.to_themselves and said[at - 1] in ("s’", "se"):
        return
    found = known.adjectives.get(word) or known.participles.get(word) or _participle(word)
    if found and (found[0] != gender or number not in found[1]):
        yield f"{' '.join(said[max(0, at - 2) : place + 1])}: {word} does not agree"


def _participle(word: str) -> tuple[str, str] | None:
    """Gender and number of a participle in -é."""
    ending = next((end for end in ("ées", "ée", "és", "é") if word.endswith(end)), "")
    if not ending or word in _lists().no_participles:
        return None
    return "f" if "ée" in ending else "m", "p" if ending.endswith("s") else "s"


def _of_subject(said: Words, at: int) -> tuple[str, str]:
    """Gender and number of whoever is something, where a pronoun or a known noun right before says so."""
    lists, known, place = _lists(), lexicon(), at - 1
    while place >= 0 and said[place] in _BEFORE_BEING:
        place -= 1
    if place < 0:
        return "", ""
    word, before = said[place], said[place - 1] if place else ","
    if word in ("il", "elle", "ils", "elles"):
        if _governed(word, before):
            return "", ""
        return "f" if word.startswith("elle") else "m", "p" if word.endswith("s") else "s"
    if place == 1 or (place > 1 and said[place - 2] in lists.openers):
        if word in known.plurals and before in lists.before_plural:
            return known.nouns[known.plurals[word]], "p"
        if word in known.nouns and before in lists.before_singular:
            return known.nouns[word], "s"
    return "", ""


def _with_having(said: Words, at: int) -> Iterator[str]:
    """«On a vues la gare»: with avoir nothing agrees but with what was said before."""
    lists, known, place = _lists(), lexicon(), at + 1
    while place < len(said) and said[place] in lists.adverbs:
        place += 1
    word = said[place] if place < len(said) else ""
    if not word.endswith(("ée", "ées", "és")) or word in lists.no_participles:
        return
    if (
        word in known.nouns
        or word in known.plurals
        or not lists.said_before.isdisjoint(said[max(0, at - 8) : at])
    ):
        return
    yield f"{' '.join(said[max(0, at - 1) : place + 1])}: {word} agrees with nothing"


def _unwished(said: Words, at: int) -> Iterator[str]:
    """«Il faut qu’il est là»."""
    lists, place = _lists(), at + 1
    while place < len(said) and (
        said[place] in lists.between
        or said[place] in lists.subjects
        or said[place] in ("ça", "c’", "ce", "personne")
    ):
        place += 1
    if at + 1 < place < len(said) and said[place] in lists.no_wish:
        yield f"{' '.join(said[at - 1 : place + 1])}: asks for the subjunctive"
