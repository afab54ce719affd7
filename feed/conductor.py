"""One window of one room: due injects and people's actions -> crowd.step -> store -> frame.

Read and step outside any transaction; then one short transaction claims the windows and stores what
they brought. Whoever comes too late, or missed an action, stores nothing and starts again.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from exercises.fleeting import story_life
from exercises.logbook import log
from exercises.models import Firing, Room, Session
from exercises.models.fields import local

from . import broadcast, crowd, operators, store
from .accounts import is_reviewed
from .appeal_views import hidden_places, safety_at
from .ballots import NONE, Ballots, ballots_in, settle_polls
from .crowd.ballots import Poll
from .crowd.types import EMOTIONS, Causes, Draft, Drafts, Window
from .frame_parts import Frame
from .frames import FRAME_POSTS, MoodView, RumourView, WindowFrame, encode, encode_for_trainees
from .poll_frames import PollCount
from .present import clock_face, plain_rumour, plain_trend, post_views, trend_views
from .press import Article
from .relevance import chosen
from .rulings import settle_reports
from .sightings import report_row, reports_in
from .stage import Settled, Stage, set_stage
from .store import NewPost, appeals, letters, polls
from .store import reports as kept_reports
from .store.stories import date
from .store.wall import symbol_now
from .terrain import Report

logger = logging.getLogger(__name__)

BATCH = 30  # windows made at once at most: what a late tick catches up in one transaction
QUIET_BATCH = 600  # windows without posts (a jump) made at once
CHECKPOINT_EVERY = 30  # windows
TRENDS_EVERY = 5  # windows between two looks at trends and rumours
TOUCHED = 200  # posts whose counters a frame brings up to date at most
PATIENCE = 5  # times that a batch is begun again because something came between, before the room is held
ATTEMPTS = 20  # times that it is begun at all
STATES_KEPT = 64  # rooms whose crowd a worker keeps in memory

_states: "OrderedDict[int, tuple[int, Any]]" = OrderedDict()
_states_lock = threading.Lock()
_room_locks: dict[int, threading.Lock] = {}


@dataclass
class Made:
    """One window, made but not stored yet."""

    number: int
    drafts: Drafts
    causes: Causes
    settled: list[Settled]
    reports: list[Report]
    articles: list[Article]
    trends: list[dict[str, Any]] | None
    rumours: list[dict[str, Any]] | None
    checkpoint: bytes | None
    ballots: Ballots = NONE
    symbol: int | None = None  # of the wall, when the window was looked at


def advance_room(room_id: int, now: float, home: str = "") -> int:
    """Makes the windows of the room that are due at wall time `now`; the number of windows made.

    May be called by anybody, late, twice or at once: each window is made once. `home` is the queue of
    the worker that calls, where the next windows are cheapest to make.
    """
    with _states_lock:
        lock = _room_locks.setdefault(room_id, threading.Lock())
    if not lock.acquire(blocking=False):
        return 0  # another thread of this process is at it
    try:
        return _advance(room_id, now, home)
    finally:
        lock.release()


def _advance(room_id: int, now: float, home: str) -> int:
    for attempt in range(ATTEMPTS):
        with _held(room_id) if attempt >= PATIENCE else nullcontext():
            room = Room.objects.select_related("session").get(pk=room_id)
            clock = room.session.clock
            due = int(clock.at(now)) - room.next_window
            if due < clock.at_once or not room.session.is_live:
                return 0
            made, state = _make(room, due)
            is_stored = _store(room, made, now, home)
        if is_stored:
            _keep(room.pk, room.next_window + len(made), state)
            return len(made)
    logger.warning("room %s: overtaken %s times; the next tick tries again", room.code, ATTEMPTS)
    return 0


@contextmanager
def _held(room_id: int) -> Iterator[None]:
    """Nobody acts in the room meanwhile: so many do that no window could be made between two of them."""
    with transaction.atomic():
        # Locks go session first, then rooms.
        Session.objects.select_for_update(of=("self",)).get(rooms=room_id)
        Room.objects.select_for_update().get(pk=room_id)
        yield


def _make(room: Room, due: int) -> tuple[list[Made], Any]:
    """The next windows, as values, and the crowd's state after them."""
    session, first = room.session, room.next_window
    stage = set_stage(session, room, first, first)
    state = crowd_before(session, room)
    quiet = stage.is_quiet(first) or any(action.kind == "jump" for action in stage.actions.get(first, []))
    made: list[Made] = []
    voting = polls.open_in(room.pk)
    for number in range(first, first + min(due, QUIET_BATCH if quiet else BATCH)):
        if quiet and number > first and not stage.is_quiet(number):
            break
        state, window = _step(session, state, stage, number, voting)
        made.append(window)
    made[-1].checkpoint = made[-1].checkpoint or _checkpoint(state, first, len(made))
    return made, state


