"""The lock on an embedded folder: readers share it, a writer has it alone, in and across processes."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from mitigraph.errors import DatabaseLocked
from mitigraph.graph.backends import open_graph
from mitigraph.graph.lock import HOLDERS, holders, take_lock
from mitigraph.graph.session import Mode
from mitigraph.settings import EmbeddedTarget
from tests.graph.processes import HOLD, finished, running


def test_readers_share(target: EmbeddedTarget) -> None:
    """Two other processes and this one read the folder at the same time."""
    arguments = (str(target.folder), "read")
    with running(HOLD, *arguments) as (_, first), running(HOLD, *arguments) as (_, second):
        with open_graph(target, "read") as session:
            assert session.read("MATCH (n) RETURN count(n)").rows == ((1,),)
        assert (first, second) == ("1", "1")


@pytest.mark.parametrize(("theirs", "ours"), [("write", "write"), ("write", "read"), ("read", "write")])
def test_a_writer_is_alone(target: EmbeddedTarget, theirs: str, ours: Mode) -> None:
    """While another process writes nobody gets in, while it reads no writer does; the error names it."""
    with running(HOLD, str(target.folder), theirs) as (process, _):
        with pytest.raises(DatabaseLocked) as caught:
            open_graph(target, ours)
        assert str(target.folder) in caught.value.message
        assert f"process {process.pid} (" in caught.value.message
        assert "wait until it ends" in caught.value.hint
    open_graph(target, ours).close()


def test_the_loser_of_two_writers_exits_with_the_error(target: EmbeddedTarget) -> None:
    """It works the other way round as well: this process writes, the other is refused."""
    with open_graph(target, "write"):
        done = finished(HOLD, str(target.folder), "write")
    assert done.returncode == 1
    assert f"process {os.getpid()} (" in done.stderr


def test_this_process_in_its_own_way(target: EmbeddedTarget) -> None:
    """A writer beside an open reader of the same process is told to close that one."""
    with open_graph(target, "read"):
        with pytest.raises(DatabaseLocked, match=f"process {os.getpid()}") as caught:
            open_graph(target, "write")
        assert "this process itself" in caught.value.hint
    open_graph(target, "write").close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_killed_process_holds_nothing(target: EmbeddedTarget) -> None:
    """A process that was killed leaves no lock, and what it left in the folder goes with the next one."""
    with running(HOLD, str(target.folder), "write") as (process, _):
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert list((target.folder / HOLDERS).iterdir())
        with open_graph(target, "write") as session:
            assert session.read("MATCH (n) RETURN count(n)").rows == ((1,),)
        assert list((target.folder / HOLDERS).iterdir()) == []


def test_holders_are_told_apart(tmp_path: Path) -> None:
    """Each holder leaves a note of who it is and what for, and takes it away when it lets go."""
    locks = [take_lock(tmp_path, "read") for _ in range(2)]
    assert [(each.pid, each.mode) for each in holders(tmp_path)] == [(os.getpid(), "read")] * 2
    for lock in locks:
        lock.release()
        lock.release()
    assert holders(tmp_path) == []


def test_a_broken_note_is_no_obstacle(tmp_path: Path) -> None:
    """A note that cannot be read names nobody, and locking works all the same."""
    (tmp_path / HOLDERS).mkdir()
    (tmp_path / HOLDERS / "1-x.json").write_text("{", encoding="utf-8")
    lock = take_lock(tmp_path, "write")
    with pytest.raises(DatabaseLocked):
        take_lock(tmp_path, "read")
    lock.release()
