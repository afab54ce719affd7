"""What a network makes of reports: the rule, and what it does not depend on."""

import pytest

from feed.moderation import LEAST, Answer, answer_to, exposes

SCALE = 12.0
MANY = range(2000)


def answers(reason: str, exposing: bool = False, scale: float = SCALE) -> list[Answer]:
    return [answer_to(7, 1_000_000 + 13 * ref, reason, exposing, scale) for ref in MANY]


def part(given: list[Answer], verdict: str) -> float:
    return sum(answer.verdict == verdict for answer in given) / len(given)


def test_a_leak_is_removed_sooner_and_oftener_than_an_insult_and_a_rumour_mostly_stays() -> None:
    exposed, leak = answers("leak", True), answers("leak")
    insult, rumour = answers("insult"), answers("rumour")
    assert part(exposed, "removed") > 0.93
    assert part(exposed, "removed") > part(leak, "removed") > part(insult, "removed") > 0.25
    assert part(rumour, "removed") < 0.12
    assert 0.3 < part(rumour, "labelled") < 0.45
    assert part(insult, "labelled") == part(leak, "labelled") == 0
    slowest_leak = max(answer.after for answer in exposed)
    assert slowest_leak < min(answer.after for answer in insult)


def test_answers_come_in_exercise_time_and_never_faster_than_a_moderator_reads() -> None:
    for answer in answers("leak", True):
        assert 90 <= answer.after <= 210  # 18 to 42 minutes, twelve times squeezed
        assert 0 < answer.review < answer.after
    assert {answer.after for answer in answers("leak", True, scale=1000.0)} == {LEAST}


def test_the_same_report_gets_the_same_answer_and_another_seed_another() -> None:
    assert answers("insult") == answers("insult")
    other = [answer_to(8, 1_000_000 + 13 * ref, "insult", False, SCALE) for ref in MANY]
    assert other != answers("insult")
    assert part(other, "removed") == pytest.approx(0.3, abs=0.04)


def test_luck_speed_and_look_are_not_the_same_draw() -> None:
    given = answers("other")
    removed = [answer.after for answer in given if answer.verdict == "removed"]
    others = [answer.after for answer in given if answer.verdict == "left"]
    assert sum(removed) / len(removed) == pytest.approx(sum(others) / len(others), rel=0.05)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They are ON THE ROOF, in the yard", True),
        ("Ils sont sur le toît !", True),
        ("They raised the roof", False),
        ("Call her: 06 12 34 56 78", True),
        ("+44 7700 900123 is his number", True),
        ("write to jeanne.doe@mail.example", True),
        ("1200 people at 18:30 on 26/06/2024", False),
        ("<script>alert(1)</script>", False),
        ("", False),
    ],
)
def test_what_gives_a_secret_or_somebodys_number_away_can_be_seen(text: str, found: bool) -> None:
    assert exposes(text, ["on the roof", "sur le toit"]) is found
