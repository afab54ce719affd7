"""Who may be where has changed: the sockets concerned are looked at again.

Sockets keep the user of their handshake. A session's `version` counts what its sockets must hear of; the
next tick tells them (feed.tick), and each asks the door anew. So a log-out, a suspension, a lost or changed
role close sockets within two seconds, whoever made the change and by whatever way.
"""

from typing import Any

from django.contrib.auth import logout
from django.db import transaction
from django.db.models import F, Q
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.http import HttpRequest

from .models import Membership, Organisation, Session, User


def look_again(sessions: Q) -> None:
    """Marks the sessions that fit: their sockets are looked at with the next tick."""
    with transaction.atomic():
        found = Session.objects.filter(pk__in=Session.objects.filter(sessions).values("pk"))
        pks = list(found.order_by("pk").select_for_update().values_list("pk", flat=True))
        Session.objects.filter(pk__in=pks).update(version=F("version") + 1)


def end_log_in(request: HttpRequest) -> None:
    """Logs out; then its sockets are looked at. In this order, or a tick slips in between."""
    user = request.user
    logout(request)
    if isinstance(user, User):
        look_again(_sessions_of(user))


def _sessions_of(user: User) -> Q:
    return Q(organisation__memberships__user=user) | Q(participants__user=user)


@receiver(post_save, sender=User)
def user_changed(
    instance: User, created: bool, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    """Deactivated, or with a new password. Logging in only notes the time, and changes nothing here."""
    if not created and update_fields != frozenset({"last_login"}):
        look_again(_sessions_of(instance))


@receiver(pre_delete, sender=User)
def user_goes(instance: User, **kwargs: Any) -> None:
    look_again(_sessions_of(instance))


@receiver([post_save, post_delete], sender=Membership)
def role_changed(instance: Membership, **kwargs: Any) -> None:
    look_again(Q(organisation=instance.organisation_id))


@receiver(post_save, sender=Organisation)
def organisation_changed(instance: Organisation, created: bool, **kwargs: Any) -> None:
    if not created:
        look_again(Q(organisation=instance))
