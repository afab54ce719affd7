"""What the team does, and what the mood makes of it: messages, and the deeds that people hold against it.

A message is read, reaches people in some way, and then works as an `Answer`. A trainer's correction or the
team's own edit reads it anew: what the first reading did is taken back, and the new one put in its place.
"""

import math
import re

from feed.crowd import shunning
from feed.crowd.answers import Answer, answer_to, heard, promptness, taken_back
from feed.crowd.book import Book
from feed.crowd.facts import (
    AMPLIFIED_LEVEL,
    AMPLIFIED_SHARES,
    ANSWER_GONE,
    ANSWERS_KEPT,
    BLUNDER_HALF_LIFE,
    CONTRADICTED_LEVEL,
    CONTRADICTED_SHARES,
    DELETED_HALF_LIFE,
    DELETED_LEVEL,
    DELETED_SEEN,
    DELETED_SHARES,
    DIAL_TOP,
    EDITED_LEVEL,
    EXPOSED_LEVEL,
    EXPOSED_SHARES,
    HIDDEN_LEVEL,
    LATE_DOUBTED,
    LIKED_INSULT_LEVEL,
    LIKED_INSULT_SHARES,
)
from feed.crowd.moodstate import LiveShock, Mood, Name, Silence, with_shock
from feed.crowd.reading import Reading, read, similarity, spaced
from feed.crowd.rumour import Touched, contested, contradicts, restored
from feed.crowd.types import Blocked, Corrected, Deleted, Edited, Hidden, Liked, Published, Stimulus, Vector

_LIKE, _MOCKERY = 0, 3
_INSULTS = (2, 3)  # anger and mockery
_WORRIES = (1, 4)  # fear and sadness
_TAG = re.compile(r"#(\w{2,60})")


def acted(book: Book, mood: Mood, stimulus: Stimulus, t: float) -> Mood:
    """The mood after what the team did at `t` (s of exercise); as it was after anything else."""
    if isinstance(stimulus, Published) and stimulus.team:
        return _published(book, mood, stimulus)
    if isinstance(stimulus, Corrected):
        reading = Reading(dict.fromkeys(stimulus.labels, 1.0), {})
        return _read_anew(book, mood, stimulus.said, reading)
    if isinstance(stimulus, Edited) and stimulus.said.team:
        return _edited(book, mood, stimulus, t)
    if isinstance(stimulus, Deleted) and stimulus.team:
        return _deleted(book, mood, stimulus, t)
    if isinstance(stimulus, Hidden):
        level = round(HIDDEN_LEVEL * _seen(book, stimulus.since, t), 12)
        return _blunder(book, mood, f"hidden:{stimulus.ref}", t, level, DELETED_SHARES)
    if isinstance(stimulus, Blocked) and stimulus.on:
        name = ("block", stimulus.handle)
        return _minded(book, mood, name, t, shunning.level(stimulus), DELETED_SHARES)
    if isinstance(stimulus, Liked) and _jars(stimulus):
        code = f"liked:{stimulus.ref}"
        return _blunder(book, mood, code, t, LIKED_INSULT_LEVEL, LIKED_INSULT_SHARES)
    return mood


# ── messages ──────────────────────────────────────────────────────────────────────────────────────


def _published(book: Book, mood: Mood, said: Published) -> Mood:
    if said.kind == "share" or not said.text.strip():
        return mood
    return _told(book, _taken_in(book, mood, said, read(said.text, book.lang), None), said)


def _told(book: Book, mood: Mood, said: Published) -> Mood:
    """What is held against a text whatever it does: a hashtag made against the team, a secret."""
    if _hostile_tags(book, said.text):
        mood = _blunder(book, mood, f"amplified:{said.ref}", said.t, AMPLIFIED_LEVEL, AMPLIFIED_SHARES)
    if _exposes(book, mood, said.text):
        mood = _blunder(book, mood, f"exposed:{said.ref}", said.t, EXPOSED_LEVEL, EXPOSED_SHARES)
    return mood


def _taken_in(book: Book, mood: Mood, said: Published, reading: Reading, old: Answer | None) -> Mood:
    """The mood after a message that is read so. `old` is the same message as it was read before: it keeps its
    place, and its time."""
    if contradicts(mood.rumours, book.claims, said.text, reading):
        code = f"contradicted:{said.ref}"
        mood = _blunder(book, mood, code, said.t, CONTRADICTED_LEVEL, CONTRADICTED_SHARES)
    rumours, denied = contested(mood.rumours, book.claims, said.text, reading)
    before = mood.answers if old is None else mood.answers[: mood.answers.index(old)]
    after = () if old is None else mood.answers[len(before) + 1 :]
    since = mood.silence.since if old is None else old.heard.since
    touched = tuple(
        Touched(was.code, was.state, round(now.left / was.left, 12))
        for was, now in zip(mood.rumours, rumours, strict=True)
        if was != now
    )
    here, crowded = said.channel == book.main, mood.volume / DIAL_TOP
    doubt = mood.silence.doubt
    reached = heard(said, here, crowded, since, book.time_scale, doubt, touched, denied)
    if old is not None:
        reached = reached._replace(calm=old.heard.calm)
    answer = answer_to(said, reading, reached, before, book.responsibility)
    answers = (*before, answer, *after)[-ANSWERS_KEPT:] if _works(answer) else (*before, *after)
    return mood._replace(rumours=rumours, answers=answers, silence=_asked(book, mood, answer, old))


