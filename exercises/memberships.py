"""The verbs about who belongs to an organisation, and as what."""

from itertools import chain, count

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.text import slugify
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


def make_owner(name: str, *, username: str, password: str, language: str) -> tuple[Membership, bool]:
    """The first person of an organisation, which is made if there is none of that name; and whether it was.

    Raises ValidationError, with a message for each field, and changes nothing then.
    """
    with transaction.atomic():
        organisation, is_new = _organisation(name.strip())
        user = User(username=username, language=language)
        user.full_clean(exclude=["password"])
        validate_password(password, user)
        user.set_password(password)
        user.save()
        return give_role(user, organisation, Role.OWNER), is_new


def _organisation(name: str) -> tuple[Organisation, bool]:
    found = Organisation.objects.filter(name__iexact=name).first()
    if found is not None:
        return found, False
    organisation = Organisation(name=name, slug=free_slug(name))
    organisation.full_clean()
    organisation.save()
    return organisation, True


def free_slug(name: str) -> str:
    """A short name for addresses that no organisation has."""
    base = slugify(name)[:50] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in chain([base], (f"{base}-{n}" for n in count(2))) if slug not in taken)


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