def _step(
    session: Session, state: Any, stage: Stage, number: int, voting: Sequence[Poll]
) -> tuple[Any, Made]:
    shares = {name: round(share, 6) for name, share in zip(EMOTIONS, crowd.mood(state), strict=True)}
    stimuli, settled = stage.enter(number, shares)
    speaks = not stage.is_quiet(number)
    state, drafts, causes = crowd.step(state, stimuli, Window(number, write=speaks))
    reports = reports_in(session, stage.settled, number) if speaks and causes.volume > 0 else []
    looked = number % TRENDS_EVERY == 0
    trends = [plain_trend(t) for t in crowd.trends(state)] if looked else None
    rumours = [plain_rumour(r) for r in crowd.rumours(state)] if looked else None
    articles = stage.published(number)
    ballots = ballots_in(session, voting, number, causes, speaks=speaks)
    made = Made(number, drafts, causes, settled, reports, articles, trends, rumours, None, ballots)
    return state, made


def _checkpoint(state: Any, first: int, count: int) -> bytes | None:
    """Every CHECKPOINT_EVERY windows, at the end of a batch."""
    if first // CHECKPOINT_EVERY == (first + count) // CHECKPOINT_EVERY:
        return None
    return crowd.dump(state)


# The crowd's state --------------------------------------------------------------------------------


def crowd_before(session: Session, room: Room) -> Any:
    """The crowd before the room's next window: from memory, else from a checkpoint and what came since."""
    with _states_lock:
        window, state = _states.get(room.pk, (-1, None))
    if window == room.next_window:
        return state
    if not 0 <= window < room.next_window:
        window, state = _from_checkpoint(session, room)
    return _rolled_on(session, room, state, window)


def _from_checkpoint(session: Session, room: Room) -> tuple[int, Any]:
    found = store.newest_checkpoint(room.pk, room.next_window)
    if found is None:
        return 0, crowd.start(session.snapshot, session.lang, session.seed)
    try:
        return found[0], crowd.load(session.snapshot, session.lang, session.seed, found[1])
    except ValueError as error:  # made by another version of the crowd: it lives through the session again
        logger.warning("room %s: %s", room.code, error)
        return 0, crowd.start(session.snapshot, session.lang, session.seed)


def _rolled_on(session: Session, room: Room, state: Any, window: int) -> Any:
    """Makes windows again that were made before, to have the state that they left; nothing is stored."""
    if window >= room.next_window:
        return state
    stage = set_stage(session, room, window, room.next_window - 1)
    for number in range(window, room.next_window):
        stimuli = stage.replay(number)
        state, _drafts, _causes = crowd.step(state, stimuli, Window(number, write=not stage.is_quiet(number)))
    return state


def _keep(room_id: int, window: int, state: Any) -> None:
    with _states_lock:
        _states[room_id] = (window, state)
        _states.move_to_end(room_id)
        while len(_states) > STATES_KEPT:
            _states.popitem(last=False)


