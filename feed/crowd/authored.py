"""Posts that are not the crowd's: injects, trainees and trainers. The crowd notices them and answers."""

from feed.crowd.book import CROWD_CHANNELS, REACTING_CHANNELS, Book, ShockPlan
from feed.crowd.cascade import (
    APPEAL_ONE,
    NO_EMOTION,
    Candidate,
    Pool,
    joined,
    reworded,
    total_weight,
    without,
)
from feed.crowd.facts import AUTHORED_PULL, GROUP_PULL, SHOCK_PULL, TEAM_PULL
from feed.crowd.reacting import nature_of, nature_of_shock
from feed.crowd.reading import read
from feed.crowd.types import Author, Deleted, Edited, Hidden, InjectFired, Published, Stimulus, Vector

#: Who posts an inject that has no persona: the network itself.
ANONYMOUS = Author("", "", "", "citizen", 500)


def listened(book: Book, pool: Pool, stimuli: tuple[Stimulus, ...], window: int) -> Pool:
    """The pool after what others than the crowd posted and deleted: their posts draw answers."""
    for stimulus in stimuli:
        if isinstance(stimulus, (Deleted, Hidden)):
            pool = without(pool, stimulus.ref)
        elif isinstance(stimulus, Edited):
            said = stimulus.said
            pool = reworded(pool, said.ref, said.text, _nature(book, said.channel, said.text, said.team))
        elif isinstance(stimulus, InjectFired) and stimulus.ref is not None:
            pool = _with_inject(book, pool, stimulus, stimulus.ref, window)
        elif isinstance(stimulus, Published) and stimulus.kind != "share" and _public(stimulus.channel):
            pool = _with_published(book, pool, stimulus, window)
    return pool


def _public(channel: str) -> bool:
    return channel in CROWD_CHANNELS


def _with_inject(book: Book, pool: Pool, fired: InjectFired, ref: int, window: int) -> Pool:
    plan = book.injects.get(fired.code)
    if plan is None or not _public(plan.channel):
        return pool
    author = book.authors[plan.persona] if plan.persona else ANONYMOUS
    part = AUTHORED_PULL + (SHOCK_PULL * plan.shock.level if plan.shock else 0.0)
    topic = (plan.shock.topic if plan.shock else None) or ""
    rumour = plan.shock.rumour if plan.shock else None
    about = ("rumour" if rumour else "topic" if topic else "plain", topic, rumour)
    nature = _nature(book, plan.channel, fired.content, False, plan.shock)
    post = Candidate(
        ref, author, plan.channel, NO_EMOTION, 0, ref, None, about, fired.content, (), False, nature
    )
    return joined(pool, [post], [_authored(book, pool, window, part)], window, book.main)


def _with_published(book: Book, pool: Pool, said: Published, window: int) -> Pool:
    author = book.authors.get(said.by, ANONYMOUS)
    depth = 1 if said.kind == "reply" else 0
    root = said.parent if said.kind == "reply" and said.parent is not None else said.ref
    part = (
        (TEAM_PULL if said.team else AUTHORED_PULL) / (2 if depth else 1) * (GROUP_PULL if said.group else 1)
    )
    post = Candidate(
        said.ref,
        author,
        said.channel,
        NO_EMOTION,
        depth,
        root,
        None,
        ("plain", "", None),
        said.text,
        (),
        said.team,
        _nature(book, said.channel, said.text, said.team),
    )
    return joined(pool, [post], [_authored(book, pool, window, part)], window, book.main)


def _nature(book: Book, channel: str, text: str, team: bool, shock: ShockPlan | None = None) -> Vector | None:
    """How a post leans those who react to it; None where one can only like."""
    if channel not in REACTING_CHANNELS:
        return None
    return nature_of_shock(shock) if shock else nature_of(read(text, book.lang), team)


def _authored(book: Book, pool: Pool, window: int, part: float) -> int:
    """The appeal that gives a post this part of all that pulls now."""
    others = total_weight(pool, window, book.time_scale) + 200 * APPEAL_ONE
    return min(1 << 28, round(others * part / (1.0 - part)))
