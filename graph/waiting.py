"""Waiting for a query that cannot be stopped."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from mitigraph.errors import QueryError

T = TypeVar("T")


def wait_for(work: Callable[[], T], timeout: float | None) -> T:
    """What ``work`` returns or raises; after ``timeout`` seconds a QueryError, while ``work`` goes on.

    The embedded engine enforces neither the driver's time limit nor its own ``command_timeout``, so the
    thread is left behind (a daemon: it does not keep the process alive).
    """
    if timeout is None:
        return work()
    outcome: queue.SimpleQueue[Callable[[], T]] = queue.SimpleQueue()
    threading.Thread(target=lambda: outcome.put(_attempt(work)), daemon=True, name="mitigraph-read").start()
    try:
        finished = outcome.get(timeout=timeout)
    except queue.Empty:
        message = f"the query took longer than {timeout:g} s; the embedded engine cannot stop it"
        hint = "it runs on until this process ends; ask for less, or use a Neo4j server, which stops queries"
        raise QueryError(message, hint) from None
    return finished()


def _attempt(work: Callable[[], T]) -> Callable[[], T]:
    try:
        value = work()
    except BaseException as error:  # noqa: BLE001  (handed to the thread that waits)
        caught = error

        def fail() -> T:
            raise caught

        return fail
    return lambda: value
