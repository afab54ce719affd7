"""Stories go after their time of exercise: for trainees everywhere, never for staff; a screenshot stays."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.cache import cache

from exercises import sessions
from exercises.access import Seat, access_session
from exercises.models import Session
from exercises.sessions import Refused, locked
from feed import actions, conductor, draft_messages, illustration, messages, presence, steering, store
from feed.export import session_lines
from feed.frames import ReportsFrame, encode, encode_for_trainees
from feed.present import room_state
from feed.report_views import room_reports
from feed.store.wall import last_symbol
from reports.record import session_record
from tests import conftest
from tests.conftest import Cast, Played, make_cast, make_session
from tests.integration.test_api import T0, browser, page

LASTS = 100  # s of exercise
WORDS = "Zebrafinches behind the quay"
STORIES = {"kind": "stories", "name": {"en": "Fleeting", "fr": "Éphémère"}, "length": 250, "lasts": LASTS}


@dataclass
class Stage:
    """A session whose clock the test sets; what people do in it happens at that moment."""

    cast: Cast
    played: Played
    at: float = 0.0
    keys: int = field(default=0)

    def until(self, t: float) -> None:
        """The exercise goes on to `t` (s) and is paused there, its windows made."""
        with locked(self.played.session.pk) as session:
            sessions.resume_session(session, self.cast.fiona, T0 + self.at)
        while conductor.advance_room(self.played.north.pk, T0 + t):
            pass
        with locked(self.played.session.pk) as session:
            sessions.pause_session(session, self.cast.fiona, T0 + t)
        self.at = t
        self.played.again()

    def does(self, message_type: Any, who: Any = None, **fields: Any) -> dict[str, Any]:
        """A trainee's message (Tom's), while the exercise runs at this moment."""
        self.keys += 1
        message = message_type(key=f"key-{self.keys:08}", **fields)
        with locked(self.played.session.pk) as session:
            sessions.resume_session(session, self.cast.fiona, T0 + self.at)
        try:
            seat = Seat(self.played.north, who or self.played.tom, None)
            return actions.act(seat, message, T0 + self.at)
        finally:
            with locked(self.played.session.pk) as session:
                sessions.pause_session(session, self.cast.fiona, T0 + self.at)

    def says(self, text: str, *, channel: str = "stories", who: Any = None, **more: Any) -> int:
        fields = {"account": "own", "channel": channel, "kind": "original", "text": text, **more}
        made: int = self.does(messages.Publish, who, type="publish", **fields)["id"]
        return made

    def speaks(self, text: str, channel: str = "stories") -> int:
        """Inès Roche, by the trainer."""
        self.keys += 1
        said: dict[str, Any] = {
            "persona": "ines-roche",
            "channel": channel,
            "text": text,
            "room": self.played.north.code,
        }
        message = messages.PersonaPost(type="persona_post", key=f"key-{self.keys:08}", **said)
        staff = access_session(self.cast.fiona, self.played.session.pk)
        made: int = steering.steer(staff, message, T0 + self.at)["posts"][self.played.north.code]
        return made

    def seen(self, path: str, who: Any = None) -> Any:
        return browser(who or self.played.tom).get(f"/api/rooms/{self.played.north.code}/{path}")

    def post(self, ref: int) -> dict[str, Any]:
        """As Tom's page gets it."""
        posts = page(browser(self.played.tom), self.played.north, "limit=500&after=0")
        return next(post for post in posts if post["id"] == ref)


def with_networks(monkeypatch: pytest.MonkeyPatch, *networks: dict[str, Any]) -> None:
    document = conftest.small_document()
    channels = [*document.model_dump()["channels"], *networks]
    wider = type(document).model_validate(document.model_dump() | {"channels": channels})
    monkeypatch.setattr(conftest, "small_document", lambda: wider)


