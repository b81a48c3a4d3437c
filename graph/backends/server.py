"""Graphs on a Neo4j server: one driver for each server and user, kept as long as the process lives."""

from __future__ import annotations

import atexit
import re
import threading
from difflib import get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mitigraph.errors import DatabaseError, UsageError
from mitigraph.graph.backends.server_reads import ServerReads
from mitigraph.graph.driver import new_driver
from mitigraph.graph.failures import explained_at
from mitigraph.graph.session import DatabaseInfo, GraphSession, Mode
from mitigraph.settings import URI_SCHEMES, ServerTarget

if TYPE_CHECKING:
    import neo4j

OLDEST_VERSION = 5

_drivers: dict[ServerTarget, neo4j.Driver] = {}
_guard = threading.RLock()


def open_server(target: ServerTarget, mode: Mode) -> GraphSession:
    """A session on a server's database; the connection is tried at once."""
    check_uri(target.uri)
    with explained_at(target.uri, target.database), _guard:
        driver = _drivers.get(target) or new_driver(target.uri, target.user, target.password)
        try:
            # First without repeating: a query would be tried again for half a minute.
            driver.verify_connectivity()
            summary = driver.execute_query("RETURN 1", database_=target.database, routing_="r").summary
        except BaseException:
            _drivers.pop(target, None)
            driver.close()
            raise
        _drivers[target] = driver
    agent = summary.server.agent
    demand_version(agent, target.uri)
    database = target.database or summary.database or "neo4j"
    info = DatabaseInfo("server", agent, target.uri, database)
    return GraphSession(driver, info, mode, lambda: None, ServerReads(driver, info))


def check_uri(uri: str) -> None:
    """Raise UsageError unless this is the Bolt address of a server, without a password in it."""
    try:
        parts = urlsplit(uri)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise UsageError("the URI of the server cannot be read", "write it like neo4j://host:7687") from None
    if parts.username or parts.password:
        message = "the URI of the server holds a user name or a password"
        raise UsageError(message, "give them by MITIGRAPH_USER and MITIGRAPH_PASSWORD")
    if parts.scheme not in URI_SCHEMES:
        raise UsageError(f"{uri!r} is no address of a Neo4j server", scheme_hint(parts.scheme, host))
    if not host:
        raise UsageError(f"{uri!r} names no host", f"write it like {parts.scheme}://host:7687")


def scheme_hint(scheme: str, host: str | None) -> str:
    """What to write in place of a scheme that is none of Neo4j's."""
    if scheme in ("http", "https"):
        return f"that is the address for browsers; Bolt's is usually neo4j://{host or 'host'}:7687"
    near = get_close_matches(scheme, URI_SCHEMES, n=1)
    suggestion = f"did you mean {near[0]}://? " if near else ""
    return f"{suggestion}it starts with one of {', '.join(URI_SCHEMES)}"


def demand_version(agent: str, uri: str) -> None:
    """Refuse a server older than Neo4j 5, whose dialect lacks what the queries use."""
    found = re.match(r"Neo4j/(\d+)", agent)
    if found and int(found[1]) < OLDEST_VERSION:
        message = f"{uri}: {agent} is too old"
        raise DatabaseError(message, f"mitigraph needs Neo4j {OLDEST_VERSION} or later")


@atexit.register
def close_all() -> None:
    """Close every driver."""
    for driver in _drivers.values():
        driver.close()
    _drivers.clear()
