"""The learned layer: patterns and words together, weighed by what labelled messages taught.

A network of one hidden layer of rectified units: a unit sums up what the message holds, and speaks, if the
sum is above 0, for some labels and against others. So a word may mean one thing beside some words and another
beside others. Its numbers stand in feed/crowd/data/reading_network_en.npz and reading_network_fr.npz; they
are made by

    python -m tests.reading.learn

from the labelled messages of tests/reading, and are not edited by hand. They are whole, and so are all sums
over many terms; what else there is are single divisions, products and roundings: every machine comes to the
same reading.
"""

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from feed.crowd.data import arrays
from feed.crowd.reading.features import Feature
from feed.crowd.reading.hints import hinted, hints
from feed.crowd.reading.labels import LABELS, PRESENT

#: Labels of a message's outside, on which its words have no say.
OUTSIDE = frozenset({"shouting"})
#: In what the numbers are counted: weights of patterns and of units, and weights of words.
FINE, COARSE = 1000, 64
#: How long a message's features are together: patterns, whose values are about 1, weigh no more than words.
LENGTH = 3
_SHORT = 3  # letters
_MUCH_LESS = 3  # times
Scores = dict[str, float]
Whole = npt.NDArray[np.int64]


class Network(NamedTuple):
    """A column a hidden unit. `patterns` and `words` say which row of their table is whose; the words' table
    is in COARSE parts, the patterns', what units have of their own, and `labels`, a row a unit, in FINE
    ones. `bias` is a number a label, its threshold taken off, in FINE parts."""

    patterns: dict[str, int]
    words: dict[str, int]
    by_pattern: Whole
    by_word: npt.NDArray[np.int8]
    units: Whole
    labels: Whole
    bias: Whole


class Sense(NamedTuple):
    """What a network makes of a message: every label's score, in logits above its threshold, and what each
    unit that spoke says of each label."""

    scores: Scores
    spoke: Whole


@lru_cache(maxsize=2)
def _network(lang: str) -> Network:
    read = arrays(f"reading_network_{lang}")
    whole = {name: read[name].astype(np.int64) for name in ("by_pattern", "units", "labels", "bias")}
    return Network(_rows(read["patterns"]), _rows(read["words"]), by_word=read["by_word"], **whole)


def _rows(names: npt.NDArray[np.uint8]) -> dict[str, int]:
    return {name: row for row, name in enumerate(names.tobytes().decode().split("\n"))}


def pattern_values(weights: Scores, forms: list[str], negations: list[bool], lang: str) -> dict[str, int]:
    """The patterns' part of the features, in thousandths, which is the same in all languages.

    Each label's weight by its expressions, whether that makes it present, and what single words hint at.
    """
    values = {label: round(weight * FINE) for label, weight in sorted(weights.items())}
    values |= {f"{label} present": FINE for label, w in sorted(weights.items()) if w >= PRESENT}
    return values | {f"{label} hint": value for label, value in hints(forms, negations, lang).items()}


def length(found: Iterable[Feature]) -> float:
    """By what the features' values are divided, so that long messages count no more than short ones."""
    return math.sqrt(sum(feature.value**2 for feature in found)) / LENGTH or 1.0


def sensed(patterns: dict[str, int], found: dict[str, Feature], lang: str) -> Sense:
    """What the patterns' values and the features of a message say together."""
    net = _network(lang)
    known = [(net.patterns[name], value) for name, value in patterns.items() if name in net.patterns]
    by_pattern = _summed(net.by_pattern, known)
    by_word = _summed(net.by_word, [(net.words[n], one.value) for n, one in found.items() if n in net.words])
    sums = net.units + by_pattern / FINE + by_word * (FINE / COARSE / length(found.values()))
    heard = np.rint(np.maximum(sums, 0.0)).astype(np.int64)
    scores = net.bias * FINE + heard @ net.labels
    told = zip(LABELS, (scores / FINE**2).tolist(), strict=True)
    return Sense(dict(told), net.labels * (heard > 0)[:, None])


def _summed(table: npt.NDArray[np.integer], held: list[tuple[int, int]]) -> Whole:
    """Rows of a table times their values."""
    rows = np.array([row for row, _ in held], dtype=np.intp)
    values = np.array([value for _, value in held], dtype=np.int64)
    return (table[rows] * values[:, None]).sum(0, dtype=np.int64)


def squashed(score: float) -> float:
    """From logits to a weight: 0.5 at the threshold, 0 and 1 far from it."""
    return round(0.5 + 0.5 * score / (1.0 + abs(score)), 3)


def contributions(
    label: str, sense: Sense, found: dict[str, Feature], forms: list[str], lang: str
) -> list[tuple[int, int]]:
    """Tokens `first` to `last` of the words that speak for a label, those that say most first.

    While the same units speak, a score is a sum over the words: this is each word's part of it. Left out are
    short words and signs, and whatever says much less than the first: they explain nothing.
    """
    net, ear = _network(lang), sense.spoke[:, LABELS.index(label)]
    whole = length(found.values())
    is_long = [len(form) > _SHORT for form in forms]
    told = [
        (net.words.get(name), one)
        for name, one in sorted(found.items())
        if any(is_long[max(0, one.first) : one.last + 1])
    ]
    says = iter((net.by_word[[row for row, _one in told if row is not None]] @ ear).tolist())
    said = {
        (one.first, one.last): next(says) * one.value / COARSE / whole if row is not None else 0.0
        for row, one in told
    }
    row = net.patterns.get(f"{label} hint")
    hint = int(net.by_pattern[row] @ ear) / FINE**2 / math.sqrt(len(forms)) if row is not None else 0.0
    for at, form in enumerate(forms):
        if len(form) > _SHORT:
            said[at, at] = said.get((at, at), 0.0) + hint * hinted(form, lang).get(label, 0)
    least = max(said.values(), default=0.0) / _MUCH_LESS
    return sorted((at for at in said if said[at] > 0 and said[at] >= least), key=lambda at: (-said[at], at))
