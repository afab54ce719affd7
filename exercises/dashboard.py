"""What the dashboard is given beside its markup: the script in the language of the session, and addresses."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import F
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from .access import Staff
from .document import Channel, Condition, Inject, Persona, ScenarioDocument
from .document_parts import FULL_PRESSURE
from .logbook import entry_view
from .models import Rating, Room, Session
from .package import check_document

SPEEDS = (0.5, 1, 2, 3, 5, 10)
NOTES = 300  # observations that the page brings; later ones come live
RANGES = (5, 15, 60)  # minutes that the curves can show
PRESETS = (
    (0.02, pgettext_lazy("pressure", "Murmur")),
    (0.1, pgettext_lazy("pressure", "Lively")),
    (0.4, pgettext_lazy("pressure", "Storm")),
    (1.0, pgettext_lazy("pressure", "Full")),
)


def page_data(staff: Staff, rooms: Iterable[Room]) -> dict[str, Any]:
    """Plain data for the page's scripts; texts of the script are in the session's language."""
    session = staff.session
    document = check_document(session.snapshot)
    return {
        "title": text_in(document.title, session.lang),
        "duration": document.duration,
        "may_steer": staff.may_steer,
        "pressure_top": settings.MAX_PRESSURE,
        "pressure_full": min(FULL_PRESSURE, settings.MAX_PRESSURE),
        "sprite": static("icons/sprite.svg"),
        "urls": _addresses(session),
        "rooms": [{"code": room.code, "name": room.name} for room in rooms],
        "ratings": list(
            Rating.objects.filter(author=staff.user, room__session=session).values(
                "objective", "score", room_code=F("room__code")
            )
        ),
        "notes": _notes(session),
        **_script(document, session.lang),
    }


def _addresses(session: Session) -> dict[str, str]:
    return {
        "socket": f"/ws/session/{session.pk}/",
        "history": f"/api/sessions/{session.pk}/history",
        "log": f"/api/sessions/{session.pk}/log",
        "posts": "/api/rooms/{room}/posts",
        "debriefs": f"/sessions/{session.pk}/debrief/",
    }


def _notes(session: Session) -> list[dict[str, Any]]:
    """The newest observations, as entries of the log."""
    entries = session.log.filter(what="observe").select_related("room").order_by("-number")[:NOTES]
    return [entry_view(entry, entry.room.code if entry.room else None) for entry in entries]


def _script(document: ScenarioDocument, lang: str) -> dict[str, Any]:
    personas = {persona.code: persona for persona in document.personas}
    channels: dict[str, str] = {channel.kind: text_in(channel.name, lang) for channel in document.channels}
    return {
        "phases": [
            {"code": phase.code, "name": text_in(phase.name, lang), "offset": phase.offset}
            for phase in document.phases
        ],
        "channels": [_channel(channel, lang) for channel in document.channels],
        "accounts": [{"code": one.code, "handle": one.handle} for one in document.personas if one.team],
        "personas": [_persona(persona) for persona in document.personas if not persona.team],
        "objectives": [
            {"code": objective.code, "title": text_in(objective.title, lang)}
            for objective in document.objectives
        ],
        "functions": {brief.function: text_in(brief.title, lang) for brief in document.functions},
        "injects": [_inject(inject, lang, personas, channels, document) for inject in document.injects],
    }


def _channel(channel: Channel, lang: str) -> dict[str, Any]:
    groups = [{"code": group.code, "name": text_in(group.name, lang)} for group in channel.groups]
    named = {"kind": channel.kind, "name": text_in(channel.name, lang), "length": channel.length}
    return named | ({"groups": groups} if groups else {})


def _persona(persona: Persona) -> dict[str, Any]:
    return persona.model_dump(include={"code", "kind", "handle", "name", "followers", "channels"})


def _inject(
    inject: Inject,
    lang: str,
    personas: dict[str, Persona],
    channels: dict[str, str],
    document: ScenarioDocument,
) -> dict[str, Any]:
    persona = personas.get(inject.persona or "")
    source = [persona.name if persona else "", channels.get(inject.channel, "")]
    return {
        "code": inject.code,
        "title": text_in(inject.title, lang),
        "offset": inject.offset,
        "when": when_text(inject.condition, document, lang) if inject.condition else "",
        "state": "waiting" if inject.condition else "next",
        "source": " · ".join(part for part in source if part),
        "content": text_in(inject.content, lang),
        "media": text_in(inject.media, lang),
        "expected": text_in(inject.expected, lang),
    }


def when_text(condition: Condition, document: ScenarioDocument, lang: str) -> str:
    """A condition in words, short enough for the timeline."""
    minutes = round(condition.for_seconds / 60, 1)
    values = {
        "title": _title_of(condition.inject, document, lang),
        "minutes": f"{minutes:g}",
        "emotion": emotion_names().get(condition.emotion or "", ""),
        "percent": round((condition.share or 0) * 100),
    }
    if condition.what == "emotion_above":
        return _("when %(emotion)s reaches %(percent)s%%") % values
    if condition.what == "answered":
        return _("when the team has answered “%(title)s”") % values
    return _("after %(minutes)s min of silence on “%(title)s”") % values


def _title_of(code: str | None, document: ScenarioDocument, lang: str) -> str:
    return next((text_in(inject.title, lang) for inject in document.injects if inject.code == code), "")


def text_in(text: Any, lang: str) -> str:
    """A localised text of the document in `lang`, else in a language that it has, else empty."""
    if text is None:
        return ""
    return str(getattr(text, lang, None) or text.en or text.fr or "")


def emotion_names() -> dict[str, str]:
    return {
        "like": pgettext("emotion", "like"),
        "fear": pgettext("emotion", "fear"),
        "anger": pgettext("emotion", "anger"),
        "mockery": pgettext("emotion", "mockery"),
        "sadness": pgettext("emotion", "sadness"),
    }


def page_choices() -> dict[str, Any]:
    """What the template offers to choose from."""
    return {
        "emotions": [{"code": code, "name": name.capitalize()} for code, name in emotion_names().items()],
        "speeds": [
            {"value": f"{speed:g}", "text": f"×{speed:g}"} for speed in SPEEDS if speed <= settings.MAX_SPEED
        ],
        "ranges": RANGES,
        "pressure_top": settings.MAX_PRESSURE,
        "presets": [{"value": round(settings.MAX_PRESSURE * share), "name": name} for share, name in PRESETS],
        "inject_groups": [
            {"code": "next", "name": pgettext("injects", "Next")},
            {"code": "coming", "name": pgettext("injects", "Later")},
            {"code": "waiting", "name": pgettext("injects", "On a condition")},
            {"code": "done", "name": pgettext("injects", "Done")},
        ],
        "log_sources": [{"code": code, "name": name.capitalize()} for code, name in source_names().items()],
        "quick_notes": [
            _("Good answer"),
            _("Came late"),
            _("Wrong tone"),
            _("Fact not checked"),
            _("Shows empathy"),
            _("To discuss"),
        ],
        "shortcuts": _shortcuts(),
    }


def source_names() -> dict[str, str]:
    return {
        "trainer": _("trainer"),
        "trainee": _("trainee"),
        "observer": _("observer"),
        "script": _("script"),
        "system": _("system"),
    }


def _shortcuts() -> list[dict[str, Any]]:
    return [
        {"key": pgettext("key", "Space"), "does": _("Start, pause, resume")},
        {"key": "+  −", "does": _("More or less pressure")},
        {"key": "P", "does": _("Speak as a character")},
        {"key": "O", "does": _("Note an observation")},
        {"key": "J", "does": _("Jump forward")},
        {"key": "I  L", "does": _("Show the injects, the log")},
        {"key": "?", "does": _("These shortcuts")},
    ]
