"""One window's posts: plans and authors are drawn, then each post is written."""

from typing import NamedTuple

import numpy as np

from feed.crowd.book import Book
from feed.crowd.bursts import Burst, bot
from feed.crowd.cascade import APPEAL_ONE, NO_EMOTION, Candidate, Pool, appeal, faded, joined, pruned
from feed.crowd.dice import Dice
from feed.crowd.facts import (
    APPEAL_EVERYDAY,
    BURST_PART,
    DEBUNK_APPEAL,
    FRIENDLY,
    FRIENDLY_FOLLOWED,
    PERSONA_PART,
    PING_PONG,
    RUMOUR_APPEAL,
)
from feed.crowd.habits import CAREFUL, CAREFUL_KINDS
from feed.crowd.likes import Touches
from feed.crowd.moodstate import Mood
from feed.crowd.naming import is_woman
from feed.crowd.plan import Emotions, Parents, Plan, mixed_in, plans_of
from feed.crowd.population import Account, account, activity_total, ranks
from feed.crowd.reviewing import stars_of
from feed.crowd.shunning import Shunned, barred_by, complaint, due
from feed.crowd.talk import Talk
from feed.crowd.telling import Tellings, counted
from feed.crowd.tributes import TENDER, Tributes
from feed.crowd.types import EMOTIONS, REFS_PER_WINDOW, Author, Draft, Drafts, Vector
from feed.crowd.voice_files import AMBIENT, PERSONAL, TRIBUTE
from feed.crowd.writer import Said, Writer

_HARSH = frozenset(map(EMOTIONS.index, ("anger", "mockery")))
_ANSWERABLE = frozenset({"authority", "organisation", "official"})
_NOBODY: frozenset[int | str] = frozenset()
_NEIGHBOURS = 6  # accounts beside one that are looked at for another


class Brought(NamedTuple):
    drafts: Drafts
    pool: Pool
    said: Vector
    told: Tellings
    shunned: tuple[Shunned, ...]


def brought(
    book: Book,
    seed: int,
    mood: Mood,
    talk: Talk,
    pool: Pool,
    writer: Writer,
    burst: Burst | None,
    count: int,
    window: int,
) -> Brought:
    """Write `count` posts in window number `window`, some of them by the bots of a burst."""
    dice = writer.dice
    if talk.since == window:
        pool = faded(pool, lambda post: post.about[0] == AMBIENT)
    parents = Parents(book, dice, pool, mood.shares, window)
    tributes = Tributes(book, seed, writer, mood.shares, window)
    plans = tributes.among(plans_of(book, dice, pool, parents, count))
    keys = ranks(dice.many_below(activity_total(), count))
    moments = np.sort(dice.many_below(1000, count)).tolist()
    emotions = Emotions(dice, mood.shares, talk.said)
    scene = _Scene(book, seed, pool, writer, emotions, tributes, burst, window, dict(talk.told))
    posts = [
        scene.post(index, plan, key, window + moment / 1000)
        for index, (plan, key, moment) in enumerate(zip(plans, keys, moments, strict=True))
    ]
    touches = Touches(book, seed, mood.shares, pool, window).gained(dice, parents, count)
    grown = joined(pool, scene.candidates, scene.appeals, window, book.main)
    grown = grown._replace(fresh=tuple((p.ref, p.channel, p.emotion) for p in posts if _has_friends(dice, p)))
    return Brought(
        Drafts(posts, touches),
        pruned(grown, dice, window, book.time_scale, count),
        mixed_in(talk.said, posts),
        scene.told,
        tuple(one for one in talk.shunned if one not in scene.complained),
    )


def _has_friends(dice: Dice, post: Draft) -> bool:
    """Whether a friend of its author's likes the post at once, whatever its appeal."""
    return post.kind != "share" and dice.chance(
        FRIENDLY + FRIENDLY_FOLLOWED * post.author.followers.bit_length()
    )


