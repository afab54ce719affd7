"""Exercise time: pauses, speeds, jumps, gaps, and wall clocks that are set."""

import math

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from exercises.clock import GAP, STEP_BACK, Clock, observe

T0 = 1_700_000_000.0
started = Clock(T0, 0.0, 1.0, True)
speeds = st.sampled_from([0.5, 1.0, 1.5, 2.0, 5.0, 10.0])
lengths = st.floats(0, 5000, allow_nan=False)


def close(a: float, b: float, within: float = 1e-3) -> bool:
    return math.isclose(a, b, abs_tol=within)


def test_it_runs_with_the_wall_at_its_speed() -> None:
    assert started.at(T0 + 60) == 60
    assert started.anchored(T0 + 60, speed=10).at(T0 + 66) == 120
    assert started.anchored(T0 + 60, speed=0.5).at(T0 + 70) == 65


def test_it_never_runs_before_its_anchor() -> None:
    assert started.at(T0 - 3600) == 0


def test_a_pause_lasts_as_long_as_it_lasts() -> None:
    paused = started.anchored(T0 + 10, running=False)
    assert paused.at(T0 + 10_000) == 10
    assert paused.anchored(T0 + 10_000, running=True).at(T0 + 10_005) == 15


def test_a_jump_while_paused_stays_paused_there() -> None:
    paused = started.anchored(T0 + 10, running=False)
    there = paused.moved_to(300.0, T0 + 20)
    assert not there.running
    assert there.at(T0 + 500) == 300
    assert there.anchored(T0 + 500, running=True).at(T0 + 501) == 301


verbs = st.one_of(
    st.tuples(st.just("pause"), st.just(0.0)),
    st.tuples(st.just("resume"), st.just(0.0)),
    st.tuples(st.just("speed"), speeds),
    st.tuples(st.just("jump"), st.floats(0.5, 500)),
)


@settings(max_examples=100)
@given(st.lists(st.tuples(lengths, verbs), max_size=20))
def test_exercise_time_is_the_sum_of_what_ran_at_its_speed_and_the_jumps(
    course: list[tuple[float, tuple[str, float]]],
) -> None:
    clock, wall, expected = started, T0, 0.0
    for length, (verb, value) in course:
        wall += length
        expected += length * clock.speed if clock.running else 0.0
        assert close(clock.at(wall), expected)
        if verb == "pause":
            clock = clock.anchored(wall, running=False)
        elif verb == "resume":
            clock = clock.anchored(wall, running=True)
        elif verb == "speed":
            clock = clock.anchored(wall, speed=value)
        else:
            expected += value
            clock = clock.moved_to(clock.at(wall) + value, wall)
        assert close(clock.at(wall), expected), "a verb moves nothing but what it says"


# What a tick finds ----------------------------------------------------------------------------------------


def test_ten_seconds_without_a_tick_are_no_gap_and_a_little_more_is_one() -> None:
    assert not observe(started, T0 + 5, T0 + 5 + GAP, 5).gap
    found = observe(started, T0 + 5, T0 + 5 + GAP + 0.01, 5)
    assert found.gap
    assert not found.clock.running
    assert found.clock.at(T0 + 9000) == 5


def test_a_session_that_stands_knows_no_gap() -> None:
    paused = started.anchored(T0 + 10, running=False)
    assert observe(paused, T0 + 10, T0 + 9000, 10) == (paused, False)


def test_a_gap_after_a_jump_stands_where_one_jumped_to() -> None:
    jumped = started.moved_to(200.0, T0 + 6)
    assert observe(jumped, T0 + 6, T0 + 60, made=6).clock.at(T0 + 60) == 200


def test_a_wall_clock_set_back_changes_nothing_in_the_exercise() -> None:
    found = observe(started, T0 + 600, T0 + 600.2 - 3600, 600)
    assert not found.gap
    assert found.clock.at(T0 + 600.2 - 3600) == 600
    assert found.clock.at(T0 + 601.2 - 3600) == 601


def test_a_wall_clock_corrected_by_less_than_a_second_is_let_be() -> None:
    assert observe(started, T0 + 600, T0 + 600 - STEP_BACK, 600) == (started, False)


def test_a_wall_clock_set_forward_is_a_gap() -> None:
    found = observe(started, T0 + 600, T0 + 600.25 + 3600, 600)
    assert (found.gap, found.clock.at(T0 + 9999)) == (True, 600)


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(st.floats(0.05, 2.0), st.sampled_from([0.0, 0.0, 0.0, -3600.0, -30.0, -0.5])), max_size=60
    ),
    speeds,
)
def test_however_the_wall_clock_is_set_back_exercise_time_keeps_with_true_time(
    ticks: list[tuple[float, float]], speed: float
) -> None:
    """True time passes by `step` before each tick; the wall clock may be set back as well."""
    clock = Clock(T0, 0.0, speed, True)
    wall = ticked_at = T0
    lost = 0.0  # of true time: what passed between the last tick and the setting back of the clock
    true = before = 0.0
    for step, set_by in ticks:
        true += step
        wall += step + set_by
        clock, gap = observe(clock, ticked_at, wall, 0)
        assert not gap
        lost += step if set_by else 0.0
        at = clock.at(wall)
        if set_by != -0.5:
            assert at >= before - 0.5 * speed - 1e-3
        assert abs(at - true * speed) <= (lost + 0.5 * sum(s == -0.5 for _step, s in ticks)) * speed + 1e-3
        before, ticked_at = at, wall


@settings(max_examples=50)
@given(st.floats(0, 9), st.floats(GAP + 0.01, 1e6), st.integers(0, 5000))
def test_time_without_ticks_never_counts(ticked: float, asleep: float, made: int) -> None:
    found = observe(started, T0 + ticked, T0 + ticked + asleep, made)
    assume(made >= 1)
    assert found.gap
    assert found.clock.at(T0 + ticked + asleep + 1e5) == made
