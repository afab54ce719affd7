"""What browsers get of press requests and rolling stories, beside the posts themselves."""

from collections.abc import Iterable, Mapping
from typing import Any

from exercises.models import Firing, Room, Session
from exercises.models.fields import local

from .frames import RequestView
from .store import letters


def press_fields(room_id: int, posts: Iterable[Any]) -> dict[int, dict[str, Any]]:
    """By post: `request`, what the team is asked and until when, and `story`, the post that began the rolling
    story it belongs to."""
    scripted = {post.ref: post for post in posts if post.inject and not post.deleted}
    if not scripted:
        return {}
    session = Room.objects.select_related("session").get(pk=room_id).session
    injects = {inject["code"]: inject for inject in session.snapshot.get("injects", [])}
    asking = {
        ref: (post.t, injects[post.inject])
        for ref, post in scripted.items()
        if injects.get(post.inject, {}).get("request")
    }
    requests, stories = _requests(session, asking, room_id), _stories(room_id, injects)
    return {
        ref: _without_gaps({"request": requests.get(ref), "story": stories.get(post.inject)})
        for ref, post in scripted.items()
    }


def _without_gaps(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _requests(
    session: Session, asked: Mapping[int, tuple[float, Mapping[str, Any]]], room_id: int
) -> dict[int, RequestView]:
    answered = letters.answered(room_id, asked) if asked else {}
    return {
        ref: RequestView(
            due=t + inject["request"]["deadline"],
            answered=answered.get(ref),
            outlet=local(inject["request"].get("outlet"), session.lang) or None,
        )
        for ref, (t, inject) in asked.items()
    }


def request_view(room: Room, post: Any) -> RequestView | None:
    """What a post asks the team, if it asks anything."""
    if post is None:
        return None
    found: RequestView | None = press_fields(room.pk, [post]).get(post.ref, {}).get("request")
    return found


def _stories(room_id: int, injects: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """By the code of an inject that belongs to a rolling story: the post that began it."""
    roots = {code: _root(code, injects) for code, inject in injects.items() if inject.get("live")}
    if not roots:
        return {}
    begun = set(roots.values())
    fired = Firing.objects.filter(room_id=room_id, inject__in=begun, ref__isnull=False)
    refs: dict[str, Any] = dict(fired.values_list("inject", "ref"))
    roots |= {code: code for code in begun}
    return {code: refs[root] for code, root in roots.items() if root in refs}


def _root(code: str, injects: Mapping[str, Mapping[str, Any]]) -> str:
    """The inject that began the story; a circle ends where it comes round."""
    seen = {code}
    while (before := injects.get(code, {}).get("live")) and before not in seen:
        code = before
        seen.add(code)
    return code


def request_states(session: Session, room: Room, firings: Mapping[str, Firing]) -> dict[str, dict[str, Any]]:
    """For staff, by the code of the inject: how long the team has, and when it answered."""
    asking = {
        inject["code"]: inject for inject in session.snapshot.get("injects", []) if inject.get("request")
    }
    fired = {
        code: int(firing.ref)
        for code in asking
        if (firing := firings.get(code)) is not None and firing.ref is not None
    }
    answered = letters.answered(room.pk, fired.values()) if fired else {}
    gone = letters.withdrawn(room.pk, fired.values()) if fired else set()
    return {
        code: {
            "deadline": inject["request"]["deadline"],
            "outlet": local(inject["request"].get("outlet"), session.lang) or None,
            "answered": answered.get(fired[code]) if code in fired else None,
            "withdrawn": True if code in fired and fired[code] in gone else None,
        }
        for code, inject in asking.items()
    }
