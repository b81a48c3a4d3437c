"""Waiting for a query that cannot be stopped."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import NoReturn, TypeVar

from mitigraph.errors import QueryError

T = TypeVar("T")
# Short waits, one after the other: on Windows a long one would not see Ctrl-C.
LOOK_EVERY = 0.5


def wait_for(work: Callable[[], T], timeout: float | None) -> T:
    """What ``work`` returns or raises; after ``timeout`` seconds a QueryError, while ``work`` goes on.

    The embedded engine enforces neither the driver's time limit nor its own ``command_timeout``, and
    closing a connection waits for its answer. So the query runs in a thread that can be left behind, by
    a time limit as by Ctrl-C (a daemon: it does not keep the process alive).
    """
    outcome: queue.SimpleQueue[Callable[[], T]] = queue.SimpleQueue()
    threading.Thread(target=lambda: outcome.put(_attempt(work)), daemon=True, name="mitigraph-read").start()
    end = None if timeout is None else time.monotonic() + timeout
    while True:
        left = LOOK_EVERY if end is None else min(LOOK_EVERY, end - time.monotonic())
        try:
            return outcome.get(timeout=max(left, 0))()
        except queue.Empty:
            if end is not None and time.monotonic() >= end:
                raise _too_long(timeout) from None


def _too_long(timeout: float | None) -> QueryError:
    message = f"the query took longer than {timeout:g} s; the embedded engine cannot stop it"
    hint = "it runs on until this process ends; ask for less, or use a Neo4j server, which stops queries"
    return QueryError(message, hint)


def _attempt(work: Callable[[], T]) -> Callable[[], T]:
    try:
        value = work()
    except BaseException as error:  # raised again by the thread that waits
        return _raiser(error)
    return lambda: value


def _raiser(error: BaseException) -> Callable[[], NoReturn]:
    def fail() -> NoReturn:
        raise error

    return fail