@pytest.fixture
def stage(each_database: str, monkeypatch: pytest.MonkeyPatch) -> Stage:
    cache.clear()
    with_networks(monkeypatch, STORIES)
    cast = make_cast()
    played = make_session(cast, pressure=60)
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
        sessions.pause_session(session, cast.fiona, T0)
    made = Stage(cast, played.again())
    made.until(5)
    return made


def everything(stage: Stage, story: int, who: Any) -> dict[str, bytes]:
    """What each address and frame that could tell of the story says, as its reader gets it."""
    paths = (
        "posts?limit=500",
        "posts?limit=500&after=0",
        "posts?channel=stories",
        "posts?channel=stories&begun=1",
        "search?q=zebrafinches",
        "search/volume?q=zebrafinches",
        "changes?after=0",
        "state",
        f"posts/{story}/thread",
        f"posts/{story}/versions",
    )
    said = {path: stage.seen(path, who).content for path in paths}
    if who is stage.cast.fiona:
        staff = access_session(who, stage.played.session.pk)
        now = T0 + stage.at
        return said | {
            "welcome": encode(presence.session_welcome(staff, {}, 0, now)),
            "news": encode(presence.session_news(staff, {}, 0, now)),
        }
    seat = Seat(stage.played.north, who, None)
    return said | {
        "welcome": encode_for_trainees(presence.room_welcome(seat, 0, T0 + stage.at)),
        "news": encode_for_trainees(presence.room_news(seat, 0, 0, T0 + stage.at)),
    }


def telling(said: dict[str, bytes]) -> set[str]:
    """Where the words of the story stand."""
    return {path for path, content in said.items() if b"ebrafinches behind" in content}


def test_a_gone_story_is_nowhere_for_trainees_and_everywhere_for_staff(stage: Stage) -> None:
    story = stage.says(f"{WORDS}, at first", who=stage.played.tara)
    stage.does(messages.Edit, stage.played.tara, type="edit", post=story, text=f"{WORDS}, by now")
    before = everything(stage, story, stage.played.tom)
    assert telling(before) == set(before)
    assert stage.seen(f"posts/{story}/picture.svg").status_code == 200
    author = f"authors/Tara_{stage.played.tara.pk}"
    assert stage.seen(author).status_code == 200

    stage.until(5 + LASTS - 0.5)
    assert telling(everything(stage, story, stage.played.tom)) >= {"posts?channel=stories", "state", "news"}
    stage.until(5 + LASTS)
    for who in (stage.played.tom, stage.played.tara):  # his own is no exception
        assert telling(everything(stage, story, who)) == set()
        for path in (f"posts/{story}/{name}" for name in ("thread", "versions", "picture.svg")):
            assert stage.seen(path, who).status_code == 404, path
        assert stage.seen(author, who).status_code == 404
        volume = stage.seen("search/volume?q=zebrafinches", who).json()
        assert (volume["total"], sum(volume["counts"]), volume["posts"]) == (0, 0, [])
    after = everything(stage, story, stage.cast.fiona)
    assert telling(after) == set(after)
    posts = stage.seen("posts?channel=stories", stage.cast.fiona).json()["posts"]
    told = next(post for post in posts if post["id"] == story)
    assert told["expires"] == pytest.approx(5 + LASTS)
    assert stage.seen(f"posts/{story}/picture.svg", stage.cast.fiona).status_code == 200
    lines = [line for line in session_lines(stage.played.session) if line.get("id") == story]
    assert [(line["text"], line["expires"]) for line in lines] == [(f"{WORDS}, by now", told["expires"])]


def test_a_change_of_what_is_gone_keeps_its_number_and_says_nothing(stage: Stage) -> None:
    story = stage.says(WORDS)
    stage.does(messages.Like, type="like", post=story, account="own", on=True)
    stage.until(6 + LASTS)
    answer = stage.seen("changes?after=0").json()
    assert answer == {"changes": [{"rev": 1, "id": story}], "rev": 1}


