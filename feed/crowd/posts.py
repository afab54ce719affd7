"""One window's posts: kinds, parents, emotions and authors are drawn, then each post is written."""

from typing import NamedTuple

import numpy as np

from feed.crowd.book import CROWD_CHANNELS, Book, normalised
from feed.crowd.cascade import (
    APPEAL_ONE,
    NO_EMOTION,
    Candidate,
    Pool,
    Pull,
    appeal,
    drawn,
    joined,
    pruned,
    reply_pull,
    share_pull,
    total_weight,
    without,
)
from feed.crowd.dice import Dice
from feed.crowd.facts import (
    AUTHORED_PULL,
    BALANCE,
    FAST_MIX,
    FRIENDLY,
    LIFT,
    MICROBLOG_PART,
    PERSONA_PART,
    PING_PONG,
    QUOTE_PART,
    REPLY_PART,
    REPLY_TO_REPLY,
    SHARE_PART,
    SHOCK_PULL,
    TEAM_PULL,
    TOUCHED_MOST,
)
from feed.crowd.habits import CAREFUL
from feed.crowd.mood import Mood
from feed.crowd.population import Account, account, activity_total, ranks
from feed.crowd.talk import Talk
from feed.crowd.types import (
    REFS_PER_WINDOW,
    Author,
    Deleted,
    Draft,
    Drafts,
    InjectFired,
    Published,
    Stimulus,
    Touch,
    Vector,
)
from feed.crowd.voice_files import PERSONAL
from feed.crowd.writer import Said, Writer

_MILLION = 1_000_000
_ANONYMOUS = Author("", "", "", "citizen", 500)


class Plan(NamedTuple):
    """A post to be: its kind, its parent's place in the pool (None: an original), its channel."""

    kind: str
    parent: int | None
    channel: str


class Brought(NamedTuple):
    drafts: Drafts
    pool: Pool
    said: Vector


def listened(book: Book, pool: Pool, stimuli: tuple[Stimulus, ...], window: int) -> Pool:
    """The pool after what others than the crowd posted and deleted: their posts draw answers."""
    for stimulus in stimuli:
        if isinstance(stimulus, Deleted):
            pool = without(pool, stimulus.ref)
        elif isinstance(stimulus, InjectFired) and stimulus.ref is not None:
            pool = _with_inject(book, pool, stimulus, stimulus.ref, window)
        elif isinstance(stimulus, Published) and stimulus.kind != "share":
            pool = _with_published(book, pool, stimulus, window)
    return pool


def brought(
    book: Book, seed: int, mood: Mood, talk: Talk, pool: Pool, writer: Writer, count: int, window: int
) -> Brought:
    """Write `count` posts in window number `window`."""
    dice = writer.dice
    parents = _Parents(book, dice, pool, mood.shares, window)
    plans = _plans(book, dice, pool, parents, count)
    keys = ranks(dice.many_below(activity_total(), count))
    moments = np.sort(dice.many_below(1000, count)).tolist()
    emotions = _Emotions(dice, mood.shares, talk.said)
    scene = _Scene(book, seed, pool, writer, emotions, window)
    posts = [
        scene.post(index, plan, key, window + moment / 1000)
        for index, (plan, key, moment) in enumerate(zip(plans, keys, moments, strict=True))
    ]
    touches = _touches(dice, pool, parents, count)
    grown = joined(pool, scene.candidates, scene.appeals, window, book.main)
    grown = grown._replace(fresh=tuple(post.ref for post in posts if post.kind != "share"))
    return Brought(
        Drafts(posts, touches),
        pruned(grown, dice, window, book.time_scale, count),
        _mixed_in(talk.said, posts),
    )


# ── what kind, answering whom ─────────────────────────────────────────────────────────────────────


