"""Starting and stopping ArcadeDB's native engine (see the project's notes on its differences)."""

from __future__ import annotations

import os
import secrets
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mitigraph.errors import DatabaseError
from mitigraph.graph.serve import ServeAddress

DATABASE = "graph"
DATA_FOLDER = "database"
LOG_FOLDER = "log"
LOOPBACK = "127.0.0.1"
HEAP_VARIABLE = "MITIGRAPH_HEAP"
DEFAULT_HEAP = "2g"
START_ATTEMPTS = 3


@dataclass
class Engine:
    """A running engine: its Bolt address and what to stop and remove at the end."""

    address: ServeAddress
    server: Any
    runtime: tempfile.TemporaryDirectory[str]

    def stop(self) -> None:
        """Write everything to disk and stop the listeners."""
        self.server.stop()
        self.runtime.cleanup()


def has_database(folder: Path) -> bool:
    """Whether a database was ever created in the folder."""
    return (folder / DATA_FOLDER / DATABASE).is_dir()


def start_engine(folder: Path, *, read_only: bool) -> Engine:
    """Start the engine on the folder's data; the caller holds the folder's lock."""
    arcadedb = load_library(folder)
    for attempt in range(1, START_ATTEMPTS + 1):
        try:
            return _start(arcadedb, folder, read_only=read_only)
        except arcadedb.ArcadeDBError as error:
            # A free port may be taken between our look and the engine's.
            if "in use" not in str(error).casefold() or attempt == START_ATTEMPTS:
                raise DatabaseError(
                    f"{folder}: the embedded engine did not start: {error}", "see the log there"
                ) from error
    raise AssertionError("unreachable")


def _start(arcadedb: Any, folder: Path, *, read_only: bool) -> Engine:
    # The runtime folder holds the engine's users file: kept with the data, it would keep the first password.
    runtime = tempfile.TemporaryDirectory(prefix="mitigraph-")
    password, port = secrets.token_urlsafe(24), free_port()
    server = arcadedb.create_server(runtime.name, password, settings(folder, port, read_only=read_only))
    try:
        server.start()
        if not read_only:
            server.create_database(DATABASE).set_wal_flush("yes_full")
    except BaseException:
        runtime.cleanup()
        raise
    return Engine(ServeAddress(f"bolt://{LOOPBACK}:{port}", "root", password, os.getpid()), server, runtime)


def settings(folder: Path, port: int, *, read_only: bool) -> dict[str, Any]:
    """The engine's settings; the wrapper turns ``_`` into ``.``, so camel-case names keep their case."""
    chosen: dict[str, Any] = {
        "host": LOOPBACK,
        "http_port": free_port(),
        "bolt_port": port,
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server_databaseDirectory": str(folder / DATA_FOLDER),
    }
    if read_only:
        chosen["server_defaultDatabaseMode"] = "READ_ONLY"
    return chosen


def load_library(folder: Path) -> Any:
    """Import the engine; what it reads from the environment is set before."""
    arguments = os.environ.get("ARCADEDB_NATIVE_ISOLATE_ARGS", "")
    if "-Xmx" not in arguments:
        heap = os.environ.get(HEAP_VARIABLE, DEFAULT_HEAP)
        os.environ["ARCADEDB_NATIVE_ISOLATE_ARGS"] = f"{arguments} -Xmx{heap}".strip()
    os.environ.setdefault("ARCADEDB_LOG_DIR", str(folder / LOG_FOLDER))
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    try:
        import arcadedb  # noqa: PLC0415  (heavy, and reads the environment)
    except ImportError as error:
        message = "the embedded engine is not available on this machine"
        hint = "use a Neo4j server instead: --uri neo4j://... or MITIGRAPH_URI"
        raise DatabaseError(message, hint) from error
    return arcadedb


def free_port() -> int:
    """A port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