def test_stories_follow_the_clock_of_the_exercise(stage: Stage) -> None:
    story = stage.speaks(WORDS)
    stage.until(50)
    assert stage.post(story)["expires"] == pytest.approx(5 + LASTS)
    with locked(stage.played.session.pk) as session:  # it stands still for as long as one likes
        assert session.clock.at(T0 + 10 * LASTS) == 50
    assert stage.seen(f"posts/{story}/thread").status_code == 200
    with locked(stage.played.session.pk) as session:
        sessions.resume_session(session, stage.cast.fiona, T0 + 50)
        sessions.jump_session(session, stage.cast.fiona, T0 + 50, 200)
        sessions.pause_session(session, stage.cast.fiona, T0 + 50)
    assert stage.seen(f"posts/{story}/thread").status_code == 404  # at once, before any window is made


def test_what_answers_a_story_goes_with_it(stage: Stage) -> None:
    story = stage.speaks(WORDS)
    stage.until(60)
    answer = stage.says("Which quay?", kind="reply", parent=story)
    later = stage.says("And which birds?", kind="reply", parent=answer)
    assert {stage.post(ref)["expires"] for ref in (story, answer, later)} == {stage.post(story)["expires"]}
    stage.until(5 + LASTS)
    refs = {post["id"] for post in page(browser(stage.played.tom), stage.played.north, "limit=500")}
    assert refs.isdisjoint({story, answer, later})


# Screenshots ------------------------------------------------------------------------------------------------


def pixels(stage: Stage, ref: int) -> bytes:
    illustration._drawn.cache_clear()
    answer = stage.seen(f"posts/{ref}/picture.svg")
    assert answer.status_code == 200
    return bytes(answer.content)


@pytest.mark.parametrize("becomes", ["gone", "changed", "deleted", "changed and gone"])
@pytest.mark.parametrize("kind", ["share", "quote"])
def test_a_screenshot_stays_as_the_story_was(stage: Stage, kind: str, becomes: str) -> None:
    story = stage.says(WORDS, who=stage.played.tara)
    picture = pixels(stage, story)
    stage.until(8)
    said = (
        {"channel": "stories", "text": ""} if kind == "share" else {"channel": "microblog", "text": "Look!"}
    )
    shot = stage.says(kind=kind, parent=story, **said)
    stage.until(10)
    if "changed" in becomes:
        stage.does(messages.Edit, stage.played.tara, type="edit", post=story, text="Nothing to see here.")
    if becomes == "deleted":
        stage.does(messages.Delete, stage.played.tara, type="delete", post=story)
    if "gone" in becomes:
        stage.until(6 + LASTS)
    post = stage.post(shot)
    assert (post["screenshot"], post["parent_text"], post["picture"]) == (True, WORDS, "still")
    assert (post["parent_name"], post.get("expires")) == ("Tara", None)
    assert pixels(stage, shot) == picture
    assert stage.seen(f"posts/{shot}/thread").json()["posts"][0]["id"] == shot


def test_a_picture_that_goes_is_not_kept_by_browsers_and_its_screenshot_is(stage: Stage) -> None:
    story = stage.speaks(WORDS)
    shot = stage.says("Look!", channel="microblog", kind="quote", parent=story)
    assert stage.seen(f"posts/{story}/picture.svg")["Cache-Control"] == "no-store"
    assert "immutable" in stage.seen(f"posts/{shot}/picture.svg")["Cache-Control"]


def test_a_screenshot_is_answered_and_passed_on_after_the_story_is_gone(stage: Stage) -> None:
    story = stage.speaks(WORDS)
    shot = stage.says("", kind="share", parent=story)
    stage.until(6 + LASTS)
    answer = stage.says("I saw it too.", kind="reply", parent=shot)
    assert stage.post(answer).get("expires") is None
    thread = stage.seen(f"posts/{shot}/thread").json()["posts"]
    assert [post["id"] for post in thread] == [shot, answer]
    again = stage.says("", kind="share", parent=shot, who=stage.played.tara)
    quoted = stage.says("Look!", channel="microblog", kind="quote", parent=shot)
    for post in map(stage.post, (again, quoted)):
        assert (post["screenshot"], post["parent_text"], post["parent_name"]) == (True, WORDS, "Inès Roche")


