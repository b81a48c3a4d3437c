"""`mitigraph query run`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mitigraph.cli.asking import LIMIT, VIEWS, Asked, find, warn, warn_of_text
from mitigraph.cli.options import Options
from mitigraph.cli.output import write_whole
from mitigraph.cli.packs import catalog_of, complete_parameter, complete_query, packs_option
from mitigraph.cli.query_all import run_all
from mitigraph.cli.tables import table_options, write_answer
from mitigraph.errors import UsageError

if TYPE_CHECKING:
    from mitigraph.queries.catalog import Query


@click.command("run")
@click.argument("what", metavar="ID|PACK|FILE.cypher|-", required=False, shell_complete=complete_query)
@click.option(
    "--param",
    "-p",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=complete_parameter,
    help="A parameter's value; an id, a name or a part of it where it names something of the graph.",
)
@click.option(
    "--view",
    type=click.Choice(VIEWS),
    default=VIEWS[0],
    show_default=True,
    help="Rows, the part of the map that they name, or how many of how many.",
)
@click.option("--evidence", is_flag=True, help="Add the excerpts behind each row, as paraphrases.")
@table_options
@click.option("--verbatim", is_flag=True, help="Let the exact words of interviews into the answer.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="ROWS",
    help="At most so many rows; what is cut off is told.  [default: 10000 for Cypher of your own, else all]",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="End the query after this time.  [default: 60 for Cypher of your own, else never]",
)
@click.option("--explain", is_flag=True, help="Show the Cypher with the parameters filled in; run nothing.")
@click.option("--all", "every", is_flag=True, help="Run every query of the pack, or all, into the folder -o.")
@packs_option
@click.pass_obj
def command(
    options: Options,
    /,
    what: str | None,
    params: tuple[str, ...],
    packs: tuple[Path, ...],
    *,
    format_: str,
    output: Path | None,
    limit: int | None,
    timeout: float | None,
    explain: bool,
    every: bool,
    **how: Any,
) -> None:
    """Run a query of a pack, of a file, or from stdin (-), which can only read.

    Parameters are typed by the query's header; without a header, values that are JSON are taken as that.
    """
    from mitigraph.queries.parameters import parse_assignments  # noqa: PLC0415 - heavy for --help

    asked = Asked(**how, given=parse_assignments(params), limit=limit, timeout=timeout)
    if explain and (every or asked.view != VIEWS[0] or asked.evidence):
        raise UsageError("--explain shows one query as it is", "leave out --all, --view and --evidence")
    if every:
        run_all(options, catalog_of(options, packs), what, asked, format_, output)
        return
    if what is None:
        raise UsageError("which query?", "name one ('mitigraph query list'), a .cypher file, or - for stdin")
    query = find(what, options, packs)
    asked = asked.for_own() if query.header is None else asked
    asked.demand(query)
    if query.header is None:
        warn_of_text(query)
    if explain:
        _show(_explained(options, query, asked), output)
        return
    with options.open("read", endable=asked.timeout is not None) as graph:
        table = asked.answer(query, graph)
        warn(graph, verbatim=asked.verbatim)
    write_answer(table, format_, output)
    if not table.rows:
        click.echo("no rows", err=True)
    if asked.view == VIEWS[0] and table.about and table.about.parameters.get(LIMIT) == len(table.rows):
        told = f"only the first {len(table.rows):,} rows, as the parameter '{LIMIT}' says; there may be more"
        click.echo(f"warning: {told}", err=True)
    if table.cut:
        more = "there are more (--limit asks for another number)"
        click.echo(f"warning: only the first {len(table.rows):,} rows; {more}", err=True)


def _show(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text)
        click.echo(f"wrote {output}", err=True)


def _explained(options: Options, query: Query, asked: Asked) -> str:
    """With ids in place of names where there is a graph to look them up in."""
    from mitigraph.queries.explain import explained  # noqa: PLC0415

    if not options.has_database():
        return explained(query, asked.demand(query))
    with options.open("read") as graph:
        return explained(query, asked.question(query, graph).values)
