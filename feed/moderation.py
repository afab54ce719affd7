"""What a network makes of a report, and after how long: a rule that seed, post and reason decide alone. PURE.

It knows what a moderator sees, and nothing else: the reason and the words. Whether a claim is true, who is
authored and what anybody feels have no part in it, so no answer gives them away. Real times are divided by
the scenario's time scale. The same report in two rooms of a session gets the same answer after the same time.

Sources: of reports of illegal hate speech networks looked at 64 to 90 % within 24 hours and removed 64 to
72 % [EU Code of Conduct, evaluations 5 to 7]; of 912 reports of health misinformation 2.3 % were removed and
2.3 % marked, the rest left [CCDH 2020]; an order about a threat to lives is carried out within an hour
[Regulation (EU) 2021/784]. What bears no source is a setting.
"""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from .crowd.dice import mixed
from .crowd.reading import spaced

Verdict = Literal["removed", "labelled", "left"]


class Practice(NamedTuple):
    """How a network deals with a kind of report: `after` is the middle of its times (s real), `removes` and
    `labels` are parts of its answers; the others are left up."""

    after: float
    removes: float
    labels: float = 0.0


class Answer(NamedTuple):
    """What comes of a report: somebody looks at it `review` s of exercise after it, and answers `after` s."""

    review: float
    after: float
    verdict: Verdict


#: A leak that can be seen to be one: it says what the scenario wants kept secret, or gives somebody's number.
EXPOSING = Practice(1800.0, 0.96)
PRACTICE = {
    "leak": Practice(3600.0, 0.4),  # nothing in its words gives it away: a picture, a hint (setting)
    "insult": Practice(10_800.0, 0.3),  # fewer than of hate speech: mockery and criticism are allowed
    "rumour": Practice(14_400.0, 0.08, 0.37),  # in an emergency networks act a little more than CCDH found
    "other": Practice(14_400.0, 0.15),
}
SOONEST, LATEST = 0.6, 1.4  # of the middle time
LOOKED_AT, LOOKED_AT_MOST = 0.2, 0.6  # of the time to the answer, when somebody begins to look
LEAST = 20.0  # s of exercise: no moderator is faster, however the exercise squeezes time
_REASONS = ("leak", "rumour", "insult", "other")
#: Personal data as a moderator spots them: a telephone number, an e-mail address.
_PERSONAL = re.compile(r"(?<!\w)\+?\d(?:[ .\-/]?\d){8,13}(?!\w)|[\w.+-]+@[\w-]+\.\w{2,}")


def answer_to(seed: int, ref: int, reason: str, exposing: bool, time_scale: float) -> Answer:
    """The network's answer to a report of the post `ref`. `time_scale` is real seconds per second of
    exercise."""
    practice = EXPOSING if reason == "leak" and exposing else PRACTICE[reason]
    drawn = mixed(seed, ref, _REASONS.index(reason))
    luck, speed, look = (_part(mixed(drawn, turn)) for turn in range(3))
    squeezed = practice.after * (SOONEST + (LATEST - SOONEST) * speed) / time_scale
    after = max(LEAST, round(squeezed, 3))
    review = round(after * (LOOKED_AT + (LOOKED_AT_MOST - LOOKED_AT) * look), 3)
    return Answer(review, after, _verdict(practice, luck))


def _part(drawn: int) -> float:
    """A number from 0 up to, not including, 1."""
    return (drawn >> 11) / float(1 << 53)


def _verdict(practice: Practice, luck: float) -> Verdict:
    if luck < practice.removes:
        return "removed"
    return "labelled" if luck < practice.removes + practice.labels else "left"


def exposes(text: str, phrases: Iterable[str]) -> bool:
    """Whether a text says one of `phrases` (accents and case do not count) or gives personal data."""
    said = spaced(text)
    return bool(_PERSONAL.search(text)) or any(spaced(phrase) in said for phrase in phrases)
