"""The driver's exceptions as errors of this project: what and where, and what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING

from mitigraph.errors import DatabaseError, MitigraphError, QueryError

if TYPE_CHECKING:
    from neo4j.exceptions import Neo4jError

    from mitigraph.graph.session import DatabaseInfo

QUERY_FAULTS = ("Neo.ClientError.Statement.", "Neo.ClientError.Procedure.")
TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
SERVER_GONE = "is the server running, and is this its Bolt address? (`docker compose up` starts one)"
SERVE_GONE = "`mitigraph db serve` has ended, perhaps: run the command again"
ENGINE_GONE = "the embedded engine has ended, perhaps for lack of memory (MITIGRAPH_HEAP): run it again"
DISK_HINT = "free space there and try again"
# Bytes that the engine needs for its smallest files.
LEAST_SPACE = 2**20
# Engines list every word that might have stood where the mistake is.
LONGEST = 200
DISK_WORDS = ("no space left", "disk is full", "not enough space", "disk full")


@contextmanager
def explained(info: DatabaseInfo) -> Iterator[None]:
    """Turn what the driver raises inside into a MitigraphError that names the database."""
    hint = SERVE_GONE if info.via_serve else SERVER_GONE if info.folder is None else ENGINE_GONE
    try:
        with explained_at(info.address, info.database, hint):
            yield
    except DatabaseError as error:
        # The embedded engine says no more than that the transaction failed.
        if info.folder is not None and disk_usage(info.folder).free < LEAST_SPACE:
            message = f"{info.folder}: the disk is full; nothing was written"
            raise DatabaseError(message, DISK_HINT) from error
        raise


@contextmanager
def explained_at(address: str, database: str | None, gone: str = SERVER_GONE) -> Iterator[None]:
    """As ``explained``, before there is a session."""
    from neo4j.exceptions import DriverError, Neo4jError  # noqa: PLC0415  (heavy)

    try:
        yield
    except Neo4jError as error:
        raise refused(error, address, database) from error
    except DriverError as error:
        raise unreachable(error, address, gone) from error
    except OverflowError as error:
        message = "a number is too large for the database: whole numbers have 64 bits"
        raise QueryError(message, "give a smaller one") from error


@contextmanager
def folder_explained(folder: Path) -> Iterator[None]:
    """Turn what the file system raises inside into a DatabaseError that names the folder."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DatabaseError(f"{folder}: the disk is full", DISK_HINT) from error
        message = f"{folder}: the database's folder cannot be used: {error.strerror or error}"
        raise DatabaseError(message, "may this user write there, and is it a folder?") from error


def disk_is_full(text: str) -> bool:
    """Whether a database's message tells of a full disk."""
    return any(word in text.casefold() for word in DISK_WORDS)


def refused(error: Neo4jError, address: str, database: str | None) -> MitigraphError:
    """The error for an answer of the server: query, login, database, disk, constraint or anything else."""
    code, text = error.code or "", first_line(error.message)
    if disk_is_full(error.message or ""):
        return DatabaseError(f"{address}: the disk of the database is full", DISK_HINT)
    if code.startswith("Neo.ClientError.Security."):
        return login_refused(code, text, address)
    if code == "Neo.ClientError.Database.DatabaseNotFound":
        hint = "check the name (--database or MITIGRAPH_DATABASE); SHOW DATABASES lists them"
        return DatabaseError(f"{address}: there is no database {database!r}", hint)
    if code.startswith((*QUERY_FAULTS, TIMED_OUT)):
        return query_refused(code, text, address)
    hint = "nothing was written; the database's log may tell more"
    if code.startswith("Neo.TransientError."):
        hint = "nothing was written: try again in a moment"
    return DatabaseError(f"{address}: {text} ({code})", hint)


def query_refused(code: str, text: str, address: str) -> QueryError:
    """The error for a query that is wrong or takes too long."""
    if code.startswith(TIMED_OUT):
        message = f"{address}: the query took longer than its time limit and was stopped"
        return QueryError(message, "ask for less, or raise the limit")
    return QueryError(f"the query is wrong: {text}", "correct the query and run it again")


def login_refused(code: str, text: str, address: str) -> DatabaseError:
    """The error for a wrong or missing password, or for a right that the user lacks."""
    if code.endswith((".Unauthorized", ".AuthenticationRateLimit", ".TokenExpired")):
        hint = "check the user (--user or MITIGRAPH_USER) and the password (MITIGRAPH_PASSWORD)"
        if code.endswith(".AuthenticationRateLimit"):
            hint = "wait a few seconds: the server refuses logins for a while after wrong ones"
        return DatabaseError(f"{address} refused the user name or the password", hint)
    return DatabaseError(f"{address}: {text}", "ask whoever runs the server for the right to do this")


def unreachable(error: Exception, address: str, hint: str) -> DatabaseError:
    """The error for a server that is down, does not answer or is no Neo4j."""
    return DatabaseError(f"no database answers at {address}: {first_line(str(error))}", hint)


def first_line(text: str | None) -> str:
    """The first line of a message, without the period: details below it repeat the query."""
    lines = (text or "").strip().splitlines()
    return lines[0].rstrip(".")[:LONGEST] if lines else "no reason given"
