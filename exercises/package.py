"""Scenarios as documents, read, checked and written.

PURE: pydantic and PyYAML only. A `ScenarioDocument` is complete in each of its languages, or it is refused
with every error and its path.
"""

from collections.abc import Sequence
from typing import Any

from pydantic import (
    ValidationError,
)
from pydantic_core import ErrorDetails

from . import scenario_text
from .coherence import incoherences
from .document import FORM_ALONE, ScenarioDocument
from .document_parts import LANGUAGES
from .faults import BrokenScenario, Fault, named


def read_file(raw: bytes) -> ScenarioDocument:
    """Parse and check a file's content. Raises BrokenScenario with every error and its path."""
    return read_document(scenario_text.decode(raw))


def read_document(text: str) -> ScenarioDocument:
    """Parse and check YAML. Raises BrokenScenario with every error and its path."""
    data, faults = scenario_text.parse(text)
    return check_document(data, faults)


def check_document(data: Any, already: Sequence[Fault] = ()) -> ScenarioDocument:
    """Check plain data. Raises BrokenScenario with every error and its path, and those found `already`.

    What is wrong in form does not hide what does not fit together: both are told, as far as the data allow.
    """
    faults = list(already)
    try:
        document = ScenarioDocument.model_validate(data, context=FORM_ALONE)
        data = document.model_dump()
    except ValidationError as error:
        faults += section_faults(error)
    faults += incoherences(ScenarioDocument, data, LANGUAGES)
    if faults:
        raise BrokenScenario(sorted((named(fault, data) for fault in faults), key=_place))
    return document


def plain(document: ScenarioDocument) -> dict[str, Any]:
    """The document as plain data, without what was left at its default."""
    return document.model_dump(mode="json", exclude_defaults=True) | {"format": document.format}


def write_document(document: ScenarioDocument) -> str:
    """The document as YAML that `read_document` reads back to an equal document."""
    return scenario_text.write(plain(document))


def section_faults(error: ValidationError) -> list[Fault]:
    """What pydantic found wrong with a document, or with a section of one."""
    return [_fault(details) for details in error.errors(include_url=False)]


def _fault(details: ErrorDetails) -> Fault:
    path = ".".join(str(part) for part in details["loc"] if part != "[key]")
    return Fault(path, details["type"], text=details["msg"], **details.get("ctx", {}))


def _place(fault: Fault) -> tuple[int, list[tuple[int, int, str]]]:
    """Where in the document the fault is: its section's turn, then index by index."""
    section, *rest = fault.path.split(".")
    turn = (
        list(ScenarioDocument.model_fields).index(section) if section in ScenarioDocument.model_fields else -1
    )
    return turn, [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in rest]
