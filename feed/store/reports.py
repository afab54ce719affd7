"""The rows of reports: found, counted, saved. Nothing else reads or writes their table."""

from typing import TYPE_CHECKING

from django.db.models import F, Max, Q

from exercises.models import Room

from ..models import Post, Report

if TYPE_CHECKING:
    from exercises.models import Participant

    from ..moderation import Answer

OPEN = ("received", "review")
BY_NETWORK = ("", "network")  # decided by the network, or not yet decided at all


def of_post(room_id: int, ref: int) -> Report | None:
    return Report.objects.filter(room_id=room_id, ref=ref).first()


def numbered(room_id: int, number: int) -> Report | None:
    found = Report.objects.filter(room_id=room_id, number=number)
    return found.select_related("participant").first()


def number_open(room_id: int) -> int:
    return Report.objects.filter(room_id=room_id, state__in=OPEN).count()


def newest(room_id: int, most: int) -> list[Report]:
    """The open ones and the newest of the others, `most` in all at most, in the order of their numbers."""
    found = Report.objects.filter(room_id=room_id).select_related("participant")
    chosen = [*found.filter(state__in=OPEN).order_by("-number")[:most]]
    chosen += found.exclude(state__in=OPEN).order_by("-number")[: most - len(chosen)]
    return sorted(chosen, key=lambda report: report.number)


def has_insulted(room_id: int, handle: str) -> bool:
    """Whether the network took out a post of this account as an insult."""
    taken = Report.objects.filter(room_id=room_id, reason="insult", state="removed").values("ref")
    return Post.objects.filter(room_id=room_id, ref__in=taken, handle=handle).exists()


def every(room_id: int) -> list[Report]:
    return list(Report.objects.filter(room_id=room_id).order_by("number"))


def add(room: Room, participant: "Participant", ref: int, reason: str, t: float, answer: "Answer") -> Report:
    """A new report with the room's next number; the room is locked. `t` is s of exercise."""
    last = Report.objects.filter(room=room).aggregate(last=Max("number"))["last"] or 0
    review = max(room.next_window + 1, int(t + answer.review))
    return Report.objects.create(
        room=room,
        number=last + 1,
        ref=ref,
        reason=reason,
        participant=participant,
        t=t,
        since=t,
        review_window=review,
        answer_window=max(review + 1, int(t + answer.after)),
        verdict=answer.verdict,
    )


def due(room_id: int, window: int) -> list[Report]:
    """Those with which something happens in `window` or should have happened before, in order."""
    waits = Q(answer_window__lte=window) | Q(state="received", review_window__lte=window)
    found = Report.objects.filter(waits, room_id=room_id, state__in=OPEN).select_related("participant")
    return list(found.order_by("number"))


def removals(room_id: int, first: int) -> list[tuple[int, int]]:
    """(window, ref) of what the network itself takes out, or took out, from window `first` on."""
    found = Report.objects.filter(
        room_id=room_id, verdict="removed", decided_by__in=BY_NETWORK, answer_window__gte=first
    )
    return list(found.order_by("number").values_list("answer_window", "ref"))


def enter(report: Report, state: str, t: float, decided_by: str = "") -> None:
    """Into another state, at `t` (s of exercise)."""
    report.state, report.since, report.decided_by = state, round(t, 3), decided_by
    report.step += 1
    kept = {"state": state, "since": report.since, "decided_by": decided_by}
    Report.objects.filter(pk=report.pk).update(**kept, step=F("step") + 1)
