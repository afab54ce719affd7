"""The debrief's annex as a spreadsheet: everything that paper has no room for, one sheet per kind.

No cell is ever a formula, a link or a number that somebody typed: texts stay texts, and one that a
spreadsheet would take for a formula after a copy to CSV stands behind an apostrophe.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils import translation

from .facts import SessionRecord
from .metrics import figures
from .sheets import Cell, sheets
from .svg import printable

BODY = {"text_wrap": True, "valign": "top"}
HEAD = {**BODY, "bold": True, "bg_color": "#12151c", "font_color": "#ffffff"}
LONGEST = 32_000  # characters: a cell takes 32,767
_SPACES = " \u00a0\u202f\u3000\u200b\ufeff"
_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")


def write_annex(record: SessionRecord, target: Path) -> None:
    """Writes the spreadsheet in the session's language. Rows go to disk as they are made."""
    with translation.override(record.lang):
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "in_memory": False,
            "tmpdir": str(target.parent),
        }
        with xlsxwriter.Workbook(str(target), options) as book:
            book.set_properties({"title": f"{record.title} · {record.name}", "author": record.organisation})
            for name, columns, rows in sheets(record, figures(record)):
                _write_sheet(book, name, columns, rows)


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula, and that XML can hold."""
    kept = "".join(char if char in "\n\t" else printable(char) for char in text[:LONGEST])
    return f"'{kept}" if text.lstrip(_SPACES).startswith(_STARTERS) else kept


def _write_sheet(
    book: Any, name: str, columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[Cell]]
) -> None:
    sheet = book.add_worksheet(name[:31])
    head = book.add_format(HEAD)
    body = book.add_format(BODY)
    for index, (title, width) in enumerate(columns):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, title, head)
    last = 0
    for last, row in enumerate(rows, 1):
        for index, cell in enumerate(row):
            _write_cell(sheet, last, index, cell, body)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, neutral(cell), style)
    elif cell is not None:
        sheet.write_number(row, column, cell, style)