def _plans(book: Book, dice: Dice, pool: Pool, parents: "_Parents", count: int) -> list[Plan]:
    """The kinds of a window's posts, in the order in which they come."""
    kinds = dice.many_below(_MILLION, count).tolist()
    places = dice.many_below(_MILLION, count).tolist()
    wanted: dict[tuple[str, bool], list[int]] = {}
    for index, (kind, place) in enumerate(zip(kinds, places, strict=True)):
        main = not book.others or place < MICROBLOG_PART * _MILLION
        wanted.setdefault((_kind(kind), main), []).append(index)
    plans: dict[int, Plan] = {}
    for (kind, main), indices in sorted(wanted.items()):
        chosen = parents.draw(kind, main, len(indices))
        for index, parent in zip(indices, chosen, strict=False):
            plans[index] = Plan(kind.rstrip("2"), parent, pool.posts[parent].channel)
        for index in indices[len(chosen) :]:
            elsewhere = book.open_others and not main
            plans[index] = Plan("original", None, dice.pick(book.open_others) if elsewhere else book.main)
    return [plans[index] for index in range(count)]


def _kind(draw: int) -> str:
    """The kind of a post; "reply2" answers a reply."""
    parts = (
        ("share", SHARE_PART),
        ("reply", REPLY_PART * (1 - REPLY_TO_REPLY)),
        ("reply2", REPLY_PART * REPLY_TO_REPLY),
        ("quote", QUOTE_PART),
    )
    point = draw / _MILLION
    for kind, part in parts:
        if point < part:
            return kind
        point -= part
    return "original"


class _Parents:
    """Who is shared and answered in a window; each way of choosing is weighed once."""

    def __init__(self, book: Book, dice: Dice, pool: Pool, mood: Vector, window: int) -> None:
        self._dice, self._pool, self._mood, self._window = dice, pool, mood, window
        self._scale = book.time_scale
        self._pulls: dict[tuple[str, bool], Pull] = {}

    def draw(self, kind: str, main: bool, count: int) -> list[int]:
        """Places of parents in the pool; fewer than `count` where little has been said yet."""
        if kind == "original":
            return []
        pull = self.pull("share" if kind == "quote" else kind, main)
        offered = len(pull.places)
        willing = sum(self._dice.chance(offered / (offered + 10)) for _ in range(count))
        return drawn(pull, self._dice, willing)

    def pull(self, kind: str, main: bool) -> Pull:
        """The weights by which one is chosen for a share, a reply or a reply to a reply ("reply2")."""
        if (kind, main) not in self._pulls:
            self._pulls[kind, main] = (
                share_pull(self._pool, self._window, self._scale, main, self._mood)
                if kind == "share"
                else reply_pull(self._pool, self._window, self._scale, main, to_reply=kind == "reply2")
            )
        return self._pulls[kind, main]


# ── in which emotion ──────────────────────────────────────────────────────────────────────────────


class _Emotions:
    """Draws emotions: originals from the mood (leaning against what was said too often), replies from
    the mood with the parent's emotion lifted."""

    def __init__(self, dice: Dice, mood: Vector, said: Vector) -> None:
        self._dice = dice
        lean = [max(0.0, m + BALANCE * (m - s)) if m > 0 else 0.0 for m, s in zip(mood, said, strict=True)]
        self._original = _thresholds(normalised(lean) if sum(lean) > 0 else mood)
        self._replies = [_thresholds(mood)] * 6
        for parent in range(5):
            lifted = [share * (LIFT[e] if e == parent else 1.0) for e, share in enumerate(mood)]
            self._replies[parent] = _thresholds(normalised(lifted))

    def original(self) -> int:
        return self._draw(self._original)

    def reply(self, parent: int) -> int:
        return self._draw(self._replies[parent])

    def _draw(self, thresholds: tuple[int, ...]) -> int:
        point = self._dice.below(thresholds[-1])
        return sum(point >= upto for upto in thresholds)


def _thresholds(shares: Vector) -> tuple[int, ...]:
    total, upto = 0, []
    for share in shares:
        total += round(share * _MILLION)
        upto.append(total)
    return tuple(upto)


