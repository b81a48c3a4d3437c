"""The checkout that the tests about the project look at."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tracked() -> list[str]:
    """The files of the project, as git knows them: tracked, or new and not ignored."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    # A file that is deleted and not yet committed is still listed.
    return sorted({name for name in listed.split("\0") if name and (ROOT / name).exists()})
