"""What the benches stand on: one that cannot start measures nothing, and nobody notices."""

import pytest

from exercises.sessions import locked, start_session
from feed import conductor
from feed.models import Post
from feed.store import COLUMNS
from tests.bench.report import REFS_APART, copy_posts
from tests.conftest import Cast, make_cast, make_session


@pytest.fixture
def cast(each_database: str) -> Cast:
    return make_cast()


def test_the_posts_of_a_room_are_copied_whole(cast: Cast):
    played = make_session(cast, pressure=30_000)
    with locked(played.session.pk) as session:
        start_session(session, cast.fiona, 1e6)
    for room in (played.north, played.south):
        while conductor.advance_room(room.pk, 1e6 + 2):
            pass
    posts = Post.objects.filter(room=played.north).order_by("seq")
    kept = [name for name in COLUMNS if name not in ("seq", "ref")]
    made, first = posts.count(), list(posts.values_list(*kept))
    refs = list(posts.values_list("ref", flat=True))
    assert made > 100

    copy_posts(played.session, 3 * made * played.session.rooms.count())

    assert list(posts.values_list("seq", flat=True)) == list(range(1, 3 * made + 1))
    assert list(posts[2 * made :].values_list(*kept)) == first
    assert list(posts[2 * made :].values_list("ref", flat=True)) == [ref + 2 * REFS_APART for ref in refs]
    assert played.again().north.last_seq == 3 * made
