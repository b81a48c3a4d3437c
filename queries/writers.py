"""The formats that an answer can be written in, by the names that ``--format`` takes."""

from __future__ import annotations

from collections.abc import Callable

from mitigraph.queries.page import as_html
from mitigraph.queries.render import as_csv, as_json, as_jsonl, as_markdown, as_table, as_tsv
from mitigraph.queries.table import Table
from mitigraph.queries.workbook import as_xlsx

WRITERS: dict[str, Callable[[Table], str | bytes]] = {
    "table": as_table,
    "csv": as_csv,
    "tsv": as_tsv,
    "json": as_json,
    "jsonl": as_jsonl,
    "markdown": as_markdown,
    "html": as_html,
    "xlsx": as_xlsx,
}
_SUFFIXES = {"table": ".txt", "markdown": ".md"}


def suffix_of(format_: str) -> str:
    """How the name of a file in this format ends."""
    return _SUFFIXES.get(format_, f".{format_}")
