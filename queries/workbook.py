"""An answer as a workbook: the rows, the excerpts behind them, and what was asked, each on a sheet."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from mitigraph.queries.header import EVIDENCE
from mitigraph.queries.opening import CITATION
from mitigraph.queries.render import cell
from mitigraph.queries.table import About, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767  # characters that a cell of this format can hold
WIDEST = 60  # characters that a column is widened for
# A workbook says when it was made; one moment for all, so that the same answer is the same bytes.
MADE = datetime(2000, 1, 1, tzinfo=UTC)


def as_xlsx(table: Table) -> bytes:
    """The answer as an .xlsx file; text stays text, also where it looks like a formula or an address."""
    import xlsxwriter  # noqa: PLC0415 - slow to import

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": table.about.title if table.about else "Answer", "created": MADE})
        opened = EVIDENCE in table.columns
        columns = [f"{name} (excerpts)" if name == EVIDENCE else name for name in table.columns]
        rows = [
            [_counted(value, name) for value, name in zip(row, table.columns, strict=True)]
            for row in table.rows
        ]
        _sheet(book, "answer", ["row", *columns] if opened else columns, _numbered(rows) if opened else rows)
        if opened:
            _sheet(book, "evidence", ["row", *CITATION, "text"], _evidence(table))
        _sheet(book, "about", ["", ""], _about(table))
    return out.getvalue()


def _counted(value: Any, name: str) -> Any:
    return len(value) if name == EVIDENCE and isinstance(value, list) else value


def _numbered(rows: list[list[Any]]) -> list[list[Any]]:
    return [[number, *row] for number, row in enumerate(rows, start=1)]


def _evidence(table: Table) -> list[list[Any]]:
    """A line for each row and excerpt, so that a spreadsheet can look one up by the number of the row."""
    return [
        [number, *(excerpt.get(name) for name in (*CITATION, "text"))]
        for number, excerpts in enumerate(table.column(EVIDENCE), start=1)
        for excerpt in excerpts
    ]


def _about(table: Table) -> list[list[Any]]:
    about = table.about or About("Answer", "")
    lines = [["question", about.title], ["query", about.query], ["about", about.description]]
    lines += [[f"parameter {name}", cell(value)] for name, value in about.parameters.items()]
    lines += [[f"column {name}", help_] for name, help_ in about.columns.items() if name in table.columns]
    return [*lines, *([["rows", "there are more rows than these"]] if table.cut else [])]


def _sheet(book: Workbook, name: str, columns: list[str], rows: list[list[Any]]) -> None:
    sheet = book.add_worksheet(name)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, bold)
        _width(sheet, place, [column, *(cell(row[place]) for row in rows)])
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _write(sheet, number, place, value, wrapped)
    sheet.freeze_panes(1, 0)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _width(sheet: Worksheet, place: int, texts: list[str]) -> None:
    longest = max(len(line) for text in texts for line in text.splitlines() or [""])
    sheet.set_column(place, place, min(longest, WIDEST) + 2)


def _write(sheet: Worksheet, row: int, column: int, value: Any, format_: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, format_)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, format_)
    elif value is not None:
        sheet.write_string(row, column, cell(value)[:LONGEST], format_)
