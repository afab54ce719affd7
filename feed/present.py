"""Rows of the feed as the frames show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exercises import authored
from exercises.models import Firing, Participant, Room, Session

from . import screenshots, store
from .accounts import is_reviewed
from .appeal_views import appeals_state
from .block_views import block_views
from .crowd import RumourView as LiveRumour
from .crowd.reading import Reading, read
from .crowd.types import EMOTIONS, Trend
from .draft_views import drafts_state
from .frames import (
    CATCH_UP,
    ClockFace,
    MoodView,
    PinView,
    PostView,
    ReportView,
    RoomState,
    RumourView,
    TrendView,
)
from .ground import ground
from .group_views import group_views
from .list_views import lists_state
from .networks import REACTING
from .pictures import Pictured, pictured
from .poll_views import polls_shown
from .press_views import press_fields, request_states
from .report_views import room_reports
from .scripted_polls import asked_by
from .store import polls, uploads
from .store.wall import last_symbol
from .stories import is_gone
from .terrain import Terrain, alert_of, spot_of

if TYPE_CHECKING:
    from .models import Moment

RECENT_KEPT = 64  # rooms whose newest posts a process keeps in memory
EXCERPT = 280  # characters of a parent that are shown with a share or a quote


def clock_face(session: Session, now: float) -> ClockFace:
    return ClockFace(
        version=session.version,
        t=round(session.clock.at(now), 3),
        speed=session.speed,
        running=session.clock.running,
        state=session.state,
        reason=session.pause_reason or None,
    )


def post_views(room_id: int, posts: Iterable[Any], mine: Participant | None = None) -> list[PostView]:
    """Posts (stored or about to be) as a browser gets them, with what they answer or share."""
    posts = list(posts)
    known = store.parents(room_id, posts)
    names = _writers(posts)
    pins = pins_of(room_id, posts)
    readings = _readings(room_id, posts)
    photos, press = _photos_shown(room_id, posts, known), press_fields(room_id, posts)
    asked = polls_shown(room_id, posts, known)

    def view(post: Any) -> PostView:
        ref = post.ref
        more = {**press.get(ref, {}), "poll": asked.get(ref)}
        shown = photos.get(ref), pins.get(ref), more
        return post_view(room_id, post, known, names, readings.get(ref), mine, *shown)

    return [view(post) for post in posts]


def _photos_shown(
    room_id: int, posts: list[Any], known: Mapping[int, store.Parent]
) -> dict[int, tuple[int, int]]:
    """The same for screenshots, of what they show."""
    shots = {post.ref: post.parent for post in posts if screenshots.shown_in(post, known.get(post.parent))}
    stories = store.posts_of(room_id, set(shots.values())) if shots else []
    found = _photos(room_id, [*posts, *stories])
    return found | {ref: found[story] for ref, story in shots.items() if story in found}


def _photos(room_id: int, posts: Iterable[Any]) -> dict[int, tuple[int, int]]:
    """Width and height of uploaded pictures, by post. The crowd has none: nothing is asked for its posts."""
    refs = [post.ref for post in posts if post.participant_id is not None]
    injects = {post.ref: post.inject for post in posts if post.inject}
    found = uploads.measures(room_id, refs) if refs else {}
    if injects:
        shown = authored.measures(Session.objects.get(rooms=room_id))
        found |= {ref: shown[code] for ref, code in injects.items() if code in shown}
    return found


def _readings(room_id: int, posts: Iterable[Any]) -> dict[int, Reading]:
    """What the team's own messages do, by post: as a trainer said, else as they are read."""
    own = [post for post in posts if is_read(post)]
    if not own:
        return {}
    lang = Room.objects.values_list("session__lang", flat=True).get(pk=room_id)
    return {post.ref: _reading(post, lang) for post in own}


def is_read(post: Any) -> bool:
    """Whether a post is a message of the team's, with words of its own."""
    return bool(post.team and post.participant_id and post.kind != "share" and post.text and not post.deleted)


def _reading(post: Any, lang: str) -> Reading:
    if post.reading:
        return Reading({label: 1.0 for label in post.reading.split() if label != store.NOTHING}, {})
    return read(post.text, lang)


