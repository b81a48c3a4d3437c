"""`mitigraph db`."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

import click

from mitigraph.cli.options import Options
from mitigraph.errors import UsageError
from mitigraph.settings import DATABASE_FOLDER

if TYPE_CHECKING:
    from mitigraph.graph.address import ServeAddress


@click.group("db")
def command() -> None:
    """Keep the embedded database open for other programs."""


@command.command("serve")
@click.pass_obj
def serve_command(options: Options) -> None:
    """Keep the study's database open until Ctrl-C, and print how to connect to it.

    Neo4j tools, notebooks and drivers connect to the printed Bolt address. While it runs, every other
    command of mitigraph finds it and connects to it too. Other programs may write: mitigraph guards its
    own reads only.
    """
    from mitigraph.graph.serve import serve  # noqa: PLC0415

    if options.uri:
        raise UsageError(
            f"{options.uri} is a server already", "leave --uri out to serve the study's own database"
        )
    options.demand_study()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    serve(options.study / DATABASE_FOLDER, _print_address, stop)
    click.echo("stopped", err=True)


def _print_address(address: ServeAddress) -> None:
    click.echo(f"uri:      {address.uri}")
    click.echo(f"user:     {address.user}")
    click.echo(f"password: {address.password}")
    click.echo(f"database: {address.database}")
    click.echo("press Ctrl-C to stop", err=True)
