"""Printing and writing: results to stdout, everything about the run to stderr, files in one piece."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mitigraph.errors import UsageError
from mitigraph.loaders.wording import plural

if TYPE_CHECKING:
    from mitigraph.loaders.findings import Findings


def print_findings(findings: Findings, *, info: bool = False) -> None:
    """All findings, errors first; information only where asked for."""
    from mitigraph.loaders.findings import Severity  # noqa: PLC0415 - heavy for --help

    more = [Severity.WAIVED, Severity.INFO] if info else []
    for severity in (Severity.ERROR, Severity.WARNING, *more):
        for finding in findings.of(severity):
            click.echo(str(finding), err=True)


def tally(findings: Findings) -> str:
    """``2 errors, 1 warning, 5 remarks``, and ``3 waived`` between the last two where any is."""
    from mitigraph.loaders.findings import Severity  # noqa: PLC0415

    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}
    told = {severity: plural(len(findings.of(severity)), word) for severity, word in words.items()}
    waived = len(findings.of(Severity.WAIVED))
    if waived:
        told[Severity.WAIVED] = f"{waived} waived"
    return ", ".join(told[severity] for severity in sorted(told))


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar on a terminal, nothing in a pipe; call the yielded function once per step."""
    if not sys.stderr.isatty() or total < 2:  # a bar for one step tells nothing
        yield lambda _step: None
        return
    from rich.console import Console  # noqa: PLC0415 - only on terminals
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda _step: bar.advance(task)


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file in one piece: a full disk or a kill leaves the old file or none."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder", "name a file in it")
    with whole_file(path) as temporary:
        temporary.write_bytes(content.encode() if isinstance(content, str) else content)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path`` that takes its place when the block ends well.

    A link stays a link, and a device or a pipe is written to, never replaced.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        yield target
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(mode)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    """What the user keeps from others in new files; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def print_lines(lines: Iterable[str]) -> None:
    """Print lines to stdout."""
    for line in lines:
        click.echo(line)
