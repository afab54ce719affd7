"""The posts of a window as rows: injects, articles, the crowd's, and what is reported on the map."""

from typing import Any

from exercises.models import Room, Session
from exercises.models.fields import local

from . import store
from .groups import begun_in, groups_of
from .press import Article
from .sightings import report_row
from .stage import Settled
from .store import NewPost
from .window_made import Made


def window_rows(session: Session, room: Room, made: Made) -> list[NewPost]:
    """The window's posts; their `seq` is given when the window is claimed."""
    handles = _team(session)
    refs = store.team_refs(room.pk, {draft.parent for draft in made.drafts.posts})
    groups = groups_of(session.snapshot)
    rows = [
        store.drafted(room.pk, 0, draft, handles, refs, begun_in(groups, session.seed, draft))
        for draft in made.drafts.posts
    ]
    fired = [settled for settled in made.settled if settled.ref is not None]
    injects = (_inject_row(session, room, settled) for settled in fired)
    articles = (_article_row(session, room, article) for article in made.articles)
    reports = (report_row(room.pk, report) for report in made.reports)
    return [*injects, *articles, *rows, *reports]


def _team(session: Session) -> frozenset[str]:
    return frozenset(p["handle"] for p in session.snapshot["personas"] if p.get("team"))


def _inject_row(session: Session, room: Room, settled: Settled) -> NewPost:
    inject = next(item for item in session.snapshot["injects"] if item["code"] == settled.code)
    ref, text = settled.ref or 0, settled.content
    return _scripted_row(session, room, inject, inject["channel"], ref, settled.window, text)


def _article_row(session: Session, room: Room, article: Article) -> NewPost:
    """What the press publishes about a request: an article of whoever asked."""
    inject = next(item for item in session.snapshot["injects"] if item["code"] == article.inject)
    asked = {"persona": inject["persona"], "code": ""}
    return _scripted_row(session, room, asked, "press", article.ref, article.window, article.content)


def _scripted_row(
    session: Session, room: Room, inject: dict[str, Any], kind: str, ref: int, window: int, text: str
) -> NewPost:
    persona = next((p for p in session.snapshot["personas"] if p["code"] == inject.get("persona")), None)
    channel = next(c for c in session.snapshot["channels"] if c["kind"] == kind)
    shock = inject.get("shock") or {}
    return NewPost(
        room_id=room.pk,
        seq=0,
        ref=ref,
        t=float(window),
        kind="original",
        channel=kind,
        author_key=persona["code"] if persona else "network",
        handle=persona["handle"] if persona else channel["kind"],
        name=persona["name"] if persona else local(channel["name"], session.lang),
        author_kind=persona["kind"] if persona else "network",
        followers=persona["followers"] if persona else 0,
        verified=bool(persona and persona.get("verified")) or persona is None,
        team=bool(persona and persona.get("team")),
        participant_id=None,
        text=text,
        parent=None,
        root=ref,
        emotion=None,
        hashtags="",
        topic=shock.get("topic") or "",
        rumour=shock.get("rumour") or "",
        inject=inject["code"],
        media=local(inject.get("media"), session.lang),
        mentions_team=any(f"@{handle}" in text for handle in _team(session)),
        group=inject.get("group", ""),
    )
