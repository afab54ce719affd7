"""What was told of a cause, held against a run in which that cause is missing."""

import copy
import math
import sys
from typing import Any

import pytest

from exercises.library import library_scenario
from exercises.package import plain
from feed.crowd.simulation import Act, Moment, played
from feed.crowd.types import PressureSet, Vector

UNTIL = 420
SOON = 20  # s after an inject: later, others have taken over what it began
ANSWER = Act(200, text="We are deeply sorry. Our thoughts are with the families. Please stay indoors.")
DENIAL = Act(200, text="There is no problem with our products. This is not true and it never was.")
SLUGS = ("capital-attack", "contaminated-food")


def run(script: dict[str, Any], acts: list[Act], until: int = UNTIL) -> list[Moment]:
    return list(played(script, "en", 1, until, pressure=PressureSet(500), acts=acts, write=False))


def told(moments: list[Moment], name: str, code: str) -> Vector:
    """The sum of what was told of a cause, by emotion."""
    terms = [t for m in moments for t in m.causes.terms if t.name == name and t.code.startswith(code)]
    like, fear, anger, mockery, sadness = (math.fsum(term.shares[e] for term in terms) for e in range(5))
    return like, fear, anger, mockery, sadness


def agrees(sums: Vector, with_it: list[Moment], without: list[Moment]) -> bool:
    """Whether the emotion that a cause was told to have moved most is really moved that way by it."""
    most = max(range(5), key=lambda e: abs(sums[e]))
    moved = with_it[-1].causes.mood[most] - without[-1].causes.mood[most]
    return abs(sums[most]) > 1e-3 and moved * sums[most] > 0


def without_shock(script: dict[str, Any], code: str) -> dict[str, Any]:
    less = copy.deepcopy(script)
    next(inject for inject in less["injects"] if inject["code"] == code)["shock"] = None
    return less


@pytest.mark.parametrize("slug", SLUGS)
def test_an_inject_does_what_is_told_of_it(slug: str) -> None:
    script = plain(library_scenario(slug))
    early = [inject for inject in script["injects"] if inject.get("offset", UNTIL) < UNTIL]
    shaking = [inject for inject in early if inject.get("shock")]
    wrong = []
    for inject in shaking:
        until = inject["offset"] + SOON
        everything, less = run(script, [], until), run(without_shock(script, inject["code"]), [], until)
        if not agrees(told(everything, "inject", inject["code"]), everything, less):
            wrong.append(inject["code"])
    assert len(shaking) >= 4
    assert wrong == []


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("act", [ANSWER, DENIAL])
def test_a_message_does_what_is_told_of_it(slug: str, act: Act) -> None:
    script = plain(library_scenario(slug))
    spoken = run(script, [act])
    assert agrees(told(spoken, "answer", "answer:"), spoken, run(script, []))


def test_a_rumour_does_what_is_told_of_it() -> None:
    script = plain(library_scenario("capital-attack"))
    told_of = [i for i in script["injects"] if (i.get("shock") or {}).get("rumour") and "offset" in i]
    first = min(told_of, key=lambda inject: inject["offset"])
    until = first["offset"] + 120
    less = copy.deepcopy(script)
    next(i for i in less["injects"] if i["code"] == first["code"])["shock"]["rumour"] = None
    circulating, still = run(script, [], until), run(less, [], until)
    assert agrees(told(circulating, "rumour", first["shock"]["rumour"]), circulating, still)


def test_silence_does_what_is_told_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    script = plain(library_scenario("contaminated-food"))
    silent = run(script, [], 900)
    monkeypatch.setattr(sys.modules["feed.crowd.mood"], "SILENCE_TOP", 0.0)  # `mood` is a function too
    assert agrees(told(silent, "silence", ""), silent, run(script, [], 900))


def test_the_phase_does_what_is_told_of_it() -> None:
    script = plain(library_scenario("capital-attack"))
    second = copy.deepcopy(script)
    second["phases"] = [script["phases"][0]]
    script["injects"] = second["injects"] = []
    script["expectations"] = second["expectations"] = []
    script["terrain"]["reports"] = second["terrain"]["reports"] = []
    for hashtag in (*script["hashtags"], *second["hashtags"]):
        hashtag["after"] = None
    for secret in (*script["secrets"], *second["secrets"]):
        secret["after"] = secret["until"] = None
    ran, still = run(script, []), run(second, [])
    assert agrees(told(ran, "phase", script["phases"][1]["code"]), ran, still)
