"""Who has to approve what a trainee publishes from the team's accounts, as people sit in the room now."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .models import Participant, ParticipantRole, Room


@dataclass(frozen=True)
class Circuit:
    """The scenario's rules for one room. `seated` are the names of those who are there, by function."""

    rules: dict[str, list[str]]
    seated: dict[str, list[str]] = field(default_factory=dict)

    def asked(self, *writers: str) -> list[str]:
        """The functions that must approve a text on which people of these functions wrote.

        A function of which nobody is there is not asked, nor is one asked about what it writes alone.
        """
        found = [name for writes in writers for name in self.rules.get(writes, ()) if name != writes]
        return [name for name in dict.fromkeys(found) if self.seated.get(name)]

    def everybody(self) -> dict[str, list[str]]:
        """For each function whose texts somebody must approve now, who."""
        return {writes: asked for writes in self.rules if (asked := self.asked(writes))}


def rules_of(snapshot: dict[str, Any]) -> dict[str, list[str]]:
    return {rule["writes"]: list(rule["approves"]) for rule in snapshot.get("approval", [])}


def circuit(room: Room) -> Circuit:
    """The rules of the room's session with who is there; one without rules asks the database nothing."""
    rules = rules_of(room.session.snapshot)
    return Circuit(
        rules, _seated(room, {name for asked in rules.values() for name in asked}) if rules else {}
    )


def _seated(room: Room, functions: Iterable[str]) -> dict[str, list[str]]:
    there = Participant.objects.filter(
        room=room, role=ParticipantRole.TRAINEE, removed_at=None, function__in=functions
    )
    found: dict[str, list[str]] = {}
    for function, name in there.order_by("joined_at", "pk").values_list("function", "name"):
        found.setdefault(function, []).append(name)
    return found
