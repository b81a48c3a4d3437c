"""Every query of the packs gives one answer on the project's own study, whatever database holds it."""

from __future__ import annotations

from typing import Any

import pytest

from mitigraph.graph.backends import open_graph
from mitigraph.graph.session import GraphSession
from mitigraph.loaders.load import Request, load
from mitigraph.queries.catalog import Query, catalog
from mitigraph.queries.header import EVIDENCE
from mitigraph.queries.runner import ask, run
from mitigraph.queries.views import as_count
from mitigraph.settings import EmbeddedTarget
from tests.conftest import ROOT

QUERIES = [query for query in catalog().all() if query.header]
Answers = dict[str, Any]


def answers(graph: GraphSession) -> Answers:
    """Each query's answer to its example, opened to excerpts where it opens, and its count at each level."""
    load(graph, Request(ROOT / "transcripts"))
    found: Answers = {}
    for query in QUERIES:
        assert query.header is not None
        table = run(query, graph, query.header.example, evidence=query.header.opens)
        found[query.id] = (table.columns, table.rows)
        for level in levels(query) if query.header.count else ():
            table = as_count(ask(query, graph, {**query.header.example, **level}), graph)
            found[f"{query.id} {level}"] = (table.columns, table.rows)
    return found


def levels(query: Query) -> list[dict[str, str]]:
    """The parameter ``level`` with each of its choices; none where a query has no such parameter."""
    parameter = query.header.params.get("level") if query.header else None
    return [{"level": choice} for choice in parameter.choices] if parameter else [{}]


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """The answers of an embedded database of its own."""
    with open_graph(EmbeddedTarget(tmp_path_factory.mktemp("answers") / "graph"), "write") as graph:
        return answers(graph)


def test_every_answer_is_the_same(graph: GraphSession, reference: Answers) -> None:
    """Columns, rows, their order and the excerpts behind them, query by query."""
    found = answers(graph)
    assert [query for query in found if found[query] != reference[query]] == []
    opened = [rows for columns, rows in found.values() if EVIDENCE in columns and rows]
    assert len(opened) > 30


def test_no_part_is_more_than_the_whole(reference: Answers) -> None:
    """At every level the denominator of a count holds what its numerator counts."""
    counts = {name: rows[0] for name, (columns, rows) in reference.items() if columns[0] == "numerator"}
    assert len(counts) > 50
    assert {name: row[:2] for name, row in counts.items() if row[0] > row[1]} == {}
