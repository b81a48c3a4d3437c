"""Opening rows to the excerpts behind them: ``--evidence``.

A query that counts excerpts hands out their ids where its parameter ``evidence`` is true, row by row: the
very excerpts that its numbers count. Here the ids become what a person reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from mitigraph.errors import QueryError
from mitigraph.graph.session import GraphSession
from mitigraph.queries.catalog import Query
from mitigraph.queries.header import EVIDENCE
from mitigraph.queries.table import EXCERPTS, Table

_READ = (
    "MATCH (x:Excerpt) WHERE x.id IN $ids "
    "RETURN x.id AS excerpt, x.participant AS participant, x.interview AS interview, x.start_turn AS turn, "
    "x.paraphrase AS paraphrase, CASE WHEN $verbatim THEN x.text END AS text "
    "ORDER BY interview, turn, x.start_char, x.end_turn, x.end_char, excerpt"
)
CITATION = ("excerpt", "participant", "interview", "turn", "paraphrase")


def demand_opens(query: Query) -> None:
    """Refuse ``--evidence`` for a query whose rows rest on no excerpts, or do not say on which."""
    if query.header is None or not query.header.opens:
        message = f"{query.id}: its rows do not say which excerpts are behind them"
        hint = (
            f"leave out --evidence, or let the query return them: a parameter '{EVIDENCE}' (boolean, default "
            f"false) and a column '{EXCERPTS}', as docs/queries.md shows"
        )
        raise QueryError(message, hint)


def opened(table: Table, graph: GraphSession, *, verbatim: bool) -> Table:
    """The table with a column ``evidence`` in place of the ids: a list of excerpts for each row.

    Each excerpt is a dictionary of ``excerpt`` (id), ``participant``, ``interview``, ``turn`` and
    ``paraphrase``, and ``text`` where the exact words were asked for and the graph has them; in the order of
    interviews and turns.
    """
    place = table.columns.index(EXCERPTS)
    found = _excerpts(graph, {key for ids in table.column(EXCERPTS) for key in ids or ()}, verbatim=verbatim)
    order = {key: number for number, key in enumerate(found)}
    rows = [
        (*_without(row, place), [found[key] for key in sorted(set(row[place] or ()), key=order.__getitem__)])
        for row in table.rows
    ]
    return replace(table, columns=(*_without(table.columns, place), EVIDENCE), rows=tuple(rows))


def closed(table: Table) -> Table:
    """The table without the column of ids, where it has one."""
    if EXCERPTS not in table.columns:
        return table
    place = table.columns.index(EXCERPTS)
    rows = tuple(_without(row, place) for row in table.rows)
    return replace(table, columns=_without(table.columns, place), rows=rows)


def _without(values: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    return (*values[:place], *values[place + 1 :])


def _excerpts(graph: GraphSession, ids: Iterable[str], *, verbatim: bool) -> dict[str, dict[str, Any]]:
    records = graph.read(_READ, {"ids": sorted(ids), "verbatim": verbatim}).records()
    return {record["excerpt"]: _citation(record) for record in records}


def _citation(record: dict[str, Any]) -> dict[str, Any]:
    return {name: record[name] for name in (*CITATION, "text") if name in CITATION or record[name]}
