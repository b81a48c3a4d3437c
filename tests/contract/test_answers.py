"""Every query of the packs gives one answer on the project's own study, whatever database holds it."""

from __future__ import annotations

from typing import Any

import pytest

from mitigraph.graph.backends import open_graph
from mitigraph.graph.session import GraphSession
from mitigraph.loaders.load import Request, load
from mitigraph.queries.catalog import catalog
from mitigraph.queries.header import EVIDENCE
from mitigraph.queries.runner import run
from mitigraph.settings import EmbeddedTarget
from tests.conftest import ROOT

QUERIES = [query for query in catalog().all() if query.header]
Answers = dict[str, Any]


def answers(graph: GraphSession) -> Answers:
    """Each query's answer with the parameters of its example, opened to its excerpts where it opens."""
    load(graph, Request(ROOT / "transcripts"))
    found: Answers = {}
    for query in QUERIES:
        assert query.header is not None
        table = run(query, graph, query.header.example, evidence=query.header.opens)
        found[query.id] = (table.columns, table.rows)
    return found


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
