"""The project's own lock on an embedded folder: many readers, or one writer alone.

The engine itself locks only among writers: a reader takes no lock there, and a writer could open the
folder under it. filelock's ReadWriteLock works on Linux, macOS and Windows without further packages,
and the operating system lets go of it when a process dies, so a lock is never stale. Beside the lock
each holder writes who it is, so that whoever has to wait is told for whom.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mitigraph.errors import DatabaseError, DatabaseLocked

if TYPE_CHECKING:
    from filelock import ReadWriteLock

LOCK_FILE = "graph.lock"
HOLDERS = "holders"
OWN_SESSION = "this process itself has it open: close that session first"


@dataclass(frozen=True)
class Holder:
    """A process that has the folder: its id, command line, what for, and since when (UTC, ISO 8601)."""

    pid: int
    command: str
    mode: str
    since: str

    def __str__(self) -> str:
        return f"process {self.pid} ({self.command}, since {self.since})"


class FolderLock:
    """A lock that was taken; ``release`` may be called from any thread, and twice.

    ``runtime`` is a path for files that live as long as the lock; what is left there by a process that
    was killed goes with its note.
    """

    def __init__(self, lock: ReadWriteLock, note: Path) -> None:
        self._lock = lock
        self._note = note
        self.runtime = note.with_suffix("")

    def release(self) -> None:
        """Let go of the folder."""
        remove_note(self._note)
        # close and not release: filelock pins a write lock to the thread that took it.
        self._lock.close()


def take_lock(folder: Path, mode: Literal["read", "write"], wait: float = 0) -> FolderLock:
    """Take the folder's lock, waiting for others at most ``wait`` seconds.

    Raises:
        DatabaseLocked: somebody else has it in a way that does not fit.
    """
    from sqlite3 import OperationalError  # noqa: PLC0415

    from filelock import ReadWriteLock, Timeout  # noqa: PLC0415  (importing this module must stay cheap)

    lock = ReadWriteLock(folder / LOCK_FILE, timeout=wait, is_singleton=False)
    try:
        lock.acquire_read() if mode == "read" else lock.acquire_write()
    except Timeout:
        lock.close()
        raise locked_error(folder, mode) from None
    except OperationalError as error:
        lock.close()
        raise DatabaseError(f"{folder} cannot be locked: {error}", "may this user write there?") from error
    return FolderLock(lock, write_note(folder, mode))


def write_note(folder: Path, mode: str) -> Path:
    """Write down who holds the lock; the file's path."""
    notes = folder / HOLDERS
    notes.mkdir(exist_ok=True)
    holders(folder)  # clears what killed processes left
    holder = Holder(os.getpid(), command_line(), mode, datetime.now(UTC).isoformat(timespec="seconds"))
    note = notes / f"{os.getpid()}-{uuid.uuid4().hex[:8]}.json"
    note.write_text(json.dumps(asdict(holder)), encoding="utf-8")
    return note


def holders(folder: Path) -> list[Holder]:
    """Who holds the folder now; notes that dead processes left are removed."""
    found = []
    for note in sorted((folder / HOLDERS).glob("*.json")):
        try:
            holder = Holder(**json.loads(note.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            continue
        if process_lives(holder.pid):
            found.append(holder)
        else:
            remove_note(note)
    return found


def remove_note(note: Path) -> None:
    """Remove a holder's note, and what its process may have left beside it."""
    shutil.rmtree(note.with_suffix(""), ignore_errors=True)
    with suppress(OSError):
        note.unlink(missing_ok=True)


def locked_error(folder: Path, mode: str) -> DatabaseLocked:
    """The error for a folder that others have, naming them if they left a note."""
    others = holders(folder)
    who = " and ".join(str(other) for other in others) or "another process"
    doing = "writing to" if any(other.mode == "write" for other in others) else "using"
    message = f"{folder} is locked: {who} is {doing} it"
    if all(other.pid == os.getpid() for other in others) and others:
        return DatabaseLocked(message, OWN_SESSION)
    hint = "wait until it ends and try again"
    if mode == "write":
        hint += "; `mitigraph db serve` or a Neo4j server (--uri) lets several work at once"
    return DatabaseLocked(message, hint)


def command_line() -> str:
    """This process's command, short: the program's name and its arguments (never a password there)."""
    words = [Path(sys.argv[0]).name or "python", *sys.argv[1:]]
    return " ".join(words)[:120]


def process_lives(pid: int) -> bool:
    """Whether a process of this id runs. On Windows, where asking needs the Win32 API, always True."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
