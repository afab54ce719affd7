"""What the team's messages and its silence do to the mood: log-odds per emotion that come and go.

An answer works in slowly (onset), counts less when it comes late, wears out when it is repeated, and
fades over hours. Directions and sizes are in facts.py, with their sources.
"""

import math
from typing import NamedTuple

from feed.crowd.facts import (
    ANSWER_DECAY,
    ANSWER_EXPECTED,
    ANSWER_GONE,
    ANSWER_LATENESS,
    ANSWER_MOST,
    ANSWER_ONSET,
    ANSWER_REPEATED,
    ANSWER_WEAR,
    ANSWERS_KEPT,
    COMPENSATION_ALONE,
    DENIAL_PROVED,
    DIMINISHED,
    EFFECTS,
    MATCHED_STRATEGIES,
    MATCHING,
    MISMATCHED,
    REACH,
    REACH_CROWDED,
    REACH_ELSEWHERE,
    REACH_LOUD,
    REACH_OWN,
    REACH_REPLY,
)
from feed.crowd.reading import Reading, content_words, read
from feed.crowd.types import Published, Vector

NO_EFFECT: Vector = (0.0, 0.0, 0.0, 0.0, 0.0)


class Answer(NamedTuple):
    """A team message that still works: `size` is its full effect in log-odds, `words` what it said."""

    code: str
    t: float
    size: Vector
    sorts: tuple[str, ...]
    words: tuple[str, ...]


class Audience(NamedTuple):
    """To whom a message speaks: whether it stands where the crowd is, and the crowd's volume, in parts of the
    dial. `responsibility` is what people see in the organisation: victim, accident or preventable."""

    here: bool = True
    crowded: float = 0.0
    responsibility: str = "preventable"


def answered(
    live: tuple[Answer, ...],
    said: Published,
    delay: float,
    lang: str,
    scale: float,
    denied: bool,
    audience: Audience,
) -> tuple[Answer, ...]:
    """The live answers after one more. `delay` is s of exercise since what it answers began.

    `denied` tells that the message corrects a live rumour: then it is no bare denial.
    """
    responsibility = audience.responsibility
    reading = read(said.text, lang)
    does = _does(reading, denied, responsibility)
    words = content_words(said.text)
    wear = ANSWER_REPEATED ** sum(_same(words, answer.words) for answer in live)
    heard = 1.0 - REACH_CROWDED * min(1.0, max(0.0, audience.crowded))
    late = heard * math.exp(-max(0.0, delay * scale - ANSWER_EXPECTED) / ANSWER_LATENESS)
    size = [0.0] * 5
    for label, vector in does.items():
        worn = wear * ANSWER_WEAR ** sum(label in answer.sorts for answer in live)
        weight = reading.labels.get(label, 1.0) * worn * _reach(said, audience.here)
        fit = MISMATCHED if _misfits(label, responsibility) else 1.0
        for emotion, effect in enumerate(vector):
            calming = effect < 0 if emotion else effect > 0
            size[emotion] += effect * weight * (late * fit if calming else 1.0)
    if max(map(abs, size)) < ANSWER_GONE:
        return live
    like, fear, anger, mockery, sadness = (max(-ANSWER_MOST, min(ANSWER_MOST, part)) for part in size)
    moved = (like, fear, anger, mockery, sadness)
    newest = Answer(f"answer:{said.ref}", said.t, moved, tuple(does), tuple(sorted(words)))
    return (*live, newest)[-ANSWERS_KEPT:]


def effect(answer: Answer, t: float, scale: float) -> Vector:
    """An answer's log-odds at time `t` (s of exercise)."""
    age = max(0.0, t - answer.t) * scale
    now = (1.0 - math.exp(-age / ANSWER_ONSET)) * math.exp(-age / ANSWER_DECAY)
    like, fear, anger, mockery, sadness = (round(size * now, 12) for size in answer.size)
    return like, fear, anger, mockery, sadness


def forgotten(answer: Answer, t: float, scale: float) -> bool:
    """Whether an answer has worked in and then faded to nothing."""
    return (t - answer.t) * scale > ANSWER_ONSET and max(map(abs, effect(answer, t, scale))) < ANSWER_GONE


def _does(reading: Reading, denied: bool, responsibility: str) -> dict[str, Vector]:
    """What the message does to the mood, label by label; one that does nothing known is "plain"."""
    does = {label: vector for label, vector in EFFECTS.items() if reading.has(label)}
    if "denial" in does and (denied or reading.has("fact") or reading.has("evidence")):
        does["denial"] = DENIAL_PROVED
    if "compensation" in does and not (reading.has("apology") or reading.has("empathy")):
        does["compensation"] = COMPENSATION_ALONE
    if responsibility != "preventable":
        does.update({label: DIMINISHED for label in ("excuse", "justification") if label in does})
    if "attack" in does or "scapegoat" in does:
        does.pop("blame", None)  # they carry it
    return does or {"plain": EFFECTS["plain"]}


def _misfits(label: str, responsibility: str) -> bool:
    return label in MATCHED_STRATEGIES and label not in MATCHING[responsibility]


def without_calm(answer: Answer) -> Answer:
    """What is left of a message that was taken back: nothing that calmed, all that angered."""
    like, fear, anger, mockery, sadness = answer.size
    kept = min(0.0, like), max(0.0, fear), max(0.0, anger), max(0.0, mockery), max(0.0, sadness)
    return answer._replace(size=kept)


def _reach(said: Published, here: bool) -> float:
    """How much of the crowd hears it: by whom, to whom (those who follow somebody loud see the answer too),
    and where."""
    reach = REACH_OWN if said.by == "own" else REACH.get(said.function, REACH[""])
    if said.kind == "reply":
        reach *= min(1.0, REACH_REPLY + REACH_LOUD * round(math.log10(max(1, said.heard_by)), 6))
    return reach if here else reach * REACH_ELSEWHERE


def _same(words: frozenset[str], before: tuple[str, ...]) -> bool:
    """Three content words in five are shared: the same sentence again."""
    union = len(words.union(before))
    return union > 0 and len(words.intersection(before)) / union >= 0.6
