"""The debrief as a PDF: chapters → template → WeasyPrint.

Nothing is fetched but our own stylesheets and the pictures made here; what people wrote is text, never
markup. WeasyPrint is imported late, because a machine without Pango has everything but PDFs.
"""

import logging
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from .album import SCHEME, Album
from .chapters import chapters
from .charts import Style
from .facts import SessionRecord

STYLESHEETS = ("css/tokens.css", "css/debrief.css", "css/debrief-tables.css")
FONTS = "Noto Sans, Liberation Sans, DejaVu Sans, sans-serif"
ACCESSIBLE = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,8});")


class NoPango(RuntimeError):
    """The library that draws text is not on this machine."""


class Foreign(ValueError):
    """A document asked for something that is not ours."""


def write_pdf(record: SessionRecord, target: Path, progress: Callable[[int], None]) -> None:
    """Writes the debrief to `target`. `progress` is told parts of 100. Raises NoPango."""
    try:
        import weasyprint
    except OSError as error:
        raise NoPango(str(error)) from error
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of what only screens need
    progress(10)
    html, album = page(record)
    progress(20)
    document = weasyprint.HTML(string=html, url_fetcher=fetcher(album))
    laid_out = document.render(**ACCESSIBLE)
    progress(80)
    laid_out.write_pdf(target, **ACCESSIBLE)
    progress(100)


def page(record: SessionRecord) -> tuple[str, Album]:
    """The debrief as HTML in the session's language, and its pictures."""
    album = Album()
    with translation.override(record.lang):
        context = chapters(record, album, paper_style())
        context["stylesheets"] = [f"static:{name}" for name in STYLESHEETS]
        return render_to_string("reports/debrief.html", context), album


def fetch(url: str, album: Album) -> tuple[str, bytes]:
    """The type and the bytes of one of our stylesheets or pictures. Raises Foreign for anything else."""
    scheme, _colon, name = url.partition(":")
    if scheme == "static" and name in STYLESHEETS:
        return "text/css", (settings.BASE_DIR / "static" / name).read_bytes()
    if scheme == SCHEME:
        try:
            return "image/svg+xml", album.svg(url).encode()
        except LookupError as error:
            raise Foreign(url) from error
    raise Foreign(url)


def fetcher(album: Album) -> Any:
    """`fetch` as WeasyPrint wants it: what is refused is left out of the document."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OurFetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            kind, body = fetch(url, album)
            return URLFetcherResponse(url, body, {"Content-Type": f"{kind}; charset=utf-8"})

    return OurFetcher()


@cache
def paper_style() -> Style:
    """The light colours of the design tokens."""
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    light = tokens[tokens.index(":root") : tokens.index("}")]
    return Style({name.replace("-", ""): value for name, value in _TOKEN.findall(light)}, FONTS)
