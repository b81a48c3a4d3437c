"""Graphs in a folder: ArcadeDB's native engine in this process, reached over Bolt like any server.

A process opens a folder once; its sessions share the engine, and the last one to close stops it. Several
folders may be open at the same time.
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
from mitigraph.graph.backends.engine import DATABASE, Engine, NeedsRecovery, has_database, start_engine
from mitigraph.graph.cypher_tokens import tokens_of
from mitigraph.graph.driver import new_driver
from mitigraph.graph.failures import explained_at, folder_explained
from mitigraph.graph.lock import FolderLock, locked_error, take_lock
from mitigraph.graph.readonly import PREFIXES
from mitigraph.graph.session import DatabaseInfo, GraphSession, Mode

if TYPE_CHECKING:
    import neo4j

# How long to wait for others who repair the folder after a crash, in seconds.
RECOVERY_WAIT = 10.0


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
_guard = threading.RLock()


def open_embedded(folder: Path, mode: Mode, *, through_serve: bool = True) -> GraphSession:
    """A session on the folder's database.

    A process that has it for itself may be a ``db serve``: then, by ``through_serve``, through that.
    """
    folder = folder.resolve()
    with _guard:
        try:
            return session_here(folder, mode)
        except DatabaseLocked:
            served = find_serve(folder) if through_serve else None
            if served is None:
                raise
            return session_through(served, folder, mode)


def session_here(folder: Path, mode: Mode) -> GraphSession:
    """A session on the folder's engine in this process, which is started for the first one."""
    opened = _open_folders.get(folder)
    if opened is None:
        opened = _open_folders[folder] = open_folder(folder, mode)
    elif mode == "write" and opened.mode == "read":
        raise locked_error(folder, mode)
    opened.sessions += 1
    return GraphSession(opened.driver, opened.info, mode, lambda: leave(opened), explain_elsewhere)


def open_folder(folder: Path, mode: Mode) -> OpenFolder:
    """Lock the folder, start the engine on it and connect."""
    with folder_explained(folder):
        prepare(folder, mode)
        try:
            lock, engine = lock_and_start(folder, mode)
        except NeedsRecovery:
            recover(folder)
            lock, engine = lock_and_start(folder, mode, RECOVERY_WAIT)
    driver = connect(engine.address)
    info = DatabaseInfo("embedded", product_of(driver, str(folder)), str(folder), DATABASE, folder)
    return OpenFolder(folder, mode, lock, engine, driver, info)


def prepare(folder: Path, mode: Mode) -> None:
    """Make the folder and its ``.gitignore``; a reader demands that something was loaded."""
    if mode == "read":
        if not has_database(folder):
            raise DatabaseError(f"{folder}: nothing is loaded yet", "run `mitigraph load` first")
        return
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def lock_and_start(folder: Path, mode: Mode, wait: float = 0) -> tuple[FolderLock, Engine]:
    """Both or neither."""
    lock = take_lock(folder, mode, wait)
    try:
        return lock, start_engine(folder, lock.runtime, read_only=mode == "read")
    except BaseException:
        lock.release()
        raise


def recover(folder: Path) -> None:
    """Open the folder for writing once: the engine replays what a killed writer had committed."""
    lock, engine = lock_and_start(folder, "write", RECOVERY_WAIT)
    try:
        engine.stop()
    finally:
        lock.release()


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
    return GraphSession(driver, info, mode, driver.close, explain_elsewhere)


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
    for opened in list(_open_folders.values()):
        opened.close()
    _open_folders.clear()
