"""Where an embedded engine listens, and how a process that serves one lets others find it.

``mitigraph db serve`` leaves ``serve.json`` in the folder while it runs. A file whose process is gone,
or at whose address nobody answers, is stale: it is ignored, and the next ``db serve`` replaces it.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from mitigraph.graph.lock import process_lives

SERVE_FILE = "serve.json"
ANSWER_WITHIN = 3.0


@dataclass(frozen=True)
class ServeAddress:
    """A Bolt address with what is needed to log in, and the process that listens there."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str
    pid: int


def publish(address: ServeAddress, folder: Path) -> None:
    """Write the address into the folder, readable by its owner alone from the first byte on."""
    draft = folder / f"{SERVE_FILE}.{os.getpid()}"
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(address), file)
    draft.replace(folder / SERVE_FILE)


def withdraw(folder: Path) -> None:
    """Take the address out of the folder."""
    with suppress(OSError):
        (folder / SERVE_FILE).unlink(missing_ok=True)


def find_serve(folder: Path) -> ServeAddress | None:
    """The address of the folder's running ``db serve``; None if there is none that answers."""
    try:
        address = ServeAddress(**json.loads((folder / SERVE_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return address if process_lives(address.pid) and answers(address) else None


def answers(address: ServeAddress) -> bool:
    """Whether the database at this address lets us in."""
    from neo4j.exceptions import DriverError, Neo4jError  # noqa: PLC0415  (heavy)

    from mitigraph.graph.driver import new_driver  # noqa: PLC0415  (heavy)

    with new_driver(address.uri, address.user, address.password, answer_within=ANSWER_WITHIN) as driver:
        try:
            driver.verify_connectivity()
        except (DriverError, Neo4jError):
            return False
    return True
