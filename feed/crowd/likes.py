"""Likes and views: few posts get nearly all of them, and friends give one to the rest."""

from feed.crowd.book import Book
from feed.crowd.cascade import Pool, drawn
from feed.crowd.dice import Dice
from feed.crowd.facts import MICROBLOG_PART, TOUCHED_MOST
from feed.crowd.plan import Parents
from feed.crowd.reacting import Liked, liked, reactions
from feed.crowd.types import Touch, Vector

_ELSEWHERE = 13  # stream of draws for what is liked on other networks than the busiest


class Touches:
    """What earlier posts gain in one window."""

    def __init__(self, book: Book, seed: int, mood: Vector, pool: Pool, window: int) -> None:
        self._book, self._seed, self._mood, self._pool, self._window = book, seed, mood, pool, window

    def gained(self, dice: Dice, parents: Parents, count: int) -> list[Touch]:
        """Likes and views in order of ref, in a window of `count` posts."""
        found = self._by_appeal(dice, parents, -(-count * 6 // 10), main=True)
        for fresh in self._pool.fresh[:TOUCHED_MOST]:
            if fresh[0] not in found:
                found[fresh[0]] = Liked(*fresh), 1 + (dice.below(5) == 0)
        touches = {ref: self._touch(dice, *found[ref]) for ref in sorted(found)}
        for touch in self._elsewhere(parents, count):
            before = touches.get(touch.ref)
            touches[touch.ref] = _added(before, touch) if before else touch
        return [touches[ref] for ref in sorted(touches)]

    def _elsewhere(self, parents: Parents, count: int) -> list[Touch]:
        """On other networks than the busiest, in proportion to what is said there."""
        if not self._book.others:
            return []
        dice = Dice(self._seed, self._window, stream=_ELSEWHERE)
        expected = count * 0.6 * (1.0 - MICROBLOG_PART) / MICROBLOG_PART
        found = self._by_appeal(dice, parents, int(expected + dice.unit()), main=False)
        return [self._touch(dice, *found[ref]) for ref in sorted(found)]

    def _by_appeal(
        self, dice: Dice, parents: Parents, count: int, *, main: bool
    ) -> dict[int, tuple[Liked, int]]:
        """Posts on the busiest network, or on the others, with the likes that they get."""
        gained: dict[int, int] = {}
        for place in drawn(parents.pull("share", main=main), dice, min(TOUCHED_MOST, count)) if count else ():
            gained[place] = gained.get(place, 0) + _likes(dice)
        posts = self._pool.posts
        return {posts[place].ref: (liked(posts[place]), likes) for place, likes in gained.items()}

    def _touch(self, dice: Dice, post: Liked, likes: int) -> Touch:
        views = likes * (9 + dice.below(40)) + dice.below(60)
        return Touch(post.ref, likes, views, reactions(self._seed, self._window, self._mood, post, likes))


def _added(one: Touch, other: Touch) -> Touch:
    both = zip(one.reactions or (), other.reactions or (), strict=True)
    like, fear, anger, mockery, sadness = [a + b for a, b in both] or [0] * 5
    felt = (like, fear, anger, mockery, sadness) if one.reactions else None
    return Touch(one.ref, one.likes + other.likes, one.views + other.views, felt)


def _likes(dice: Dice) -> int:
    """Likes of one touch: one mostly, now and then a burst (Pareto, exponent 1.2)."""
    return min(5000, int(dice.unit() ** (-1 / 1.2)))
