"""The names of what a message may do, and the reading that holds them.

The strategies are those of situational crisis communication theory (Coombs 2007); the marks are what else a
crowd notices. Their definitions stand in tests/reading/README.md.
"""

from typing import NamedTuple

STRATEGIES = (
    "attack", "denial", "scapegoat", "excuse", "justification", "compensation", "apology", "reminder",
    "ingratiation", "victimage", "instructing", "adjusting",
)  # fmt: skip
MARKS = (
    "empathy", "commitment", "fact", "evidence", "rumour_denied", "rumour_confirmed", "call_to_action",
    "answers_question", "legal_threat", "mockery", "blame", "jargon", "shouting", "holding",
)  # fmt: skip
LABELS = STRATEGIES + MARKS
LANGUAGES = ("en", "fr")
PRESENT = 0.5  # weight from which a label counts as present


class Reading(NamedTuple):
    """What was found: each label's weight from 0 to 1, and the words that said so, as they stand."""

    labels: dict[str, float]
    because: dict[str, tuple[str, ...]]

    def has(self, label: str) -> bool:
        """Whether the message does this: its weight is at least PRESENT."""
        return self.labels.get(label, 0.0) >= PRESENT

    def present(self) -> frozenset[str]:
        return frozenset(label for label in self.labels if self.has(label))
