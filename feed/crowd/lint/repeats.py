"""Words said twice in a row, where nobody wrote them so: «de de tous les côtés», «just just stared»."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from feed.crowd.grammar import MARK, SLOT
from feed.crowd.lint.lists import listed, words
from feed.crowd.lint.tokens import Words, sentences, words_of

#: These join what is meant twice: «again and again», «de plus en plus».
_JOINING = frozenset(("and", "&", "after", "by", "or", "to", "et", "en", "après", "par", "à", "de", "ou"))


def written_twice(texts: Iterable[str], lang: str) -> frozenset[tuple[str, ...]]:
    """The words, and pairs of words, that stand twice in a row in texts as written."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        for piece in SLOT.split(MARK.sub(r"\1", text)):
            for option in piece.split("|"):
                for sentence in sentences(option):
                    found |= set(_twice(words_of(sentence, lang)))
    never = words(listed("repeats")[lang])
    return frozenset(said for said in found if len(said) > 1 or said[0] not in never)


def repeat_slips(said: Words, meant: frozenset[tuple[str, ...]]) -> Iterator[str]:
    for twice in _twice(said):
        if twice not in meant:
            yield f"«{' '.join(twice * 2)}»: said twice"


def _twice(said: Words) -> Iterator[tuple[str, ...]]:
    if len(set(said)) == len(said):
        return
    for one, other in pairwise(said):
        if one == other and one.isalpha():
            yield (one,)
    for at in range(len(said) - 3):
        if said[at] == said[at + 2] and said[at + 1] == said[at + 3] and said[at] != said[at + 1]:
            pair = said[at], said[at + 1]
            if "," not in pair and _JOINING.isdisjoint(pair):
                yield pair
