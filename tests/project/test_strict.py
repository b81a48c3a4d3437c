"""The plugin with which .ci/run fails on what did not run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.checkout import ROOT

CASES = """
import pytest

@pytest.fixture
def corpus():
    {fixture}

def test_on_interviews(corpus):
    pass

def test_other():
    pytest.skip("for another reason")

def test_by_its_reason():
    {reason}
"""
PASS, SKIP = "pass", "pytest.skip('../shared is missing')"


def run(
    folder: Path, least: int, *, fixture: str = PASS, reason: str = PASS
) -> subprocess.CompletedProcess[str]:
    """Run three cases in a folder of their own under the plugin of a checkout laid at `folder`/main."""
    (folder / "main" / "tests").mkdir(parents=True)
    (folder / "main" / "tests" / "__init__.py").touch()
    (folder / "main" / "tests" / "strict.py").write_text((ROOT / "tests" / "strict.py").read_text())
    (folder / "main" / "test_cases.py").write_text(CASES.format(fixture=fixture, reason=reason))
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.strict",
        f"--least-cases={least}",
        "-c",
        "/dev/null",
    ]
    return subprocess.run(
        [*command, "--rootdir=.", "test_cases.py"],
        cwd=folder / "main",
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the interviews' folder beside the checkout."""
    (tmp_path / "shared").mkdir()
    return tmp_path


def test_all_ran(folder: Path) -> None:
    """A run in which all cases on the interviews ran passes, whatever else was skipped."""
    done = run(folder, 3)
    assert done.returncode == 0, done.stdout
    assert "STRICT" not in done.stdout


@pytest.mark.parametrize("which", ["fixture", "reason"])
def test_a_skip_fails_where_the_interviews_are(folder: Path, which: str) -> None:
    """A case that takes the fixture, or that names the folder as its reason, may not be skipped."""
    done = run(folder, 3, **{which: SKIP})
    assert done.returncode == 1
    assert "STRICT skipped, and the interviews are here" in done.stdout


def test_a_skip_passes_where_they_are_missing(tmp_path: Path) -> None:
    """Without the interviews beside the checkout a skip is what it should be."""
    done = run(tmp_path, 3, fixture=SKIP, reason=SKIP)
    assert done.returncode == 0, done.stdout


def test_few_cases_fail(folder: Path) -> None:
    """Fewer cases than the floor fail the run, even if all of them passed."""
    done = run(folder, 4)
    assert done.returncode == 1
    assert "STRICT 3 cases were collected, at least 4 are expected" in done.stdout
