"""The demo organisation: people with log-ins, the library's scenarios, and a session that moves."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from .clock import observe
from .demo_people import TRAINEES, made_for_demo, people_of_demo
from .library import library_scenario, library_slugs
from .models import Organisation, Participant, Session, State, User
from .scenarios import load_scenario
from .sessions import (
    create_session,
    locked,
    resume_session,
    stand_after_gap,
    start_session,
    windows_made,
)

ROOM_NAMES = {"en": ("Team North", "Team South"), "fr": ("Équipe Nord", "Équipe Sud")}


@dataclass(frozen=True)
class Demo:
    session: Session
    passwords: dict[str, str]
    is_new: bool


def prepare_demo(logins: Path, *, versions: tuple[str, str], slug: str, pressure: int, lang: str) -> Demo:
    """Makes what is missing of the demo; `let_run` then sets its session going."""
    with transaction.atomic():
        organisation = _organisation()
        users, passwords = people_of_demo(organisation, logins, lang)
        for missing in sorted(
            set(library_slugs()) - set(organisation.scenarios.values_list("slug", flat=True))
        ):
            load_scenario(library_scenario(missing), organisation)
    session = _session_under_way(organisation, slug, lang)
    if session is not None:
        return Demo(session, passwords, False)
    return Demo(_new_session(organisation, users, versions, slug, pressure, lang), passwords, True)


def let_run(pk: int, now: float) -> None:
    """Starts the demo's session, or lets it go on from where it stood unless a trainer paused it.

    Called when the server ticks: from here on ten seconds without a tick would be a gap.
    """
    with locked(pk) as session:
        if session.state in (State.DRAFT, State.LOBBY):
            start_session(session, session.created_by, now)
            return
        found = observe(session.clock, session.ticked_at, now, windows_made(session))
        if found.gap:
            stand_after_gap(session, found.clock, now)
        if session.state == State.PAUSED and session.pause_reason == "gap":
            resume_session(session, None, now)


def reset_demo() -> None:
    """Removes the demo organisation and all that is its own; nobody else's."""
    with transaction.atomic():
        for organisation in Organisation.objects.filter(is_demo=True):
            people = [user.pk for user in made_for_demo(organisation)]
            Session.objects.filter(organisation=organisation).delete()
            User.objects.filter(pk__in=people).delete()
            organisation.delete()


def _organisation() -> Organisation:
    organisation, _made = Organisation.objects.get_or_create(
        is_demo=True, defaults={"name": "Demo", "slug": "demo"}
    )
    return organisation


def _session_under_way(organisation: Organisation, slug: str, lang: str) -> Session | None:
    return (
        Session.objects.filter(organisation=organisation, is_demo=True, scenario__slug=slug, lang=lang)
        .exclude(state=State.ENDED)
        .first()
    )


def _new_session(
    organisation: Organisation,
    users: dict[str, User],
    versions: tuple[str, str],
    slug: str,
    pressure: int,
    lang: str,
) -> Session:
    scenario = organisation.scenarios.get(slug=slug)
    names = ROOM_NAMES[lang]
    with transaction.atomic():
        session = create_session(
            users["fiona"],
            scenario,
            name=scenario.title.get(lang, slug),
            lang=lang,
            room_names=names,
            versions=versions,
            pressure=pressure,
            is_demo=True,
        )
        _seat_trainees(session, users)
    return session


def _seat_trainees(session: Session, users: dict[str, Any]) -> None:
    rooms = list(session.rooms.all())
    functions = [brief["function"] for brief in session.snapshot["functions"]]
    for index, (name, (title, room)) in enumerate(TRAINEES.items()):
        Participant.objects.create(
            session=session,
            room=rooms[room],
            user=users[name],
            name=title,
            function=functions[index % len(functions)],
            consented_at=timezone.now(),
        )
