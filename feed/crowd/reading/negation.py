"""Whether an expression is undone by a negation in its own clause.

An odd number of negations before it (or, in spoken French, right behind it) undoes it: "we are not sorry",
"on s'excuse pas". Two leave it as it is: "we do not deny", "nous ne nions pas".
"""

from functools import lru_cache
from typing import NamedTuple

from feed.crowd.data import table

_REACH = 9  # tokens before an expression in which a negation may stand
_BEHIND = 1  # tokens behind it


class _Rules(NamedTuple):
    before: frozenset[str]
    after: frozenset[str]
    pairs: frozenset[str]
    harmless: frozenset[tuple[str, str]]
    breaks: frozenset[str]
    lists: frozenset[str]


@lru_cache(maxsize=2)
def rules(lang: str) -> _Rules:
    """The negations of a language, and what ends their reach."""
    read = table(f"reading_{lang}")["negation"]
    harmless = frozenset((first, second) for first, second in map(str.split, read["harmless"]))
    sets = (frozenset(read[name]) for name in ("before", "after", "pairs"))
    before, after, pairs = sets
    return _Rules(before, after, pairs, harmless, frozenset(read["breaks"]), frozenset(read["lists"]))


def negated(forms: list[str], first: int, last: int, lang: str) -> bool:
    """Whether the expression at tokens `first` to `last` (included) is undone."""
    rule = rules(lang)
    begin = _clause_begins(forms, first, rule)
    count, paired = 0, False
    for at in range(begin, min(len(forms), last + 1 + _BEHIND)):
        form = forms[at]
        if (form, forms[at + 1] if at + 1 < len(forms) else "") in rule.harmless:
            continue
        if form in rule.after and paired:
            paired = False  # the second half of "ne … pas"
        elif (at <= last and _stem(form) in rule.before) or form in rule.after:
            count, paired = count + 1, form in rule.pairs
    return count % 2 == 1


def holds_negation(forms: list[str], first: int, last: int, lang: str) -> bool:
    """Whether a negation stands within the expression itself."""
    rule = rules(lang)
    return any(_stem(form) in rule.before or form in rule.after for form in forms[first : last + 1])


def _stem(form: str) -> str:
    """Forms of "refuse" and "decline" are negations too."""
    return "refuse" if form.startswith("refus") else "decline" if form.startswith("declin") else form


def _clause_begins(forms: list[str], first: int, rule: _Rules) -> int:
    """Where the clause begins: behind a stop or a "but", unless a list goes on ("ni", "or", "de")."""
    at = first
    while at > 0 and first - at < _REACH:
        before = forms[at - 1]
        if before in ".!?;:" or before.startswith("@quote") or before in rule.breaks:
            break
        if before == "," and forms[at] not in rule.lists:
            break
        at -= 1
    return at
