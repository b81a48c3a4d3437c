"""Waiting for a query in a way that can be given up, by a time limit as by Ctrl-C."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import Generic, NoReturn, TypeVar

from mitigraph.errors import QueryError

T = TypeVar("T")
# Short waits, one after the other: on Windows a long one would not see Ctrl-C.
LOOK_EVERY = 0.5


class Overrun(Exception):  # a state to handle, never shown
    """The work did not end in time; it goes on."""


class Running(Generic[T]):
    """Work that runs in a thread of its own.

    Closing a connection to the embedded engine may wait for its answer, so the thread must be one that can
    be left behind (a daemon: it does not keep the process alive).
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._outcome: queue.SimpleQueue[Callable[[], T]] = queue.SimpleQueue()
        self._thread = threading.Thread(
            target=lambda: self._outcome.put(_attempt(work)), daemon=True, name="mitigraph-read"
        )
        self._thread.start()

    def outcome(self, timeout: float | None) -> T:
        """What the work returns or raises, to be asked for once.

        Raises:
            Overrun: it has not ended after ``timeout`` seconds.
        """
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            left = LOOK_EVERY if end is None else min(LOOK_EVERY, end - time.monotonic())
            try:
                return self._outcome.get(timeout=max(left, 0))()
            except queue.Empty:
                if end is not None and time.monotonic() >= end:
                    raise Overrun from None

    def ends_within(self, seconds: float) -> bool:
        """Wait for the end, whatever it brings; whether it came in time."""
        self._thread.join(seconds)
        return not self._thread.is_alive()


def demand_limits(timeout: float | None, limit: int | None) -> None:
    """Refuse limits that mean nothing; to a server a time of 0 would mean no limit."""
    if timeout is not None and not timeout > 0:
        raise QueryError(f"a time limit of {timeout:g} s leaves no time", "give more than 0 seconds")
    if limit is not None and limit < 0:
        raise QueryError(f"a limit of {limit} rows means nothing", "give 0 or more rows")


def query_ended(timeout: float) -> QueryError:
    """The error for a query that was ended by its time limit."""
    message = f"the query took longer than its time limit of {timeout:g} s and was ended"
    return QueryError(message, "ask for less, or give it more time")


def query_runs_on(timeout: float, where: str, hint: str) -> QueryError:
    """The error for a query that nothing here can end."""
    message = f"the query took longer than its time limit of {timeout:g} s and still runs {where}"
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