def test_a_deleted_screenshot_shows_nothing_any_more(stage: Stage) -> None:
    story = stage.speaks(WORDS)
    shots = [stage.says("", kind="share", parent=story), stage.says("See", kind="quote", parent=story)]
    stage.until(6 + LASTS)
    for shot in shots:
        stage.does(messages.Delete, type="delete", post=shot)
        assert "parent_text" not in stage.post(shot)
        assert stage.seen(f"posts/{shot}/picture.svg").status_code == 404
    assert telling(everything(stage, story, stage.played.tom)) == set()


def test_other_shares_and_quotes_are_no_screenshots(stage: Stage) -> None:
    plain = stage.speaks("The bridge is closed.", "microblog")
    shared = stage.says("", channel="microblog", kind="share", parent=plain)
    shown = stage.says("On my story", kind="quote", parent=plain)
    assert "screenshot" not in stage.post(shared)
    assert "screenshot" not in stage.post(shown)
    assert stage.post(shown)["expires"] == pytest.approx(5 + LASTS)  # a story like any other


# What one does ----------------------------------------------------------------------------------------------


def test_nothing_is_done_to_a_story_that_is_gone(stage: Stage) -> None:
    story = stage.says(WORDS)
    stage.until(6 + LASTS)
    count = stage.played.again().north.action_count
    publish = {"type": "publish", "account": "own", "parent": story}
    for kind, fields in (
        (messages.Publish, publish | {"channel": "stories", "kind": "reply", "text": "When?"}),
        (messages.Publish, publish | {"channel": "stories", "kind": "share", "text": ""}),
        (messages.Publish, publish | {"channel": "microblog", "kind": "quote", "text": "Look"}),
        (messages.Like, {"type": "like", "account": "own", "post": story, "on": True}),
        (messages.Report, {"type": "report", "post": story, "reason": "leak"}),
        (messages.Edit, {"type": "edit", "post": story, "text": "Other words"}),
        (messages.Delete, {"type": "delete", "post": story}),
    ):
        with pytest.raises(Refused) as refused:
            stage.does(kind, **fields)
        assert refused.value.code == "gone"
    assert stage.played.again().north.action_count == count


