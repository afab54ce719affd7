"""What the crowd reports from the place itself in a window, as rows: see feed.terrain.reports."""

from collections.abc import Mapping

from exercises.models import Firing, Session

from .ground import ground
from .stage import Settled
from .store import NewPost
from .terrain import Report, due_reports


def reports_in(session: Session, settled: Mapping[str, Settled], window: int) -> list[Report]:
    """The reports of a window, after the injects that have fired by then."""
    fired = {code: one.window for code, one in settled.items() if one.state == Firing.FIRED}
    return list(due_reports(ground(session), session.lang, session.seed, window, fired))


def report_row(room_id: int, report: Report) -> NewPost:
    """A report as a row of the feed; its `seq` is given when the window is claimed."""
    author = report.author
    return NewPost(
        room_id=room_id,
        seq=0,
        ref=report.ref,
        t=round(report.t, 3),
        kind="original",
        channel=report.channel,
        author_key=str(author.key),
        handle=author.handle,
        name=author.name,
        author_kind=author.kind,
        followers=author.followers,
        verified=False,
        team=False,
        participant_id=None,
        text=report.text,
        parent=None,
        root=report.ref,
        emotion=None,
        hashtags="",
        topic="",
        rumour="",
        inject="",
        media="",
        mentions_team=False,
    )
