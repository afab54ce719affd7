"""The accounts and networks that one may publish with in a session."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from exercises.models import Participant, Session
from exercises.models.fields import local
from exercises.sessions import Refused

OWN_FOLLOWERS = 120  # a trainee's private account: about what most people have


def account_of(session: Session, participant: Participant, code: str) -> dict[str, Any]:
    """The team's account of this code, or ("own") the trainee's private one. Raises Refused for any other."""
    if code == "own":
        return {
            "code": f"own-{participant.pk}",
            "handle": own_handle(participant),
            "name": participant.name,
            "kind": "citizen",
            "followers": OWN_FOLLOWERS,
            "team": False,
        }
    persona = persona_of(session, code)
    if not persona.get("team"):
        raise Refused("not_your_account", _("This account is not your team's."))
    return persona


def still_seated(participant: Participant) -> Participant:
    """The participant as the database has it, if the seat is still his. Raises Refused."""
    held = Participant.objects.filter(pk=participant.pk, removed_at=None, seat_token=participant.seat_token)
    found = held.first()
    if found is None:
        raise Refused("removed", _("This seat is no longer yours."))
    return found


def hidden_from(participant: Participant | None, post: Any) -> bool:
    """Whether a post is not for whoever asks (None: staff): the team hid it from all but its author, or an
    operator withholds it."""
    if participant is None:
        return False
    return bool(post.withheld or (post.hidden and post.participant_id != participant.pk))


def own_handle(participant: Participant) -> str:
    """A handle made of a trainee's name, unlike any other in the session."""
    letters = "".join(char for char in participant.name if char.isalnum() and char.isascii())[:18]
    return f"{letters or 'me'}_{participant.pk}"


def persona_of(session: Session, code: str) -> dict[str, Any]:
    """The persona of this code. Raises Refused."""
    for persona in session.snapshot["personas"]:
        if persona["code"] == code:
            return dict(persona)
    raise Refused("unknown_account", _("There is no such account in this session."))


def network_of(session: Session, kind: str) -> dict[str, Any]:
    """The scenario's channel of this kind, with the `length` of its posts. Raises Refused."""
    for channel in session.snapshot["channels"]:
        if channel["kind"] == kind:
            return {"length": 280, **channel}
    raise Refused("unknown_channel", _("This network is not part of the exercise."))


def accounts_of(session: Session, participant: Participant | None) -> list[dict[str, Any]]:
    """The accounts that a trainee may publish as: the team's, then his own."""
    team = [
        {"code": p["code"], "name": p["name"], "handle": p["handle"], "verified": bool(p.get("verified"))}
        for p in session.snapshot["personas"]
        if p.get("team")
    ]
    if participant is None:
        return team
    own = {"code": "own", "name": participant.name, "handle": own_handle(participant), "verified": False}
    return [*team, own]


def has_reviews(channel: dict[str, Any]) -> bool:
    """Whether people give the organisation stars there."""
    return bool(channel.get("reviews"))


def is_reviewed(session: Session) -> bool:
    return any(has_reviews(channel) for channel in session.snapshot["channels"])


def channels_of(session: Session) -> list[dict[str, Any]]:
    return [
        {
            "kind": c["kind"],
            "name": local(c["name"], session.lang),
            "length": c.get("length", 280),
            "reviews": has_reviews(c),
        }
        for c in session.snapshot["channels"]
    ]
