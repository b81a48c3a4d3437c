"""Databases for the tests: the embedded engine, and each Neo4j that can be had here.

A test that takes ``database`` runs once on each. A server that somebody else runs is used only if
MITIGRAPH_TEST_NEO4J_URI names it, and only if it is empty or carries our mark, because tests delete
everything that they find. The mark is a constraint and not a node, so that the database is empty.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import neo4j
import pytest

from mitigraph.graph.backends import open_graph
from mitigraph.graph.session import GraphSession, Mode
from mitigraph.settings import EmbeddedTarget, ServerTarget, Target
from tests.lacks import skip_or_fail
from tests.neo4j_jars import RELEASES, missing
from tests.neo4j_server import Neo4jServer

EMBEDDED = "embedded"
OWN_SERVER = "neo4j-own"
OWN_URI = "MITIGRAPH_TEST_NEO4J_URI"
MARK = "mitigraph_test_database"
KINDS = (
    EMBEDDED,
    *(release.name for release in RELEASES),
    *([OWN_SERVER] if os.environ.get(OWN_URI) else []),
)


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker of tests that are about servers known."""
    config.addinivalue_line("markers", "servers_only: about servers, not run on the embedded engine")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the embedded engine where a test is about servers."""
    left_out = [
        item for item in items if item.get_closest_marker("servers_only") and kind_of(item) == EMBEDDED
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def kind_of(item: pytest.Item) -> str | None:
    """The kind of database that a test runs on."""
    call = getattr(item, "callspec", None)
    return call.params.get("some_database") if call else None


@dataclass(frozen=True)
class MarkedDatabase:
    """A database that tests may empty; ``name`` is its kind, as in the ids of the tests."""

    name: str
    target: Target

    def open(self, mode: Mode = "write") -> GraphSession:
        """A session on it, to be closed by the test."""
        return open_graph(self.target, mode)

    def clean(self) -> None:
        """Delete every node and relationship; constraints and indexes stay."""
        with self.open() as session:
            session.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))

    def size(self) -> tuple[int, int]:
        """How many nodes and relationships it holds, counted by a new session."""
        with self.open() as session:
            nodes = session.read("MATCH (n) RETURN count(n)").rows[0][0]
            return nodes, session.read("MATCH ()-[r]->() RETURN count(r)").rows[0][0]


@pytest.fixture(scope="session", params=KINDS)
def some_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MarkedDatabase]:
    """One database of each kind, for the whole run; tests take ``database``, which is also clean."""
    kind: str = request.param
    folder = tmp_path_factory.mktemp(kind)
    if kind == EMBEDDED:
        yield MarkedDatabase(kind, EmbeddedTarget(folder / "graph"))
    elif kind == OWN_SERVER:
        yield marked(MarkedDatabase(kind, own_server()))
    else:
        release = next(each for each in RELEASES if each.name == kind)
        skip_or_fail(request.config, missing(release))
        with Neo4jServer(release, folder / "home") as server:
            yield marked(MarkedDatabase(kind, server.target))


@pytest.fixture
def database(some_database: MarkedDatabase) -> MarkedDatabase:
    """A database without nodes: embedded, Neo4j 5.26 and the newest Neo4j, one after the other."""
    some_database.clean()
    return some_database


@pytest.fixture
def graph(database: MarkedDatabase) -> Iterator[GraphSession]:
    """A write session on ``database``."""
    with database.open() as session:
        yield session


@pytest.fixture(scope="session")
def _embedded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("embedded-only") / "graph"


@pytest.fixture
def embedded(_embedded_folder: Path) -> MarkedDatabase:
    """An embedded database without nodes, for tests that no server changes."""
    found = MarkedDatabase(EMBEDDED, EmbeddedTarget(_embedded_folder))
    found.clean()
    return found


def own_server() -> ServerTarget:
    """The server that the environment names."""
    return ServerTarget(
        os.environ[OWN_URI],
        os.environ.get("MITIGRAPH_TEST_NEO4J_USER", "neo4j"),
        os.environ.get("MITIGRAPH_TEST_NEO4J_PASSWORD", ""),
        os.environ.get("MITIGRAPH_TEST_NEO4J_DATABASE", "neo4j"),
    )


def marked(database: MarkedDatabase) -> MarkedDatabase:
    """Mark an empty server database as one for tests; fail on one that holds something and has no mark."""
    target = database.target
    assert isinstance(target, ServerTarget)
    with (
        neo4j.GraphDatabase.driver(target.uri, auth=(target.user, target.password)) as driver,
        driver.session(database=target.database) as session,
    ):
        if (
            session.run("SHOW CONSTRAINTS YIELD name WHERE name = $mark RETURN name", mark=MARK).single()
            is None
        ):
            if session.run("MATCH (n) RETURN count(n) AS n").single(strict=True)["n"]:
                message = f"{target.uri} holds data and is no database for tests: empty it or name another"
                pytest.fail(message, pytrace=False)
            session.run(f"CREATE CONSTRAINT {MARK} FOR (n:TestDatabase) REQUIRE n.by IS UNIQUE").consume()
    return database
