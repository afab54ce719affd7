"""A session as a SessionRecord: queries only, none of which loads the crowd's posts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from exercises.models import Action, LogEntry, Observation, Rating, Room, Session
from exercises.models.fields import local
from feed import store
from feed.crowd.types import EMOTIONS
from feed.press import requests_of, standing
from feed.store import letters
from feed.store.reports import every as reported
from feed.stories import is_gone

from .course import Course, bucket_width
from .facts import (
    Counts,
    Deed,
    Dialled,
    ExpectationPlan,
    Fired,
    InjectPlan,
    LogLine,
    LoudPost,
    Note,
    ObjectivePlan,
    PhasePlan,
    PressRequest,
    RoomRecord,
    RumourSeen,
    Said,
    Score,
    SessionRecord,
    TrendSeen,
)

_TAG = re.compile(r"#(\w+)")
LOUD = 8  # posts of the crowd that are told because they went further than others
COINED = 12  # coined hashtags whose first post is looked for
DEEDS = ("report", "like", "react", "delete")


def session_record(session: Session) -> SessionRecord:
    """Everything that the debrief tells, read in one go."""
    snapshot, lang = session.snapshot, session.lang
    rooms = list(session.rooms.order_by("position", "pk"))
    end = max((float(room.next_window) for room in rooms), default=0.0)
    codes = {room.pk: room.code for room in rooms}
    phases = tuple(
        PhasePlan(phase["code"], local(phase["name"], lang), float(phase["offset"]))
        for phase in snapshot["phases"]
    )
    return SessionRecord(
        pk=session.pk,
        name=session.name,
        lang=lang,
        title=local(snapshot["title"], lang),
        at_stake=_term(snapshot["organisation"]["name"], lang),
        organisation=session.organisation.name,
        seed=session.seed,
        engine=session.engine_version,
        snapshot_hash=session.snapshot_hash,
        started_at=session.started_at,
        ended_at=session.ended_at,
        end=max(end, session.exercise_anchor),
        duration=float(snapshot["duration"]),
        phases=phases,
        objectives=tuple(_objectives(snapshot, lang)),
        injects={plan.code: plan for plan in _injects(snapshot, lang)},
        expectations=tuple(_expectations(snapshot, lang)),
        channels={item["kind"]: local(item["name"], lang) for item in snapshot["channels"]},
        rumours={item["code"]: local(item["claim"], lang) for item in snapshot.get("rumours", [])},
        rooms=tuple(_room(session, room, phases, end) for room in rooms),
        log=tuple(_log(session, codes)),
        notes=tuple(_notes(session, codes)),
        scores=tuple(_scores(session)),
        trainers=_trainers(session),
    )


def _term(term: Mapping[str, Any], lang: str) -> str:
    named = term.get(lang) or next(iter(term.values()), {"text": ""})
    return str(named["text"])


# ── the script ────────────────────────────────────────────────────────────────────────────────────


def _objectives(snapshot: Mapping[str, Any], lang: str) -> Iterator[ObjectivePlan]:
    for item in snapshot.get("objectives", []):
        yield ObjectivePlan(item["code"], local(item["title"], lang), item.get("weight", 1))


def _injects(snapshot: Mapping[str, Any], lang: str) -> Iterator[InjectPlan]:
    names = {persona["code"]: persona["name"] for persona in snapshot["personas"]}
    channels = {item["kind"]: local(item["name"], lang) for item in snapshot["channels"]}
    for item in snapshot.get("injects", []):
        by = names.get(item.get("persona"), channels.get(item["channel"], ""))
        title = local(item["title"], lang)
        yield InjectPlan(item["code"], title, item["channel"], by, local(item.get("expected"), lang))


def _expectations(snapshot: Mapping[str, Any], lang: str) -> Iterator[ExpectationPlan]:
    for item in snapshot.get("expectations", []):
        how = item.get("recognise", {})
        yield ExpectationPlan(
            code=item["code"],
            objective=item["objective"],
            inject=item["inject"],
            title=local(item["title"], lang),
            deadline=float(item["deadline"]),
            weight=item.get("weight", 1),
            action=how.get("action", "post"),
            words=tuple(how.get("words", {}).get(lang, ())),
            reply_to_inject=bool(how.get("reply_to_inject")),
            channel=how.get("channel"),
        )


# ── a room ────────────────────────────────────────────────────────────────────────────────────────


def _room(session: Session, room: Room, phases: tuple[PhasePlan, ...], end: float) -> RoomRecord:
    course = Course(bucket_width(end), [(phase.code, phase.offset) for phase in phases])
    for moment in store.course(room.pk):
        course.add(*moment)
    kinds, authors = store.crowd_counts(room.pk)
    people = room.participants.filter(role="trainee").order_by("joined_at", "pk")
    titles = {item["function"]: local(item["title"], session.lang) for item in session.snapshot["functions"]}
    return RoomRecord(
        code=room.code,
        name=room.name,
        members=tuple((person.name, titles.get(person.function, "")) for person in people),
        width=course.width,
        points=course.points(),
        minutes=course.minutes(),
        by_phase=course.by_phase(),
        by_kind={kind: _five(counts) for kind, counts in kinds.items()},
        authors=authors,
        pulls=course.pulls(),
        trends=tuple(_trends(room, course, scripted_tags(room.session.snapshot, room.session.lang))),
        rumours=tuple(_rumours(session, course)),
        loud=tuple(_loud(room, end)),
        said=tuple(_said(room, end)),
        deeds=tuple(_deeds(room)),
        fired=tuple(
            Fired(f.inject, f.state, float(f.window), f.ref, f.content) for f in store.firings(room.pk)
        ),
        press=tuple(_press(session, room, max(end, session.exercise_anchor))),
        dialled=tuple(
            Dialled(action.t, None if action.payload.get("living") else action.payload["pressure"])
            for action in store.steering(room.pk, ["pressure"])
        ),
    )


def _five(counts: Mapping[int, int]) -> Counts:
    like, fear, anger, mockery, sadness = (counts.get(index, 0) for index in range(len(EMOTIONS)))
    return like, fear, anger, mockery, sadness


def _trends(room: Room, course: Course, scripted: frozenset[str]) -> Iterator[TrendSeen]:
    looked = 0
    for tag, trend in sorted(course.tags.items(), key=lambda item: (-item[1].uses, item[0])):
        first = None
        if trend.coined and looked < COINED:
            looked += 1
            first = store.first_with_tag(room.pk, tag)
        yield TrendSeen(
            tag,
            trend.uses,
            trend.coined,
            tag.casefold() in scripted,
            first.t if first else trend.t,
            first.handle if first else "",
            first.text if first else "",
        )


def scripted_tags(snapshot: Mapping[str, Any], lang: str) -> frozenset[str]:
    """The hashtags that a scenario lists, and those that stand in its texts; their case does not matter."""
    listed = [entry["tag"] for entry in snapshot.get("hashtags", [])]  # what is empty is not in a snapshot
    listed += [tag for topic in snapshot.get("topics", []) for tag in topic.get("hashtags", [])]
    written = _TAG.findall(" ".join(_strings(snapshot)))
    return frozenset(tag.lstrip("#").casefold() for tag in (*(local(tag, lang) for tag in listed), *written))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _rumours(session: Session, course: Course) -> list[RumourSeen]:
    """Those that went furthest first."""
    names = {persona["code"]: persona["name"] for persona in session.snapshot["personas"]}
    seen = [
        RumourSeen(
            claim=told.last["claim"],
            true=told.last["true"],
            origin=names.get(told.last["origin"], ""),
            t=told.last["since"],
            state=told.last["state"],
            state_t=told.since,
            posts=told.last["posts"],
            reach=told.last["reach"],
            stances=(told.last["support"], told.last["ask"], told.last["comment"], told.last["deny"]),
        )
        for told in course.rumours.values()
    ]
    return sorted(seen, key=lambda rumour: (-rumour.posts, rumour.t))


def _loud(room: Room, end: float) -> Iterator[LoudPost]:
    for post in store.loudest(room.pk, LOUD):
        yield LoudPost(
            post.t,
            post.handle,
            post.name,
            post.kind,
            post.text,
            post.emotion,
            post.likes,
            post.shares,
            post.replies,
            post.views,
            post.team,
            _gone(post, end),
        )


def _gone(post: Any, end: float) -> float | None:
    return post.expires if is_gone(post.expires, end) else None


def _press(session: Session, room: Room, end: float) -> Iterator[PressRequest]:
    """What the press asked the team, in order; what a trainer took out again was not asked."""
    snapshot, lang = session.snapshot, session.lang
    asking = requests_of(snapshot.get("injects", []))
    made = {f.ref: f for f in store.firings(room.pk) if f.inject in asking and f.ref is not None}
    answered, gone = letters.answered(room.pk, made), letters.withdrawn(room.pk, made)
    names = {plan.code: plan.by for plan in _injects(snapshot, lang)}
    for ref, fired in made.items():
        if ref in gone:
            continue
        request, t = asking[fired.inject], float(fired.window)
        due = t + request["deadline"]
        how = standing(due, answered.get(ref), end)
        outlet = local(request.get("outlet"), lang)
        yield PressRequest(fired.inject, t, due, answered.get(ref), how, names[fired.inject], outlet)


def _said(room: Room, end: float) -> Iterator[Said]:
    published = Action.objects.filter(room=room, kind="publish", user=None)
    posts = store.posts_of(
        room.pk, {payload["ref"] for payload in published.values_list("payload", flat=True)}
    )
    names = dict(room.session.participants.values_list("pk", "name"))
    parents = store.parents(room.pk, posts)
    for post in posts:
        parent = parents.get(post.parent) if post.parent is not None else None
        yield Said(
            ref=post.ref,
            t=post.t,
            handle=post.handle,
            account=post.name,
            by=names.get(post.participant_id or 0, ""),
            channel=post.channel,
            kind=post.kind,
            text=post.text,
            own=not post.team,
            parent=post.parent,
            to=parent.handle if parent else "",
            likes=post.likes,
            shares=post.shares,
            replies=post.replies,
            views=post.views,
            deleted=post.deleted,
            versions=tuple(store.versions(room.pk, post.ref)) if post.edited is not None else (),
            gone=_gone(post, end),
        )


def _deeds(room: Room) -> Iterator[Deed]:
    """What trainees did to posts; what a trainer took out is in the log alone."""
    done = list(
        Action.objects.filter(room=room, kind__in=DEEDS, user=None)
        .select_related("participant")
        .order_by("number")
    )
    posts = {post.ref: post for post in store.posts_of(room.pk, {action.payload["ref"] for action in done})}
    reports = {report.ref: report for report in reported(room.pk)}
    for action in done:
        ref = action.payload["ref"]
        post = posts.get(ref)
        report = reports.get(ref) if action.kind == "report" else None
        yield Deed(
            kind=action.kind,
            t=action.t,
            ref=ref,
            by=action.participant.name if action.participant else "",
            text=post.text if post else "",
            reason=action.payload.get("reason") or action.payload.get("reaction", ""),
            source=post.parent if post and post.kind == "share" else None,
            outcome=report.state if report else "",
            answered=report.since if report and report.decided_by else None,
            decided_by=report.decided_by if report else "",
        )


# ── what was written down ─────────────────────────────────────────────────────────────────────────


def _log(session: Session, codes: Mapping[int, str]) -> Iterator[LogLine]:
    for entry in LogEntry.objects.filter(session=session).order_by("number").iterator(chunk_size=1000):
        yield LogLine(
            entry.number,
            entry.t,
            entry.at,
            codes.get(entry.room_id or 0, ""),
            entry.source,
            entry.who,
            entry.what,
            entry.data,
        )


def _notes(session: Session, codes: Mapping[int, str]) -> Iterator[Note]:
    rows = list(Observation.objects.filter(session=session).select_related("author").order_by("t", "pk"))
    posts = {
        (room, post.ref): post
        for room in {row.room_id for row in rows if row.room_id is not None}
        for post in store.posts_of(room, {row.post for row in rows if row.room_id == room and row.post})
    }
    for row in rows:
        post = posts.get((row.room_id or 0, row.post or 0))
        yield Note(
            t=row.t,
            room=codes.get(row.room_id or 0, ""),
            author=row.author.display_name if row.author else "",
            text=row.text,
            objective=row.objective,
            handle=post.handle if post else "",
            post=post.text if post else "",
        )


def _scores(session: Session) -> Iterator[Score]:
    ratings = Rating.objects.filter(room__session=session).select_related("room", "author")
    for rating in ratings.order_by("room__position", "objective", "pk"):
        yield Score(rating.room.code, rating.objective, rating.author.display_name, rating.score)


def _trainers(session: Session) -> tuple[str, ...]:
    """Who steered, in the order in which they first appear in the log."""
    names: Iterable[str] = (
        LogEntry.objects.filter(session=session, source="trainer")
        .exclude(who="")
        .order_by("number")
        .values_list("who", flat=True)
        .iterator()
    )
    return tuple(dict.fromkeys(names))
