"""The databases of the tests: never somebody else's."""

from __future__ import annotations

from collections.abc import Iterator

import neo4j
import pytest

from mitigraph.settings import ServerTarget
from tests.databases import MARK, MarkedDatabase, marked


@pytest.fixture
def unmarked(database: MarkedDatabase) -> Iterator[MarkedDatabase]:
    """A server's database without the mark; it is emptied and marked again afterwards."""
    run(database, f"DROP CONSTRAINT {MARK}")
    yield database
    run(database, "MATCH (n:Somebodys) DELETE n")
    marked(database)


def run(database: MarkedDatabase, query: str) -> list[neo4j.Record]:
    """Run a query with nothing of the project between."""
    target = database.target
    assert isinstance(target, ServerTarget)
    with neo4j.GraphDatabase.driver(target.uri, auth=(target.user, target.password)) as driver:
        return driver.execute_query(query, database_=target.database).records


@pytest.mark.servers_only
def test_a_database_that_holds_something_is_not_touched(unmarked: MarkedDatabase) -> None:
    """Neither empty nor marked: the run fails, and what is there stays, without a mark."""
    run(unmarked, "CREATE (:Somebodys)")
    with pytest.raises(pytest.fail.Exception, match="holds data"):
        marked(unmarked)
    assert len(run(unmarked, "MATCH (n:Somebodys) RETURN n")) == 1
    assert run(unmarked, f"SHOW CONSTRAINTS YIELD name WHERE name = '{MARK}'") == []


@pytest.mark.servers_only
def test_an_empty_database_is_marked(unmarked: MarkedDatabase) -> None:
    """An empty one is marked, and the mark lets it be used again, whatever it holds then."""
    marked(unmarked)
    run(unmarked, "CREATE (:Somebodys)")
    marked(unmarked)
    assert len(run(unmarked, f"SHOW CONSTRAINTS YIELD name WHERE name = '{MARK}'")) == 1


def test_cleaning_leaves_nothing_but_the_mark(database: MarkedDatabase) -> None:
    """``clean`` removes nodes and relationships, however they are connected."""
    with database.open() as session:
        session.write(lambda transaction: transaction.run("CREATE (a:Probe)-[:NEXT]->(a)-[:NEXT]->(:Other)"))
    assert database.size() == (2, 2)
    database.clean()
    assert database.size() == (0, 0)
