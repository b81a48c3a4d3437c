"""Completion in a real shell: what a person gets who presses Tab."""

from __future__ import annotations

import os
import pty
import select
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mitigraph.queries.given import write_study
from tests.cli.running import mitigraph
from tests.studies import BASE

PROMPT = "what next? "
PATIENCE = 60  # seconds for one answer: a busy machine starts an engine slowly


class Bash:
    """An interactive bash with our completion in it."""

    def __init__(self, folder: Path, study: Path) -> None:
        program = folder / "mitigraph"
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -m mitigraph.cli.main "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            variables = {"PS1": PROMPT, "TERM": "dumb", "MITIGRAPH_STUDY": str(study)}
            variables["PATH"] = f"{folder}:{os.environ['PATH']}"
            os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"], {**os.environ, **variables})  # noqa: S606
        self.send(
            'bind "set enable-bracketed-paste off"; eval "$(mitigraph completion bash)"; echo rea""dy\n'
        )
        self.until(f"ready\r\n{PROMPT}")  # before it shows, what is typed goes past the line editor

    def send(self, text: str) -> None:
        """Type something."""
        os.write(self.terminal, text.encode())

    def until(self, wanted: str) -> str:
        """What the terminal shows until it shows ``wanted``."""
        shown, end = "", time.monotonic() + PATIENCE
        while wanted not in shown:
            left = end - time.monotonic()
            assert left > 0, f"bash showed no {wanted!r} but {shown!r}"
            if select.select([self.terminal], [], [], min(left, 1))[0]:
                shown += os.read(self.terminal, 65536).decode(errors="replace")
        return shown

    def tab(self, typed: str, wanted: str) -> str:
        """Type a line, press Tab, wait for ``wanted``, clear the line."""
        self.send(f"{typed}\t")
        shown = self.until(wanted)
        self.send("\x15")
        return shown

    def close(self) -> None:
        """End the shell."""
        os.close(self.terminal)
        os.waitpid(self.pid, 0)


@pytest.fixture(scope="module")
def bash(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bash]:
    """A shell on a loaded tiny study."""
    if not shutil.which("bash"):
        pytest.skip("there is no bash here to press Tab in")
    folder = tmp_path_factory.mktemp("completion")
    (folder / "bin").mkdir()
    write_study(BASE, folder / "study")
    assert mitigraph("--study", folder / "study", "load").code == 0
    shell = Bash(folder / "bin", folder / "study")
    yield shell
    shell.close()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("mitigraph query ex", "mitigraph query export "),
        ("mitigraph query run issues/lea", "issues/leads-to "),
        ("mitigraph query run issues/by-phase -p le", "-p level="),
        ("mitigraph query run issues/by-phase -p level=w", "level=with-kinds "),
        ("mitigraph query run causes/of-issue --param issue=lab", "issue=label-drift "),
        ('mitigraph query run causes/of-issue --param "issue=lab', '"issue=label-drift"'),
        ("mitigraph query run participants/reports -p level=own -p issue=label", "issue=label-drift "),
    ],
)
def test_tab_completes(bash: Bash, typed: str, wanted: str) -> None:
    """Commands, queries, names of parameters, allowed values, and ids of the graph."""
    bash.tab(typed, wanted)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script(shell: str) -> None:
    """The script names the command that it completes."""
    done = mitigraph("completion", shell)
    assert done.code == 0
    assert "mitigraph" in done.out
    assert "_MITIGRAPH_COMPLETE" in done.out
