"""One window of one room: due injects and people's actions -> crowd.step -> store -> frame.

Read and step outside any transaction; then one short transaction claims the windows and stores what
they brought. Whoever comes too late, or missed an action, stores nothing and starts again.
"""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

from django.db import transaction

from exercises.fleeting import story_life
from exercises.logbook import log
from exercises.models import Firing, Room, Session

from . import broadcast, crowd, operators, store
from .appeal_views import hidden_places
from .ballots import ballots_in, settle_polls
from .crowd.ballots import Poll
from .crowd.types import EMOTIONS, Window
from .crowd_memory import checkpoint, crowd_before, keep
from .grouping import place
from .present import plain_rumour, plain_trend
from .press import Article
from .rulings import settle_reports
from .scripted_polls import begin_polls, polls_fired
from .sightings import reports_in
from .stage import Settled, Stage, set_stage
from .store import NewPost, appeals, letters, polls
from .store import reports as kept_reports
from .store.stories import date
from .store.wall import symbol_now
from .window_frames import encoded, window_message
from .window_made import Made
from .window_rows import window_rows

logger = logging.getLogger(__name__)

BATCH = 30  # windows made at once at most: what a late tick catches up in one transaction
QUIET_BATCH = 600  # windows without posts (a jump) made at once
TRENDS_EVERY = 5  # windows between two looks at trends and rumours
PATIENCE = 5  # times that a batch is begun again because something came between, before the room is held
ATTEMPTS = 20  # times that it is begun at all

_room_locks: dict[int, threading.Lock] = {}
_locks_lock = threading.Lock()


def advance_room(room_id: int, now: float, home: str = "") -> int:
    """Makes the windows of the room that are due at wall time `now`; the number of windows made.

    May be called by anybody, late, twice or at once: each window is made once. `home` is the queue of
    the worker that calls, where the next windows are cheapest to make.
    """
    with _locks_lock:
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
            keep(room.pk, room.next_window + len(made), state)
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
    voting = list(polls.open_in(room.pk))
    for number in range(first, first + min(due, QUIET_BATCH if quiet else BATCH)):
        if quiet and number > first and not stage.is_quiet(number):
            break
        state, window = _step(session, state, stage, number, voting)
        made.append(window)
        voting += polls_fired(session, window.settled)  # people vote from the next window on
    made[-1].checkpoint = made[-1].checkpoint or checkpoint(state, first, len(made))
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


def _store(room: Room, made: Sequence[Made], now: float, home: str) -> bool:
    """One transaction: claim, posts, counters, mood, causes, log. False if somebody came between."""
    life = story_life(room.session.snapshot)
    settled = [item for window in made for item in window.settled]
    articles = [article for window in made for article in window.articles]
    held = appeals.live(room.pk)
    turns = operators.due_turns(held, made[-1].number)
    before, hidden = hidden_places(room.session, held), operators.hidden_after(room.session, held, turns)
    posts = [
        operators.on_map(room.session, room.pk, window_rows(room.session, room, window), hidden)
        for window in made
    ]
    place(room, [row for rows in posts for row in rows])
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
        begin_polls(room.session, settled, stored)
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
        message = window_message(room, made, stored, touched, first_seq, now, counts)
        broadcast.send_after_commit(broadcast.room_group(room.code), lambda: message)
        room.last_seq = first_seq + count - 1
        settle_reports(room, due, made[-1].number)
        if turns or opened:
            told = encoded(operators.frame_now(room, before))
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
