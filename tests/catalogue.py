"""`python -m tests.catalogue`: brings new texts into the French catalogue and compiles it.

What still lacks its French is printed, and left empty in `django.po` for somebody to write.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "socialroom" / "locale" / "fr" / "LC_MESSAGES"
APPS = ("socialroom", "exercises", "feed", "reports")
KEYWORDS = ["_", *(f"{c}{n}gettext{lazy}" for c in ("", "p") for n in ("", "n") for lazy in ("", "_lazy"))]
KEYWORDS += ["npgettext", "npgettext_lazy"]
_QUOTED = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
IN_TEMPLATE = re.compile(rf"\b(n?p?gettext)\(({_QUOTED}(?:\s*,\s*{_QUOTED})*)", re.DOTALL)


class Text(NamedTuple):
    """A text to translate, with its plural where it has one, and its context (None: none)."""

    context: str | None
    id: tuple[str, ...]


def read() -> Catalog:
    with open(FOLDER / "django.po", "rb") as file:
        return pofile.read_po(file, locale="fr")


def missing(catalogue: Catalog) -> list[Text]:
    """Texts of the code and the templates that the catalogue does not hold."""
    known = {(message.context, both(message.id)[0]) for message in catalogue}
    found = dict.fromkeys([*of_code(), *of_templates()])
    return [text for text in found if text.id[0] and (text.context, text.id[0]) not in known]


def both(value: Any) -> list[str]:
    """A message's text, or its singular and its plural."""
    return [value] if isinstance(value, str) else list(value)


def of_code() -> Iterator[Text]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from of_file(path)


def of_file(path: Path) -> Iterator[Text]:
    with open(path, "rb") as file:
        for _line, name, found, _comments in extract.extract_python(file, dict.fromkeys(KEYWORDS), [], {}):
            told: Any = found
            texts = (
                [told] if isinstance(told, str) else [text for text in told or () if isinstance(text, str)]
            )
            context = texts.pop(0) if "pgettext" in (name or "") and texts else None
            if texts:
                yield Text(context, tuple(texts[: 2 if "ngettext" in (name or "") else 1]))


def of_templates() -> Iterator[Text]:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for found in IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"))):
            texts = [ast.literal_eval(one) for one in re.findall(_QUOTED, found[2], re.DOTALL)]
            context = texts.pop(0) if "p" in found[1] else None
            yield Text(context, tuple(texts[: 2 if "n" in found[1] else 1]))


def main() -> int:
    catalogue = read()
    for text in missing(catalogue):
        catalogue.add(text.id if len(text.id) > 1 else text.id[0], context=text.context)
    with open(FOLDER / "django.po", "wb") as file:
        pofile.write_po(file, catalogue, width=100, sort_output=True)
    with open(FOLDER / "django.mo", "wb") as file:
        mofile.write_mo(file, catalogue)
    empty = [message.id for message in catalogue if message.id and not all(both(message.string or ""))]
    print("\n".join(map(str, empty)) or "complete")
    return len(empty)


if __name__ == "__main__":
    sys.exit(bool(main()))
