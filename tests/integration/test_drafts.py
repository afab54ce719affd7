"""Texts that a team prepares together: who must approve what, and what is refused."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from exercises import people, sessions
from exercises.access import Seat, access_session
from exercises.dashboard_texts import page_texts
from exercises.models import Action, LogEntry, Participant
from exercises.sessions import Refused, locked
from feed import actions, announce, draft_messages, messages, presence, store
from feed.draft_views import drafts_frame
from feed.frames import encode, encode_for_trainees
from feed.models import Draft
from feed.present import room_state
from reports.logwords import log_rows
from reports.record import session_record
from tests.conftest import Cast, Played, make_cast, make_session

T0 = 1_000_000.0  # wall time of the start, s
TEAM = "valdor"


class Team:
    """North with Tom (spokesperson), Tara (community manager), Lena (legal) and Dora (director), at work."""

    def __init__(self) -> None:
        self.cast: Cast = make_cast()
        self.played: Played = make_session(self.cast, pressure=0)
        self.lena = self.seat("Lena", "legal")
        self.dora = self.seat("Dora", "director")
        with locked(self.played.session.pk) as session:
            sessions.start_session(session, self.cast.fiona, T0)
        self.played.again()
        self._keys = 0

    def seat(self, name: str, function: str) -> Participant:
        where = {"session": self.played.session, "room": self.played.north}
        return Participant.objects.create(name=name, function=function, **where)

    def does(self, who: Participant, what: str, *, at: float = 10.0, **fields: Any) -> dict[str, Any]:
        return self.sends(who, {"type": what, **fields}, at)

    def sends(self, who: Participant, fields: dict[str, Any], at: float) -> dict[str, Any]:
        self._keys += 1
        raw = {"key": f"key-{self._keys:08}", **fields}
        message = messages.parse(json.dumps(raw), messages.ROOM_MESSAGES)
        assert who.room is not None
        return actions.act(Seat(who.room, who, None), message, T0 + at)

    def writes(self, text: str, who: Participant | None = None, **more: Any) -> dict[str, Any]:
        said = {"account": TEAM, "channel": "microblog", "kind": "original", "text": text} | more
        return self.does(who or self.played.tara, "draft_save", **said)

    def asks(self, text: str = "We are very sorry.", **more: Any) -> dict[str, Any]:
        """Tara's text, submitted: {draft, version}."""
        made = self.writes(text, **more)
        here = {"draft": made["draft"], "version": made["version"]}
        self.does(self.played.tara, "draft_submit", at=20, **here)
        return here

    def judges(self, who: Participant, here: dict[str, Any], verdict: str = "approve", **more: Any) -> Any:
        return self.does(who, "draft_judge", **here, verdict=verdict, **more)

    def publishes(self, who: Participant, text: str = "Hello.", **more: Any) -> dict[str, Any]:
        said = {"account": TEAM, "channel": "microblog", "kind": "original", "text": text} | more
        return self.does(who, "publish", **said)

    def shown(self, number: int) -> Any:
        self.played.north.refresh_from_db()
        views = room_state(self.played.north).drafts
        return next((view for view in views if view.draft == number), None)


@pytest.fixture
def team(each_database: str) -> Team:
    return Team()


def logged(team: Team, what: str) -> list[dict[str, Any]]:
    found = LogEntry.objects.filter(session=team.played.session, what=what).order_by("number")
    return [entry.data | {"by": entry.who} for entry in found]


def counts(team: Team) -> tuple[int, ...]:
    team.played.again()
    return (
        Draft.objects.count(),
        LogEntry.objects.count(),
        Action.objects.count(),
        team.played.north.last_seq,
    )


