"""The lock files: current, hashed, free of addresses."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.checkout import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^ ;]+)", re.MULTILINE)
# Fewer would mean that the pattern no longer fits the file.
LEAST_PINS = 20
PRE_RELEASE = re.compile(r"\d(a|b|rc|\.dev)\d")


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `scripts/lock --check` of a checkout."""
    command = [sys.executable, str(folder / "scripts" / "lock"), "--check"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with what the check reads, to be spoiled."""
    for name in ("pyproject.toml", *LOCKS):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "lock", tmp_path / "scripts")
    return tmp_path


def replace(path: Path, old: str, new: str) -> None:
    """Change the one place of a file where `old` stands first."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_locks_are_current() -> None:
    """Both locks were made from pyproject.toml as it is now."""
    done = check(ROOT)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("pyproject.toml", '"click>=8.1', '"click>=8.2', "is older than what pyproject.toml asks for"),
        ("pyproject.toml", '"pytest",', '"pytest", "attrs",', "requirements-dev.lock is older"),
        ("requirements.lock", "click==8", "click==7", "requirements.lock was changed by hand"),
        ("requirements-dev.lock", "# made by", "# written by", "was not made by this script"),
    ],
)
def test_a_stale_lock_is_found(copy: Path, name: str, old: str, new: str, sentence: str) -> None:
    """A new need, a new tool, a pin changed by hand and a foreign file are each refused with what to do."""
    assert check(copy).returncode == 0
    replace(copy / name, old, new)
    done = check(copy)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "run scripts/lock" in done.stderr


def test_other_changes_leave_the_lock_current(copy: Path) -> None:
    """A rule of the linter is no reason to lock again."""
    replace(copy / "pyproject.toml", "line-length = 110", "line-length = 100")
    assert check(copy).returncode == 0


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_is_hashed(name: str) -> None:
    """Each pinned version is followed by hashes, and the file names no address, option or path."""
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(pins) == len(PIN.findall(text)) > LEAST_PINS
    assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert re.findall(r"://|^\s*--?(?!-?hash)\S+|\s/\w", text, flags=re.MULTILINE) == []


def test_the_tests_run_on_what_is_delivered() -> None:
    """The development lock has every pin of the runtime lock."""
    runtime, development = ((ROOT / name).read_text(encoding="utf-8") for name in LOCKS)
    missing = set(PIN.findall(runtime)) - set(PIN.findall(development))
    assert missing == set()


def test_one_pre_release() -> None:
    """Only the embedded engine is taken before its release."""
    pins = PIN.findall((ROOT / "requirements-dev.lock").read_text(encoding="utf-8"))
    assert [name for name, version in pins if PRE_RELEASE.search(version)] == ["arcadedb"]
