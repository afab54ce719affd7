"""The course of a room in buckets: what the dashboard's curves and the debrief's charts are drawn from."""

from typing import Any

from . import store
from .crowd.types import EMOTIONS

BUCKET = 10  # s of exercise
TOLD = 120  # s before the end over which points also tell their causes


def points(room_id: int, since: int = 0, bucket: int = BUCKET) -> list[dict[str, Any]]:
    """Per bucket from `since` (s) on: posts by emotion, and the mood and expected volume at its end.

    The last points also tell the causes of the mood's change, summed: [name, code, shares, volume].
    """
    found: dict[int, dict[str, Any]] = {}
    rows = store.moments(room_id, since - since % bucket).values_list("window", "counts", "shares", "volume")
    window = -1
    for window, counts, shares, volume in rows.iterator(chunk_size=1000):
        point = found.setdefault(
            window // bucket, {"t": window - window % bucket, "counts": [0] * len(EMOTIONS)}
        )
        point["counts"] = [a + b for a, b in zip(point["counts"], counts, strict=True)]
        point["shares"], point["volume"] = shares, volume
    _tell_causes(room_id, found, max(0, window - TOLD), bucket)
    return [_named(point) for _index, point in sorted(found.items())]


def _tell_causes(room_id: int, found: dict[int, dict[str, Any]], since: int, bucket: int) -> None:
    for window, terms in store.moments(room_id, since).values_list("window", "terms"):
        point = found.get(window // bucket)
        if point is not None:
            point["causes"] = summed([*point.get("causes", []), *terms])


def summed(terms: list[list[Any]]) -> list[list[Any]]:
    """Causes of the same name and code added up."""
    sums: dict[tuple[str, str], list[Any]] = {}
    for name, code, shares, volume in terms:
        total = sums.setdefault((name, code), [name, code, [0.0] * len(EMOTIONS), 0.0])
        total[2] = [round(a + b, 7) for a, b in zip(total[2], shares, strict=True)]
        total[3] = round(total[3] + volume, 4)
    return list(sums.values())


def _named(point: dict[str, Any]) -> dict[str, Any]:
    return point | {
        "counts": dict(zip(EMOTIONS, point["counts"], strict=True)),
        "shares": dict(zip(EMOTIONS, point["shares"], strict=True)),
    }
