"""The learned layer: patterns and words together, weighed by what labelled messages taught.

Each label has one linear score over the patterns' weights and the message's features. Its numbers stand in
feed/crowd/data/reading_weights_en.json and reading_weights_fr.json, as whole thousandths; they are made by

    python -m tests.reading.learn

from the labelled messages of tests/reading (logistic regression with L2, thresholds by cross-validation), and
are not edited by hand. Sums are over whole numbers, and what follows is division and square root, so that
every machine comes to the same reading.
"""

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from feed.crowd.data import numbers
from feed.crowd.reading.features import Feature
from feed.crowd.reading.hints import hinted, hints
from feed.crowd.reading.labels import PRESENT

#: Labels of a message's outside, on which its words have no say.
OUTSIDE = frozenset({"shouting"})
_THOUSAND = 1000
_SHORT = 3  # letters
_MUCH_LESS = 3  # times
Scores = dict[str, float]


class _Weights(NamedTuple):
    """By feature, the labels that it speaks for (or against), in thousandths; `bias` holds every label."""

    bias: dict[str, int]
    patterns: dict[str, dict[str, int]]
    words: dict[str, dict[str, int]]


@lru_cache(maxsize=2)
def _weights(lang: str) -> _Weights:
    read = numbers(f"reading_weights_{lang}")
    return _Weights(read["bias"], read["patterns"], read["words"])


def pattern_values(weights: Scores, forms: list[str], negations: list[bool], lang: str) -> dict[str, int]:
    """The patterns' part of the features, in thousandths, which is the same in all languages.

    Each label's weight by its expressions, whether that makes it present, and what single words hint at.
    """
    values = {label: round(weight * _THOUSAND) for label, weight in sorted(weights.items())}
    values |= {f"{label} present": _THOUSAND for label, w in sorted(weights.items()) if w >= PRESENT}
    return values | {f"{label} hint": value for label, value in hints(forms, negations, lang).items()}


def length(found: Iterable[Feature]) -> float:
    """By what the features' values are divided, so that long messages count no more than short ones."""
    return math.sqrt(sum(feature.value**2 for feature in found)) or 1.0


def scored(patterns: dict[str, int], found: dict[str, Feature], lang: str) -> Scores:
    """Every label's score, in logits above its threshold."""
    learned = _weights(lang)
    base = {label: bias * _THOUSAND for label, bias in learned.bias.items()}
    for name, value in patterns.items():
        for label, weight in learned.patterns.get(name, {}).items():
            base[label] += weight * value
    said = dict.fromkeys(base, 0)
    for name, feature in found.items():
        for label, weight in learned.words.get(name, {}).items():
            said[label] += weight * feature.value
    whole = length(found.values())
    return {label: (base[label] + said[label] * _THOUSAND / whole) / _THOUSAND**2 for label in base}


def squashed(score: float) -> float:
    """From logits to a weight: 0.5 at the threshold, 0 and 1 far from it."""
    return round(0.5 + 0.5 * score / (1.0 + abs(score)), 3)


def contributions(
    label: str, found: dict[str, Feature], forms: list[str], lang: str
) -> list[tuple[int, int]]:
    """Tokens `first` to `last` of the words that speak for a label, those that say most first.

    Left out are short words and signs, and whatever says much less than the first: they explain nothing.
    """
    learned = _weights(lang)
    whole = length(found.values())
    said = {
        (one.first, one.last): learned.words.get(name, {}).get(label, 0) * one.value / whole
        for name, one in sorted(found.items())
        if any(len(form) > _SHORT for form in forms[max(0, one.first) : one.last + 1])
    }
    hint = learned.patterns.get(f"{label} hint", {}).get(label, 0) / _THOUSAND / math.sqrt(len(forms))
    for at, form in enumerate(forms):
        if len(form) > _SHORT:
            said[at, at] = said.get((at, at), 0.0) + hint * hinted(form, lang).get(label, 0)
    least = max(said.values(), default=0.0) / _MUCH_LESS
    return sorted((at for at in said if said[at] > 0 and said[at] >= least), key=lambda at: (-said[at], at))
