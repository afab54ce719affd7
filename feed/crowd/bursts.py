"""Bots that paste one text within seconds, as whoever holds them wants: to be told by those who look.

The same words, the same hashtags and the same address, from accounts with a number in their name and hardly
any followers, that never answer.
"""

from typing import NamedTuple

from feed.crowd.facts import BURST_CHANCE, BURST_LASTS
from feed.crowd.moodstate import Mood
from feed.crowd.population import Account, account, bots
from feed.crowd.talk import Talk
from feed.crowd.types import EMOTIONS
from feed.crowd.writer import Said, Writer

_STIRRED = tuple(map(EMOTIONS.index, ("fear", "anger", "mockery")))  # what such bursts are made of
_SHORTEST = 30  # characters
_LEAST = 0.12  # share of the mood that an emotion must have


class Burst(NamedTuple):
    """One text that bots paste until window `until`."""

    emotion: int
    said: Said
    until: int


def begun(
    burst: Burst | None, writer: Writer, mood: Mood, talk: Talk, seed: int, window: int
) -> Burst | None:
    """The burst that goes on after this window, one that begins, or none."""
    if burst is not None and window < burst.until:
        return burst
    if talk.since is None or not writer.dice.chance(BURST_CHANCE):
        return None
    moved = [emotion for emotion in _STIRRED if mood.shares[emotion] >= _LEAST]
    if not moved:
        return None
    emotion = writer.dice.pick(moved)
    said = writer.original(emotion, bot(writer, seed), writer.book.main)
    if len(said.text) < _SHORTEST:
        return None  # many people say the same few words
    return Burst(emotion, said, window + BURST_LASTS)


def bot(writer: Writer, seed: int) -> Account:
    """One of the bots that take part."""
    return account(seed, writer.book.lang, writer.dice.pick(bots(seed)))
