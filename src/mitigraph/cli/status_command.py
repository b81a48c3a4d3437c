"""`mitigraph status`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mitigraph.cli.options import Options

if TYPE_CHECKING:
    from mitigraph.graph.census import Census
    from mitigraph.graph.session import DatabaseInfo


@click.command("status")
@click.pass_obj
def command(options: Options) -> None:
    """Show the database, what it holds by label and type, and the last loads."""
    from mitigraph.graph.census import take_census  # noqa: PLC0415

    with options.open("read") as session:
        _database(session.info)
        _census(take_census(session.read))


def _database(info: DatabaseInfo) -> None:
    from mitigraph import __version__  # noqa: PLC0415

    served = ", through 'mitigraph db serve'" if info.via_serve else ""
    click.echo(f"mitigraph:  {__version__}")
    click.echo(f"backend:    {info.backend}{served}")
    click.echo(f"product:    {info.product}")
    click.echo(f"address:    {info.address}")
    click.echo(f"database:   {info.database}")


def _census(census: Census) -> None:
    if census.study is None:
        click.echo("study:      none is loaded")
        return
    click.echo(f"study:      {census.study} ({census.title})")
    if census.pending:
        click.echo("links:      still to be derived: run 'mitigraph load'")
    for title, counts in (("nodes", census.labels), ("relationships", census.types)):
        click.echo(f"\n{title}: {sum(counts.values()):,}")
        for name, count in counts.items():
            click.echo(f"  {name:20}{count:>8,}")
    click.echo("\nlast loads:")
    for load in census.loads:
        time = load["time"].to_native().strftime("%Y-%m-%d %H:%M:%S")
        counts_of = ", ".join(f"{load[action]:,} {action}" for action in ("created", "changed", "removed"))
        click.echo(f"  {time} UTC by {load['version']}: {counts_of}")
