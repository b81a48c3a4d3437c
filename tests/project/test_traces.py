"""What a machine leaves in files does not get into the project."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.project.checkout import ROOT, tracked

HOME = re.compile(r"(?<![\w.])/(?:root|work|Users/[\w.-]+|home/[\w.-]+)/[\w.-]")
INDEX = re.compile(
    r"\b(?:pypi\.org|pythonhosted\.org|registry\.npmjs|maven\.org|crates\.io)\b|--(?:extra-)?index-url"
)
SETTINGS = (
    "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL",
    "PIP_FIND_LINKS",
    "UV_INDEX_URL",
    "UV_DEFAULT_INDEX",
    "UV_INDEX",
)


def own_marks() -> list[str]:
    """The folders and package indexes of the machine that runs this."""
    configured = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    ).stdout
    addresses = re.findall(r"\w+://[^\s'\"]+", configured) + [os.environ.get(name, "") for name in SETTINGS]
    hosts = {urlsplit(address).hostname for address in addresses if "://" in address}
    folders = {f"{ROOT}/", f"{ROOT.parent}/", f"{Path.home()}/"} - {"//", "/tmp/"}  # noqa: S108 - only a name
    return sorted(filter(None, hosts)) + sorted(folders)


def traces(text: str, marks: list[str]) -> list[str]:
    """`line: what` of every machine's path and every index's address in a text."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        matches = [match.group() for pattern in (HOME, INDEX) for match in pattern.finditer(line)]
        found += [f"{number}: {what}" for what in matches + [mark for mark in marks if mark in line]]
    return found


def test_no_machine_in_the_files() -> None:
    """No tracked text names a home folder, this checkout's place or a package index."""
    marks, found = own_marks(), []
    for name in tracked():
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, IsADirectoryError):
            continue
        found += [f"{name}:{trace}" for trace in traces(text, marks)]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        f"see {ROOT}/x.py",
        "".join(["open('/ho", "me/ada/notes.txt')"]),
        "".join(["/Use", "rs/ada/x"]),
        "".join(["https://files.python", "hosted.org/x"]),
        "".join(["pip install --index", "-url=x"]),
    ],
)
def test_a_trace_is_found(line: str) -> None:
    """Paths of this and of other machines, and addresses of indexes, are seen."""
    assert traces(line, own_marks()) != []


@pytest.mark.parametrize("line", ["/usr/bin/env python3", "https://semver.org", "graph/home/x", "~/.cache/x"])
def test_common_places_pass(line: str) -> None:
    """What every machine has is no trace of one."""
    assert traces(line, own_marks()) == []
