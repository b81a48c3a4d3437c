"""Reads cannot write, on every database, and behind each line of defence there is another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j.exceptions import DriverError, Neo4jError

from mitigraph.errors import MitigraphError, WriteRefused
from mitigraph.graph.session import GraphSession
from tests.databases import EMBEDDED, MarkedDatabase
from tests.graph.test_readonly import UNCLEAR, WRITES

SCHEMA = ("SHOW CONSTRAINTS YIELD name RETURN collect(name)", "SHOW INDEXES YIELD name RETURN collect(name)")
# What a READ transaction, or the engine opened read-only, has to stop when the allow-list would not.
PAST_THE_LIST = [
    "CREATE (:Probe)",
    "MATCH (p:Probe) SET p.x = 2",
    "MATCH (p:Probe) DETACH DELETE p",
    "MERGE (:Probe {x: 3})",
    "UNWIND [1, 2] AS i CALL (i) { CREATE (:Probe) } IN TRANSACTIONS OF 1 ROWS",
    "CREATE CONSTRAINT probe_x IF NOT EXISTS FOR (p:Probe) REQUIRE p.x IS UNIQUE",
    "CREATE INDEX probe_y IF NOT EXISTS FOR (p:Probe) ON (p.y)",
]


@pytest.fixture
def filled(database: MarkedDatabase) -> Iterator[MarkedDatabase]:
    """A database with two nodes and a relationship, which must be there afterwards too, with their values."""
    with database.open() as session:
        session.write(lambda transaction: transaction.run("CREATE (:Probe {x: 1})-[:NEXT]->(:Probe {x: 2})"))
    before = state(database)
    yield database
    assert state(database) == before


def state(database: MarkedDatabase) -> list[object]:
    """Everything that the queries here could change: nodes, relationships, values and schema."""
    with database.open() as session:
        rows = session.read("MATCH (p:Probe) WITH p.x AS x ORDER BY x RETURN collect(x)").rows
        schema = [sorted(unchecked(session, query)[0][0]) for query in SCHEMA]
    return [database.size(), rows, *schema]


def unchecked(session: GraphSession, query: str) -> list[tuple[Any, ...]]:
    """Run a query in autocommit, in the access mode of reads, past the allow-list."""
    with session._driver.session(database=session.info.database, default_access_mode="READ") as open_session:
        return [tuple(record.values()) for record in open_session.run(query)]


@pytest.mark.parametrize("mode", ["read", "write"])
def test_the_list_refuses_before_the_database_is_asked(filled: MarkedDatabase, mode: str) -> None:
    """No write passes ``read``, in whatever mode the graph is open, and nothing of it takes effect."""
    with filled.open("read" if mode == "read" else "write") as session:
        for query in [*WRITES, *UNCLEAR]:
            with pytest.raises(WriteRefused):
                session.read(query)


@pytest.mark.parametrize("query", PAST_THE_LIST)
def test_past_the_list_the_database_refuses(filled: MarkedDatabase, query: str) -> None:
    """A server in READ mode and the engine opened read-only refuse what would write by themselves."""
    with filled.open("read") as session, pytest.raises((Neo4jError, DriverError)):
        unchecked(session, query)


@pytest.mark.parametrize("query", PAST_THE_LIST)
def test_reads_run_as_reads(filled: MarkedDatabase, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """``read`` itself asks for READ mode or a read-only engine: without the list it fails all the same."""
    monkeypatch.setattr("mitigraph.graph.session.refuse_writes", lambda _: None)
    with filled.open("read") as session, pytest.raises(MitigraphError):
        session.read(query)


def test_the_engine_reads_no_files(embedded: MarkedDatabase, tmp_path: Path) -> None:
    """LOAD CSV, which reads local files on the embedded engine, is switched off there."""
    secret = tmp_path / "secret.csv"
    secret.write_text("words", encoding="utf-8")
    with embedded.open() as session:
        for place in (secret.as_uri(), str(secret), "http://127.0.0.1:9/"):
            with pytest.raises(Neo4jError, match="disabled"):
                unchecked(session, f"LOAD CSV FROM '{place}' AS line RETURN line")


def test_open_for_writing_the_list_is_what_protects(embedded: MarkedDatabase) -> None:
    """The embedded engine does not enforce READ mode over Bolt: this is why the list comes first."""
    assert embedded.name == EMBEDDED
    with embedded.open() as session:
        unchecked(session, "CREATE (:Probe)")
        assert session.read("MATCH (p:Probe) RETURN count(p)").rows == ((1,),)
