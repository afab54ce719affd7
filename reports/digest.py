"""One number for everything that a debrief tells: the same seed, script and actions give the same. PURE.

Left out is what differs between two runs all the same: wall times, ids and codes, the order in which rooms
wrote in the log.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from .facts import SessionRecord

_PASSING = ("pk", "name", "started_at", "ended_at")


def digest(record: SessionRecord) -> str:
    """SHA-256 of a record, in hexadecimal."""
    places = {room.code: place for place, room in enumerate(record.rooms)}
    told = asdict(record)
    told["log"] = sorted(json.dumps(_lasting(line, places), sort_keys=True) for line in told["log"])
    for room in told["rooms"]:
        room["pulls"] = sorted(room["pulls"], key=lambda pull: (pull["name"], pull["code"]))
    plain = {
        name: _lasting(value, places) if name in ("rooms", "notes", "scores") else value
        for name, value in told.items()
        if name not in _PASSING
    }
    return hashlib.sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()


def _lasting(value: Any, places: dict[str, int]) -> Any:
    """Without what passes; a room by its place."""
    if isinstance(value, dict):
        return {
            name: places.get(item, item) if name == "room" else _lasting(item, places)
            for name, item in value.items()
            if not (
                name in ("number", "at") or (name == "code" and item in places) or isinstance(item, datetime)
            )
        }
    if isinstance(value, (list, tuple)):
        return [_lasting(item, places) for item in value]
    return value
