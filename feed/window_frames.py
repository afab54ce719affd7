"""What browsers are told of windows, in one frame, encoded once for each audience."""

from collections.abc import Sequence
from typing import Any

from exercises.models import Room

from . import store
from .accounts import is_reviewed
from .appeal_views import safety_at
from .crowd.types import EMOTIONS, Draft
from .frame_parts import Frame
from .frames import FRAME_POSTS, MoodView, RumourView, WindowFrame, encode, encode_for_trainees
from .group_views import group_views
from .poll_frames import PollCount
from .present import clock_face, post_views, trend_views
from .relevance import chosen
from .store import NewPost
from .window_made import Made

TOUCHED = 200  # posts whose counters a frame brings up to date at most


def window_message(
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
    return encoded(frame) | {"room": room.code, "last": frame.seq[1]}


def encoded(frame: Frame) -> dict[str, Any]:
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
        groups=(group_views(room) or None) if trends is not None else None,
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
