"""A Neo4j server."""

from __future__ import annotations

import neo4j

from mitigraph.graph.failures import explained_at
from mitigraph.graph.session import DatabaseInfo, GraphSession, Mode
from mitigraph.settings import ServerTarget


def open_server(target: ServerTarget, mode: Mode) -> GraphSession:
    """A session on a server's database."""
    driver = neo4j.GraphDatabase.driver(target.uri, auth=(target.user, target.password))
    with explained_at(target.uri, target.database):
        summary = driver.execute_query("RETURN 1", database_=target.database).summary
    info = DatabaseInfo("server", summary.server.agent, target.uri, summary.database or "neo4j")
    return GraphSession(driver, info, mode, driver.close)
