"""What a session shows in figures: recognised or not, in time or late, who led, what pushed the mood."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from reports.course import Course, bucket_width
from reports.digest import digest
from reports.facts import (
    Deed,
    ExpectationPlan,
    Fired,
    LogLine,
    Note,
    ObjectivePlan,
    Point,
    Pull,
    RoomRecord,
    Said,
    Score,
    SessionRecord,
)
from reports.findings import session_findings
from reports.metrics import (
    Lead,
    busiest,
    effects,
    figures,
    leads,
    objective_scores,
    pushes,
    responses,
    score_of,
)
from reports.recognise import LATE, MET, MISSED, OPEN, UNPLAYED, Verdict, judge, matches

SORRY = ExpectationPlan("sorry", "care", "leak", "Say sorry", deadline=120, words=("sorry", "apolog"))
LEAK = Fired("leak", "fired", 100.0, 7, "The note is out")


def said(t: float, text: str, **more: Any) -> Said:
    return Said(
        **{
            "ref": int(t * 10),
            "t": t,
            "handle": "Clervanne",
            "account": "Clervanne",
            "by": "Tom",
            "channel": "microblog",
            "kind": "original",
            "text": text,
            **more,
        }
    )


def room(*what: Said | Deed, fired: tuple[Fired, ...] = (LEAK,), **more: Any) -> RoomRecord:
    return RoomRecord(
        code="north",
        name="North",
        said=tuple(item for item in what if isinstance(item, Said)),
        deeds=tuple(item for item in what if isinstance(item, Deed)),
        fired=fired,
        **more,
    )


def record(*rooms: RoomRecord, **more: Any) -> SessionRecord:
    plain: dict[str, Any] = {
        "pk": 1,
        "name": "Monday",
        "lang": "en",
        "title": "Snack time",
        "at_stake": "Clervanne",
        "organisation": "Here",
        "seed": 1,
        "engine": "1",
        "snapshot_hash": "0" * 64,
        "started_at": None,
        "ended_at": None,
        "end": 600.0,
        "duration": 3600.0,
        "phases": (),
        "objectives": (ObjectivePlan("care", "Be human", 2), ObjectivePlan("truth", "Tell the truth", 1)),
        "injects": {},
        "expectations": (SORRY,),
        "channels": {},
        "rumours": {},
        "rooms": rooms,
        "log": (),
        "notes": (),
        "scores": (),
    }
    return SessionRecord(**(plain | more))


# ── recognising ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("We APOLOGISE to the families.", "apolog"),
        ("Nous sommes DÉSOLÉS.", "désol"),
        ("nous sommes desoles", "désol"),
        ("N’achetez plus ce lot", "n'achetez"),
        ("4 900 appels sans réponse", "4 900"),
        ("de tout cœur avec vous", "coeur"),
        ("Batch (L4172), best before the 14th", "l4172"),
        ("#OpenDoor: stay inside", "opendoor"),
        ("We do  not\nknow yet", "do not know yet"),
    ],
)
def test_words_are_found_at_the_start_of_a_word_in_any_case_without_accents(text, word):
    assert matches(text, (word,))


@pytest.mark.parametrize(
    ("text", "word"),
    [("An unapologetic answer", "apolog"), ("infaux", "faux"), ("the caravan", "van"), ("", "sorry")],
)
def test_words_are_not_found_inside_other_words(text, word):
    assert not matches(text, (word,))


def test_a_word_is_no_pattern():
    assert not matches("We are sorry", ("s.rry", "sor+y", "(sorry"))
    assert matches("100% (sorry) [sic]", ("(sorry", "[sic]"))


def test_without_words_any_message_counts():
    assert matches("anything", ())


@pytest.mark.parametrize(
    ("delay", "state"), [(0.0, MET), (60.0, MET), (120.0, MET), (120.5, LATE), (400.0, LATE)]
)
def test_an_answer_is_met_until_the_deadline_and_late_after_it(delay, state):
    verdict = judge(SORRY, room(said(100 + delay, "We are sorry")), end=600)
    assert verdict.state == state
    assert verdict.delay == pytest.approx(delay)


def test_the_first_answer_that_says_it_counts():
    first, second = said(150, "We are so sorry"), said(160, "Our apologies")
    verdict = judge(SORRY, room(said(120, "Nothing to say"), second, first), end=600)
    assert verdict.by == first


def test_what_was_said_before_the_inject_does_not_count():
    assert judge(SORRY, room(said(99, "We are sorry")), end=600).state == MISSED


def test_an_edited_message_counts_from_when_it_came_to_say_so() -> None:
    versions = ((101.0, "We are looking into it"), (300.0, "We are sorry"))
    mended = said(101, "We are sorry", versions=versions)
    verdict = judge(SORRY, room(mended), end=600)
    assert (verdict.state, verdict.delay, verdict.by) == (LATE, 200.0, mended)
    taken_back = said(101, "No comment", versions=((101.0, "We are sorry"), (300.0, "No comment")))
    assert judge(SORRY, room(taken_back), end=600).delay == 1.0


def test_silence_is_missed_once_the_deadline_is_past_and_open_before():
    assert judge(SORRY, room(), end=220).state == MISSED
    assert judge(SORRY, room(), end=219).state == OPEN


def test_what_did_not_fire_is_not_played():
    assert judge(SORRY, room(said(150, "sorry"), fired=()), end=600).state == UNPLAYED
    skipped = replace(LEAK, state="skipped", ref=None)
    assert judge(SORRY, room(said(150, "sorry"), fired=(skipped,)), end=600).state == UNPLAYED


def test_a_trainees_private_account_does_not_speak_for_the_team():
    assert judge(SORRY, room(said(150, "We are sorry", own=True)), end=600).state == MISSED


def test_only_a_reply_to_the_inject_counts_where_one_is_asked_for():
    plan = replace(SORRY, reply_to_inject=True)
    elsewhere = said(130, "sorry", kind="reply", parent=8)
    assert judge(plan, room(said(120, "sorry"), elsewhere), end=600).state == MISSED
    assert judge(plan, room(said(140, "sorry", kind="reply", parent=7)), end=600).state == MET


def test_only_the_channel_asked_for_counts():
    plan = replace(SORRY, channel="press")
    assert judge(plan, room(said(140, "sorry")), end=600).state == MISSED
    assert judge(plan, room(said(140, "sorry", channel="press")), end=600).state == MET


@pytest.mark.parametrize("action", ["report", "delete", "like"])
def test_deeds_are_recognised_by_what_they_were_done_to(action):
    plan = replace(SORRY, action=action, words=(), reply_to_inject=True)
    words = said(120, "we are sorry")
    assert judge(plan, room(words, Deed(action, 130, 9, "Tara")), end=600).state == MISSED
    assert judge(plan, room(Deed("other", 130, 7, "Tara")), end=600).state == MISSED
    assert judge(plan, room(Deed(action, 130, 7, "Tara")), end=600).delay == 30
    share = Deed(action, 140, 55, "Tara", source=7)
    assert judge(plan, room(share), end=600).by == share


def test_a_report_may_be_asked_of_posts_that_hold_certain_words():
    plan = replace(SORRY, action="report", words=("roof",))
    assert (
        judge(plan, room(Deed("report", 130, 9, "Tara", text="men on the street")), end=600).state == MISSED
    )
    assert judge(plan, room(Deed("report", 130, 9, "Tara", text="Men on the ROOF!")), end=600).state == MET


# ── scores ────────────────────────────────────────────────────────────────────────────────────────


def verdict(state: str, weight: float = 1, objective: str = "care") -> Verdict:
    return Verdict(ExpectationPlan("x", objective, "leak", "X", 60, weight), state)


def test_a_score_weighs_and_counts_late_by_half():
    assert score_of([verdict(MET, 3), verdict(MISSED, 1)]) == 0.75
    assert score_of([verdict(LATE, 1), verdict(MET, 1)]) == 0.75
    assert score_of([verdict(MISSED, 5)]) == 0


def test_what_was_not_played_or_not_due_counts_neither_way():
    assert score_of([verdict(MET), verdict(OPEN, 9), verdict(UNPLAYED, 9)]) == 1
    assert score_of([verdict(OPEN), verdict(UNPLAYED)]) is None


def test_objectives_are_scored_apart_and_together_by_weight():
    expectations = (SORRY, replace(SORRY, code="deny", objective="truth", words=("false",)))
    session = record(
        room(said(110, "sorry")),
        expectations=expectations,
        scores=(Score("north", "care", "Olga", 4), Score("north", "care", "Fiona", 3)),
    )
    (page,) = figures(session)
    care, truth = page.objectives
    assert (care.score, care.met, care.rating) == (1, 1, 3.5)
    assert (truth.score, truth.missed, truth.rating) == (0, 1, None)
    assert page.score == pytest.approx(2 / 3)


def test_ratings_of_another_room_stay_there():
    session = record(room(), scores=(Score("south", "care", "Olga", 5),))
    assert objective_scores(session, session.rooms[0], [])[0].ratings == ()


def test_an_empty_session_has_figures_all_the_same():
    (page,) = figures(record(RoomRecord("north", "North"), end=0.0))
    assert (page.reactions, page.messages, page.busiest, page.score, page.median_answer) == (
        0,
        0,
        None,
        None,
        None,
    )
    assert not page.leads + page.pushes + page.effects


# ── response times ────────────────────────────────────────────────────────────────────────────────


def test_each_inject_has_the_next_word_and_the_first_answer():
    other = Fired("recall", "fired", 300.0, 9, "Recall")
    unheard = Fired("end", "fired", 500.0, 11, "Too late")
    here = room(
        said(110, "Good morning"),
        said(190, "We hear you", kind="reply", parent=7),
        said(330, "Sorry for the recall"),
        fired=(LEAK, other, unheard),
    )
    first, second, third = responses(here, [judge(SORRY, here, 600)])
    assert (first.inject, first.spoke, first.answered) == ("leak", 10, 90)
    assert (second.spoke, second.answered) == (30, None)
    assert (third.spoke, third.answered) == (None, None)


def test_a_recognised_message_is_an_answer_also_when_it_replies_to_nothing():
    here = room(said(130, "We are sorry"))
    assert responses(here, [judge(SORRY, here, 600)])[0].answered == 30


def test_the_typical_answer_is_the_median():
    injects = tuple(Fired(f"i{n}", "fired", 100.0 * n, n, "") for n in (1, 2, 3))
    answers = [
        said(100 * n + delay, "yes", kind="reply", parent=n) for n, delay in ((1, 10), (2, 20), (3, 90))
    ]
    (page,) = figures(record(room(*answers, fired=injects), expectations=()))
    assert page.median_answer == 20
    assert page.first_word == 110


# ── the crowd ─────────────────────────────────────────────────────────────────────────────────────


def points(*strongest: int, width: float = 30) -> list[Point]:
    def shares(emotion: int) -> tuple[float, ...]:
        return tuple(0.6 if index == emotion else 0.1 for index in range(5))

    return [Point(width * n, (1, 2, 3, 4, 5), shares(e), 900) for n, e in enumerate(strongest)]  # type: ignore[arg-type]


def test_leads_are_runs_of_the_strongest_emotion():
    found = leads(points(1, 1, 1, 2, 2, 2, 2), 30)
    assert found == (Lead(1, 0, 90), Lead(2, 90, 210))


def test_a_short_lead_belongs_to_the_one_before():
    assert leads(points(1, 1, 3, 1, 1), 30) == (Lead(1, 0, 150),)


def test_the_busiest_minute_is_the_one_with_most_posts_and_none_without_posts():
    quiet = Point(0, (0, 0, 0, 0, 0), (0.2,) * 5, 0)
    loud = Point(60, (1, 0, 0, 0, 3), (0.2,) * 5, 0)
    assert busiest([quiet, loud]) == loud
    assert busiest([quiet]) is None
    assert busiest([]) is None


def test_pushes_are_told_strongest_first_and_small_ones_are_left_out():
    pulls = [
        Pull("inject", "leak", (0.0, 0.004, 0.12, 0.0, 0.0), (0, 1, 2, 3, 4)),
        Pull("answer", "answer:5", (0.02, -0.3, 0.0, 0.0, 0.0), (5, 6, 7, 8, 9)),
    ]
    told = [(push.code, push.emotion, push.change, push.t) for push in pushes(pulls)]
    assert told == [("answer:5", 1, -0.3, 6), ("leak", 2, 0.12, 2), ("answer:5", 0, 0.02, 5)]


def test_a_message_that_lowers_anger_or_lifts_support_is_calming():
    here = room(
        said(1, "good"),
        said(2, "bad"),
        pulls=(
            Pull("answer", "answer:10", (0.05, 0.0, -0.1, 0.0, 0.0), (0,) * 5),
            Pull("answer", "answer:20", (-0.05, 0.0, 0.1, 0.0, 0.0), (0,) * 5),
        ),
    )
    good, bad = effects(here)
    assert good.calming == pytest.approx(0.15)
    assert bad.calming == pytest.approx(-0.15)


def test_effects_of_a_message_are_only_its_own():
    here = room(said(1, "quiet"), pulls=(Pull("inject", "answer:10", (0.5,) * 5, (0,) * 5),))
    assert effects(here)[0].pushes == ()


# ── gathering ─────────────────────────────────────────────────────────────────────────────────────


def test_a_course_adds_up_windows_and_keeps_what_is_furthest():
    course = Course(10, [("shock", 0), ("blame", 60)])
    for window in range(120):
        change = 0.01 if window < 30 else -0.01
        terms = [("inject", "leak", (0, 0, change, 0, -change), 1.0)]
        trends = [{"tag": "Boycott", "uses": window, "coined": True}] if window in (50, 90) else None
        course.add(window, (1, 0, 2, 0, 0), (0.1, 0.2, 0.3, 0.2, 0.2), 1000, terms, trends)
    assert sum(point.total for point in course.points()) == 360
    assert [point.t for point in course.points()] == [10.0 * n for n in range(12)]
    assert [point.counts for point in course.minutes()] == [(60, 0, 120, 0, 0)] * 2
    assert course.by_phase() == {"shock": (60, 0, 120, 0, 0), "blame": (60, 0, 120, 0, 0)}
    (pull,) = course.pulls()
    assert pull.shares[2] == pytest.approx(-0.6)
    assert pull.times[2] == 120
    tag = course.tags["Boycott"]
    assert (tag.t, tag.uses, tag.coined) == (51, 90, True)


def test_a_course_keeps_a_rumour_as_it_was_last_told_and_when_its_state_changed():
    course = Course(10, [("shock", 0)])
    for window, state in enumerate(["circulating"] * 3 + ["contested"] * 3 + ["corrected"] * 3):
        rumour = {"code": "phone", "since": 0.0, "state": state, "posts": window}
        rumours = None if window == 4 else [rumour]
        course.add(window, (1, 0, 0, 0, 0), (1, 0, 0, 0, 0), 1, [], None, rumours)
    told = course.rumours["phone"]
    assert (told.last["state"], told.last["posts"], told.since) == ("corrected", 8, 7.0)


@pytest.mark.parametrize(
    ("end", "width"), [(0, 5), (600, 5), (3600, 15), (4 * 3600, 60), (7 * 24 * 3600, 3600)]
)
def test_a_curve_has_at_most_so_many_points(end, width):
    assert bucket_width(end) == width
    assert end / width <= 240


# ── teams beside each other ───────────────────────────────────────────────────────────────────────


def told(*rooms: RoomRecord, end: float) -> str:
    both = record(*rooms, end=end)
    return " ".join(session_findings(both, figures(both)))


def test_a_team_that_answered_is_not_compared_with_one_that_still_has_time():
    quick, waiting = room(said(110, "so sorry")), replace(room(), name="South", code="south")
    both = told(quick, waiting, end=150)
    assert "North met 1 of 1 expected responses in time. For South nothing had come due yet." in both


def test_two_teams_of_which_something_was_due_are_compared():
    quick, silent = room(said(110, "so sorry")), replace(room(), name="South", code="south")
    assert "1 of 1 responses in time. South met 0 of 1." in told(quick, silent, end=600)


# ── the same again ────────────────────────────────────────────────────────────────────────────────


def test_two_runs_with_the_same_actions_have_the_same_digest():
    def run(code: str, pk: int, words: str) -> str:
        here = replace(room(said(110, words)), code=code)
        lines = [
            LogLine(
                number, 5.0, datetime(2026, 1, pk, tzinfo=UTC), code, "trainee", "Tom", what, {"text": words}
            )
            for number, what in enumerate(("post", "like") if pk == 1 else ("like", "post"))
        ]
        return digest(record(here, pk=pk, name=f"run {pk}", seed=5, log=tuple(lines)))

    assert run("abcd", 1, "sorry") == run("wxyz", 2, "sorry")
    assert run("abcd", 1, "sorry") != run("abcd", 1, "not sorry")


def test_a_digest_sees_causes_and_notes_whatever_their_names():
    here = room(pulls=(Pull("inject", "leak", (0.1,) * 5, (1.0,) * 5),))
    other = room(pulls=(Pull("inject", "recall", (0.1,) * 5, (1.0,) * 5),))
    assert digest(record(here)) != digest(record(other))
    noted = Note(5.0, "north", "Olga", "Well done", "care")
    assert digest(record(here)) != digest(record(here, notes=(noted,)))