def forget(room_id: int | None = None) -> None:
    """Drops the states kept in memory, as a restart would."""
    with _states_lock:
        if room_id is None:
            _states.clear()
        else:
            _states.pop(room_id, None)


# Storing ------------------------------------------------------------------------------------------


def _rows(session: Session, room: Room, made: Made) -> list[NewPost]:
    """The window's posts as rows; their `seq` is given when the window is claimed."""
    handles = _team(session)
    refs = store.team_refs(room.pk, {draft.parent for draft in made.drafts.posts})
    rows = [store.drafted(room.pk, 0, draft, handles, refs) for draft in made.drafts.posts]
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
    )


def _store(room: Room, made: Sequence[Made], now: float, home: str) -> bool:
    """One transaction: claim, posts, counters, mood, causes, log. False if somebody came between."""
    life = story_life(room.session.snapshot)
    settled = [item for window in made for item in window.settled]
    articles = [article for window in made for article in window.articles]
    held = appeals.live(room.pk)
    turns = operators.due_turns(held, made[-1].number)
    before, hidden = hidden_places(room.session, held), operators.hidden_after(room.session, held, turns)
    posts = [
        operators.on_map(room.session, room.pk, _rows(room.session, room, window), hidden) for window in made
    ]
    count = sum(len(rows) for rows in posts)
    with transaction.atomic():
        due = kept_reports.due(room.pk, made[-1].number)
        over = any(window.ballots.over for window in made)
        if (
            settled or articles or due or turns or over
        ):  # the log numbers a session's: it is locked before rooms
            Session.objects.select_for_update().get(pk=room.session_id)
        first_seq = store.claim(room, len(made), count, home)
        if first_seq is None:
            return False
        stored = _numbered(posts, first_seq)
        date(room.pk, stored, life)
        store.add_posts(stored)
        touches = [touch for window in made for touch in window.drafts.touches]
        touched = store.count_on(room.pk, stored, touches)
        _look_at_the_wall(room, made)
        for window in made:
            _store_window(room, window)
        _settle(room, settled)
        _print(room, articles)
        operators.take_turns(room, turns, first_seq + count - 1)
        counts = settle_polls(room, [window.ballots for window in made])
        opened = operators.opens_check(room, settled, first_seq + count - 1)
        message = _message(room, made, stored, touched, first_seq, now, counts)
        broadcast.send_after_commit(broadcast.room_group(room.code), lambda: message)
        room.last_seq = first_seq + count - 1
        settle_reports(room, due, made[-1].number)
        if turns or opened:
            told = _encoded(operators.frame_now(room, before))
            broadcast.send_after_commit(broadcast.room_group(room.code), lambda: told)
    return True


def _numbered(posts: Sequence[list[NewPost]], first_seq: int) -> list[NewPost]:
    rows = [row for window in posts for row in window]
    for index, row in enumerate(rows):
        object.__setattr__(row, "seq", first_seq + index)
    return rows


def _store_window(room: Room, window: Made) -> None:
    drafts = window.drafts.posts
    looked = (window.trends, window.rumours, window.symbol)
    store.add_moment(room.pk, window.number, window.causes, drafts, *looked)
    if window.checkpoint is not None:
        store.save_checkpoint(room.pk, window.number + 1, window.checkpoint)


def _look_at_the_wall(room: Room, made: Sequence[Made]) -> None:
    """Which tribute is the symbol now, as often as trends are looked at."""
    looked = next((window for window in reversed(made) if window.trends is not None), None)
    if looked is not None and any(one["kind"] == "wall" for one in room.session.snapshot["channels"]):
        looked.symbol = symbol_now(room.pk)


def _settle(room: Room, settled: Sequence[Settled]) -> None:
    for item in settled:
        Firing.objects.create(
            room=room,
            inject=item.code,
            state=item.state,
            window=item.window,
            ref=item.ref,
            content=item.content,
        )
        what = "inject" if item.state == Firing.FIRED else "inject_skipped"
        data = {"inject": item.code, "post": item.ref, "text": item.content[:500]}
        log(room.session, float(item.window), "script", "", what, data, room)


