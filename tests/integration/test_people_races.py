"""Twice at once: an invitation lets one person in, an organisation keeps an owner."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from django.db import connections
from django.utils import timezone

from exercises.invitations import accept_as_new
from exercises.memberships import give_role, take_role
from exercises.models import Invitation, Membership, Organisation, User
from exercises.sessions import Refused


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each came to, run in threads of their own: its answer or what it raised."""

    def run(work: Callable[[], Any]) -> Any:
        try:
            return work()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_an_invitation_used_twice_at_once_lets_one_in(each_database: str):
    here = Organisation.objects.create(name="Here", slug="here")
    later = timezone.now() + timedelta(days=1)
    invitation = Invitation.objects.create(organisation=here, role="owner", expires_at=later)

    def accept(name: str) -> Callable[[], Any]:
        return lambda: accept_as_new(
            invitation.token, username=name, full_name="", password="three green trams", language="en"
        )

    results = at_once(*(accept(f"nina{index}") for index in range(6)))
    assert sum(isinstance(result, User) for result in results) == 1
    assert sum(isinstance(result, Refused) for result in results) == 5
    assert User.objects.count() == Membership.objects.count() == 1


def test_two_owners_who_dismiss_each_other_leave_one(each_database: str):
    here = Organisation.objects.create(name="Here", slug="here")
    held = [
        give_role(User.objects.create_user(name, password="x"), here, "owner") for name in ("nina", "nora")
    ]
    results = at_once(*(lambda membership=membership: take_role(membership) for membership in held))
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert Membership.objects.filter(role="owner").count() == 1
