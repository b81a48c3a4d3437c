"""Values of an answer: plain Python, and no exact words unless they are asked for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mitigraph.graph.session import GraphSession
from mitigraph.queries.values import plain

WRITE = """
CREATE (c:Cause {id: 'hurry', name: 'Hurry'}), (i:Issue {id: 'drift'}),
  (c)-[:CAUSES {pair: 'hurry|drift', participants: 2}]->(i),
  (x:Excerpt {id: 'x', span: '1:1', paraphrase: 'short', text: 'the very words'})
"""


@pytest.fixture
def filled(graph: GraphSession) -> GraphSession:
    """A graph with a link and an excerpt that holds exact words."""
    graph.write(lambda transaction: transaction.run(WRITE))
    return graph


def value(graph: GraphSession, query: str, *, verbatim: bool = False) -> Any:
    """The one value of a query, plain."""
    return plain(graph.read(query).rows[0][0], verbatim=verbatim)


def test_nodes_relationships_and_paths_are_named_by_ids(filled: GraphSession) -> None:
    """Whatever the database, a node is label, id and properties, a relationship its type and ends."""
    node = {"label": "Cause", "id": "hurry", "properties": {"id": "hurry", "name": "Hurry"}}
    link = {
        "type": "CAUSES",
        "start": "hurry",
        "end": "drift",
        "properties": {"pair": "hurry|drift", "participants": 2},
    }
    assert value(filled, "MATCH (c:Cause) RETURN c") == node
    assert value(filled, "MATCH (:Cause)-[r]->() RETURN r") == link
    path = value(filled, "MATCH p = (:Issue)<-[:CAUSES]-(:Cause) RETURN p")
    assert [step["id"] for step in path["nodes"]] == ["drift", "hurry"]
    assert path["relationships"] == [link]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("null", None),
        ("[1, 2.5, 'a', true, null]", [1, 2.5, "a", True, None]),
        ("{b: 1, a: [2]}", {"a": [2], "b": 1}),
        ("date('2026-03-01')", "2026-03-01"),
        ("datetime('2026-03-01T10:20:30Z')", "2026-03-01T10:20:30.000000000+00:00"),
        ("1.0 / 0.0", "inf"),
        ("'Zürich — 数据'", "Zürich — 数据"),
    ],
)
def test_values_are_what_json_can_hold(filled: GraphSession, expression: str, expected: Any) -> None:
    """Lists, maps, nulls, dates and numbers come out the same on every database, ready for JSON."""
    found = value(filled, f"RETURN {expression} AS value")
    assert found == expected
    json.dumps(found, allow_nan=False)


@pytest.mark.parametrize(
    "returned", ["x", "[x]", "{found: x}", "properties(x)", "x {.*}", "collect(properties(x))"]
)
def test_exact_words_stay_in_the_graph(filled: GraphSession, returned: str) -> None:
    """An excerpt that leaves the graph as a whole leaves its exact words behind, however it is wrapped."""
    query = f"MATCH (x:Excerpt) RETURN {returned} AS found"
    assert "the very words" not in str(value(filled, query))
    assert "short" in str(value(filled, query))
    assert "the very words" in str(value(filled, query, verbatim=True))
