"""The contract of a session, on every database."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from neo4j.time import Date, DateTime, Duration, Time

from mitigraph.errors import DatabaseError, QueryError
from mitigraph.graph.session import Answer, GraphSession, Transaction
from tests.databases import EMBEDDED, MarkedDatabase
from tests.graph.processes import finished

TEXTS = [
    "",
    "plain",
    "Zoë Müller-Łukasiewicz",
    "日本語 العربية עברית हिन्दी",
    "e\u0301 stays apart from \u00e9",
    "👩‍👩‍👧 and \U0001d518\U0001d52b",
    "quotes ' \" ` and \\ and \\n as they are",
    "lines\nand\r\ntabs\t\u2028\u00a0\ufeff",
    "{braces} $parameter // no comment /* none */",
    "x" * 100_000,
]
ASK_FOR_NOTHING = """
import os, sys
from pathlib import Path
from mitigraph.graph.backends import open_graph
from mitigraph.settings import EmbeddedTarget, ServerTarget
uri, folder = sys.argv[1:]
server = ServerTarget(uri, "neo4j", os.environ["PASSWORD"])
with open_graph(server if uri else EmbeddedTarget(Path(folder)), "read") as session:
    print(session.read("MATCH (n:NeverSeen) RETURN n.unheard").rows)
