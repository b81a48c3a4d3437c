"""Reading on the embedded engine, and ending a query there.

The engine does not keep the driver's time limit, but it ends a query on demand: SHOW TRANSACTIONS names the
connection that each one came by, and TERMINATE TRANSACTIONS ends it. It looks for that between two rows, so
a single row that takes for ever (a comprehension over millions of values) runs on. What ends that is the end
of the process: see ``apart``.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import neo4j

from mitigraph.errors import DatabaseError, MitigraphError, QueryError
from mitigraph.graph.address import ServeAddress
from mitigraph.graph.backends.engine import DATABASE
from mitigraph.graph.columns import columns_of
from mitigraph.graph.driver import new_driver
from mitigraph.graph.failures import explained
from mitigraph.graph.session import DEFAULT_FETCH, Answer, DatabaseInfo, answer_of
from mitigraph.graph.waiting import Overrun, Running, query_ended, query_runs_on

# Seconds until a query that was told to end counts as one that does not.
GRACE = 1.0
# All that the engine, opened read-only, has to say about a query that it does not understand.
READ_ONLY_WORDS = "read only database"


class Source(Protocol):
    """A running engine."""

    def reach(self) -> tuple[neo4j.Driver, ServeAddress]:
        """A driver for short questions, and the address for further ones."""

    def kill(self) -> bool:
        """End the engine with all that runs in it, if it is there for that; whether it was ended."""


@dataclass(frozen=True)
class LastingSource:
    """An engine that others use too, in this process or in one that serves it."""

    driver: neo4j.Driver
    address: ServeAddress

    def reach(self) -> tuple[neo4j.Driver, ServeAddress]:
        """The same for as long as it runs."""
        return self.driver, self.address

    def kill(self) -> bool:
        """Never."""
        return False


class EmbeddedReads:
    """What a session reads with.

    Args:
        source: the engine.
        info: for messages.
        explain: what is wrong with a query, of which an engine opened read-only says nothing.
    """

    def __init__(
        self, source: Source, info: DatabaseInfo, explain: Callable[[str], MitigraphError | None]
    ) -> None:
        self._source = source
        self._info = info
        self._explain = explain

    def read(
        self, query: str, parameters: Mapping[str, Any] | None, timeout: float | None, limit: int | None
    ) -> Answer:
        """As ``GraphSession.read``."""
        try:
            with explained(self._info):
                if timeout is None and limit is None:
                    driver, _ = self._source.reach()
                    return Running(lambda: rows_of(driver, query, parameters)).outcome(None)
                return self._read_watched(query, parameters, timeout, limit)
        except DatabaseError as error:
            if READ_ONLY_WORDS not in error.message:
                raise
            raise (self._explain(query) or error) from error

    def _read_watched(
        self, query: str, parameters: Mapping[str, Any] | None, timeout: float | None, limit: int | None
    ) -> Answer:
        """Read over a connection of its own, by which the engine knows the query (it costs 2 ms)."""
        control, address = self._source.reach()
        with new_driver(address.uri, address.user, address.password, connections=1) as driver:
            watched = Watched(control, driver)
            running = Running(lambda: watched.read(query, parameters, limit))
            try:
                return running.outcome(timeout)
            except Overrun:
                ended = self._end(watched, running)
                raise self._too_long(timeout or 0, address, ended=ended) from None
            except KeyboardInterrupt:
                self._end(watched, running)
                raise

    def _end(self, watched: Watched, running: Running[Answer]) -> bool:
        # In a thread too: an engine that is out of memory may not answer.
        Running(watched.end)
        return running.ends_within(GRACE) or self._source.kill()

    def _too_long(self, timeout: float, address: ServeAddress, *, ended: bool) -> QueryError:
        if ended:
            return query_ended(timeout)
        if address.pid == os.getpid():
            hint = "the embedded engine cannot end it before this process ends; ask for less"
            return query_runs_on(timeout, "in this process", hint)
        hint = "the embedded engine cannot end it; restarting `mitigraph db serve` does"
        return query_runs_on(timeout, f"inside `mitigraph db serve` (process {address.pid})", hint)


class Watched:
    """A connection of which the engine's name is known.

    Args:
        control: a driver to the same engine, to end things with.
        driver: one with a single connection.
    """

    def __init__(self, control: neo4j.Driver, driver: neo4j.Driver) -> None:
        self._control = control
        self._driver = driver
        mark = f"SHOW TRANSACTIONS // {uuid.uuid4().hex}"
        with driver.session(database=DATABASE) as session:
            shown = session.run(mark).data()
        self._connection = next(row["connectionId"] for row in shown if row["currentQuery"] == mark)

    def read(self, query: str, parameters: Mapping[str, Any] | None, limit: int | None) -> Answer:
        """At most ``limit`` rows; a query that has more is ended."""
        return rows_of(self._driver, query, parameters, limit, self.end)

    def end(self) -> None:
        """Tell the engine to end what runs over the connection."""
        with self._control.session(database=DATABASE) as session:
            shown = session.run("SHOW TRANSACTIONS").data()
            found = [row["transactionId"] for row in shown if row["connectionId"] == self._connection]
            if found:
                session.run("TERMINATE TRANSACTIONS $found", found=found).consume()


def rows_of(
    driver: neo4j.Driver,
    query: str,
    parameters: Mapping[str, Any] | None,
    limit: int | None = None,
    end: Callable[[], None] = lambda: None,
) -> Answer:
    """A query's rows; ``end`` is called if there are more than ``limit``."""
    fetch = DEFAULT_FETCH if limit is None else min(limit + 1, DEFAULT_FETCH)
    # The embedded engine opened read-only fails every explicit transaction, also one that only reads.
    with driver.session(database=DATABASE, default_access_mode="READ", fetch_size=fetch) as session:
        answer = answer_of(session.run(query, dict(parameters or {})), limit)
        if answer.cut:
            # Closing the session discards the rest, for which the engine would compute every row of it.
            end()
    # Without rows the embedded engine tells no columns either.
    return answer if answer.columns else Answer(columns_of(query), (), answer.cut)
