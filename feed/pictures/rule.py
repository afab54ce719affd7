"""Which posts show a picture, and of what shape. PURE.

The rule looks at what every trainee may know: the network, the kind, the author's description. So a picture
tells nobody whether a person or the crowd wrote.
"""

from typing import Literal

from .seeing import see

Pictured = Literal["still", "clip"]

#: Networks on which nobody publishes words alone, and whether what they show moves.
OF_PICTURES: dict[str, Pictured] = {"photo": "still", "stories": "still", "video": "clip", "wall": "still"}
SHAPES = {"photo": "portrait", "wall": "portrait", "stories": "tall", "video": "tall"}


def pictured(
    kind: str, channel: str, media: str, deleted: bool, form: str = "", *, has_photo: bool = False
) -> Pictured | None:
    """What a post shows: a still, a clip (a still with a play mark), or nothing. A photo was uploaded."""
    if (has_photo or form == "infographic") and not deleted:
        return "still"
    if deleted or (not media and (kind != "original" or channel not in OF_PICTURES)):
        return None
    if channel == "video" or (media and _moves(media)):
        return "clip"
    return "still"


def shape_of(channel: str) -> str:
    return SHAPES.get(channel, "wide")


def _moves(media: str) -> bool:
    """In either language: the rule does not ask for the session's."""
    return any("clip" in see(media, lang).manner for lang in ("en", "fr"))
