"""One open connection to one database: what everything else reads and writes through.

Reads and writes look the same on both backends; what the embedded engine does otherwise is kept here
and in ``backends/``, so that no caller asks which one it talks to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar

from mitigraph.errors import DatabaseError, MitigraphError
from mitigraph.graph.columns import columns_of
from mitigraph.graph.failures import explained
from mitigraph.graph.readonly import refuse_writes
from mitigraph.graph.waiting import wait_for

if TYPE_CHECKING:
    import neo4j

T = TypeVar("T")
Mode = Literal["read", "write"]
# All that the embedded engine, opened read-only, has to say about a query that it does not understand.
READ_ONLY_WORDS = "read only database"


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
    """All rows of one query, in the order of its RETURN; values as the driver gives them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

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


def answer_of(result: neo4j.Result) -> Answer:
    """All rows of a driver result."""
    columns = tuple(result.keys())
    return Answer(columns, tuple(tuple(record.values()) for record in result))


class GraphSession:
    """One open connection to one database; a context manager. Made by ``open_graph``."""

    def __init__(
        self,
        driver: neo4j.Driver,
        info: DatabaseInfo,
        mode: Mode,
        on_close: Callable[[], None],
        explain: Callable[[str], MitigraphError | None] | None = None,
    ) -> None:
        self.info = info
        self.mode: Mode = mode
        self._driver = driver
        self._on_close = on_close
        self._explain = explain
        self._open = True

    def read(
        self, query: str, parameters: Mapping[str, Any] | None = None, *, timeout: float | None = None
    ) -> Answer:
        """Run a query that only reads.

        Args:
            query: one Cypher statement; checked against the allow-list before anything else.
            parameters: its parameters, without the ``$``.
            timeout: seconds. A server ends the query; the embedded engine cannot, there only the
                waiting ends and the error says so.

        Raises:
            WriteRefused: the query could write, call a procedure or reach files.
            QueryError: the query is wrong, or took longer than ``timeout``.
            DatabaseError: the database is away or refused.
        """
        refuse_writes(query)
        self._demand_open()
        if self.info.backend == "embedded":
            return self._read_embedded(query, parameters, timeout)
        with explained(self.info):
            return self._read_in_transaction(query, parameters, timeout)

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

    def _read_embedded(
        self, query: str, parameters: Mapping[str, Any] | None, timeout: float | None
    ) -> Answer:
        try:
            with explained(self.info):
                return wait_for(lambda: self._read_at_once(query, parameters), timeout)
        except DatabaseError as error:
            if READ_ONLY_WORDS not in error.message or self._explain is None:
                raise
            raise (self._explain(query) or error) from error

    def _read_at_once(self, query: str, parameters: Mapping[str, Any] | None) -> Answer:
        # The embedded engine opened read-only fails every explicit transaction, also one that only reads.
        with self._driver.session(database=self.info.database, default_access_mode="READ") as session:
            answer = answer_of(session.run(query, dict(parameters or {})))
        # Without rows the embedded engine tells no columns either.
        return answer if answer.columns else Answer(columns_of(query), ())

    def _read_in_transaction(
        self, query: str, parameters: Mapping[str, Any] | None, timeout: float | None
    ) -> Answer:
        import neo4j  # noqa: PLC0415  (importing this module must stay cheap)

        @neo4j.unit_of_work(timeout=timeout)
        def work(transaction: neo4j.ManagedTransaction) -> Answer:
            return answer_of(transaction.run(query, dict(parameters or {})))

        with self._driver.session(database=self.info.database, default_access_mode="READ") as session:
            return session.execute_read(work)

    def _demand_open(self) -> None:
        if not self._open:
            message = f"the connection to {self.info.address} is closed"
            raise DatabaseError(message, "open the graph again")

    def _demand_writable(self) -> None:
        self._demand_open()
        if self.mode != "write":
            message = f"{self.info.address} is open for reading only"
            raise DatabaseError(message, "open the graph with mode 'write'")
