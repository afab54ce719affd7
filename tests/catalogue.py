"""`python -m tests.catalogue`: brings new texts into the French catalogue and compiles it.

What still lacks its French is printed, and left empty in `django.po` for somebody to write. A text in the
plural or with a context is added by hand.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "socialroom" / "locale" / "fr" / "LC_MESSAGES"
APPS = ("socialroom", "exercises", "feed", "reports")
KEYWORDS = ["_", *(f"{c}{n}gettext{lazy}" for c in ("", "p") for n in ("", "n") for lazy in ("", "_lazy"))]
KEYWORDS += ["npgettext", "npgettext_lazy"]
IN_TEMPLATE = re.compile(
    r"""\b(?:gettext|ngettext)\(u?(?P<quote>["'])(?P<text>.*?)(?<!\\)(?P=quote)""", re.DOTALL
)


def read() -> Catalog:
    with open(FOLDER / "django.po", "rb") as file:
        return pofile.read_po(file, locale="fr")


def missing(catalogue: Catalog) -> list[str]:
    """Texts of the code and the templates that the catalogue does not hold."""
    known = {text for message in catalogue for text in both(message.id)}
    return sorted({text for text in [*of_code(), *of_templates()] if text and text not in known})


def both(value: Any) -> list[str]:
    """A message's text, or its singular and its plural."""
    return [value] if isinstance(value, str) else list(value)


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


def main() -> int:
    catalogue = read()
    for text in missing(catalogue):
        catalogue.add(text)
    with open(FOLDER / "django.po", "wb") as file:
        pofile.write_po(file, catalogue, width=100, sort_output=True)
    with open(FOLDER / "django.mo", "wb") as file:
        mofile.write_mo(file, catalogue)
    empty = [message.id for message in catalogue if message.id and not all(both(message.string or ""))]
    print("\n".join(map(str, empty)) or "complete")
    return len(empty)


if __name__ == "__main__":
    sys.exit(bool(main()))
