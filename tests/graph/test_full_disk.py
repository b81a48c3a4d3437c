"""An embedded graph on a disk that runs full."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from mitigraph.errors import DatabaseError
from mitigraph.graph.backends import open_graph
from mitigraph.graph.session import GraphSession
from mitigraph.settings import EmbeddedTarget

BATCH = "UNWIND range(1, 200) AS i CREATE (:Probe {text: $text, i: i})"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 6 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip("mounting a small file system takes rights that this user lacks")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill(session: GraphSession, written: list[int]) -> None:
    """Write until it fails, counting the batches that were acknowledged."""
    while True:
        session.write(lambda transaction: transaction.run(BATCH, {"text": "x" * 500}))
        written.append(200)


def test_a_full_disk_loses_nothing(small_disk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The write that no longer fits fails as a whole, with two lines; what was acknowledged stays."""
    target = EmbeddedTarget(small_disk / "g")
    written: list[int] = []
    with open_graph(target, "write") as session:
        with pytest.raises(DatabaseError, match="the disk is full") as caught:
            fill(session, written)
        assert caught.value.hint == "free space there and try again"
    assert written
    with open_graph(target, "read") as session:
        assert session.read("MATCH (p:Probe) RETURN count(p)").rows == ((sum(written),),)
    assert capfd.readouterr() == ("", "")


def test_a_disk_without_room_for_a_graph(small_disk: Path) -> None:
    """Opening on a full disk is the same error."""
    (small_disk / "other").write_bytes(b"x" * (6 * 2**20 - 2**14))
    with pytest.raises(DatabaseError, match="the disk is full"):
        open_graph(EmbeddedTarget(small_disk / "g"), "write")
