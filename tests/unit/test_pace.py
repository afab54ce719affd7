"""How fast a socket may speak."""

from hypothesis import given, settings
from hypothesis import strategies as st

from feed.pace import BURST, RATE, Pace


def test_a_burst_is_allowed_and_no_more() -> None:
    pace = Pace()
    assert [pace.allows(0.0) for _index in range(int(BURST) + 3)] == [True] * int(BURST) + [False] * 3


def test_a_steady_speaker_at_the_rate_is_never_refused() -> None:
    pace = Pace()
    assert all(pace.allows(number / RATE) for number in range(1000))


def test_patience_refills_the_burst_and_no_more_than_it() -> None:
    pace = Pace()
    for _index in range(int(BURST)):
        pace.allows(0.0)
    assert not pace.allows(0.01)
    assert sum(pace.allows(1e6) for _index in range(100)) == BURST


@settings(max_examples=50)
@given(st.lists(st.floats(0, 2), min_size=1, max_size=200))
def test_never_more_than_a_burst_and_the_rate_over_any_time(pauses: list[float]) -> None:
    pace, now, allowed = Pace(), 0.0, 0
    for pause in pauses:
        now += pause
        allowed += pace.allows(now)
    assert allowed <= BURST + now * RATE + 1e-6
