"""The folders at the top are the packages of mitigraph, by links that hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import mitigraph

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("graph", "loaders", "queries", "viz")


@pytest.mark.parametrize("part", PARTS)
def test_links_resolve(part: str) -> None:
    """src/mitigraph/<part> is a relative link to the folder at the top."""
    link = ROOT / "src" / "mitigraph" / part
    assert link.readlink() == Path("..") / ".." / part
    assert link.resolve() == ROOT / part
    assert (link / "__init__.py").is_file()


@pytest.mark.parametrize("part", PARTS)
def test_the_linter_bans_bare_names(part: str) -> None:
    """Ruff refuses `import graph` and its like, and takes the full name."""
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--no-cache",
        "--select=TID251",
        "--output-format=concise",
    ]

    def ruff(source: str) -> subprocess.CompletedProcess[str]:
        arguments = [*command, "--stdin-filename=loaders/x.py", "-"]
        return subprocess.run(arguments, cwd=ROOT, input=source, capture_output=True, text=True, check=False)

    refused = ruff(f"import {part}\n")
    assert refused.returncode == 1
    assert f"import mitigraph.{part}" in refused.stdout
    assert ruff(f"import mitigraph.{part}\n").returncode == 0


def test_the_tests_run_on_this_checkout() -> None:
    """The mitigraph under test is the one beside the tests, not another installation."""
    assert Path(mitigraph.__file__).parent == ROOT / "src" / "mitigraph"
