"""What a screenshot shows: a share or a quote of a story holds it as it was, whatever became of it."""

from typing import Any

from . import store
from .pictures import Pictured, pictured
from .stories import is_screenshot


def shown_in(post: Any, parent: store.Parent | None) -> bool:
    """Whether a post is a screenshot of its parent."""
    return parent is not None and is_screenshot(post.kind, parent.expires)


def words(room_id: int, post: Any, parent: store.Parent) -> str:
    """What stood there when it was made. A share keeps it as its own text."""
    if post.kind == "share":
        return str(post.text)
    if not parent.edited:
        return parent.said
    said = [text for t, text in store.versions(room_id, post.parent) if t <= post.t]
    return said[-1] if said else parent.said


def source(post: Any) -> Any:
    """The post whose picture or photo a post shows: its own, of a screenshot the story."""
    parent = store.parents(post.room_id, [post]).get(post.parent)
    return store.post_of(post.room_id, post.parent) if shown_in(post, parent) else post


def picture(parent: store.Parent) -> Pictured | None:
    return pictured(parent.kind, parent.channel, parent.media, False)