# ── who, and in which words ───────────────────────────────────────────────────────────────────────


class _Scene:
    """Makes the posts of one window, and gathers those that may be answered later."""

    def __init__(
        self, book: Book, seed: int, pool: Pool, writer: Writer, emotions: _Emotions, window: int
    ) -> None:
        self.book, self.seed, self.pool, self.writer, self.emotions = book, seed, pool, writer, emotions
        self.dice = writer.dice
        self.first = window * REFS_PER_WINDOW
        self.candidates: list[Candidate] = []
        self.appeals: list[int] = []

    def post(self, index: int, plan: Plan, key: int, t: float) -> Draft:
        ref = self.first + index
        if plan.parent is None:
            return self._original(ref, t, plan, key)
        parent = self.pool.posts[plan.parent]
        if plan.kind == "share":
            return self._share(ref, t, parent, key)
        return self._answer(ref, t, plan.kind, parent, key)

    def _original(self, ref: int, t: float, plan: Plan, key: int) -> Draft:
        emotion = self.emotions.original()
        who = self._persona(emotion, plan.channel) or self._account(key)
        said = self.writer.original(emotion, who, plan.channel)
        return self._told(ref, t, "original", emotion, who.author, said, None, plan.channel)

    def _share(self, ref: int, t: float, parent: Candidate, key: int) -> Draft:
        author = self._other(key, parent).author
        emotion = self.emotions.reply(NO_EMOTION) if parent.emotion == NO_EMOTION else parent.emotion
        self.writer.uses.update(parent.hashtags)
        root = parent.root
        _segment, topic, rumour = parent.about
        return Draft(ref, t, "share", parent.channel, emotion, author, parent.text, parent.ref, root,
                     parent.hashtags, topic, rumour)  # fmt: skip

    def _answer(self, ref: int, t: float, kind: str, parent: Candidate, key: int) -> Draft:
        emotion = self.emotions.reply(parent.emotion)
        who = self._persona(emotion, parent.channel) if parent.team else None
        if who is None:
            who = self._answering_back(parent) or self._other(key, parent)
        said = self.writer.reply(emotion, who, parent, kind)
        return self._told(ref, t, kind, emotion, who.author, said, parent, parent.channel)

    def _told(
        self,
        ref: int,
        t: float,
        kind: str,
        emotion: int,
        author: Author,
        said: Said,
        parent: Candidate | None,
        channel: str,
    ) -> Draft:
        root = parent.root if parent and kind == "reply" else None
        draft = Draft(ref, t, kind, channel, emotion, author, said.text, parent.ref if parent else None, root,
                      said.hashtags, said.about[1], said.about[2])  # fmt: skip
        pull = appeal(self.dice, author.followers, kind == "reply")
        if isinstance(author.key, str):
            pull = max(pull, APPEAL_ONE) * 4
        if pull:
            depth = parent.depth + 1 if parent and kind == "reply" else 0
            self.candidates.append(
                Candidate(
                    ref,
                    author,
                    channel,
                    emotion,
                    depth,
                    ref if root is None else root,
                    parent.author if parent and kind == "reply" else None,
                    said.about,
                    said.text,
                    said.hashtags,
                    False,
                )
            )
            self.appeals.append(pull)
        return draft

    def _account(self, key: int) -> Account:
        return account(self.seed, self.book.lang, key)

    def _other(self, key: int, parent: Candidate) -> Account:
        """An account that is not the parent's own."""
        return self._account(key + 1 if key == parent.author.key else key)

    def _answering_back(self, parent: Candidate) -> Account | None:
        """The one whom the parent answered, where it is one of the crowd: threads go back and forth."""
        back = parent.parent_author
        if back is None or not isinstance(back.key, int) or not self.dice.chance(PING_PONG):
            return None
        return self._account(back.key)

    def _persona(self, emotion: int, channel: str) -> Account | None:
        """Now and then an authored persona, whose kind has a voice for this emotion."""
        if not self.dice.chance(PERSONA_PART):
            return None
        fitting = [
            persona
            for persona in self.book.personas
            if persona.kind in PERSONAL
            and channel in persona.channels
            and _in_character(persona.stance, emotion)
            and self.book.voice.choices(emotion, persona.kind, "original")
        ]
        if not fitting:
            return None
        persona = self.dice.pick(fitting)
        return Account(self.book.authors[persona.code], CAREFUL)


