"""What a team pins on top, and what it hides below its own posts: told to everybody, seen by whom it may."""

import json
from functools import partial
from typing import Any

import orjson
import pytest
from django.test import Client

from exercises.access import Seat, seat_cookie
from exercises.models import Action, LogEntry, Participant
from exercises.sessions import Refused
from feed import crowd_memory, presence, store
from feed.crowd.types import Hidden
from feed.frames import encode, encode_for_trainees
from feed.present import room_state
from feed.query import parse
from feed.stage import stimulus_of
from reports.logwords import log_rows
from reports.record import session_record
from tests.integration.test_races import at_once
from tests.integration.test_reports import Room1, told
from tests.integration.test_windows import T0, advance

SPITE = "You are liars, all of you, and you know it #spite"


@pytest.fixture
def room(each_database: str) -> Room1:
    return Room1()


def pins(room: Room1) -> list[tuple[int, bool | None]]:
    return [(post.id, post.pinned) for post in room_state(room.north).pins]


def pin(room: Room1, post: int, on: bool = True, who: Participant | None = None) -> dict[str, Any]:
    return room.does(who or room.played.tom, "pin", at=7, post=post, on=on)


def ours(room: Room1, text: str, channel: str = "microblog") -> int:
    return room.says(room.played.tom, text, account="valdor", channel=channel)


# Pins ----------------------------------------------------------------------------------------------


def test_one_post_per_network_is_pinned_and_a_newer_one_takes_its_place(room: Room1) -> None:
    first, second, page = ours(room, "One."), ours(room, "Two."), ours(room, "Page.", "page")
    for post in (first, page, second):
        assert pin(room, post) == {"pinned": True}
    assert pins(room) == [(page, True), (second, True)]
    changes = [(change["id"], change["pinned"]) for change in presence.changes(room.north.pk, 0)]
    assert changes == [(first, True), (page, True), (first, False), (second, True)]
    assert pin(room, second, False) == {"pinned": False}
    assert pins(room) == [(page, True)]
    assert [entry["post"] for entry in told(room, "pin")] == [first, page, second]
    assert [entry["channel"] for entry in told(room, "unpin")] == ["microblog"]


def test_pinned_twice_nothing_happens_again_and_a_deleted_post_is_not_pinned(room: Room1) -> None:
    post = ours(room, "One.")
    pin(room, post)
    before = Action.objects.count(), LogEntry.objects.count(), room.north.rev
    pin(room, post, who=room.played.tara)
    assert (Action.objects.count(), LogEntry.objects.count(), room.north.rev) == before
    room.does(room.played.tom, "delete", post=post)
    assert pins(room) == []


def test_two_who_pin_at_once_leave_one_post_on_top(room: Room1) -> None:
    posts = [ours(room, "One."), ours(room, "Two.")]
    at_once([partial(pin, room, post) for post in posts * 3])
    assert len(pins(room)) == 1


def test_only_what_the_team_wrote_for_the_public_is_pinned(room: Room1) -> None:
    share = room.says(room.played.tom, "", account="valdor", kind="share", parent=room.leak)
    for post, code in ((room.leak, "not_pinnable"), (share, "not_pinnable"), (2**53 - 1, "unknown_post")):
        with pytest.raises(Refused, match=code):
            pin(room, post)
    post = ours(room, "One.")
    with pytest.raises(Refused, match="unknown_post"):  # another room
        pin(room, post, who=room.played.tim)
    assert pins(room) == []


def test_what_is_pinned_tells_trainees_nothing_that_is_for_staff(room: Room1) -> None:
    pin(room, ours(room, "We are deeply sorry."))
    seat = Seat(room.north, room.played.tara, None)
    welcome = orjson.loads(encode_for_trainees(presence.room_welcome(seat, 0, T0 + 7)))
    post = welcome["rooms"][0]["pins"][0]
    assert post["text"] == "We are deeply sorry."
    assert not {"reading", "by", "author_kind", "persona"} & set(post)


# Hidden comments -----------------------------------------------------------------------------------


def hide(room: Room1, post: int, on: bool = True, **more: Any) -> dict[str, Any]:
    return room.does(room.played.tom, "hide", post=post, on=on, **more)


def answered(room: Room1) -> int:
    """An answer of Tara's private account to a post of the team."""
    parent = ours(room, "We are on our way.")
    return room.says(room.played.tara, SPITE, kind="reply", parent=parent)


