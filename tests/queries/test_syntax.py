"""Every query is read by the engines before it runs; what they cannot read is told with its place."""

from __future__ import annotations

from collections.abc import Iterator

import neo4j
import pytest

from mitigraph.graph.model import NODE, RELATIONSHIPS
from mitigraph.graph.model_types import Kind, Property
from mitigraph.graph.session import GraphSession
from mitigraph.queries.catalog import Query, catalog
from mitigraph.queries.syntax import PREFIX, check_syntax
from mitigraph.settings import ServerTarget
from tests.databases import MarkedDatabase
from tests.queries.files import PATH, with_change

QUERIES = catalog().all()
VALUES = {
    Kind.STRING: "''",
    Kind.INTEGER: "1",
    Kind.FLOAT: "1.0",
    Kind.BOOLEAN: "true",
    Kind.STRINGS: "['']",
    Kind.DATETIME: "datetime()",
}


def test_every_engine_reads_every_query(graph: GraphSession) -> None:
    """EXPLAIN, on all databases, of all queries of the packs: nothing is found."""
    assert len(QUERIES) > 10
    assert [str(found) for query in QUERIES for found in check_syntax(query, graph)] == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("i.id = $issue", "i.id = = $issue", ":10:32"),
        ("i.name AS issue,", "i.name AS issue, ,", ":11:25"),
    ],
)
def test_a_slip_is_told_with_line_and_column(graph: GraphSession, old: str, new: str, place: str) -> None:
    """Both engines name the place, each in its own words; the finding has file, line and column."""
    (finding,) = check_syntax(with_change(old, new), graph)
    assert finding.place == f"{PATH}{place}"
    assert finding.message.startswith("the database cannot read the query: ")
    assert "line" not in finding.message


def test_a_variable_that_nothing_binds_is_told(graph: GraphSession) -> None:
    """What is no slip in the grammar, but makes no sense, is found too."""
    (finding,) = check_syntax(with_change("RETURN i.name AS issue", "RETURN k.name AS issue"), graph)
    assert "k" in finding.message
    assert "not defined" in finding.message


def _everything_once() -> Iterator[str]:
    """Statements that make each label, type and property of the model known to a server."""

    def properties(listed: tuple[Property, ...]) -> str:
        return ", ".join(f"{each.name}: {VALUES[each.kind]}" for each in listed)

    for node in NODE.values():
        yield f"CREATE (:{node.label} {{{properties(node.properties)}}})"
    for kind in RELATIONSHIPS:
        start, end = kind.ends[0]
        yield f"MATCH (a:{start}), (b:{end}) CREATE (a)-[:{kind.type} {{{properties(kind.properties)}}}]->(b)"


@pytest.mark.servers_only
def test_neo4j_has_nothing_to_remark(database: MarkedDatabase) -> None:
    """On a server that knows the model's names no query names another one, or joins all with all."""
    with database.open() as graph:
        for statement in _everything_once():
            graph.write(lambda tx, statement=statement: tx.run(statement))  # type: ignore[misc]
    assert [remark for query in QUERIES for remark in _remarks(database.target, query)] == []
    unknown = with_change("MATCH (i:Issue)", "MATCH (i:Isue), (c:Cause)")
    assert len(_remarks(database.target, unknown)) > 1


def _remarks(target: object, query: Query) -> list[str]:
    assert isinstance(target, ServerTarget)
    parameters = {name: each.default for name, each in query.header.params.items()} if query.header else {}
    with (
        neo4j.GraphDatabase.driver(target.uri, auth=(target.user, target.password)) as driver,
        driver.session(database=target.database) as session,
    ):
        summary = session.run(PREFIX + query.text, parameters).consume()
    remarks = [each for each in summary.gql_status_objects if each.is_notification]
    return [f"{query.id}: {each.status_description}" for each in remarks]
