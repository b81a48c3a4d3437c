"""An embedded graph on a disk that runs full."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from mitigraph.errors import DatabaseError
from mitigraph.graph.backends import open_graph
from mitigraph.settings import EmbeddedTarget
from tests.graph.processes import finished

# Its temporary files lie on the small disk as well.
FILL = """
import sys
from pathlib import Path
from mitigraph.errors import DatabaseError
from mitigraph.graph.backends import open_graph
from mitigraph.settings import EmbeddedTarget
query = "UNWIND range(1, 200) AS i CREATE (:Probe {text: $text, i: i})"
written = 0
with open_graph(EmbeddedTarget(Path(sys.argv[1])), "write") as session:
    try:
        while True:
            session.write(lambda transaction: transaction.run(query, {"text": "x" * 500}))
            written += 200
    except DatabaseError as error:
        print(written, error, sep="\\n")
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 10 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=10m", "tmpfs", str(disk)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip("mounting a small file system takes rights that this user lacks")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_loses_nothing(small_disk: Path) -> None:
    """The write that no longer fits fails as a whole, with two lines; with space again, the rest is there."""
    folder, other = small_disk / "g", small_disk / "other"
    other.write_bytes(b"x" * 2**21)
    done = finished(FILL, str(folder), TMPDIR=str(small_disk))
    assert done.stderr == ""
    written, message, hint = done.stdout.splitlines()
    assert message == f"{folder}: the disk is full; nothing was written"
    assert hint == "free space there and try again"
    assert int(written) > 0
    other.unlink()
    with open_graph(EmbeddedTarget(folder), "read") as session:
        assert session.read("MATCH (p:Probe) RETURN count(p)").rows == ((int(written),),)


def test_a_disk_without_room_for_a_graph(small_disk: Path) -> None:
    """Opening on a full disk is the same error."""
    (small_disk / "other").write_bytes(b"x" * (10 * 2**20 - 2**14))
    with pytest.raises(DatabaseError, match="the disk is full"):
        open_graph(EmbeddedTarget(small_disk / "g"), "write")