def page_of(room: Room1, who: Participant, path: str = "posts") -> str:
    client = Client()
    name, value = seat_cookie(who)
    client.cookies[name] = value
    answer = client.get(f"/api/rooms/{room.north.code}/{path}")
    return f"{answer.status_code} {answer.content.decode()}"


def test_what_is_hidden_only_its_author_and_staff_read(room: Room1) -> None:
    post = answered(room)
    share = room.says(room.played.tara, "", kind="share", parent=post)
    quote = room.says(room.played.tara, "Hear, hear.", kind="quote", parent=post)
    assert hide(room, post) == {"hidden": True}
    for path in ("posts", f"posts/{post}/thread", "state", "search?q=%23spite", "changes"):
        assert "liars" not in page_of(room, room.played.tom, path), path
    assert "liars" in page_of(room, room.played.tara)
    assert store.found(room.north.pk, parse("#spite")) == []
    state = room_state(room.north, staff=True)
    views = {view.id: view for view in state.posts}
    assert (views[post].text, views[post].hidden, views[share].hidden) == (SPITE, True, True)
    assert views[quote].parent_text is None
    assert b"liars" not in encode_for_trainees(state)
    assert b"liars" in encode(state)
    assert [entry["text"] for entry in told(room, "hide")] == [SPITE]


def test_what_is_shown_again_everybody_reads_and_finds(room: Room1) -> None:
    post = answered(room)
    hide(room, post)
    hide(room, post, False)
    assert "liars" in page_of(room, room.played.tom)
    assert [found.ref for found in store.found(room.north.pk, parse("#spite"))] == [post]
    changes = presence.changes(room.north.pk, 0)
    assert [(c["hidden"], c.get("text")) for c in changes] == [(True, None), (False, SPITE)]
    hide(room, post)  # and what the change told is gone with it
    assert SPITE not in json.dumps(presence.changes(room.north.pk, 0))
    assert "liars" not in page_of(room, room.played.tom, "changes")


def test_an_author_who_changes_what_is_hidden_shows_it_to_nobody(room: Room1) -> None:
    post = answered(room)
    hide(room, post)
    room.does(room.played.tara, "edit", post=post, text="Liars and cheats #spite")
    for path in ("posts", "changes", "search?q=cheats"):
        assert "Liars and" not in page_of(room, room.played.tom, path)
    assert page_of(room, room.played.tom, f"posts/{post}/versions").startswith("404")
    assert "cheats" in page_of(room, room.played.tara, f"posts/{post}/versions")
    hide(room, post, False)
    assert "Liars and" in page_of(room, room.played.tom, "search?q=cheats")


def test_only_what_stands_below_the_team_or_on_its_page_is_hidden(room: Room1) -> None:
    on_page = room.says(room.played.tara, "Shame on you.", channel="page")
    hide(room, on_page)
    own = ours(room, "On our way.")
    for post, code in ((room.leak, "not_hideable"), (own, "not_hideable"), (2**53 - 1, "unknown_post")):
        with pytest.raises(Refused, match=code):
            hide(room, post)
    before = Action.objects.count()
    hide(room, on_page)
    assert Action.objects.count() == before  # hidden already
    at_once([lambda: hide(room, on_page, False)] * 4)
    assert Action.objects.count() == before + 1


def test_the_crowd_hears_of_what_is_hidden_and_not_of_what_is_shown_again(room: Room1) -> None:
    post = answered(room)
    advance(room.north, 50)
    hide(room, post, at=50.5)
    hide(room, post, False, at=50.5)
    heard = [stimulus_of(action) for action in Action.objects.filter(kind="hide").order_by("number")]
    assert heard == [Hidden(post, 5.5), None]
    advance(room.north, 70)
    terms = [term for moment in store.moments(room.north.pk) for term in moment.terms]
    assert any(term[:2] == ["answer", f"hidden:{post}"] for term in terms)
    record = session_record(room.north.session)
    assert any(row.what.startswith("hid what @Tara") for row in log_rows(record, record.log))


def test_windows_made_again_remember_what_was_hidden(room: Room1) -> None:
    runs = []
    for forget in (False, True):
        other = Room1(pressure=600, cast=room.cast)
        hide(other, answered(other))
        for at in (20, 40, 55.0):
            advance(other.north, at)
            if forget:
                crowd_memory.forget()
        moment = store.last_moment(other.north.pk)
        assert moment is not None
        runs.append((moment.shares, moment.volume))
    assert runs[0] == runs[1]
