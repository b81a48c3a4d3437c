"""The options of commands whose answer is a table, and the writing of it."""

from __future__ import annotations

import functools
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mitigraph.cli.output import write_whole
from mitigraph.errors import UsageError
from mitigraph.loaders.wording import plural

if TYPE_CHECKING:
    from mitigraph.queries.table import Table

TEXT = "text"
# A test holds it equal to the writers that there are.
FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown", "html", "xlsx")
_NAMED = {**{f".{name}": name for name in FORMATS}, ".md": "markdown", ".htm": "html"}  # by a file's ending


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --format and --output; ``text`` is for people to read, the others are the same as a table."""
    return _with_options(command, (TEXT, *FORMATS), TEXT)


def table_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --format and --output to a command whose answer is a table and nothing else."""
    return _with_options(command, FORMATS, FORMATS[0])


def _with_options(command: Callable[..., Any], formats: Sequence[str], default: str) -> Callable[..., Any]:
    options = (
        click.option(
            "--format",
            "-f",
            "format_",
            type=click.Choice(formats),
            help=f"How to write the answer.  [default: as the file of -o is named, else {default}]",
        ),
        click.option(
            "--output",
            "-o",
            type=click.Path(path_type=Path),
            help="Write to this file, in one piece.  [default: stdout]",
        ),
    )

    @functools.wraps(command)
    def with_format(*args: Any, format_: str | None, output: Path | None, **rest: Any) -> Any:
        named = _NAMED.get(output.suffix.lower()) if output else None
        return command(*args, format_=format_ or named or default, output=output, **rest)

    wrapped: Callable[..., Any] = with_format
    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped


def write_table(
    rows: Sequence[Mapping[str, object]], format_: str, output: Path | None, columns: Sequence[str] = ()
) -> None:
    """Print rows as a table, or write it to a file and say so; ``columns`` tells them where no row may."""
    from mitigraph.queries.table import Table  # noqa: PLC0415 - heavy for --help

    table = Table(tuple(columns or rows[0]), tuple(tuple(row.values()) for row in rows))
    write_answer(table, "table" if format_ == TEXT else format_, output)


def write_answer(table: Table, format_: str, output: Path | None) -> None:
    """Print an answer, on a terminal as wide as that, or write it to a file and say so."""
    if output is not None:
        write_whole(output, content(table, format_))
        click.echo(f"wrote {plural(len(table.rows), 'row')} to {output}", err=True)
        return
    if format_ == "table" and sys.stdout.isatty():
        from mitigraph.queries.terminal import on_terminal  # noqa: PLC0415 - rich is slow to import

        click.echo(on_terminal(table, shutil.get_terminal_size().columns), nl=False)
        return
    if format_ == "xlsx" and sys.stdout.isatty():
        raise UsageError("a terminal cannot show xlsx", "add -o FILE.xlsx, or send it into a pipe")
    click.echo(content(table, format_), nl=False)


def content(table: Table, format_: str) -> str | bytes:
    """The answer in a format."""
    from mitigraph.queries.writers import WRITERS  # noqa: PLC0415 - heavy for --help

    return WRITERS[format_](table)
