"""Public groups of the page network: the crowd writes in them, trainees join, write and are answered."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from exercises import sessions
from exercises.access import Seat, access_session
from exercises.dashboard_texts import page_texts
from exercises.models import Action, LogEntry, Participant, Room
from exercises.package import check_document
from exercises.scenarios import dump_scenario, load_scenario
from exercises.sessions import Refused, locked
from feed import actions, conductor, crowd_memory, messages, presence, steering, store
from feed.frames import encode_for_trainees
from feed.group_messages import Join
from feed.models import Draft, GroupMember, Post
from feed.present import post_views, room_state
from reports.logwords import log_rows
from reports.record import session_record
from tests.conftest import VERSIONS, make_cast, small_document
from tests.integration.test_api import browser
from tests.integration.test_drafts import T0, Team, counts

NEIGHBOURS, WATCH = "linden-neighbours", "valdor-watch"


@pytest.fixture
def team(each_database: str) -> Team:
    return Team()


def crowd(team: Team, pressure: int = 9000) -> None:
    with locked(team.played.session.pk) as session:
        sessions.set_pressure(session, team.cast.fiona, T0, pressure)


def plays(team: Team, until: float, room: Room | None = None) -> None:
    while conductor.advance_room((room or team.played.north).pk, T0 + until):
        pass


def joins(team: Team, who: Participant, group: str = NEIGHBOURS, account: str = "valdor", **more: Any) -> Any:
    return team.does(who, "join", account=account, group=group, on=more.pop("on", True), **more)


def writes(team: Team, who: Participant, group: str | None = NEIGHBOURS, **more: Any) -> Any:
    return team.publishes(
        who, more.pop("text", "We are here to answer you."), channel="page", group=group, **more
    )


def where(team: Team, ref: int) -> str:
    return Post.objects.get(room=team.played.north, ref=ref).group


def placed(room: Room) -> list[tuple[int, str]]:
    return list(Post.objects.filter(room=room, channel="page").order_by("ref").values_list("ref", "group"))


def test_the_crowd_writes_in_groups_and_answers_stand_where_the_post_is(team: Team) -> None:
    crowd(team)
    plays(team, 150)
    posts = {post.ref: post for post in Post.objects.filter(room=team.played.north)}
    begun = [post for post in posts.values() if post.group and post.kind == "original"]
    assert {post.group for post in begun} == {NEIGHBOURS, WATCH}
    assert all(post.channel == "page" and post.stars is None for post in begun)
    assert all(post.emotion in (2, 3) for post in begun if post.group == WATCH)
    below = [post for post in posts.values() if post.channel == "page" and post.parent is not None]
    assert any(post.group for post in below)
    assert all(post.group == posts[post.parent or 0].group for post in below)


def test_late_windows_and_other_workers_place_them_alike(team: Team) -> None:
    """The other room is made in heaps, and its workers start anew between them."""
    crowd(team)
    for second in range(1, 91):
        plays(team, second + 0.1)
    for late in (31, 58, 90.5):
        crowd_memory.forget()
        plays(team, late, team.played.south)
    assert placed(team.played.north) == placed(team.played.south)
    assert any(group for _ref, group in placed(team.played.north))


def test_whoever_joined_begins_posts_there_and_the_crowd_answers(team: Team) -> None:
    crowd(team)
    plays(team, 9)
    with pytest.raises(Refused, match="not_joined"):
        writes(team, team.played.tom)
    assert joins(team, team.played.tom) == {"joined": True}
    ref = writes(team, team.played.tom)["id"]
    assert where(team, ref) == NEIGHBOURS
    plays(team, 80)
    answers = Post.objects.filter(room=team.played.north, parent=ref, kind="reply")
    assert answers.count() > 2
    assert set(answers.values_list("group", flat=True)) == {NEIGHBOURS}
    reply = team.publishes(
        team.played.tara, "Thank you.", account="own", channel="page", kind="reply",
        parent=answers[0].ref, at=81,
    )["id"]  # fmt: skip
    assert where(team, reply) == NEIGHBOURS  # nobody need join to answer


def test_an_account_joins_for_itself_once_and_leaves(team: Team) -> None:
    joins(team, team.played.tom)
    before = counts(team)
    assert joins(team, team.played.tara) == {"joined": True}  # the team's account is in already
    assert counts(team) == before
    with pytest.raises(Refused, match="not_joined"):
        writes(team, team.played.tara, account="own")
    joins(team, team.played.tara, account="own")
    view = {one.group: one for one in room_state(team.played.again().north).groups}[NEIGHBOURS]
    assert (view.joined, view.members) == (["valdor", f"own-{team.played.tara.pk}"], 2402)
    joins(team, team.played.tom, on=False)
    with pytest.raises(Refused, match="not_joined"):
        writes(team, team.played.tom)
    told = [entry["what"] for entry in LogEntry.objects.order_by("number").values("what")]
    assert told[-3:] == ["group_join", "group_join", "group_leave"]
    assert {"group_join", "group_leave"} <= set(page_texts()["log"])
    record = session_record(team.played.again().session)
    rows = [row.what for row in log_rows(record, record.log) if "group" in row.what]
    assert rows[0] == "joined the group “Linden neighbours” as @Valdor_Transit"
    assert [action.kind for action in Action.objects.filter(kind="join")] == ["join"] * 3


def test_two_devices_that_join_at_once_are_one_member(team: Team) -> None:
    gate = Barrier(2)

    def join(number: int) -> dict[str, Any]:
        message = Join(type="join", key=f"key-device-{number}", account="valdor", group=NEIGHBOURS, on=True)
        gate.wait()
        try:
            return actions.act(Seat(team.played.north, team.played.tara, None), message, T0 + 20)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(join, (0, 1))) == [{"joined": True}] * 2
    assert GroupMember.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("unknown_group", {"group": "no-such-group"}),
        ("bad_fields", {"channel": "microblog"}),
        ("bad_fields", {"kind": "quote", "parent": 1}),
        ("empty", {"text": ""}),
    ],
)
def test_where_one_cannot_begin_a_post_nothing_happens(team: Team, code: str, more: dict[str, Any]) -> None:
    joins(team, team.played.tom)
    if "parent" in more:
        more = more | {"parent": team.publishes(team.played.tom, "A post.")["id"]}
    before = counts(team)
    said = {"channel": "page", "group": NEIGHBOURS, "text": "Hello."} | more
    with pytest.raises(Refused, match=code):
        team.publishes(team.played.tom, **said)
    assert counts(team) == before


def test_other_accounts_rooms_and_groups_are_refused(team: Team) -> None:
    before = counts(team)
    with pytest.raises(Refused, match="not_your_account"):
        joins(team, team.played.tom, account="mayor")
    with pytest.raises(Refused, match="unknown_group"):
        joins(team, team.played.tom, group="elsewhere")
    assert counts(team) == before
    joins(team, team.played.tim)  # of the other room: it is in there, and not here
    with pytest.raises(Refused, match="not_joined"):
        writes(team, team.played.tom)


def test_a_draft_for_a_group_is_approved_and_stands_there(team: Team) -> None:
    with pytest.raises(Refused, match="not_joined"):
        team.asks(channel="page", group=NEIGHBOURS)
    joins(team, team.played.tara)
    here = team.asks(channel="page", group=NEIGHBOURS)
    assert team.shown(here["draft"]).group == NEIGHBOURS
    for who in (team.lena, team.dora):
        team.judges(who, here)
    made = team.does(team.played.tom, "draft_publish", **here, at=30)
    assert where(team, made["id"]) == NEIGHBOURS


def test_a_draft_of_an_account_that_left_stays_a_draft(team: Team) -> None:
    joins(team, team.played.tom)
    made = team.writes("Good evening.", team.played.tom, channel="page", group=NEIGHBOURS)
    joins(team, team.played.tom, on=False)
    with pytest.raises(Refused, match="not_joined"):
        team.does(team.played.tom, "draft_publish", draft=made["draft"], version=made["version"])
    assert Draft.objects.get().state == "open"


def test_in_a_group_a_team_hides_only_below_its_own_posts_and_pins_nothing(team: Team) -> None:
    joins(team, team.played.tara, account="own")
    joins(team, team.played.tom)
    theirs = writes(team, team.played.tara, account="own", text="You are late.")["id"]
    with pytest.raises(Refused, match="not_hideable"):
        team.does(team.played.tom, "hide", post=theirs, on=True)
    ours = writes(team, team.played.tom)["id"]
    with pytest.raises(Refused, match="not_pinnable"):
        team.does(team.played.tom, "pin", post=ours, on=True)
    below = team.publishes(team.played.tara, "Ha.", account="own", channel="page", kind="reply", parent=ours)[
        "id"
    ]
    assert team.does(team.played.tom, "hide", post=below, on=True) == {"hidden": True}


def test_what_the_team_passes_on_from_a_group_stands_on_its_page(team: Team) -> None:
    joins(team, team.played.tara, account="own")
    ref = writes(team, team.played.tara, account="own")["id"]
    share = team.publishes(team.played.tom, "", channel="page", kind="share", parent=ref)["id"]
    assert where(team, share) == ""


def test_what_a_trainer_answers_as_a_persona_stands_in_the_group(team: Team) -> None:
    joins(team, team.played.tom)
    ref = writes(team, team.played.tom)["id"]
    message = messages.PersonaPost(
        type="persona_post", key="key-persona-1", persona="mayor", channel="page", text="We will see.",
        parent=ref, room=team.played.north.code,
    )  # fmt: skip
    staff = access_session(team.cast.fiona, team.played.session.pk)
    made = steering.steer(staff, message, T0 + 11)["posts"][team.played.north.code]
    assert where(team, made) == NEIGHBOURS


def speaks(team: Team, **more: Any) -> Any:
    """The trainer begins a post as a persona, on the page of one room unless `more` says otherwise."""
    said = {"persona": "mayor", "channel": "page", "text": "Buses run from ten.", "group": NEIGHBOURS}
    here = {"type": "persona_post", "key": f"key-speaks-{len(more)}", "room": team.played.north.code}
    message = messages.parse(json.dumps(here | said | more), messages.STAFF_MESSAGES)
    return steering.steer(access_session(team.cast.fiona, team.played.session.pk), message, T0 + 20)


def test_a_trainer_begins_a_personas_post_in_a_group_of_every_room(team: Team) -> None:
    posts = speaks(team, room=None)["posts"]
    assert set(posts) == {team.played.north.code, team.played.south.code}
    found = Post.objects.filter(ref__in=posts.values(), author_key="mayor")
    assert [(post.group, post.kind) for post in found] == [(NEIGHBOURS, "original")] * 2
    assert {action.payload["group"] for action in Action.objects.filter(kind="publish")} == {NEIGHBOURS}
    assert {entry.data["group"] for entry in LogEntry.objects.filter(what="post")} == {"Linden neighbours"}
    plain = speaks(team, group=None, key="key-plain-1")["posts"]
    assert [where(team, ref) for ref in plain.values()] == [""]


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("unknown_group", {"group": "no-such-group"}),
        ("bad_fields", {"channel": "microblog"}),
    ],
)
def test_where_a_persona_cannot_begin_a_post_nothing_happens(
    team: Team, code: str, more: dict[str, Any]
) -> None:
    before = counts(team)
    with pytest.raises(Refused, match=code):
        speaks(team, room=None, **more)
    assert counts(team) == before


@pytest.mark.parametrize("group", [7, "A b", "x" * 200, ["linden-neighbours"]])
def test_a_group_that_is_no_code_is_malformed(team: Team, group: Any) -> None:
    with pytest.raises(messages.Malformed):
        speaks(team, group=group)


def test_a_message_in_a_group_reaches_fewer_than_one_on_the_page(team: Team) -> None:
    joins(team, team.played.tom)
    writes(team, team.played.tom)
    writes(team, team.played.tom, group=None)
    told = [one.payload.get("group") for one in Action.objects.filter(kind="publish").order_by("number")]
    assert told == [NEIGHBOURS, None]


def test_snapshots_frames_and_the_api_tell_of_groups(team: Team) -> None:
    crowd(team)
    joins(team, team.played.tom)
    plays(team, 60)
    room = team.played.again().north
    welcome = presence.room_welcome(Seat(room, team.played.tom, None), 0, T0 + 60)
    state = json.loads(encode_for_trainees(welcome))["rooms"][0]
    views = {one["group"]: one for one in state["groups"]}
    number = Post.objects.filter(room=room, group=NEIGHBOURS).count()
    assert (views[NEIGHBOURS]["posts"], views[NEIGHBOURS]["joined"]) == (number, ["valdor"])
    assert views[NEIGHBOURS]["members"] == 2400 + number // 5 + 1
    client = browser(team.cast.fiona)
    posts = client.get(f"/api/rooms/{room.code}/posts?group={NEIGHBOURS}&limit=500").json()["posts"]
    assert len(posts) == number
    assert {post["group"] for post in posts} == {NEIGHBOURS}
    outside = client.get(f"/api/rooms/{room.code}/posts?channel=page&outside=1&limit=500").json()["posts"]
    assert outside
    assert not any("group" in post for post in outside)
    for wrong in ("group=A%20b", "group=" + "x" * 61, "outside=perhaps"):
        assert client.get(f"/api/rooms/{room.code}/posts?{wrong}").status_code == 400
    assert client.get(f"/api/rooms/{room.code}/posts?group=unheard-of").json()["posts"] == []


def test_hostile_words_in_a_group_are_text(team: Team) -> None:
    joins(team, team.played.tara, account="own")
    ref = writes(team, team.played.tara, account="own", text="<img src=x onerror=alert(1)>")["id"]
    (view,) = post_views(team.played.north.pk, store.posts_of(team.played.north.pk, [ref]))
    assert (view.text, view.group) == ("<img src=x onerror=alert(1)>", NEIGHBOURS)


def test_an_inject_stands_in_its_group(each_database: str) -> None:
    cast = make_cast()
    data = small_document().model_dump(mode="json")
    first = data["injects"][0] | {"channel": "page", "group": WATCH, "offset": 1}
    document = check_document(data | {"injects": [first, *data["injects"][1:]]})
    scenario = load_scenario(document, cast.organisation)
    assert dump_scenario(scenario) == document
    session = sessions.create_session(
        cast.fiona, scenario, name="Groups", lang="en", room_names=["North"], versions=VERSIONS, seed=1
    )
    with locked(session.pk) as held:
        sessions.start_session(held, cast.fiona, T0)
    room = session.rooms.get()
    conductor.advance_room(room.pk, T0 + 4)
    assert Post.objects.get(room=room, inject=first["code"]).group == WATCH
