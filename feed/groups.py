"""In which public group of the page network a post of the crowd stands. PURE.

It is drawn from the seed and the post's id, apart from the crowd's own dice: with groups or without, people
write the same posts. What they say must fit the group: its topics, who writes there, what is felt there.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .crowd.dice import mixed
from .crowd.facts import GROUP_ON_TOPIC, GROUP_PAGE, GROUP_WRITERS_NOT
from .crowd.types import EMOTIONS, Draft, Vector

NETWORK = "page"
NEUTRAL: Vector = (1.0, 1.0, 1.0, 1.0, 1.0)
_STREAM = 23  # of draws for groups
_WHOLE = 1 << 20  # weights are whole numbers, so that a draw is the same everywhere


class Group(NamedTuple):
    """A public group as a post is judged by it; `mood` are factors by emotion, 1 is neutral."""

    code: str
    topics: frozenset[str]
    kinds: frozenset[str]
    mood: Vector
    everyday: bool


class Said(NamedTuple):
    """What decides where a post of the crowd is begun; what is `everyday` is not about what happens."""

    ref: int
    emotion: int
    topic: str
    kind: str
    everyday: bool = False


def groups_of(snapshot: Mapping[str, Any]) -> list[Group]:
    """The groups of a scenario's plain document, in their order."""
    return [
        Group(
            one["code"],
            frozenset(one.get("topics", ())),
            frozenset(one.get("kinds", ())),
            _factors(one.get("mood")),
            one.get("everyday", True),
        )
        for one in authored_in(snapshot)
    ]


def authored_in(snapshot: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The same as their authors wrote them."""
    pages = (channel for channel in snapshot["channels"] if channel["kind"] == NETWORK)
    return [group for page in pages for group in page.get("groups", ())]


def _factors(weights: Mapping[str, float] | None) -> Vector:
    if not weights:
        return NEUTRAL
    shares = [weights.get(emotion, 0.0) for emotion in EMOTIONS]
    like, fear, anger, mockery, sadness = (5 * share / sum(shares) for share in shares)
    return like, fear, anger, mockery, sadness


def begun_in(groups: Sequence[Group], seed: int, draft: Draft) -> str:
    """The group in which a post of the crowd is begun, "" for any other: reviews and what named people write
    stand on the organisation's page."""
    author = draft.author
    if draft.channel != NETWORK or draft.kind != "original" or draft.stars or isinstance(author.key, str):
        return ""
    return group_of(groups, seed, Said(draft.ref, draft.emotion, draft.topic, author.kind, draft.everyday))


def group_of(groups: Sequence[Group], seed: int, said: Said) -> str:
    """The code of the group in which a post stands, "" on the organisation's own page."""
    if said.kind in GROUP_WRITERS_NOT:
        return ""
    weights = [round(_WHOLE * _weight(group, said)) for group in groups]
    at = mixed(seed, said.ref, _STREAM) % (sum(weights) + round(_WHOLE * GROUP_PAGE))
    for group, weight in zip(groups, weights, strict=True):
        if at < weight:
            return group.code
        at -= weight
    return ""


def _weight(group: Group, said: Said) -> float:
    if said.everyday and not group.everyday:
        return 0.0
    if group.kinds and said.kind not in group.kinds:
        return 0.0
    if said.topic and group.topics and said.topic not in group.topics:
        return 0.0
    drawn = GROUP_ON_TOPIC if said.topic and said.topic in group.topics else 1.0
    return drawn * group.mood[said.emotion]
