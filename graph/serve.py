"""Keeping an embedded database open for others: what ``mitigraph db serve`` does.

While it runs, every other command on the folder, reading or writing, goes through it, and so can Neo4j
tools and notebooks. The engine is open for writing then, so for reads only the allow-list of
``readonly`` and READ mode protect, and READ mode is not enforced by this engine over Bolt.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from mitigraph.graph.address import ServeAddress, publish, withdraw

# On Windows a wait without an end does not see Ctrl-C.
LOOK_EVERY = 0.5


def serve(folder: Path, on_ready: Callable[[ServeAddress], None], stop: threading.Event) -> None:
    """Serve the folder's database until ``stop`` is set; creates the database if there is none.

    Args:
        folder: a study's ``.mitigraph/``.
        on_ready: called once with the address, when others can connect.
        stop: set it, from another thread or a signal handler, to end.

    Raises:
        DatabaseLocked: another process has the folder, perhaps by serving it already.
        DatabaseError: the engine did not start.
    """
    from mitigraph.graph.backends.embedded import open_embedded, served_address  # noqa: PLC0415  (heavy)

    with open_embedded(folder, "write", through_serve=False) as session:
        address = served_address(session)
        publish(address, folder)
        try:
            on_ready(address)
            while not stop.wait(LOOK_EVERY):
                pass
        finally:
            withdraw(folder)
