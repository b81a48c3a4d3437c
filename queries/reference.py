"""Queries described from their headers: for ``mitigraph query show`` and for docs/query-packs.md."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby

from mitigraph.queries.catalog import Query
from mitigraph.queries.header import Header
from mitigraph.queries.parameters import describe

WIDTH = 100
_PREAMBLE = """# The query packs

Generated from the headers of the queries by `mitigraph query list --markdown`. `mitigraph query show ID`
shows one of them with its text, `mitigraph query run ID` its answer. [queries.md](queries.md) says how to
run queries and how to write your own.
"""


def describe_query(query: Query) -> str:
    """A query as text for a terminal: title, description, parameters, columns, tags and its Cypher."""
    header = _header(query)
    lines = [query.id, header.title, "", *textwrap.wrap(header.description, WIDTH)]
    if header.params:
        rows = [
            (name, kind, default if default == "required" else f"default {default}", text)
            for name, kind, default, text in describe(header)
        ]
        lines += ["", "parameters", *_aligned(rows)]
    lines += ["", "columns", *_aligned(list(header.described.items()))]
    if header.tags:
        lines += ["", f"tags: {', '.join(header.tags)}"]
    return "\n".join([*lines, "", query.body, ""])


def reference(queries: Iterable[Query]) -> str:
    """All queries as a page of Markdown, a section per pack."""
    parts = [_PREAMBLE]
    for pack, members in groupby(queries, key=lambda query: query.id.partition("/")[0]):
        parts += [f"## {pack}\n", *(_section(query) for query in members)]
    return "\n".join(parts)


def _section(query: Query) -> str:
    header = _header(query)
    lines = [f"### {query.id}", "", f"**{header.title}**", "", *textwrap.wrap(header.description, WIDTH), ""]
    if header.params:
        lines += ["| parameter | type | default | |", "| --- | --- | --- | --- |"]
        lines += [_parameter_row(*parameter) for parameter in describe(header)]
        lines.append("")
    lines += ["| column | |", "| --- | --- |"]
    lines += [f"| `{name}` | {text} |" for name, text in header.described.items()]
    lines += ["", f"Tags: {', '.join(header.tags)}", ""] if header.tags else [""]
    return "\n".join(lines)


def _parameter_row(name: str, kind: str, default: str, text: str) -> str:
    shown = default if default == "required" else f"`{default}`"
    return f"| `{name}` | {kind.replace(' | ', ', ')} | {shown} | {text} |"


def _header(query: Query) -> Header:
    if query.header is None:
        raise ValueError(f"{query.id} has no header to describe")
    return query.header


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows with all but their last cell padded to equal widths; long choices do not widen the rest."""
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]) - 1)]
    return [
        "  " + "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])
        for row in rows
    ]
