"""ArcadeDB's native engine in this process, reached through its Bolt listener like any server."""

from __future__ import annotations

import atexit
import threading
from dataclasses import dataclass
from pathlib import Path

import neo4j

from mitigraph.errors import DatabaseError, DatabaseLocked
from mitigraph.graph.backends.engine import DATABASE, Engine, has_database, start_engine
from mitigraph.graph.failures import explained_at
from mitigraph.graph.lock import FolderLock, locked_error, take_lock
from mitigraph.graph.serve import ServeAddress, find_serve
from mitigraph.graph.session import DatabaseInfo, GraphSession, Mode

IGNORE_FILE = ".gitignore"


@dataclass
class OpenFolder:
    """A folder that this process has open: the sessions share its engine, the last one closes it."""

    folder: Path
    mode: Mode
    lock: FolderLock
    engine: Engine
    driver: neo4j.Driver
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


def open_embedded(folder: Path, mode: Mode) -> GraphSession:
    """A session on the folder's database: through a running ``db serve`` if there is one."""
    folder = folder.absolute()
    with _guard:
        opened = _open_folders.get(folder)
        if opened is None:
            served = find_serve(folder)
            if served is not None:
                return session_through(served, folder, mode)
            opened = open_folder(folder, mode)
        elif mode == "write" and opened.mode == "read":
            raise locked_error(folder, mode)
        opened.sessions += 1
    return GraphSession(opened.driver, describe(opened), mode, lambda: leave(opened))


def open_folder(folder: Path, mode: Mode) -> OpenFolder:
    """Lock the folder and start the engine on it."""
    prepare(folder, mode)
    lock = take_lock(folder, mode)
    try:
        engine = start_engine(folder, read_only=mode == "read")
    except BaseException:
        lock.release()
        raise
    opened = OpenFolder(folder, mode, lock, engine, connect(engine.address))
    _open_folders[folder] = opened
    return opened


def prepare(folder: Path, mode: Mode) -> None:
    """Make the folder and its ``.gitignore``; a reader demands that something was loaded."""
    if mode == "read":
        if not has_database(folder):
            raise DatabaseError(f"{folder}: nothing is loaded yet", "run `mitigraph load` first")
        return
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / IGNORE_FILE
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def leave(opened: OpenFolder) -> None:
    """One session less on the folder; the last one closes it."""
    with _guard:
        opened.sessions -= 1
        if opened.sessions == 0:
            _open_folders.pop(opened.folder, None)
            opened.close()


def describe(opened: OpenFolder) -> DatabaseInfo:
    """What a session on this folder is connected to."""
    product = opened.driver.get_server_info().agent
    return DatabaseInfo("embedded", product, str(opened.folder), DATABASE, opened.folder)


def connect(address: ServeAddress) -> neo4j.Driver:
    """A driver for an engine on this machine."""
    return neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password))


def session_through(served: ServeAddress, folder: Path, mode: Mode) -> GraphSession:
    """A session through the process that serves the folder."""
    driver = connect(served)
    with explained_at(served.uri, DATABASE):
        product = driver.get_server_info().agent
    info = DatabaseInfo("embedded", product, served.uri, DATABASE, folder, via_serve=True)
    return GraphSession(driver, info, mode, driver.close)


@atexit.register
def close_all() -> None:
    """Close what sessions left open, so that the next process finds the files at rest."""
    for opened in list(_open_folders.values()):
        opened.close()
    _open_folders.clear()


__all__ = ["DatabaseLocked", "open_embedded"]
