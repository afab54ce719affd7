"""One message, read."""

from functools import lru_cache

from feed.crowd.reading.features import Feature, features, undone
from feed.crowd.reading.finding import Hit, hits
from feed.crowd.reading.judge import CARRIES, LEANS, carried, consistent, judged, weighed
from feed.crowd.reading.labels import LABELS, PRESENT, Reading
from feed.crowd.reading.learned import OUTSIDE, Sense, contributions, pattern_values, sensed, squashed
from feed.crowd.reading.shape import shouting
from feed.crowd.reading.tokens import Token, tokens

_WORDS_KEPT = 5  # expressions told per label


@lru_cache(maxsize=512)
def read(text: str, lang: str) -> Reading:
    """What a message does, in one of LANGUAGES. Labels that are present stand in the order of LABELS."""
    found = tokens(text, lang)
    if not found:
        return Reading({}, {})
    forms = [token.form for token in found]
    expressions = hits(forms, lang)
    loud, by = shouting(text)
    patterns = judged({**weighed(expressions), "shouting": loud})
    negations = undone(forms, lang)
    words = features(text, forms, negations, lang)
    sense = sensed(pattern_values(patterns, forms, negations, lang), words, lang)
    learned = {label: squashed(score) for label, score in sense.scores.items()}
    weights = consistent(carried(learned | {label: patterns.get(label, 0.0) for label in OUTSIDE}), patterns)
    labels = {label: weights[label] for label in LABELS if weights.get(label, 0.0) >= PRESENT}
    because = {label: _words(text, found, expressions, words, sense, label, lang) for label in labels}
    return Reading(labels, because | ({"shouting": by} if "shouting" in labels else {}))


def _words(
    text: str,
    found: list[Token],
    expressions: list[Hit],
    words: dict[str, Feature],
    sense: Sense,
    label: str,
    lang: str,
) -> tuple[str, ...]:
    """What said so, as it stands: the expressions of a label, or of what carries it, and then words."""
    own = [hit for hit in expressions if hit.label == label]
    by = own or [hit for hit in expressions if (hit.label, label) in (CARRIES.keys() | LEANS.keys())]
    places = [(hit.first, hit.last) for hit in by]
    places += contributions(label, sense, words, [token.form for token in found], lang)
    told: dict[tuple[int, int], None] = {}
    taken: set[int] = set()
    for at, (first, last) in enumerate(places):
        if len(told) < _WORDS_KEPT and (at < len(by) or not taken & set(range(first, last + 1))):
            told[found[first].start, found[last].end] = None
            taken |= set(range(first, last + 1))
    return tuple(text[start:end] for start, end in told)
