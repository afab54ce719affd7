"""The place of a session, read once per process: its terrain, and its map as shapes."""

from typing import Any

from exercises.models import Session

from .terrain import CHANNELS, Drawing, Terrain, drawing_of, terrain_of

KEPT = 32  # terrains that a process keeps
_terrains: dict[tuple[str, str], Terrain] = {}
_drawings: dict[tuple[str, str], Drawing] = {}


def ground(session: Session) -> Terrain:
    """The terrain of the session's scenario, in its language."""
    return _kept(_terrains, session, lambda: terrain_of(session.snapshot, session.lang))


def drawing(session: Session) -> Drawing:
    return _kept(_drawings, session, lambda: drawing_of(ground(session)))


def _kept(held: dict[tuple[str, str], Any], session: Session, make: Any) -> Any:
    key = (session.snapshot_hash, session.lang)
    if key not in held:
        while len(held) >= KEPT:
            held.pop(next(iter(held)), None)
        held[key] = make()
    return held[key]


def networks_of_place(session: Session) -> list[str]:
    """Those of the scenario's networks that live in its place: the map, the safety check."""
    return [channel["kind"] for channel in session.snapshot["channels"] if channel["kind"] in CHANNELS]
