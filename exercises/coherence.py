"""Whether the parts of a scenario fit together: texts, codes, times. PURE.

Works on plain data, also on data that are partly broken: what has the wrong form is passed over here, since
the document's own check tells that.
"""

from collections.abc import Iterable, Iterator
from inspect import isclass
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from .faults import Fault

MOST_PICTURES = 1_300_000  # characters of base64: about ten large pictures
CODED = ("phases", "personas", "objectives", "injects", "expectations", "topics", "rumours", "secrets")


def incoherences(document_type: type[BaseModel], data: Any, languages: tuple[str, ...]) -> list[Fault]:
    """Every error that only the whole document shows. `languages` are all those that a document may have."""
    if not isinstance(data, dict):
        return []
    asked = [lang for lang in languages if lang in _list(data, "languages")]
    return [
        *_missing_texts(document_type, data, "", languages, asked),
        *_doubles(data),
        *_dangling(data),
        *_timing(data),
        *_pictures(data),
    ]


# Texts ---------------------------------------------------------------------------------------------


def _missing_texts(
    model: type[BaseModel], data: dict[str, Any], path: str, languages: tuple[str, ...], asked: list[str]
) -> Iterator[Fault]:
    """Texts that lack one of the document's languages. Lists may be empty, but then in all of them."""
    if set(model.model_fields) == set(languages):
        is_list = all(field.default == [] for field in model.model_fields.values())
        if not is_list or any(data.get(lang) for lang in languages):
            gaps = [lang for lang in asked if data.get(lang) is None or (is_list and not data[lang])]
            yield from (Fault(f"{path}.{lang}", "missing_text") for lang in gaps)
        return
    for name, field in model.model_fields.items():
        for found, value, where in _models_in(field.annotation, data.get(name), f"{path}.{name}".lstrip(".")):
            yield from _missing_texts(found, value, where, languages, asked)


