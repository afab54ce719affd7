"""Likes and views: few posts get nearly all of them, and friends give one to the rest."""

from feed.crowd.cascade import Pool, drawn
from feed.crowd.dice import Dice
from feed.crowd.facts import TOUCHED_MOST
from feed.crowd.plan import Parents
from feed.crowd.types import Touch


def touches_of(dice: Dice, pool: Pool, parents: Parents, count: int) -> list[Touch]:
    """Likes and views of earlier posts: few posts get nearly all of them."""
    pull = parents.pull("share", main=True)
    gained: dict[int, int] = {}
    for place in drawn(pull, dice, min(TOUCHED_MOST, -(-count * 6 // 10))):
        gained[place] = gained.get(place, 0) + _likes(dice)
    likes = {pool.posts[place].ref: count for place, count in gained.items()}
    for ref in pool.fresh[:TOUCHED_MOST]:
        if ref not in likes:
            likes[ref] = 1 + (dice.below(5) == 0)
    return [Touch(ref, n, n * (9 + dice.below(40)) + dice.below(60)) for ref, n in sorted(likes.items())]


def _likes(dice: Dice) -> int:
    """Likes of one touch: one mostly, now and then a burst (Pareto, exponent 1.2)."""
    return min(5000, int(dice.unit() ** (-1 / 1.2)))