"""
OFFSET = dt.timezone(dt.timedelta(hours=2))
MOMENTS: list[Any] = [
    Date(2026, 2, 28),
    DateTime(2026, 2, 28, 23, 59, 59, 123_000_000, tzinfo=OFFSET),
    DateTime(1969, 7, 20, 20, 17, 40, tzinfo=dt.UTC),
    Time(12, 30, 0, 5_000_000),
    Duration(months=1, days=2, seconds=3),
]


def create(transaction: Transaction, **properties: Any) -> None:
    """A node of these tests."""
    transaction.run("CREATE (p:Probe) SET p = $properties", {"properties": properties})


def running(query: str, parameters: dict[str, Any]) -> Callable[[Transaction], Answer]:
    """Work that is one statement."""
    return lambda transaction: transaction.run(query, parameters)


def names(session: GraphSession) -> set[Any]:
    """The names of all nodes of these tests."""
    return {row[0] for row in session.read("MATCH (p:Probe) RETURN p.name").rows}


def test_reads_what_was_written(graph: GraphSession) -> None:
    """What a transaction wrote, a read returns, with its columns in the order of RETURN."""
    graph.write(lambda transaction: create(transaction, name="a"))
    answer = graph.read("MATCH (p:Probe) RETURN p.name AS name, $one AS one", {"one": 1})
    assert answer.columns == ("name", "one")
    assert answer.rows == (("a", 1),)
    assert answer.records() == [{"name": "a", "one": 1}]


def test_write_returns_what_the_work_returns(graph: GraphSession) -> None:
    """The work reads within its transaction what it wrote there."""

    def work(transaction: Transaction) -> int:
        create(transaction, name="a")
        return int(transaction.run("MATCH (p:Probe) RETURN count(p)").rows[0][0])

    assert graph.write(work) == 1


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_text_comes_back_as_it_went(graph: GraphSession, text: str) -> None:
    """Text is kept to the character, as a property, in a list and as a parameter of a read."""
    graph.write(lambda transaction: create(transaction, name=text, names=[text, "x"]))
    answer = graph.read("MATCH (p:Probe) WHERE p.name = $text RETURN p.name, p.names", {"text": text})
    assert answer.rows == ((text, [text, "x"]),)


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: type(moment).__name__)
def test_times_come_back_as_they_went(graph: GraphSession, moment: Any) -> None:
    """Dates, times, durations and moments are kept as properties; a moment may come back in UTC."""
    graph.write(lambda transaction: create(transaction, name="t", at=moment))
    found = graph.read("MATCH (p:Probe) RETURN p.at").rows[0][0]
    assert type(found) is type(moment)
    assert found == moment


@pytest.mark.parametrize("value", [None, True, False, 0, -1, 2**62, 0.1, -1e300, [], [1, 2], ["a", "b"]])
def test_scalars_come_back_as_they_went(graph: GraphSession, value: Any) -> None:
    """Scalars and lists of scalars are kept, with their type; null is no property."""
    graph.write(lambda transaction: create(transaction, name="v", value=value))
    found = graph.read("MATCH (p:Probe) RETURN p.value, $value", {"value": value}).rows[0]
    assert found == (value, value)
    assert type(found[0]) is type(value)


def test_nodes_relationships_and_paths_are_the_drivers(graph: GraphSession) -> None:
    """Graph values carry their labels, type and properties."""
    graph.write(lambda transaction: transaction.run("CREATE (:Probe {n: 1})-[:NEXT {w: 2}]->(:Probe {n: 3})"))
    node, link, path = graph.read("MATCH p = (a:Probe)-[r:NEXT]->() RETURN a, r, p").rows[0]
    assert (set(node.labels), dict(node)) == ({"Probe"}, {"n": 1})
    assert (link.type, dict(link)) == ("NEXT", {"w": 2})
    assert [each["n"] for each in path.nodes] == [1, 3]


def test_work_that_raises_leaves_nothing(graph: GraphSession) -> None:
    """An exception of the work reaches the caller as it is, and nothing of the transaction stays."""

    def work(transaction: Transaction) -> None:
        create(transaction, name="a")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        graph.write(work)
    assert names(graph) == set()


def test_a_statement_that_fails_half_way_leaves_nothing(graph: GraphSession) -> None:
    """Rows before the one that fails are undone: the embedded engine would keep them in autocommit."""
    query = "UNWIND [4, 2, 0] AS n MERGE (p:Probe {name: 8 / n})"
    with pytest.raises(QueryError):
        graph.write(lambda transaction: transaction.run(query))
    assert names(graph) == set()


def test_a_later_statement_that_fails_undoes_earlier_ones(graph: GraphSession) -> None:
    """A transaction is all of its statements or none."""

    def work(transaction: Transaction) -> None:
        create(transaction, name="a")
        transaction.run("RETURN 1 / 0")

    with pytest.raises(QueryError):
        graph.write(work)
    assert names(graph) == set()


def test_work_that_runs_twice_counts_once(database: MarkedDatabase) -> None:
    """Two transactions in each other's way: the driver repeats one, and each took effect once."""
    runs: list[str] = []
    meeting = threading.Barrier(2)

    def work(own: str, other: str) -> Any:
        def run(transaction: Transaction) -> None:
            runs.append(own)
            bump(transaction, own)
            if runs.count(own) == 1:
                meeting.wait(20)
            bump(transaction, other)

        return run

    with database.open() as session:
        session.write(lambda transaction: create(transaction, name="a", times=0))
        session.write(lambda transaction: create(transaction, name="b", times=0))
        threads = [threading.Thread(target=session.write, args=(work(*pair),)) for pair in ("ab", "ba")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert session.read("MATCH (p:Probe) RETURN collect(p.times)").rows == (([2, 2],),)
    assert len(runs) > 2, "nothing was repeated: the two were not in each other's way"


def bump(transaction: Transaction, name: str) -> None:
    """Count one more on a node."""
    transaction.run("MATCH (p:Probe {name: $name}) SET p.times = p.times + 1", {"name": name})


def test_schema_statements_are_repeatable_and_hold(graph: GraphSession) -> None:
    """Uniqueness of a node's and a relationship's property holds, and making it again does nothing."""
    statements = [
        "CREATE CONSTRAINT probe_key IF NOT EXISTS FOR (n:UniqueProbe) REQUIRE n.key IS UNIQUE",
        "CREATE CONSTRAINT joins_pair IF NOT EXISTS FOR ()-[r:JOINS]-() REQUIRE r.pair IS UNIQUE",
    ]
    graph.schema(statements)
    graph.schema(statements)
    query = "CREATE (:UniqueProbe {key: $key})-[:JOINS {pair: $pair}]->(:UniqueProbe {key: $other})"
    graph.write(running(query, {"key": 1, "other": 2, "pair": "1|2"}))
    for second in ({"key": 1, "other": 3, "pair": "1|3"}, {"key": 3, "other": 4, "pair": "1|2"}):
        with pytest.raises(DatabaseError, match="Constraint"):
            graph.write(running(query, second))
    assert graph.read("MATCH (n:UniqueProbe) RETURN count(n)").rows == ((2,),)


def test_a_wrong_query_says_what_is_wrong(database: MarkedDatabase) -> None:
    """Syntax errors and unknown names are the query's fault, also where the engine is read-only."""
    database.open().close()
    with database.open("read") as session:
        for query, word in (
            ("MATCH (n RETURN n", "RETURN"),
            ("MATCH (n) RETURN m", "m"),
            ("RETURN 1 / 0", "zero"),
        ):
            with pytest.raises(QueryError) as caught:
                session.read(query)
            assert word in caught.value.message
            assert "\n" not in caught.value.message


def test_a_missing_parameter_is_named(graph: GraphSession) -> None:
    """A parameter that was not given is the query's fault."""
    with pytest.raises(QueryError, match="missing_one"):
        graph.read("RETURN $missing_one AS x")


def test_a_reader_cannot_write(database: MarkedDatabase) -> None:
    """A session for reading refuses write and schema before it asks the database."""
    with database.open("read") as session:
        with pytest.raises(DatabaseError, match="for reading only"):
            session.write(lambda transaction: create(transaction, name="a"))
        with pytest.raises(DatabaseError, match="for reading only"):
            session.schema(["CREATE INDEX x IF NOT EXISTS FOR (n:Probe) ON (n.name)"])


def test_a_closed_session_says_so(database: MarkedDatabase) -> None:
    """After close nothing works, and close may be called again."""
    session = database.open()
    session.close()
    session.close()
    with pytest.raises(DatabaseError, match="is closed"):
        session.read("RETURN 1")


def test_open_and_close_many_times(database: MarkedDatabase) -> None:
    """One process opens a database again and again, for writing and reading in turn."""
    for number in range(4):
        with database.open("write") as session:
            session.write(running("CREATE (:Probe {name: $name})", {"name": number}))
        with database.open("read") as session:
            assert names(session) == set(range(number + 1))


def test_two_sessions_at_once_in_one_process(database: MarkedDatabase) -> None:
    """A reader that is opened beside a writer sees what was committed; each closes for itself."""
    with database.open("write") as writer:
        with database.open("read") as reader:
            writer.write(lambda transaction: create(transaction, name="a"))
            assert names(reader) == {"a"}
        writer.write(lambda transaction: create(transaction, name="b"))
        assert names(writer) == {"a", "b"}


def test_info_tells_what_it_is_connected_to(some_database: MarkedDatabase) -> None:
    """The session knows backend, product, address and database."""
    with some_database.open() as session:
        info = session.info
    assert info.backend == ("embedded" if some_database.name == EMBEDDED else "server")
    assert "Neo4j/" in info.product
    assert info.database
    assert (info.folder is None) == (info.backend == "server")
    assert not info.via_serve


def test_unknown_labels_are_not_talked_about(database: MarkedDatabase) -> None:
    """A query for what is not there yet prints nothing, though servers send a notification for it."""
    uri = getattr(database.target, "uri", "")
    password = getattr(database.target, "password", "")
    folder = getattr(database.target, "folder", "")
    database.open().close()
    done = finished(ASK_FOR_NOTHING, uri, str(folder), PASSWORD=password)
    assert (done.returncode, done.stdout, done.stderr) == (0, "()\n", "")
