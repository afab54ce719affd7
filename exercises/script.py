"""Which injects are due. PURE: works on the snapshot's plain injects.

An inject is due in a window when its offset falls in or before it, or when its condition holds at the
window's beginning. What has fired or was skipped is never due again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple


class Situation(NamedTuple):
    """What conditions look at: when each inject fired, when the team posted (s), the emotions' shares."""

    fired_at: Mapping[str, float]
    spoke_at: Sequence[float]
    shares: Mapping[str, float]
    since: Mapping[str, float]


def due_injects(
    injects: Iterable[Mapping[str, Any]],
    settled: Collection[str],
    offsets: Mapping[str, int],
    window: int,
    situation: Situation,
) -> list[str]:
    """Codes of the injects that fire in `window`, in order of the script.

    `settled` holds what fired or was skipped; `offsets` what the trainer moved to another offset.
    """
    return [
        inject["code"]
        for inject in injects
        if inject["code"] not in settled and _is_due(inject, offsets, window, situation)
    ]


def _is_due(inject: Mapping[str, Any], offsets: Mapping[str, int], window: int, situation: Situation) -> bool:
    offset = offsets.get(inject["code"], inject.get("offset"))
    if offset is not None:
        return offset <= window
    return holds(inject["condition"], window, situation)


def holds(condition: Mapping[str, Any], window: int, situation: Situation) -> bool:
    """Whether `condition` holds at the beginning of `window`."""
    if window < condition.get("after", 0):
        return False
    wait = condition.get("for_seconds", 0)
    if condition["what"] == "emotion_above":
        return _above(condition, window, wait, situation)
    fired = situation.fired_at.get(condition["inject"])
    if fired is None or window < fired + wait:
        return False
    answered = any(t >= fired for t in situation.spoke_at)
    return answered if condition["what"] == "answered" else not answered


def _above(condition: Mapping[str, Any], window: int, wait: int, situation: Situation) -> bool:
    if situation.shares.get(condition["emotion"], 0.0) < condition["share"]:
        return False
    return window - situation.since.get(threshold(condition), window) >= wait


def threshold(condition: Mapping[str, Any]) -> str:
    """The name of what an "emotion_above" waits for, as `Situation.since` has it."""
    return f"{condition['emotion']}>{condition['share']}"


def watched(
    injects: Iterable[Mapping[str, Any]], window: int, shares: Mapping[str, float], since: Mapping[str, float]
) -> dict[str, float]:
    """Since when each threshold that a condition waits for has been reached, looked at in every window."""
    conditions = [inject["condition"] for inject in injects if inject.get("condition")]
    return {
        threshold(condition): since.get(threshold(condition), float(window))
        for condition in conditions
        if condition["what"] == "emotion_above"
        and shares.get(condition["emotion"], 0.0) >= condition["share"]
    }


def passed_by(
    injects: Iterable[Mapping[str, Any]], settled: Collection[str], offsets: Mapping[str, int], until: int
) -> list[str]:
    """Injects with an offset before `until` that have neither fired nor been skipped: a jump skips them."""
    return [
        inject["code"]
        for inject in injects
        if inject["code"] not in settled
        and (offsets.get(inject["code"], inject.get("offset", until)) or 0) < until
    ]
