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
    COMPENSATION_ALONE,
    DELETED,
    DENIAL_PROVED,
    DIMINISHED,
    EFFECTS,
    MATCHED_STRATEGIES,
    MATCHING,
    MISMATCHED,
    NO_ANSWER,
    REACH,
    REACH_CROWDED,
    REACH_ELSEWHERE,
    REACH_GROUP,
    REACH_LOUD,
    REACH_OWN,
    REACH_REPLY,
)
from feed.crowd.reading import Reading, content_words
from feed.crowd.rumour import Touched
from feed.crowd.types import Published, Vector

NO_EFFECT: Vector = (0.0, 0.0, 0.0, 0.0, 0.0)


class Heard(NamedTuple):
    """How a message reached people, whatever it did: `reach` is the part of them that it reached, `calm` what
    lateness and the crowd's noise left of what calms, `since` when what it answers began (None: nothing),
    `rumours` those that it touched."""

    reach: float
    calm: float
    since: float | None
    rumours: tuple[Touched, ...]
    denied: bool


class Answer(NamedTuple):
    """A team message that still works: `size` is its full effect in log-odds, `words` what it said, `waits`
    whether people still wait for an answer after it."""

    code: str
    t: float
    size: Vector
    sorts: tuple[str, ...]
    words: tuple[str, ...]
    waits: bool
    heard: Heard


def heard(
    said: Published,
    here: bool,
    crowded: float,
    since: float | None,
    scale: float,
    doubt: float,
    rumours: tuple[Touched, ...],
    denied: bool,
) -> Heard:
    """How a message reaches people: whether it stands `here` where the crowd is, how `crowded` that place is,
    in parts of the dial, and what they `doubt` for having waited before. `denied` tells that it corrects a
    live rumour: then it is no bare denial."""
    noise = 1.0 - REACH_CROWDED * min(1.0, max(0.0, crowded))
    calm = noise * (1.0 - doubt) * promptness(said.t, since, scale)
    return Heard(_reach(said, here), round(calm, 12), since, rumours, denied)


def promptness(t: float, since: float | None, scale: float) -> float:
    """What lateness leaves of an answer given at `t` to what has waited since then: 1 within the expected
    hour, and when nothing waits."""
    delay = t - since if since is not None else 0.0
    return math.exp(-max(0.0, delay * scale - ANSWER_EXPECTED) / ANSWER_LATENESS)


def answer_to(
    said: Published, reading: Reading, heard: Heard, before: tuple[Answer, ...], responsibility: str
) -> Answer:
    """What a message does that is read so and reaches people so, after the live answers `before` it.

    `responsibility` is what people see in the organisation: victim, accident or preventable.
    """
    does = _does(reading, heard.denied, responsibility)
    words = content_words(said.text)
    wear = ANSWER_REPEATED ** sum(_same(words, answer.words) for answer in before)
    size = [0.0] * 5
    for label, vector in does.items():
        worn = wear * ANSWER_WEAR ** sum(label in answer.sorts for answer in before)
        weight = reading.labels.get(label, 1.0) * worn * heard.reach
        fit = MISMATCHED if _misfits(label, responsibility) else 1.0
        for emotion, effect in enumerate(vector):
            calming = effect < 0 if emotion else effect > 0
            size[emotion] += effect * weight * (heard.calm * fit if calming else 1.0)
    like, fear, anger, mockery, sadness = (max(-ANSWER_MOST, min(ANSWER_MOST, part)) for part in size)
    moves = (like, fear, anger, mockery, sadness)
    present = reading.present()
    waits = bool(present) and present <= NO_ANSWER
    return Answer(f"answer:{said.ref}", said.t, moves, tuple(does), tuple(sorted(words)), waits, heard)


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


def taken_back(answer: Answer, seen: float) -> Answer:
    """What is left of a message that was deleted: nothing that calmed, all that angered, and what the part of
    people holds against it who had `seen` it."""
    like, fear, anger, mockery, sadness = (
        round(max(-ANSWER_MOST, min(ANSWER_MOST, kept + seen * more)), 12)
        for kept, more in zip(_without_calm(answer.size), DELETED, strict=True)
    )
    return answer._replace(size=(like, fear, anger, mockery, sadness))


def _without_calm(size: Vector) -> Vector:
    like, fear, anger, mockery, sadness = size
    return min(0.0, like), max(0.0, fear), max(0.0, anger), max(0.0, mockery), max(0.0, sadness)


def _reach(said: Published, here: bool) -> float:
    """How much of the crowd hears it: by whom, to whom (those who follow somebody loud see the answer too),
    and where."""
    reach = REACH_OWN if said.by == "own" else REACH.get(said.function, REACH[""])
    if said.kind == "reply":
        reach *= min(1.0, REACH_REPLY + REACH_LOUD * round(math.log10(max(1, said.heard_by)), 6))
    if said.group:
        reach *= REACH_GROUP
    return reach if here else reach * REACH_ELSEWHERE


def _same(words: frozenset[str], before: tuple[str, ...]) -> bool:
    """Three content words in five are shared: the same sentence again."""
    union = len(words.union(before))
    return union > 0 and len(words.intersection(before)) / union >= 0.6
