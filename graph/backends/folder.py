"""Opening an embedded folder: its lock, and the engine on it. Needs no driver."""

from __future__ import annotations

from pathlib import Path

from mitigraph.errors import DatabaseError
from mitigraph.graph.backends.engine import Engine, NeedsRecovery, has_database, start_engine
from mitigraph.graph.failures import folder_explained
from mitigraph.graph.lock import FolderLock, take_lock
from mitigraph.graph.session import Mode

# How long to wait for others who repair the folder after a crash, in seconds.
RECOVERY_WAIT = 10.0


def lock_folder(folder: Path, mode: Mode) -> tuple[FolderLock, Engine]:
    """Lock the folder and start the engine on it, which repairs it if need be.

    Raises:
        DatabaseError: nothing was loaded yet, or the folder or the engine cannot be used.
        DatabaseLocked: another process has the folder.
    """
    with folder_explained(folder):
        prepare(folder, mode)
        try:
            return lock_and_start(folder, mode)
        except NeedsRecovery:
            recover(folder)
            return lock_and_start(folder, mode, RECOVERY_WAIT)


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
