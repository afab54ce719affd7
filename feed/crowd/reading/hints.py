"""Words that patterns are made of, wherever they stand: hints of a label where no whole expression is found.

A stem hints at a label as strongly as the label's share of the patterns that name the stem: of a word that
nearly all labels use it tells nothing.
"""

import math
import re
from collections import Counter
from functools import lru_cache

from feed.crowd.data import table
from feed.crowd.reading.stems import stem

_WORD = re.compile(r"[^\W\d_]{3,}")
_NO_WORDS = re.compile(r"<\w+>|\{\w+\}|@\w+")  # classes of the notation
_LEAST = 200  # thousandths of a stem's patterns that a label must have
#: Labels that are said by way of "not" and "never" as often as not.
_NEGATIVE = frozenset(
    {
        *("denial", "rumour_denied", "excuse", "justification", "reminder", "victimage", "instructing"),
        *("call_to_action", "fact", "evidence", "holding", "mockery", "jargon", "answers_question"),
    }
)
_FEW = 4  # tokens: shorter messages count as if they had so many
Hints = dict[str, int]


@lru_cache(maxsize=2)
def _lexicon(lang: str) -> dict[str, Hints]:
    """What each stem hints at, in thousandths."""
    counts: dict[str, Counter[str]] = {}
    for label, texts in table(f"reading_{lang}")["patterns"].items():
        for text in texts:
            for one in {stem(word, lang) for word in _WORD.findall(_NO_WORDS.sub("", text))}:
                counts.setdefault(one, Counter())[label] += 1
    shares = {
        one: {label: round(1000 * times / count.total()) for label, times in count.items()}
        for one, count in counts.items()
    }
    return {
        one: {label: share for label, share in of.items() if share >= _LEAST} for one, of in shares.items()
    }


def hinted(form: str, lang: str) -> Hints:
    """What one token hints at, in thousandths by label."""
    return _lexicon(lang).get(stem(form, lang), {})


def hints(forms: list[str], undone: list[bool], lang: str) -> Hints:
    """What a message's words hint at together, each stem once, in thousandths by label.

    The sum is divided by the root of the message's length, as hints pile up by chance in a long one. `undone`
    tells of each token whether a negation undoes it.
    """
    sums: Counter[str] = Counter()
    said = {stem(form, lang): (form, no) for form, no in zip(forms, undone, strict=True)}
    for form, no in said.values():
        sums.update({x: share for x, share in hinted(form, lang).items() if not no or x in _NEGATIVE})
    whole = math.sqrt(max(_FEW, len(forms)))
    return {label: round(total / whole) for label, total in sorted(sums.items())}
