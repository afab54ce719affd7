"""Hashtags that no author wrote: the crowd makes them of the words and the emotion of its own comments.

A coinage needs a word that recent comments keep using and an emotion that prevails in them. Born tags
compete with all others for use; most die.
"""

from collections.abc import Mapping

from feed.crowd.book import Book
from feed.crowd.data import table
from feed.crowd.dice import Dice
from feed.crowd.facts import COIN_SPACING, COINED_ALIVE
from feed.crowd.trend import Tags, alive
from feed.crowd.types import EMOTIONS, Vector

#: Part of recent comments that an emotion must reach before it coins.
_PREVAILS: Vector = (0.34, 0.34, 0.3, 0.26, 0.32)
_SALIENT = 0.04  # part of recent nouns that a word must reach
_CHANCE = 0.05  # per window, once all is there
_LONGEST = 30


def coined(
    book: Book, dice: Dice, tags: Tags, words: Mapping[str, float], said: Vector, last: int, window: int
) -> tuple[str, int] | None:
    """A new tag and its emotion, or None. `words` counts recent nouns as "slot:Word", `said` is the
    recent comments' emotions, `last` the window of the last coinage."""
    if window - last < COIN_SPACING or not dice.chance(_CHANCE):
        return None
    if sum(use.coined and alive(use, window) for use in tags.values()) >= COINED_ALIVE:
        return None
    excess = [said[e] - _PREVAILS[e] for e in range(5)]
    emotion = max(range(5), key=lambda e: excess[e])
    if excess[emotion] < 0:
        return None
    options = _options(book, tags, words, emotion)
    if not options:
        return None
    point = dice.below(sum(weight for _tag, weight in options))
    for tag, weight in options:
        if point < weight:
            return tag, emotion
        point -= weight
    return None


def _options(book: Book, tags: Tags, words: Mapping[str, float], emotion: int) -> list[tuple[str, int]]:
    """Tags that could be born now, weighed by how often their word was said."""
    total = sum(words[name] for name in sorted(words))
    taken = {tag.lower() for tag in tags} | book.forbidden
    options: list[tuple[str, int]] = []
    for slot, shape in table("coinage")[book.lang][EMOTIONS[emotion]]:
        if "Boycott" in shape and book.responsibility == "victim":
            continue
        for name in sorted(words):
            kind, _, word = name.partition(":")
            tag = shape.format(book.org.tag if kind == "org" else word)
            if kind != slot or words[name] < _SALIENT * total or tag.lower() in taken or len(tag) > _LONGEST:
                continue
            options.append((tag, max(1, round(100 * words[name] / total))))
    if EMOTIONS[emotion] in ("anger", "mockery") and options:
        options.extend((tag, 60) for tag in book.favoured if tag.lower() not in taken)
    return options
