"""Graphs in a folder: ArcadeDB's native engine in this process, reached over Bolt like any server.

A process opens a folder once; its sessions share the engine, and the last one to close stops it. Several
folders may be open at the same time. A session whose queries must be endable reads through a process of its
own instead.
"""

from __future__ import annotations

import atexit
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mitigraph.errors import DatabaseError, DatabaseLocked, MitigraphError, QueryError
from mitigraph.graph.address import ServeAddress, find_serve
from mitigraph.graph.backends.embedded_reads import EmbeddedReads, LastingSource
from mitigraph.graph.backends.engine import DATABASE, Engine, start_engine
from mitigraph.graph.backends.folder import lock_folder
from mitigraph.graph.backends.reader_process import ReaderProcess
from mitigraph.graph.cypher_tokens import tokens_of
from mitigraph.graph.driver import new_driver
from mitigraph.graph.failures import explained_at
from mitigraph.graph.lock import OWN_SESSION, FolderLock, locked_error
from mitigraph.graph.readonly import PREFIXES
from mitigraph.graph.session import DatabaseInfo, GraphSession, Mode

if TYPE_CHECKING:
    import neo4j


@dataclass
class OpenFolder:
    """A folder that this process has open."""

    folder: Path
    mode: Mode
    lock: FolderLock
    engine: Engine
    driver: neo4j.Driver
    info: DatabaseInfo
    sessions: int = 0

    def close(self) -> None:
        """Stop the engine, then let others in."""
        try:
            self.driver.close()
            self.engine.stop()
        finally:
            self.lock.release()


_open_folders: dict[Path, OpenFolder] = {}
_readers: list[ReaderProcess] = []
_guard = threading.RLock()


def open_embedded(
    folder: Path, mode: Mode, *, through_serve: bool = True, endable: bool = False
) -> GraphSession:
    """A session on the folder's database.

    A process that has it for itself may be a ``db serve``: then, by ``through_serve``, through that. To be
    ``endable`` it must be for reading, and no session of this process may be writing.
    """
    folder = folder.resolve()
    with _guard:
        try:
            if endable and mode == "read" and not written_here(folder):
                return session_apart(folder)
            return session_here(folder, mode)
        except DatabaseLocked as error:
            served = find_serve(folder) if through_serve else None
            if served is None:
                raise own_lock(error, folder) from None
            return session_through(served, folder, mode)


def written_here(folder: Path) -> bool:
    """Whether this process has the folder open for writing, which keeps every other process out."""
    return folder in _open_folders and _open_folders[folder].mode == "write"


def own_lock(error: DatabaseLocked, folder: Path) -> DatabaseLocked:
    """The error with the right hint where what has the folder is a reader that this process started."""
    if not any(reader.folder == folder for reader in _readers):
        return error
    return DatabaseLocked(error.message, OWN_SESSION)


def session_apart(folder: Path) -> GraphSession:
    """A session on the folder's engine in a process of its own."""
    reader = ReaderProcess(folder)
    try:
        driver, _ = reader.reach()
        info = DatabaseInfo("embedded", product_of(driver, str(folder)), str(folder), DATABASE, folder)
    except BaseException:
        reader.close()
        raise
    _readers.append(reader)
    return GraphSession(
        driver, info, "read", lambda: dismiss(reader), EmbeddedReads(reader, info, explain_elsewhere)
    )


def dismiss(reader: ReaderProcess) -> None:
    """End a reading process with its session."""
    with _guard:
        _readers.remove(reader)
    reader.close()


def session_here(folder: Path, mode: Mode) -> GraphSession:
    """A session on the folder's engine in this process, which is started for the first one."""
    opened = _open_folders.get(folder)
    if opened is None:
        opened = _open_folders[folder] = open_folder(folder, mode)
    elif mode == "write" and opened.mode == "read":
        raise locked_error(folder, mode)
    opened.sessions += 1
    source = LastingSource(opened.driver, opened.engine.address)
    reads = EmbeddedReads(source, opened.info, explain_elsewhere)
    return GraphSession(opened.driver, opened.info, mode, lambda: leave(opened), reads)


def open_folder(folder: Path, mode: Mode) -> OpenFolder:
    """Lock the folder, start the engine on it and connect."""
    lock, engine = lock_folder(folder, mode)
    driver = connect(engine.address)
    info = DatabaseInfo("embedded", product_of(driver, str(folder)), str(folder), DATABASE, folder)
    return OpenFolder(folder, mode, lock, engine, driver, info)


def leave(opened: OpenFolder) -> None:
    """One session less on the folder; the last one closes it."""
    with _guard:
        opened.sessions -= 1
        if opened.sessions == 0 and _open_folders.pop(opened.folder, None) is not None:
            opened.close()


def connect(address: ServeAddress) -> neo4j.Driver:
    """A driver for an engine on this machine."""
    return new_driver(address.uri, address.user, address.password)


def product_of(driver: neo4j.Driver, where: str) -> str:
    """How the engine names itself."""
    with explained_at(where, DATABASE):
        return driver.get_server_info().agent


def session_through(served: ServeAddress, folder: Path, mode: Mode) -> GraphSession:
    """A session through the process that serves the folder."""
    driver = connect(served)
    product = product_of(driver, served.uri)
    info = DatabaseInfo("embedded", product, served.uri, DATABASE, folder, via_serve=True)
    reads = EmbeddedReads(LastingSource(driver, served), info, explain_elsewhere)
    return GraphSession(driver, info, mode, driver.close, reads)


def served_address(session: GraphSession) -> ServeAddress:
    """Where the engine of a session of this process listens."""
    folder = session.info.folder
    if folder is None or folder not in _open_folders:
        raise DatabaseError(f"{session.info.address} is not open in this process", "open it here first")
    return _open_folders[folder].engine.address


def explain_elsewhere(query: str) -> MitigraphError | None:
    """What is wrong with a query, found on an empty database; None if nothing.

    Opened read-only, the engine answers every mistake in a query with the same words, that the database
    is read-only. On an empty one that may be written to it says what it means.
    """
    if tokens_of(query)[0].key in PREFIXES:
        message = "the embedded engine, opened for reading, cannot explain or profile a query"
        return QueryError(message, "use a Neo4j server, or open the graph with `mitigraph db serve`")
    with tempfile.TemporaryDirectory(prefix="mitigraph-") as scratch:
        engine = start_engine(Path(scratch), Path(scratch) / "runtime", read_only=False)
        try:
            with (
                explained_at("", DATABASE),
                connect(engine.address) as driver,
                driver.session(database=DATABASE) as session,
            ):
                session.run(f"EXPLAIN {query}").consume()
        except MitigraphError as error:
            return error
        finally:
            engine.stop()
    return None


@atexit.register
def close_all() -> None:
    """Close what sessions left open, so that the next process finds the files at rest."""
    for reader in _readers:
        reader.close()
    _readers.clear()
    for opened in list(_open_folders.values()):
        opened.close()
    _open_folders.clear()
