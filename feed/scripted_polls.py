"""Polls that injects ask: begun when these fire, and voted on like those of a team."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from exercises.document_poll import LASTS
from exercises.models import Session
from exercises.models.fields import local

from .crowd.ballots import Poll
from .stage import Settled
from .store import NewPost, polls


def asked_by(inject: Mapping[str, Any], lang: str) -> list[str]:
    """The answers of the poll that an inject asks, in one language; none where it asks none."""
    return [local(option, lang) for option in (inject.get("poll") or {}).get("options", ())]


def polls_fired(session: Session, settled: Iterable[Settled]) -> list[Poll]:
    """The polls that begin with the injects that fired, as the crowd sees them."""
    fired = {item.code: item for item in settled if item.ref is not None}
    if not fired:  # as in nearly every window
        return []
    injects = (inject for inject in session.snapshot.get("injects", ()) if inject.get("poll"))
    followers = {persona["code"]: persona["followers"] for persona in session.snapshot["personas"]}
    return [
        Poll(
            fired[inject["code"]].ref or 0,
            tuple(asked_by(inject, session.lang)),
            followers[inject["persona"]],
            float(fired[inject["code"]].window),
            float(fired[inject["code"]].window + inject["poll"].get("lasts", LASTS)),
        )
        for inject in injects
        if inject["code"] in fired
    ]


def begin_polls(session: Session, settled: Iterable[Settled], rows: Sequence[NewPost]) -> None:
    """Keeps the polls of injects whose posts were just stored."""
    posts = {row.ref: row for row in rows if row.inject}
    for poll in polls_fired(session, settled):
        polls.begin(posts[poll.ref], poll.options, poll.closes)