def test_staff_notes_and_removes_a_story_that_is_gone_but_nobody_answers_it(stage: Stage) -> None:
    story = stage.speaks(WORDS)
    stage.until(6 + LASTS)
    staff = access_session(stage.cast.fiona, stage.played.session.pk)
    room, now = stage.played.north.code, T0 + stage.at
    answer = messages.PersonaPost(
        type="persona_post", key="key-staff001", persona="ines-roche", channel="stories", text="Still there?",
        parent=story, room=room,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        steering.steer(staff, answer, now)
    assert refused.value.code == "gone"
    note = messages.Observe(type="observe", key="key-staff002", text="Seen too late", room=room, post=story)
    steering.steer(staff, note, now)
    remove = messages.RemovePost(type="remove_post", key="key-staff003", room=room, post=story)
    assert steering.steer(staff, remove, now) == {"deleted": story}


def test_a_report_of_a_story_stays_and_its_words_go(stage: Stage) -> None:
    story = stage.speaks(WORDS)
    stage.does(messages.Report, type="report", post=story, reason="leak")
    state = stage.seen("state").json()["reports"]
    assert [(one["post"], one["text"]) for one in state] == [(story, WORDS)]
    stage.until(6 + LASTS)
    (gone,) = stage.seen("state").json()["reports"]
    assert (gone["post"], gone["text"], gone["gone"]) == (story, "", False)
    assert not telling(everything(stage, story, stage.played.tom))
    assert "welcome" in telling(everything(stage, story, stage.cast.fiona))
    frame = ReportsFrame(room="x", reports=room_reports(stage.played.north.pk))
    (view,) = frame.reports
    assert view.text == WORDS
    late = frame.model_copy(update={"reports": [view.model_copy(update={"since": 6.0 + LASTS})]})
    assert b"ebrafinches" in encode(late)
    assert b"ebrafinches" not in encode_for_trainees(late)


def draft(stage: Stage, story: int, kind: str) -> dict[str, Any]:
    team = next(p["code"] for p in stage.played.session.snapshot["personas"] if p.get("team"))
    channel = "stories" if kind == "reply" else "microblog"
    fields = {"account": team, "channel": channel, "kind": kind, "text": "Ours", "parent": story}
    return stage.does(draft_messages.DraftSave, type="draft_save", **fields) | fields


def test_a_draft_that_quotes_a_story_holds_it_until_it_is_approved(stage: Stage) -> None:
    story = stage.speaks(WORDS)
    made = draft(stage, story, "quote")
    stage.until(6 + LASTS)
    assert room_state(stage.played.north).drafts[0].parent_text == WORDS
    changed = {name: made[name] for name in ("draft", "version", "account", "channel", "kind", "parent")}
    made |= stage.does(draft_messages.DraftSave, type="draft_save", **changed, text="Ours, reworded")
    step = {"type": "draft_publish", "draft": made["draft"], "version": made["version"]}
    shot = stage.does(draft_messages.DraftStep, **step)["id"]
    assert (stage.post(shot)["text"], stage.post(shot)["parent_text"]) == ("Ours, reworded", WORDS)


def test_a_draft_that_answers_a_story_neither_keeps_its_words_nor_outlives_it(stage: Stage) -> None:
    story = stage.speaks(WORDS)
    made = draft(stage, story, "reply")
    (view,) = room_state(stage.played.north).drafts
    assert (view.parent_handle, view.parent_text) == ("InesRoche", None)
    stage.until(6 + LASTS)
    with pytest.raises(Refused) as refused:
        stage.does(
            draft_messages.DraftStep, type="draft_publish", draft=made["draft"], version=made["version"]
        )
    assert refused.value.code == "gone"


# Many -------------------------------------------------------------------------------------------------------


def test_pages_and_searches_are_full_however_much_is_gone(stage: Stage) -> None:
    """What is gone lies between what is there: a page that is short would say that there is no more."""
    room = stage.played.again().north
    team = stage.says("The quay one", channel="microblog")
    like = store.post_of(room.pk, team)
    assert like is not None
    first = stage.played.again().north.last_seq
    rows = [
        store.NewPost(
            **{name: getattr(like, name) for name in store.COLUMNS}
            | {"seq": first + n, "ref": like.ref + n, "expires": None if n % 40 == 0 else 50.0}
        )
        for n in range(1, 2001)
    ]
    store.add_posts(rows)
    type(room).objects.filter(pk=room.pk).update(last_seq=first + 2000)
    stage.until(60)
    alive = [first + n for n in range(2000, 0, -1) if n % 40 == 0] + [like.seq]
    for ask in ("posts?", "posts?channel=microblog&", "search?q=quay&"):
        seqs = [post["seq"] for post in stage.seen(f"{ask}limit=30").json()["posts"]]
        kept = [seq for seq in seqs if seq <= first + 2000]
        assert (len(seqs), kept) == (30, alive[: len(kept)])
        assert kept
    found = stage.seen("search?q=quay&limit=30").json()
    assert ([post["seq"] for post in found["posts"]], found["more"]) == (alive[:30], True)
    rest = stage.seen(f"search?q=quay&limit=30&before={alive[29]}").json()
    assert ([post["seq"] for post in rest["posts"]], rest["more"]) == (alive[30:], False)
    assert stage.seen("search/volume?q=quay").json()["total"] == len(alive)
    assert stage.seen("search/volume?q=quay", stage.cast.fiona).json()["total"] == 2001


def test_the_crowd_passes_stories_on_as_screenshots_and_answers_none_that_is_gone(stage: Stage) -> None:
    with locked(stage.played.session.pk) as session:
        sessions.set_pressure(session, stage.cast.fiona, T0 + stage.at, 6000, None)
    stage.speaks("The water is rising behind the quay, I am filming this from the roof.")
    stage.until(6 + 2 * LASTS)
    rows = list(store.room_posts(stage.played.north.pk))
    goes = {
        post.ref: post.expires
        for post in rows
        if post.channel == "stories" and post.kind == "original" and post.expires is not None
    }
    answers = [post for post in rows if post.kind == "reply" and post.channel == "stories"]
    shots = [post for post in rows if post.kind in ("share", "quote") and post.parent in goes]
    assert len(goes) > 3
    assert answers
    assert shots
    for post in answers:
        assert post.expires == goes[post.root or 0]
        assert post.t <= post.expires
    assert {(post.channel, post.expires) for post in shots} == {("microblog", None)}
    assert all(post.root in (None, post.ref) and post.t <= goes[post.parent or 0] for post in shots)
    told = json.loads(stage.seen("posts?limit=500").content)["posts"]
    seen = {post["id"]: post for post in told}
    assert all(seen[shot.ref]["screenshot"] for shot in shots if shot.ref in seen)


def test_the_debrief_tells_which_stories_were_gone_and_when(stage: Stage) -> None:
    gone = stage.says(WORDS)
    stage.until(60)
    stays = stage.says("Still to be seen at the end.")
    stage.until(6 + LASTS)
    with locked(stage.played.session.pk) as session:
        sessions.end_session(session, stage.cast.fiona, T0 + stage.at)
    record = session_record(Session.objects.get(pk=stage.played.session.pk))
    north = next(room for room in record.rooms if room.code == stage.played.north.code)
    told = {said.ref: said for said in north.said}
    assert told[gone].text == WORDS
    assert told[gone].gone == pytest.approx(5 + LASTS)
    assert told[stays].gone is None


# The wall ---------------------------------------------------------------------------------------------------


@pytest.fixture
def wall(each_database: str, monkeypatch: pytest.MonkeyPatch) -> Stage:
    cache.clear()
    with_networks(monkeypatch, {"kind": "wall", "name": {"en": "The Wall", "fr": "Le Mur"}})
    cast = make_cast()
    played = make_session(cast, pressure=0)
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
        sessions.pause_session(session, cast.fiona, T0)
    return Stage(cast, played.again())


def like_it(stage: Stage, ref: int, likes: int) -> None:
    post = store.post_of(stage.played.north.pk, ref)
    assert post is not None
    post.likes = likes
    post.save()


def test_the_symbol_is_told_to_trainees_and_staff_and_changes_with_a_margin(wall: Stage) -> None:
    first, second = (wall.says(text, channel="wall") for text in ("A candle.", "A drawing."))
    seat = Seat(wall.played.north, wall.played.tom, None)

    def symbols() -> set[int | None]:
        wall.until(wall.at + 6)
        room = wall.played.again().north
        welcome = presence.room_welcome(seat, 0, T0 + wall.at).rooms[0].symbol
        for who in (wall.played.tom, wall.cast.fiona):
            assert wall.seen("state", who).json().get("symbol") == welcome
        return {welcome, last_symbol(room.pk)}

    assert symbols() == {None}
    like_it(wall, first, 20)
    assert symbols() == {first}
    like_it(wall, second, 24)
    assert symbols() == {first}
    like_it(wall, second, 25)
    assert symbols() == {second}
    like_it(wall, first, 30)
    assert symbols() == {second}
    wall.does(messages.Delete, type="delete", post=second)
    assert symbols() == {first}


def test_every_tribute_has_a_picture_of_something_that_people_leave(wall: Stage) -> None:
    named = wall.says("A kitten for all of you.", channel="wall")
    unnamed = [wall.says(f"For all of you, {n}.", channel="wall") for n in range(6)]
    assert {wall.post(ref)["picture"] for ref in (named, *unnamed)} == {"still"}
    assert len({pixels(wall, ref) for ref in (named, *unnamed)}) == 7
