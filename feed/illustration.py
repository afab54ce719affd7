"""The picture of a post, drawn when a browser asks for it and kept for the next ones that do."""

from functools import lru_cache
from typing import Any

from django.http import HttpResponse

from exercises.models import Session
from exercises.models.fields import local

from . import forms, screenshots, store
from .pictures import infographic, picture, pictured, shape_of, tribute

KEPT = 256  # drawings that a process keeps, of at most 25 kB each
KEPT_BY_BROWSERS = "private, max-age=31536000, immutable"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


def pictured_by(post: Any) -> Any:
    """The post whose picture a post shows: its own, of a screenshot the story's; None where there is none."""
    if post is None or post.deleted:
        return None
    parent = store.parents(post.room_id, [post]).get(post.parent)
    if parent and screenshots.shown_in(post, parent):
        return store.post_of(post.room_id, post.parent) if screenshots.picture(parent) else None
    return post if pictured(post.kind, post.channel, post.media, False, post.form) else None


def illustrated(session: Session, post: Any, *, is_kept: bool) -> HttpResponse:
    """The picture of a post that has one. Who sees it may keep it, unless it goes: it does not change, even
    when the post's words do. Only an infographic is its words: a page asks for another picture of it once it
    was edited."""
    if post.form == "infographic":
        return sketched(post.text, post.colour, shape_of(post.channel))
    seed = f"{session.seed}/{post.ref}"
    description = post.media or _first_words(post)
    if post.channel == "wall" and not post.media:
        description = tribute(description, session.lang, seed)
    svg = _drawn(
        description,
        session.lang,
        seed,
        shape_of(post.channel),
        local(session.snapshot["briefing"]["situation"], session.lang),
    )
    kept = {"Cache-Control": KEPT_BY_BROWSERS if is_kept else "no-store"}
    return HttpResponse(svg, content_type="image/svg+xml", headers=HEADERS | kept)


def sketched(text: str, colour: str, shape: str) -> HttpResponse:
    """The infographic that a text makes. Raises BadForm for one that makes none."""
    svg = _sketched(text, colour, shape)
    return HttpResponse(svg, content_type="image/svg+xml", headers=HEADERS)


def _first_words(post: Any) -> str:
    if post.edited is None:
        return str(post.text)
    said = store.versions(post.room_id, post.ref)
    return said[0][1] if said else str(post.text)


@lru_cache(maxsize=KEPT)
def _drawn(description: str, lang: str, seed: str, shape: str, around: str) -> bytes:
    return picture(description, lang, seed, shape, around).encode()


@lru_cache(maxsize=KEPT)
def _sketched(text: str, colour: str, shape: str) -> bytes:
    made = forms.infographic(forms.drawable(text))
    return infographic(made.title, made.items, colour, shape).encode()
