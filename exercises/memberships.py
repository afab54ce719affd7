"""The verbs about who belongs to an organisation, and as what."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .models import Membership, Organisation, Role, User
from .sessions import Refused

#: Roles that enter the administration: owners and authors write there, trainers read.
ENTERING = (Role.OWNER, Role.AUTHOR, Role.TRAINER)


def give_role(user: User, organisation: Organisation, role: str) -> Membership:
    """Makes `user` a member with this role, or changes the one that he has. Raises Refused."""
    with transaction.atomic():
        _locked(organisation.pk)
        held = Membership.objects.filter(user=user, organisation=organisation).first()
        if held is not None and held.role != role:
            _check_owner_left(held)
        membership = held or Membership(user=user, organisation=organisation)
        membership.role = role
        membership.save()
        open_administration(user)
    return membership


def take_role(membership: Membership) -> None:
    """Ends a membership; the person keeps the log-in, and what he wrote stays. Raises Refused."""
    with transaction.atomic():
        _locked(membership.organisation_id)
        _check_owner_left(membership)
        membership.delete()
        open_administration(membership.user)


def open_administration(user: User) -> None:
    """Lets into the administration who has a role for it, and nobody else but superusers."""
    is_staff = user.is_superuser or Membership.objects.filter(user=user, role__in=ENTERING).exists()
    if user.is_staff != is_staff:
        user.is_staff = is_staff
        user.save(update_fields=["is_staff"])


def _locked(pk: int) -> Organisation:
    """Two owners who dismiss each other at once take turns."""
    return Organisation.objects.select_for_update().get(pk=pk)


def _check_owner_left(membership: Membership) -> None:
    """An organisation keeps an owner: nobody else could let people in."""
    stored = Membership.objects.filter(pk=membership.pk).values_list("role", flat=True).first()
    owners = Membership.objects.filter(
        organisation=membership.organisation_id, role=Role.OWNER, user__is_active=True
    )
    if stored == Role.OWNER and not owners.exclude(pk=membership.pk).exists():
        raise Refused(
            "last_owner", _("This is the organisation’s only owner. Make somebody else an owner first.")
        )
