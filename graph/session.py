"""One open connection to one database: what everything else reads and writes through.

Reads and writes look the same on both backends; what the embedded engine does otherwise is kept here
and in ``backends/``, so that no caller asks which one it talks to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, TypeVar

from mitigraph.errors import DatabaseError
from mitigraph.graph.failures import explained
from mitigraph.graph.readonly import refuse_writes
from mitigraph.graph.waiting import demand_limits

if TYPE_CHECKING:
    import neo4j

T = TypeVar("T")
Mode = Literal["read", "write"]
# Rows that a database sends at a time.
DEFAULT_FETCH = 1000


@dataclass(frozen=True)
class DatabaseInfo:
    """What a session is connected to.

    ``backend`` tells the dialect (``embedded`` also through ``mitigraph db serve``), ``product`` is how
    the database names itself, ``folder`` is where embedded data lies (None on a server).
    """

    backend: Literal["embedded", "server"]
    product: str
    address: str
    database: str
    folder: Path | None = None
    via_serve: bool = False


@dataclass(frozen=True)
class Answer:
    """The rows of one query, in the order of its RETURN; values as the driver gives them.

    ``cut``: there were more rows than the limit that was asked for, and they are not here.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    cut: bool = False

    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries, keyed by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Transaction:
    """An open write transaction; commits when the work that holds it returns."""

    def __init__(self, transaction: neo4j.ManagedTransaction) -> None:
        self._transaction = transaction

    def run(self, query: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        """Run one statement and read all its rows, so that its errors show up here and not later."""
        return answer_of(self._transaction.run(query, dict(parameters or {})))


def answer_of(result: neo4j.Result, limit: int | None = None) -> Answer:
    """All rows of a driver result, or its first ``limit`` rows."""
    columns = tuple(result.keys())
    records = list(result) if limit is None else result.fetch(limit + 1)
    rows = tuple(tuple(record.values()) for record in records)
    return Answer(columns, rows[:limit], cut=limit is not None and len(rows) > limit)


class Reads(Protocol):
    """How a session reads from its kind of database."""

    def read(
        self, query: str, parameters: Mapping[str, Any] | None, timeout: float | None, limit: int | None
    ) -> Answer:
        """As ``GraphSession.read``; what the driver raises may pass."""


class GraphSession:
    """One open connection to one database; a context manager. Made by ``open_graph``."""

    def __init__(
        self,
        driver: neo4j.Driver,
        info: DatabaseInfo,
        mode: Mode,
        on_close: Callable[[], None],
        reads: Reads,
    ) -> None:
        self.info = info
        self.mode: Mode = mode
        self._driver = driver
        self._on_close = on_close
        self._reads = reads
        self._open = True

    def read(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Answer:
        """Run a query that only reads.

        Args:
            query: one Cypher statement; checked against the allow-list before anything else.
            parameters: its parameters, without the ``$``.
            timeout: seconds, more than 0; a query that takes longer is ended. A single row that takes for
                ever is ended only where the session was opened with ``endable``: elsewhere the error says
                that the query runs on, and where.
            limit: rows. Of a longer answer the first ones come, ``cut`` is set, and the query is ended.

        Raises:
            WriteRefused: the query could write, call a procedure or reach files.
            QueryError: the query is wrong, or took longer than ``timeout``.
            DatabaseError: the database is away or refused.
        """
        refuse_writes(query)
        demand_limits(timeout, limit)
        self._demand_open()
        with explained(self.info):
            return self._reads.read(query, parameters, timeout, limit)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` in one explicit transaction: all of it or nothing.

        The driver repeats ``work`` after a passing failure, so it may run twice: it must not change
        anything outside the transaction. What it raises itself reaches the caller unchanged.
        """
        self._demand_writable()
        with explained(self.info), self._driver.session(database=self.info.database) as session:
            return session.execute_write(lambda transaction: work(Transaction(transaction)))

    def schema(self, statements: Sequence[str]) -> None:
        """Run constraint and index statements, each committed alone; they must be repeatable.

        Neither engine can undo them, so they never stand in a transaction with data.
        """
        self._demand_writable()
        with explained(self.info), self._driver.session(database=self.info.database) as session:
            for statement in statements:
                session.run(statement).consume()

    def close(self) -> None:
        """Let go of the database; may be called twice."""
        if self._open:
            self._open = False
            self._on_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _demand_open(self) -> None:
        if not self._open:
            message = f"the connection to {self.info.address} is closed"
            raise DatabaseError(message, "open the graph again")

    def _demand_writable(self) -> None:
        self._demand_open()
        if self.mode != "write":
            message = f"{self.info.address} is open for reading only"
            raise DatabaseError(message, "open the graph with mode 'write'")
