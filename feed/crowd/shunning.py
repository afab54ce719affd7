"""Accounts that the official one has blocked: how much people mind it, when the blocked ones say so, and what
they cannot do any more.

Their followers mind it, the more of them there are; a critic is missed, a mere insulter hardly. Whether one
finds out and says so, and when, follows from the seed and the account, apart from the crowd's dice. A blocked
account answers, shares and quotes nothing of the one that blocked it; it posts, and names it, as before.
"""

from collections.abc import Sequence
from typing import NamedTuple

from feed.crowd.dice import mixed
from feed.crowd.facts import (
    BLOCK_FOLLOWED,
    BLOCKED_FINDS_OUT,
    BLOCKED_KINDS,
    BLOCKED_LEVEL,
    BLOCKED_MOST,
    BLOCKED_ROLES,
    BLOCKED_TELLS,
)
from feed.crowd.types import EMOTIONS, Blocked, Stimulus
from feed.crowd.voice_files import BLOCKED, Voice

_STREAM = 29  # of draws for the blocked
_THOUSAND = 1000
#: In which emotion a kind complains, the first that it has words for; kinds without a voice speak as another.
_FELT = tuple(map(EMOTIONS.index, ("anger", "mockery")))
_SPEAKS_AS = {"authority": "official", "organisation": "official"}


class Shunned(NamedTuple):
    """A blocked account that will say so from window `since` on."""

    key: int | str
    since: int


class Barred(NamedTuple):
    """A blocked account, by its key, and the code of the account that blocked it."""

    by: str
    key: int | str


def level(blocked: Blocked) -> float:
    """How much people mind it, in parts of the dial."""
    reach = min(1.0, (max(0, blocked.followers) / BLOCK_FOLLOWED) ** 0.5)
    minded = BLOCKED_ROLES.get(blocked.role, 1.0) * BLOCKED_KINDS.get(blocked.kind, 1.0)
    return round(min(BLOCKED_MOST, BLOCKED_LEVEL * reach * minded), 12)


def after(
    shunned: tuple[Shunned, ...], stimuli: Sequence[Stimulus], seed: int, window: int, scale: float
) -> tuple[Shunned, ...]:
    """Who waits to say so, after what was done in this window; who is let in again has nothing to say."""
    for stimulus in stimuli:
        if isinstance(stimulus, Blocked):
            shunned = tuple(one for one in shunned if one.key != stimulus.key)
            since = _tells(stimulus, seed, window, scale) if stimulus.on else None
            if since is not None:
                shunned = (*shunned, Shunned(stimulus.key, since))
    return shunned


def barred_after(barred: tuple[Barred, ...], stimuli: Sequence[Stimulus]) -> tuple[Barred, ...]:
    """Who is blocked by whom, after what was done in this window."""
    for stimulus in stimuli:
        if isinstance(stimulus, Blocked):
            barred = tuple(one for one in barred if one.key != stimulus.key)
            barred = (*barred, Barred(stimulus.by, stimulus.key)) if stimulus.on else barred
    return barred


def barred_by(barred: Sequence[Barred]) -> dict[int | str, frozenset[int | str]]:
    """Whom each account that blocks has blocked."""
    return {who: frozenset(one.key for one in barred if one.by == who) for who in {one.by for one in barred}}


def _tells(blocked: Blocked, seed: int, window: int, scale: float) -> int | None:
    """The window from which on the account says so; None for one that never does."""
    luck = mixed(seed, window, *blocked.handle.encode(), _STREAM)
    if luck % _THOUSAND >= _THOUSAND * BLOCKED_TELLS.get(blocked.role, 1.0):
        return None
    first, last = BLOCKED_FINDS_OUT
    return window + 1 + int((first + (luck >> 20) % (last - first)) / scale)


def due(shunned: Sequence[Shunned], window: int) -> list[Shunned]:
    return [one for one in shunned if one.since <= window]


def complaint(voice: Voice, kind: str) -> tuple[int, str]:
    """The emotion and the segment of the voice in which somebody of this kind says that they were blocked."""
    segment = BLOCKED.get(_SPEAKS_AS.get(kind, kind), BLOCKED["citizen"])
    return next(emotion for emotion in _FELT if voice.choices(emotion, segment, "original")), segment
