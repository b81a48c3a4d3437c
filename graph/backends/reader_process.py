"""A process that reads an embedded folder for this one, so that a query can be ended with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import mitigraph
from mitigraph import errors
from mitigraph.errors import DatabaseError, MitigraphError
from mitigraph.graph.address import ServeAddress
from mitigraph.graph.driver import new_driver
from mitigraph.graph.failures import first_line
from mitigraph.graph.lock import holders

if TYPE_CHECKING:
    import neo4j

PROGRAM = "mitigraph.graph.backends.apart"
# Seconds that it has to end by itself when its input closes.
END_WITHIN = 5.0


@dataclass(frozen=True)
class Started:
    """A process whose engine answers."""

    process: subprocess.Popen[bytes]
    driver: neo4j.Driver
    address: ServeAddress


class ReaderProcess:
    """Starts the process when an engine is asked for, again after it was killed or died."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._guard = threading.RLock()
        self._started: Started | None = None

    def reach(self) -> tuple[neo4j.Driver, ServeAddress]:
        """A driver for the engine, and its address.

        Raises:
            DatabaseError: as when the folder is opened in this process.
            DatabaseLocked: another process writes to the folder.
        """
        with self._guard:
            if self._started is None or self._started.process.poll() is not None:
                self.kill()
                self._started = started(self.folder)
            return self._started.driver, self._started.address

    def kill(self) -> bool:
        """End the process, whatever it does; when this returns it is gone, and its lock with it."""
        with self._guard:
            if self._started is not None:
                end_now(self._started.process)
                self._started.driver.close()
                self._started = None
                holders(self.folder)  # clears what killed processes left
        return True

    def close(self) -> None:
        """Let the process end by itself."""
        with self._guard:
            if self._started is not None:
                self._started.driver.close()
                close_pipes(self._started.process)
                with suppress(subprocess.TimeoutExpired):
                    self._started.process.wait(END_WITHIN)
                self.kill()


def started(folder: Path) -> Started:
    """Start the process and wait until its engine is there; it raises the error of one that is not."""
    with tempfile.TemporaryFile() as noise:
        process = start(folder, noise)
        try:
            line = process.stdout.readline() if process.stdout else b""
            address = address_of(json.loads(line)) if line else None
        except BaseException:
            end_now(process)
            raise
        if address is None:
            end_now(process)
            raise unstarted(folder, noise)
    return Started(process, new_driver(address.uri, address.user, address.password), address)


def unstarted(folder: Path, noise: BinaryIO) -> DatabaseError:
    """The error for a process that ended without an answer, from its last words."""
    noise.seek(0)
    words = noise.read().decode("utf-8", "replace").strip().splitlines() or ["it said nothing"]
    message = f"{folder}: the process that should read it did not start: {first_line(words[-1])}"
    return DatabaseError(message, "read without a time limit, or use a Neo4j server: --uri")


def end_now(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and wait until it is gone."""
    process.kill()
    close_pipes(process)
    process.wait()


def close_pipes(process: subprocess.Popen[bytes]) -> None:
    """Close what the process reads from, which ends it, and what it answered through."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def start(folder: Path, noise: BinaryIO) -> subprocess.Popen[bytes]:
    """Start the program. Ctrl-C is not for it: the process that started it decides."""
    # -P: nothing that lies in the working directory is imported.
    command = [sys.executable, "-P", "-m", PROGRAM, str(folder), *sys.argv]
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return subprocess.Popen(  # noqa: S603 - this package's own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=noise, env=environment(), **apart
    )


def environment() -> dict[str, str]:
    """This process's environment, in which the other finds this package where this one did."""
    here = str(Path(mitigraph.__file__).parent.parent)
    paths = [here, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def address_of(answer: dict[str, Any]) -> ServeAddress:
    """What the process answered, if its engine started; else its error, as if it had been raised here."""
    if "error" not in answer:
        return ServeAddress(**answer)
    kind: type[MitigraphError] = getattr(errors, answer["error"])
    raise kind(answer["message"], answer["hint"])
