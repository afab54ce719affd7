"""Invitations: a link that lets one person in, once. It is handed over by hand; no e-mail is needed."""

from datetime import timedelta

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .memberships import give_role
from .models import Invitation, User
from .sessions import Refused

VALID_FOR = timedelta(days=7)
LONGEST_VALID = timedelta(days=90)


def open_invitation(token: str) -> Invitation | None:
    """The invitation behind a link, if it still opens something."""
    found = Invitation.objects.select_related("organisation").filter(token=token[:60]).first()
    return found if found is not None and _opens(found) else None


def accept_as_new(token: str, *, username: str, full_name: str, password: str, language: str) -> User:
    """Makes the user whom the link invites. Raises Refused, or ValidationError for the form."""
    with transaction.atomic():
        invitation = _locked(token)
        user = User(username=username, first_name=full_name, language=language)
        user.full_clean(exclude=["password"])
        password_validation.validate_password(password, user)
        user.set_password(password)
        try:
            user.save()
        except IntegrityError as taken:  # the name was free when the form was checked
            raise ValidationError({"username": _("This user name is taken. Choose another.")}) from taken
        _settle(invitation, user)
    return user


def accept_as(token: str, user: User) -> None:
    """Gives a role to somebody who has a log-in already. Raises Refused."""
    with transaction.atomic():
        invitation = _locked(token)
        if user.memberships.filter(organisation=invitation.organisation).exists():
            raise Refused("member", _("You belong to this organisation already."))
        _settle(invitation, user)


def _locked(token: str) -> Invitation:
    """Whoever comes first holds it; the second finds it used."""
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(token=token[:60])
        .first()
    )
    if invitation is None or not _opens(invitation):
        raise Refused("closed", _("This invitation has been used, has expired, or never was."))
    return invitation


def _opens(invitation: Invitation) -> bool:
    return invitation.is_open and invitation.organisation.suspended_at is None


def _settle(invitation: Invitation, user: User) -> None:
    give_role(user, invitation.organisation, invitation.role)
    invitation.accepted_at = timezone.now()
    invitation.accepted_by = user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
