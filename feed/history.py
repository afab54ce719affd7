"""The course of a room in buckets: what the dashboard's curves and the debrief's charts are drawn from."""

from typing import Any

from . import store
from .crowd.types import EMOTIONS

BUCKET = 10  # s of exercise


def points(room_id: int, since: int = 0, bucket: int = BUCKET) -> list[dict[str, Any]]:
    """Per bucket from `since` (s) on: posts by emotion, and the mood and expected volume at its end."""
    found: dict[int, dict[str, Any]] = {}
    rows = store.moments(room_id, since - since % bucket).values_list("window", "counts", "shares", "volume")
    for window, counts, shares, volume in rows.iterator(chunk_size=1000):
        point = found.setdefault(
            window // bucket, {"t": window - window % bucket, "counts": [0] * len(EMOTIONS)}
        )
        point["counts"] = [a + b for a, b in zip(point["counts"], counts, strict=True)]
        point["shares"], point["volume"] = shares, volume
    return [_named(point) for _index, point in sorted(found.items())]


def _named(point: dict[str, Any]) -> dict[str, Any]:
    return point | {
        "counts": dict(zip(EMOTIONS, point["counts"], strict=True)),
        "shares": dict(zip(EMOTIONS, point["shares"], strict=True)),
    }
