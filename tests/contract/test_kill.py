"""A load that is killed at any moment: the next load ends in the right graph."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from mitigraph.graph.backends import open_graph
from mitigraph.loaders.load import Request, load
from mitigraph.queries.given import write_study
from mitigraph.queries.integrity import faults
from mitigraph.settings import EmbeddedTarget
from tests.studies import everything, given

INTERVIEWS = 30


def _study(folder: Path) -> None:
    statements = [
        {"interview": i, "subject": "unset-seed", "relation": "causes", "object": "drift", "at": turn}
        for i in range(1, INTERVIEWS + 1)
        for turn in range(1, 6)
    ]
    excerpts = [{"interview": i, "codes": "Drift; Drift-fix", "at": 7} for i in range(1, INTERVIEWS + 1)]
    folder.mkdir()
    write_study(given(statements=statements, excerpts=excerpts), folder)


@pytest.mark.parametrize("after", [0.1, 0.3, 0.6, 1.0])
def test_kill_and_load_again(tmp_path: Path, after: float) -> None:
    """SIGKILL some tenths of a second after the database came up, then load again: nothing is missing."""
    folder = tmp_path / "s"
    _study(folder)
    process = subprocess.Popen(
        [sys.executable, "-m", "mitigraph.cli.main", "--study", str(folder), "load", "-q"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 30
    while not (folder / ".mitigraph").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(after)
    process.kill()
    process.wait()
    with open_graph(EmbeddedTarget(folder / ".mitigraph"), "write") as graph:
        load(graph, Request(folder))
        found = everything(graph.read)
        assert faults(graph.read) == []
    with open_graph(EmbeddedTarget(tmp_path / "fresh"), "write") as graph:
        load(graph, Request(folder))
        assert everything(graph.read) == found
