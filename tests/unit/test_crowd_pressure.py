import itertools

import pytest

from feed.crowd.pressure import count
from feed.crowd.types import PressureSet
from tests.unit.crowd_cast import crowd, play


def counted(dial: int, windows: range, owed: int = 0, seed: int = 1) -> list[int]:
    counts = []
    for window in windows:
        reactions, owed = count(owed, dial, seed, window)
        counts.append(reactions)
    return counts


@pytest.mark.parametrize("dial", [1, 10, 56, 100, 333, 1000, 10_000, 1_000_000])
@pytest.mark.parametrize("first", [0, 1, 977])
def test_a_steady_dial_is_kept_within_two_percent_over_any_five_minutes(dial: int, first: int) -> None:
    for seed in range(8):
        counts = counted(dial, range(first, first + 900), seed=seed)
        for begin in (0, 150, 299, 600):
            assert sum(counts[begin : begin + 300]) == pytest.approx(dial, rel=0.02)


def test_a_dial_at_zero_brings_nothing_and_leaves_nothing_owed() -> None:
    assert count(299, 0, 1, 5) == (0, 0)


def test_windows_differ_from_each_other_as_people_do() -> None:
    counts = counted(10_000, range(300))
    assert len(set(counts)) > 10
    assert min(counts) >= 0


def test_the_crowd_stops_and_starts_with_the_dial() -> None:
    state, posts, _ = play(crowd(), range(4), {0: [PressureSet(30_000)], 2: [PressureSet(0)]})
    assert {int(post.t) for post in posts} == {0, 1}
    assert len(posts) == pytest.approx(200, rel=0.15)
    _, posts, _ = play(state, range(4, 6), {4: [PressureSet(None)]})
    assert posts


def test_without_a_dial_the_phase_and_the_shocks_drive_the_volume() -> None:
    _, _, causes = play(crowd(), range(60), write=False)
    volumes = [why.volume for why in causes]
    assert volumes[20] == pytest.approx(4000, rel=0.05)  # the first phase asks for 0.4
    assert volumes[50] > volumes[20] * 1.3


def test_a_living_crowd_swells_and_calms_on_the_scale_of_the_dial() -> None:
    _, _, full = play(crowd(), range(60), write=False)
    _, _, scaled = play(crowd(), range(60), {0: [PressureSet(1000, living=True)]}, write=False)
    volumes = [(big.volume, small.volume) for big, small in zip(full, scaled, strict=True)]
    assert all(small == pytest.approx(big / 10) for big, small in volumes)
    assert len({round(small) for _big, small in volumes}) > 3


def test_a_living_crowd_changes_by_named_causes_when_its_scale_is_turned() -> None:
    acts = {5: [PressureSet(1000, living=True)], 9: [PressureSet(5000)], 12: [PressureSet(None)]}
    _, _, causes = play(crowd(), range(20), acts, write=False)
    for before, after in itertools.pairwise(causes):
        told = sum(term.volume for term in after.terms)
        assert told == pytest.approx(after.volume - before.volume, abs=1e-6)
