"""Queries described from their headers: for ``mitigraph query show`` and for docs/query-packs.md."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from mitigraph.queries.catalog import Query
from mitigraph.queries.header import Header
from mitigraph.queries.parameters import describe
from mitigraph.queries.render import as_markdown
from mitigraph.queries.table import EXCERPTS, Table

WIDTH = 100
_PREAMBLE = """# The query packs

Generated from the headers of the queries. `mitigraph query show ID`
shows one of them with its text, `mitigraph query run ID` its answer. [queries.md](queries.md) says how to
run queries and how to write your own.
"""
_ANSWERED = """
The answers are those of the study in `transcripts/`, five interviews, by default parameters or those shown.
"""
EXAMPLE_ROWS = 5


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
    lines += ["", "columns", *_aligned(_columns(header)), "", _views(header)]
    if header.tags:
        lines += ["", f"tags: {', '.join(header.tags)}"]
    return "\n".join([*lines, "", query.body, ""])


def reference(
    queries: Iterable[Query], *, cypher: bool = False, answers: Mapping[str, Table] | None = None
) -> str:
    """All queries as a page of Markdown, a section per pack.

    Args:
        queries: in the order of their ids.
        cypher: with the text of each query.
        answers: by id; the first rows of a query's answer are shown with it.
    """
    parts = [_PREAMBLE if answers is None else f"{_PREAMBLE}{_ANSWERED}"]
    for pack, members in groupby(queries, key=lambda query: query.id.partition("/")[0]):
        parts.append(f"## {pack}\n")
        parts += [_section(query, cypher=cypher, answer=(answers or {}).get(query.id)) for query in members]
    return "\n".join(parts)


def _section(query: Query, *, cypher: bool, answer: Table | None) -> str:
    header = _header(query)
    lines = [f"### {query.id}", "", f"**{header.title}**", "", *textwrap.wrap(header.description, WIDTH), ""]
    if header.params:
        lines += ["| parameter | type | default | |", "| --- | --- | --- | --- |"]
        lines += [_parameter_row(*parameter) for parameter in describe(header)]
        lines.append("")
    lines += ["| column | |", "| --- | --- |"]
    lines += [f"| `{name}` | {text} |" for name, text in _columns(header)]
    lines += ["", _views(header), ""]
    if header.tags:
        lines += [f"Tags: {', '.join(header.tags)}", ""]
    if answer is not None:
        lines += _example(query, answer)
    if cypher:
        lines += ["```cypher", query.body, "```", ""]
    return "\n".join(lines)


def _columns(header: Header) -> list[tuple[str, str]]:
    """The columns that an answer shows."""
    return [(name, text) for name, text in header.described.items() if name != EXCERPTS]


def _views(header: Header) -> str:
    """What else the query can do than give rows."""
    graph = ["graph"] if header.entities else []
    count = [f"count ({header.count.what}, of {header.count.among})"] if header.count else []
    opens = " Its rows open to their excerpts with --evidence." if header.opens else ""
    return f"Views: {', '.join(['table', *graph, *count])}.{opens}"


def _example(query: Query, answer: Table) -> list[str]:
    """The command that asks for the header's example, and the first rows of its answer."""
    given = "".join(f" -p {name}={_typed(value)}" for name, value in _header(query).example.items())
    shown = replace(answer, rows=answer.rows[:EXAMPLE_ROWS])
    total = len(answer.rows)
    count = f"{total} row{'' if total == 1 else 's'}"
    told = f"{count}:" if total <= EXAMPLE_ROWS else f"The first {EXAMPLE_ROWS} of {count}:"
    rows = (
        [told, "", *as_markdown(shown).splitlines()] if total else ["No rows: nothing of the kind is there."]
    )
    return [f"`mitigraph query run {query.id}{given}`", "", *rows, ""]


def _typed(value: Any) -> str:
    text = ";".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}'" if set(text) & set(" ;") else text


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