def _writers(posts: Iterable[Any]) -> dict[int, str]:
    ids = {post.participant_id for post in posts if post.participant_id is not None}
    return dict(Participant.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def pins_of(room_id: int, posts: Iterable[Any]) -> dict[int, PinView]:
    """Where those of the posts stand that have a pin on the map, by ref."""
    pinned = [
        post for post in posts if post.place and post.kind in ("original", "quote") and not post.deleted
    ]
    if not pinned:
        return {}
    terrain = ground(Session.objects.get(rooms=room_id))
    return {post.ref: pin for post in pinned if (pin := _pin(terrain, post)) is not None}


def _pin(terrain: Terrain, post: Any) -> PinView | None:
    spot, at = terrain.spot(post.place), spot_of(terrain, post.place, post.ref)
    if spot is None or at is None:
        return None
    return PinView(alert=alert_of(post.text), x=at[0], y=at[1], place=spot.code, name=spot.name)


def post_view(
    room_id: int,
    post: Any,
    known: Mapping[int, store.Parent],
    names: Mapping[int, str],
    reading: Reading | None,
    mine: Participant | None,
    photo: tuple[int, int] | None,
    pin: PinView | None,
    more: Mapping[str, Any],
) -> PostView:
    parent = known.get(post.parent) if post.parent is not None else None
    shown = parent if post.kind in ("share", "quote") else None  # of an answer, only whom it answers
    is_own = mine is not None and post.participant_id == mine.pk
    shot = shown if screenshots.shown_in(post, shown) else None
    goes_along = bool(shown and shown.deleted and post.kind == "share" and shot is None)
    is_away = post.deleted or goes_along
    return PostView(
        id=post.ref,
        seq=post.seq,
        t=post.t,
        kind=post.kind,
        channel=post.channel,
        handle=post.handle,
        name=post.name,
        author_kind=post.author_kind,
        followers=post.followers,
        verified=post.verified,
        team=post.team,
        mine=True if is_own else None,
        text="" if is_away else post.text,
        parent=post.parent,
        parent_handle=parent.handle if parent else None,
        parent_name=shown.name if shown else None,
        parent_verified=(shown.verified or None) if shown else None,
        parent_text=(_told_of_parent(room_id, post, shown) or None) if shown else None,
        screenshot=shot is not None or None,
        media=None if is_away else ((shot.media if shot else post.media) or None),
        picture=_picture(post, shot, is_away, has_photo=photo is not None),
        expires=post.expires,
        photo=None if is_away else photo,
        form=post.form or None,
        group=post.group or None,
        likes=post.likes,
        reactions=post.reactions if post.channel in REACTING and post.kind != "share" else None,
        shares=post.shares,
        replies=post.replies,
        views=post.views,
        deleted=is_away,
        stars=None if is_away else post.stars,
        edited=None if is_away else post.edited,
        labelled=True if post.labelled and not is_away else None,
        hidden=True
        if post.hidden or (shown and shown.hidden and post.kind == "share" and shot is None)
        else None,
        pinned=True if post.pinned else None,
        mentions_team=post.mentions_team,
        pin=pin,
        emotion=EMOTIONS[post.emotion] if post.emotion is not None else None,
        topic=post.topic or None,
        rumour=post.rumour or None,
        inject=post.inject or None,
        persona=post.author_key if not post.author_key.isdecimal() else None,
        by=names.get(post.participant_id),
        reading=reading_view(reading) if reading else None,
        withheld=post.withheld or None,
        **more,
    )


def _told_of_parent(room_id: int, post: Any, shown: store.Parent) -> str:
    """What is shared or quoted; a screenshot that was deleted takes along what it showed."""
    if not screenshots.shown_in(post, shown):
        return _beginning(shown.text)
    return "" if post.deleted else screenshots.words(room_id, post, shown)


def _picture(post: Any, shot: store.Parent | None, is_away: bool, *, has_photo: bool) -> Pictured | None:
    if shot is not None and not post.deleted and not has_photo:
        return screenshots.picture(shot)
    return pictured(post.kind, post.channel, post.media, is_away, post.form, has_photo=has_photo)


def reading_view(reading: Reading) -> dict[str, list[str]]:
    """Labels that are present, in their order, with the words that said so."""
    return {label: list(reading.because.get(label, ())) for label in reading.labels if reading.has(label)}


def _beginning(text: str) -> str:
    """As much of a long text as stands under a share, cut between words."""
    if len(text) <= EXCERPT:
        return text
    return f"{text[:EXCERPT].rsplit(maxsplit=1)[0]} …"


def trend_views(trends: Iterable[Mapping[str, Any]]) -> list[TrendView]:
    return [TrendView(**trend) for trend in trends]


def plain_trend(trend: Trend) -> dict[str, Any]:
    return {"tag": trend.tag, "uses": trend.uses, "rising": trend.score >= 1, "coined": trend.coined}


def plain_rumour(rumour: LiveRumour) -> dict[str, Any]:
    """A live rumour with how it is told: posts, reach (followers) and stances."""
    plain = rumour._asdict() | rumour.told._asdict()
    del plain["told"]
    return plain | {"heat": round(rumour.heat, 4)}


def mood_view(moment: "Moment | None") -> MoodView | None:
    if moment is None:
        return None
    return MoodView(
        shares=dict(zip(EMOTIONS, moment.shares, strict=True)),
        volume=moment.volume,
        counts=dict(zip(EMOTIONS, moment.counts, strict=True)),
        causes=[tuple(term) for term in moment.terms],
    )


def inject_states(session: Session, room: Room) -> list[dict[str, Any]]:
    """Every inject of the script with its state in the room: next, waiting, fired or skipped."""
    settled = {firing.inject: firing for firing in store.firings(room.pk)}
    edits = {action.payload["inject"]: action.payload for action in store.steering(room.pk, ["edit"])}
    asked = request_states(session, room, settled)
    return [
        _inject_state(inject, settled.get(inject["code"]), edits.get(inject["code"]), session.lang)
        | {name: value for name, value in asked.get(inject["code"], {}).items() if value is not None}
        for inject in session.snapshot.get("injects", [])
    ]


def _inject_state(
    inject: Mapping[str, Any], firing: Firing | None, edit: Mapping[str, Any] | None, lang: str
) -> dict[str, Any]:
    offset = inject.get("offset")
    if edit is not None and edit.get("offset") is not None:
        offset = edit["offset"]
    state = {
        "code": inject["code"],
        "title": inject["title"].get(lang, inject["code"]),
        "channel": inject["channel"],
        "persona": inject.get("persona"),
        "content": edit["content"] if edit else inject["content"].get(lang, ""),
        "expected": (inject.get("expected") or {}).get(lang),
        "poll": asked_by(inject, lang) or None,
        "offset": offset,
        "condition": inject.get("condition"),
        "state": firing.state if firing else ("next" if offset is not None else "waiting"),
        "t": firing.window if firing else None,
        "post": firing.ref if firing else None,
    }
    return {name: value for name, value in state.items() if value is not None}


@dataclass(frozen=True)
class Recent:
    """A room's newest posts, as `views`, who of the trainees wrote which, what is pinned, trends, reports and
    the wall's symbol."""

    views: list[PostView]
    writers: dict[int, int]
    trends: list[TrendView]
    pins: list[PostView]
    reports: list[ReportView]
    symbol: int | None


_recent: dict[str, tuple[tuple[int, ...], Recent]] = {}


def recent(room: Room) -> Recent:
    """Made once for all who arrive before the room's next window: hundreds may arrive at once."""
    version = (room.next_window, room.last_seq, room.rev, room.action_count)
    kept = _recent.get(room.code)
    if kept is None or kept[0] != version:
        while len(_recent) >= RECENT_KEPT:
            _recent.pop(next(iter(_recent)), None)
        kept = _recent[room.code] = version, _read_recent(room)
    return kept[1]


def _read_recent(room: Room) -> Recent:
    posts = store.page(room.pk, before=room.last_seq + 1, limit=CATCH_UP)  # later ones come as frames
    posts.reverse()
    writers = {post.ref: post.participant_id for post in posts if post.participant_id is not None}
    return Recent(
        views=post_views(room.pk, posts),
        writers=writers,
        trends=trend_views(store.last_trends(room.pk)),
        pins=pin_views(room.pk),
        reports=room_reports(room.pk),
        symbol=last_symbol(room.pk),
    )


def room_state(
    room: Room,
    *,
    last_seq: int = 0,
    staff: bool = False,
    mine: Participant | None = None,
    at: float | None = None,
) -> RoomState:
    """A fresh snapshot: exact counters and the newest posts after `last_seq`, without those that are gone at
    `at` (s of exercise)."""
    found = recent(room)
    posts = [
        _own(view, found, mine)
        for view in found.views
        if view.seq > last_seq and not is_gone(view.expires, at)
    ]
    return RoomState(
        room=room.code,
        name=room.name,
        seq=room.last_seq,
        rev=room.rev,
        total=room.last_seq,
        trends=found.trends,
        posts=posts,
        oldest=posts[0].seq if posts else room.last_seq + 1,
        reviews=store.reviews(room.pk) if is_reviewed(room.session) else None,
        groups=group_views(room),
        symbol=found.symbol,
        **drafts_state(room),
        **appeals_state(room),
        pins=found.pins,
        reports=[_unread(view, at) for view in found.reports],
        lists=lists_state(room, mine),
        blocked=block_views(room),
        voted=polls.given_by(room.pk, mine.pk) if mine is not None else [],
        mood=mood_view(store.last_moment(room.pk)) if staff else None,
        rumours=[RumourView(**rumour) for rumour in store.last_rumours(room.pk)] if staff else None,
        pressure=room.pressure if staff else None,
        living=room.living if staff else None,
        weights=room.weights or None if staff else None,
        injects=inject_states(room.session, room) if staff else None,
    )


def _unread(view: ReportView, at: float | None) -> ReportView:
    """Of a story that is gone at `at` (s of exercise) the report stays, and its words go."""
    return view.model_copy(update={"text": ""}) if is_gone(view.until, at) else view


def pin_views(room_id: int) -> list[PostView]:
    """What the team has pinned, the newest first."""
    return post_views(room_id, store.pinned(room_id))


def _own(view: PostView, found: Recent, mine: Participant | None) -> PostView:
    is_own = mine is not None and found.writers.get(view.id) == mine.pk
    return view.model_copy(update={"mine": True}) if is_own else view


def people_views(session: Session) -> list[dict[str, Any]]:
    rows = session.participants.select_related("room").order_by("pk")
    return [
        {
            "id": person.pk,
            "name": person.name,
            "room": person.room.code if person.room else None,
            "function": person.function,
            "removed": person.removed_at is not None,
        }
        for person in rows
    ]


def lobby_view(session: Session) -> dict[str, Any]:
    return {
        "locked": session.lobby_locked,
        "joined": session.participants.filter(removed_at=None, role="trainee").count(),
        "join_code": session.join_code,
    }
