"""Connections that fail: two lines each, what and where, and what to do."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from mitigraph.errors import DatabaseError, UsageError
from mitigraph.graph.backends import open_graph
from mitigraph.settings import URI_SCHEMES, ServerTarget
from tests.databases import MarkedDatabase
from tests.neo4j_server import free_port

SECRET = "not-the-password"  # noqa: S105 - it is none


@pytest.fixture
def server(some_database: MarkedDatabase) -> ServerTarget:
    """Each server that can be had."""
    assert isinstance(some_database.target, ServerTarget)
    return some_database.target


def failure(target: ServerTarget) -> DatabaseError:
    """The error of opening a target that cannot be opened."""
    with pytest.raises(DatabaseError) as caught:
        open_graph(target, "read")
    error = caught.value
    assert "\n" not in error.message + error.hint
    assert target.password not in str(error)
    return error


@pytest.mark.servers_only
def test_a_wrong_password(server: ServerTarget) -> None:
    """The server refuses: the error names it, not the password, and says where the password comes from."""
    error = failure(replace(server, password=SECRET))
    assert error.message == f"{server.uri} refused the user name or the password"
    assert "MITIGRAPH_PASSWORD" in error.hint


@pytest.mark.servers_only
def test_an_unknown_database(server: ServerTarget) -> None:
    """The error names the database that is not there."""
    error = failure(replace(server, database="nowhere"))
    assert "there is no database 'nowhere'" in error.message
    assert "MITIGRAPH_DATABASE" in error.hint


@pytest.mark.servers_only
def test_the_default_database_is_looked_up_and_named(server: ServerTarget) -> None:
    """Without a name the server's default is used, and its name is known."""
    with open_graph(replace(server, database=None), "read") as session:
        assert session.info.database == "neo4j"


@pytest.mark.servers_only
@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_each_scheme_without_encryption(server: ServerTarget, scheme: str) -> None:
    """A server is reached by the scheme of routing and by that of one machine."""
    address = server.uri.partition("://")[2]
    with open_graph(replace(server, uri=f"{scheme}://{address}"), "read") as session:
        assert session.read("RETURN 1").rows == ((1,),)


@pytest.mark.servers_only
@pytest.mark.parametrize("scheme", ["neo4j+s", "neo4j+ssc", "bolt+s", "bolt+ssc"])
def test_encryption_that_the_server_lacks(server: ServerTarget, scheme: str) -> None:
    """A server that speaks no TLS is an error of the connection, not a traceback."""
    address = server.uri.partition("://")[2]
    assert "no database answers" in failure(replace(server, uri=f"{scheme}://{address}")).message


@pytest.mark.parametrize("scheme", URI_SCHEMES)
def test_a_server_that_is_down(scheme: str) -> None:
    """Where nobody listens the error comes at once, and says what to look at."""
    uri = f"{scheme}://127.0.0.1:{free_port()}"
    start = time.monotonic()
    error = failure(ServerTarget(uri, "neo4j", SECRET))
    assert time.monotonic() - start < 8
    assert error.message.startswith(f"no database answers at {uri}")
    assert "is the server running" in error.hint


@pytest.mark.parametrize("scheme", ["neo4j", "bolt+s"])
def test_a_server_that_says_nothing(scheme: str) -> None:
    """A port that accepts and stays silent is given up after some seconds."""
    with silent_listener() as port:
        start = time.monotonic()
        error = failure(ServerTarget(f"{scheme}://127.0.0.1:{port}", "neo4j", SECRET))
        assert time.monotonic() - start < 15
    assert "no database answers" in error.message


@contextmanager
def silent_listener() -> Iterator[int]:
    """A port that accepts connections and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.2)
        accepted: list[socket.socket] = []
        ended = threading.Event()

        def accept() -> None:
            while not ended.is_set():
                try:
                    accepted.append(listener.accept()[0])
                except TimeoutError:
                    continue

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            ended.set()
            thread.join()
            for each in accepted:
                each.close()


@pytest.mark.parametrize(
    ("uri", "hint"),
    [
        ("http://localhost:7474", "neo4j://localhost:7687"),
        ("neo4js://db.example.org", "did you mean neo4j"),
        ("blot://db.example.org", "did you mean bolt://"),
        ("localhost:7687", "it starts with one of neo4j"),
        ("", "it starts with one of neo4j"),
        ("neo4j://", "neo4j://host:7687"),
        ("neo4j://host:port", "neo4j://host:7687"),
        ("bolt://[::1", "neo4j://host:7687"),
    ],
)
def test_an_address_that_is_none(uri: str, hint: str) -> None:
    """Anything but the address of a Neo4j server is a matter of usage, with a suggestion."""
    with pytest.raises(UsageError) as caught:
        open_graph(ServerTarget(uri, "neo4j", SECRET), "read")
    assert hint in caught.value.hint


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    """An address stands in process lists and logs: a password in it is refused, and not printed again."""
    with pytest.raises(UsageError) as caught:
        open_graph(ServerTarget(f"neo4j://neo4j:{SECRET}@localhost", "neo4j", "x"), "read")
    assert SECRET not in str(caught.value)
    assert "MITIGRAPH_PASSWORD" in caught.value.hint
