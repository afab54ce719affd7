"""A scenario in the database, from a document and back to one."""

from typing import Any

from django.db import transaction

from . import authored
from .document import ScenarioDocument
from .models import Expectation, Inject, Objective, Organisation, Persona, Phase, Picture, Scenario
from .models.scenario import Part
from .package import check_document, plain

#: Sections of a document that a scenario keeps as they are.
KEPT_WHOLE = {
    "languages": "languages",
    "title": "title",
    "summary": "summary",
    "duration": "duration",
    "time_scale": "time_scale",
    "organisation": "at_stake",
    "briefing": "briefing",
    "functions": "functions",
    "approval": "approval",
    "channels": "channels",
    "vocabulary": "vocabulary",
    "terrain": "terrain",
    "hashtags": "hashtags",
    "coinage": "coinage",
    "topics": "topics",
    "rumours": "rumours",
    "secrets": "secrets",
}
PARTS: dict[str, tuple[type[Part], tuple[str, ...]]] = {
    "phases": (Phase, ("code", "name", "offset", "pressure", "weights", "summary")),
    "personas": (
        Persona,
        (
            "code",
            "kind",
            "handle",
            "name",
            "bio",
            "followers",
            "verified",
            "team",
            "tone",
            "stance",
            "channels",
        ),
    ),
    "objectives": (Objective, ("code", "title", "description", "weight")),
    "injects": (
        Inject,
        (
            "code",
            "title",
            "offset",
            "condition",
            "channel",
            "persona",
            "content",
            "media",
            "picture",
            "expected",
            "shock",
            "request",
            "live",
            "group",
            "poll",
        ),
    ),
    "expectations": (
        Expectation,
        ("code", "objective", "inject", "title", "deadline", "weight", "recognise"),
    ),
}
LINKS = {"persona": "personas", "objective": "objectives", "inject": "injects", "picture": "pictures"}


def load_scenario(document: ScenarioDocument, organisation: Organisation) -> Scenario:
    """The document as a scenario of `organisation`, in the place of one with the same slug.

    Raises BrokenScenario for a picture in it that is none.
    """
    data = document.model_dump(mode="json")
    drawn = authored.drawn_in(document)
    with transaction.atomic():
        scenario, _made = Scenario.objects.update_or_create(
            organisation=organisation,
            slug=document.slug,
            defaults={field: _trim(data[section]) for section, field in KEPT_WHOLE.items()},
        )
        pictures = {text: authored.keep(organisation, picture) for text, picture in drawn.items()}
        _load_parts(scenario, data, pictures)
    return scenario


def _load_parts(scenario: Scenario, data: dict[str, Any], pictures: dict[str, Picture]) -> None:
    for section in reversed(PARTS):
        PARTS[section][0]._default_manager.filter(scenario=scenario).delete()
    made: dict[str, dict[str, Any]] = {"pictures": pictures}
    for section, (model, fields) in PARTS.items():
        parts = [
            model(scenario=scenario, position=position, **_columns(item, fields, made))
            for position, item in enumerate(data[section])
        ]
        model._default_manager.bulk_create(parts)
        made[section] = {part.code: part for part in parts}


def _columns(
    item: dict[str, Any], fields: tuple[str, ...], made: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    columns = {}
    for field in fields:
        value = item[field]
        if field == "picture" and value is not None:
            value = value["data"]
        is_link = field in LINKS and not (field == "inject" and LINKS[field] not in made)
        columns[field] = made[LINKS[field]][value] if is_link and value is not None else _trim(value)
    return columns


def _trim(value: Any) -> Any:
    """Without the gaps that a document's unused languages and operands leave."""
    if isinstance(value, dict):
        return {name: _trim(item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_trim(item) for item in value]
    return value


def dump_scenario(scenario: Scenario) -> ScenarioDocument:
    """The scenario as a document. Raises BrokenScenario with every error, if authors left some."""
    data: dict[str, Any] = {"format": 1, "slug": scenario.slug}
    data |= {section: getattr(scenario, field) for section, field in KEPT_WHOLE.items()}
    for section, (model, fields) in PARTS.items():
        parts = model._default_manager.filter(scenario=scenario)
        links = [field for field in fields if field in LINKS]
        data[section] = [_item(part, fields) for part in parts.select_related(*links)]
    return check_document(data)


def _item(part: Part, fields: tuple[str, ...]) -> dict[str, Any]:
    item = {}
    for field in fields:
        value = getattr(part, field)
        if isinstance(value, Picture):
            value = authored.encoded(value)
        item[field] = value.code if isinstance(value, Part) else value
    return {field: value for field, value in item.items() if value is not None}


__all__ = ["dump_scenario", "load_scenario", "plain"]
