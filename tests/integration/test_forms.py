"""Press releases and infographics: published, prepared together, changed, drawn, and found by their words."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from exercises import sessions
from exercises.access import Seat, seat_cookie
from exercises.models import Participant
from exercises.sessions import Refused, locked
from feed import actions, conductor, messages, store
from feed.models import Draft, Post
from feed.present import post_views
from feed.query import parse
from socialroom.backup import write_backup
from socialroom.restore import restore_backup
from tests.conftest import Cast, Played, make_cast, make_session

T0 = 1_000_000.0  # wall time of the start, s
RELEASE = "Line B is closed\n\nSaint-Amance, today — Buses replace the trams.\n\nAnne, 0800 11 22 33"
INFOGRAPHIC = "What to do\n\n48 h\nSymptoms come within two days\n\nKeep away"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}} {% debug %} %s %(x)s \\x00",
    "'; DROP TABLE feed_post;--",
    "\u202egnp.exe\u2066",
    "=cmd|' /C calc'!A1",
]


class Room:
    """North with Tom (spokesperson), Tara (community manager) and Lena (legal), at work."""

    def __init__(self) -> None:
        self.cast: Cast = make_cast()
        self.played: Played = make_session(self.cast, pressure=0)
        self.lena, self.dora = (
            Participant.objects.create(
                session=self.played.session, room=self.played.north, name=name, function=function
            )
            for name, function in (("Lena", "legal"), ("Dora", "director"))
        )
        with locked(self.played.session.pk) as session:
            sessions.start_session(session, self.cast.fiona, T0)
        self.played.again()
        self._keys = 0

    def does(
        self, what: str, who: Participant | None = None, *, at: float = 10, **fields: Any
    ) -> dict[str, Any]:
        self._keys += 1
        who = who or self.played.tom
        raw = json.dumps({"type": what, "key": f"key-{self._keys:08}", **fields})
        message = messages.parse(raw, messages.ROOM_MESSAGES)
        return actions.act(Seat(self.played.north, who, None), message, T0 + at)

    def publishes(self, what: str, text: str, **more: Any) -> dict[str, Any]:
        where = {"release": "press", "infographic": "microblog"}[what]
        said = {"account": "valdor", "channel": where, "kind": "original", "text": text, "form": what}
        return self.does("publish", **(said | more))

    def post(self, ref: int) -> Post:
        found = store.post_of(self.played.north.pk, ref)
        assert found is not None
        return found

    def view(self, ref: int) -> dict[str, Any]:
        return post_views(self.played.north.pk, [self.post(ref)])[0].model_dump(exclude_none=True)

    def browser(self, who: Participant | None) -> Client:
        client = Client()
        if who is not None:
            cookie, value = seat_cookie(who)
            client.cookies[cookie] = value
        return client

    def picture(self, ref: int) -> Any:
        return self.browser(self.played.tom).get(
            f"/api/rooms/{self.played.north.code}/posts/{ref}/picture.svg"
        )


@pytest.fixture
def room(each_database: str) -> Room:
    return Room()


def test_a_release_is_published_as_the_organisations_and_found_by_its_words(room: Room) -> None:
    ref = room.publishes("release", RELEASE)["id"]
    seen = room.view(ref)
    assert (seen["form"], seen["channel"], seen["handle"]) == ("release", "press", "Valdor_Transit")
    assert seen["text"] == RELEASE
    assert "picture" not in seen
    assert [post.ref for post in store.found(room.played.north.pk, parse("replace trams 0800"))] == [ref]


def test_an_infographic_is_drawn_from_what_is_stored_and_found_by_its_words(room: Room) -> None:
    ref = room.publishes("infographic", INFOGRAPHIC, colour="green")["id"]
    seen = room.view(ref)
    assert (seen["form"], seen["picture"], seen["text"]) == ("infographic", "still", INFOGRAPHIC)
    once, twice = room.picture(ref), room.picture(ref)
    assert once["Content-Type"] == "image/svg+xml"
    assert once.content == twice.content
    for word in ("What", "48", "Symptoms", "days", "Keep"):
        assert word in once.content.decode()
    assert [post.ref for post in store.found(room.played.north.pk, parse("symptoms"))] == [ref]


def test_its_length_is_its_own_measure_not_the_networks(room: Room) -> None:
    text = "What to do" + "".join(f"\n\nStep {n}\n{'word ' * 25}".rstrip() for n in range(5))
    assert len(text) > 280
    assert room.view(room.publishes("infographic", text)["id"])["text"] == text


def test_the_crowd_hears_both(room: Room) -> None:
    for form, text in (("release", RELEASE), ("infographic", INFOGRAPHIC)):
        told = store.published(room.played.north.pk, room.publishes(form, text)["id"])
        assert told is not None
        assert (told["team"], told["text"]) == (True, text)
    conductor.advance_room(room.played.north.pk, T0 + 30)
    assert room.played.again().north.next_window == 30


@pytest.mark.parametrize(
    ("form", "text", "more", "code"),
    [
        ("release", "No parts", {}, "bad_form"),
        ("release", "", {}, "empty"),
        ("release", RELEASE, {"channel": "microblog"}, "bad_form"),
        ("release", RELEASE, {"account": "own"}, "team_only"),
        ("release", "x" * 151 + "\n\nText\n\nContact", {}, "bad_form"),
        ("release", "Headline\n\n" + "x" * 4900 + "\n\nContact", {}, "too_long"),
        ("infographic", INFOGRAPHIC, {"channel": "press"}, "bad_form"),
        ("infographic", INFOGRAPHIC, {"channel": "mailbox"}, "bad_form"),
        ("infographic", INFOGRAPHIC, {"account": "own"}, "team_only"),
        ("infographic", "Only a title", {}, "bad_form"),
        ("infographic", "Title\n\n" + "x" * 41, {}, "bad_form"),
        ("infographic", INFOGRAPHIC, {"kind": "reply", "parent": 1}, "bad_form"),
        ("infographic", INFOGRAPHIC, {"kind": "share", "parent": 1}, "bad_form"),
    ],
)
def test_what_is_not_of_the_form_or_of_the_place_is_refused(
    room: Room, form: str, text: str, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        room.publishes(form, text, **more)
    assert refused.value.code == code
    assert str(refused.value.message)
    assert not store.room_posts(room.played.north.pk).filter(team=True).exists()


@pytest.mark.parametrize("wrong", [{"form": "poster"}, {"form": 1}, {"form": None}, {"colour": "#ff0000"}])
def test_a_form_that_does_not_exist_is_malformed(room: Room, wrong: dict[str, Any]) -> None:
    with pytest.raises(messages.Malformed):
        room.publishes("infographic", INFOGRAPHIC, **wrong)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_in_any_field_stay_words(room: Room, hostile: str) -> None:
    part = hostile[:40]
    release = room.publishes("release", f"{hostile}\n\n{hostile}\n\n{hostile}")["id"]
    assert hostile.strip() in room.view(release)["text"]
    ref = room.publishes("infographic", f"{hostile}\n\n{part}\n{hostile}")["id"]
    svg = room.picture(ref).content.decode()
    assert "<script" not in svg
    assert "<img" not in svg
    assert "\u202e" not in svg


# Prepared together -------------------------------------------------------------------------------------


def test_a_release_goes_through_approval_and_keeps_its_form(room: Room) -> None:
    tara = room.played.tara
    said: dict[str, Any] = {"account": "valdor", "channel": "press", "kind": "original", "form": "release"}
    with pytest.raises(Refused) as refused:
        room.does("publish", tara, text=RELEASE, **said)
    assert refused.value.code == "needs_approval"
    made = room.does("draft_save", tara, text=RELEASE, **said)
    here = {"draft": made["draft"], "version": made["version"]}
    room.does("draft_submit", tara, **here)
    for judge in (room.lena, room.dora):
        room.does("draft_judge", judge, **here, verdict="approve", note="")
    ref = room.does("draft_publish", tara, **here)["id"]
    assert (room.view(ref)["form"], room.view(ref)["text"]) == ("release", RELEASE)


def test_another_colour_is_another_version_of_a_draft(room: Room) -> None:
    said: dict[str, Any] = {"account": "valdor", "channel": "page", "kind": "original"}
    said["form"] = "infographic"
    said["text"] = INFOGRAPHIC
    made = room.does("draft_save", colour="red", **said)
    again = room.does("draft_save", colour="green", draft=made["draft"], version=made["version"], **said)
    assert again["version"] == made["version"] + 1
    draft = Draft.objects.get()
    assert (draft.form, draft.colour) == ("infographic", "green")
    ref = room.does("draft_publish", draft=again["draft"], version=again["version"])["id"]
    assert "#1d6b45" in room.picture(ref).content.decode()


def test_a_draft_must_have_its_form_as_well(room: Room) -> None:
    with pytest.raises(Refused) as refused:
        room.does(
            "draft_save", account="valdor", channel="press", kind="original", form="release", text="No parts"
        )
    assert refused.value.code == "bad_form"
    assert not Draft.objects.exists()


# Changed ----------------------------------------------------------------------------------------------


def test_a_changed_infographic_is_drawn_anew_and_what_it_said_can_be_read(room: Room) -> None:
    ref = room.publishes("infographic", INFOGRAPHIC)["id"]
    before = room.picture(ref).content
    room.does("edit", at=20, post=ref, text=INFOGRAPHIC.replace("48 h", "72 h"))
    assert "72" in room.picture(ref).content.decode()
    assert room.picture(ref).content != before
    said = store.versions(room.played.north.pk, ref)
    assert [text for _t, text in said] == [INFOGRAPHIC, INFOGRAPHIC.replace("48 h", "72 h")]
    assert [post.ref for post in store.found(room.played.north.pk, parse("72"))] == [ref]


@pytest.mark.parametrize(("form", "text"), [("release", RELEASE), ("infographic", INFOGRAPHIC)])
def test_a_change_that_breaks_the_form_is_refused(room: Room, form: str, text: str) -> None:
    ref = room.publishes(form, text)["id"]
    with pytest.raises(Refused) as refused:
        room.does("edit", post=ref, text="Nothing of it is left")
    assert refused.value.code == "bad_form"
    assert room.view(ref)["text"] == text


def test_a_deleted_infographic_is_not_drawn(room: Room) -> None:
    ref = room.publishes("infographic", INFOGRAPHIC)["id"]
    room.does("delete", post=ref)
    assert room.picture(ref).status_code == 404
    assert "picture" not in room.view(ref)


def test_sent_twice_it_is_published_once(room: Room) -> None:
    raw = {"type": "publish", "key": "key-the-same", "account": "valdor", "channel": "press"}
    raw |= {"kind": "original", "form": "release", "text": RELEASE}
    message = messages.parse(json.dumps(raw), messages.ROOM_MESSAGES)
    seat = Seat(room.played.north, room.played.tom, None)
    first, second = (actions.act(seat, message, T0 + 10) for _ in range(2))
    assert first == second
    assert store.room_posts(room.played.north.pk).filter(form="release").count() == 1


# Drawn before it is published --------------------------------------------------------------------------


def test_a_sketch_shows_what_would_be_published(room: Room) -> None:
    client = room.browser(room.played.tom)
    address = f"/api/rooms/{room.played.north.code}/infographic.svg"
    asked = {"text": INFOGRAPHIC, "colour": "green", "channel": "microblog"}
    sketch = client.get(address, asked)
    assert sketch["Content-Type"] == "image/svg+xml"
    assert (
        sketch.content
        == room.picture(room.publishes("infographic", INFOGRAPHIC, colour="green")["id"]).content
    )
    assert client.get(address, asked | {"channel": "photo"}).content != sketch.content
    assert client.get(address, {"text": "Only a title"}).status_code == 404
    assert client.get(address, {"text": "x" * 2001}).status_code == 400
    assert client.get(address, asked | {"colour": "pink"}).status_code == 400
    assert room.browser(None).get(address, asked).status_code == 401
    other = room.browser(room.played.tim)
    assert other.get(address, asked).status_code in (403, 404)


# Kept -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_backup_brings_them_back_as_they_were(tmp_path: Path) -> None:
    room = Room()
    release = room.publishes("release", RELEASE)["id"]
    ref = room.publishes("infographic", INFOGRAPHIC, colour="violet")["id"]
    drawn = room.picture(ref).content
    archive = tmp_path / "backup.zip"
    write_backup(archive)
    Post.objects.all().delete()
    restore_backup(archive, force=True)
    assert room.view(release)["form"] == "release"
    assert (room.post(ref).form, room.post(ref).colour) == ("infographic", "violet")
    assert room.picture(ref).content == drawn
