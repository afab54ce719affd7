"""What a message of the team does: strategies and marks, and the words that said so.

`read` is all that others need. It reads by patterns written by hand (feed/crowd/data/reading_en.toml and
reading_fr.toml), and by what labelled messages taught about these and about words (`learned`).
"""

from feed.crowd.reading.labels import LABELS, LANGUAGES, MARKS, PRESENT, STRATEGIES, Reading
from feed.crowd.reading.message import read
from feed.crowd.reading.plain import content_words, plain, similarity, spaced
from feed.crowd.reading.principles import principles

__all__ = [
    "LABELS",
    "LANGUAGES",
    "MARKS",
    "PRESENT",
    "STRATEGIES",
    "Reading",
    "content_words",
    "plain",
    "principles",
    "read",
    "similarity",
    "spaced",
]
