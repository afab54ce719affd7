"""Somebody looks for a name on the safety check: who is known there, and whether they are marked safe."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from exercises.models import Participant, Room

from .ground import ground
from .query import words
from .store import appeals

MOST = 20  # people that are told
LOOKED_AT = 500  # newest posts of the network whose authors are known there
SHORTEST = 2  # letters
#: Personas that are nobody who could be safe.
NOBODY = frozenset({"organisation", "authority", "bot", "troll"})


class Known(NamedTuple):
    """A person; `t` is the second of exercise since which they are marked safe, None while they are not."""

    name: str
    t: float | None


def look_for(room: Room, name: str) -> list[dict[str, Any]]:
    """People with names that begin with each of the words, those who are safe first; none without a check."""
    asked = words(name)
    check = appeals.last_check(room.pk)
    if check is None or sum(map(len, asked)) < SHORTEST:
        return []
    best: dict[str, Known] = {}
    for person in _known(room, check):
        said = words(person.name)
        if not all(any(word.startswith(one) for word in said) for one in asked):
            continue
        key = " ".join(said)
        held = best.get(key)
        if held is None or (person.t is not None and (held.t is None or person.t < held.t)):
            best[key] = person
    found = sorted(best.values(), key=lambda one: (one.t is None, one.name))[:MOST]
    return [{"name": one.name, "safe": one.t is not None, "t": one.t} for one in found]


def _known(room: Room, check: Any) -> Iterator[Known]:
    now, opened = float(room.next_window), check.opened or 0.0
    for mark in check.marked:
        yield Known(mark["name"], mark["t"])
    for post in appeals.said_on(room.pk, "safety", LOOKED_AT):
        if post.author_kind != "network" and not post.team and post.t >= opened:
            yield Known(post.name, post.t)
    for person in ground(room.session).sought:
        since = opened + person["after"] if person.get("after") is not None else None
        yield Known(person["name"], since if since is not None and since <= now else None)
    for persona in room.session.snapshot["personas"]:
        if persona["kind"] not in NOBODY and not persona.get("team"):
            yield Known(persona["name"], None)
    seats = Participant.objects.filter(room=room, removed_at=None)
    yield from (Known(name, None) for name in seats.values_list("name", flat=True))
