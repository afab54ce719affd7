"""The French catalogue: complete, compiled, and with the same placeholders as the English source."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages import extract, mofile, pofile
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "socialroom" / "locale" / "fr" / "LC_MESSAGES"
APPS = ("socialroom", "exercises", "feed", "reports")
KEYWORDS = ["_", *(f"{c}{n}gettext{lazy}" for c in ("", "p") for n in ("", "n") for lazy in ("", "_lazy"))]
KEYWORDS += ["npgettext", "npgettext_lazy"]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdf]|%[sd]|\{(\w+)\}")
IN_TEMPLATE = re.compile(
    r"""\b(?:gettext|ngettext)\(u?(?P<quote>["'])(?P<text>.*?)(?<!\\)(?P=quote)""", re.DOTALL
)


@pytest.fixture(scope="module")
def catalogue() -> Any:
    with open(FOLDER / "django.po", "rb") as file:
        return pofile.read_po(file, locale="fr")


def both(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


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
    known = {text for message in catalogue for text in both(message.id)}
    missing = sorted({text for text in [*of_code(), *of_templates()] if text and text not in known})
    assert missing == []


def of_code() -> Iterator[str]:
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield from of_file(path)


def of_file(path: Path) -> Iterator[str]:
    with open(path, "rb") as file:
        for _line, name, found, _comments in extract.extract_python(file, dict.fromkeys(KEYWORDS), [], {}):
            texts: Any = found
            told_texts = [texts] if isinstance(texts, str) else list(texts or ())
            first = 1 if "pgettext" in (name or "") else 0  # after the context
            yield from (text for text in told_texts[first:] if isinstance(text, str))


def of_templates() -> Iterator[str]:
    for path in (ROOT / "templates").rglob("*.html"):
        for found in IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"))):
            yield found["text"].replace('\\"', '"').replace("\\'", "'").replace("\\n", "\n")