def _works(answer: Answer) -> bool:
    return max(map(abs, answer.size)) >= ANSWER_GONE


def _asked(book: Book, mood: Mood, answer: Answer, old: Answer | None) -> Silence:
    """What waits for an answer after a message: nothing, if it was one; what did before, if it turns out that
    it was none. Who had to wait too long doubts the next ones as well."""
    silence = mood.silence
    if not answer.waits:
        answers_it = old is None or (old.waits and silence.since == answer.heard.since)
        if not answers_it:
            return silence
        late = 1.0 - promptness(answer.t, silence.since, book.time_scale)
        return silence._replace(since=None, doubt=round(max(silence.doubt, LATE_DOUBTED * late), 12))
    if old is not None and not old.waits and silence.since is None:
        return silence._replace(since=answer.heard.since)
    return silence


def _read_anew(book: Book, mood: Mood, said: Published, reading: Reading) -> Mood:
    """The mood as if the message had been read so from the first."""
    old = _answer(mood, said.ref)
    if old is not None:
        rumours = restored(mood.rumours, old.heard.rumours)
        mood = mood._replace(rumours=rumours)
    contradiction = ("answer", f"contradicted:{said.ref}")
    mood = mood._replace(shocks=tuple(shock for shock in mood.shocks if shock.name != contradiction))
    return _taken_in(book, mood, said, reading, old)


def _answer(mood: Mood, ref: int) -> Answer | None:
    return next((answer for answer in mood.answers if answer.code == f"answer:{ref}"), None)


# ── deeds ─────────────────────────────────────────────────────────────────────────────────────────


def _edited(book: Book, mood: Mood, edited: Edited, t: float) -> Mood:
    """Those who had read the first text tell that it was another: the more, the longer it stood and the more
    was changed in it. Nobody minds a typing error put right."""
    said = edited.said
    mood = _told(book, _read_anew(book, mood, said, read(said.text, book.lang)), said)
    changed = 1.0 - similarity(edited.before, said.text)
    level = round(EDITED_LEVEL * changed * changed * _seen(book, said.t, t), 12)
    return _blunder(book, mood, f"edited:{said.ref}", t, level, DELETED_SHARES)


def _deleted(book: Book, mood: Mood, deleted: Deleted, t: float) -> Mood:
    """Those who had seen the post show it around: the longer it stood, the more of them there are. What
    calmed in it does so no longer."""
    said = _answer(mood, deleted.ref)
    seen = _seen(book, said.t if said else -math.inf, t)
    half_life = DELETED_HALF_LIFE / book.time_scale
    name = ("answer", f"deleted:{deleted.ref}")
    mood = mood._replace(answers=tuple(taken_back(a, seen) if a is said else a for a in mood.answers))
    return with_shock(mood, LiveShock(name, t, DELETED_LEVEL * seen, DELETED_SHARES, half_life))


def _seen(book: Book, since: float, t: float) -> float:
    """The part of people who read something that has stood since then."""
    return round(-math.expm1(-max(0.0, (t - since) * book.time_scale) / DELETED_SEEN), 12)


def _blunder(book: Book, mood: Mood, code: str, t: float, level: float, shares: Vector) -> Mood:
    return _minded(book, mood, ("answer", code), t, level, shares)


def _minded(book: Book, mood: Mood, name: Name, t: float, level: float, shares: Vector) -> Mood:
    half_life = BLUNDER_HALF_LIFE / book.time_scale
    return with_shock(mood, LiveShock(name, t, level, shares, half_life))


def _jars(liked: Liked) -> bool:
    """Whether the team applauds or laughs at an insult, or laughs at those who fear and mourn."""
    if liked.reaction == _MOCKERY:
        return liked.emotion in (*_INSULTS, *_WORRIES)
    return liked.emotion in _INSULTS and liked.reaction == _LIKE


def _hostile_tags(book: Book, text: str) -> bool:
    """Whether a text carries a hashtag made against the organisation: so it reaches all who follow that."""
    return any(book.hostile.fullmatch(tag) for tag in _TAG.findall(text))


# ── secrets ───────────────────────────────────────────────────────────────────────────────────────


def secrets_after(book: Book, secrets: tuple[str, ...], inject: str | None) -> tuple[str, ...]:
    """Codes of what must not be told, once `inject` has fired (None: at the start)."""
    kept = tuple(code for code in secrets if book.secrets[code].until != inject)
    new = (secret.code for secret in book.secrets.values() if secret.after == inject)
    return tuple(dict.fromkeys((*kept, *new)))


def _exposes(book: Book, mood: Mood, text: str) -> bool:
    said = spaced(text)
    return any(words in said for code in mood.secrets for words in book.secrets[code].words)
