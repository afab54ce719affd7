"""The French catalogue: complete, compiled, and with the same placeholders as the English source."""

import io
import re
from typing import Any

import pytest
from babel.messages import mofile

from tests.catalogue import FOLDER, both, missing, read

PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]|%[sd]|\{(\w+)\}")


@pytest.fixture(scope="module")
def catalogue() -> Any:
    return read()


def test_every_message_is_translated(catalogue: Any) -> None:
    gaps = [m.id for m in catalogue if m.id and (not all(both(m.string)) or "fuzzy" in m.flags)]
    assert gaps == []


def test_placeholders_survive_the_translation(catalogue: Any) -> None:
    for message in catalogue:
        if message.id:
            allowed = {found for text in both(message.id) for found in PLACEHOLDER.findall(text)}
            for text in both(message.string):
                assert set(PLACEHOLDER.findall(text)) <= allowed, message.id


def test_the_compiled_catalogue_is_that_of_the_source(catalogue: Any) -> None:
    buffer = io.BytesIO()
    mofile.write_mo(buffer, catalogue)
    compiled = mofile.read_mo(io.BytesIO((FOLDER / "django.mo").read_bytes()))
    expected = mofile.read_mo(io.BytesIO(buffer.getvalue()))
    assert told(compiled) == told(expected)


def told(compiled: Any) -> set[tuple[str, str, str]]:
    return {(m.context or "", str(m.id), str(m.string)) for m in compiled if m.id}


def test_every_text_of_the_code_and_the_templates_is_in_the_catalogue(catalogue: Any) -> None:
    assert missing(catalogue) == []
