"""A graph in a folder, for tests of who may open it and of what ends a query in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mitigraph.graph.backends import open_graph
from mitigraph.settings import EmbeddedTarget


@pytest.fixture
def target(tmp_path: Path) -> EmbeddedTarget:
    """A graph of one node in a folder of its own."""
    found = EmbeddedTarget(tmp_path / "g")
    with open_graph(found, "write") as session:
        session.write(lambda transaction: transaction.run("CREATE (:Probe)"))
    return found
