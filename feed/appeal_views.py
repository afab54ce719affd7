"""Appeals of a room, and its safety check, as the frames show them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from exercises.models import Room, Session

from .frames import AppealView, MarkView, SafetyView
from .ground import ground, networks_of_place
from .store import appeals
from .terrain import counted

if TYPE_CHECKING:
    from .models import Appeal


def appeal_view(session: Session, appeal: "Appeal") -> AppealView:
    spot = ground(session).spot(appeal.area)
    return AppealView(
        appeal=appeal.number,
        kind=appeal.kind,
        area=appeal.area,
        place=spot.name if spot else "",
        account=appeal.account,
        asker=appeal.participant.name if appeal.participant else "",
        reason=appeal.reason,
        minutes=appeal.minutes or None,
        state=appeal.state,
        asked=appeal.asked,
        since=appeal.since,
        until=appeal.until,
        decides=appeal.decides if appeal.state == "asked" else None,
    )


def appeal_views(room: Room) -> list[AppealView]:
    """The newest appeals, oldest first."""
    return [appeal_view(room.session, appeal) for appeal in appeals.newest(room.pk)]


def hidden_places(session: Session, held: "Iterable[Appeal]") -> frozenset[str]:
    """The codes of all places that these appeals hide."""
    areas = [appeal.area for appeal in held if (appeal.kind, appeal.state) == ("hide", "agreed")]
    return ground(session).covered(areas)


def safety_view(session: Session, check: "Appeal", seq: int, t: float) -> SafetyView:
    """Counts at `t` (s of exercise), when `seq` posts stand in the room; of a closed check, as they were."""
    marks, opened = check.marked, check.opened or 0.0
    if check.last_seq is not None:
        seq, t = check.last_seq, check.since
    found = counted(ground(session).people, seq - check.seq, t - opened, len(marks))
    return SafetyView(
        appeal=check.number,
        open=check.state == "agreed",
        since=opened,
        safe=found.safe,
        asked=found.asked,
        marked=[MarkView(**mark) for mark in marks],
    )


def safety_of(room: Room) -> SafetyView | None:
    """The safety check of a room as it is at its newest window."""
    check = appeals.last_check(room.pk)
    return safety_view(room.session, check, room.last_seq, float(room.next_window)) if check else None


def safety_at(room: Room, seq: int, t: float) -> SafetyView | None:
    """The open safety check, if there is one, when `seq` posts stand in the room at `t`."""
    if "safety" not in networks_of_place(room.session):
        return None
    check = appeals.open_check(room.pk)
    return safety_view(room.session, check, seq, t) if check else None


def appeals_state(room: Room) -> dict[str, Any]:
    """The fields of a room's state that are about appeals."""
    if not networks_of_place(room.session):
        return {}
    hidden = sorted(hidden_places(room.session, appeals.live(room.pk)))
    return {"appeals": appeal_views(room), "veiled": hidden, "safety": safety_of(room)}
