"""The crowd's two verbs: `start` and `step`. Plain values in, plain values out, none of them changed."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from feed.crowd import mourning, shunning
from feed.crowd.authored import listened
from feed.crowd.book import Book, book
from feed.crowd.bursts import Burst, begun
from feed.crowd.cascade import Pool, empty_pool, still_shown
from feed.crowd.coinage import coined
from feed.crowd.dice import Dice
from feed.crowd.mood import calm, moved
from feed.crowd.moodstate import Mood
from feed.crowd.posts import brought
from feed.crowd.pressure import count
from feed.crowd.talk import Talk, heard, small_talk
from feed.crowd.telling import RumourView, views
from feed.crowd.trend import known, rising, used
from feed.crowd.types import Causes, Drafts, Stimulus, Trend, Vector, Window
from feed.crowd.writer import Memory, Writer, blank

_WORDS_FADE = 10  # windows between two steps of forgetting
_WORDS_LEFT = 0.82  # of a word's count, per step: half-life 35 s
_WORD_GONE = 0.05
_HEARD = 60  # of the newest posts that may be answered: whose authors others name


class State(NamedTuple):
    """All that a room's crowd is, between two windows. `owed` is in 1/300 reactions."""

    book: Book
    seed: int
    mood: Mood
    talk: Talk
    pool: Pool
    memory: Memory
    owed: int
    burst: Burst | None


def start(scenario: dict[str, Any], lang: str, seed: int) -> State:
    """The crowd of a scenario's plain document before its first window.

    Raises BrokenScenario for a document that is none, ValueError for a language that it lacks.
    """
    script = book(scenario, lang)
    return State(script, seed, calm(script), small_talk(script), empty_pool(), blank(), 0, None)


def step(state: State, stimuli: Sequence[Stimulus], window: Window) -> tuple[State, Drafts, Causes]:
    """One window. The given state stays as it was, so a window may be made again with one more stimulus.

    Without `window.write` mood and causes are the same, and no post comes.
    """
    script, number, heeded = state.book, window.number, tuple(stimuli)
    mood, causes = moved(script, state.mood, heeded, number + 1.0)
    talk = heard(script, state.talk, heeded, number)
    waiting = shunning.after(talk.shunned, heeded, state.seed, number, script.time_scale)
    grieved = mourning.after(script, talk.mourning, heeded, number)
    barred = shunning.barred_after(talk.barred, heeded)
    talk = talk._replace(shunned=waiting, mourning=grieved, barred=barred)
    pool = _seen(script, listened(script, state.pool, heeded, number), number)
    after = state._replace(mood=mood, talk=talk, pool=pool)
    if not window.write:
        return after, Drafts([], []), causes
    return *_written(after, number), causes


def trends(state: State, limit: int = 10) -> list[Trend]:
    """Hashtags that rise, the steepest first."""
    return rising(state.talk.tags, round(state.mood.t), limit)


def rumours(state: State) -> list[RumourView]:
    """The live rumours, the hottest first: claim, truth, origin, state, and how they are told."""
    return views(state.book, state.mood, state.talk.told)


def mood(state: State) -> Vector:
    """The five shares at the end of the last window."""
    return state.mood.shares


def _seen(script: Book, pool: Pool, number: int) -> Pool:
    """The pool without stories that go before the window is over: nobody can answer them any more."""
    if script.story_life is None:
        return pool
    return still_shown(pool, "stories", math.ceil(number + 1 - script.story_life))


def _written(state: State, number: int) -> tuple[State, Drafts]:
    reactions, owed = count(state.owed, state.mood.volume, state.seed, number)
    if not reactions:
        return state._replace(owed=owed), Drafts([], [])
    dice = Dice(state.seed, number)
    heard = [post.author.handle for post in state.pool.posts[-_HEARD:] if post.author.handle]
    writer = Writer(state.book, dice, state.mood, state.talk, state.memory, number, heard)
    burst = begun(state.burst, writer, state.mood, state.talk, state.seed, number)
    window = brought(
        state.book, state.seed, state.mood, state.talk, state.pool, writer, burst, reactions, number
    )
    talk = _talked(state, writer, number)._replace(said=window.said, told=window.told, shunned=window.shunned)
    after = state._replace(talk=talk, pool=window.pool, memory=writer.memory(), owed=owed, burst=burst)
    return after, window.drafts


def _faded(words: dict[str, float]) -> dict[str, float]:
    return {word: left for word, n in words.items() if (left := round(n * _WORDS_LEFT, 6)) > _WORD_GONE}


def _talked(state: State, writer: Writer, number: int) -> Talk:
    """The talk after a window's posts: tags used, words in use, and sometimes a tag is born of them."""
    talk = state.talk
    words = _faded(talk.words) if number % _WORDS_FADE == 0 else dict(talk.words)
    for word, n in sorted(writer.nouns.items()):
        words[word] = words.get(word, 0.0) + n
    talk = talk._replace(words=words, tags=used(talk.tags, writer.tagger.uses, number))
    born = coined(state.book, writer.dice, talk.tags, words, talk.said, talk.coined_at, number)
    if born is None:
        return talk
    tag, emotion = born
    weight = 0.5 + 3.0 * writer.dice.unit() ** 2
    return talk._replace(
        tags=known(talk.tags, tag, round(weight, 6), emotion, number, coined=True), coined_at=number
    )
