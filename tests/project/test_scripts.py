"""The scripts that a newcomer runs."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import mitigraph
from tests.project.checkout import ROOT

SHELL_SCRIPTS = ("scripts/demo", "scripts/environment", "scripts/test", ".ci/run")
# What the scripts use of the system before there is a Python.
TOOLS = ("sh", "dirname", "cat", "cmp", "mkdir", "rm", "cp")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A checkout's scripts and locks, beside a folder of programs that holds no Python."""
    checkout, programs = tmp_path / "checkout", tmp_path / "programs"
    programs.mkdir()
    for tool in TOOLS:
        (programs / tool).symlink_to(shutil.which(tool) or pytest.fail(f"no {tool}"))
    shutil.copytree(ROOT / "scripts", checkout / "scripts")
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, checkout)
    return checkout


def environment(checkout: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run scripts/environment with nothing but the listed programs on PATH."""
    path = {"PATH": str(checkout.parent / "programs")}
    command = [str(checkout / "scripts" / "environment"), *arguments]
    return subprocess.run(command, env=path | variables, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", SHELL_SCRIPTS)
def test_scripts_parse(name: str) -> None:
    """A shell accepts each script, and it may be run as it stands."""
    path = ROOT / name
    assert os.access(path, os.X_OK)
    shell = "bash" if path.read_text().startswith("#!/usr/bin/env bash") else "sh"
    subprocess.run([shell, "-n", path], check=True)


def test_what_the_demo_shows_works(tmp_path: Path) -> None:
    """Every command that the demo runs ends well on the study, and its page is there."""
    study, page = tmp_path / "transcripts", tmp_path / "page.html"
    shutil.copytree(ROOT / "transcripts", study, ignore=shutil.ignore_patterns(".mitigraph"))
    places = {"transcripts": str(study), "$page": str(page)}
    lines = (ROOT / "scripts" / "demo").read_text(encoding="utf-8").splitlines()
    shown = [shlex.split(line)[2:] for line in lines if line.startswith("show mitigraph ")]
    assert len(shown) > 2
    for arguments in shown:
        done = mitigraph(*(places.get(argument, argument) for argument in arguments))
        assert done.code == 0, done.err
    assert page.stat().st_size > 0


def test_no_python_is_said(bare: Path) -> None:
    """Without a Python that is new enough the script says what to install, and makes nothing."""
    old = bare.parent / "programs" / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = environment(bare)
    assert done.returncode == 1
    assert "No Python 3.11 or later" in done.stderr
    assert "PYTHON=" in done.stderr
    assert not (bare / ".venv").exists()


def test_a_current_environment_is_used_again(bare: Path) -> None:
    """One from these locks, in this place, is not made again; that of the tests serves the demo too."""
    made = bare / ".venv" / "made-from"
    (bare / ".venv" / "bin").mkdir(parents=True)
    (bare / ".venv" / "bin" / "python").symlink_to(sys.executable)
    made.mkdir()
    shutil.copy(bare / "requirements-dev.lock", made)
    shutil.copy(bare / "pyproject.toml", made)
    (made / "place").write_text(f"{bare.resolve()}\n")
    for kind in ("dev", "runtime"):
        done = environment(bare, kind)
        assert (done.returncode, done.stdout) == (0, f"{bare.resolve()}/.venv/bin/python\n")


@pytest.mark.parametrize("changed", ["requirements.lock", "place"])
def test_another_lock_or_place_makes_it_anew(bare: Path, changed: str) -> None:
    """A lock that changed, or a checkout that was moved, is seen: here no Python is found to make it with."""
    made = bare / ".venv" / "made-from"
    (bare / ".venv" / "bin").mkdir(parents=True)
    (bare / ".venv" / "bin" / "python").symlink_to(sys.executable)
    made.mkdir()
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(bare / name, made)
    (made / "place").write_text(f"{bare.resolve()}\n")
    assert environment(bare, "runtime").returncode == 0
    (made / changed).write_text("something else\n")
    done = environment(bare, "runtime")
    assert done.returncode == 1
    assert "No Python 3.11 or later" in done.stderr


def test_an_unknown_kind_is_refused(bare: Path) -> None:
    """A misspelt kind of environment gets the usage."""
    done = environment(bare, "develop")
    assert done.returncode == 2
    assert "usage:" in done.stderr
