"""The driver's exceptions as errors of this project: what and where, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mitigraph.errors import DatabaseError, MitigraphError, QueryError

if TYPE_CHECKING:
    from neo4j.exceptions import Neo4jError

    from mitigraph.graph.session import DatabaseInfo

QUERY_FAULTS = ("Neo.ClientError.Statement.", "Neo.ClientError.Procedure.")
TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
DISK_WORDS = ("no space left", "disk is full", "not enough space", "disk full")


@contextmanager
def explained(info: DatabaseInfo) -> Iterator[None]:
    """Turn what the driver raises inside into a MitigraphError that names the database."""
    with explained_at(info.address, info.database):
        yield


@contextmanager
def explained_at(address: str, database: str | None) -> Iterator[None]:
    """As ``explained``, before there is a session."""
    from neo4j.exceptions import DriverError, Neo4jError  # noqa: PLC0415  (heavy)

    try:
        yield
    except Neo4jError as error:
        raise refused(error, address, database) from error
    except DriverError as error:
        raise unreachable(error, address) from error


def refused(error: Neo4jError, address: str, database: str | None) -> MitigraphError:
    """The error for an answer of the server: query, login, database, disk, constraint or anything else."""
    code, text = error.code or "", first_line(error.message)
    if any(word in text.casefold() for word in DISK_WORDS):
        return DatabaseError(f"{address}: the disk of the database is full", "free space there and try again")
    if code.startswith("Neo.ClientError.Security."):
        return login_refused(code, text, address)
    if code == "Neo.ClientError.Database.DatabaseNotFound":
        hint = "check the name (--database or MITIGRAPH_DATABASE); SHOW DATABASES lists them"
        return DatabaseError(f"{address}: there is no database {database!r}", hint)
    if code.startswith(TIMED_OUT):
        message = f"{address}: the query took longer than its time limit and was stopped"
        return QueryError(message, "ask for less, or raise the limit")
    if code.startswith(QUERY_FAULTS):
        return QueryError(f"the query is wrong: {text}", "correct the query and run it again")
    return DatabaseError(f"{address}: {text} ({code})", "see the database's log; nothing was committed")


def login_refused(code: str, text: str, address: str) -> DatabaseError:
    """The error for a wrong or missing password, or for a right that the user lacks."""
    if code.endswith((".Unauthorized", ".AuthenticationRateLimit", ".TokenExpired")):
        hint = "check the user (--user or MITIGRAPH_USER) and the password (MITIGRAPH_PASSWORD)"
        if code.endswith(".AuthenticationRateLimit"):
            hint = "wait a few seconds: the server refuses logins for a while after wrong ones"
        return DatabaseError(f"{address} refused the user name or the password", hint)
    return DatabaseError(f"{address}: {text}", "ask whoever runs the server for the right to do this")


def unreachable(error: Exception, address: str) -> DatabaseError:
    """The error for a server that is down, does not answer or is no Neo4j."""
    hint = "is the server running, and is this its Bolt address? (docker compose up starts one)"
    return DatabaseError(f"no database answers at {address}: {first_line(str(error))}", hint)


def first_line(text: str | None) -> str:
    """The first line of a message, without the period: details below it repeat the query."""
    lines = (text or "").strip().splitlines()
    return lines[0].rstrip(".") if lines else "no reason given"
