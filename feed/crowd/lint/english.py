"""Slips of English that can be seen without understanding: articles, persons, whose self it is."""

import re
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from typing import NamedTuple

from feed.crowd.lint.lists import by_word, listed, words
from feed.crowd.lint.tokens import Words

#: Written with a vowel and said with a consonant, and the other way round.
_SAID_YOU = re.compile(
    r"uni(?!n|m[pa])|us(?:e|ing|ua|age)|eu(?:ro|ph|\b)|ewe|on(?:e|ce)\b|one-|u-|ubiq|ut[ieo]|u(?:k|rl)\b"
)
_SILENT_H = re.compile(r"hour|honest|honou?r|heir|(?:sms|mps?|hr|faq|x-ray|nhs|mri|lp|mc|8\d*|11|18)\b")
_ACRONYM = re.compile(r"[A-Z]{1,4}(?:s|'s)?$")
_LETTERS = frozenset("AEFHILMNORSX")  # that begin with a vowel when they are spelt
_ELSE = frozenset(("himself", "herself", "themselves"))
_OF_US = ("us", "them", "you")
_MINE = {"my": "myself", "our": "ourselves", "your": "yourself"}


class _Lists(NamedTuple):
    """Persons by subject, forms by person, and who may do something to a self or to a thing of one's own."""

    subjects: Mapping[str, str]
    opening: Mapping[str, str]
    wrong: Mapping[str, frozenset[str]]
    selves: Mapping[str, frozenset[str]]
    own: Mapping[str, frozenset[str]]
    openers: frozenset[str]
    asking: frozenset[str]
    adverbs: frozenset[str]
    ends: frozenset[str]
    persons: frozenset[str]
    others_are: frozenset[str]
    one_is: frozenset[str]
    many_are: frozenset[str]
    wrong_pairs: frozenset[tuple[str, ...]]
    telling: Set[str]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    read = listed("english")
    sets = {
        name: {key: words(text) for key, text in read[name].items()}
        for name in ("wrong", "selves", "own", "verbs", "clauses")
    }
    subjects, opening = by_word(read["subjects"]), by_word(read["opening"])
    verbs, clauses, selves = sets["verbs"], sets["clauses"], sets["selves"]
    pairs = [tuple(pair.split()) for pair in read["wrong_pairs"]]
    return _Lists(
        subjects=subjects,
        opening=opening,
        wrong=sets["wrong"],
        selves=selves,
        own=sets["own"],
        openers=verbs["openers"],
        asking=verbs["asking"],
        adverbs=verbs["adverbs"],
        ends=clauses["ends"],
        persons=clauses["persons"].union(*selves.values()),
        others_are=clauses["others_are"],
        one_is=clauses["one_is"],
        many_are=clauses["many_are"],
        wrong_pairs=frozenset(pairs),
        telling={
            "a",
            "an",
            *_OF_US,
            *_ELSE,
            *subjects,
            *opening,
            *selves,
            *sets["own"],
            *(pair[0] for pair in pairs),
        },
    )


def english_slips(said: Words) -> Iterator[str]:
    lists = _lists()
    for at, word in enumerate(said):
        if word not in lists.telling:
            continue
        after = said[at + 1] if at + 1 < len(said) else ""
        if word in ("a", "an") and after:
            yield from _article(word, after)
        elif word in _OF_US and at > 1 and said[at - 1] == "of":
            yield from _some_of_us(said, at)
        elif word in lists.subjects or word in lists.opening:
            yield from _conjugated(said, at)
        elif word in lists.selves or word in _ELSE:
            yield from _own_self(said, at)
        elif word in lists.own and at > 1:
            yield from _own_thing(said, at)
        if (word, after) in lists.wrong_pairs:
            yield f"{word} {after}"


def _article(word: str, after: str) -> Iterator[str]:
    """«a hour», «an unit»; acronyms by their first letter."""
    low = after.lower()
    if not low[0].isalnum():
        return
    if _ACRONYM.match(after):
        vowel = after[0] in _LETTERS
    else:
        vowel = bool(_SILENT_H.match(low)) or (low[0] in "aeiou" and not _SAID_YOU.match(low))
    if (word == "an") != vowel:
        yield f"{word} {after}: the article does not fit"


def _conjugated(said: Words, at: int) -> Iterator[str]:
    """«They is», «everybody are», «he have»."""
    lists, word, before = _lists(), said[at], said[at - 1] if at else ""
    if word in lists.opening and at and before not in lists.openers:
        return
    if not lists.asking.isdisjoint(said[max(0, at - 2) : at]) or (
        at > 1 and before in ("and", "&", "or", "nor")
    ):
        return
    place = at + 1
    while place < len(said) and said[place] in lists.adverbs:
        place += 1
    person = lists.subjects.get(word) or lists.opening[word]
    if place < len(said) and said[place] in lists.wrong[person]:
        yield f"{' '.join(said[at : place + 1])}: not the subject's form"


def _some_of_us(said: Words, at: int) -> Iterator[str]:
    """«All of us on the team chat is»: whose verb follows, over where they are."""
    lists, count = _lists(), said[at - 2]
    person = "6" if count in ("all", "most", "both", "many") else "3" if count in ("each", "one") else ""
    place = at + 1
    if said[place : place + 1] and said[place] in ("on", "at", "in", "near", "here", "there"):
        place += 1
        while place < min(len(said), at + 7) and said[place] not in lists.wrong["3"] | lists.wrong["6"]:
            if said[place] in lists.ends or said[place] in lists.subjects:
                return
            place += 1
    if person and place < len(said) and said[place] in lists.wrong[person] and _free(said, at - 2):
        yield f"{' '.join(said[at - 2 : place + 1])}: not the subject's form"


def _free(said: Words, at: int) -> bool:
    """Whether nothing asks for these: «has all of us», «which of them is»."""
    return not at or said[at - 1] in _lists().openers or said[at - 1] in _lists().ends


def _own_self(said: Words, at: int) -> Iterator[str]:
    """«Everybody is worrying myself silly», «my brother is beside themselves»."""
    lists, word, clause = _lists(), said[at], _clause(said, at)
    if word in lists.selves:
        wrong = _of_others(clause) and lists.selves[word].isdisjoint(clause)
    elif word == "themselves":
        wrong = (
            not lists.one_is.isdisjoint(clause[-4:])
            and lists.many_are.isdisjoint(clause)
            and "by" not in clause
        )
    else:
        wrong = len(clause) < 4 and _of_us(clause) and clause[0] not in ("my", "our")
    if wrong:
        yield f"{' '.join(clause)} {word}: not the subject's self"


def _own_thing(said: Words, at: int) -> Iterator[str]:
    """«Everybody is losing my mind»."""
    lists, owner = _lists(), said[at - 1]
    if owner not in _MINE or said[at - 2] not in lists.own[said[at]]:
        return
    clause = _clause(said, at - 1)
    if _of_others(clause) and lists.selves[_MINE[owner]].isdisjoint(clause):
        yield f"{' '.join(clause)} {owner} {said[at]}: not the subject's own"


def _of_us(clause: Words) -> bool:
    """Whether a clause tells of whoever speaks."""
    selves = _lists().selves
    return any(word in selves["myself"] or word in selves["ourselves"] for word in clause)


def _of_others(clause: Words) -> bool:
    """Whether a clause tells of anybody."""
    lists = _lists()
    return any(word in lists.persons or word in lists.others_are for word in clause)


def _clause(said: Words, at: int) -> Words:
    """The words of the clause before this one."""
    start = at
    while start > 0 and said[start - 1] not in _lists().ends:
        start -= 1
    return said[start:at]
