"""Slips of French that can be seen without understanding: articles, genders, numbers, elisions."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from feed.crowd.lint.lists import listed, words
from feed.crowd.lint.tokens import Words
from feed.crowd.nouns import elides

_INFINITIVE = ("er", "ir", "re", "oir")
_SAME_PLURAL = ("s", "x", "z")
_IRREGULAR = {
    "œil": "yeux", "travail": "travaux", "bijou": "bijoux", "genou": "genoux", "caillou": "cailloux",
}  # fmt: skip
_ADDS_S = frozenset(("bal", "carnaval", "festival", "régal", "récital", "final"))
Forms = dict[str, tuple[str, str]]


class Lexicon(NamedTuple):
    """Gender by noun, "m" or "f"; singular by plural form; gender and numbers by adjective and by participle
    that does not end in -é; nouns that are verbs too; and the little words before a noun."""

    nouns: dict[str, str]
    plurals: dict[str, str]
    adjectives: Forms
    participles: Forms
    verbs_too: frozenset[str]
    his: frozenset[str]
    hers: frozenset[str]
    either: frozenset[str]
    of_one: frozenset[str]
    of_several: frozenset[str]
    objects: frozenset[str]
    eliding: frozenset[str]
    elided: frozenset[str]
    whole: frozenset[str]
    before_all: frozenset[str]
    wrong_pairs: frozenset[tuple[str, ...]]
    telling: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    read = listed("french")
    nouns = dict.fromkeys(read["masculine"].split(), "m") | dict.fromkeys(read["feminine"].split(), "f")
    verbs, pairs = words(read["verbs_too"]), [tuple(pair.split()) for pair in read["wrong_pairs"]]
    one, several = words(read["of_one"]), words(read["of_several"])
    eliding, elided = words(read["eliding"]), words(read["elided"])
    return Lexicon(
        nouns=nouns,
        plurals={plural(noun): noun for noun in nouns if plural(noun) not in nouns},
        adjectives=_forms(pair.split("/") for pair in read["adjectives"].split()),
        participles=_forms([word, word + "e"] for word in read["participles"].split()),
        verbs_too=verbs | {plural(verb) for verb in verbs},
        his=words(read["his"]),
        hers=words(read["hers"]),
        either=words(read["either"]),
        of_one=one,
        of_several=several,
        objects=words(read["objects"]),
        eliding=eliding,
        elided=elided,
        whole=words(read["whole"]),
        before_all=words(read["before_all"]),
        wrong_pairs=frozenset(pairs),
        telling=one | several | eliding | elided | {"si", "ce", "à"} | {pair[0] for pair in pairs},
    )


def _forms(pairs: Iterable[list[str]]) -> Forms:
    """Gender and numbers of each form of these adjectives: «gros» is one or several, «grosses» several."""
    found: Forms = {}
    for his, hers in pairs:
        for word, kind in ((his, "ms"), (hers, "fs"), (plural(his), "mp"), (plural(hers), "fp")):
            gender, number = found.get(word, ("", ""))
            found[word] = (gender or kind[0], number + kind[1])
    return found


def plural(word: str) -> str:
    """The plural of a noun or an adjective, by the rule."""
    if word.endswith(_SAME_PLURAL):
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(("eau", "eu")):
        return word + "x"
    return word[:-2] + "aux" if word.endswith("al") and word not in _ADDS_S else word + "s"


def nominal_slips(said: Words) -> Iterator[str]:
    """What does not agree around a noun, and vowels that meet or fail to."""
    known = lexicon()
    for at, word in enumerate(said[:-1]):
        if word not in known.telling:
            continue
        after = said[at + 1]
        if (word in known.eliding and _vowel(after) and after not in known.whole) or _si_or_ce(said, at):
            yield f"{word} {after}: no elision"
        elif word in known.elided and _consonant(after):
            yield f"{word}{after}: elided before a consonant"
        elif word in ("de", "à") and after in ("le", "les") and _is_noun(said[at + 2 : at + 3]):
            yield f"{word} {after} {said[at + 2]}: not contracted"
        elif (word, after) in known.wrong_pairs and _beside(said, at):
            yield f"{word} {after}"
        if (word in known.of_one or word in known.of_several) and (not at or said[at - 1] != "quelqu’"):
            yield from _determined(said, at)


@lru_cache(maxsize=1 << 15)
def _vowel(word: str) -> bool:
    return word[:1].isalpha() and elides(word)


def _consonant(word: str) -> bool:
    """Not before «y», names in Y and the «te» of «c’te»."""
    return word[0].isalpha() and not elides(word) and word[0] not in "yY" and word != "te"


def _si_or_ce(said: Words, at: int) -> bool:
    word, after = said[at], said[at + 1]
    if word == "si":
        return after in ("il", "ils")
    return (
        word == "ce"
        and after in ("est", "était", "étaient")
        and (not at or said[at - 1] not in ("est", "et"))
    )


def _is_noun(after: Words) -> bool:
    """«De le pain»; but «de le voir», «de le porter»."""
    known = lexicon()
    return any(
        (word in known.nouns or word in known.plurals or word in known.adjectives)
        and word not in known.verbs_too
        and not word.endswith(_INFINITIVE)
        for word in after
    )


def _beside(said: Words, at: int) -> bool:
    """«On a tous le souffle court» is right, «de tous le monde» is not."""
    floating = said[at] in ("tous", "toutes")
    return not floating or not at or said[at - 1] in lexicon().before_all


def _determined(said: Words, at: int) -> Iterator[str]:
    """A determiner, an adjective between, and the noun, where they are known."""
    known, word, place = lexicon(), said[at], at + 1
    between = said[place]
    adjective = known.adjectives.get(between)
    if (
        adjective
        and place + 1 < len(said)
        and (said[place + 1] in known.nouns or said[place + 1] in known.plurals)
    ):
        place += 1
        if said[place] in known.verbs_too:
            return  # «la petite panique» is a child who does
    else:
        adjective = None
    noun = said[place]
    gender = known.nouns.get(known.plurals.get(noun, noun))
    if gender is None or (word in known.objects and not adjective and noun in known.verbs_too):
        return
    phrase = " ".join(said[at : place + 1])
    if word in known.his and gender == "f" and not (word in known.either and _vowel(said[at + 1])):
        yield f"{phrase}: {noun} is feminine"
    if word in known.hers and gender == "m":
        yield f"{phrase}: {noun} is masculine"
    if word in known.of_several and noun not in known.plurals and not noun.endswith(_SAME_PLURAL):
        yield f"{phrase}: one after several"
    if word in known.of_one and noun in known.plurals:
        yield f"{phrase}: several after one"
    if adjective and adjective[0] != gender:
        yield f"{phrase}: {between} does not agree"
