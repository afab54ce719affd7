"""Which injects are due, by offset and by condition."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.script import Situation, due_injects, holds, passed_by

NOBODY = Situation({}, [], {}, {})


def timed(code: str, offset: int) -> dict[str, Any]:
    return {"code": code, "offset": offset}


def when(code: str, **condition: Any) -> dict[str, Any]:
    return {"code": code, "condition": condition}


SCRIPT = [
    timed("a", 10),
    timed("b", 10),
    timed("c", 40),
    when("d", what="silence", inject="a", for_seconds=60),
]


def test_an_inject_is_due_from_its_window_on_until_it_is_settled() -> None:
    assert due_injects(SCRIPT, [], {}, 9, NOBODY) == []
    assert due_injects(SCRIPT, [], {}, 10, NOBODY) == ["a", "b"]
    assert due_injects(SCRIPT, ["a"], {}, 11, NOBODY) == ["b"]
    assert due_injects(SCRIPT, ["a", "b"], {}, 40, NOBODY) == ["c"]


def test_an_edited_offset_counts_instead_of_the_scripts() -> None:
    assert due_injects(SCRIPT, [], {"a": 5, "c": 100}, 5, NOBODY) == ["a"]
    assert "c" not in due_injects(SCRIPT, [], {"c": 100}, 99, NOBODY)
    assert due_injects([timed("z", 50)], [], {"z": 0}, 0, NOBODY) == ["z"]


def test_silence_holds_when_the_team_said_nothing_since() -> None:
    condition = {"what": "silence", "inject": "a", "for_seconds": 60}
    fired = {"a": 10.0}
    assert not holds(condition, 500, NOBODY)  # it has not fired
    assert not holds(condition, 69, Situation(fired, [], {}, {}))
    assert holds(condition, 70, Situation(fired, [9.9], {}, {}))
    assert not holds(condition, 70, Situation(fired, [10.0], {}, {}))


def test_answered_holds_once_the_team_spoke_after_it() -> None:
    condition = {"what": "answered", "inject": "a"}
    assert not holds(condition, 50, Situation({"a": 10.0}, [9.0], {}, {}))
    assert holds(condition, 50, Situation({"a": 10.0}, [9.0, 30.0], {}, {}))


def test_an_emotion_must_hold_its_share_for_the_whole_time() -> None:
    condition = {"what": "emotion_above", "emotion": "anger", "share": 0.4, "for_seconds": 30}
    shares = {"anger": 0.45}
    assert not holds(condition, 100, Situation({}, [], shares, {"anger>0.4": 71.0}))
    assert holds(condition, 101, Situation({}, [], shares, {"anger>0.4": 71.0}))
    assert not holds(condition, 200, Situation({}, [], {"anger": 0.39}, {"anger>0.4": 71.0}))
    assert not holds(condition, 200, Situation({}, [], shares, {}))


@pytest.mark.parametrize("what", ["silence", "answered", "emotion_above"])
def test_no_condition_holds_before_its_earliest_time(what: str) -> None:
    condition = {"what": what, "inject": "a", "emotion": "fear", "share": 0.1, "after": 300}
    spoke = [20.0] if what == "answered" else []
    situation = Situation({"a": 10.0}, spoke, {"fear": 0.9}, {"fear>0.1": 0.0})
    assert not holds(condition, 299, situation)
    assert holds(condition, 300, situation)


def test_a_jump_skips_what_it_passes_and_no_condition() -> None:
    assert passed_by(SCRIPT, [], {}, 10) == []
    assert passed_by(SCRIPT, ["b"], {}, 40) == ["a"]
    assert passed_by(SCRIPT, [], {}, 41) == ["a", "b", "c"]
    assert passed_by(SCRIPT, [], {"a": 100}, 41) == ["b", "c"]
    assert passed_by(SCRIPT, [], {"c": 0}, 1) == ["c"]


scripts = st.lists(st.integers(0, 120), min_size=1, max_size=15).map(
    lambda offsets: [timed(f"i{index}", offset) for index, offset in enumerate(offsets)]
)


@settings(max_examples=50)
@given(scripts, st.sets(st.integers(0, 130)))
def test_each_inject_fires_once_never_early_however_windows_are_visited(
    script: list[dict[str, Any]], skipped: set[int]
) -> None:
    fired: dict[str, int] = {}
    for window in range(131):
        if window not in skipped or window == 130:
            for code in due_injects(script, fired, {}, window, NOBODY):
                assert code not in fired
                fired[code] = window
    assert fired.keys() == {inject["code"] for inject in script}
    for inject in script:
        visited = min(w for w in range(inject["offset"], 131) if w not in skipped or w == 130)
        assert fired[inject["code"]] == visited