def test_a_text_is_returned_mended_approved_and_published_as_its_writers(team: Team) -> None:
    here = team.asks("It was not our fault.")
    view = team.shown(here["draft"])
    assert view.asked == view.missing == ["legal", "director"]
    assert (view.state, view.since) == ("submitted", 20.0)
    team.judges(team.lena, here, "return", note="Do not speak of fault.", at=50)
    view = team.shown(here["draft"])
    assert (view.state, view.verdicts[0].note, view.since) == ("returned", "Do not speak of fault.", 50.0)

    mended = team.writes("We are very sorry.", **here)
    assert mended["version"] == 2
    here = {"draft": mended["draft"], "version": 2}
    team.does(team.played.tara, "draft_submit", at=60, **here)
    team.judges(team.lena, here)
    assert team.shown(here["draft"]).missing == ["director"]
    with pytest.raises(Refused, match="needs_approval"):
        team.does(team.played.tom, "draft_publish", **here)
    team.judges(team.dora, here, note="Go.")
    assert team.shown(here["draft"]).state == "approved"
    made = team.does(team.played.tom, "draft_publish", at=90, **here)

    post = store.post_of(team.played.north.pk, made["id"])
    assert post is not None
    assert (post.text, post.participant_id, post.team) == ("We are very sorry.", team.played.tara.pk, True)
    assert team.shown(here["draft"]) is None
    stimulus = Action.objects.get(room=team.played.north, kind="publish").payload
    assert stimulus["function"] == "community_manager"
    asked = logged(team, "draft_submit")
    assert [entry["names"] for entry in asked] == ["Lena, Dora", "Lena, Dora"]
    assert [entry["note"] for entry in logged(team, "draft_return")] == ["Do not speak of fault."]
    assert [entry["by"] for entry in logged(team, "draft_approve")] == ["Lena", "Dora"]
    published = logged(team, "draft_publish")[0]
    assert (published["by"], published["writer"], published["names"]) == ("Tom", "Tara", "Lena, Dora")
    assert published["took"] == 80
    assert [entry["by"] for entry in logged(team, "post")] == ["Tara"]


def test_who_needs_approval_cannot_publish_or_change_what_the_team_says(team: Team) -> None:
    before = counts(team)
    for who, kind in ((team.played.tara, "original"), (team.played.tara, "share")):
        with pytest.raises(Refused, match="needs_approval"):
            team.publishes(who, kind=kind)
    assert counts(team) == before
    said = team.publishes(team.played.tom)
    with pytest.raises(Refused, match="needs_approval"):
        team.does(team.played.tara, "edit", post=said["id"], text="Otherwise.")
    team.does(team.lena, "edit", post=said["id"], text="Otherwise.")


def test_ones_own_account_and_those_who_approve_are_free(team: Team) -> None:
    own = team.publishes(team.played.tara, account="own")
    team.does(team.played.tara, "edit", post=own["id"], text="Otherwise.")
    for who in (team.lena, team.dora, team.played.tom):
        team.publishes(who)


def test_only_functions_of_whom_somebody_is_there_are_asked(team: Team) -> None:
    here = team.asks()
    team.judges(team.dora, here)
    with locked(team.played.session.pk) as session:
        people.remove_participant(session, team.cast.fiona, T0 + 30, team.lena.pk)
    assert team.shown(here["draft"]).missing == []
    team.does(team.played.tara, "draft_publish", **here)
    with locked(team.played.session.pk) as session:
        people.remove_participant(session, team.cast.fiona, T0 + 31, team.dora.pk)
    team.publishes(team.played.tara)
    assert drafts_frame(team.played.north).approval == {}


def test_a_scenario_without_rules_asks_nobody(team: Team) -> None:
    south = team.played.tim
    made = team.does(
        south, "draft_save", account=TEAM, channel="microblog", kind="original", text="On our way."
    )
    here = {"draft": made["draft"], "version": made["version"]}
    assert team.does(south, "draft_submit", **here)["state"] == "approved"
    assert team.does(south, "draft_publish", **here)["id"]


def test_other_words_take_the_verdicts_back(team: Team) -> None:
    here = team.asks()
    for who in (team.lena, team.dora):
        team.judges(who, here)
    team.writes("We are very sorry indeed.", who=team.lena, **here)
    view = team.shown(here["draft"])
    assert (view.state, view.missing, view.editor_name) == ("submitted", ["legal", "director"], "Lena")
    with pytest.raises(Refused, match="changed_meanwhile"):
        team.judges(team.dora, here)
    with pytest.raises(Refused, match="needs_approval"):
        team.does(team.played.tom, "draft_publish", draft=here["draft"], version=2)


def test_a_draft_of_a_free_hand_needs_approval_once_somebody_else_wrote_in_it(team: Team) -> None:
    made = team.writes("On our way.", who=team.played.tom)
    here = {"draft": made["draft"], "version": 1}
    team.writes("On our way, stay calm.", **here)
    assert team.shown(made["draft"]).asked == ["legal", "director"]
    with pytest.raises(Refused, match="needs_approval"):
        team.does(team.played.tara, "draft_publish", draft=made["draft"], version=2)


def test_two_who_change_the_same_words_lose_none(team: Team) -> None:
    here = team.asks()
    team.writes("The first to save.", who=team.lena, **here)
    before = counts(team)
    with pytest.raises(Refused) as refused:
        team.writes("The second to save.", **here)
    assert refused.value.code == "changed_meanwhile"
    now = refused.value.told["draft"]
    assert (now.text, now.version) == ("The first to save.", 2)
    assert counts(team) == before


