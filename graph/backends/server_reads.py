"""Reading on a Neo4j server, which ends a query at its time limit by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import neo4j
from neo4j.exceptions import Neo4jError

from mitigraph.graph.failures import TIMED_OUT
from mitigraph.graph.session import DEFAULT_FETCH, Answer, DatabaseInfo, answer_of
from mitigraph.graph.waiting import Overrun, Running, query_ended, query_runs_on

# A server looks at the time every two seconds (db.transaction.monitor.check.interval), and ends a query
# between two of its rows.
SERVER_GRACE = 5.0


class ServerReads:
    """What a session reads with."""

    def __init__(self, driver: neo4j.Driver, info: DatabaseInfo) -> None:
        self._driver = driver
        self._info = info

    def read(
        self, query: str, parameters: Mapping[str, Any] | None, timeout: float | None, limit: int | None
    ) -> Answer:
        """As ``GraphSession.read``."""
        if timeout is None:
            return self._transaction(query, parameters, timeout, limit)
        running = Running(lambda: self._transaction(query, parameters, timeout, limit))
        try:
            return running.outcome(timeout + SERVER_GRACE)
        except Overrun:
            hint = "the server ends it when it comes to the next row; TERMINATE TRANSACTIONS does no more"
            raise query_runs_on(timeout, f"on {self._info.address}", hint) from None
        except Neo4jError as error:
            if not (error.code or "").startswith(TIMED_OUT):
                raise
            raise query_ended(timeout) from error

    def _transaction(
        self, query: str, parameters: Mapping[str, Any] | None, timeout: float | None, limit: int | None
    ) -> Answer:
        @neo4j.unit_of_work(timeout=timeout)
        def work(transaction: neo4j.ManagedTransaction) -> Answer:
            # What is left over is discarded when the transaction ends, which ends the query there.
            return answer_of(transaction.run(query, dict(parameters or {})), limit)

        fetch = DEFAULT_FETCH if limit is None else min(limit + 1, DEFAULT_FETCH)
        with self._driver.session(
            database=self._info.database, default_access_mode="READ", fetch_size=fetch
        ) as session:
            return session.execute_read(work)
