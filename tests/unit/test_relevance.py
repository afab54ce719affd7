"""Which posts of a window a frame carries."""

from collections import Counter
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from feed.relevance import INFLUENTIAL, chosen


@dataclass(frozen=True)
class Ranked:
    ref: int
    mentions_team: bool = False
    inject: str = ""
    author_key: str = "17"
    followers: int = 10
    team: bool = False
    channel: str = "microblog"
    kind: str = "reply"


def crowd(count: int, first: int = 1000) -> list[Ranked]:
    return [Ranked(first + index) for index in range(count)]


def test_what_fits_is_left_as_it_is() -> None:
    posts = crowd(60)
    assert chosen(posts, 60) == posts


def test_what_concerns_the_team_comes_before_everything_else() -> None:
    special = [
        Ranked(1, inject="bang"),
        Ranked(2, team=True),
        Ranked(3, mentions_team=True),
        Ranked(4, author_key="mayor"),
        Ranked(5, followers=INFLUENTIAL),
    ]
    tribute, said_below = Ranked(6, channel="wall", kind="original"), Ranked(7, channel="wall")
    assert [post.ref for post in chosen([said_below, special[4], tribute], 1)] == [6]
    mixed = [*crowd(300, 1000), *special, *crowd(300, 5000)]
    assert set(special) <= set(chosen(mixed, 60))
    assert [post.ref for post in chosen(mixed, 5)] == [1, 2, 3, 4, 5]
    assert [post.ref for post in chosen(mixed, 2)] == [1, 2]


def test_the_rest_is_a_fair_sample_over_the_whole_window() -> None:
    shown = chosen(crowd(3333), 60)
    by_quarter = Counter((post.ref - 1000) // 834 for post in shown)
    assert all(8 <= by_quarter[quarter] <= 22 for quarter in range(4))


posts = st.lists(
    st.builds(
        Ranked,
        ref=st.integers(0, 10**12),
        mentions_team=st.booleans(),
        inject=st.sampled_from(["", "x"]),
        author_key=st.sampled_from(["12", "mayor"]),
        followers=st.integers(0, 10**6),
        team=st.booleans(),
    ),
    max_size=200,
    unique_by=lambda post: post.ref,
)


@settings(max_examples=50)
@given(posts, st.integers(0, 80))
def test_never_more_than_the_budget_in_order_and_the_same_each_time(found: list[Ranked], budget: int) -> None:
    found.sort(key=lambda post: post.ref)
    shown = chosen(found, budget)
    assert len(shown) == min(budget, len(found))
    assert [post.ref for post in shown] == sorted(post.ref for post in shown)
    assert shown == chosen(found, budget)
