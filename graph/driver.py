"""Drivers, all made in one way: bounded waits, no telemetry, no chatter on the terminal."""

from __future__ import annotations

import logging

import neo4j

# Seconds until a database is given up: one that takes no connection, and one that takes it and says nothing.
CONNECT_WITHIN = 5.0
ANSWER_WITHIN = 10.0
CONNECTIONS = 100

# The driver logs a warning, with the query, for every label that the database does not hold yet. Without a
# handler Python would print it; whoever sets up logging still gets it.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


def new_driver(
    uri: str,
    user: str,
    password: str,
    *,
    answer_within: float = ANSWER_WITHIN,
    connections: int = CONNECTIONS,
) -> neo4j.Driver:
    """A driver for the database at ``uri``, of so many connections at most; it connects when first used."""
    return neo4j.GraphDatabase.driver(
        uri,
        auth=(user, password),
        connection_timeout=min(CONNECT_WITHIN, answer_within),
        connection_acquisition_timeout=answer_within,
        max_connection_pool_size=connections,
        telemetry_disabled=True,
        warn_notification_severity=neo4j.NotificationMinimumSeverity.OFF,
    )
