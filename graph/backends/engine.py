"""Starting and stopping ArcadeDB's native engine, with its Bolt listener on the loopback address.

Everything that the engine would leave open or at its defaults is set here: listeners, passwords, heap,
log, flushing to disk, reading of local files.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mitigraph.errors import DatabaseError, DatabaseLocked
from mitigraph.graph.address import ServeAddress
from mitigraph.graph.failures import disk_is_full, first_line

DATABASE = "graph"
DATA_FOLDER = "database"
LOOPBACK = "127.0.0.1"
ARGUMENTS_VARIABLE = "ARCADEDB_NATIVE_ISOLATE_ARGS"
LOG_VARIABLE = "ARCADEDB_LOG_DIR"
HEAP_VARIABLE = "MITIGRAPH_HEAP"
DEFAULT_HEAP = "2g"
# A commit reaches the disk before it is acknowledged (2: data and metadata), a moment keeps that it is one
# (in UTC; it would lose its zone), and LOAD CSV reads nothing. The engine reads these once per process: the
# settings of a single server do not reach its databases.
ENGINE_PROPERTIES = (
    "-Darcadedb.dateTimeImplementation=java.time.ZonedDateTime",
    "-Darcadedb.txWalFlush=2",
    "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",
    "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
)
START_ATTEMPTS = 3
BOLT_PLUGIN = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"


class NeedsRecovery(Exception):  # a state to handle, never shown
    """The last writer was cut off; only an engine opened for writing can put the files right."""


@dataclass
class Engine:
    """A running engine: where it listens, and what to remove when it stops."""

    address: ServeAddress
    server: Any
    runtime: Path

    def stop(self) -> None:
        """Write everything to disk and stop the listeners."""
        self.server.stop()
        shutil.rmtree(self.runtime, ignore_errors=True)


def has_database(folder: Path) -> bool:
    """Whether a database was created in the folder: of a creation that was cut off there is no schema yet."""
    return any((folder / DATA_FOLDER / DATABASE).glob("schema*.json"))


def start_engine(folder: Path, runtime: Path, *, read_only: bool) -> Engine:
    """Start the engine on the folder's data; the caller holds the folder's lock.

    Args:
        folder: where ``database/`` lies.
        runtime: a folder for the engine's own files, removed when it stops. It is not the data folder,
            because the engine keeps the first password it was given there and ignores later ones.
        read_only: refuse every write, whatever a query says.

    Raises:
        NeedsRecovery: opened read-only after a crash.
        DatabaseError: anything else that keeps it from starting.
    """
    arcadedb = load_library()
    for attempt in range(1, START_ATTEMPTS + 1):
        try:
            return _start(arcadedb, folder, runtime, read_only=read_only)
        except arcadedb.ArcadeDBError as error:
            shutil.rmtree(runtime, ignore_errors=True)
            # A port that was free when we looked may be taken when the engine listens.
            if attempt == START_ATTEMPTS or not port_was_taken(str(error)):
                raise start_error(folder, str(error)) from error
    raise AssertionError


def port_was_taken(text: str) -> bool:
    """Whether the engine did not start because another program took its port in the meantime."""
    words = text.casefold()
    return "in use" in words or "unable to listen" in words


def _start(arcadedb: Any, folder: Path, runtime: Path, *, read_only: bool) -> Engine:
    runtime.mkdir(mode=0o700, parents=True)
    password, port = secrets.token_urlsafe(24), free_port()
    server = arcadedb.create_server(str(runtime), password, settings(folder, port, read_only=read_only))
    with engine_environment():
        server.start()
    if not read_only:
        server.create_database(DATABASE)
    address = ServeAddress(f"bolt://{LOOPBACK}:{port}", "root", password, DATABASE, os.getpid())
    return Engine(address, server, runtime)


def settings(folder: Path, port: int, *, read_only: bool) -> dict[str, Any]:
    """The server's settings. The wrapper writes ``_`` as a point, so the engine's capitals must be kept."""
    chosen: dict[str, Any] = {
        "host": LOOPBACK,
        "http_port": free_port(),
        "bolt_port": port,
        "server_plugins": BOLT_PLUGIN,
        "server_databaseDirectory": str(folder / DATA_FOLDER),
    }
    if read_only:
        chosen["server_defaultDatabaseMode"] = "READ_ONLY"
    return chosen


def start_error(folder: Path, text: str) -> Exception:
    """The error for an engine that did not start, from the text of its own."""
    words = text.casefold()
    if "needs recovery" in words:
        return NeedsRecovery(text)
    if disk_is_full(words):
        return DatabaseError(f"{folder}: the disk is full", "free space there and try again")
    if "lock" in words:
        hint = "close the program that has it, or let it serve: `mitigraph db serve`"
        return DatabaseLocked(f"{folder} is locked by another program", hint)
    hint = "the graph can be loaded again from the study, into another folder or after removing this one"
    return DatabaseError(f"{folder}: the embedded engine did not start: {first_line(text)}", hint)


def load_library() -> Any:
    """Import the engine's package.

    Raises:
        DatabaseError: there is no build of it for this machine (Intel Macs, musl).
    """
    try:
        import arcadedb  # noqa: PLC0415  (heavy)
    except (ImportError, OSError) as error:
        message = f"the embedded engine cannot run on this machine: {first_line(str(error))}"
        raise DatabaseError(message, "use a Neo4j server: --uri or MITIGRAPH_URI") from error
    return arcadedb


@contextmanager
def engine_environment() -> Iterator[None]:
    """The environment that the engine reads when it starts for the first time in a process.

    Put back afterwards: another program that this process starts must not inherit it.
    """
    before = os.environ.copy()
    arguments = os.environ.get(ARGUMENTS_VARIABLE, "").split()
    if not any(argument.startswith("-Xmx") for argument in arguments):
        # The default is half of the machine's memory.
        arguments.append(f"-Xmx{os.environ.get(HEAP_VARIABLE) or DEFAULT_HEAP}")
    with log_settings() as silent:
        os.environ[ARGUMENTS_VARIABLE] = " ".join([*arguments, *ENGINE_PROPERTIES, *silent])
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


@contextmanager
def log_settings() -> Iterator[list[str]]:
    """The arguments that keep the engine from logging, unless ARCADEDB_LOG_DIR asks for its log.

    It would write statements to stderr and into the user's home, and on a full disk a stack trace to the
    terminal. Its errors reach us as exceptions.
    """
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    if LOG_VARIABLE in os.environ:
        yield []
        return
    with tempfile.TemporaryDirectory(prefix="mitigraph-", ignore_cleanup_errors=True) as scratch:
        os.environ[LOG_VARIABLE] = scratch
        silence = Path(scratch) / "silence.properties"
        silence.write_text("handlers =\n.level = OFF\n", encoding="ascii")
        # The arguments are separated by spaces, and a path with one in it cannot be said.
        yield [] if " " in scratch else [f"-Djava.util.logging.config.file={silence.as_posix()}"]


def free_port() -> int:
    """A port of the loopback address on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
