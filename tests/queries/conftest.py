"""The command line on a tiny loaded study, for every test of queries."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from mitigraph.cli.main import main
from mitigraph.graph.backends import open_graph
from mitigraph.loaders.load import Request, load
from mitigraph.queries.given import write_study
from mitigraph.settings import EmbeddedTarget
from tests.queries.command import GIVEN, Command, Ran


@pytest.fixture(scope="session")
def loaded_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny study with its graph beside it."""
    folder = tmp_path_factory.mktemp("study")
    write_study(GIVEN, folder)
    with open_graph(EmbeddedTarget(folder / ".mitigraph"), "write") as graph:
        load(graph, Request(folder))
    return folder


@pytest.fixture
def mitigraph(
    loaded_study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Run the command line on the study; ``stdin`` is what it reads."""

    def command(*arguments: str, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["mitigraph", "--study", str(loaded_study), *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Ran(printed.out, printed.err, int(ended.value.code or 0))

    return command