def _in_character(stance: float, emotion: int) -> bool:
    """Friends of the organisation neither rage nor mock; its enemies do not praise."""
    if stance > 0.3:
        return emotion in (0, 1, 4)
    return not (stance < -0.3 and emotion == 0)


# ── what others post, and what is noticed ─────────────────────────────────────────────────────────


def _with_inject(book: Book, pool: Pool, fired: InjectFired, ref: int, window: int) -> Pool:
    plan = book.injects.get(fired.code)
    if plan is None or plan.channel not in CROWD_CHANNELS:
        return pool
    author = book.authors[plan.persona] if plan.persona else _ANONYMOUS
    part = AUTHORED_PULL + (SHOCK_PULL * plan.shock.level if plan.shock else 0.0)
    topic = (plan.shock.topic if plan.shock else None) or ""
    rumour = plan.shock.rumour if plan.shock else None
    about = ("rumour" if rumour else "topic" if topic else "plain", topic, rumour)
    post = Candidate(ref, author, plan.channel, NO_EMOTION, 0, ref, None, about, fired.content, (), False)
    return joined(pool, [post], [_authored(book, pool, window, part)], window, book.main)


def _with_published(book: Book, pool: Pool, said: Published, window: int) -> Pool:
    author = book.authors.get(said.by, _ANONYMOUS)
    depth = 1 if said.kind == "reply" else 0
    root = said.parent if said.kind == "reply" and said.parent is not None else said.ref
    part = (TEAM_PULL if said.team else AUTHORED_PULL) / (2 if depth else 1)
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
    )
    return joined(pool, [post], [_authored(book, pool, window, part)], window, book.main)


def _authored(book: Book, pool: Pool, window: int, part: float) -> int:
    """The appeal that gives a post this part of all that pulls now."""
    others = total_weight(pool, window, book.time_scale) + 200 * APPEAL_ONE
    return min(1 << 28, round(others * part / (1.0 - part)))


def _touches(dice: Dice, pool: Pool, parents: "_Parents", count: int) -> list[Touch]:
    """Likes and views of earlier posts: few posts get nearly all of them."""
    pull = parents.pull("share", main=True)
    gained: dict[int, int] = {}
    for place in drawn(pull, dice, min(TOUCHED_MOST, -(-count * 6 // 10))):
        gained[place] = gained.get(place, 0) + _likes(dice)
    likes = {pool.posts[place].ref: count for place, count in gained.items()}
    for ref in pool.fresh[:TOUCHED_MOST]:
        if ref not in likes and dice.chance(FRIENDLY):
            likes[ref] = 1 + (dice.below(5) == 0)
    return [Touch(ref, n, n * (9 + dice.below(40)) + dice.below(60)) for ref, n in sorted(likes.items())]


def _likes(dice: Dice) -> int:
    """Likes of one touch: one mostly, now and then a burst (Pareto, exponent 1.2)."""
    return min(5000, int(dice.unit() ** (-1 / 1.2)))


def _mixed_in(said: Vector, posts: list[Draft]) -> Vector:
    """The emotions of recent posts, after these: a running average over FAST_MIX posts."""
    if not posts:
        return said
    counts = [0] * 5
    for post in posts:
        counts[post.emotion] += 1
    part = len(posts) / (len(posts) + FAST_MIX)
    like, fear, anger, mockery, sadness = (
        round(old + part * (n / len(posts) - old), 12) for old, n in zip(said, counts, strict=True)
    )
    return like, fear, anger, mockery, sadness
