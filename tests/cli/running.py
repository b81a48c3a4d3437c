"""Running the command line as people do: a process with arguments, pipes and an exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def error(self) -> tuple[str, str]:
        """The two lines of an error: what is wrong, what to do. Fails where there are not just these."""
        lines = [line for line in self.err.splitlines() if line.strip()]
        errors = [number for number, line in enumerate(lines) if line.startswith("error: ")]
        assert errors == [len(lines) - 2], self.err
        assert "Traceback" not in self.err
        return lines[-2].removeprefix("error: "), lines[-1].strip()


def mitigraph(
    *arguments: str | Path,
    stdin: str = "",
    prefix: tuple[str, ...] = (),
    environment: dict[str, str] | None = None,
) -> Ran:
    """Run `mitigraph` with arguments; the caller's own settings of mitigraph do not go in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MITIGRAPH_")}
    done = subprocess.run(
        [*prefix, sys.executable, "-m", "mitigraph.cli.main", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**kept, **(environment or {})},
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)
