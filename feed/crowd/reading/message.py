"""One message, read."""

from functools import lru_cache

from feed.crowd.reading.finding import Hit, hits
from feed.crowd.reading.judge import CARRIES, LEANS, judged, weighed
from feed.crowd.reading.labels import LABELS, Reading
from feed.crowd.reading.shape import shouting
from feed.crowd.reading.tokens import Token, tokens

_WORDS_KEPT = 8  # expressions told per label


@lru_cache(maxsize=512)
def read(text: str, lang: str) -> Reading:
    """What a message does, in one of LANGUAGES. Labels stand in the order of LABELS."""
    found = tokens(text, lang)
    expressions = hits([token.form for token in found], lang)
    loud, by = shouting(text)
    weights = judged({**weighed(expressions), "shouting": loud})
    because = {label: _words(text, found, expressions, label) for label in weights} | {"shouting": by}
    labels = {label: weights[label] for label in LABELS if label in weights}
    return Reading(labels, {label: because[label] for label in labels})


def _words(text: str, found: list[Token], expressions: list[Hit], label: str) -> tuple[str, ...]:
    """The expressions of a label as they stand in the text; of what carries it, where it has none."""
    own = [hit for hit in expressions if hit.label == label]
    carried = [hit for hit in expressions if (hit.label, label) in (CARRIES | LEANS)] if not own else []
    spans = {(found[hit.first].start, found[hit.last].end): None for hit in own or carried}
    return tuple(text[start:end] for start, end in spans)[:_WORDS_KEPT]
