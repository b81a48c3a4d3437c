"""The options of commands whose answer is a table, and the writing of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from mitigraph.cli.output import write_whole

TEXT = "text"
FORMATS = (TEXT, "table", "csv", "tsv", "json", "jsonl", "markdown")


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --format and --output; ``text`` is for people to read, the others are the same as a table."""
    options = (
        click.option(
            "--format",
            "-f",
            "format_",
            type=click.Choice(FORMATS),
            default=TEXT,
            show_default=True,
            help="How to write the answer.",
        ),
        click.option(
            "--output",
            "-o",
            type=click.Path(path_type=Path, dir_okay=False),
            help="Write to this file, in one piece.  [default: stdout]",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def write_table(
    rows: Sequence[Mapping[str, object]], format_: str, output: Path | None, columns: Sequence[str] = ()
) -> None:
    """Print rows as a table, or write it to a file and say so; ``columns`` tells them where no row may."""
    from mitigraph.loaders.report import plural  # noqa: PLC0415 - heavy for --help
    from mitigraph.queries.render import WRITERS  # noqa: PLC0415
    from mitigraph.queries.table import Table  # noqa: PLC0415

    table = Table(tuple(columns or rows[0]), tuple(tuple(row.values()) for row in rows))
    text = WRITERS["table" if format_ == TEXT else format_](table)
    if output is None:
        click.echo(text, nl=False)
        return
    write_whole(output, text)
    click.echo(f"wrote {plural(len(rows), 'row')} to {output}", err=True)
