"""`mitigraph query`: list, show, run and test the queries of the packs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mitigraph.cli.options import Options
from mitigraph.cli.packs import catalog_of, complete_query, packs_option
from mitigraph.cli.query_making import export, new
from mitigraph.cli.query_run import command as run_query
from mitigraph.errors import CheckFailed, UsageError
from mitigraph.loaders.wording import plural

if TYPE_CHECKING:
    from mitigraph.queries.catalog import Query
    from mitigraph.queries.findings import Finding


@click.group("query")
def command() -> None:
    """List, show, run and test the queries of the packs.

    A query answers one question about the graph; its id is pack/name, as in issues/by-phase.
    """


for each in (run_query, new, export):
    command.add_command(each)


@command.command("list")
@click.argument("pack", required=False)
@click.option("--tag", help="Only queries with this tag.")
@click.option("--markdown", is_flag=True, help="A page of Markdown with all parameters and columns.")
@packs_option
@click.pass_obj
def list_queries(
    options: Options, /, pack: str | None, tag: str | None, markdown: bool, packs: tuple[Path, ...]
) -> None:
    """List the queries, or those of one PACK, each with its question."""
    from mitigraph.queries.nearest import did_you_mean  # noqa: PLC0415 - what a query needs is slow to import
    from mitigraph.queries.reference import reference  # noqa: PLC0415

    catalog = catalog_of(options, packs)
    queries, findings = catalog.readable() if pack is None else (catalog.choose([pack]), [])
    for finding in findings:
        click.echo(f"left out: {finding}", err=True)
    tags = {name for query in queries if query.header for name in query.header.tags}
    if tag is not None and tag not in tags:
        raise UsageError(f"no query has the tag '{tag}'", did_you_mean(tag, tags))
    shown = [q for q in queries if q.header and (tag is None or tag in q.header.tags)]
    if markdown:
        click.echo(reference(shown), nl=False)
        return
    width = max((len(query.id) for query in shown), default=0)
    for query in shown:
        click.echo(f"{query.id:<{width}}  {query.header.title if query.header else ''}")


@command.command("show")
@click.argument("query_id", metavar="ID", shell_complete=complete_query)
@click.option("--cypher", is_flag=True, help="The query's text alone, to paste into Neo4j Browser.")
@packs_option
@click.pass_obj
def show(options: Options, /, query_id: str, cypher: bool, packs: tuple[Path, ...]) -> None:
    """Show a query: what it answers, its parameters and columns, and its text."""
    from mitigraph.queries.reference import describe_query  # noqa: PLC0415

    query = catalog_of(options, packs).get(query_id)
    click.echo(f"{query.body}\n" if cypher else describe_query(query), nl=False)


@command.command("test")
@click.argument("ids", metavar="[ID|PACK]...", nargs=-1, shell_complete=complete_query)
@packs_option
@click.pass_obj
def test_queries(options: Options, /, ids: tuple[str, ...], packs: tuple[Path, ...]) -> None:
    """Check queries and run their cases: a tiny study is loaded, and the rows must be the expected ones.

    All queries are tested if none is named. The studies are loaded into an embedded database of their own;
    your graph is not touched.
    """
    from mitigraph.cli.tiny_studies import prepare_in, scratch_graph  # noqa: PLC0415
    from mitigraph.queries.cases import run_cases  # noqa: PLC0415
    from mitigraph.queries.syntax import check_syntax  # noqa: PLC0415

    queries = catalog_of(options, packs).choose(ids)
    static = _static(queries)
    _print_findings(static)
    with scratch_graph() as graph:
        unread = [found for query in queries for found in check_syntax(query, graph)]
        _print_findings(unread)
        failed = done = 0
        for outcome in run_cases(queries, prepare_in(graph)):
            done, failed = done + 1, failed + (not outcome.holds)
            click.echo(f"{'ok  ' if outcome.holds else 'FAIL'}  {outcome.query}: {outcome.case}")
            for line in outcome.difference:
                click.echo(f"        {line}")
    warnings = sum(finding.severity == "warning" for finding in static)
    findings = len(static) + len(unread) - warnings
    told = f", {plural(warnings, 'warning')}" if warnings else ""
    counted = f"{plural(len(queries), 'query')}, {plural(done, 'case')}, {failed} failed"
    click.echo(f"{counted}, {plural(findings, 'finding')}{told}")
    if failed or findings:
        raise CheckFailed("not every query passed", "mend the queries or the cases named above")


def _static(queries: list[Query]) -> list[Finding]:
    """What the checks without a database find."""
    from mitigraph.queries.cases import check_cases  # noqa: PLC0415
    from mitigraph.queries.checks import check_query  # noqa: PLC0415

    return [found for query in queries for found in (*check_query(query), *check_cases(query))]


def _print_findings(findings: list[Finding]) -> None:
    for finding in findings:
        click.echo(str(finding))