def test_saved_as_it_is_nothing_is_taken_back(team: Team) -> None:
    here = team.asks()
    team.judges(team.lena, here)
    assert team.writes("We are very sorry.", **here)["version"] == 1
    assert team.shown(here["draft"]).missing == ["director"]


def test_somebody_may_think_again_until_it_is_out(team: Team) -> None:
    here = team.asks()
    team.judges(team.lena, here)
    team.judges(team.dora, here)
    team.judges(team.lena, here, "return", note="Wait for the agency.")
    view = team.shown(here["draft"])
    assert (view.state, view.missing, len(view.verdicts)) == ("returned", ["legal"], 2)


@pytest.mark.parametrize(
    ("code", "who", "kind", "more"),
    [
        ("not_asked", "tom", "draft_judge", {"verdict": "approve"}),
        ("say_why", "lena", "draft_judge", {"verdict": "return", "note": "  "}),
        ("changed_meanwhile", "lena", "draft_judge", {"verdict": "approve", "version": 7}),
        ("unknown_draft", "lena", "draft_judge", {"verdict": "approve", "draft": 99}),
        ("unknown_draft", "tim", "draft_judge", {"verdict": "approve"}),
        ("unknown_draft", "tim", "draft_drop", {}),
        ("changed_meanwhile", "tara", "draft_drop", {"version": 2}),
        ("needs_approval", "tara", "draft_publish", {}),
    ],
)
def test_what_one_may_not_do_changes_nothing(
    team: Team, code: str, who: str, kind: str, more: dict[str, Any]
) -> None:
    here = team.asks()
    before = counts(team), encode(drafts_frame(team.played.north))
    with pytest.raises(Refused, match=code):
        team.does(_person(team, who), kind, **(here | more))
    assert (counts(team), encode(drafts_frame(team.played.north))) == before


def _person(team: Team, name: str) -> Participant:
    found: Participant = getattr(team, name, None) or getattr(team.played, name)
    return found


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("own_account", {"account": "own"}),
        ("not_your_account", {"account": "mayor"}),
        ("unknown_account", {"account": "nobody"}),
        ("unknown_channel", {"channel": "video"}),
        ("too_long", {"text": "x" * 281}),
        ("empty", {"text": "   "}),
        ("unknown_post", {"kind": "reply", "parent": 12}),
        ("bad_fields", {"parent": 12}),
    ],
)
def test_a_draft_that_could_never_be_published_is_not_kept(
    team: Team, code: str, fields: dict[str, Any]
) -> None:
    before = counts(team)
    with pytest.raises(Refused, match=code):
        team.writes(**({"text": "We are very sorry."} | fields))
    assert counts(team) == before


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "draft_save", "text": 7},
        {"type": "draft_save", "draft": 0},
        {"type": "draft_save", "draft": 1},
        {"type": "draft_save", "version": 1},
        {"type": "draft_submit", "draft": "1", "version": 1},
        {"type": "draft_judge", "draft": 1, "version": 1, "verdict": "perhaps"},
        {"type": "draft_judge", "draft": 1, "version": 1, "verdict": "return", "note": "x" * 501},
        {"type": "draft_publish", "draft": 1},
        {"type": "draft_drop", "draft": 2**40, "version": 1},
    ],
)
def test_a_message_that_makes_no_sense_is_malformed(fields: dict[str, Any]) -> None:
    save = {"account": TEAM, "channel": "microblog", "kind": "original", "text": "Hello."}
    raw = {"key": "key-00000001"} | (save if fields["type"] == "draft_save" else {}) | fields
    with pytest.raises(messages.Malformed):
        messages.parse(json.dumps(raw), messages.ROOM_MESSAGES)


def test_who_is_removed_or_only_looks_on_does_nothing(team: Team) -> None:
    here = team.asks()
    with locked(team.played.session.pk) as session:
        people.remove_participant(session, team.cast.fiona, T0 + 30, team.lena.pk)
    with pytest.raises(Refused, match="removed"):
        team.judges(team.lena, here)
    watching = Seat(team.played.north, None, access_session(team.cast.fiona, team.played.session.pk))
    message = draft_messages.DraftStep(type="draft_drop", key="key-of-fiona", **here)
    with pytest.raises(Refused, match="read_only"):
        actions.act(watching, message, T0 + 31)
    assert team.shown(here["draft"]).state == "submitted"


def test_nothing_moves_while_the_exercise_is_paused(team: Team) -> None:
    here = team.asks()
    with locked(team.played.session.pk) as session:
        sessions.pause_session(session, team.cast.fiona, T0 + 30)
    with pytest.raises(Refused, match="not_running"):
        team.judges(team.lena, here, at=40)


