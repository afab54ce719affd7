"""The people of the demo organisation and their log-ins. Nobody who is anybody elsewhere is among them."""

import json
import os
import re
import secrets
from pathlib import Path
from typing import Any, TypedDict

from django.db.models import Q, QuerySet

from .memberships import give_role
from .models import Organisation, Role, User

STAFF = {"fiona": ("Fiona", Role.TRAINER), "olga": ("Olga", Role.OBSERVER), "adele": ("Adèle", Role.AUTHOR)}
TRAINEES = {"tom": ("Tom", 0), "tara": ("Tara", 0), "tim": ("Tim", 1)}  # name, room
NAMES = (*STAFF, *TRAINEES)


class LogIns(TypedDict):
    """What the file of log-ins holds: passwords by name, and how each was stored with its user. To try a
    password takes a quarter of a second by design; to see that nobody changed it since takes none."""

    passwords: dict[str, str]
    stored: dict[str, str]


def people_of_demo(
    organisation: Organisation, logins: Path, lang: str
) -> tuple[dict[str, User], dict[str, str]]:
    """The demo's users by their names in it, made where they are missing, and their passwords by user name.

    The file `logins` holds random passwords, made once, and only its owner may read it. Somebody whose
    password was changed gets it back. A user name that is taken by somebody else gets another beside it.
    """
    known = _read(logins)
    users: dict[str, User] = {}
    stored: dict[str, str] = {}
    for name in NAMES:
        user = _user(name, organisation, lang)
        if user.password != known["stored"].get(name) and not user.check_password(known["passwords"][name]):
            user.set_password(known["passwords"][name])
            user.save()
        if name in STAFF and not organisation.memberships.filter(user=user).exists():
            give_role(user, organisation, STAFF[name][1])
        users[name], stored[name] = user, user.password
    if stored != known["stored"]:
        _write(logins, {"passwords": known["passwords"], "stored": stored})
    return users, {users[name].username: known["passwords"][name] for name in NAMES}


def made_for_demo(organisation: Organisation) -> list[User]:
    """Users whom a reset of the demo may remove: its members, and trainees of the names that it gives.

    Somebody else who took a seat in it with a log-in of his own stays.
    """
    members = set(User.objects.filter(memberships__organisation=organisation).values_list("pk", flat=True))
    ours = re.compile(rf"(demo-)?({'|'.join(TRAINEES)})(-[0-9a-f]{{6}})?")
    return [
        user for user in _only_of_demo(organisation) if user.pk in members or ours.fullmatch(user.username)
    ]


def _only_of_demo(organisation: Organisation) -> QuerySet[User]:
    """Users who belong to the demo organisation, or were seated in its sessions, and to nothing else."""
    here = Q(memberships__organisation=organisation) | Q(participations__session__organisation=organisation)
    elsewhere = Q(is_superuser=True) | (
        Q(memberships__isnull=False) & ~Q(memberships__organisation=organisation)
        | Q(participations__isnull=False) & ~Q(participations__session__organisation=organisation)
    )
    return User.objects.filter(pk__in=User.objects.filter(here).values("pk")).exclude(
        pk__in=User.objects.filter(elsewhere).values("pk")
    )


def _user(name: str, organisation: Organisation, lang: str) -> User:
    title = STAFF[name][0] if name in STAFF else TRAINEES[name][0]
    ours = _only_of_demo(organisation)
    for username in (name, f"demo-{name}"):
        if (user := ours.filter(username=username).first()) is not None:
            return user
        if not User.objects.filter(username=username).exists():
            return User.objects.create(username=username, first_name=title, language=lang)
    username = f"demo-{name}-{secrets.token_hex(3)}"
    return User.objects.create(username=username, first_name=title, language=lang)


def _read(path: Path) -> LogIns:
    """What the file holds; new passwords where it is missing, torn or of another make."""
    try:
        kept: Any = json.loads(path.read_text())
        if set(NAMES) <= set(kept["passwords"]) and isinstance(kept["stored"], dict):
            return LogIns(passwords=kept["passwords"], stored=kept["stored"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        pass
    return {"passwords": {name: secrets.token_urlsafe(9) for name in NAMES}, "stored": {}}


def _write(path: Path, logins: LogIns) -> None:
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(logins, file, indent=1)
    draft.replace(path)
