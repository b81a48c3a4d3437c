"""`mitigraph init`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", help="Title of the study.  [default: the folder's name]")
def command(folder: Path, title: str) -> None:
    """Make a new study in FOLDER: commented files that check accepts."""
    from mitigraph.loaders.starting import start_study  # noqa: PLC0415

    for name in start_study(folder, title=title):
        click.echo(str(folder / name))
    click.echo(f"next: mitigraph --study {shlex.quote(str(folder))} import FILE...", err=True)