def _models_in(
    annotation: Any, value: Any, path: str
) -> Iterator[tuple[type[BaseModel], dict[str, Any], str]]:
    """The models that a field's type names, with the data that stand for each."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isclass(annotation) and issubclass(annotation, BaseModel):
        if isinstance(value, dict):
            yield annotation, value, path
    elif origin is Annotated or origin in (Union, UnionType):
        for argument in arguments[:1] if origin is Annotated else arguments:
            yield from _models_in(argument, value, path)
    elif origin is list and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _models_in(arguments[0], item, f"{path}.{index}")
    elif origin is dict and isinstance(value, dict):
        for name, item in value.items():
            yield from _models_in(arguments[1], item, f"{path}.{name}")


# Codes ---------------------------------------------------------------------------------------------


def _doubles(data: dict[str, Any]) -> Iterator[Fault]:
    for section in CODED:
        yield from _double(section, "code", _values(data, section, "code"))
    handles = [(index, handle.lower()) for index, handle in _values(data, "personas", "handle")]
    yield from _double("personas", "handle", handles)
    yield from _double("channels", "kind", _values(data, "channels", "kind"))
    for index, channel in _items(data, "channels"):
        yield from _double(f"channels.{index}.groups", "code", _values(channel, "groups", "code"))
    yield from _double("functions", "function", _values(data, "functions", "function"))
    yield from _double("approval", "writes", _values(data, "approval", "writes"))
    yield from _double("terrain.places", "code", _values(_dict(data, "terrain"), "places", "code"))
    for index, rule in _items(data, "approval"):
        names = [name for name in _list(rule, "approves") if isinstance(name, str)]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Fault(f"approval.{index}.approves", "twice", value=name)


def _double(section: str, field: str, values: Iterable[tuple[int, str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, value in values:
        if value in seen:
            yield Fault(f"{section}.{index}.{field}", "twice", value=value)
        seen.add(value)


def _dangling(data: dict[str, Any]) -> Iterator[Fault]:
    """Codes that lead nowhere."""
    known = {section: {code for _index, code in _values(data, section, "code")} for section in CODED}
    known["channels"] = {kind for _index, kind in _values(data, "channels", "kind")}
    known["groups"] = {
        code for _i, channel in _items(data, "channels") for _j, code in _values(channel, "groups", "code")
    }
    known["functions"] = {name for _index, name in _values(data, "functions", "function")}
    for path, code, section in _references(data):
        if isinstance(code, str) and code not in known[section]:
            yield Fault(path, "unknown", value=code)


def _references(data: dict[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """Path, code and the section that should have it, of everything that names another part."""
    for index, inject in _items(data, "injects"):
        here = f"injects.{index}"
        condition, shock = _dict(inject, "condition"), _dict(inject, "shock")
        yield f"{here}.persona", inject.get("persona"), "personas"
        yield f"{here}.channel", inject.get("channel"), "channels"
        yield f"{here}.condition.inject", condition.get("inject"), "injects"
        yield f"{here}.shock.topic", shock.get("topic"), "topics"
        yield f"{here}.shock.rumour", shock.get("rumour"), "rumours"
        yield f"{here}.live", inject.get("live") or None, "injects"
        yield f"{here}.group", inject.get("group") or None, "groups"
        if _dict(inject, "request"):  # what comes of it is published there
            yield f"{here}.request", "press", "channels"
    for index, expectation in _items(data, "expectations"):
        here = f"expectations.{index}"
        yield f"{here}.inject", expectation.get("inject"), "injects"
        yield f"{here}.objective", expectation.get("objective"), "objectives"
        yield f"{here}.recognise.channel", _dict(expectation, "recognise").get("channel"), "channels"
    for index, hashtag in _items(data, "hashtags"):
        yield f"hashtags.{index}.after", hashtag.get("after"), "injects"
    for index, secret in _items(data, "secrets"):
        yield f"secrets.{index}.after", secret.get("after"), "injects"
        yield f"secrets.{index}.until", secret.get("until"), "injects"
    for index, reports in _items(_dict(data, "terrain"), "reports"):
        here = f"terrain.reports.{index}"
        yield f"{here}.after", reports.get("after"), "injects"
        yield f"{here}.until", reports.get("until"), "injects"
        yield f"{here}.channel", reports.get("channel"), "channels"
    for index, rule in _items(data, "approval"):
        yield f"approval.{index}.writes", rule.get("writes"), "functions"
        for name in _list(rule, "approves"):
            yield f"approval.{index}.approves", name, "functions"
    for index, channel in _items(data, "channels"):
        for place, group in _items(channel, "groups"):
            for turn, code in enumerate(_list(group, "topics")):
                yield f"channels.{index}.groups.{place}.topics.{turn}", code, "topics"
    for index, persona in _items(data, "personas"):
        for kind in _list(persona, "channels"):
            yield f"personas.{index}.channels", kind, "channels"


# Times and the team --------------------------------------------------------------------------------


def _timing(data: dict[str, Any]) -> Iterator[Fault]:
    starts = [phase.get("offset") for _index, phase in _items(data, "phases")]
    offsets = [offset for offset in starts if isinstance(offset, int)]
    if offsets and len(offsets) == len(starts):
        if offsets[0] != 0:
            yield Fault("phases.0.offset", "first_phase")
        if offsets != sorted(set(offsets)):
            yield Fault("phases", "rising")
    yield from _too_late(data, data.get("duration"))
    personas = list(_items(data, "personas"))
    if personas and not any(persona.get("team") for _index, persona in personas):
        yield Fault("personas", "no_team")


def _too_late(data: dict[str, Any], duration: Any) -> Iterator[Fault]:
    if not isinstance(duration, int):
        return
    for section in ("phases", "injects"):
        for index, item in _items(data, section):
            offset = item.get("offset")
            if isinstance(offset, int) and offset >= duration:
                yield Fault(f"{section}.{index}.offset", "after_end", duration=duration)


def _pictures(data: dict[str, Any]) -> Iterator[Fault]:
    """A scenario is one file, of a bounded size."""
    shown = {_dict(inject, "picture").get("data") for _index, inject in _items(data, "injects")}
    if sum(len(text) for text in shown if isinstance(text, str)) > MOST_PICTURES:
        yield Fault("injects", "pictures_too_large")


# Reading data that may have any form ---------------------------------------------------------------


def _list(data: dict[str, Any], name: str) -> list[Any]:
    value = data.get(name)
    return value if isinstance(value, list) else []


def _dict(data: dict[str, Any], name: str) -> dict[str, Any]:
    value = data.get(name)
    return value if isinstance(value, dict) else {}


def _items(data: dict[str, Any], section: str) -> Iterator[tuple[int, dict[str, Any]]]:
    return ((index, item) for index, item in enumerate(_list(data, section)) if isinstance(item, dict))


def _values(data: dict[str, Any], section: str, field: str) -> list[tuple[int, str]]:
    found = ((index, item.get(field)) for index, item in _items(data, section))
    return [(index, value) for index, value in found if isinstance(value, str)]