class _Scene:
    """Makes the posts of one window, and gathers those that may be answered later."""

    def __init__(
        self,
        book: Book,
        seed: int,
        pool: Pool,
        writer: Writer,
        emotions: Emotions,
        tributes: Tributes,
        burst: Burst | None,
        window: int,
        told: Tellings,
    ) -> None:
        self.book, self.seed, self.pool, self.writer, self.emotions = book, seed, pool, writer, emotions
        self.dice, self.told, self.burst, self.tributes = writer.dice, told, burst, tributes
        self.first = window * REFS_PER_WINDOW
        self.barred = barred_by(writer.talk.barred)
        self.shunned, self.complained = due(writer.talk.shunned, window), list[Shunned]()
        self.candidates: list[Candidate] = []
        self.appeals: list[int] = []

    def post(self, index: int, plan: Plan, key: int, t: float) -> Draft:
        ref = self.first + index
        if plan.tribute:
            return self._offered(*self.tributes.left(ref, t))
        if plan.parent is None:
            return self._original(ref, t, plan, key)
        parent = self.pool.posts[plan.parent]
        if plan.kind == "share":
            return self._share(ref, t, parent, key)
        return self._answer(ref, t, plan.kind, parent, key)

    def _original(self, ref: int, t: float, plan: Plan, key: int) -> Draft:
        burst = self.burst
        if self.shunned and (complained := self._complaint(ref, t, self.shunned[0])):
            return complained
        if burst and self.emotions.felt(burst.emotion) and self.dice.chance(BURST_PART):
            author, channel = bot(self.writer, self.seed).author, self.book.main
            self.writer.tagger.uses.update(burst.said.hashtags)
            return self._told(ref, t, "original", burst.emotion, author, burst.said, None, channel)
        emotion = self.emotions.original()
        known = self.writer.talk.since is not None  # until then the scenario's people have nothing to say
        who = (self._persona(emotion, plan.channel) if known else None) or self._account(key)
        said = self.writer.original(emotion, who, plan.channel)
        draft = self._told(ref, t, "original", emotion, who.author, said, None, plan.channel)
        stars = stars_of(self.book, self.seed, ref, plan.channel, emotion, who.author, said.about[0])
        return draft._replace(stars=stars) if stars else draft

    def _complaint(self, ref: int, t: float, shunned: Shunned) -> Draft | None:
        """Somebody found out that the official account has blocked them, and says so; None while nobody feels
        what they feel."""
        who = self._named(shunned.key) if isinstance(shunned.key, str) else self._account(shunned.key)
        emotion, segment = complaint(self.book.voice, who.author.kind)
        if not self.emotions.felt(emotion):
            return None
        self.complained.append(self.shunned.pop(0))
        channel = self.book.main
        said = self.writer.complaint(emotion, who, channel, segment)
        return self._told(ref, t, "original", emotion, who.author, said, None, channel)

    def _named(self, code: str) -> Account:
        author = self.book.authors[code]
        return Account(author, CAREFUL, is_woman(author.name, self.book.lang))

    def _share(self, ref: int, t: float, parent: Candidate, key: int) -> Draft:
        author = self._other(key, parent).author
        emotion = self.emotions.reply(NO_EMOTION) if parent.emotion == NO_EMOTION else parent.emotion
        self.writer.tagger.uses.update(parent.hashtags)
        root = parent.root
        segment, topic, rumour = parent.about
        if rumour:
            counted(self.told, rumour, segment, author.followers)
        channel = self._place("share", parent)
        return Draft(ref, t, "share", channel, emotion, author, parent.text, parent.ref, root,
                     parent.hashtags, topic, rumour)  # fmt: skip

    def _answer(self, ref: int, t: float, kind: str, parent: Candidate, key: int) -> Draft:
        emotion = self._stirred(parent)
        channel = self._place(kind, parent)
        who = self._persona(emotion, channel, parent) if parent.team else None
        if who is None:
            who = self._answering_back(parent) or self._other(key, parent)
            if (
                emotion in _HARSH
                and who.author.kind in CAREFUL_KINDS
                and parent.author.kind not in _ANSWERABLE
            ):
                who = self._plain_spoken(key, parent)
        said = self.writer.reply(emotion, who, parent, kind, channel)
        return self._told(ref, t, kind, emotion, who.author, said, parent, channel)

    def _place(self, kind: str, parent: Candidate) -> str:
        """Where an answer stands: beside what it answers. A story is passed on as a screenshot, where most
        people are: beside it it would be gone as well."""
        is_screenshot = kind != "reply" and parent.channel == "stories"
        return self.book.main if is_screenshot else parent.channel

    def _stirred(self, parent: Candidate) -> int:
        """The emotion of an answer: everyday talk is answered in its own, whatever the crowd feels; a tribute
        by nobody who rages, mocks or is afraid."""
        felt = self.emotions.felt(parent.emotion)
        if parent.about[0] == AMBIENT and felt:
            return parent.emotion
        stirred = self.emotions.reply(parent.emotion)
        return parent.emotion if parent.about[0] == TRIBUTE and stirred not in TENDER and felt else stirred

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
                      said.hashtags, said.about[1], said.about[2],
                      everyday=said.about[0] == AMBIENT)  # fmt: skip
        pull = appeal(self.dice, author.followers, kind == "reply")
        if said.about[2]:
            counted(self.told, said.about[2], said.about[0], author.followers)
            pull = round(pull * self._spread(said.about[0], said.about[2]))
        if said.about[0] == AMBIENT:
            pull = round(pull * APPEAL_EVERYDAY)
        if isinstance(author.key, str):
            pull = max(pull, APPEAL_ONE) * 4
        if pull:
            replied = parent if kind == "reply" else None
            depth, answered = (replied.depth + 1, replied.author) if replied else (0, None)
            post = Candidate(ref, author, channel, emotion, depth, ref if root is None else root, answered,
                             said.about, said.text, said.hashtags, False)  # fmt: skip
            self._offered(draft, post, pull)
        return draft

    def _offered(self, draft: Draft, post: Candidate, pull: int) -> Draft:
        """The draft, once it is among what others may answer."""
        self.candidates.append(post)
        self.appeals.append(pull)
        return draft

    def _spread(self, stance: str, rumour: str) -> float:
        """How much further than other posts one about a rumour goes."""
        if stance == "debunk":
            return DEBUNK_APPEAL
        false = rumour in self.book.claims and not self.book.claims[rumour].true
        return RUMOUR_APPEAL if stance == "rumour" and false else 1.0

    def _account(self, key: int) -> Account:
        return account(self.seed, self.book.lang, key)

    def _other(self, key: int, parent: Candidate) -> Account:
        """An account that is not the parent's own, nor blocked by it."""
        while key == parent.author.key or key in self._barred_from(parent):
            key += 1
        return self._account(key)

    def _barred_from(self, parent: Candidate | None) -> frozenset[int | str]:
        return self.barred.get(parent.author.key, _NOBODY) if parent else _NOBODY

    def _plain_spoken(self, key: int, parent: Candidate) -> Account:
        """An account that does not write for a living: those are harsh to who answers for something."""
        others = (self._other(key + step, parent) for step in range(1, _NEIGHBOURS))
        return next((who for who in others if who.author.kind not in CAREFUL_KINDS), self._other(key, parent))

    def _answering_back(self, parent: Candidate) -> Account | None:
        """The one whom the parent answered, where it is one of the crowd: threads go back and forth."""
        back = parent.parent_author
        if back is None or not isinstance(back.key, int) or not self.dice.chance(PING_PONG):
            return None
        return self._account(back.key)

    def _persona(self, emotion: int, channel: str, parent: Candidate | None = None) -> Account | None:
        """Now and then an authored persona, whose kind has a voice for this emotion, and whom the author of
        what it answers has not blocked."""
        if not self.dice.chance(PERSONA_PART):
            return None
        fitting = [
            persona
            for persona in self.book.personas
            if persona.kind in PERSONAL
            and persona.code not in self._barred_from(parent)
            and channel in persona.channels
            and _in_character(persona.stance, emotion)
            and self.book.voice.choices(emotion, persona.kind, "original")
        ]
        if not fitting:
            return None
        return self._named(self.dice.pick(fitting).code)


def _in_character(stance: float, emotion: int) -> bool:
    """Friends of the organisation neither rage nor mock; its enemies do not praise."""
    if stance > 0.3:
        return emotion in (0, 1, 4)
    return not (stance < -0.3 and emotion == 0)
