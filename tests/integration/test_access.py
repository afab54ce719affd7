"""Who may be where: the door case by case, and sockets that close when that changes."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from exercises.access import AccessDenied, access_room, access_session
from exercises.models import Membership, Organisation
from tests.conftest import Cast, Played
from tests.laptop import Laptop, is_welcome, joined, laptop
from tests.visitor import Visitor

CLOSED_WITHIN = 2.0  # s


def refused(door: Callable[[], Any]) -> int:
    with pytest.raises(AccessDenied) as denied:
        door()
    return denied.value.code


# The door ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "level"), [("fiona", "trainer"), ("olga", "observer")])
def test_staff_of_the_organisation_get_in(cast: Cast, played: Played, name: str, level: str):
    assert access_session(getattr(cast, name), played.session.pk).level == level


def test_an_observer_does_not_steer(cast: Cast, played: Played):
    assert refused(lambda: access_session(cast.olga, played.session.pk, "trainer")) == 4403


def test_an_author_sees_no_session(cast: Cast, played: Played):
    assert refused(lambda: access_session(cast.adele, played.session.pk)) == 4403


def test_omar_finds_nothing_and_is_told_so_as_of_what_does_not_exist(cast: Cast, played: Played):
    assert refused(lambda: access_session(cast.omar, played.session.pk)) == 4404
    assert refused(lambda: access_session(cast.omar, 10**9)) == 4404
    assert refused(lambda: access_room(cast.omar, {}, played.north.code)) == 4404
    assert refused(lambda: access_room(cast.omar, {}, "nosuchroom")) == 4404


def test_nobody_gets_in_without_a_log_in(played: Played):
    assert refused(lambda: access_session(AnonymousUser(), played.session.pk)) == 4401


def test_nobody_gets_in_once_deactivated_or_suspended(cast: Cast, played: Played):
    cast.olga.is_active = False
    assert refused(lambda: access_session(cast.olga, played.session.pk)) == 4401
    Organisation.objects.filter(pk=cast.organisation.pk).update(suspended_at="2026-01-01T00:00Z")
    assert refused(lambda: access_session(cast.fiona, played.session.pk)) == 4404


@pytest.mark.parametrize("value", ["", "x", "WzEsImEiXQ:1:2", "1", "x" * 5000])
def test_a_forged_seat_opens_nothing(played: Played, value: str):
    cookies = {f"seat{played.session.pk}": value}
    assert refused(lambda: access_room(AnonymousUser(), cookies, played.north.code)) == 4401


# What changes marks the sessions concerned, and no others --------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda cast: Membership.objects.get(user=cast.olga).delete(),
        lambda cast: Membership.objects.get(user=cast.olga).save(),
        lambda cast: Membership.objects.create(
            user=cast.omar, organisation=cast.organisation, role="observer"
        ),
        lambda cast: cast.organisation.save(),
        lambda cast: cast.olga.save(),
        lambda cast: cast.olga.delete(),
    ],
    ids=["membership lost", "role changed", "somebody new", "suspended", "user changed", "user gone"],
)
def test_a_change_of_access_marks_the_session(cast: Cast, played: Played, change: Callable[[Cast], Any]):
    before = played.again().session.version
    change(cast)
    assert played.again().session.version > before


def test_what_happens_elsewhere_marks_nothing_here(cast: Cast, played: Played):
    before = played.again().session.version
    cast.omar.save()
    cast.elsewhere.save()
    Membership.objects.get(user=cast.omar).delete()
    assert played.again().session.version == before


# Sockets, over real connections ----------------------------------------------------------------------


@dataclass
class Evening:
    machine: Laptop
    made: dict[str, Any]

    def logged_in(self, name: str) -> Visitor:
        visitor = Visitor()
        fields = {"username": name, "password": self.made["password"]}
        status, page = visitor.submit(self.machine.address, "/login/", **fields)
        assert status == 302, page
        return visitor

    def dashboard(self, visitor: Visitor):
        return visitor.socket(self.machine.address, f"/ws/session/{self.made['pk']}/")

    def change(self, code: str) -> None:
        """Django code, run in another process while the server runs."""
        self.machine.run("shell", "-v0", "-c", "from exercises.models import *\n" + code)


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """A server with an open lobby."""
    with laptop(tmp_path_factory.mktemp("laptop")) as machine:
        machine.run("migrate", "-v0")
        made = machine.prepared()
        machine.start()
        here = Evening(machine, made)
        with here.dashboard(here.logged_in("fiona")) as staff:
            staff.wait_for(is_welcome)
            assert staff.ask({"type": "open_lobby", "key": "open-lobby-1"})["type"] == "done"
        yield here


def closes(evening: Evening, visitor: Visitor, path: str, change: Callable[[], Any]) -> int | None:
    """The code with which the socket closes after the change, within two seconds of it."""
    with visitor.socket(evening.machine.address, path) as follower:
        follower.wait_for(is_welcome)
        change()
        began = time.monotonic()
        code = follower.wait_until_closed(10)
        assert time.monotonic() - began < CLOSED_WITHIN, f"closed with {code}, too late"
        return code


def test_a_log_out_closes_the_sockets_of_that_log_in_alone(evening: Evening):
    here, there = evening.logged_in("fiona"), evening.logged_in("fiona")
    with evening.dashboard(there) as other:
        other.wait_for(is_welcome)
        path = f"/ws/session/{evening.made['pk']}/"
        address = evening.machine.address
        assert closes(evening, here, path, lambda: log_out(here, address)) == 4401
        assert other.ask({"type": "lock_lobby", "key": "still-here-1", "on": False})["type"] == "done"


def log_out(visitor: Visitor, address: str) -> None:
    status, page = visitor.submit(address, "/sessions/", to="/logout/")
    assert status == 302, page


@pytest.mark.parametrize(
    ("name", "code", "closed"),
    [
        ("olga", "Membership.objects.get(user__username='olga').delete()", 4409),
        ("berta", "u = User.objects.get(username='berta'); u.set_password('x' * 12); u.save()", 4401),
        ("bruno", "u = User.objects.get(username='bruno'); u.is_active = False; u.save()", 4401),
    ],
)
def test_a_change_of_access_closes_the_socket(evening: Evening, name: str, code: str, closed: int):
    if name != "olga":
        evening.change(
            "from tests.conftest import PASSWORD\n"
            f"u = User.objects.create_user('{name}', password=PASSWORD)\n"
            "o = Organisation.objects.get(slug='here')\n"
            "Membership.objects.create(user=u, organisation=o, role='observer')"
        )
    path = f"/ws/session/{evening.made['pk']}/"
    assert closes(evening, evening.logged_in(name), path, lambda: evening.change(code)) == closed


def test_a_suspended_organisation_closes_everybody(evening: Evening):
    tom = joined(evening.machine, evening.made, "Tom B")
    suspend = (
        "from django.utils import timezone\n"
        "o = Organisation.objects.get(slug='here'); o.suspended_at = timezone.now(); o.save()"
    )
    path = f"/ws/room/{evening.made['room']}/"
    assert closes(evening, tom, path, lambda: evening.change(suspend)) == 4409