def _print(room: Room, articles: Sequence[Article]) -> None:
    letters.keep(room.pk, articles)
    for item in articles:
        data = {"inject": item.inject, "post": item.ref, "text": item.content[:500]}
        log(room.session, float(item.window), "script", "", f"article_{item.outcome}", data, room)


# Telling ------------------------------------------------------------------------------------------


def _message(
    room: Room,
    made: Sequence[Made],
    posts: list[NewPost],
    touched: set[int],
    first_seq: int,
    now: float,
    polls: list[PollCount],
) -> dict[str, Any]:
    """The frame of these windows, encoded once for each audience."""
    frame = _frame(room, made, posts, touched, first_seq, now).model_copy(update={"polls": polls or None})
    return _encoded(frame) | {"room": room.code, "last": frame.seq[1]}


def _encoded(frame: Frame) -> dict[str, Any]:
    return {"type": "frame", "staff": encode(frame), "trainees": encode_for_trainees(frame)}


def _frame(
    room: Room, made: Sequence[Made], posts: list[NewPost], touched: set[int], first_seq: int, now: float
) -> WindowFrame:
    shown = chosen(posts, FRAME_POSTS)
    last_seq = first_seq + len(posts) - 1
    trends = next((window.trends for window in reversed(made) if window.trends is not None), None)
    rumours = next((window.rumours for window in reversed(made) if window.rumours is not None), None)
    settled = [item for window in made for item in window.settled]
    emotions = _counts(draft for window in made for draft in window.drafts.posts)
    counts = store.counters(room.pk, sorted(touched)[-TOUCHED:])
    return WindowFrame(
        room=room.code,
        windows=(made[0].number, made[-1].number),
        seq=(first_seq, last_seq),
        rev=room.rev,
        clock=clock_face(room.session, now),
        posts=post_views(room.pk, shown),
        left_out=len(posts) - len(shown),
        total=last_seq,
        touched=counts.touched,
        reacted=counts.reacted or None,
        trends=trend_views(trends) if trends is not None else None,
        reviews=store.reviews(room.pk) if trends is not None and is_reviewed(room.session) else None,
        symbol=next((window.symbol for window in made if window.symbol is not None), None),
        safety=safety_at(room, last_seq, float(made[-1].number + 1)),
        rumours=[RumourView(**rumour) for rumour in rumours] if rumours is not None else None,
        mood=_mood(made, emotions),
        fired=[{"code": s.code, "state": s.state, "t": s.window, "post": s.ref} for s in settled] or None,
    )


def _counts(drafts: Any) -> dict[str, int]:
    counts = dict.fromkeys(EMOTIONS, 0)
    draft: Draft
    for draft in drafts:
        counts[EMOTIONS[draft.emotion]] += 1
    return counts


def _mood(made: Sequence[Made], counts: dict[str, int]) -> MoodView:
    """The mood at the end, with the causes of all its windows added up."""
    sums: dict[tuple[str, str], list[float]] = {}
    for window in made:
        for cause in window.causes.terms:
            total = sums.setdefault((cause.name, cause.code), [0.0] * (len(EMOTIONS) + 1))
            for index, value in enumerate((*cause.shares, cause.volume)):
                total[index] += value
    last = made[-1].causes
    return MoodView(
        shares={name: round(share, 4) for name, share in zip(EMOTIONS, last.mood, strict=True)},
        volume=round(last.volume, 1),
        counts=counts,
        causes=[
            (name, code, [round(value, 5) for value in total[:-1]], round(total[-1], 2))
            for (name, code), total in sums.items()
            if any(abs(value) >= 5e-6 for value in total[:-1]) or abs(total[-1]) >= 5e-3
        ],
    )