def test_a_room_keeps_no_more_drafts_than_a_welcome_can_bring(team: Team) -> None:
    for number in range(40):
        team.writes(f"Number {number}.")
    with pytest.raises(Refused, match="too_many_drafts"):
        team.writes("One too many.")
    team.does(team.played.tara, "draft_drop", draft=1, version=1)
    assert team.writes("There is room again.")["draft"] == 41


def test_the_same_key_is_carried_out_once(team: Team) -> None:
    message = draft_messages.DraftSave(
        type="draft_save",
        key="key-the-same",
        account=TEAM,
        channel="microblog",
        kind="original",
        text="Hello.",
    )
    seat = Seat(team.played.north, team.played.tara, None)
    first, again = (actions.act(seat, message, T0 + at) for at in (10, 11))
    assert first == again
    assert Draft.objects.count() == 1


def test_drafts_are_the_rooms_own_and_nobody_elses(team: Team) -> None:
    here = team.asks("A word in confidence.")
    tara = Seat(team.played.north, team.played.tara, None)
    tim = Seat(team.played.south, team.played.tim, None)
    staff = access_session(team.cast.fiona, team.played.session.pk)
    told = encode_for_trainees(presence.room_welcome(tara, 0, T0 + 40))
    assert json.loads(told)["rooms"][0]["drafts"][0]["draft"] == here["draft"]
    assert json.loads(told)["rooms"][0]["approval"] == {"community_manager": ["legal", "director"]}
    assert b"A word in confidence." in encode_for_trainees(presence.room_news(tara, 0, 0, T0 + 40))
    assert b"A word in confidence." in encode(presence.session_welcome(staff, {}, 0, T0 + 40))
    for frame in (presence.room_welcome(tim, 0, T0 + 40), presence.room_news(tim, 0, 0, T0 + 40)):
        assert b"A word in confidence." not in encode_for_trainees(frame)


def test_a_draft_that_shares_shares_what_is_there_when_it_goes_out(team: Team) -> None:
    said = team.publishes(team.played.tom, "Call 0800 123 456.")
    here = team.asks("", kind="share", parent=said["id"])
    assert team.shown(here["draft"]).parent_text == "Call 0800 123 456."
    for who in (team.lena, team.dora):
        team.judges(who, here)
    team.does(team.played.tom, "delete", post=said["id"])
    with pytest.raises(Refused, match="unknown_post"):
        team.does(team.played.tara, "draft_publish", **here)
    assert team.shown(here["draft"]).parent_text == ""


def test_pressed_by_two_at_once_it_is_published_once(team: Team) -> None:
    here = team.asks()
    for who in (team.lena, team.dora):
        team.judges(who, here)
    gate = Barrier(2)

    def press(who: Participant) -> str:
        message = draft_messages.DraftStep(type="draft_publish", key=f"key-of-{who.name}-0", **here)
        gate.wait()
        try:
            actions.act(Seat(team.played.north, who, None), message, T0 + 60)
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(press, (team.played.tom, team.played.tara)))
    assert told == ["done", "unknown_draft"]
    assert store.room_posts(team.played.north.pk).count() == 1


def test_the_debriefs_log_tells_the_way_of_a_text(team: Team) -> None:
    here = team.asks("It was not our fault.")
    team.judges(team.lena, here, "return", note="Do not speak of fault.", at=50)
    mended = team.writes("We are very sorry.", **here)
    here = {"draft": mended["draft"], "version": mended["version"]}
    team.does(team.played.tara, "draft_submit", at=60, **here)
    for who in (team.lena, team.dora):
        team.judges(who, here, at=70)
    team.does(team.played.tom, "draft_publish", at=90, **here)
    spare = team.writes("A second thought.")
    team.does(team.lena, "draft_drop", draft=spare["draft"], version=1)
    record = session_record(team.played.again().session)
    rows = [(row.who, row.what) for row in log_rows(record, record.log) if "draft" in row.what]
    assert rows == [
        ("Tara", "asked Lena, Dora to approve draft 1 for @Valdor_Transit"),
        ("Lena", "returned draft 1, by Tara: Do not speak of fault."),
        ("Tara", "asked Lena, Dora to approve draft 1 for @Valdor_Transit"),
        ("Lena", "approved draft 1, by Tara"),
        ("Dora", "approved draft 1, by Tara"),
        ("Tom", "published draft 1, by Tara, 1 min 20 s after it was begun; approved by: Lena, Dora"),
        ("Lena", "dropped draft 2, by Tara"),
    ]
    told = {entry["what"] for entry in announce.log_after(team.played.session, 0)}
    assert {what for what in told if what.startswith("draft_")} <= set(page_texts()["log"])
