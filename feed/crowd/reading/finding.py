"""Where the patterns of a language stand in a message."""

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from feed.crowd.data import table
from feed.crowd.reading.labels import MARKS, STRATEGIES
from feed.crowd.reading.negation import holds_negation, negated
from feed.crowd.reading.notation import Pattern, keys_of, pattern

#: What a question does not say, only asks ("Is it our fault?").
_SAID = frozenset(STRATEGIES + MARKS) - {
    *("attack", "reminder", "ingratiation", "victimage", "instructing", "call_to_action"),
    *("answers_question", "mockery", "jargon", "shouting"),
}
_ASKED = 0.4  # what is left of an expression within a question
#: What no negation undoes: it is said by one, or as true without.
_FIRM = frozenset(
    ("instructing", "fact", "evidence", "holding", "mockery", "jargon", "answers_question", "rumour_denied")
)


class Hit(NamedTuple):
    """An expression found by the pattern `by`: tokens `first` to `last`, the last one included."""

    label: str
    weight: float
    first: int
    last: int
    by: str


class _Book(NamedTuple):
    always: tuple[Pattern, ...]
    by_key: dict[str, tuple[Pattern, ...]]


@lru_cache(maxsize=2)
def _book(lang: str) -> _Book:
    """All patterns of a language, by the beginnings of words that bring them up."""
    lines = table(f"reading_{lang}")["patterns"]
    found = [pattern(label, text, lang) for label, texts in lines.items() for text in texts]
    by_key: dict[str, list[Pattern]] = {}
    for one in found:
        for key in sorted(one.keys):
            by_key.setdefault(key, []).append(one)
    return _Book(tuple(one for one in found if not one.keys), {k: tuple(v) for k, v in by_key.items()})


def hits(forms: list[str], lang: str) -> list[Hit]:
    """Every expression found, each pattern once, in the order of where it stands."""
    line = "".join(f"{form} " for form in forms)
    starts = list(accumulate((len(form) + 1 for form in forms), initial=0))
    found = [hit for one in _candidates(forms, lang) if (hit := _first(one, line, starts, forms, lang))]
    return sorted(found, key=lambda hit: (hit.first, hit.last, hit.label))


def _candidates(forms: list[str], lang: str) -> list[Pattern]:
    book = _book(lang)
    keys = {key for form in forms for key in keys_of(form)}
    found = {id(one): one for key in sorted(keys) for one in book.by_key.get(key, ())}
    return [*book.always, *(one for one in found.values() if not any(map(keys.isdisjoint, one.others)))]


def _first(one: Pattern, line: str, starts: list[int], forms: list[str], lang: str) -> Hit | None:
    """The first place where a pattern stands and is not undone."""
    for match in one.regex.finditer(line):
        first = bisect_right(starts, match.start()) - 1
        last = max(first, bisect_right(starts, match.end() - 1) - 1)
        own = one.negative and holds_negation(forms, first, last, lang)
        if own or one.label in _FIRM or not negated(forms, first, last, lang):
            asked = one.label in _SAID and "[?]" not in one.text and _question(forms, last)
            return Hit(one.label, one.weight * (_ASKED if asked else 1.0), first, last, one.text)
    return None


def _question(forms: list[str], last: int) -> bool:
    """Whether the sentence that an expression stands in ends with a question mark."""
    return next((form for form in forms[last:] if form in (".", "!", "?", ";")), ".") == "?"
