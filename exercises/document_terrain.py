"""The fictional place of a scenario: what stands where on its map, and what people there report. PURE."""

from typing import Annotated, Literal

from pydantic import Field

from .document_parts import Code, Line, LocalLine, LocalPhrases, Node, Offset

PlaceKind = Literal["district", "street", "bridge", "square", "station"]
Percent = Annotated[int, Field(ge=0, le=100)]


class Place(Node):
    """A place with a name: `x` from the left, `y` from the top, in per cent of the map.

    `aliases` are other ways in which people name it.
    """

    code: Code
    kind: PlaceKind
    name: LocalLine
    aliases: LocalPhrases = LocalPhrases()
    x: Percent
    y: Percent


class Reports(Node):
    """What the crowd reports on the map or the safety check, from inject `after` on (or from the start) until
    inject `until`: one of `texts` about every `every` seconds, with a place of the map for `{place}`."""

    channel: Literal["traffic", "safety"]
    after: Code | None = None
    until: Code | None = None
    every: Annotated[int, Field(ge=5, le=86_400)]
    texts: LocalPhrases


class Sought(Node):
    """A person who can be looked for on the safety check: marked safe `after` seconds from its opening on, or
    (null) never."""

    name: Line
    after: Offset | None = None


class Terrain(Node):
    """The place where it happens. Without places the map is drawn from the words of the vocabulary.

    `people` is about how many a safety check concerns.
    """

    river: LocalLine | None = None
    places: Annotated[list[Place], Field(max_length=40)] = []
    reports: Annotated[list[Reports], Field(max_length=20)] = []
    people: Annotated[int, Field(ge=100, le=50_000_000)] = 40_000
    sought: Annotated[list[Sought], Field(max_length=200)] = []
