"""`mitigraph schema`."""

from __future__ import annotations

from pathlib import Path

import click

from mitigraph.cli.output import write_whole


@click.command("schema")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["json", "markdown", "mermaid"]),
    default="markdown",
    show_default=True,
    help="How to print it.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file instead."
)
def command(format_: str, output: Path | None) -> None:
    """Print the graph's schema: labels, relationship types, properties, constraints."""
    from mitigraph.graph import schema_page  # noqa: PLC0415

    text: str = {
        "json": schema_page.as_json,
        "markdown": schema_page.as_markdown,
        "mermaid": schema_page.as_mermaid,
    }[format_]()
    if output:
        write_whole(output, text)
        click.echo(f"wrote {output}", err=True)
    else:
        click.echo(text, nl=False)
