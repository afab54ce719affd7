"""Polls that injects ask: begun when these fire, voted on by trainees and by the crowd, over in time."""

from typing import Any

import pytest

from exercises import sessions
from exercises.access import Seat
from exercises.memberships import open_administration
from exercises.models import LogEntry, Participant, Room, Session
from exercises.package import check_document
from exercises.scenarios import dump_scenario, load_scenario
from exercises.sessions import locked
from feed import actions, conductor, crowd_memory, store
from feed.models import Poll
from feed.poll_messages import Vote
from feed.present import inject_states, post_views
from tests.conftest import VERSIONS, Cast, make_cast
from tests.integration.test_admin import form_of, inside
from tests.integration.test_drafts import T0
from tests.unit.test_scripted_polls import asking

FIRES = 20  # s of exercise


class Scene:
    """A session of two rooms, in whose first inject a poll is asked for two minutes."""

    def __init__(self) -> None:
        self.cast: Cast = make_cast()
        document = check_document(asking(offset=FIRES, condition=None))
        self.code = document.injects[0].code
        scenario = load_scenario(document, self.cast.organisation)
        assert dump_scenario(scenario) == document
        self.session: Session = sessions.create_session(
            self.cast.fiona,
            scenario,
            name="Polls",
            lang="fr",
            room_names=["North", "South"],
            versions=VERSIONS,
            seed=1,
            pressure=3000,
        )
        self.north, self.south = self.session.rooms.order_by("position")
        self.tom = Participant.objects.create(session=self.session, room=self.north, name="Tom")
        with locked(self.session.pk) as session:
            sessions.start_session(session, self.cast.fiona, T0)

    def plays(self, until: float, room: Room | None = None) -> None:
        while conductor.advance_room((room or self.north).pk, T0 + until):
            pass

    def post(self, room: Room | None = None) -> Any:
        (post,) = store.room_posts((room or self.north).pk).filter(inject=self.code)
        return post_views(post.room_id, [post])[0]

    def votes(self, option: int, at: float, key: str = "key-00000001") -> dict[str, Any]:
        message = Vote(type="vote", key=key, post=self.post().id, option=option)
        return actions.act(Seat(self.north, self.tom, None), message, T0 + at)


@pytest.fixture
def scene(each_database: str) -> Scene:
    return Scene()


def test_it_is_asked_when_the_inject_fires_in_the_language_of_the_session(scene: Scene) -> None:
    scene.plays(FIRES + 2.5)
    poll = scene.post().poll
    assert (poll.options, poll.closes, poll.over) == (["Oui", "Non"], FIRES + 120.0, False)
    assert scene.post().text


def test_people_and_the_crowd_vote_until_it_is_over(scene: Scene) -> None:
    scene.plays(FIRES + 5)
    assert scene.votes(1, FIRES + 6) == {"voted": 1}
    scene.plays(FIRES + 60)
    half = scene.post().poll
    assert half.votes[1] >= 1
    assert sum(half.votes) > 5
    scene.plays(FIRES + 130)
    end = scene.post().poll
    assert end.over
    assert LogEntry.objects.get(what="poll_over").data["post"] == end.id
    assert scene.votes(0, FIRES + 131, "key-00000002") == {"voted": 1, "again": True}


def test_windows_made_in_heaps_bring_the_same_votes_as_one_by_one(scene: Scene) -> None:
    for second in range(1, FIRES + 50):
        scene.plays(second + 0.2)
    for late in (FIRES + 11, FIRES + 49.2):
        crowd_memory.forget()
        scene.plays(late, scene.south)
    assert scene.post().poll.votes == scene.post(scene.south).poll.votes
    assert sum(scene.post().poll.votes) > 0


def test_an_inject_that_is_edited_before_it_fires_keeps_its_poll(scene: Scene) -> None:
    with locked(scene.session.pk) as session:
        sessions.edit_inject(session, scene.cast.fiona, T0 + 5, scene.code, "Avez-vous peur ?", FIRES + 10)
    state = next(one for one in inject_states(scene.session, scene.north) if one["code"] == scene.code)
    assert (state["content"], state["poll"]) == ("Avez-vous peur ?", ["Oui", "Non"])
    scene.plays(FIRES + 9)
    assert not Poll.objects.exists()
    scene.plays(FIRES + 13)
    post = scene.post()
    assert (post.text, post.poll.options, post.poll.closes) == (
        "Avez-vous peur ?",
        ["Oui", "Non"],
        FIRES + 10 + 120.0,
    )


def test_one_fired_by_hand_asks_and_one_skipped_does_not(scene: Scene) -> None:
    for room in (scene.north, scene.south):
        scene.plays(3, room)
    with locked(scene.session.pk) as session:
        sessions.fire_inject(session, scene.cast.fiona, T0 + 3, scene.code, scene.north.code)
        sessions.skip_inject(session, scene.cast.fiona, T0 + 3, scene.code, scene.south.code)
    for room in (scene.north, scene.south):
        scene.plays(FIRES + 5, room)
    (poll,) = Poll.objects.all()
    assert (poll.room_id, poll.closes) == (scene.north.pk, 123.0)


def test_an_author_writes_it_in_the_administration(scene: Scene) -> None:
    inject = scene.cast.organisation.scenarios.get().injects.get(code=scene.code)
    open_administration(scene.cast.adele)
    client, address = inside(scene.cast.adele), f"/admin/exercises/inject/{inject.pk}/change/"
    given = form_of(client.get(address))
    assert "lasts: 120" in given["poll"]
    refused = client.post(address, given | {"poll": "options: [{en: 'Yes', fr: Oui}]"})
    assert "options: needs at least 2" in refused.content.decode()
    more = "options: [{en: A, fr: A}, {en: B, fr: B}, {en: C, fr: C}]\nlasts: 300"
    assert client.post(address, given | {"poll": more}).status_code == 302
    inject.refresh_from_db()
    assert inject.poll == {"options": [{"en": x, "fr": x} for x in "ABC"], "lasts": 300}
    assert client.post(address, given | {"poll": ""}).status_code == 302
    inject.refresh_from_db()
    assert inject.poll is None
